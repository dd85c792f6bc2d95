"""The commands that write the store as Parquet, for tools that read no DuckDB files, and take judged tables back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dashboard import cli_ask, cli_read, cli_show, parquet
from dashboard.cli_log import logged
from dashboard.cli_options import AS_OF, FOLDER, KNOWN_AT, in_store
from ingest import intake


@click.command()
@click.option("--parquet", "folder", type=FOLDER, required=True, help="The folder to write; it must be empty or new.")
@click.option(
    "--by-unit",
    "most_units",
    type=click.IntRange(1),
    default=parquet.UNITS_PER_FILE,
    show_default=True,
    metavar="N",
    help="Divide what has rows of more than N units into files of N units each.",
)
@click.option(
    "--only",
    "schemas",
    type=click.Choice([*parquet.SCHEMAS, "intermediate"]),
    multiple=True,
    help="Only this schema; repeatable. Whoever judges elsewhere needs raw and plan.",
)
@click.option("--force", is_flag=True, help="Put it in the place of what the folder holds.")
@AS_OF
@KNOWN_AT
@in_store
@logged("export", "folder", "schemas")
def export(
    store: Path,
    folder: Path,
    most_units: int,
    schemas: tuple[str, ...],
    force: bool,
    as_of: date | None,
    known_at: int | None,
) -> None:
    """Write the marts, the accepted rows and the plan as Parquet, with a manifest; whole or not at all.

    Example: taizhang export --parquet out --as-of 2009-06-24
    """
    parquet.refuse_what_is_there(folder, force)
    published = cli_read.snapshot_of(cli_ask.asked_of(store, as_of, known_at, "zh"))
    views = parquet.views(published, schemas or parquet.SCHEMAS)
    job = parquet.Export(published, folder, as_of, most_units, intake.built_by(store, known_at))
    files = parquet.write(job, cli_show.progress(views, "writing"))
    cli_show.say(f"{folder}: {len(files)} files of {len(views)} views, and {parquet.MANIFEST}")


@click.command("import")
@click.option(
    "--parquet",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The folder of judged tables, with its manifest.",
)
@in_store
@logged("publish", "folder")
def bring_in(store: Path, folder: Path) -> None:
    """Publish the store with what another engine judged of its export; what belongs to another state is refused.

    Example: taizhang import --parquet judged
    """
    cli_read.require(store)
    path = intake.take_judged(store, folder)
    cli_show.say(f"{path} is published with the tables of {folder}; 'taizhang verify' judges here and compares")
