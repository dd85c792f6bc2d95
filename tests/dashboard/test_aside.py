"""Heavy work is done by a child that gives way; what it answers, says and fails in comes back as if done here."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import aside, events, machine_trouble, office
from tests.dashboard.errands import ERRORS, fail, names_of


@pytest.fixture(scope="module")
def children() -> Iterator[None]:
    """As in the server."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(aside, "_is_apart", True)
        yield
        aside.let_all_go()


def test_without_a_server_the_work_is_done_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(aside, "_is_apart", False)
    assert aside.done(os.getpid) == os.getpid()


def test_work_is_done_in_a_child_of_low_priority_and_the_next_piece_by_the_same(children: None):
    first, second = aside.done(os.getpid), aside.done(os.getpid)
    assert first == second != os.getpid()
    assert aside.done(os.getpriority, os.PRIO_PROCESS, 0) == os.getpriority(os.PRIO_PROCESS, 0) + 10
    assert aside.done(os.getsid, 0) != os.getsid(0)


def test_each_step_is_told_when_its_turn_comes_there_as_here(children: None, monkeypatch: pytest.MonkeyPatch):
    paths = aside.Told([Path("a/甲.xlsx"), Path("b/乙.xlsx")])
    for is_apart in (True, False):
        monkeypatch.setattr(aside, "_is_apart", is_apart)
        heard: list[str] = []
        assert aside.done(names_of, paths, tell=heard.append) == heard == ["甲.xlsx", "乙.xlsx"]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_comes_back_with_all_that_is_said_of_it_and_with_its_cause(name: str, children: None):
    error = ERRORS[name]()
    with pytest.raises(type(error)) as raised:
        aside.done(fail, name)
    came = raised.value
    assert (str(came), getattr(came, "errno", None)) == (str(error), getattr(error, "errno", None))
    assert isinstance(came.__cause__, OSError)
    assert machine_trouble.message(came.__cause__) == machine_trouble.FULL
    assert any(place.endswith(" fail") for place in getattr(came, events.WHERE))


def test_a_child_that_is_killed_is_told_and_the_next_piece_finds_another(children: None):
    child = aside.done(os.getpid)
    with pytest.raises(aside.Ended):
        aside.done(os.kill, child, signal.SIGKILL)
    assert "处理程序被中途关闭" in office.in_words(aside.Ended())
    assert aside.done(os.getpid) != child
