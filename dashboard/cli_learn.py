"""Commands for what was learnt and decided: spellings of names and headings, readings of the plan's open phrases."""

from __future__ import annotations

import getpass
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import polars as pl

from dashboard import cli_found, cli_show, reading_words, words
from dashboard.cli_log import logged
from dashboard.cli_options import AS_JSON, AS_OF, KNOWN_AT, REASON, answers_with_data, by_whom, in_store
from dashboard.cli_read import Asked, one_language
from ingest import intake

KIND = click.argument("kind", type=click.Choice(["unit", "item", "heading"]))
SHEET = click.option("--sheet", metavar="KIND", help="The kind of sheet that a heading stands in, such as meetings.")
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
OUTPUT = click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
COLUMNS = ["kind", "scope", "written", "means", "learnt_by", "learnt_at", "reason"]
READINGS = ("reading_key", "phrase", "read_as", "reading_value", "alternatives", "obligation_count", "decided_by")
DECISIONS = (
    "decided_at",
    "reading_key",
    "earlier_value",
    "reading_value",
    "decided_by",
    "entered_by",
    "decision_reason",
)
STARTS_FORMULA = r"^[=+\-@\t\r]"


@click.group()
def alias() -> None:
    """Spellings that were learnt, of units, of list items and of headings.

    Example: taizhang alias list
    """


@alias.command("list")
@answers_with_data
def list_aliases(store: Path, as_json: bool, as_of: date | None, known_at: int | None, lang: str) -> None:
    """List what was learnt, by whom and when; a spelling holds for every day.

    Example: taizhang alias list --json
    """
    found = [told(row) for row in intake.lessons(store, known_at)]
    without = "no spelling is learnt yet; 'taizhang alias add unit WRITTEN MEANING' teaches one"
    cli_show.answer(found, as_json, lang, without=without)


def told(lesson: dict[str, Any]) -> dict[str, Any]:
    """A spelling as it is listed: a heading with its sheet as scope, an alias with what it is of."""
    kind = "heading" if lesson["kind"] == "heading" else lesson["scope"]
    return {"kind": kind} | {name: lesson[name] for name in COLUMNS[1:]}


@alias.command("add")
@KIND
@click.argument("written")
@click.argument("meaning")
@SHEET
@click.option("--reason", default="", help="Why; it stays in the ledger.")
@by_whom
@in_store
@logged("name", "kind", "written", "meaning", "sheet", "reason")
def add_alias(store: Path, kind: str, written: str, meaning: str, sheet: str | None, reason: str, by: str) -> None:
    """Say what a spelling means: a unit by its code or name, an item by its usual name, a heading by the form's.

    Example: taizhang alias add heading 开会日子 召开日期 --sheet meetings
    """
    is_new = learn(store, kind, sheet, written, meaning, reason, by)
    cli_show.say(f"{written} means {meaning}" if is_new else "it was learnt already; nothing changed")


def learn(store: Path, kind: str, sheet: str | None, written: str, meaning: str | None, reason: str, by: str) -> bool:
    """Keep a spelling or forget it; a heading needs its sheet."""
    if kind != "heading":
        if sheet:
            raise click.UsageError(f"--sheet is for headings; {kind} {written} holds in every sheet")
        return intake.learn_alias(store, kind, written, meaning, by=by, reason=reason)
    if not sheet:
        raise click.UsageError("a heading needs --sheet with the kind of sheet that it stands in, such as meetings")
    return intake.learn_heading(store, sheet, written, meaning, by=by, reason=reason)


@alias.command("remove")
@KIND
@click.argument("written")
@SHEET
@click.option("--reason", default="", help="Why; it stays in the ledger.")
@by_whom
@in_store
@logged("name", "kind", "written", "sheet", "reason")
def remove_alias(store: Path, kind: str, written: str, sheet: str | None, reason: str, by: str) -> None:
    """Forget what a spelling means.

    Example: taizhang alias remove unit 教育系统
    """
    is_gone = learn(store, kind, sheet, written, None, reason, by)
    cli_show.say(f"{written} means nothing any more" if is_gone else "it was not known; nothing changed")


