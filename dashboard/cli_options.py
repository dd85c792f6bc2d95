"""Options that several commands of the terminal share."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click

from dashboard.store import DEFAULT_STORE

Command = Callable[..., None]
FOLDER = click.Path(file_okay=False, path_type=Path)


def in_store(command: Command) -> Command:
    """The option that says which store; it may stand before the command's name, too."""
    option = click.option(
        "--store",
        type=FOLDER,
        envvar="TAIZHANG_STORE",
        callback=chosen_store,
        show_default="./store",
        help="The store's folder.",
    )
    return option(command)


def chosen_store(context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    """The folder named at the command, else before it, else by TAIZHANG_STORE, else ./store."""
    source = context.get_parameter_source("store")
    before = context.find_root().params.get("store_before")
    if before is not None and source is not click.core.ParameterSource.COMMANDLINE:
        return Path(before)
    return value or Path(DEFAULT_STORE)


def day(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    """A day, not a moment."""
    return value.date() if value else None


def said(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """A text that says something."""
    if not value.strip():
        raise click.BadParameter("it is empty; say why in a few words")
    return value.strip()


def on_day(name: str, words_of_help: str, *, required: bool = False) -> Callable[[Command], Command]:
    """An option that takes a day."""
    kind = click.DateTime(["%Y-%m-%d"])
    return click.option(name, type=kind, callback=day, metavar="DATE", help=words_of_help, required=required)


def answers_with_data(command: Command) -> Command:
    """The options of every command that answers with data."""
    for option in (LANGUAGE, KNOWN_AT, AS_OF, AS_JSON):
        command = option(command)
    return in_store(command)


LANGUAGE = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of names and reasons.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
FORCE = click.option("--force", is_flag=True, help="Write over a file that is already there.")
AS_OF = on_day("--as-of", "The day the answer speaks of.")
KNOWN_AT = click.option(
    "--known-at", type=int, metavar="N", help="As if nothing after ledger number N had been entered."
)
REPORT_DATE = on_day("--report-date", "The day the files speak of, where they do not say.")


REASON = click.option("--reason", required=True, callback=said, help="Why; it stays in the ledger.")


def by_whom(command: Command) -> Command:
    """The option that says who does it."""
    return click.option("--by", default=getpass.getuser, show_default="your login name", help="Who does this.")(command)


ANNOTATED = click.option(
    "--annotated",
    type=FOLDER,
    help="Write each file's own workbook there, wrong cells marked; where that cannot be, a list of its findings.",
)
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
