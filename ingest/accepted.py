"""Accepted rows as files: a Parquet file per upload and table, written before the ledger's event, never changed.

The files of several uploads are put onto the disk together: the disk then waits for each of them once, and at once.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import duckdb
import polars as pl

from ingest.catalogue import SHEETS
from ingest.ledger import Refused, Upload, draft_of, sync
from ingest.rawtables import with_all_columns
from ingest.version import PARSER_VERSION

FOLDER = "accepted"
ORIGINALS = "uploads"
FINDINGS = "findings"
MENDED = "mended.json"
SYNCING = 8
ROWS_AT_A_TIME = 50_000
ROW_ORDER = ("upload_number", "sheet_name", "row_number")


class Table(Protocol):
    """The rows of one sheet that were found good."""

    @property
    def kind(self) -> str: ...
    @property
    def sheet_name(self) -> str: ...
    @property
    def rows(self) -> pl.DataFrame: ...
    @property
    def row_count(self) -> int: ...


@dataclass(frozen=True)
class Drafts:
    """Files of a store that are written beside their places, and not in place before `settle`."""

    store: Path
    places: list[Path] = field(default_factory=list)

    def write(self, path: Path, content: bytes) -> None:
        """Write one file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft_of(path).write_bytes(content)
        self.places.append(path)

    def settle(self) -> None:
        """Put every file in place whole, and onto the disk with the folders that name it."""
        with ThreadPoolExecutor(SYNCING) as pool:
            list(pool.map(sync, map(draft_of, self.places)))
            for path in self.places:
                draft_of(path).replace(path)
            folders = {folder for path in self.places for folder in (path.parent, path.parent.parent)}
            list(pool.map(sync, folders))


def write_original(drafts: Drafts, sha256: str, content: bytes) -> None:
    """Keep the file as received under its fingerprint, unless it is there already."""
    path = drafts.store / ORIGINALS / sha256
    if not path.exists():
        drafts.write(path, content)


def write(drafts: Drafts, upload_id: str, tables: Iterable[Table], findings: pl.DataFrame) -> dict[str, Any]:
    """Write an upload's tables and findings; returns what the ledger notes of them."""
    folder = drafts.store / FOLDER / upload_id
    # Left by a writer that died before its event: nothing names it.
    shutil.rmtree(folder, ignore_errors=True)
    notes = [write_table(drafts, folder, number, table, upload_id) for number, table in enumerate(tables, start=1)]
    said = parquet(findings.with_columns(upload_id=pl.lit(upload_id)))
    drafts.write(folder / f"{FINDINGS}.parquet", said)
    return {"tables": notes, "findings_sha256": digest(said)}


def write_table(drafts: Drafts, folder: Path, number: int, table: Table, upload_id: str) -> dict[str, Any]:
    """Write one table's rows with the upload's name and the parser's version on each."""
    name = f"{table.kind}-{number}.parquet"
    marked = table.rows.with_columns(upload_id=pl.lit(upload_id), parser_version=pl.lit(PARSER_VERSION))
    content = parquet(marked)
    drafts.write(folder / name, content)
    return {
        "kind": table.kind,
        "sheet_name": table.sheet_name,
        "file": name,
        "sha256": digest(content),
        "accepted": table.rows.height,
        "row_count": table.row_count,
    }


def digest(content: bytes) -> str:
    """The fingerprint of a file's content."""
    return hashlib.sha256(content).hexdigest()


def parquet(frame: pl.DataFrame) -> bytes:
    """A frame as the bytes of a Parquet file."""
    content = io.BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


def read(store: Path, uploads: list[Upload], kinds: Iterable[str] = SHEETS) -> dict[str, pl.DataFrame]:
    """The rows of these uploads by kind of sheet, each row with the upload's number, file and report date."""
    origins = pl.DataFrame(
        [(upload.upload_id, upload.event.number, upload.event.payload["file"], upload.report_on) for upload in uploads],
        schema={"upload_id": pl.String, "upload_number": pl.Int32, "file_name": pl.String, "report_on": pl.Date},
        orient="row",
    )
    wanted = list(kinds)
    require_sound(store, uploads, set(wanted))
    with duckdb.connect() as connection:
        return {
            kind: rows_of_kind(connection, paths, origins, kind)
            for kind in wanted
            if (paths := files(store, uploads, kind))
        }


