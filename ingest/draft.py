"""A plan as read and not yet believed: its rows, which ids they declare, and how a fault is told at its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ingest.catalogue import SHEETS
from ingest.findings import Finding, Table
from ingest.grammar import Malformed
from ingest.plan_catalogue import PLAN_SHEETS
from ingest.spec import Column, Sheet

Row = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """The rows of a plan by kind of sheet, and the kinds of which some row was refused."""

    sheets: dict[str, list[Row]]
    torn: frozenset[str]

    def rows(self, kind: str) -> list[Row]:
        """The rows of a kind, in the order written."""
        return self.sheets.get(kind, [])

    def ids(self, kind: str) -> list[str]:
        """The ids that a kind declares, in the order written."""
        return [row[PLAN_SHEETS[kind].key[0]] for row in self.rows(kind)]

    def lacks(self, kind: str, name: str | None) -> bool:
        """Whether a name is certainly no id of a kind; while rows of it are refused, nothing can be called unknown."""
        return kind not in self.torn and name not in self.ids(kind)


def draft_of(tables: list[Table]) -> Draft:
    """The draft that a plan's tables make."""
    sheets: dict[str, list[Row]] = {}
    for table in tables:
        sheets.setdefault(table.kind, []).extend(table.rows.to_dicts())
    return Draft(sheets, frozenset(table.kind for table in tables if table.accepted < table.row_count))


def fault(row: Row, field: str, code: str, message: str, suggestion: str = "", severity: str = "error") -> Finding:
    """A finding at one cell of a row."""
    letter = row.get(f"{field}_column")
    cell = f"{letter}{row['row_number']}" if letter else str(row["row_number"])
    found = row.get(field)
    return Finding(
        severity, row["sheet_name"], cell, field, "" if found is None else str(found), message, suggestion, code
    )


def malformed(row: Row, field: str, refusal: Malformed) -> Finding:
    """The finding for a text that is of no allowed form."""
    return fault(row, field, refusal.code, refusal.message, refusal.suggestion)


def nearest(name: str | None, names: Iterable[str], otherwise: str) -> str:
    """A suggestion: the names that look most alike, else a sentence."""
    alike = get_close_matches(name or "", list(dict.fromkeys(names)), n=3, cutoff=0.6)
    return "是不是：" + "、".join(alike) if alike else otherwise


def unknown(draft: Draft, row: Row, field: str, kind: str, name: str | None, code: str) -> list[Finding]:
    """The finding for a name that is no id of a kind; none when it is one."""
    if not draft.lacks(kind, name):
        return []
    title = PLAN_SHEETS[kind].title
    hint = nearest(name, draft.ids(kind), f"请先在“{title}”表里写上它，或改正编号")
    return [fault(row, field, code, f"“{title}”表里没有“{name}”。", hint)]


def field_type(sheet: Sheet, name: str) -> str | None:
    """The type of a sheet's field, its sums included; None when it has no such field."""
    if any(total.field == name for total in sheet.sums):
        return "count"
    return sheet.column(name).type if name in sheet.fields else None


def lacks_field(row: Row, field: str, kind: str, name: str | None, types: tuple[str, ...] = ()) -> list[Finding]:
    """The finding for a name that is no field of an evidence sheet, or none of the types asked for."""
    sheet = SHEETS[kind]
    found = field_type(sheet, name or "")
    if found and (not types or found in types):
        return []
    names = [column.field for column in sheet.columns if not types or column.type in types]
    trouble = "没有字段" if found is None else "这里用不上字段"
    hint = nearest(name, names, "可用的字段：" + "、".join(names[:12]))
    return [fault(row, field, "plan.field_unknown", f"“{sheet.title}”表{trouble}“{name}”。", hint)]


def choice_named(column: Column, value: str) -> str | None:
    """The allowed value that a text stands for; None when there is none. Other types of columns allow anything."""
    if column.type == "flag":
        return value if value in ("yes", "no") else None
    if column.type != "choice":
        return value
    spelled = {word: name for name, words in column.choices.items() for word in (name, *words)}
    return spelled.get(value) or (value if column.open_choices else None)


def spelling(sheet: str | None, field: str | None, written: str | None) -> str | None:
    """A value as the spec of its sheet spells it."""
    if sheet is None or field is None or written is None or field not in SHEETS[sheet].fields:
        return written
    return choice_named(SHEETS[sheet].column(field), written) or written
