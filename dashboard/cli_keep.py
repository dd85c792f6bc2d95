"""Commands of whoever keeps the machine: what ails a store and is mended, a store in one file, and back."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from dashboard import cli_show
from dashboard.cli_options import AS_JSON, FORCE, by_whom, in_store
from ingest import intake

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--mend", is_flag=True, help="Mend what can be mended from the ledger and the files as received.")
@click.option(
    "--original", "originals", multiple=True, type=FILE, help="A file as it was received, to be put back; repeatable."
)
@AS_JSON
@by_whom
@in_store
def doctor(store: Path, mend: bool, originals: tuple[Path, ...], as_json: bool, by: str) -> None:
    """Say what ails a store, and with --mend mend what can be; 1 where anything is left to do.

    Example: taizhang doctor --mend
    """
    found = intake.examine(store, mend=mend, again=originals, by=by, tell=cli_show.step)
    if as_json:
        cli_show.as_json([asdict(ailment) for ailment in found])
    elif found:
        cli_show.rows([{name: asdict(ailment)[name] for name in ORDER} for ailment in found])
    else:
        cli_show.say("nothing ails the store")
    sys.exit(1 if any(ailment.state == intake.OPEN for ailment in found) else 0)


ORDER = ("state", "kind", "place", "found", "done")


@click.command()
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@FORCE
@in_store
def backup(store: Path, output: Path, force: bool) -> None:
    """Write a whole store into one file, while the office goes on working.

    Example: taizhang backup -o taizhang-2009-06-26.zip
    """
    cli_show.writable(output, force)
    kept = intake.back_up(store, output)
    cli_show.say(f"{output} holds the store up to ledger number {kept.number}, in {kept.file_count} files")
    for line in kept.missing:
        cli_show.aside(f"gone or changed, so not as it was in the backup either: {line}; 'taizhang doctor' says more")
    sys.exit(1 if kept.missing else 0)


@click.command()
@click.argument("file", type=FILE)
@in_store
def restore(store: Path, file: Path) -> None:
    """Make a store of a backup, in an empty folder, and publish it.

    Example: taizhang restore taizhang-2009-06-26.zip --store restored
    """
    kept = intake.bring_back(file, store)
    cli_show.say(f"{store} is restored up to ledger number {kept.number}, from {kept.file_count} files")
    for line in kept.missing:
        cli_show.aside(f"was gone or changed when the backup was made: {line}; 'taizhang doctor' says more")
