"""What Taizhang itself puts into workbooks that it hands out, so that it is known again when they come back.

A sheet of ours says so in its first cell, which survives every format; a workbook of ours carries a document property,
which survives renamed and deleted sheets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ingest.catalogue import SHEETS
from ingest.findings import Finding
from ingest.read import Grid

MARK = "本表由台账生成，上报时不读取"
LIST_TITLE = "问题清单"
LIST_HEAD = f"{LIST_TITLE}（{MARK}；照单改好原表后，这个文件可以直接再报）"
LONGEST_TEXT = 32_000
NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}

ERROR_FILL, QUESTION_FILL, WARNING_FILL = "F4B6B0", "D9C9F0", "FBE3A2"
FILLS = {"error": ERROR_FILL, "question": QUESTION_FILL, "warning": WARNING_FILL}
SEVERITY_WORDS = {"error": "必须改", "question": "请确认", "warning": "请核对", "notice": "说明"}
WORST_FIRST = tuple(SEVERITY_WORDS)
HEADINGS = {"序号": 6, "程度": 9, "所在工作表": 16, "位置": 9, "栏目": 18, "填的内容": 24, "问题": 60, "建议": 36}
PLACE = list(HEADINGS).index("位置")


@dataclass(frozen=True)
class Line:
    """One row of a list of findings, in the order of `HEADINGS`, and the finding it tells of."""

    finding: Finding
    cells: tuple[Any, ...]


def is_own(grid: Grid) -> bool:
    """Whether a sheet is one that we made to be read, not filled in."""
    first = grid.at(grid.first_row, grid.first_column)
    return isinstance(first, str) and MARK in first


def is_list(text: Any) -> bool:
    """Whether a sheet's first cell says that it is a list of findings of ours."""
    return isinstance(text, str) and MARK in text and text.startswith(LIST_TITLE)


def lines(findings: Iterable[Finding], kinds: dict[str, str]) -> list[Line]:
    """The rows of a list of findings; `kinds` says what kind each sheet is."""
    return [
        Line(
            finding,
            (
                number,
                SEVERITY_WORDS[finding.severity],
                plain(finding.sheet),
                finding.cell,
                label(finding.field, kinds.get(finding.sheet)),
                plain(finding.found),
                plain(finding.message),
                plain(finding.suggestion),
            ),
        )
        for number, finding in enumerate(findings, start=1)
    ]


def label(field: str, kind: str | None) -> str:
    """The heading of a field, in its own kind of sheet if that is known."""
    sheets = [SHEETS[kind]] if kind in SHEETS else list(SHEETS.values())
    found = (column.label for sheet in sheets for column in sheet.columns if column.field == field)
    return next(found, "填报日期" if field == "report_on" else "")


def plain(text: str) -> str:
    """A text that any workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]
