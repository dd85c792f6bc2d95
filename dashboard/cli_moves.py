"""The command that holds two moments against each other: what moved, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from dashboard import cli_read, cli_show, compare, store
from dashboard.cli_ask import asked_of
from dashboard.cli_options import AS_JSON, LANGUAGE, in_store, on_day
from dashboard.cli_read import Asked, Row, parts
from dashboard.compare import Built

NUMBER = "As if nothing after ledger number N had been entered."
FIELDS = (
    "unit_id",
    "unit_name",
    "requirement_id",
    "bearer",
    "bearer_id",
    "status_before",
    "status",
    "direction",
    "due_on_before",
    "due_on",
    "done_on_before",
    "done_on",
)


@click.command()
@on_day("--from", "The earlier day.", required=True)
@on_day("--to", "The later day; else the one that pages show.")
@click.option("--known-from", type=int, metavar="N", help=f"On the earlier day: {NUMBER}")
@click.option("--known-to", type=int, metavar="N", help=f"On the later day: {NUMBER}")
@click.option("--unit", help="Only this unit, by code or name.")
@AS_JSON
@LANGUAGE
@in_store
def moves(
    store: Path,
    to: date | None,
    known_from: int | None,
    known_to: int | None,
    unit: str | None,
    as_json: bool,
    lang: str,
    **days: date,
) -> None:
    """Say which obligations stand otherwise on one day than on another, or as known at two numbers, and why.

    Example: taizhang moves --from 2009-06-19 --to 2009-06-26
    """
    before = asked_of(store, days["from"], known_from, lang)
    after = Asked(store, to, known_to, lang)
    earlier, later = moment(before), moment(after)
    if earlier.as_of > later.as_of:
        raise click.UsageError(f"--from {earlier.as_of} is after --to {later.as_of}; give the earlier day first")
    found = list(told(after, earlier, later, unit))
    if as_json:
        cli_show.as_json({"from": said(before, earlier), "to": said(after, later), **counted(found), "moves": found})
    else:
        show(found)


def moment(asked: Asked) -> Built:
    """The build and the day that are asked of."""
    build = cli_read.snapshot_of(asked)
    return Built(build, asked.as_of or store.query_snapshot("cli__overview", build, None, {})["as_of"][0])


def said(asked: Asked, seen: Built) -> Row:
    """A moment as JSON tells it."""
    return {"as_of": seen.as_of, "known_at": asked.known_at}


def told(asked: Asked, earlier: Built, later: Built, unit: str | None) -> Iterator[Row]:
    """Every movement, of all units or of one, the worst first."""
    unit_id = None if unit is None else cli_read.unit_called(asked, unit)
    for row in compare.moves(earlier, later).iter_rows(named=True):
        if unit_id in (None, row["unit_id"]):
            yield in_shape(asked, row)


def in_shape(asked: Asked, row: dict[str, Any]) -> Row:
    """One movement in the shape that `moves --json` promises."""
    return {
        **{name: row[name] for name in FIELDS},
        "missing_before": parts(asked.in_words(row, "words_before")),
        "missing": parts(asked.in_words(row, "words_after")),
        "reason": row["move_reason"],
        "other_reasons": row["other_reasons"].split(),
        "because": row["because"],
    }


def counted(found: list[Row]) -> Row:
    """How many moved for which reason, in the order of the reasons."""
    reasons = [row["reason"] for row in found]
    return {"by_reason": {one: reasons.count(one) for one in compare.REASONS if one in reasons}}


def show(found: list[Row]) -> None:
    """The counts by reason, then each movement on a line."""
    if not found:
        cli_show.say("nothing moved")
        return
    cli_show.rows([{"reason": one, "moved": count} for one, count in counted(found)["by_reason"].items()])
    names = ["unit_name", "requirement_id", "bearer_id", "status_before", "status", "due_on", "done_on", "reason"]
    cli_show.rows([{name: row[name] for name in [*names, "because"]} for row in found])
