"""The terminal's way back: from a cell of an upload to the obligations and checks that rest on it."""

from __future__ import annotations

import re
from typing import Any

from dashboard import cli_show, data, uses
from dashboard.cli_read import Asked, NotFound

Row = dict[str, Any]
CELL = re.compile(r"([A-Z]{0,3})([1-9]\d{0,6})")
WHY = {
    "withdrawn_upload": "the upload is withdrawn; none of its rows counts",
    "not_taken": "the row was not taken: a heading, a note, a blank, or wrong at the time",
    "not_yet": "the row was reported later than this day",
    "replaced": "the row was replaced by a later one",
    "repeats": "the row says the same as an earlier one, which is the proof",
    "withdraws": "the row takes back what was reported before",
    "serves": "the row counts",
    "roster": "the row counts; it is one of a roster, and no check reads it at present",
    "count": "the row counts; a newer count of the same object decides its milestone",
    "not_asked": "the row counts; no requirement of the plan asks for its kind",
    "tracked": "the row counts; the plan only tracks what it tells",
    "not_owed": "the row counts; the unit owes nothing that it answers on this day",
}


def trace_back(asked: Asked, upload_id: str, sheet: str, cell: str) -> Row:
    """What a cell serves: the obligations that its row answers, and the checks that were judged by the cell itself."""
    column, number = place_of(cell)
    upload = uses.first(asked.ask("uploads__one", upload_id=upload_id.upper()))
    if not upload:
        raise NotFound(f"found no upload {upload_id!r}; 'taizhang uploads' lists all")
    found = uses.of_row(in_one_language(asked), upload, sheet, number)
    checks = [told(row) for row in found.checks.iter_rows(named=True) if holds(row["cell"], column)]
    return {
        "upload_id": upload["upload_id"],
        "file": upload["file_name"],
        "sheet": sheet,
        "row": number,
        "cell": cell.upper(),
        "why": found.why,
        "instead": instead(found.state),
        "obligations": found.obligations.drop("role_order", strict=False).to_dicts(),
        "checks": checks,
        "milestones": found.milestones.to_dicts(),
    }


def in_one_language(asked: Asked) -> uses.Ask:
    """The store's answers with titles and rules in the language asked for."""
    return lambda name, **params: data.in_language(asked.ask(name, **params))


def place_of(cell: str) -> tuple[str, int]:
    """F4 as its column and row; 4 alone is the whole row."""
    found = CELL.fullmatch(cell.strip().upper())
    if not found:
        raise NotFound(f"found {cell!r}; expected a cell such as F4, or a row number")
    return found[1], int(found[2])


def holds(cells: str | None, column: str) -> bool:
    """Whether a proving cell, or range of cells, lies in a column; without a column every one does."""
    if not column or not cells:
        return not column
    first, _, last = (part.rstrip("0123456789") for part in cells.partition(":"))
    place = (len(column), column)
    return (len(first), first) <= place <= (len(last or first), last or first)


def told(row: Row) -> Row:
    """One check that was judged by the cell."""
    names = ("requirement_id", "bearer_id", "check_id", "rule", "result", "reason", "cell")
    return {name: row[name] for name in names} | {"value": row["value_text"]}


def instead(state: Row) -> Row | None:
    """The row in whose favour this one does not count."""
    if not state.get("other_upload_id"):
        return None
    places = {"upload_id": "upload_id", "file": "file_name", "sheet": "sheet_name", "row": "row_number"}
    return {name: state[f"other_{column}"] for name, column in places.items()}


def show(back: Row) -> None:
    """The same in words."""
    cli_show.say(f"{back['upload_id']} {back['file']} › {back['sheet']} › {back['cell']}: {WHY[back['why']]}")
    if other := back["instead"]:
        cli_show.say(f"  see {other['upload_id']} {other['file']} › {other['sheet']} › row {other['row']}")
    for one in back["obligations"]:
        bearer = "" if one["bearer_id"] == one["unit_id"] else f" {one['bearer_id']}"
        owed = f"{one['unit_id']}{bearer} {one['requirement_id']} {one['requirement_title']}"
        cli_show.say(f"  {owed}: {cli_show.status_word(one['status'])} ({one['row_role'].replace('_', ' ')})")
    for one in back["checks"]:
        cli_show.say(f"    {one['cell']} = {one['value']}: {one['check_id']} {one['rule']}: {one['result']}")
    if back["why"] == "serves" and not back["checks"]:
        cli_show.say("    no check reads this cell itself")
    for one in back["milestones"]:
        status = cli_show.status_word(one["milestone_status"], "milestone_")
        cli_show.say(f"  milestone {one['milestone_id']} {one['milestone_title']}: {status}")
