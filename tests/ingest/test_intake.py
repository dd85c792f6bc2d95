"""Checked, accepted, withdrawn: all of a file or nothing of it, and nothing twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from ingest import accepted, build, intake, ledger, snapshots
from ingest.verify import verify
from tests.ingest.stores import MEETINGS, PLAN, ROSTER, ask, meeting, roster, write

MET = "select unit_id, held_on, attended_count from raw.meetings"


@pytest.fixture(scope="module")
def started(no_views: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("started")
    store = folder / "store"
    intake.init_store(store, PLAN, by="office")
    intake.accept(store, [roster(folder)], by="office")
    return store


@pytest.fixture
def store(started: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(started, tmp_path / "store"))


def codes(result: intake.FileResult) -> list[tuple[str, str]]:
    return [(finding.severity, finding.code) for finding in result.check.findings]


def test_an_accepted_file_is_kept_as_received_and_its_rows_are_published(store: Path, tmp_path: Path):
    path = meeting(tmp_path)
    (result,) = intake.accept(store, [path], by="office")
    assert (result.outcome, result.upload_id) == (intake.ACCEPTED, "U0003")
    assert (store / "uploads" / result.check.sha256).read_bytes() == path.read_bytes()
    assert ask(store, MET) == [("EDU", date(2009, 6, 10), 7)]
    found = ask(store, "select upload_id, file_name, report_on, loaded_by, is_active, row_count from raw.uploads")
    assert found[-1] == ("U0003", "会议.xlsx", date(2009, 6, 12), "office", 1, 1)


def test_the_same_active_file_again_is_a_notice_and_changes_nothing(store: Path, tmp_path: Path):
    path = meeting(tmp_path)
    intake.accept(store, [path])
    before = snapshots.current(store)
    (again,) = intake.accept(store, [path])
    assert codes(again) == [("notice", "file.known")]
    assert (again.outcome, again.upload_id, again.is_well) == (intake.KNOWN, "U0003", True)
    assert snapshots.current(store) == before


def test_a_file_named_twice_in_one_call_is_accepted_once(store: Path, tmp_path: Path):
    path = meeting(tmp_path)
    first, second = intake.accept(store, [path, path])
    assert (first.outcome, second.outcome) == (intake.ACCEPTED, intake.KNOWN)


def test_a_withdrawn_upload_no_longer_counts_and_its_file_may_come_again(store: Path, tmp_path: Path):
    path = meeting(tmp_path)
    intake.accept(store, [path])
    assert "is withdrawn" in intake.withdraw(store, "U0003", "wrong unit", "office")
    assert ask(store, MET) == []
    withdrawn = "select is_active, withdrawn_by, withdraw_reason from raw.uploads where upload_id = 'U0003'"
    assert ask(store, withdrawn) == [(0, "office", "wrong unit")]
    events = len(ledger.events(store))
    assert "already" in intake.withdraw(store, "U0003", "again")
    assert len(ledger.events(store)) == events
    (again,) = intake.accept(store, [path])
    assert (again.outcome, again.upload_id) == (intake.ACCEPTED, "U0005")
    assert "counts as U0005" in intake.restore(store, "U0003", "mistake")


def test_a_withdrawal_taken_back_counts_again(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)])
    intake.withdraw(store, "U0003", "mistake")
    intake.restore(store, "U0003", "no mistake")
    assert len(ask(store, MET)) == 1
    assert "nothing changed" in intake.restore(store, "U0003", "again")


def test_a_withdrawal_that_could_not_be_published_is_published_by_asking_again(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)])
    ledger.append(store, "withdrawal", {"upload_id": "U0003"}, reason="the disk was full before the build")
    assert len(ask(store, MET)) == 1
    assert "already" in intake.withdraw(store, "U0003", "again")
    assert ask(store, MET) == []


def test_an_unknown_upload_is_refused_with_the_last_ones(store: Path):
    with pytest.raises(ledger.Refused, match="U0002"):
        intake.withdraw(store, "U0099", "typo")


def test_a_file_with_an_error_is_refused_whole(store: Path, tmp_path: Path):
    rows = [
        MEETINGS,
        ["东阳市教育局", "民主讨论", None, date(2009, 6, 10), 7, 7],
        ["东阳市税务局", "民主讨论", None, "下周一", 7, 7],
    ]
    (result,) = intake.accept(store, [write(tmp_path / "坏.xlsx", date(2009, 6, 12), 会议=rows)])
    assert (result.outcome, result.upload_id, result.is_well) == (intake.REFUSED, None, False)
    assert ask(store, MET) == []
    assert not (store / "uploads" / result.check.sha256).exists()


def test_clean_rows_alone_are_taken_where_that_is_asked_for_and_the_errors_are_kept(store: Path, tmp_path: Path):
    rows = [
        MEETINGS,
        ["东阳市教育局", "民主讨论", None, date(2009, 6, 10), 7, 7],
        ["东阳市税务局", "民主讨论", None, "下周一", 7, 7],
    ]
    (result,) = intake.accept(store, [write(tmp_path / "坏.xlsx", date(2009, 6, 12), 会议=rows)], skip_bad_rows=True)
    assert result.outcome == intake.ACCEPTED
    assert [unit for unit, *_ in ask(store, MET)] == ["EDU"]
    kept = ask(store, "select distinct severity from raw.findings where upload_id = 'U0003'")
    assert ("error",) in kept or ("question",) in kept


def test_of_several_files_those_that_pass_are_taken_and_one_build_serves_all(store: Path, tmp_path: Path):
    good = meeting(tmp_path)
    bad = meeting(tmp_path, "坏.xlsx", unit="不认识的单位")
    before = set((store / "snapshots").glob("store-*.duckdb"))
    results = intake.accept(store, [bad, good])
    assert [result.outcome for result in results] == [intake.REFUSED, intake.ACCEPTED]
    assert len(set((store / "snapshots").glob("store-*.duckdb")) - before) == 1


def test_the_units_of_a_file_are_known_to_the_files_after_it(store: Path, tmp_path: Path):
    more = [ROSTER[0], ["WAT", "东阳市水务局", "水务局", "市级部门", "第一指导检查组", 9]]
    newcomers = write(tmp_path / "新单位.xlsx", date(2009, 6, 1), 单位名册=more)
    of_newcomer = meeting(tmp_path, unit="水务局")
    assert not intake.check(store, [of_newcomer])[0].is_well
    assert all(result.is_well for result in intake.check(store, [newcomers, of_newcomer]))
    assert all(result.outcome == intake.ACCEPTED for result in intake.accept(store, [newcomers, of_newcomer]))
    assert ask(store, MET)[0][0] == "WAT"


def test_checking_stores_nothing(store: Path, tmp_path: Path):
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    (result,) = intake.check(store, [meeting(tmp_path)])
    assert (result.outcome, result.is_well, len(result.diff.added)) == (intake.CHECKED, True, 1)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before


def test_a_file_without_a_report_date_takes_the_day_given_and_is_asked_for_it_otherwise(store: Path, tmp_path: Path):
    row = ["东阳市教育局", "民主讨论", None, date(2009, 6, 10), 7, 7]
    path = write(tmp_path / "无日期.xlsx", None, 会议=[MEETINGS, row])
    (asked,) = intake.accept(store, [path])
    assert asked.outcome == intake.REFUSED
    (told,) = intake.accept(store, [path], report_on=date(2009, 6, 15))
    assert told.outcome == intake.ACCEPTED
    assert ask(store, "select report_on from raw.meetings") == [(date(2009, 6, 15),)]


def test_the_diff_shows_changed_cells_before_and_after(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)])
    later = meeting(tmp_path, "更正.xlsx", attended=6, told_on=date(2009, 6, 19))
    (result,) = intake.check(store, [later])
    (changed,) = result.diff.changed
    assert changed["unit_id"] == "EDU"
    (cell,) = changed["cells"]
    assert (cell["field"], cell["cell"], cell["before"], cell["after"]) == ("attended_count", "F3", 7, 6)
    assert (result.diff.added, result.diff.removed) == ([], [])


def test_a_row_sent_again_unchanged_is_no_change(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)])
    (result,) = intake.check(store, [meeting(tmp_path, "再报.xlsx", told_on=date(2009, 6, 19))])
    assert result.diff == type(result.diff)()


def test_a_cell_that_was_filled_and_now_is_blank_needs_a_yes(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)])
    emptied = meeting(tmp_path, "清空.xlsx", attended=None, told_on=date(2009, 6, 19))
    (asked,) = intake.accept(store, [emptied])
    assert asked.outcome == intake.REFUSED
    assert ("question", "cell.emptied") in codes(asked)
    (answered,) = intake.accept(store, [emptied], yes=True)
    assert answered.outcome == intake.ACCEPTED


def test_a_row_that_vanished_is_listed_and_stays(store: Path, tmp_path: Path):
    day = date(2009, 6, 12)
    rows = [["东阳市教育局", kind, None, date(2009, 6, 10), 7, 7] for kind in ("民主讨论", "专题研究")]
    intake.accept(store, [write(tmp_path / "两次.xlsx", day, 会议=[MEETINGS, *rows])])
    (result,) = intake.accept(store, [write(tmp_path / "一次.xlsx", day, 会议=[MEETINGS, rows[0]])])
    (gone,) = result.diff.removed
    assert (gone["why"], gone["key"]["meeting_type"], gone["upload_id"]) == ("vanished", "专题研究", "U0003")
    assert ("warning", "row.vanished") in codes(result)
    assert result.outcome == intake.ACCEPTED


def test_last_weeks_count_is_not_missing_from_this_weeks_sheet(store: Path, tmp_path: Path):
    heading = ["单位", "评议形式", "评议日期", "发出票数"]
    for day in (date(2009, 6, 20), date(2009, 6, 27)):
        path = write(tmp_path / f"{day}.xlsx", day, 民主评议=[heading, ["东阳市教育局", "评议会", day, 30]])
        (result,) = intake.accept(store, [path])
        assert (result.outcome, result.diff.removed) == (intake.ACCEPTED, [])


def test_an_older_report_changes_nothing_that_a_newer_one_said(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path, told_on=date(2009, 6, 19))])
    (late,) = intake.accept(store, [meeting(tmp_path, "迟到.xlsx", attended=3)])
    assert (late.outcome, late.diff.changed) == (intake.ACCEPTED, [])
    assert ("notice", "row.older") in codes(late)


def test_a_row_marked_withdrawn_is_removed(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)])
    row = ["东阳市教育局", "领导班子专题民主生活会", "是"]
    path = write(tmp_path / "撤销.xlsx", date(2009, 6, 19), 会议=[["单位", "会议类型", "撤销"], row])
    (result,) = intake.check(store, [path])
    assert [(gone["why"], gone["unit_id"]) for gone in result.diff.removed] == [("withdrawn", "EDU")]


def test_a_learnt_alias_lets_the_next_file_pass(store: Path, tmp_path: Path):
    path = meeting(tmp_path, unit="教育口子")
    assert intake.accept(store, [path])[0].outcome == intake.REFUSED
    assert intake.learn_alias(store, "unit", "教育口子", "东阳市教育局", by="office")
    assert not intake.learn_alias(store, "unit", "教育口子", "EDU")
    assert intake.accept(store, [path])[0].outcome == intake.ACCEPTED


def test_a_decided_reading_is_compiled_and_an_impossible_one_is_refused(store: Path):
    assert intake.decide_reading(store, "before_date", "exclusive", reason="letter")
    assert ask(store, "select reading_value from plan.readings where reading_key = 'before_date'") == [("exclusive",)]
    with pytest.raises(ledger.Refused):
        intake.decide_reading(store, "before_date", "sometimes", reason="letter")
    assert len(ledger.events(store)) == 3


def test_a_second_init_on_the_same_plan_changes_nothing_and_on_another_is_refused(store: Path, tmp_path: Path):
    before = snapshots.current(store)
    assert intake.init_store(store, PLAN) == before
    other = Path(shutil.copytree(PLAN, tmp_path / "other"))
    text = (other / "plan.csv").read_text(encoding="utf-8")
    (other / "plan.csv").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(ledger.Refused, match="another plan"):
        intake.init_store(store, other)


def test_verify_finds_nothing_in_a_sound_store_and_names_what_was_tampered_with(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)])
    assert verify(store) == []
    original = store / "uploads" / intake.uploads(store)[-1].sha256
    original.write_bytes(original.read_bytes() + b"x")
    rows = store / accepted.FOLDER / "U0003" / "meetings-1.parquet"
    pl.read_parquet(rows).with_columns(attended_count=pl.lit(99, pl.Int32)).write_parquet(rows)
    found = {(difference.kind, difference.place) for difference in verify(store)}
    assert found == {("original", "U0003 会议.xlsx"), ("rows", "U0003 会议.xlsx")}


def test_verify_names_what_in_the_published_file_is_not_as_the_ledger_gives_it(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)])
    published = snapshots.current(store)
    published.chmod(0o644)
    with duckdb.connect(str(published)) as connection:
        connection.execute("update raw.meetings set attended_count = 99")
    assert ("store", "raw.meetings") in {(difference.kind, difference.place) for difference in verify(store)}


def test_a_crash_after_the_files_and_before_the_event_leaves_nothing_behind(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = meeting(tmp_path)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "extend", crash)
        with pytest.raises(KeyboardInterrupt):
            intake.accept(store, [path])
    assert ask(store, MET) == []
    (result,) = intake.accept(store, [path])
    assert result.upload_id == "U0003"
    assert len(ask(store, MET)) == 1


def test_a_crash_after_the_event_and_before_the_build_is_made_good_by_the_next_call(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = meeting(tmp_path)

    def crash(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(build, "ensure_published", crash)
        with pytest.raises(KeyboardInterrupt):
            intake.accept(store, [path])
    assert ask(store, MET) == []
    assert intake.accept(store, [path])[0].outcome == intake.KNOWN
    assert len(ask(store, MET)) == 1


def test_a_file_of_headings_only_is_nothing_to_take_and_is_not_stored(store: Path, tmp_path: Path):
    path = write(tmp_path / "空表.xlsx", None, 会议=[MEETINGS])
    before = len(intake.uploads(store))
    (result,) = intake.accept(store, [path])
    assert (result.outcome, result.is_well, result.upload_id) == (intake.NOTHING, True, None)
    assert codes(result) == [("warning", "file.no_rows")]
    assert len(intake.uploads(store)) == before


def test_rows_that_are_not_those_that_were_accepted_are_never_read(store: Path, tmp_path: Path):
    intake.accept(store, [meeting(tmp_path)], by="office")
    path = store / "accepted/U0003/meetings-1.parquet"
    rows = pl.read_parquet(path)
    rows.with_columns(actual_count=pl.lit(700)).write_parquet(path)
    with pytest.raises(ledger.Refused, match=r"U0003 会议\.xlsx: its accepted rows are gone or damaged"):
        build.build(store)
