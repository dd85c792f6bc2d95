"""All rows of all weeks: each unit's life, cut short where a unit falls silent or is merged; a clerk's slip."""

from __future__ import annotations

from datetime import date

from data.demo.actions import action_rows
from data.demo.calendar import ROSTER_DAY, day
from data.demo.drafts import draft_day, second_half
from data.demo.fates import SILENT_AFTER, SILENT_UNIT, Fate, fate_of
from data.demo.finals import finals
from data.demo.meetings import first_half
from data.demo.problems import problem_rows
from data.demo.rows import Row, latest_only
from data.demo.waivers import OFFICE_BOOK, waiver_rows
from data.demo.world import MERGED_INTO, MERGED_ON, MERGED_UNIT, Unit, branch_rows, liaison_rows, unit_row

ROSTER_BOOK = "名册"


def happened_on(row: Row) -> date:
    """The last day that a row speaks of as past."""
    planned = ("planned_on", "problem_due_on", "new_due_on")
    return max((v for k, v in row.cells.items() if isinstance(v, date) and k not in planned), default=row.told_on)


def life(one: Unit) -> list[Row]:
    """All that one unit tells, or is told about it."""
    fate: Fate = fate_of(one)
    later, revised_on, passed_on = second_half(one, fate)
    rows = (
        first_half(one, fate)
        + later
        + problem_rows(one, draft_day(one, fate))
        + finals(one, fate, revised_on, passed_on)
    )
    if one.short == SILENT_UNIT:
        return [row for row in rows if row.told_on <= SILENT_AFTER]
    if one.short == MERGED_UNIT:
        return [row for row in rows if happened_on(row) <= MERGED_ON]
    return rows


def roster(units: list[Unit]) -> list[Row]:
    """The rosters of 22 May, and in June the unit that was merged away with its branches."""
    rows = [Row("units", ROSTER_BOOK, ROSTER_DAY, unit_row(one)) for one in units]
    rows += [Row("units", ROSTER_BOOK, ROSTER_DAY, cells) for cells in liaison_rows()]
    rows += [Row("branches", ROSTER_BOOK, ROSTER_DAY, cells) for cells in branch_rows(units)]
    names = {one.short: one for one in units}
    gone, friday = names[MERGED_UNIT].unit_id, day(6, 19)
    closing = [row for row in rows if row.cells["unit_id"] == gone]
    merged = {"units": {"merged_into": names[MERGED_INTO].name}, "branches": {}}
    return rows + [row.again(friday, active_until_on=MERGED_ON, **merged[row.kind]) for row in closing]


def clerks_slip(units: dict[str, Unit]) -> list[Row]:
    """A study session entered for the wrong unit, and withdrawn a week later."""
    study = {
        "meeting_type": "集中学习",
        "session_number": 9,
        "held_on": day(6, 3),
        "attended_count": 22,
        "theme": "经济形势与科学发展",
    }
    entered = Row("meetings", "市级部门", day(6, 5), {"unit_id": units["交通局"].unit_id, **study})
    return [entered, entered.again(day(6, 12), withdrawn=True, note="误填,应为公路管理段")]


def book_for_closing(row: Row) -> Row:
    """Roster corrections in the campaign's weeks come with the office's own workbook."""
    return (
        row
        if row.told_on == ROSTER_DAY or row.kind not in ("units", "branches")
        else Row(row.kind, OFFICE_BOOK, row.told_on, row.cells)
    )


def story(units: list[Unit]) -> list[Row]:
    """Every told row, unit by unit."""
    by_short = {one.short: one for one in units}
    rows = roster(units) + [row for one in units for row in life(one)]
    rows += waiver_rows(by_short) + clerks_slip(by_short) + action_rows(units)
    return latest_only([book_for_closing(row) for row in rows])
