"""What many ask for at a time is worked out once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.shelf import Shelf


def test_those_who_ask_at_the_same_time_wait_for_one_answer():
    shelf: Shelf[str, int] = Shelf(2)
    all_here, made = threading.Barrier(8), []

    def ask(_: int) -> int:
        all_here.wait(20)
        return shelf.get("key", lambda: made.append(1) or len(made))

    with ThreadPoolExecutor(8) as askers:
        assert list(askers.map(ask, range(8))) == [1] * 8
    assert made == [1]


def test_an_answer_that_failed_is_told_to_who_waits_and_tried_again_by_the_next():
    shelf: Shelf[str, int] = Shelf(2)
    with pytest.raises(ZeroDivisionError):
        shelf.get("key", lambda: 1 // 0)
    assert shelf.get("key", lambda: 7) == 7


def test_the_answers_that_nobody_asked_for_lately_go():
    shelf: Shelf[str, int] = Shelf(2)
    for key in (1, 2, 1, 3):
        shelf.get(key, lambda: 0)
    assert list(shelf.kept) == [1, 3]
