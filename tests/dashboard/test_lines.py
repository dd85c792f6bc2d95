"""Queries run some at once and some for each person; the others wait, know their place, and may leave."""

from __future__ import annotations

import threading

import pytest

from dashboard.turns import Full, Line


def test_each_person_runs_some_and_all_together_some_more_in_the_order_they_came():
    line = Line(at_once=3, each=2, most_waiting=9)
    tickets = [line.join(person) for person in ("li", "li", "li", "wang", "zhao")]
    assert [line.place(ticket) for ticket in tickets] == [0, 0, 1, 0, 2]
    line.leave(tickets[0])
    assert [line.place(ticket) for ticket in tickets] == [0, 0, 0, 0, 1]
    assert line.wait(tickets[2])


def test_one_persons_line_does_not_hold_up_another():
    line = Line(at_once=2, each=1, most_waiting=9)
    tickets = [line.join(person) for person in ("li", "li", "li", "wang")]
    assert [line.place(ticket) for ticket in tickets] == [0, 1, 2, 0]


def test_whoever_leaves_the_line_is_told_so_and_the_next_moves_up():
    line = Line(at_once=1, each=1, most_waiting=9)
    _, second, third = (line.join(person) for person in ("li", "wang", "zhao"))
    heard: list[bool] = []
    waiter = threading.Thread(target=lambda: heard.append(line.wait(second)))
    waiter.start()
    line.leave(second)
    waiter.join()
    assert (heard, line.place(third)) == ([False], 1)


def test_a_line_that_is_full_takes_nobody():
    line = Line(at_once=1, each=1, most_waiting=1)
    line.join("li")
    line.join("wang")
    with pytest.raises(Full):
        line.join("zhao")
