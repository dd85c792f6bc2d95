"""The process that opens files: it is limited, replaceable, and knows nothing but reading.

It takes pickled (path, limits, at once) on standard input and answers with a pickled reply on standard output. Columns
travel as their distinct values and one 32-bit code a row: a tenth of the bytes, and each spelling is parsed only once.
"""

from __future__ import annotations

import array
import gc
import hashlib
import io
import itertools
import pickle
import resource
import struct
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import python_calamine

from ingest import delimited, odf, ooxml, sniff
from ingest.archive import LOCKED
from ingest.limits import Limits, Unreadable

HEADER = struct.Struct("<Q")
CHUNK_ROWS = 200
FAT_KIB = 600 * 1024
FAR = "工作表“{}”占到 {} 行、{} 列，范围过大，多半是远处有误填的单元格。请删去多余的行列后再报。"
DAMAGED = "文件已损坏，或不是表格，读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx 再报。"


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it travels: first row from 1, first column from 0, columns as (distinct values, codes)."""

    name: str
    is_hidden: bool
    first_row: int
    first_column: int
    height: int
    columns: list[tuple[list[Any], bytes]]
    facts: ooxml.Facts


def read(path: str, limits: Limits, at_once: bool) -> tuple[str, list[RawSheet], str]:
    """The file's kind, its sheets and the fingerprint of what was read; raises `Unreadable`."""
    with Path(path).open("rb") as stream:
        content = stream.read(limits.file_bytes + 1)
    kind = sniff.file_kind(content, limits)
    if at_once and kind == "xlsx":
        sheets = read_at_once(content, limits)
    else:
        sheets = sheets_of(kind, content, Path(path).stem, limits)
    return kind, sheets, hashlib.sha256(content).hexdigest()


def sheets_of(kind: str, content: bytes, name: str, limits: Limits) -> list[RawSheet]:
    """The sheets of a file of a known kind."""
    if kind == "csv":
        rows = delimited.rows_of(content, limits)
        columns = encode(rows, limits)
        return [RawSheet(name, False, 1, 0, len(rows), columns, ooxml.Facts(is_delimited=True))]
    passes = {"xlsx": ooxml.workbook_facts, "ods": odf.workbook_facts, "xlsb": ooxml.only_sizes}
    facts = passes[kind](content, limits) if kind in passes else {}
    return spreadsheet(content, facts, limits)


def read_at_once(content: bytes, limits: Limits) -> list[RawSheet]:
    """The sheets of a large .xlsx, its values read beside the pass over its XML: calamine lets other threads run.

    What the pass refuses is refused at once, and the other thread is left to end with the process.
    """
    # Only large files are worth what this import costs.
    from concurrent.futures import ThreadPoolExecutor

    ooxml.only_sizes(content, limits)
    thread = ThreadPoolExecutor(1)
    values = thread.submit(spreadsheet, content, {}, limits)
    facts = ooxml.workbook_facts(content, limits)
    thread.shutdown()
    return [replace(sheet, facts=facts.get(sheet.name, sheet.facts)) for sheet in values.result()]


def spreadsheet(content: bytes, facts: dict[str, ooxml.Facts], limits: Limits) -> list[RawSheet]:
    """Every worksheet of a workbook, by calamine."""
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
        names = [
            (sheet.name, sheet.visible != python_calamine.SheetVisibleEnum.Visible)
            for sheet in workbook.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        if not names:
            raise Unreadable("文件里没有一张工作表。请核对是否报错了文件。")
        if len(names) > limits.sheets:
            raise Unreadable(f"工作簿有 {len(names)} 张工作表，超过 {limits.sheets} 张。请拆分后再报。")
        return [raw_sheet(workbook, name, hidden, facts.get(name), limits) for name, hidden in names]
    except python_calamine.PasswordError:
        raise Unreadable(LOCKED) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Unreadable(DAMAGED) from None


def raw_sheet(workbook: Any, name: str, hidden: bool, facts: ooxml.Facts | None, limits: Limits) -> RawSheet:
    """One worksheet with its place on the grid."""
    sheet = workbook.get_sheet_by_name(name)
    if sheet.height * sheet.width > limits.box_cells or sheet.width > limits.columns:
        raise Unreadable(FAR.format(name, sheet.height, sheet.width))
    start = sheet.start or (0, 0)
    if facts is None:
        spans = tuple((a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in sheet.merged_cell_ranges or ())
        facts = ooxml.Facts(merges=spans)
    # The rows above the first filled one come too, as blanks.
    columns = encode(itertools.islice(sheet.iter_rows(), start[0], None), limits)
    return RawSheet(name, hidden, start[0] + 1, start[1], sheet.height, columns, facts)


def encode(rows: Iterable[Sequence[Any]], limits: Limits) -> list[tuple[list[Any], bytes]]:
    """Each column as its distinct values, in order of appearance, and a code for every row.

    A few rows at a time, so that the cells of a large sheet are never all objects at once.
    """
    places: list[defaultdict[Any, int]] = []
    codes: list[array.array[int]] = []
    for chunk in chunks(rows):
        for number, column in enumerate(zip(*chunk, strict=True)):
            if number == len(places):
                places.append(defaultdict(itertools.count().__next__))
                codes.append(array.array("i"))
            codes[number].fromlist(list(map(places[number].__getitem__, told_apart(column))))
    # Each is let go as soon as it is written down; the cells of the sheet are still in memory beside them.
    return [(shown(list(places.pop(0)), limits), codes.pop(0).tobytes()) for _ in range(len(places))]


def chunks(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """The rows, some at a time."""
    remaining = iter(rows)
    while chunk := list(itertools.islice(remaining, CHUNK_ROWS)):
        yield chunk


def told_apart(column: Sequence[Any]) -> Sequence[Any]:
    """The values with booleans as words: True equals 1 in Python."""
    if bool not in set(map(type, column)):
        return column
    return [("TRUE" if value else "FALSE") if isinstance(value, bool) else value for value in column]


def shown(values: list[Any], limits: Limits) -> list[Any]:
    """A column's distinct values, white space alone being nothing; raises `Unreadable` at an endless text."""
    told = [None if isinstance(value, str) and not value.strip() else value for value in values]
    if any(isinstance(value, str) and len(value) > limits.text_length for value in told):
        raise Unreadable(f"有单元格超过 {limits.text_length} 个字，不像正常的填报。请删减后再报。")
    return told


def limit_process(limits: Limits, size: int) -> None:
    """Address space and CPU for the next file; the kernel ends the process at the CPU limit."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.seconds_for(size)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard < 0 else min(seconds, hard), hard))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    memory = limits.memory_for(size)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))


def answer(path: str, limits: Limits, at_once: bool) -> tuple[str, Any]:
    """('ok', …) or ('unreadable', message)."""
    try:
        limit_process(limits, Path(path).stat().st_size)
        return "ok", read(path, limits, at_once)
    except Unreadable as refusal:
        return "unreadable", str(refusal)
    except FileNotFoundError:
        return "missing", path


def receive(stream: IO[bytes]) -> Any | None:
    """One pickled message, or None at the end."""
    header = stream.read(HEADER.size)
    return pickle.loads(stream.read(HEADER.unpack(header)[0])) if len(header) == HEADER.size else None


def send(stream: IO[bytes], message: Any) -> None:
    """One pickled message with its length in front."""
    body = pickle.dumps(message, protocol=5)
    stream.write(HEADER.pack(len(body)))
    stream.write(body)
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
    """Whether this process may read another file: it has not grown fat, and nothing is left running in it."""
    return threading.active_count() == 1 and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < FAT_KIB
