"""The whole result of a query as a file, written as its rows come, as far as a file may go; it says if it was cut."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import polars as pl
import pyarrow
import xlsxwriter
from pyarrow import parquet

from dashboard import batches, exports, sandbox, sandbox_limits
from dashboard.sandbox import Query, Stream

VIEW = re.compile(r"\b(?:marts|reference|rules|intermediate|staging|plan|raw)\.(\w+)", re.IGNORECASE)
PLAIN = r"^[+-]?\d+(\.\d+)?%?$"


@dataclass(frozen=True)
class Wanted:
    """A result to be written: the query, the published file, what is to be known about it, and the words for a cut."""

    query: Query
    snapshot: Path
    about: Mapping[str, str]
    cut: str
    sheets: tuple[str, str] = ("Result", "About")


Writer = Callable[[Stream, Wanted, IO[bytes]], None]


def name_of(query: Query, saved: str, number: int, day: str) -> str:
    """What the file is called, without its ending: the query, the ledger number of its store, the day."""
    found = VIEW.search(query.sql)
    told = json.dumps([query.sql, dict(query.params)], sort_keys=True).encode(errors="replace")
    stem = saved or f"{found[1].lower() if found else 'sql'}-{hashlib.sha256(told).hexdigest()[:8]}"
    return batches.safe_name(f"{stem} n{number} {day}")


def written(wanted: Wanted, form: str, worker: Any = None) -> bytes:
    """The file. Its rows pass through a file on disk, never whole through memory."""
    write, most_rows = FORMS[form]
    shares = sandbox_limits.of_all()
    limits = sandbox_limits.of_a_file(sandbox_limits.of_a_query(), shares)
    limits = replace(limits, rows=min(limits.rows, most_rows or limits.rows))
    with tempfile.TemporaryFile() as out, sandbox.begin(wanted.query, wanted.snapshot, limits, worker) as stream:
        write(stream, wanted, out)
        out.seek(0)
        return out.read()


def as_csv(stream: Stream, wanted: Wanted, out: IO[bytes]) -> None:
    """Text with a byte-order mark, nothing in it that a spreadsheet program takes for a formula."""
    out.write(b"\xef\xbb\xbf")
    head = pl.DataFrame({exports.harmless(name): [] for name in stream.names})
    out.write(head.write_csv(line_terminator="\r\n").encode())
    for batch in stream.batches():
        out.write(harmless(frame_of(batch)).write_csv(include_header=False, line_terminator="\r\n").encode())
    if stream.is_cut:
        out.write(f"{wanted.cut}\r\n".encode())


def as_workbook(stream: Stream, wanted: Wanted, out: IO[bytes]) -> None:
    """A sheet of the rows and one about them; written line by line."""
    options = {**exports.SAFE, "in_memory": False, "constant_memory": True}
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        with xlsxwriter.Workbook(file.name, options) as book:
            sheet, about = (book.add_worksheet(name) for name in wanted.sheets)
            text, day = book.add_format({"quote_prefix": True}), book.add_format({"num_format": "yyyy-mm-dd"})
            for column, name in enumerate(stream.names):
                sheet.write_string(0, column, exports.clean(name), book.add_format({"bold": True}))
            row = 0
            for batch in stream.batches():
                for values in frame_of(batch).iter_rows():
                    row += 1
                    for column, value in enumerate(map(exports.cell, values)):
                        _write(sheet, row, column, value, text, day)
            sheet.freeze_panes(1, 0)
            told = {**wanted.about, **({"…": wanted.cut} if stream.is_cut else {})}
            for row, (name, said) in enumerate(told.items()):
                about.write_string(row, 0, exports.clean(name))
                about.write_string(row, 1, exports.clean(said), text)
        file.seek(0)
        while piece := file.read(1 << 20):
            out.write(piece)


def _write(sheet: Any, row: int, column: int, value: Any, text: Any, day: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, text)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_datetime(row, column, value, day)


def as_parquet(stream: Stream, wanted: Wanted, out: IO[bytes]) -> None:
    """The rows with their types; what is to be known about them is in the file's own facts."""
    with parquet.ParquetWriter(out, stream.schema, compression="zstd") as writer:
        for batch in stream.batches():
            writer.write_batch(batch)
        facts = {**wanted.about, "is_cut": str(stream.is_cut).lower()}
        writer.add_key_value_metadata({f"taizhang.{name}": said for name, said in facts.items()})


def as_json(stream: Stream, wanted: Wanted, out: IO[bytes]) -> None:
    """One object: what is to be known, the columns, the rows, and whether they were cut."""
    columns = [{"name": name, "type": kind} for name, kind in zip(stream.names, stream.kinds, strict=True)]
    head = json.dumps({"about": dict(wanted.about), "columns": columns}, ensure_ascii=False)
    out.write(f'{head[:-1]}, "rows": ['.encode())
    is_first = True
    for batch in stream.batches():
        lines = whole_numbers(frame_of(batch)).write_ndjson().rstrip("\n").replace("\n", ",\n")
        out.write((("\n" if is_first else ",\n") + lines).encode())
        is_first = False
    out.write(f'\n], "is_cut": {json.dumps(stream.is_cut)}}}\n'.encode())


FORMS: dict[str, tuple[Writer, int | None]] = {
    "csv": (as_csv, None),
    "xlsx": (as_workbook, exports.MOST_ROWS),
    "parquet": (as_parquet, None),
    "json": (as_json, None),
}


def frame_of(batch: Any) -> pl.DataFrame:
    """Some rows as a frame."""
    return pl.DataFrame(pl.from_arrow(pyarrow.Table.from_batches([batch])))


def whole_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """Numbers of 38 digits as text where a reader of JSON would round them."""
    wide = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal | pl.Int128)]
    return frame.with_columns(pl.col(wide).cast(pl.String)) if wide else frame


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts as a spreadsheet program may open them; lists and structs are written as text."""
    return frame.with_columns(_flat(frame[name]) for name in frame.columns)


def _flat(column: pl.Series) -> pl.Series:
    if column.dtype.is_nested():
        column = pl.Series(
            column.name, [None if one is None else _in_words(one) for one in column.to_list()], pl.String
        )
    if column.dtype in (pl.String, pl.Categorical) or isinstance(column.dtype, pl.Enum):
        column = column.cast(pl.String)
        is_formula = column.str.contains(exports.STARTS_FORMULA.pattern.join(("^(?:", ")"))) & ~column.str.contains(
            PLAIN
        )
        return pl.select(pl.when(is_formula).then("'" + column).otherwise(column).alias(column.name)).to_series()
    return column.bin.encode("hex") if column.dtype == pl.Binary else column


def _in_words(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
