"""The workbooks to fill in that a store gives out: blank, for one unit, for every unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest import build, scope, state
from ingest import template as layout
from ingest.catalogue import SHEETS
from ingest.known import Known, Row, known
from ingest.state import State
from ingest.waiting import marks_to_give, to_mark


def template(store: Path, kinds: Sequence[str] = (), unit_id: str | None = None, only: str = "") -> bytes:
    """A workbook with sheets of these kinds, or of all that the plan uses; for one unit with what is known of it.

    Where reviews are asked for by name, every mark that is awaited is filled in but for its conclusion. With a scope
    only its units are named in it, and nothing is filled in.
    """
    now = state.load(store)
    if only:
        own = [kind for kind in (kinds or kinds_used(store, now)) if kind in scope.TAKEN[scope.parts(only)[0]]]
        return layout.workbook(own, scope.context_of(now, only))
    chosen = list(kinds) or kinds_used(store, now)
    if unit_id is None:
        # Reviewers fill in one sheet for many units, but only where theirs is asked for.
        marks = marks_to_give(to_mark(build.published(store)), now.context) if "reviews" in kinds else []
        return layout.workbook(chosen, now.context, {"reviews": marks})
    return layout.unit_workbook(chosen, now.context, known_rows(store, now), unit_id)


def all_templates(store: Path, kinds: Iterable[str] = ()) -> bytes:
    """An archive with such a workbook for every unit."""
    now = state.load(store)
    return layout.every_unit(list(kinds) or kinds_used(store, now), now.context, known_rows(store, now))


def kinds_used(store: Path, now: State) -> list[str]:
    """The kinds of sheets whose rows can change anything in the store's plan."""
    tables = build.plan_tables(store, now.history)
    used = {*tables["sources"]["sheet"], *([] if tables["milestones"].is_empty() else ["progress"])}
    return [kind for kind in SHEETS if kind in used]


def known_rows(store: Path, now: State) -> Known:
    """What templates have filled in beforehand."""
    return known(now, build.published(store), build.plan_tables(store, now.history)["evidence_types"])


def review_sheet(store: Path, waiting: Iterable[Row]) -> bytes:
    """A sheet of reviews for what waits, rows of marts.reviews: all is filled in, and each conclusion is 待审."""
    now = state.load(store, kinds=())
    rows = marks_to_give(waiting, now.context)
    return layout.workbook(["reviews"], now.context, {"reviews": rows})
