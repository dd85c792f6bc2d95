"""Spellings as a file: what one store has learnt, kept aside, looked over, and taught to another at once."""

from __future__ import annotations

from pathlib import Path

from ingest import build, ledger
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.delimited import rows_of
from ingest.learning import SPELLINGS, column_called, known_names, unit_called
from ingest.ledger import Refused
from ingest.limits import DEFAULTS, Unreadable

LISTED = ("scope", "written", "means")
NAMED = {"unit", "item", "branch"} | {
    column.field for sheet in SHEETS.values() for column in sheet.columns if column.type == "choice"
}
FORMULA_STARTS = tuple("=+-@")


def read_spellings(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV of spellings, by the names of its columns."""
    try:
        head, *body = rows_of(path.read_bytes(), DEFAULTS) or [[]]
    except Unreadable as refusal:
        raise Refused(f"{path}: {refusal}") from refusal
    absent = [name for name in LISTED if name not in head]
    if absent:
        raise Refused(
            f"{path}: found no column {absent[0]}; expected {', '.join(LISTED)}, as 'alias export' writes them"
        )
    rows = [dict(zip(head, map(bare, cells), strict=True)) for cells in body]
    return [row for row in rows if any(row.values())]


def bare(text: str) -> str:
    """A cell without the mark that keeps spreadsheet programs from running it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text.strip()


def learn_all(store: Path, rows: list[dict[str, str]], *, by: str = "") -> int:
    """Learn many spellings and publish once: all of them, or none where one cannot be. How many were new."""
    with ledger.writing(store):
        names, new = known_names(store), 0
        meant = [meaning_of(names, number, row) for number, row in enumerate(rows, 2)]
        history = ledger.events(store)
        stand = {kind: ledger.learnt(history, kind) for kind in SPELLINGS}
        for row, meaning in zip(rows, meant, strict=True):
            kind, place = kind_of(row), (row["scope"], row["written"])
            if stand[kind].get(place) == meaning:
                continue
            payload = {"scope": row["scope"], "key": row["written"], "value": meaning}
            ledger.append(store, kind, payload, by=by, reason=row.get("reason", ""))
            stand[kind][place], new = meaning, new + 1
        if new:
            build.build(store)
        return new


def kind_of(row: dict[str, str]) -> str:
    """A heading is of a sheet; every other spelling is of a name."""
    return "heading" if row["scope"] in SHEETS else "alias"


def meaning_of(names: Context, number: int, row: dict[str, str]) -> str:
    """What a row of a list means, in codes; the refusal names the row."""
    try:
        return meaning(names, row)
    except Refused as refusal:
        raise Refused(f"row {number}: {refusal}; nothing was learnt") from refusal


def meaning(names: Context, row: dict[str, str]) -> str:
    """A unit's code, a column's field, or the usual name of an item."""
    empty = next((name for name in LISTED if not row.get(name)), None)
    if empty:
        raise Refused(f"found nothing under {empty}")
    if row["scope"] in SHEETS:
        return column_called(row["scope"], row["means"])
    if row["scope"] not in NAMED:
        raise Refused(f"found scope {row['scope']!r}; expected one of {', '.join(sorted({*SHEETS, *NAMED}))}")
    return unit_called(names, row["means"]) if row["scope"] == "unit" else row["means"]
