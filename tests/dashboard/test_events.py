"""What the machine's log holds: one line of JSON an event, and of an error its kind and place, not what it quotes."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path

import pytest
from streamlit import error_util
from streamlit import logger as framework

from dashboard import aside, events, jobs, store

SECRET = "张三 13800000000"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """All that is written on standard error from here on."""
    heard = io.StringIO()
    monkeypatch.setattr("sys.stderr", heard)
    names = (*framework._loggers, events.LOGGER, events.VISITS)
    before = {name: logging.getLogger(name).handlers[:] for name in names}
    level = logging.getLogger(events.VISITS).level
    monkeypatch.setattr(framework, "setup_formatter", framework.setup_formatter)
    monkeypatch.setattr(events.log, "propagate", events.log.propagate)
    events.told_on_stderr()
    yield heard
    for name, handlers in before.items():
        logging.getLogger(name).handlers[:] = handlers
    logging.getLogger(events.VISITS).setLevel(level)


def lines(told: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


def broken() -> None:
    """A reading of something that quotes what stands in a workbook."""
    try:
        int(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error


def test_an_error_of_the_frameworks_is_one_line_with_its_kinds_and_places_and_without_its_words(told: io.StringIO):
    try:
        broken()
    except KeyError as error:
        framework.get_logger("streamlit.error_util").error("Uncaught app execution", exc_info=error)
    framework.get_logger("uvicorn.made_later").warning("two\nlines")
    first, second = lines(told)
    assert (first["level"], first["event"], first["error"]) == ("error", "error", "KeyError < ValueError")
    assert str(first["where"][-1]).startswith("tests/dashboard/test_events.py:")
    assert SECRET not in told.getvalue()
    assert second["message"] == "two\nlines"


def test_what_breaks_a_page_comes_into_the_log_by_the_frameworks_own_way(told: io.StringIO):
    try:
        broken()
    except KeyError as error:
        error_util._log_uncaught_app_exception(error)
    assert lines(told)[0]["error"] == "KeyError < ValueError"
    assert SECRET not in told.getvalue()


def test_who_asked_for_which_address_is_not_told(told: io.StringIO):
    logging.getLogger("uvicorn.access").info('10.0.0.9:33906 - "GET /unit?unit=B10 HTTP/1.1" 200')
    assert told.getvalue() == ""


def test_who_looks_for_a_fault_may_have_the_words_too(told: io.StringIO, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(events.VARIABLE, events.WITH_WORDS)
    try:
        broken()
    except KeyError as error:
        framework.get_logger("streamlit.error_util").error("Uncaught app execution", exc_info=error)
    assert SECRET in str(lines(told)[0]["words"])


def test_work_that_is_done_or_fails_is_told_by_its_kind_and_not_by_what_it_was_about(told: io.StringIO):
    jobs.once(("check", SECRET), 1, lambda step: 1).ends_within(20)
    jobs.once(("mark", SECRET), 1, lambda step: broken()).ends_within(20)
    done, failed = sorted(lines(told), key=lambda line: str(line["kind"]))
    assert (done["event"], done["kind"], done["level"]) == ("job", "check", "info")
    assert (failed["kind"], failed["level"], failed["error"]) == ("mark", "error", "KeyError < ValueError")
    assert SECRET not in told.getvalue()


def test_a_build_that_readers_see_for_the_first_time_is_told(told: io.StringIO, rostered_store: Path):
    for _ in range(2):
        store.query("chrome__facts", store=rostered_store)
    assert [(line["event"], line["build"]) for line in lines(told)] == [("opened", "store-2.duckdb")]


def test_what_took_long_is_told(told: io.StringIO, monkeypatch: pytest.MonkeyPatch):
    with events.slow("page", "units"):
        pass
    monkeypatch.setattr(events, "SLOW_SECONDS", 0.0)
    with events.slow("page", "units"):
        pass
    assert [(line["event"], line["what"], line["name"]) for line in lines(told)] == [("slow", "page", "units")]


def test_an_error_of_a_child_tells_the_places_there_too(told: io.StringIO):
    try:
        broken()
    except KeyError as error:
        told_of = events.about(aside.rebuilt(*aside.taken_apart(error)))
    assert any(str(place).endswith(" broken") for place in told_of["where"])