def read_in_parts(store: Path, uploads: list[Upload]) -> Iterator[tuple[str, pl.DataFrame]]:
    """The same in the same order, kind after kind, of each so many uploads at a time that memory holds their rows."""
    for kind in SHEETS:
        for part in parts(uploads, kind):
            yield from read(store, part, [kind]).items()


def parts(uploads: list[Upload], kind: str) -> Iterator[list[Upload]]:
    """Uploads in the ledger's order, cut where their rows of one kind would be too many together."""
    part: list[Upload] = []
    held = 0
    for upload in uploads:
        rows = sum(table["accepted"] for table in upload.event.payload["tables"] if table["kind"] == kind)
        if part and held + rows > ROWS_AT_A_TIME:
            yield part
            part, held = [], 0
        part.append(upload)
        held += rows
    if part:
        yield part


def files(store: Path, uploads: list[Upload], kind: str) -> list[str]:
    """Where the rows of one kind lie, in the ledger's order."""
    return [
        str(store / FOLDER / upload.upload_id / table["file"])
        for upload in uploads
        for table in upload.event.payload["tables"]
        if table["kind"] == kind
    ]


def noted(upload: Upload) -> list[tuple[str, str, str]]:
    """The files of an upload's rows: of which kind, under which name, with which fingerprint if one was noted."""
    tables = [(table["kind"], table["file"], table.get("sha256", "")) for table in upload.event.payload["tables"]]
    return [*tables, (FINDINGS, f"{FINDINGS}.parquet", upload.event.payload.get("findings_sha256", ""))]


def unsound(store: Path, upload: Upload, kinds: set[str] | None = None) -> list[str]:
    """The files of an upload's rows, of some kinds or all, that are gone or not what was accepted."""
    folder = store / FOLDER / upload.upload_id
    return [
        name
        for kind, name, sha256 in noted(upload)
        if (kinds is None or kind in kinds) and not is_sound(folder / name, sha256)
    ]


def is_sound(path: Path, sha256: str) -> bool:
    """Whether a file is there, and is what was accepted or what it was mended to."""
    if not path.is_file():
        return False
    found = digest(path.read_bytes()) if sha256 else ""
    return found == sha256 or found == mended(path.parent).get(path.name)


def mended(folder: Path) -> dict[str, str]:
    """The fingerprints of files that were read again from the original and are not what they were, to the letter."""
    path = folder / MENDED
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def require_sound(store: Path, uploads: list[Upload], kinds: set[str]) -> None:
    """Refuse to go on with rows that are not those that were accepted; a damaged file may well be read to the end."""
    for upload in uploads:
        if unsound(store, upload, kinds):
            raise Refused(
                f"{upload.upload_id} {upload.event.payload['file']}: its accepted rows are gone or damaged; "
                "'taizhang doctor --mend' reads them again from the file as received"
            )


def rows_of_kind(
    connection: duckdb.DuckDBPyConnection, paths: list[str], origins: pl.DataFrame, kind: str
) -> pl.DataFrame:
    """All rows of one kind, in a fixed order; a column that an older parser did not know is blank."""
    rows = together(connection, paths).join(origins, on="upload_id", how="inner").sort(*ROW_ORDER)
    return with_all_columns(rows, kind)


def read_findings(store: Path, uploads: list[Upload]) -> pl.DataFrame:
    """What was said of these uploads when they were accepted."""
    require_sound(store, uploads, {FINDINGS})
    paths = [str(store / FOLDER / upload.upload_id / f"{FINDINGS}.parquet") for upload in uploads]
    if not paths:
        return pl.DataFrame()
    with duckdb.connect() as connection:
        return together(connection, paths)


def together(connection: duckdb.DuckDBPyConnection, paths: list[str]) -> pl.DataFrame:
    """Parquet files one after the other, matched by column name."""
    try:
        return connection.sql("select * from read_parquet($paths, union_by_name = true)", params={"paths": paths}).pl()
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        why = str(error).splitlines()[0]
        raise Refused(
            f"accepted rows cannot be read: {why}; 'taizhang doctor --mend' reads them again from the original"
        ) from error
