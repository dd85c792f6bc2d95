"""Commands for what the office prints and sends: the briefing, the reminders, the ledger, and pages made for paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from dashboard import cli_read, cli_show, data
from dashboard.cli_ask import asked_of
from dashboard.cli_log import logged
from dashboard.cli_options import AS_OF, FORCE, KNOWN_AT, LANGUAGE, Command, in_store
from dashboard.cli_read import Asked
from dashboard.cli_show import writable


def of_a_day(command: Command) -> Command:
    """The options of every command that writes a document."""
    for option in (FORCE, LANGUAGE, KNOWN_AT, AS_OF):
        command = option(command)
    return in_store(command)


def into(ending: str) -> Callable[[Command], Command]:
    """The option that names the file, which ends as its kind does."""
    kind = click.Path(dir_okay=False, path_type=Path)

    def ends_so(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
        if value.suffix.lower() != ending:
            raise click.BadParameter(f"{value.name}: end its name with {ending}")
        return value

    return click.option("-o", "output", required=True, type=kind, callback=ends_so, help=f"The {ending} to write.")


@click.command("print")
@click.option("--unit", help="One unit instead of the overview, by code or name.")
@into(".html")
@of_a_day
@logged("export", "unit", "output")
def print_page(
    store: Path, unit: str | None, output: Path, as_of: date | None, known_at: int | None, lang: str, force: bool
) -> None:
    """Write the overview, or one unit, as one file made for A4 that also opens offline in any browser.

    Example: taizhang print --unit 教育局 -o 教育局.html
    """
    writable(output, force)
    asked = asked_of(store, as_of, known_at, lang)
    about = [] if unit is None else [present(asked, cli_read.unit_called(asked, unit))]
    cli_show.write(made(asked, "overview" if unit is None else "unit", *about), output)
    cli_show.say(f"{output} is ready to be printed")


@click.command()
@into(".docx")
@of_a_day
@logged("export", "output")
def brief(store: Path, output: Path, as_of: date | None, known_at: int | None, lang: str, force: bool) -> None:
    """Write the briefing 通报 in the layout of official documents: how the campaign stands, and who owes what.

    Example: taizhang brief --as-of 2009-06-24 -o 通报.docx
    """
    writable(output, force)
    cli_show.write(made(asked_of(store, as_of, known_at, lang), "brief"), output)
    cli_show.say(f"{output} is ready")


@click.command()
@into(".xlsx")
@of_a_day
@logged("export", "output")
def ledger(store: Path, output: Path, as_of: date | None, known_at: int | None, lang: str, force: bool) -> None:
    """Write the ledger 台账: every obligation with status, days, what is missing and the cells that prove it.

    Example: taizhang ledger -o 台账.xlsx
    """
    writable(output, force)
    cli_show.write(made(asked_of(store, as_of, known_at, lang), "ledger"), output)
    cli_show.say(f"{output} is ready")


@click.command()
@click.option("-o", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder.")
@of_a_day
@logged("export", "folder")
def chase(store: Path, folder: Path, as_of: date | None, known_at: int | None, lang: str, force: bool) -> None:
    """Write a reminder 催办单 for each unit that owes something: what is missing, since when, what to hand in where.

    Example: taizhang chase -o 催办
    """
    # Imported here: what writes Word documents takes long to load, and no other command needs it.
    from dashboard.paper import chase as reminders
    from dashboard.paper import making

    asked = asked_of(store, as_of, known_at, lang)
    found = making.speaking(reading(asked), lang, lambda: list(reminders.documents()))
    for name, _ in found:
        writable(folder / name, force)
    if found:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in found:
        cli_show.write(content, folder / name)
    cli_show.say(f"{len(found)} reminders are in {folder}" if found else "nobody owes anything overdue or incomplete")


def present(asked: Asked, unit_id: str) -> str:
    """The unit, which must be on the roster on the day."""
    if asked.ask("unit__summary", unit_id=unit_id).is_empty():
        raise cli_read.NotFound(f"{unit_id} is not on the roster on this day; choose another with --as-of")
    return unit_id


def made(asked: Asked, kind: str, *about: str) -> bytes:
    """A document of what is asked."""
    # Imported here: what writes Word documents takes long to load, and no other command needs it.
    from dashboard.paper import making

    return making.speaking(reading(asked), asked.language, making.KINDS[kind].make, *about)


def reading(asked: Asked) -> data.Reading:
    """What is asked, as pages read it."""
    return data.Reading(cli_read.snapshot_of(asked), asked.as_of, asked.known_at)
