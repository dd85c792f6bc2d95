"""Commands that answer with data: how things stand, why, and whatever a query asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from dashboard import cli_back, cli_found, cli_read, cli_saved, cli_show, sandbox, sandbox_limits, words
from dashboard.cli_log import logged
from dashboard.cli_options import FORCE, answers_with_data
from dashboard.cli_read import Asked


def asked_of(store: Path, as_of: date | None, known_at: int | None, lang: str) -> Asked:
    """What is asked of the store; what the ledger holds beyond the published build is said beside the answer."""
    if known_at is None and (behind := cli_read.unpublished(store)):
        cli_show.aside(f"{behind} ledger entries are not published yet; 'taizhang verify' publishes them")
    return Asked(store, as_of, known_at, lang)


def form_of(output: Path | None) -> str:
    """The form that a file's name asks for."""
    ending = output.suffix.removeprefix(".").lower() if output else ""
    return ending if ending in cli_show.FORMS else "table"


@click.command()
@click.option("--by", "way", type=click.Choice(cli_read.WAYS), help="Counts by this instead of single obligations.")
@click.option("--unit", help="Only this unit, by code or name.")
@answers_with_data
def status(
    store: Path, way: str | None, unit: str | None, as_json: bool, as_of: date | None, known_at: int | None, lang: str
) -> None:
    """Say how every obligation stands, the worst first.

    Example: taizhang status --by unit --as-of 2009-06-24
    """
    asked = asked_of(store, as_of, known_at, lang)
    found = cli_read.status_by(asked, way) if way else cli_read.status_rows(asked, unit, in_full=not as_json)
    without = "" if found else cli_read.why_nothing(asked, way)
    cli_show.answer(found, as_json, lang, cli_read.columns_to_show(found), without)


@click.command()
@click.argument("unit", required=False)
@click.argument("requirement", required=False)
@click.option("--bearer", help="Which branch, where several owe it; else the worst.")
@click.option(
    "--cell", nargs=3, metavar="UPLOAD SHEET CELL", help="Instead: from this cell, or row, back to what it serves."
)
@answers_with_data
def trace(
    store: Path,
    unit: str | None,
    requirement: str | None,
    bearer: str | None,
    cell: tuple[str, str, str] | None,
    as_json: bool,
    as_of: date | None,
    known_at: int | None,
    lang: str,
) -> None:
    """Follow one obligation from the clause to the cell; with --cell, a cell of an upload back to the obligations.

    Example: taizhang trace 园林管理处 leaders_meeting

    Example: taizhang trace --cell U0018 会议 F4
    """
    asked = asked_of(store, as_of, known_at, lang)
    words.speak(lang)
    if cell:
        if unit or requirement or bearer:
            raise click.UsageError("--cell stands alone: no unit, requirement or bearer beside it")
        back = cli_back.trace_back(asked, *cell)
        (cli_show.as_json if as_json else cli_back.show)(back)
    elif unit and requirement:
        found = cli_read.trace(asked, unit, requirement, bearer)
        cli_show.as_json(cli_read.in_shape(found)) if as_json else cli_found.trace(found)
    else:
        raise click.UsageError("a unit and a requirement are needed, or --cell UPLOAD SHEET CELL")


@click.command()
@click.argument("query", required=False)
@cli_saved.options
@click.option(
    "--format",
    "form",
    type=click.Choice(cli_show.FORMS),
    show_default="as the file's name ends, else table",
    help="How the rows are written.",
)
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@FORCE
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=10_000, show_default=True, help="Most rows.")
@answers_with_data
@logged("sql", "query", "saved_name", "params", "output")
def sql(
    store: Path,
    query: str | None,
    saved_name: str | None,
    params: tuple[str, ...],
    lists: bool,
    form: str | None,
    output: Path | None,
    force: bool,
    limit: int,
    as_json: bool,
    as_of: date | None,
    known_at: int | None,
    lang: str,
) -> None:
    """Run one query on the published store, read-only, in a process of its own; given, or saved under a name.

    Example: taizhang sql "select unit_name, overdue_count from marts.units order by 2 desc" --format csv -o overdue.csv

    Example: taizhang sql --saved late_in_class --param unit_class=镇街
    """
    if lists:
        cli_saved.show(store, lang, as_json)
        return
    text, values = cli_saved.asked(store, query, saved_name, params)
    cli_show.writable(output, force)
    limits = replace(sandbox_limits.of_a_query(), rows=limit)
    published = cli_read.snapshot_of(asked_of(store, as_of, known_at, lang))
    found = sandbox.run(text, published.path, as_of=as_of, limits=limits, params=values)
    words.speak(lang)
    cli_show.frame(found.frame, form or ("json" if as_json else form_of(output)), output)
    if found.is_cut:
        cli_show.aside(
            f"cut at {found.frame.height} rows; the limits are {limit} rows (--limit) and {limits.megabytes} MB"
        )
