"""What a sender gets back: their own workbook marked, or a workbook of findings where theirs cannot be written again.

The archive for many files also holds a summary. Texts are never made formulas or links, and macros never come back.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook

from ingest import annotate, intact, own
from ingest.findings import FileCheck
from ingest.results import FileResult

MARKED, LISTED = "-已核对", f"-{own.LIST_TITLE}"
SUMMARY = "汇总.xlsx"
# So that no disk finds the name too long: a Chinese character takes three bytes of its 255.
LONGEST_STEM = 70
SUMMARY_HEAD = f"核对汇总（{own.MARK}）"
SUMMARY_HEADINGS = {
    "序号": 6,
    "文件": 40,
    "结果": 14,
    "总行数": 9,
    "无误行数": 9,
    **dict.fromkeys(own.SEVERITY_WORDS.values(), 9),
    "交回的文件": 44,
}
NOT_AS_EXPECTED = (KeyError, ValueError, TypeError, AttributeError, IndexError, *intact.DAMAGE)


@dataclass(frozen=True)
class Returned:
    """One file as it goes back: its check, what became of it in words, a name and the bytes."""

    check: FileCheck
    outcome: str
    name: str
    content: bytes


def hand_back(result: FileResult, content: bytes) -> tuple[str, bytes]:
    """A name and a workbook for the sender: their own with its wrong cells marked, or else a list of the findings."""
    file = returned(result.check, result.in_words, content)
    return file.name, file.content


def hand_back_each(results: Iterable[tuple[FileResult, bytes]]) -> list[tuple[str, bytes]]:
    """The same for many files, each with its bytes, under names that differ; several have a summary in front."""
    return with_summary(returned(result.check, result.in_words, content) for result, content in results)


def hand_back_all(results: Iterable[tuple[FileResult, bytes]]) -> bytes:
    """The same as one archive."""
    return archive_of(hand_back_each(results))


def returned(check: FileCheck, outcome: str, content: bytes) -> Returned:
    """The file that goes back for one that came in."""
    kinds = {table.sheet_name: table.kind for table in check.tables}
    stem = stem_of(check.file)
    if not is_unreadable(check) and intact.is_rewritable(content):
        try:
            marked = annotate.marked(content, check.findings, kinds)
            return Returned(check, outcome, f"{stem}{MARKED}.xlsx", marked)
        except NOT_AS_EXPECTED:
            # A workbook that reads well and yet is not as its writer expects: the list alone goes back.
            pass
    return Returned(check, outcome, f"{stem}{LISTED}.xlsx", findings_book(check, kinds))


def is_unreadable(check: FileCheck) -> bool:
    """Whether the file was refused as a whole: what one reader refuses is not opened with another."""
    return any(finding.code == "file.unreadable" for finding in check.findings)


def stem_of(name: str) -> str:
    """A file's name without its ending and without what an earlier round added to it."""
    return PurePath(name).stem.removesuffix(MARKED).removesuffix(LISTED)[:LONGEST_STEM]


def findings_book(check: FileCheck, kinds: dict[str, str]) -> bytes:
    """A workbook that only lists findings."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, own.NO_FORMULAS) as book:
        rows = [line.cells for line in own.lines(check.findings, kinds)]
        head = f"{own.LIST_TITLE}（{own.MARK}；请改好原文件“{own.plain(check.file)}”后再报）"
        write_table(book, own.LIST_TITLE, head, own.HEADINGS, rows or [("没有发现问题。",)])
    return out.getvalue()


def write_table(
    book: Workbook, title: str, head: str, headings: dict[str, int], rows: Iterable[tuple[Any, ...]]
) -> None:
    """One sheet of ours: what it is, headings, rows."""
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    heading = book.add_format({"bold": True, "bg_color": "#E4E7EB", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    sheet.write_string(0, 0, head, bold)
    sheet.write_row(1, 0, headings, heading)
    for number, width in enumerate(headings.values()):
        sheet.set_column(number, number, width)
    for number, row in enumerate(rows, start=2):
        sheet.write_row(number, 0, row, body)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def with_summary(files: Iterable[Returned]) -> list[tuple[str, bytes]]:
    """Everything that goes back, under names that differ; several files have a summary in front."""
    named = list(with_names(files))
    summary = [(SUMMARY, summary_book(named))] if len(named) > 1 else []
    return [*summary, *((name, file.content) for file, name in named)]


def archive_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Named files as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def with_names(files: Iterable[Returned]) -> Iterator[tuple[Returned, str]]:
    """Each file under a name of its own."""
    taken = {SUMMARY}
    for file in files:
        path, number, name = PurePath(file.name), 1, file.name
        while name in taken:
            number += 1
            name = f"{path.stem}-{number}{path.suffix}"
        taken.add(name)
        yield file, name


def summary_book(files: list[tuple[Returned, str]]) -> bytes:
    """All files at a glance, and all their findings."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, own.NO_FORMULAS) as book:
        rows = [summary_row(number, file, name) for number, (file, name) in enumerate(files, start=1)]
        write_table(book, "汇总", SUMMARY_HEAD, SUMMARY_HEADINGS, rows)
        found = [(own.plain(file.check.file), *line.cells) for file, _ in files for line in lines_of(file.check)]
        write_table(book, own.LIST_TITLE, own.LIST_HEAD, {"文件": 40, **own.HEADINGS}, found)
    return out.getvalue()


def summary_row(number: int, file: Returned, name: str) -> tuple[Any, ...]:
    """One file in a line."""
    tables, findings = file.check.tables, file.check.findings
    counts = [sum(finding.severity == severity for finding in findings) for severity in own.SEVERITY_WORDS]
    rows, good = sum(table.row_count for table in tables), sum(table.accepted for table in tables)
    return number, own.plain(file.check.file), file.outcome, rows, good, *counts, name


def lines_of(check: FileCheck) -> list[own.Line]:
    """The list of one file's findings."""
    return own.lines(check.findings, {table.sheet_name: table.kind for table in check.tables})
