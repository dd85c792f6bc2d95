"""The published store as a folder of Parquet files with a manifest, written beside its place and moved there whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet

from dashboard import relations, store

MANIFEST = "manifest.json"
SCHEMAS = ("marts", "staging", "raw", "plan")
UNITS_PER_FILE = 5_000
FORMAT = 1
Row = dict[str, Any]


class Occupied(Exception):
    """The folder holds something that must not be lost."""


@dataclass(frozen=True)
class Export:
    """What is written: of which file, as of which day, where to, how many units a file holds, and whose build it is."""

    published: store.Snapshot
    folder: Path
    as_of: date | None = None
    most_units: int = UNITS_PER_FILE
    built_by: str = ""


def refuse_what_is_there(folder: Path, force: bool) -> None:
    """A folder that holds something is left alone; one that an export filled may be replaced, if that is asked for."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / MANIFEST).is_file():
        raise Occupied(f"{folder}: something is there that no export wrote; choose another folder")
    if not force:
        raise Occupied(f"{folder}: an export is there already; choose another folder, or --force replaces it")


def views(published: store.Snapshot, schemas: Sequence[str] = SCHEMAS) -> list[str]:
    """What is written of these schemas, by name."""
    found = store.query_snapshot("dictionary__relations", published, None, {})
    return [name for name, schema in found.select("relation_name", "schema_name").iter_rows() if schema in schemas]


def write(job: Export, names: Iterable[str]) -> list[Row]:
    """Write these views and the manifest; what it says of each file."""
    folder = job.folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with beside(folder) as draft:
        files = [told for name in names for told in one_view(job, name, draft)]
        manifest = {"format": FORMAT, **facts(job), "files": files}
        (draft / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        put(draft, folder)
    return files


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A folder next to another, gone again whatever becomes of it."""
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    draft.chmod(0o755)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def put(draft: Path, folder: Path) -> None:
    """Move a finished folder to its place; what was there is deleted when the new one stands."""
    with beside(folder) as old:
        if folder.exists():
            folder.rename(old / folder.name)
        draft.rename(folder)


def facts(job: Export) -> Row:
    """What the whole export is of."""
    row = store.query_snapshot("chrome__facts", job.published, job.as_of, {}).row(0, named=True)
    return {
        "plan": row["plan_title"],
        "as_of": row["as_of"].isoformat(),
        "ledger_number": row["ledger_number"],
        "built_at": row["built_at"].isoformat(),
        "built_by": job.built_by,
        "store": job.published.path.name,
        "units_per_file": job.most_units,
    }


def one_view(job: Export, name: str, draft: Path) -> Iterator[Row]:
    """Write one view, in one file or a file for each range of units; what the manifest says of each."""
    schema, view = name.split(".")
    parts = ranges(job, name)
    for number, units in enumerate(parts, start=1):
        place = Path(schema, f"{view}.parquet") if units is None else Path(schema, view, f"part-{number:05}.parquet")
        (draft / place).parent.mkdir(parents=True, exist_ok=True)
        told = one_file(job, name, draft / place, units)
        of_units = {} if units is None else {"units": [units[0], units[-1]]}
        yield {"file": place.as_posix(), "view": name, **of_units, **told}


def ranges(job: Export, name: str) -> list[Sequence[str | None] | None]:
    """The ranges of units by which a view is divided; one of everything where it is not."""
    waiting = iter(units := relations.units(job.published, name, job.as_of))
    if len(units) <= job.most_units:
        return [None]
    return list(iter(lambda: list(islice(waiting, job.most_units)), []))


def one_file(job: Export, name: str, path: Path, units: Sequence[str | None] | None) -> Row:
    """Write the rows of one file as they come; how many there are, of what, and the file's hash."""
    count = 0
    with (
        relations.rows(job.published, name, job.as_of, units) as reader,
        pyarrow.parquet.ParquetWriter(path, reader.schema) as file,
    ):
        for batch in reader:
            file.write_batch(batch)
            count += batch.num_rows
        columns = {field.name: str(field.type) for field in reader.schema}
    return {"rows": count, "columns": columns, "sha256": hash_of(path)}


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
