"""The demo's workbooks: made by one seeded script, small, and readable without a question."""

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from data.demo import make
from ingest.check import check_file
from ingest.context import Context
from ingest.plan import load_plan
from ingest.state import titles

WORKBOOKS = (".xlsx", ".csv")
MIB = 1024 * 1024
PLAN = make.HERE.parent / "plans" / "dongyang-2009"
ROSTERS = make.HERE / "2009-05-22-名册.xlsx"


def workbooks(folder: Path) -> dict[str, Path]:
    """The workbooks of a folder and of `next/` below it, by their place in it."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in WORKBOOKS}


def inside(path: Path) -> dict[str, bytes]:
    """What a file holds: a box's members one by one, for boxes are packed differently by different packers."""
    if path.suffix == ".csv":
        return {"": path.read_bytes()}
    with ZipFile(path) as box:
        return {name: box.read(name) for name in box.namelist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo made afresh."""
    folder = tmp_path_factory.mktemp("demo")
    make.make(folder)
    return folder


def test_the_committed_workbooks_are_what_the_script_makes(made):
    committed, fresh = workbooks(make.HERE), workbooks(made)
    assert sorted(committed) == sorted(fresh)
    different = [name for name, path in committed.items() if inside(path) != inside(fresh[name])]
    assert different == [], "make the demo again: python -m data.demo.make"


def test_making_the_demo_twice_gives_the_same_bytes(made, tmp_path):
    make.make(tmp_path)
    first, second = workbooks(made), workbooks(tmp_path)
    assert {name: path.read_bytes() for name, path in first.items()} == {
        name: path.read_bytes() for name, path in second.items()
    }


def test_the_demo_stays_small(made):
    assert sum(path.stat().st_size for path in workbooks(made).values()) < MIB


def test_the_demo_has_96_units_of_four_classes_and_eight_liaison_groups():
    units = make.all_units()
    assert len(units) == 96
    assert len({one.unit_class for one in units}) == 4
    assert len({one.group for one in units}) == 12
    assert sum(one.contact is not None for one in units) == 20
    assert len(make.liaison_rows()) == 8
    assert all(1 <= len(one.branches) <= 6 for one in units)


def test_no_row_speaks_of_an_event_after_the_week_it_is_told_in():
    for row in make.story(make.all_units()):
        dates = make.SHEETS[row.kind].dates
        happened = [row.cells[name] for name in dates if isinstance(row.cells.get(name), date)]
        assert all(when <= row.told_on for when in happened), row


def test_no_cell_told_once_is_blank_in_a_later_week():
    last = {}
    for row in sorted(make.story(make.all_units()), key=lambda row: row.told_on):
        before = last.get(row.key, {})
        gone = [name for name, value in before.items() if value not in (None, ()) and row.cells.get(name) in (None, ())]
        assert not gone, (row, gone)
        last[row.key] = row.cells


def test_the_weeks_left_for_the_newcomer_follow_the_weeks_shown(made):
    told = {date.fromisoformat(path.name[:10]) for path in (made / make.NEXT).iterdir()}
    assert told == {make.LAST_SHOWN + timedelta(days=7), make.LAST_SHOWN + timedelta(days=14)}


def context() -> Context:
    """What the checker knows once the plan is loaded and the rosters of 22 May are read."""
    tables = load_plan(PLAN)[0].tables
    known = Context(
        requirements=titles(tables["requirements"], "requirement_id", "requirement_title"),
        milestones=titles(tables["milestones"], "milestone_id", "milestone_title"),
        starts_on=date(2009, 5, 21),
        ends_on=date(2009, 7, 10),
    )
    rosters = {table.kind: table.rows for table in check_file(ROSTERS, known).tables}
    return known.with_units(rosters["units"]).with_branches(rosters["branches"])


def test_every_workbook_is_read_without_an_error_or_a_question():
    known = context()
    findings = {
        name: [finding for finding in check_file(path, known).findings if finding.severity in ("error", "question")]
        for name, path in workbooks(make.HERE).items()
    }
    assert {name: found for name, found in findings.items() if found} == {}
