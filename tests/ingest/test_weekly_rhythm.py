"""A week in, a week out: the same file is a notice, a cumulative one changes only what changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from ingest import intake, ledger, snapshots, views
from tests.ingest.stores import MEETINGS, PLAN, ask, roster, write

FIRST, SECOND = date(2009, 6, 12), date(2009, 6, 19)
HELD = date(2009, 6, 10)
EDU = ["东阳市教育局", "民主讨论", None, HELD, 7, 7]
TAX = ["东阳市税务局", "民主讨论", None, HELD, 9, 8]
LATER = ["东阳市税务局", "专题研究", None, date(2009, 6, 17), 5, 5]
IN_FORCE = (
    "select unit_id, meeting_type, attended_count, upload_id from raw.meetings "
    "qualify row_number() over (partition by unit_id, meeting_type order by report_on desc, upload_number desc) = 1 "
    "order by unit_id, meeting_type"
)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with a roster; without views, which these rows do not need."""
    folder = tmp_path_factory.mktemp("started")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(views, "SQL", tmp_path_factory.mktemp("sql"))
        intake.init_store(folder / "store", PLAN)
        intake.accept(folder / "store", [roster(folder)])
        yield folder / "store"


@pytest.fixture
def store(started: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(started, tmp_path / "store"))


def week(folder: Path, told_on: date, *rows: list[object]) -> Path:
    """The cumulative file of one week."""
    return write(folder / f"{told_on}.xlsx", told_on, 会议=[MEETINGS, *rows])


def test_the_same_file_twice_is_a_notice_under_any_name_and_changes_nothing(store: Path, tmp_path: Path):
    path = week(tmp_path, FIRST, EDU, TAX)
    intake.accept(store, [path])
    events, snapshot = ledger.events(store), snapshots.current(store)
    for again in (path, Path(shutil.copy(path, tmp_path / "再报一次.xlsx"))):
        (result,) = intake.accept(store, [again])
        (finding,) = result.check.findings
        assert (result.outcome, result.upload_id, finding.severity) == (intake.KNOWN, "U0003", "notice")
        assert "已于" in finding.message and "U0003" in finding.message
    assert (ledger.events(store), snapshots.current(store)) == (events, snapshot)


def test_a_cumulative_file_next_week_changes_only_what_changed(store: Path, tmp_path: Path):
    intake.accept(store, [week(tmp_path, FIRST, EDU, TAX)])
    path = week(tmp_path, SECOND, EDU, [*TAX[:5], 9], LATER)
    (told,) = intake.check(store, [path])
    assert [row["key"]["meeting_type"] for row in told.diff.added] == ["专题研究"]
    (changed,) = told.diff.changed
    assert changed["unit_id"] == "TAX"
    assert [(cell["cell"], cell["before"], cell["after"]) for cell in changed["cells"]] == [("F4", 8, 9)]
    assert (told.diff.removed, told.diff.emptied, told.diff.older) == ([], [], [])
    (taken,) = intake.accept(store, [path])
    assert (taken.outcome, taken.diff.as_json()) == (intake.ACCEPTED, told.diff.as_json())
    assert [row[:3] for row in ask(store, IN_FORCE)] == [
        ("EDU", "民主讨论", 7),
        ("TAX", "专题研究", 5),
        ("TAX", "民主讨论", 9),
    ]


def test_a_cumulative_file_in_another_format_and_order_changes_nothing(store: Path, tmp_path: Path):
    intake.accept(store, [week(tmp_path, FIRST, EDU, TAX)])
    lines = ["填报日期：2009年6月19日", "会议类型;实到人数;单位;应到人数;召开日期", "民主讨论;8人;税务局;９;6月10日"]
    lines.append("民主讨论;七;教育局;7;2009.6.10")
    path = tmp_path / "另存.csv"
    path.write_bytes("\r\n".join(lines).encode("gbk"))
    (result,) = intake.accept(store, [path])
    assert result.outcome == intake.ACCEPTED
    assert (result.diff.added, result.diff.changed, result.diff.removed, result.diff.emptied) == ([], [], [], [])


def test_last_weeks_file_found_again_changes_nothing_that_is_newer(store: Path, tmp_path: Path):
    intake.accept(store, [week(tmp_path, SECOND, EDU, [*TAX[:5], 9])])
    (late,) = intake.accept(store, [week(tmp_path, FIRST, EDU, TAX)])
    assert (late.outcome, late.diff.changed, late.diff.removed) == (intake.ACCEPTED, [], [])
    assert [row[2:] for row in ask(store, IN_FORCE)] == [(7, "U0003"), (9, "U0003")]


def test_two_offices_uploading_at_once_both_succeed(store: Path, tmp_path: Path):
    (tmp_path / "教育").mkdir()
    (tmp_path / "税务").mkdir()
    files = [week(tmp_path / "教育", FIRST, EDU), week(tmp_path / "税务", FIRST, TAX)]
    with ThreadPoolExecutor(2) as offices:
        found = list(offices.map(lambda path: intake.accept(store, [path], by=path.parent.name), files))
    assert [result.outcome for (result,) in found] == [intake.ACCEPTED, intake.ACCEPTED]
    assert {row[0] for row in ask(store, IN_FORCE)} == {"EDU", "TAX"}
    uploads = [event for event in ledger.events(store) if event.kind == "upload"][-2:]
    assert {event.by_whom for event in uploads} == {"教育", "税务"}
    assert [event.number for event in ledger.events(store)] == [1, 2, 3, 4]


def test_two_offices_sending_the_same_file_at_once_store_it_once(store: Path, tmp_path: Path):
    path = week(tmp_path, FIRST, EDU, TAX)
    with ThreadPoolExecutor(2) as offices:
        found = list(offices.map(lambda by: intake.accept(store, [path], by=by), ["甲", "乙"]))
    assert sorted(result.outcome for (result,) in found) == [intake.ACCEPTED, intake.KNOWN]
    assert len(ask(store, "select 1 from raw.meetings")) == 2
