"""Where many read, a build is asked what they asked of the one before, and only then shown: to everybody at once."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data, drawing, jobs, shown, store
from ingest import intake
from tests.dashboard.conftest import APP, foot
from tests.ingest.stores import meeting

PATIENCE = 20.0
Publish = Callable[[], store.Snapshot]


@pytest.fixture
def office(rostered_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that pages show, and somebody has read in it."""
    folder = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    monkeypatch.setenv("TAIZHANG_STORE", str(folder))
    data.read(data.Reading(shown.build()))
    data.row("chrome__facts")
    data.frame("chrome__words")
    return folder


@pytest.fixture
def publish(office: Path, tmp_path: Path) -> Publish:
    """Have one more upload accepted."""
    days = iter(range(12, 29))

    def one_more() -> store.Snapshot:
        file = meeting(tmp_path, told_on=date(2009, 6, next(days)))
        assert [one.outcome for one in intake.accept(office, [file], by="office")] == [intake.ACCEPTED]
        return store.snapshot(office)

    return one_more


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many look at pages that some have to wait."""
    monkeypatch.setattr(drawing, "is_crowded", lambda: True)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No question is asked ahead until this is set."""
    go, ask = threading.Event(), data.ask_again

    def later(question: data.Question, published: store.Snapshot) -> None:
        assert go.wait(PATIENCE)
        ask(question, published)

    monkeypatch.setattr(data, "ask_again", later)
    yield go
    go.set()


def comes(published: store.Snapshot) -> bool:
    """Whether pages show a build within reasonable time."""
    until = time.monotonic() + PATIENCE
    while (seen := shown.build()) != published and time.monotonic() < until:
        time.sleep(0.01)
    return seen == published


def test_where_few_read_what_is_published_is_shown_at_once(
    office: Path, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "is_crowded", lambda: False)
    before = shown.build()
    assert before != publish() == shown.build() == store.snapshot(office)


@pytest.mark.usefixtures("crowd")
def test_where_many_read_a_build_is_shown_when_it_has_their_answers_ready(
    publish: Publish, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown.build()
    newest = publish()
    assert shown.build() == shown.build() == before
    held.set()
    assert comes(newest)
    monkeypatch.setattr(store, "query_snapshot", None)
    data.read(data.Reading(newest))
    assert data.row("chrome__facts") and data.frame("chrome__words").columns


@pytest.mark.usefixtures("crowd")
def test_what_is_published_meanwhile_is_shown_as_soon(publish: Publish, held: threading.Event) -> None:
    before = shown.build()
    publish()
    assert shown.build() == before
    newest = publish()
    assert shown.build() == before
    held.set()
    assert comes(newest)


@pytest.mark.usefixtures("crowd", "held")
def test_nobody_is_kept_from_a_build_for_long(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "MOST_SECONDS", 0.2)
    before = shown.build()
    newest = publish()
    assert shown.build() == before
    assert comes(newest)


@pytest.mark.usefixtures("crowd", "held")
def test_as_soon_as_nobody_has_to_wait_it_is_shown(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown.build()
    newest = publish()
    assert shown.build() == before
    monkeypatch.setattr(drawing, "is_crowded", lambda: False)
    assert shown.build() == newest


@pytest.mark.usefixtures("crowd", "held")
def test_a_file_made_anew_under_its_old_name_is_shown_at_once(office: Path) -> None:
    before = shown.build()
    content = before.path.read_bytes()
    before.path.unlink()
    before.path.write_bytes(content)
    assert shown.build() == store.snapshot(office) != before


@pytest.mark.usefixtures("crowd")
def test_of_a_build_that_cannot_be_read_everybody_hears(publish: Publish) -> None:
    newest = publish()
    newest.path.write_bytes(b"nothing")
    damaged = store.built(newest.path)
    assert comes(damaged)
    with pytest.raises(store.Damaged):
        store.query("chrome__facts")


@pytest.mark.usefixtures("crowd")
def test_who_has_written_something_sees_it_when_that_is_said_to_be_over(
    publish: Publish, held: threading.Event
) -> None:
    before = shown.build()
    job = jobs.again("an upload", 1, lambda _: publish())
    while store.snapshot() == before:
        time.sleep(0.01)
    assert not job.ends_within(0.2)
    held.set()
    assert job.ends_within(PATIENCE)
    assert shown.build() == job.answer


@pytest.mark.usefixtures("crowd")
def test_pages_show_the_build_before_until_then(publish: Publish, held: threading.Event) -> None:
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    before = foot(page)
    newest = publish()
    assert foot(page.run()) == before
    held.set()
    assert comes(newest)
    assert foot(page.run()) != before
    assert not page.exception
