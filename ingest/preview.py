"""What a file or a decision would change, before it is kept: units are judged anew, in memory, as things would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from ingest import judging, rawtables, views

SHOWN = "marts.compliance"
MILESTONES = "marts.milestones"
KEY = ["unit_id", "requirement_id", "bearer_id"]


@dataclass(frozen=True)
class Preview:
    """The owed obligations of some units on a day, as published and as they would be: rows of marts.compliance."""

    before: pl.DataFrame
    after: pl.DataFrame


def preview(published: Path, added: Mapping[str, pl.DataFrame], units: Iterable[str], as_of: date) -> Preview:
    """How these units stand on a day, and how they would stand with more rows accepted.

    `published` is the file that `build.ensure_published` gives, built by this very code. `added` holds the new rows by
    kind of sheet, as `intake.rows_of(check, number)` gives them: the sheet's fields, and upload_id, upload_number,
    file_name and report_on of the file; the number must be above all that are in the store. `units` is everybody
    whose rows are among them; rows of others are left out. Both frames have the columns of marts.compliance, sorted by
    unit, requirement and bearer; an obligation that is new or gone is in one of them only. Nothing is written.
    """
    return with_change(published, lambda connection, chosen: add_rows(connection, added, chosen), units, as_of)


def preview_without(published: Path, upload_id: str, units: Iterable[str], as_of: date) -> Preview:
    """The same for the withdrawal of an upload; `units` is everybody whose rows are in it."""
    return with_change(published, lambda connection, _: take_out(connection, upload_id), units, as_of)


def with_change(
    published: Path,
    change: Callable[[duckdb.DuckDBPyConnection, list[str]], None],
    units: Iterable[str],
    as_of: date,
) -> Preview:
    """Units before and after a change to their rows, which are judged anew in memory."""
    chosen = sorted(set(units))
    with judging.beside(published, read_only=True) as connection:
        connection.execute("set variable as_of = cast(? as date)", [as_of])
        before = rows(connection, f"store.{SHOWN}", chosen)
        found = views.views()
        wanted = views.needed(found, [SHOWN])
        judging.set_up(connection, wanted)
        judging.take_rows(connection, wanted, chosen)
        change(connection, chosen)
        judging.judge_units(connection, [view for view in wanted if view.is_ranged])
        return Preview(before, rows(connection, SHOWN, chosen))


def preview_plan(published: Path, plan: Mapping[str, pl.DataFrame], as_of: date) -> Iterator[Preview]:
    """Everybody under another plan, or the same one read otherwise: a range of units at a time, then the milestones.

    `plan` holds its tables as `plan.compile_plan` gives them. The last preview is of rows of marts.milestones.
    """
    with judging.beside(published, read_only=True) as connection:
        connection.execute("set variable as_of = cast(? as date)", [as_of])
        wanted = views.needed(views.views(), [SHOWN, MILESTONES])
        judging.set_up(connection, wanted)
        judging.read_plan(connection, wanted, plan)
        for units in judging.ranges(connection):
            judging.take_rows(connection, wanted, units)
            judging.judge_units(connection, [view for view in wanted if view.is_ranged])
            yield Preview(rows(connection, f"store.{SHOWN}", units), rows(connection, SHOWN, units))
        yield Preview(connection.sql(f"from store.{MILESTONES}").pl(), connection.sql(f"from {MILESTONES}").pl())


def take_out(connection: duckdb.DuckDBPyConnection, upload_id: str) -> None:
    """Take an upload's rows away."""
    rows_of_it = "(select evidence_id from raw.evidence_rows where upload_id = ?)"
    connection.execute(f"delete from raw.evidence_cells where evidence_id in {rows_of_it}", [upload_id])
    for table, columns in rawtables.TABLES.items():
        if table.startswith("raw.") and table != "raw.uploads" and "upload_id" in columns:
            connection.execute(f"delete from {table} where upload_id = ?", [upload_id])
    connection.execute("update raw.uploads set is_active = 0 where upload_id = ?", [upload_id])


def add_rows(connection: duckdb.DuckDBPyConnection, added: Mapping[str, pl.DataFrame], units: list[str]) -> None:
    """Load the new rows of these units beside those that are there."""
    for kind, frame in added.items():
        of_units = frame.filter(pl.col("unit_id").is_in(units))
        rawtables.load_rows(connection, kind, rawtables.with_all_columns(of_units, kind))


def rows(connection: duckdb.DuckDBPyConnection, name: str, units: list[str]) -> pl.DataFrame:
    """The rows of these units, in order."""
    query = f"from {name} {judging.OF_UNITS} order by {', '.join(KEY)}"
    return connection.sql(query, params={"units": units}).pl()
