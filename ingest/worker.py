"""The process that opens files: it is limited, replaceable, and knows nothing but reading.

It takes pickled (path, limits, bytes of a part, what) on standard input and answers with a pickled reply on standard
output. Columns travel as their distinct values and one 32-bit code a row: a tenth of the bytes, and each spelling is
parsed only once.
"""

from __future__ import annotations

import gc
import hashlib
import io
import pickle
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import python_calamine

from ingest import delimited, documents, odf, ooxml, sniff
from ingest.archive import LOCKED
from ingest.codes import Columns, Encoded
from ingest.limits import Limits, Unreadable

FAT_KIB = 600 * 1024
DAMAGED = "文件已损坏，或不是表格，读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx 再报。"


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it travels: first row from 1, first column from 0, columns as (distinct values, codes)."""

    name: str
    is_hidden: bool
    first_row: int
    first_column: int
    height: int
    columns: Encoded
    facts: ooxml.Facts


def read(path: str, limits: Limits, part_bytes: int) -> tuple[str, list[RawSheet], str]:
    """The file's kind, its sheets and the fingerprint of what was read; raises `Unreadable`."""
    with Path(path).open("rb") as stream:
        content = stream.read(limits.file_bytes + 1)
    kind = sniff.file_kind(content, limits)
    sheets = sheets_of(kind, content, Path(path).stem, limits, part_bytes)
    return kind, sheets, hashlib.sha256(content).hexdigest()


def sheets_of(kind: str, content: bytes, name: str, limits: Limits, part_bytes: int) -> list[RawSheet]:
    """The sheets of a file of a known kind."""
    if kind == "csv":
        columns = Columns()
        columns.add(delimited.rows_of(content, limits))
        return [raw_sheet(name, False, columns, ooxml.Facts(is_delimited=True), limits)]
    if kind == "xlsx" and largest_part(content) > part_bytes:
        return large_sheets(content, limits, part_bytes)
    passes = {"xlsx": ooxml.workbook_facts, "ods": odf.workbook_facts, "xlsb": ooxml.only_sizes}
    facts = passes[kind](content, limits) if kind in passes else {}
    return spreadsheet(content, facts, limits)


def largest_part(content: bytes) -> int:
    """The size of the largest thing in a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return max(member.file_size for member in archive.infolist())


def spreadsheet(content: bytes, facts: dict[str, ooxml.Facts], limits: Limits) -> list[RawSheet]:
    """Every worksheet of a workbook, by calamine."""
    with damage_told():
        workbook = opened(content)
        names = worksheets(workbook, limits)
        return [whole_sheet(workbook, name, hidden, facts.get(name), limits) for name, hidden in names]


def large_sheets(content: bytes, limits: Limits, part_bytes: int) -> list[RawSheet]:
    """The sheets of an .xlsx with large ones, of which each spelling of a cell is read once."""
    # Only large files are worth what these imports cost.
    from concurrent.futures import ThreadPoolExecutor

    from ingest.distinct import SHEETS, TEXTS, LargeSheets

    ooxml.only_sizes(content, limits)
    with ThreadPoolExecutor(1) as thread:
        large = LargeSheets(content, thread, part_bytes, limits)
        names = thread.submit(lambda: worksheets(opened(large.packed((SHEETS, TEXTS))), limits))
        facts = ooxml.workbook_facts(content, limits, large.take)
        with damage_told():
            known = {name: large.columns(name) for name, _ in names.result()}
            workbook = opened(content) if None in known.values() else None
            return [
                raw_sheet(name, hidden, columns, facts[name], limits)
                if (columns := known[name])
                else whole_sheet(workbook, name, hidden, facts.get(name), limits)
                for name, hidden in names.result()
            ]


@contextmanager
def damage_told() -> Iterator[None]:
    """What calamine cannot read, in the clerk's words."""
    try:
        yield
    except python_calamine.PasswordError:
        raise Unreadable(LOCKED) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Unreadable(DAMAGED) from None


def opened(content: bytes) -> Any:
    """A workbook with its texts and styles; its sheets are not read yet."""
    return python_calamine.load_workbook(io.BytesIO(content))


def worksheets(workbook: Any, limits: Limits) -> list[tuple[str, bool]]:
    """The names of the worksheets, and whether they are hidden."""
    names = [
        (sheet.name, sheet.visible != python_calamine.SheetVisibleEnum.Visible)
        for sheet in workbook.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if not names:
        raise Unreadable("文件里没有一张工作表。请核对是否报错了文件。")
    if len(names) > limits.sheets:
        raise Unreadable(f"工作簿有 {len(names)} 张工作表，超过 {limits.sheets} 张。请拆分后再报。")
    return names


def whole_sheet(workbook: Any, name: str, hidden: bool, facts: ooxml.Facts | None, limits: Limits) -> RawSheet:
    """One worksheet, read in one go."""
    sheet, columns = workbook.get_sheet_by_name(name), Columns()
    columns.take(sheet, limits)
    if facts is None:
        spans = tuple((a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in sheet.merged_cell_ranges or ())
        facts = ooxml.Facts(merges=spans)
    return raw_sheet(name, hidden, columns, facts, limits)


def raw_sheet(name: str, hidden: bool, columns: Columns, facts: ooxml.Facts, limits: Limits) -> RawSheet:
    """A sheet ready to travel."""
    place = columns.first_row + 1, columns.first_column, columns.height
    return RawSheet(name, hidden, *place, columns.encoded(limits), facts)


def limit_process(limits: Limits, size: int) -> None:
    """Address space and CPU for the next file; the kernel ends the process at the CPU limit."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.seconds_for(size)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard < 0 else min(seconds, hard), hard))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    memory = limits.memory_for(size)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))


def answer(path: str, limits: Limits, part_bytes: int, what: str) -> tuple[str, Any]:
    """('ok', …) or ('unreadable', message); a document is its text, anything else a workbook."""
    try:
        limit_process(limits, Path(path).stat().st_size)
        return "ok", documents.read(path, limits) if what == "document" else read(path, limits, part_bytes)
    except Unreadable as refusal:
        return "unreadable", str(refusal)
    except FileNotFoundError:
        return "missing", path


def receive(stream: IO[bytes]) -> Any | None:
    """One pickled message, or None at the end."""
    try:
        return pickle.load(stream)
    except EOFError:
        return None


def send(stream: IO[bytes], message: Any) -> None:
    """One pickled message, which the other side reads while it is written."""
    pickle.dump(message, stream, protocol=5)
    stream.flush()


def main() -> None:
    """Answer until the parent closes the pipe. A panic or lack of memory ends the process; there will be another."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()
    gc.freeze()
    while (job := receive(sys.stdin.buffer)) is not None:
        send(sys.stdout.buffer, (*answer(*job), is_fit()))
        gc.collect()


def is_fit() -> bool:
    """Whether this process may read another file: it has not grown fat."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < FAT_KIB
