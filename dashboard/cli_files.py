"""Commands for files: check, accept, list, withdraw."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from dashboard import cli_found, cli_show
from dashboard.cli_log import logged
from dashboard.cli_options import ANNOTATED, AS_JSON, FILES, REASON, REPORT_DATE, answers_with_data, by_whom, in_store
from ingest import intake

COLUMNS = (
    "upload_id",
    "file_name",
    "report_on",
    "loaded_at",
    "loaded_by",
    "row_count",
    "finding_count",
    "withdrawn_at",
    "withdraw_reason",
)


@click.command()
@FILES
@ANNOTATED
@REPORT_DATE
@click.option("--preview", is_flag=True, help="With --json, too, tell which statuses would change, beside the files.")
@AS_JSON
@in_store
def check(
    store: Path,
    files: tuple[Path, ...],
    annotated: Path | None,
    report_date: date | None,
    preview: bool,
    as_json: bool,
) -> None:
    """Say what is wrong in files, what they would change, and which statuses would be others; store nothing.

    Example: taizhang check data/demo/next/2009-07-03-镇街.xlsx --annotated marked
    """
    results = intake.check(store, cli_show.progress(files, "checking"), report_date)
    turns = intake.preview(store, results) if preview or not as_json else None
    finish(results, files, annotated, as_json, turns)


@click.command()
@FILES
@click.option("--skip-bad-rows", is_flag=True, help="Take the clean rows of a file that has errors.")
@click.option("--yes", is_flag=True, help="Yes, blanked cells are to be emptied and days of other years are meant.")
@ANNOTATED
@REPORT_DATE
@AS_JSON
@by_whom
@in_store
@logged("accept", "files", "skip_bad_rows")
def ingest(
    store: Path,
    files: tuple[Path, ...],
    skip_bad_rows: bool,
    yes: bool,
    annotated: Path | None,
    report_date: date | None,
    as_json: bool,
    by: str,
) -> None:
    """Check files, accept them, build and publish: all of a file or nothing of it.

    Example: taizhang ingest data/demo/next/2009-07-03-*
    """
    results = intake.accept(
        store,
        cli_show.progress(files, "accepting"),
        skip_bad_rows=skip_bad_rows,
        report_on=report_date,
        by=by,
        yes=yes,
        tell=cli_show.aside,
    )
    finish(results, files, annotated, as_json)


def finish(
    results: list[intake.FileResult],
    files: Sequence[Path],
    annotated: Path | None,
    as_json: bool,
    turns: intake.Turns | None = None,
) -> None:
    """Show what became of the files and hand them back; an error or question among the findings ends with 1.

    Files that were only checked come with the statuses that they would change.
    """
    if as_json:
        statuses = {"statuses": turns.as_json()} if turns else {}
        cli_show.as_json({"files": [result.as_json() for result in results], **statuses})
    else:
        cli_found.results(results, asked_to_store=turns is None)
        cli_found.turns(turns, clean_rows=any(result.check.blocking for result in results))
    if annotated:
        hand_back(annotated, zip(results, intake.received(files), strict=True))
    if any(result.check.blocking for result in results):
        sys.exit(1)


def hand_back(folder: Path, results: Iterable[tuple[intake.FileResult, bytes]]) -> None:
    """Write what goes back for each file; for several, the archive of them with a summary too."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in intake.hand_back_each(results):
        (folder / name).write_bytes(content)
        cli_show.aside(f"wrote {folder / name}")


@click.command()
@answers_with_data
def uploads(store: Path, as_json: bool, as_of: date | None, known_at: int | None, lang: str) -> None:
    """List every upload, withdrawn ones too.

    Example: taizhang uploads --json
    """
    found = intake.upload_rows(store, as_of, known_at)
    cli_show.answer(found, as_json, lang, COLUMNS, without=no_uploads(store, as_of))


def no_uploads(store: Path, as_of: date | None) -> str:
    """Why there is no upload to list."""
    if as_of and intake.uploads(store):
        return f"no file speaks of {as_of} or of a day before it"
    return "no file is accepted yet; 'taizhang ingest FILE' takes one"


@click.command()
@click.argument("upload_id")
@REASON
@click.option("--take-back", is_flag=True, help="Take the withdrawal back: the upload counts again.")
@by_whom
@in_store
@logged("withdraw", "upload_id", "reason", "take_back")
def undo(store: Path, upload_id: str, reason: str, take_back: bool, by: str) -> None:
    """Withdraw an upload, or take its withdrawal back.

    Example: taizhang undo U0007 --reason "wrong file"
    """
    act = intake.restore if take_back else intake.withdraw
    cli_show.say(act(store, upload_id, reason, by, cli_show.aside))
