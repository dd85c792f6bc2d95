"""Long work is done once, however often it is asked for, and outlives whoever asked."""

from __future__ import annotations

import threading

import pytest

from dashboard import jobs


def test_a_reading_asked_for_twice_is_done_once():
    calls: list[str] = []
    first = jobs.once("a reading", 1, lambda step: calls.append("read") or "answer")
    assert first.answer == "answer"
    assert jobs.once("a reading", 1, lambda step: calls.append("read again")) is first
    assert calls == ["read"]


def test_a_writing_under_way_is_found_again_and_one_that_is_over_may_be_asked_for_anew():
    go, calls = threading.Event(), []

    def write(step: jobs.Step) -> None:
        step("first file")
        calls.append("written")
        assert go.wait(20)

    first = jobs.again("a writing", 3, write)
    assert jobs.again("a writing", 3, write) is first is jobs.latest("a writing")
    assert not first.is_over
    go.set()
    assert first.ends_within(20)
    assert (first.begun, first.at_hand) == (1, "first file")
    assert jobs.again("a writing", 3, write) is not first


def test_a_reading_that_failed_is_tried_again_and_its_error_is_told():
    def fail(step: jobs.Step) -> None:
        raise ValueError("no")

    job = jobs.once("a failure", 1, fail)
    assert job.ends_within(20)
    assert isinstance(job.error, ValueError)
    with pytest.raises(ValueError, match="no"):
        _ = job.answer
    assert jobs.once("a failure", 1, lambda step: "well now").answer == "well now"


def test_readers_do_not_wait_for_writers():
    go = threading.Event()
    writing = jobs.again("slow", 1, lambda step: go.wait(20))
    assert jobs.once("quick", 1, lambda step: "read").answer == "read"
    assert not writing.is_over
    go.set()


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jobs, "KEPT", 3)
    for number in range(6):
        assert jobs.once(("many", number), 1, lambda step: None).ends_within(20)
    assert jobs.latest(("many", 0)) is None
    assert jobs.latest(("many", 5)) is not None
