"""The terminal: shapes of its JSON, its exit codes, and one line for every refusal."""

from __future__ import annotations

import itertools
import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import click
import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result

import taizhang
from dashboard import accounts
from ingest import intake
from taizhang import cli
from tests.ingest.stores import MEETINGS, PLAN, meeting, roster, write

STATUS_KEYS = [
    "unit_id",
    "unit_name",
    "requirement_id",
    "bearer",
    "bearer_id",
    "original_due_on",
    "due_on",
    "done_on",
    "status",
    "past_due",
    "missing",
]


@pytest.fixture(scope="module")
def made(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    store = Path(shutil.copytree(empty_store, folder / "store"))
    intake.accept(store, [roster(folder), meeting(folder)])
    return store


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


def answer(*words: object) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def every_command(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += every_command(command, (*path, name))
    return found


@pytest.mark.parametrize("command", every_command(cli), ids=" ".join)
def test_every_command_has_help_with_an_example(command: tuple[str, ...]):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert f"Example: taizhang {command[0]}" in result.output


def examples() -> list[str]:
    """What the help of every command gives to be pasted, but for those that open the dashboard."""
    texts = [run(*command, "--help").output for command in every_command(cli)]
    found = [re.sub(r"\s+", " ", text.split("Example: taizhang ")[1].split("\n\n")[0]).strip() for text in texts]
    return [example for example in found if example.split()[0] not in ("demo", "serve")]


@pytest.mark.parametrize("example", examples())
def test_every_example_works_when_it_is_pasted(
    example: str, demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(demo_store, tmp_path / "store")
    (tmp_path / "data").symlink_to(Path(__file__).parents[2] / "data")
    (tmp_path / "工作计划.txt").write_text("一、会议\n1、时间。六月中旬前开会。随后写报告。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    if example.startswith("restore "):
        assert run("backup", "--store", "store", "-o", example.split()[1]).exit_code == 0
    if example.startswith("import "):
        export = ["export", "--store", "store", "--only", "intermediate"]
        assert run(*export, *example.split()[1:]).exit_code == 0
    accounts.first(tmp_path / "store")
    accounts.add(tmp_path / "store", "li", "office", by="t")
    words = [sorted(Path().glob(word)) if word.endswith("*") else [word] for word in shlex.split(example)]
    assert run(*itertools.chain(*words)).exit_code == 0


def test_check_prints_the_promised_json_and_stores_nothing(made: Path, tmp_path: Path):
    later = meeting(tmp_path, "更正.xlsx", attended=6, told_on=date(2009, 6, 19))
    (found,) = answer("check", "--store", made, later)["files"]
    assert list(found) == ["file", "sha256", "upload_id", "sheets", "findings", "diff"]
    assert found["sheets"] == [{"sheet": "会议", "kind": "meetings", "rows": 1, "accepted": 1}]
    assert found["upload_id"] is None
    assert list(found["diff"]) == ["added", "changed", "removed"]
    (changed,) = found["diff"]["changed"]
    assert changed["cells"][0]["before"] == 7


def test_check_tells_which_statuses_would_change_in_words_and_beside_the_files_where_that_is_asked_for(
    made: Path, tmp_path: Path
):
    path = meeting(tmp_path, unit="税务局")
    told = run("check", "--store", made, path).stdout
    assert re.search(r"as of 2009-06-12, \d+ statuses would change: .+ → .+ \d", told)
    assert "  东阳市税务局 " in told
    assert list(answer("check", "--store", made, path)) == ["files"]
    found = answer("check", "--store", made, path, "--preview")
    assert list(found["files"][0]) == ["file", "sha256", "upload_id", "sheets", "findings", "diff"]
    statuses = found["statuses"]
    assert list(statuses) == ["as_of", "changed", "by_status", "units"]
    assert statuses["changed"] == sum(row["count"] for row in statuses["by_status"])
    assert [unit["unit_id"] for unit in statuses["units"]] == ["TAX"]


def test_statuses_that_clean_rows_alone_would_change_are_told_as_such(made: Path, tmp_path: Path):
    row = ["民主讨论", None, date(2009, 6, 17), 7, 7]
    path = write(tmp_path / "表.xlsx", date(2009, 6, 19), 会议=[MEETINGS, ["税务局", *row], ["税务居", *row]])
    assert "statuses would change if clean rows alone were taken" in run("check", "--store", made, path).stdout


def test_check_names_the_rows_that_are_no_longer_there(made: Path, tmp_path: Path):
    row = ["东阳市教育局", "民主讨论", None, date(2009, 6, 17), 7, 7]
    told = run("check", "--store", made, write(tmp_path / "其他.xlsx", date(2009, 6, 19), 会议=[MEETINGS, row])).stdout
    assert "1 added, 0 changed, 0 unchanged, 1 no longer there" in told
    assert "  vanished: 会议 row 3 of U0003: EDU 领导班子专题民主生活会 1" in told


def test_a_finding_says_where_what_was_found_and_what_to_do_and_ends_with_one(made: Path, tmp_path: Path):
    result = run("check", "--store", made, meeting(tmp_path, unit="教育居"), "--json")
    assert result.exit_code == 1
    (finding,) = [one for one in json.loads(result.stdout)["files"][0]["findings"] if one["severity"] == "error"]
    assert list(finding) == ["severity", "sheet", "cell", "field", "found", "message", "suggestion"]
    assert (finding["sheet"], finding["cell"], finding["found"]) == ("会议", "A3", "教育居")
    assert finding["message"]


def test_ingest_accepts_and_the_same_file_again_is_no_error(copied: Path, tmp_path: Path):
    path = meeting(tmp_path, unit="税务局")
    (first,) = answer("ingest", "--store", copied, path)["files"]
    assert first["upload_id"] == "U0004"
    (again,) = answer("ingest", "--store", copied, path)["files"]
    assert again["upload_id"] == "U0004"
    assert [finding["severity"] for finding in again["findings"]] == ["notice"]


@pytest.mark.parametrize("command", ["check", "ingest"])
def test_what_goes_back_to_the_senders_is_written_into_a_folder(copied: Path, tmp_path: Path, command: str):
    paths = [meeting(tmp_path, unit="教育居"), meeting(tmp_path, "另一份.xlsx", unit="税务局")]
    folder = tmp_path / "交回" / "六月"
    run(command, "--store", copied, *paths, "--annotated", folder)
    assert {path.name for path in folder.iterdir()} == {"汇总.xlsx", "会议-已核对.xlsx", "另一份-已核对.xlsx"}
    assert openpyxl.load_workbook(folder / "会议-已核对.xlsx")["会议"]["A3"].comment


def test_undo_withdraws_and_uploads_lists_why(copied: Path):
    assert run("undo", "--store", copied, "U0003", "--reason", "报错了").exit_code == 0
    assert run("undo", "--store", copied, "U0003", "--reason", "再来").exit_code == 0
    found = {row["upload_id"]: row for row in answer("uploads", "--store", copied)}
    assert (found["U0003"]["is_active"], found["U0003"]["withdraw_reason"]) == (0, "报错了")
    assert run("undo", "--store", copied, "U0003", "--reason", "没错", "--take-back").exit_code == 0
    assert answer("uploads", "--store", copied)[1]["is_active"] == 1


def test_status_prints_one_row_per_obligation_with_what_is_missing_in_words(made: Path):
    rows = answer("status", "--store", made, "--as-of", "2009-06-24")
    assert rows
    assert all(list(row) == STATUS_KEYS for row in rows)
    assert {row["unit_id"] for row in rows} == {"EDU", "TAX"}
    late = next(row for row in rows if row["unit_id"] == "TAX" and row["requirement_id"] == "leaders_meeting")
    assert (late["status"], late["past_due"], late["done_on"]) == ("overdue", True, None)
    assert late["missing"]


def test_status_speaks_of_the_day_and_of_the_knowledge_asked_for(made: Path):
    def meeting_of(*words: str) -> str:
        rows = answer("status", "--store", made, "--unit", "东阳市教育局", *words)
        return next(row["status"] for row in rows if row["requirement_id"] == "leaders_meeting")

    assert meeting_of("--as-of", "2009-06-24") not in ("overdue", "due_soon", "not_due")
    assert meeting_of("--as-of", "2009-06-24", "--known-at", "2") == "overdue"
    assert meeting_of("--as-of", "2009-05-25") == "not_due"


@pytest.mark.parametrize("way", ["unit", "requirement", "deadline", "group", "action"])
def test_status_counts_in_every_way(made: Path, way: str):
    assert answer("status", "--store", made, "--by", way)
    assert run("status", "--store", made, "--by", way, "--lang", "en").exit_code == 0


def test_trace_goes_from_the_clause_to_the_cell(made: Path):
    found = answer("trace", "--store", made, "EDU", "leaders_meeting", "--as-of", "2009-06-24")
    names = ["unit_id", "requirement_id", "status", "due_on", "done_on", "clause", "readings", "checks"]
    assert list(found) == names
    assert list(found["clause"]) == ["clause_id", "title", "summary"]
    assert all(list(reading) == ["key", "value"] for reading in found["readings"])
    evidence = [one for check in found["checks"] for one in check["evidence"]]
    assert all(list(check) == ["check_id", "kind", "item", "result", "reason", "evidence"] for check in found["checks"])
    held = next(one for one in evidence if one["cell"] == "D3")
    assert (held["upload_id"], held["file"], held["sheet"], held["row"]) == ("U0003", "会议.xlsx", "会议", 3)


def test_trace_is_read_with_names_the_rule_the_words_of_the_plan_and_what_each_check_asks(made: Path):
    lines = run("trace", "--store", made, "EDU", "leaders_meeting", "--as-of", "2009-06-24").output.splitlines()
    assert lines[0].startswith("EDU 东阳市教育局, leaders_meeting 领导班子专题民主生活会: ")
    assert lines[2].startswith("clause 1.6 ")
    assert lines[3:5] == ["rule on 2009-06-15 (6月15日前)", "reading before_date = inclusive"]
    assert any("leaders_meeting.in_stage within plan.starts_on..plan.ends_on: pass" in line for line in lines)
    english = run("trace", "--store", made, "EDU", "leaders_meeting", "--lang", "en").output
    assert english.startswith("EDU 东阳市教育局, leaders_meeting Leaders' democratic life meeting: ")


def test_trace_names_the_cells_of_an_extension_and_says_whether_it_came_in_time(copied: Path, tmp_path: Path):
    headings = ["单位", "要求", "类型", "新时限", "理由", "批准方", "批准日期"]
    granted = ["leaders_meeting", "延期", date(2009, 6, 25), "抗洪", "活动办"]
    days = {"教育局": date(2009, 6, 12), "税务局": date(2009, 6, 18)}
    rows = [[unit, *granted, day] for unit, day in days.items()]
    path = write(tmp_path / "延期.xlsx", date(2009, 6, 19), 延期豁免=[headings, *rows])
    assert run("ingest", "--store", copied, path).exit_code == 0
    for unit, row, due_on, result in (("教育局", 3, "2009-06-25", "pass"), ("税务局", 4, "2009-06-15", "late")):
        found = answer("trace", "--store", copied, unit, "leaders_meeting", "--as-of", "2009-06-24")
        waiver = found["checks"][0]
        assert (waiver["kind"], waiver["item"], waiver["result"], found["due_on"]) == ("waiver", "延期", result, due_on)
        assert {one["cell"]: one["value"] for one in waiver["evidence"]} == {
            f"C{row}": "延期",
            f"D{row}": "2009-06-25",
            f"G{row}": str(days[unit]),
        }


def test_a_waiver_is_granted_listed_and_taken_back_and_each_says_what_it_did(copied: Path):
    def statuses(on):
        rows = answer("status", "--store", copied, "--unit", "税务局", "--as-of", on)
        return {row["requirement_id"]: (row["status"], row["due_on"]) for row in rows}

    assert statuses("2009-06-20")["leaders_meeting"] == ("overdue", "2009-06-15")
    granted = ("税务局", "leaders_meeting", "extension", "--approved-on", "2009-06-14")
    more = ("--requested-on", "2009-06-12", "--new-due-on", "2009-06-25", "--approver", "活动办", "--reason", "征期")
    told = ("--report-date", "2009-06-16", "--by", "office")
    seen = run("waiver", "add", "--store", copied, *granted, *more, *told, "--preview")
    assert (seen.exit_code, "1 added" in seen.output) == (0, True)
    assert answer("waiver", "list", "--store", copied) == []
    assert run("waiver", "add", "--store", copied, *granted, *more, *told).exit_code == 0
    assert statuses("2009-06-20")["leaders_meeting"] == ("due_soon", "2009-06-25")
    again = run("waiver", "add", "--store", copied, *granted, *more, *told)
    assert (again.exit_code, "nothing to take" in again.output) == (0, True)
    [listed] = answer("waiver", "list", "--store", copied, "--as-of", "2009-06-20", "--lang", "en")
    assert (listed["granted_when"], listed["effect"], listed["approver"]) == ("before", "moves", "活动办")
    assert listed["timing"].startswith("asked on 2009-06-12 and granted on 2009-06-14, before the deadline 2009-06-15")
    assert listed["did"] == "the deadline moves from 2009-06-15 to 2009-06-25"
    back = ("--report-date", "2009-06-18", "--reason", "批错了")
    assert run("waiver", "withdraw", "--store", copied, *granted, *back).exit_code == 0
    assert statuses("2009-06-17")["leaders_meeting"] == ("not_due", "2009-06-25")
    assert statuses("2009-06-20")["leaders_meeting"] == ("overdue", "2009-06-15")
    assert answer("waiver", "list", "--store", copied) == []
    refused = run("waiver", "withdraw", "--store", copied, *granted, *back)
    assert (refused.exit_code, "found no waiver leaders_meeting 延期 2009-06-14 of TAX" in refused.output) == (1, True)


def test_an_extension_without_a_new_deadline_is_refused_like_the_row_that_it_is(copied: Path):
    words = (
        "税务局",
        "leaders_meeting",
        "延期",
        "--approved-on",
        "2009-06-14",
        "--approver",
        "活动办",
        "--reason",
        "征期",
    )
    refused = run("waiver", "add", "--store", copied, *words, "--report-date", "2009-06-16")
    assert (refused.exit_code, "就要填“新时限”" in refused.output) == (1, True)
    unknown = run("waiver", "add", "--store", copied, "税物局", *words[1:])
    assert (unknown.exit_code, "税务局" in unknown.output) == (1, True)


def test_a_rate_by_other_deadlines_stands_beside_the_one_in_force_where_it_differs(copied: Path, tmp_path: Path):
    day = ("--by", "requirement", "--as-of", "2009-06-20")
    assert "expected original" not in run("status", "--store", copied, *day).output
    head = ["单位", "要求", "类型", "理由", "批准方", "批准日期"]
    row = ["税务局", "leaders_meeting", "豁免", "征期", "活动办", date(2009, 6, 14)]
    path = write(tmp_path / "豁免.xlsx", date(2009, 6, 16), 延期豁免=[head, row])
    assert run("ingest", "--store", copied, path).exit_code == 0
    assert "expected original" in run("status", "--store", copied, *day).output
    [found] = [one for one in answer("status", "--store", copied, *day) if one["requirement_id"] == "leaders_meeting"]
    bases = ("", "_original", "_extended")
    assert [found[f"expected{base}_count"] for base in bases] == [1, 2, 2]
    assert [found[f"completed{base}_count"] for base in bases] == [0, 0, 0]


def test_a_wrong_order_is_said_in_words_by_status_and_trace_in_both_languages(copied: Path, tmp_path: Path):
    head = ["单位", "材料类型", "报送日期"]
    path = write(
        tmp_path / "会后.xlsx", date(2009, 6, 12), 报告材料=[head, ["教育局", "会后情况报告", date(2009, 6, 9)]]
    )
    assert run("ingest", "--store", copied, path).exit_code == 0
    zh = "会后情况报告于 2009-06-09，应后于领导班子专题民主生活会(2009-06-10)"
    en = "Report after the meeting on 2009-06-09, must be on or after Leaders' democratic life meeting (2009-06-10)"
    for words, language in ((zh, "zh"), (en, "en")):
        told = run("status", "--store", copied, "--unit", "EDU", "--as-of", "2009-06-20", "--lang", language).output
        assert words in told
        found = answer("trace", "--store", copied, "EDU", "post_report", "--as-of", "2009-06-20", "--lang", language)
        [check] = [check for check in found["checks"] if check["check_id"] == "post_report.after_meeting"]
        assert (check["result"], check["reason"]) == ("late", words)


def test_trace_of_what_is_not_there_says_what_is(made: Path):
    assert "status --by unit" in run("trace", "--store", made, "XXX", "draft").output
    assert "leaders_meeting" in run("trace", "--store", made, "EDU", "nothing").output


def test_sql_answers_in_every_format_and_says_when_it_cut(made: Path, tmp_path: Path):
    query = "select units.unit_id from marts.units order by 1"
    assert (
        run("sql", "--store", made, query, "--format", "json").stdout.strip()
        == '[{"unit_id": "EDU"}, {"unit_id": "TAX"}]'
    )
    assert run("sql", "--store", made, query, "--format", "csv").stdout == "unit_id\nEDU\nTAX\n"
    path = tmp_path / "units.parquet"
    assert run("sql", "--store", made, query, "--format", "parquet", "-o", path).exit_code == 0
    assert pl.read_parquet(path)["unit_id"].to_list() == ["EDU", "TAX"]
    assert "cut at 1 rows" in run("sql", "--store", made, query, "--limit", "1").stderr


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_sql_writes_a_sum_of_any_size_to_its_last_digit(made: Path, form: str):
    result = run("sql", "--store", made, "select sum(9223372036854775807) as total from range(4)", "--format", form)
    assert result.exit_code == 0
    assert "36893488147419103228" in result.output


def test_sql_takes_the_form_from_the_file_and_columns_of_one_name_are_told_apart(made: Path, tmp_path: Path):
    query = "select 1 as a, 2 as a, [3] as many, sum(4) as total"
    assert json.loads(run("sql", "--store", made, query, "--json").stdout) == [
        {"a": 1, "a_2": 2, "many": [3], "total": 4}
    ]
    path = tmp_path / "answer.csv"
    assert run("sql", "--store", made, query, "-o", path).exit_code == 0
    assert path.read_text(encoding="utf-8-sig") == "a,a_2,many,total\n1,2,[3],4\n"
    path = tmp_path / "answer.txt"
    assert run("sql", "--store", made, query, "-o", path).exit_code == 0
    assert path.read_text(encoding="utf-8").split() == ["a", "a", "2", "many", "total", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "query",
    [
        "drop table raw.units",
        "select 1; select 2",
        "from read_csv('/etc/passwd')",
        "with t as (copy (select 1) to 'out.csv') select 1",
        "set global memory_limit = '9GB'",
        "attach 'other.duckdb'",
        "selec 1",
    ],
)
def test_sql_that_is_no_query_of_the_store_is_refused_in_one_line(made: Path, query: str):
    before = dated(made)
    result = run("sql", "--store", made, query)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1
    assert dated(made) == before


def dated(store: Path) -> dict[Path, int]:
    """When each file of a store was last written, but for the log of what was asked."""
    return {path: path.stat().st_mtime_ns for path in store.rglob("*") if not path.name.startswith("office.sqlite")}


@pytest.mark.parametrize(
    "command", [["status"], ["uploads"], ["sql", "select 1"], ["alias", "list"], ["reading", "list"]]
)
def test_every_answer_takes_a_day_a_state_of_knowledge_and_a_language(made: Path, command: list[str]):
    asked = ["--as-of", "2009-06-12", "--known-at", "2", "--lang", "en", "--json", "--store", made]
    assert run(*command, *asked).exit_code == 0


def test_who_reads_only_the_first_lines_breaks_nothing(made: Path):
    program = Path(__file__).parents[2] / "taizhang.py"
    command = f"{sys.executable} {program} sql 'from range(9999)' --format csv --store {made} | head -1"
    found = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (found.stdout, found.stderr) == ("range\n", "")


@pytest.mark.parametrize("told", [["template", "meetings"], ["sql", "select 1 as one", "--format", "csv"]])
def test_a_file_that_is_already_there_is_written_over_only_when_asked(made, tmp_path, told):
    path = tmp_path / "mine.xlsx"
    path.write_text("mine")
    refused = run(*told, "--store", made, "-o", path)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert path.read_text() == "mine"
    assert run(*told, "--store", made, "-o", path, "--force").exit_code == 0
    assert path.read_bytes() != b"mine"


def test_a_template_has_every_sheet_and_the_names_that_the_store_knows(made: Path, tmp_path: Path):
    path = tmp_path / "填报.xlsx"
    assert run("template", "--store", made, "-o", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 11
    assert [book["会议"][place].value for place in ("A1", "A2")] == ["填报日期：", "单位*"]
    assert book["会议"].freeze_panes == "B3"
    listed = [cell.value for row in book["选项"].iter_rows() for cell in row]
    assert "东阳市教育局" in listed
    assert "领导班子专题民主生活会" in listed


def test_a_template_is_made_for_one_unit_or_for_each(made: Path, tmp_path: Path):
    one, each = tmp_path / "教育局.xlsx", tmp_path / "各单位.zip"
    assert run("template", "--store", made, "meetings", "--unit", "教育局", "-o", one).exit_code == 0
    assert openpyxl.load_workbook(one)["会议"]["A3"].value == "东阳市教育局"
    assert run("template", "--store", made, "meetings", "--all-units", "-o", each).exit_code == 0
    assert zipfile.ZipFile(each).namelist() == ["东阳市教育局.xlsx", "东阳市税务局.xlsx"]
    assert run("template", "--store", made, "--unit", "EDU", "--all-units", "-o", each).exit_code == 2
    assert "did you mean" in run("template", "--store", made, "--unit", "教育居", "-o", one).stderr


def test_an_untouched_template_holds_no_rows(made: Path, tmp_path: Path):
    path = tmp_path / "填报.xlsx"
    run("template", "--store", made, "meetings", "evaluations", "-o", path)
    (found,) = json.loads(run("check", "--store", made, path, "--report-date", "2009-06-12", "--json").stdout)["files"]
    assert sum(sheet["rows"] for sheet in found["sheets"]) == 0


def test_verify_of_a_sound_store_ends_with_zero(made: Path):
    assert run("verify", "--store", made).exit_code == 0


def test_aliases_and_readings_are_listed(copied: Path):
    assert run("alias", "add", "unit", "教育口", "东阳市教育局", "--store", copied).exit_code == 0
    (learnt,) = answer("alias", "list", "--store", copied)
    assert (learnt["kind"], learnt["written"], learnt["means"]) == ("unit", "教育口", "EDU")
    assert "before_date" in {row["reading_key"] for row in answer("reading", "list", "--store", copied)}


def test_the_store_may_be_named_before_the_command_and_by_the_environment(made: Path):
    assert run("--store", made, "uploads").exit_code == 0
    found = CliRunner().invoke(cli, ["uploads"], env={"TAIZHANG_STORE": str(made)})
    assert found.exit_code == 0


def test_no_store_is_one_line_that_says_what_to_do(tmp_path: Path):
    for command in (["status"], ["uploads"], ["sql", "select 1"], ["undo", "U0001", "--reason", "x"], ["verify"]):
        result = run(*command, "--store", tmp_path / "none")
        assert result.exit_code == 1, command
        assert "taizhang init" in result.stderr, command
        assert len(result.stderr.splitlines()) == 1


def test_a_wrong_plan_is_refused_with_all_its_faults_and_leaves_no_store(tmp_path: Path):
    wrong = Path(shutil.copytree(PLAN, tmp_path / "plan"))
    for name, old, new in (
        ("checks.csv", "draft.held,draft,2.3,held", "draft.held,draft,9.9,happened"),
        ("requirements.csv", "on 2009-06-25", "on 2009-06-31"),
    ):
        text = (wrong / name).read_text(encoding="utf-8")
        assert old in text
        (wrong / name).write_text(text.replace(old, new), encoding="utf-8")
    result = run("init", "--plan", wrong, "--store", tmp_path / "store")
    assert result.exit_code == 1
    places = re.findall(r"^(\S+) ([A-Z]+)\d+: .+", result.stderr, re.MULTILINE)
    assert places == [("checks.csv", "D"), *[("requirements.csv", "J")] * 3]
    assert "faults found: 4" in result.stderr.splitlines()[-1]
    assert not (tmp_path / "store").exists()


def test_wrong_use_ends_with_two(tmp_path: Path):
    assert run("check", tmp_path / "none.xlsx").exit_code == 2
    assert run("status", "--by", "nothing").exit_code == 2
    assert run("frobnicate").exit_code == 2


@pytest.mark.parametrize("port", ["0", "99999", "-1"])
def test_a_port_that_cannot_be_is_wrong_use(made: Path, port: str):
    assert run("serve", "--store", made, "--port", port).exit_code == 2


def test_a_port_that_is_taken_is_said_in_one_line_before_any_address_is_given(made: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--store", made, "--port", port)
    assert result.exit_code == 1
    assert result.output == f"Error: port {port}: address already in use; choose another with --port\n"


def test_who_stops_the_dashboard_leaves_no_server_behind(made: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(__file__).parents[2] / "taizhang.py"
    command = [sys.executable, str(program), "serve", "--store", str(made), "--port", str(port)]
    serving = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    answers(port)
    serving.terminate()
    serving.wait(30)
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))


def answers(port: int) -> None:
    """Come back as soon as somebody listens there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail("the dashboard did not start")


def test_a_withdrawal_without_a_reason_is_wrong_use(copied: Path):
    for reason in ("", "  "):
        assert run("undo", "--store", copied, "U0003", "--reason", reason).exit_code == 2
    assert answer("uploads", "--store", copied)[1]["is_active"] == 1


def test_no_unit_in_particular_is_not_every_unit(made: Path):
    result = run("status", "--store", made, "--unit", "")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: found no unit ''; expected a unit's code or name; 'taizhang status --by unit' lists all\n"
    )


def test_a_day_before_every_upload_is_not_called_an_empty_store(made: Path):
    assert run("uploads", "--store", made, "--as-of", "2009-01-01").output == (
        "no file speaks of 2009-01-01 or of a day before it\n"
    )


def test_a_template_is_a_workbook_by_its_name_too(made: Path, tmp_path: Path):
    path = tmp_path / "填报.csv"
    assert run("template", "--store", made, "-o", path).exit_code == 2
    assert not path.exists()


def test_a_demo_that_was_cut_short_is_made_whole_and_one_that_was_gone_on_with_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder, store = tmp_path / "demo", tmp_path / "store"
    folder.mkdir()
    files = [roster(folder), meeting(folder, "甲.xlsx"), meeting(folder, "乙.xlsx", unit="税务局")]
    monkeypatch.setitem(taizhang.DEMO_FILES, PLAN.name, folder)
    intake.init_store(store, PLAN)
    intake.accept(store, files[:1])
    assert run("demo", "--no-serve", "--store", store).exit_code == 0
    assert len(intake.uploads(store)) == 3
    run("undo", "--store", store, "U0003", "--reason", "试验")
    run("demo", "--no-serve", "--store", store)
    assert [upload.is_active for upload in intake.uploads(store)] == [True, False, True]
    intake.accept(store, [meeting(tmp_path, "丙.xlsx", attended=6)])
    meeting(folder, "丁.xlsx", attended=5)
    run("demo", "--no-serve", "--store", store)
    assert len(intake.uploads(store)) == 4


def test_each_demo_has_a_plan_and_workbooks_and_keeps_out_of_the_others_store(empty_store: Path):
    for plan, folder in taizhang.DEMO_FILES.items():
        assert (taizhang.PLANS / plan / "plan.csv").exists()
        assert list(folder.glob("*.xlsx"))
    refused = run("demo", "--plan", "safety-2026", "--no-serve", "--store", empty_store)
    assert refused.exit_code == 1
    assert "found a store on another plan" in refused.output


def test_a_plan_without_groups_and_action_plans_is_said_to_have_none(safety_store: Path):
    for way, said in {"group": "no unit has a guidance group", "action": "the plan has no action plans"}.items():
        assert said in run("status", "--by", way, "--store", safety_store).output


def test_the_version_is_told():
    assert run("--version").output == "taizhang, version 0.1.0\n"


def test_what_a_sender_wrote_is_shown_and_never_obeyed_by_the_terminal(made: Path, tmp_path: Path):
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
    row = [f"教育局{evil}", "领导班子专题民主生活会", None, f"改天{evil}", 7, 7]
    path = tmp_path / f"会议{evil}.csv"
    path.write_text("填报日期：2009年6月12日\n" + "\n".join(",".join(map(str, one)) for one in (MEETINGS, row)))
    for command in (["check", "--store", made, path], ["check", "--store", made, path, "--json"]):
        output = run(*command).output
        assert "改天" in output
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output)
    shown = run("sql", "--store", made, f"select '{evil}' as \"a{evil}\", ['{evil}'] as b").output
    assert "owned" in shown and "\x1b" not in shown and "\x9b" not in shown


def test_json_keeps_every_character_of_what_a_sender_wrote(made: Path):
    evil = "\x1b[2J\x9b31m\u202e"
    found = run("sql", "--store", made, "--format", "json", f"select '{evil}' as a").output
    assert json.loads(found) == [{"a": evil}] and "\x9b" not in found
