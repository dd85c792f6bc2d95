"""The workbooks to fill in that a store gives out: blank, for one unit, for every unit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ingest import build, state
from ingest import template as layout
from ingest.catalogue import SHEETS
from ingest.known import Known, known
from ingest.state import State


def template(store: Path, kinds: Iterable[str] = (), unit_id: str | None = None) -> bytes:
    """A workbook to fill in, with sheets of these kinds or of all; for one unit with what is known of it."""
    now, chosen = state.load(store), list(kinds) or list(SHEETS)
    if unit_id is None:
        return layout.workbook(chosen, now.context)
    return layout.unit_workbook(chosen, now.context, known_rows(store, now), unit_id)


def all_templates(store: Path, kinds: Iterable[str] = ()) -> bytes:
    """An archive with such a workbook for every unit."""
    now = state.load(store)
    return layout.every_unit(list(kinds) or list(SHEETS), now.context, known_rows(store, now))


def known_rows(store: Path, now: State) -> Known:
    """What templates have filled in beforehand."""
    return known(now, build.published(store), build.plan_tables(store, now.history)["evidence_types"])