@alias.command("export")
@OUTPUT
@KNOWN_AT
@in_store
def export_aliases(store: Path, output: Path | None, known_at: int | None) -> None:
    """Write every spelling as CSV, with by whom and when; 'alias import' reads it again.

    Example: taizhang alias export -o names.csv
    """
    rows = [{**told(row), "learnt_at": str(row["learnt_at"])} for row in intake.lessons(store, known_at)]
    found = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
    cli_show.frame(found.with_columns(map(harmless, COLUMNS)), "csv", output)
    if output:
        cli_show.say(f"wrote {found.height} spellings to {output}")


def harmless(name: str) -> pl.Expr:
    """A column without anything that a spreadsheet program would run."""
    text = pl.col(name)
    return pl.when(text.str.contains(STARTS_FORMULA)).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(name)


@alias.command("import")
@FILE
@by_whom
@in_store
@logged("name", "file")
def import_aliases(store: Path, file: Path, by: str) -> None:
    """Learn every spelling of a CSV with the columns scope, written and means: all of them or none.

    Example: taizhang alias import data/reference/spellings.csv
    """
    new = intake.learn_all(store, intake.read_spellings(file), by=by)
    cli_show.say(f"{new} spellings are new" if new else "all were learnt already; nothing changed")


@click.group()
def reading() -> None:
    """How open phrases of the plan are read.

    Example: taizhang reading list
    """


@reading.command("list")
@answers_with_data
def list_readings(store: Path, as_json: bool, as_of: date | None, known_at: int | None, lang: str) -> None:
    """List the readings in force, the plan's own and those decided since, and how much rests on each.

    Example: taizhang reading list
    """
    words.speak(lang)
    asked = Asked(store, as_of, known_at, lang)
    found = [in_words(one_language(asked, row)) for row in asked.ask("readings__list").to_dicts()]
    cli_show.answer(found, as_json, lang, READINGS)


def in_words(row: dict[str, Any]) -> dict[str, Any]:
    """A reading with its value in words beside it."""
    return row | {"read_as": said_of(row["reading_key"], row["reading_value"])}


def said_of(key: str, value: str) -> str:
    """A reading's value in words."""
    return reading_words.in_words(key, intake.reading_named(value))


@reading.command("set")
@click.argument("key")
@click.argument("value")
@REASON
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--yes", is_flag=True, help="Keep it without asking; a script is never asked.")
@AS_OF
@AS_JSON
@by_whom
@in_store
@logged("reading", "key", "value", "reason", "dry_run")
def set_reading(
    store: Path,
    key: str,
    value: str,
    reason: str,
    dry_run: bool,
    yes: bool,
    as_of: date | None,
    as_json: bool,
    by: str,
) -> None:
    """Decide how a phrase is read, once it is seen which statuses change; every status is worked out again.

    Example: taizhang reading set before_date exclusive --reason "the office's letter of June 3" --dry-run
    """
    flips = intake.preview_reading(store, key, value, as_of)
    if not as_json:
        cli_show.say(f"{key}: {said_of(key, flips.seen)} → {said_of(key, value)}")
        cli_found.flips(flips)
    is_kept = not dry_run and (yes or as_json or not sys.stdin.isatty() or click.confirm("keep it?"))
    is_new = is_kept and intake.decide_reading(
        store, key, value, by=by, reason=reason, seen=flips.seen, typed=getpass.getuser()
    )
    if as_json:
        cli_show.as_json({"reading_key": key, "before": flips.seen, "after": value, "is_new": is_new} | flips.as_json())
    elif is_kept:
        cli_show.say(f"{key} is read as {value}" if is_new else "it was decided so already; nothing changed")
    else:
        cli_show.say("nothing was kept")


@reading.command("history")
@click.argument("key", required=False)
@answers_with_data
def history_of_readings(
    store: Path, key: str | None, as_json: bool, as_of: date | None, known_at: int | None, lang: str
) -> None:
    """List every decision on the readings, or on one of them, the latest first.

    Example: taizhang reading history before_date
    """
    asked = Asked(store, as_of, known_at, lang)
    found = [one_language(asked, row) for row in asked.ask("readings__history", reading_key=key).to_dicts()]
    without = "no reading was decided yet; 'taizhang reading list' shows the plan's own"
    cli_show.answer(found, as_json, lang, DECISIONS, without)
