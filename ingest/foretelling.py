"""Which statuses would be others: once checked files are accepted, an upload is withdrawn, or a reading is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest import accepted, build, learning, plan, state, turns
from ingest.results import CHECKED, FileResult, clean, rows_of
from ingest.review import upload_of
from ingest.turns import Flips, Turns


def preview(store: Path, results: Iterable[FileResult], as_of: date | None = None, *, clean_rows: bool = True) -> Turns:
    """The statuses that would be others if checked files were accepted; by default on the day pages would then show.

    A file with errors counts with its clean rows, or not at all where `clean_rows` is False.
    """
    now = state.load(store, kinds=())
    taken = [found for one in results if one.outcome == CHECKED and (found := clean(one, clean_rows))]
    pending = [rows_of(found, now.history[-1].number + place) for place, found in enumerate(taken, start=1)]
    return turns.would_turn(now, build.published(store), pending, as_of)


def preview_withdrawal(store: Path, upload_id: str) -> Turns:
    """The statuses that would be others without an upload, on the day that pages show now."""
    now, upload = state.load(store, kinds=()), upload_of(store, upload_id)
    units = {unit for rows in accepted.read(store, [upload]).values() for unit in rows["unit_id"].unique()}
    return turns.would_turn_back(build.ensure_published(store), upload_id, units, turns.day_shown(now, ()))


def preview_reading(store: Path, key: str, value: str, as_of: date | None = None) -> Flips:
    """The statuses and milestones that would be others under another reading, by default on the day pages show now."""
    now = state.load(store, kinds=())
    value, decided = learning.refuse_reading(store, now.history, key, value)
    in_force = build.plan_in_force(store, now.history)
    flips = turns.would_flip(
        build.published(store),
        plan.compile_plan(in_force, {**decided, key: value}),
        as_of or turns.day_shown(now, ()),
    )
    return replace(flips, seen=plan.reading_value(plan.compile_plan(in_force, decided), key))
