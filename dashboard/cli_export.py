"""The command that writes the store as Parquet, for tools that do not read DuckDB files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dashboard import cli_ask, cli_read, cli_show, parquet
from dashboard.cli_options import AS_OF, FOLDER, KNOWN_AT, in_store


@click.command()
@click.option("--parquet", "folder", type=FOLDER, required=True, help="The folder to write; it must be empty or new.")
@click.option(
    "--by-unit",
    "most_units",
    type=click.IntRange(1),
    metavar="N",
    help="Divide views of more than N units into files of N units each.",
)
@click.option("--force", is_flag=True, help="Put it in the place of what the folder holds.")
@AS_OF
@KNOWN_AT
@in_store
def export(
    store: Path, folder: Path, most_units: int | None, force: bool, as_of: date | None, known_at: int | None
) -> None:
    """Write every view of marts and staging as Parquet, with a manifest; whole or not at all.

    Example: taizhang export --parquet out --as-of 2009-06-24
    """
    parquet.refuse_what_is_there(folder, force)
    published = cli_read.snapshot_of(cli_ask.asked_of(store, as_of, known_at, "zh"))
    views = parquet.views(published)
    job = parquet.Export(published, folder, as_of, most_units)
    files = parquet.write(job, cli_show.progress(views, "writing"))
    cli_show.say(f"{folder}: {len(files)} files of {len(views)} views, and {parquet.MANIFEST}")
