"""Commands for extensions and exemptions: what is granted and what it did, one more, one taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from dashboard import cli_files, cli_read, cli_show
from dashboard.cli_log import logged
from dashboard.cli_options import AS_JSON, REASON, answers_with_data, by_whom, in_store, on_day
from dashboard.cli_read import Asked
from ingest import intake

Command = Callable[..., None]
TYPES = {"延期": "延期", "豁免": "豁免", "extension": "延期", "exemption": "豁免"}
SHOWN = ["unit_name", "requirement_id", "waiver_type", "timing", "did", "reason", "approver", "upload_id"]
UNIT = click.argument("unit")
REQUIREMENT = click.argument("requirement")
TYPE = click.argument("kind", metavar="TYPE", type=click.Choice(list(TYPES)))
REPORT_DATE = on_day("--report-date", "The day from which it is known.  [default: today while the plan runs]")
PREVIEW = click.option("--preview", is_flag=True, help="Only say what it would change; store nothing.")


def stores(command: Command) -> Command:
    """The options of the commands that hand in a small workbook."""
    for option in (AS_JSON, PREVIEW, REPORT_DATE):
        command = option(command)
    return by_whom(in_store(command))


@click.group()
def waiver() -> None:
    """Extensions and exemptions, and what each of them did.

    Example: taizhang waiver list
    """


@waiver.command("list")
@click.option("--unit", help="Only this unit, by code or name.")
@answers_with_data
def list_waivers(
    store: Path, unit: str | None, as_json: bool, as_of: date | None, known_at: int | None, lang: str
) -> None:
    """List what was granted: asked and granted before or after the deadline, and what it did.

    Example: taizhang waiver list --as-of 2009-06-24
    """
    asked = Asked(store, as_of, known_at, lang)
    unit_id = None if unit is None else cli_read.unit_called(asked, unit)
    found = [cli_read.one_language(asked, row) for row in asked.ask("cli__waivers", unit_id=unit_id).to_dicts()]
    cli_show.answer(found, as_json, lang, SHOWN, without="nothing was extended or exempted by this day")


@waiver.command("add")
@UNIT
@REQUIREMENT
@TYPE
@on_day("--approved-on", "The day it was granted.")
@on_day("--requested-on", "The day it was asked for.")
@on_day("--new-due-on", "The new deadline of an extension.")
@click.option("--approver", required=True, help="Who granted it.")
@REASON
@stores
@logged("waiver", "unit", "requirement", "kind", "new_due_on", "approver", "reason", "preview")
def add_waiver(
    store: Path,
    unit: str,
    requirement: str,
    kind: str,
    approved_on: date | None,
    requested_on: date | None,
    new_due_on: date | None,
    approver: str,
    reason: str,
    report_date: date | None,
    preview: bool,
    as_json: bool,
    by: str,
) -> None:
    """Grant an extension or an exemption; it goes the way of an upload with a sheet 延期豁免.

    Example: taizhang waiver add 林业局 draft extension --approved-on 2009-06-18 --new-due-on 2009-06-30 --approver 活动办 --reason 防汛
    """  # noqa: E501
    if approved_on is None:
        raise click.UsageError("--approved-on says whether it was granted before the deadline or after; give the day")
    given = intake.Waiver(unit, requirement, TYPES[kind], approved_on, reason, approver, requested_on, new_due_on)
    hand_in(store, intake.waiver_file(store, given, report_date), by, preview=preview, as_json=as_json)


@waiver.command("withdraw")
@UNIT
@REQUIREMENT
@TYPE
@on_day("--approved-on", "The day on which it had been granted.")
@REASON
@stores
@logged("waiver", "unit", "requirement", "kind", "approved_on", "reason", "preview")
def withdraw_waiver(
    store: Path,
    unit: str,
    requirement: str,
    kind: str,
    approved_on: date | None,
    reason: str,
    report_date: date | None,
    preview: bool,
    as_json: bool,
    by: str,
) -> None:
    """Take an extension or an exemption back, from the report date on.

    Example: taizhang waiver withdraw 林业局 leaders_meeting extension --approved-on 2009-06-11 --reason "wrong unit"
    """
    if approved_on is None:
        raise click.UsageError("--approved-on says which one; 'taizhang waiver list' shows the days")
    file = intake.waiver_withdrawal(store, (unit, requirement, TYPES[kind], approved_on), reason, report_date)
    hand_in(store, file, by, preview=preview, as_json=as_json)


def hand_in(store: Path, file: tuple[str, bytes], by: str, *, preview: bool, as_json: bool) -> None:
    """Check the small workbook and show what it changes, or take it as any other upload."""
    name, content = file
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        if preview:
            results = intake.check(store, [path])
            cli_files.finish(results, [path], None, as_json, intake.preview(store, results))
        else:
            cli_files.finish(intake.accept(store, [path], by=by, tell=cli_show.aside), [path], None, as_json)
