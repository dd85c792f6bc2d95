"""Commands for what was learnt and decided: aliases of names, readings of the plan's open phrases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dashboard import cli_show
from dashboard.cli_options import REASON, answers_with_data, by_whom, in_store
from dashboard.cli_read import Asked
from ingest import intake

KIND = click.argument("kind", type=click.Choice(["unit", "item"]))


@click.group()
def alias() -> None:
    """Spellings that were learnt, of units and of list items.

    Example: taizhang alias list
    """


@alias.command("list")
@answers_with_data
def list_aliases(store: Path, as_json: bool, as_of: date | None, known_at: int | None, lang: str) -> None:
    """List what was learnt; a spelling holds for every day.

    Example: taizhang alias list --json
    """
    found = intake.learnt(store, "alias", known_at)
    without = "no spelling is learnt yet; 'taizhang alias add unit WRITTEN MEANING' teaches one"
    cli_show.answer(found, as_json, lang, without=without)


@alias.command("add")
@KIND
@click.argument("written")
@click.argument("meaning")
@click.option("--reason", default="", help="Why; it stays in the ledger.")
@by_whom
@in_store
def add_alias(store: Path, kind: str, written: str, meaning: str, reason: str, by: str) -> None:
    """Say what a written name means: a unit by its code or name, an item by its usual name.

    Example: taizhang alias add unit 教育系统 教育局
    """
    is_new = intake.learn_alias(store, kind, written, meaning, by=by, reason=reason)
    cli_show.say(f"{written} means {meaning}" if is_new else "it was learnt already; nothing changed")


@alias.command("remove")
@KIND
@click.argument("written")
@click.option("--reason", default="", help="Why; it stays in the ledger.")
@by_whom
@in_store
def remove_alias(store: Path, kind: str, written: str, reason: str, by: str) -> None:
    """Forget what a written name means.

    Example: taizhang alias remove unit 教育系统
    """
    is_gone = intake.learn_alias(store, kind, written, None, by=by, reason=reason)
    cli_show.say(f"{written} means nothing any more" if is_gone else "it was not known; nothing changed")


@click.group()
def reading() -> None:
    """How open phrases of the plan are read.

    Example: taizhang reading list
    """


@reading.command("list")
@answers_with_data
def list_readings(store: Path, as_json: bool, as_of: date | None, known_at: int | None, lang: str) -> None:
    """List the readings in force, the plan's own and those decided since.

    Example: taizhang reading list
    """
    found = Asked(store, as_of, known_at, lang).ask("cli__readings").to_dicts()
    cli_show.as_json(found) if as_json else cli_show.rows(found)


@reading.command("set")
@click.argument("key")
@click.argument("value")
@REASON
@by_whom
@in_store
def set_reading(store: Path, key: str, value: str, reason: str, by: str) -> None:
    """Decide how a phrase is read; every status is worked out again.

    Example: taizhang reading set before_date exclusive --reason "the office's letter of June 3"
    """
    is_new = intake.decide_reading(store, key, value, by=by, reason=reason)
    cli_show.say(f"{key} is read as {value}" if is_new else "it was decided so already; nothing changed")
