"""While a page is drawn another build may be published: the page reads on in the one that it began with."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard import data, store
from ingest import intake
from tests.dashboard.conftest import Open
from tests.ingest.stores import meeting


def test_a_page_half_drawn_ends_in_the_store_that_it_began_in(rostered_store: Path, tmp_path: Path) -> None:
    office = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    data.read(data.Reading(store.snapshot(office)))
    begun = data.row("chrome__facts")["ledger_number"]
    intake.accept(office, [meeting(tmp_path, told_on=date(2009, 6, 12))], by="office")
    assert store.snapshot(office) != data.reading().published
    assert data.frame("uploads__list", search="", loaded_by=None, upload_state=None, told_by=None).height == begun - 1
    data.read(data.Reading(store.snapshot(office)))
    assert data.row("chrome__facts")["ledger_number"] == begun + 1
    assert data.frame("uploads__list", search="", loaded_by=None, upload_state=None, told_by=None).height == begun


def test_no_page_asks_for_the_published_store_by_itself(
    open_page: Open, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What draws a page is handed the store once: a query that looked for itself might find the next one."""
    monkeypatch.setattr(store, "query", None)
    for page in ("", "units", "unit", "deadlines", "chain", "action_plans", "evaluations", "reviews", "quality"):
        assert not open_page(page).exception
