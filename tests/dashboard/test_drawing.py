"""Pages take turns to be drawn: so many at a time, nobody for ever, and who waits for something lets others draw."""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pytest

from dashboard import drawing, watch


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_free", BoundedSemaphore(2))
    monkeypatch.setattr(drawing, "_waited_at", -math.inf)


def test_of_many_pages_only_so_many_are_drawn_at_a_time() -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def page() -> None:
        nonlocal inside, most
        with drawing.turn():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(12) as readers:
        for one in [readers.submit(page) for _ in range(24)]:
            one.result()
    assert (most, inside) == (2, 0)


def test_a_piece_of_a_page_that_has_its_turn_needs_none_of_its_own() -> None:
    with drawing.turn(), drawing.turn(), drawing.turn():
        assert drawing._free.acquire(blocking=False)


def test_who_waits_for_something_lets_others_draw_and_goes_on_after_them() -> None:
    with drawing.turn():
        with drawing.others_first():
            assert drawing._free.acquire(blocking=False) and drawing._free.acquire(blocking=False)
            drawing._free.release()
        assert not drawing._free.acquire(blocking=False)


class Slow:
    """Work that ends when it is told to, and asks at its wait whether a turn is free."""

    def __init__(self, *, is_over: bool) -> None:
        self.over = is_over
        self.others_may: list[bool] = []

    def ends_within(self, seconds: float) -> bool:
        if seconds:
            self.others_may.append(drawing.is_free())
        return self.over


def test_nobody_keeps_the_turn_while_something_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_free", BoundedSemaphore(1))
    with drawing.turn():
        slow, done = Slow(is_over=False), Slow(is_over=True)
        assert not drawing.is_over(slow, 0.5)
        assert drawing.is_over(done, 0.5)
        assert (slow.others_may, done.others_may) == ([True], [])
        assert not drawing.is_free(), "the page goes on in a turn of its own"
    assert drawing.is_free()
    drawing.is_over(Slow(is_over=False), 0.5)
    assert drawing.is_free(), "who had no turn takes none"


def test_it_is_crowded_when_somebody_had_to_wait_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    with drawing.turn():
        assert not drawing.is_crowded()
    monkeypatch.setattr(drawing, "MOST_SECONDS", 0.01)
    assert drawing._free.acquire() and drawing._free.acquire()
    with drawing.turn():
        assert drawing.is_crowded()
    monkeypatch.setattr(drawing, "LATELY", 0.0)
    assert not drawing.is_crowded()


def test_what_hangs_holds_up_nobody_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_SECONDS", 0.01)
    assert drawing._free.acquire() and drawing._free.acquire()
    with drawing.turn():
        pass
    assert not drawing._free.acquire(blocking=False), "who had no turn gives none back"


def test_a_page_that_breaks_off_gives_its_turn_back() -> None:
    for _ in range(3):
        with pytest.raises(RuntimeError), drawing.turn():
            raise RuntimeError
    assert drawing._free.acquire(blocking=False) and drawing._free.acquire(blocking=False)


def test_a_page_that_keeps_up_by_itself_gives_way_to_those_that_are_asked_for() -> None:
    assert drawing.is_free()
    with ThreadPoolExecutor(2) as readers:
        over = threading.Event()

        def page() -> None:
            with drawing.turn():
                over.wait(10)

        at_work = [readers.submit(page) for _ in range(2)]
        while drawing.is_free():
            time.sleep(0.01)
        over.set()
        for one in at_work:
            one.result()
    assert drawing.is_free()


def test_it_gives_way_for_no_longer_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, float] = {}
    monkeypatch.setattr(watch.st, "session_state", kept)
    assert watch.is_time(), "nobody else is there"
    assert drawing._free.acquire() and drawing._free.acquire()
    assert not watch.is_time()
    kept[watch.BEHIND_SINCE] -= watch.MOST_SECONDS_BEHIND
    assert watch.is_time()
