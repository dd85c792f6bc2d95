"""A plan of another kind, a university's year of safety inspections: data alone, judged as worked out by hand."""

from __future__ import annotations

import ast
import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from data.safety import make, story
from ingest import intake, snapshots
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.ownwords import in_words
from ingest.plan import load_plan
from ingest.plan_catalogue import PLAN_SHEETS
from ingest.readers import known_items
from tests.ingest.test_demo import inside, workbooks

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "data" / "plans"
PLAN = PLANS / "safety-2026"
KIB = 1024
Statuses = dict[tuple[str, str], tuple[str, str | None]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second demo made afresh."""
    folder = tmp_path_factory.mktemp("safety")
    make.make(folder)
    return folder


@pytest.fixture(scope="module")
def store(safety_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to be asked here: a file that pages have open takes no connection of another kind."""
    return Path(shutil.copytree(safety_store, tmp_path_factory.mktemp("asked") / "store"))


def statuses(store: Path, day: str) -> Statuses:
    """Who is worth a word on a day: each obligation that is not simply done, not due or not applicable."""
    with duckdb.connect(snapshots.current(store), read_only=True) as connection:
        connection.execute(f"set variable as_of = date '{day}'")
        rows = connection.execute(
            "select bearer_name, requirement_id, status, missing_zh from marts.compliance "
            "where status in ('done_late', 'incomplete', 'needs_review', 'overdue', 'exempt')"
        ).fetchall()
    return {(name.removeprefix("示例大学"), what): (status, missing) for name, what, status, missing in rows}


def test_the_committed_workbooks_are_what_the_script_makes_and_small(made):
    committed, fresh = workbooks(make.HERE), workbooks(made)
    assert sorted(committed) == sorted(fresh)
    assert [name for name, path in committed.items() if inside(path) != inside(fresh[name])] == []
    assert sum(path.stat().st_size for path in committed.values()) < 512 * KIB


def test_no_row_speaks_of_an_event_after_the_month_it_is_told_in():
    for row in story.story():
        happened = [row.cells[name] for name in make.SHEETS[row.kind].dates if isinstance(row.cells.get(name), date)]
        assert all(when <= row.told_on for when in happened), row


def test_the_second_plan_holds_together_and_has_neither_groups_nor_action_plans():
    plan, findings = load_plan(PLAN)
    assert {finding.severity for finding in findings} <= {"notice"}
    assert plan.tables["actions"].is_empty()
    assert plan.tables["milestones"].is_empty()
    assert "group" not in plan.tables["requirements"]["bearer"].to_list()


# On 15 April February's returns are old and March's are in; nobody has told yet of April.
APRIL: Statuses = {
    # Signed on Saturday 31 January at the latest, which moves to Monday 2 February; it came on the 4th.
    ("法学院", "letter"): ("done_late", None),
    # The plan lacks one of its three parts.
    ("档案馆", "year_plan"): ("incomplete", "培训安排"),
    # The office has the plan and has not said anything.
    ("美术学院", "year_plan"): ("needs_review", "待安全管理处审阅"),
    # Three of 27 have not signed.
    ("学生处", "pledge"): ("incomplete", "已完成数应 27 实 24"),
    # Held on 3 April, told at the end of April: on the 15th nobody knows. Its report hangs on the day it was due.
    ("材料学院", "q1_inspection"): ("overdue", "一季度安全检查"),
    ("材料学院", "q1_report"): ("overdue", "一季度隐患排查报告"),
    # Twelve days after the inspection, told at the end of April.
    ("医学院", "q1_report"): ("overdue", "一季度隐患排查报告"),
    ("化学学院", "q1_report"): ("incomplete", "隐患清单"),
}
# On 5 July: the returns of June are in.
JULY: Statuses = {
    **{key: APRIL[key] for key in (("法学院", "letter"), ("档案馆", "year_plan"), ("美术学院", "year_plan"))},
    ("学生处", "pledge"): APRIL["学生处", "pledge"],
    ("材料学院", "q1_inspection"): ("done_late", None),
    # The report followed its inspection in three days: punctual, however late the inspection was.
    ("医学院", "q1_report"): ("done_late", None),
    # Supplied on 20 April, which is too late for a report due on the 28th of March.
    ("化学学院", "q1_report"): ("done_late", None),
    ("焊接实验室", "lab_spring"): ("incomplete", "实到人数应 10 实 3"),
    # 14 of 20 came, which is less than nine tenths.
    ("文学院", "training"): ("incomplete", "实到人数应 20 实 14"),
    # The plan came one day ahead of the drill; the other hangs on a drill that, for all that is known, was due in June.
    ("文学院", "drill_plan"): ("done_late", None),
    ("财务处", "drill_plan"): ("done_late", None),
    ("财务处", "drill"): ("overdue", "应急演练"),
    ("校医院", "major_hazard"): ("overdue", "重大隐患专题会"),
    # Let off, for the drill is held together with another unit's.
    ("档案馆", "drill_plan"): ("exempt", None),
    ("档案馆", "drill"): ("exempt", None),
    ("档案馆", "drill_summary"): ("exempt", None),
    # Silent since April.
    ("体育学院", "q1_rectified"): ("overdue", "一季度整改报告"),
    ("体育学院", "training"): ("overdue", "安全培训"),
    ("体育学院", "q2_inspection"): ("overdue", "二季度安全检查"),
    ("体育学院", "drill"): ("overdue", "应急演练"),
    ("体育学院", "drill_plan"): ("overdue", "应急演练方案"),
}
# On the last day of October.
GONE = {("财务处", "drill_plan"), ("财务处", "drill")}
OCTOBER: Statuses = {
    **{key: status for key, status in JULY.items() if key not in GONE},
    # Held on 6 July, known since the end of July: its plan, a week ahead, is now in time.
    ("财务处", "drill"): ("done_late", None),
    # 45 days instead of thirty.
    ("教务处", "q2_rectified"): ("done_late", None),
    # Three of four hazards are mended.
    ("图书馆", "q3_rectified"): ("incomplete", "已完成数应 4 实 3"),
    ("法学院", "freshmen"): ("overdue", "新生安全教育"),
    ("体育学院", "freshmen"): ("overdue", "新生安全教育"),
    ("体育学院", "q2_report"): ("overdue", "二季度隐患排查报告"),
    ("体育学院", "drill_summary"): ("overdue", "应急演练总结"),
    ("体育学院", "q3_inspection"): ("overdue", "三季度安全检查"),
    ("体育学院", "q3_report"): ("overdue", "三季度隐患排查报告"),
    # Founded in July; what hangs on the second quarter is waived.
    ("人工智能学院", "q2_report"): ("exempt", None),
    ("人工智能学院", "q2_rectified"): ("exempt", None),
    ("人工智能学院", "drill_summary"): ("exempt", None),
}


@pytest.mark.parametrize(("day", "expected"), [("2026-04-15", APRIL), ("2026-07-05", JULY), ("2026-10-31", OCTOBER)])
def test_each_day_stands_as_worked_out_by_hand(store, day, expected):
    assert statuses(store, day) == expected


def test_before_the_year_has_begun_nothing_is_late(store):
    assert statuses(store, "2026-01-20") == {}


def status(store: Path, unit: str, what: str, day: str) -> str:
    """The status of one obligation of one unit on a day."""
    with duckdb.connect(snapshots.current(store), read_only=True) as connection:
        connection.execute(f"set variable as_of = date '{day}'")
        found = "select status from marts.compliance where unit_name = ? and requirement_id = ?"
        ((only,),) = connection.execute(found, [f"示例大学{unit}", what]).fetchall()
    return only


def test_a_quarter_without_a_hazard_asks_for_no_report_of_what_was_mended(store):
    assert status(store, "物理学院", "q1_rectified", "2026-10-31") == "not_applicable"
    assert status(store, "物理学院", "q2_rectified", "2026-10-31") == "done"


def test_a_report_six_to_ten_days_after_its_inspection_is_still_in_time(store):
    assert status(store, "生命学院", "q1_report", "2026-10-31") == "done"


def test_an_inspection_put_off_in_time_is_punctual_by_its_new_day(store):
    assert status(store, "后勤集团", "q2_inspection", "2026-07-05") == "due_soon"
    assert status(store, "后勤集团", "q2_inspection", "2026-07-31") == "done"


def test_a_closed_office_owes_nothing_after_its_day(store):
    assert status(store, "基建处", "q2_inspection", "2026-07-31") == "done"
    assert status(store, "基建处", "q3_inspection", "2026-07-31") == "not_applicable"


def test_a_template_speaks_in_the_plans_words_and_offers_the_plans_types(store, tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(intake.template(store))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[1:-1] == ["单位名册", "实验室名册", "会议", "报告材料", "审阅把关", "整改问题", "延期豁免"]
    assert [cell.value for cell in book["实验室名册"][2]][:4] == ["单位*", "实验室编码*", "实验室名称*", "教职工数"]
    offered = {cell.value for row in book["选项"].iter_rows() for cell in row}
    assert "一季度安全检查" in offered
    assert "领导班子专题民主生活会" not in offered


def test_a_word_that_holds_the_usual_one_replaces_it_once():
    words = {"branch": "党支部小组", "member": "支部成员"}
    assert in_words("党支部编码、支部、党员数", words) == "党支部小组编码、党支部小组、支部成员数"


def test_the_plans_own_names_of_items_are_taken_as_written():
    """组织部 is short for another body's office in one plan, and a body of its own where a plan asks for it."""
    assert known_items(Context(checks={"a": "组织部"}))["组织部"] == "组织部"
    assert known_items(Context())["组织部"] == "市委组织部"


SPECS = (ROOT / "ingest" / "sheets", ROOT / "ingest" / "plan_sheets")
CODE = [
    path
    for top in ("ingest", "sql", "dashboard")
    for path in sorted((ROOT / top).rglob("*"))
    if path.suffix in (".py", ".sql", ".toml", ".css", ".csv") and not set(SPECS) & set(path.parents)
]
# Plain words that a plan happens to use as ids too.
COMMON = set(
    "letter pledge draft filing summary published training drill discussion revision evaluation guidance".split()
)


def named_by(plan: Path) -> set[str]:
    """What a plan names: itself, its requirements and action plans, their titles, the types of evidence it asks for."""
    tables = load_plan(plan)[0].tables
    listed = {"plan": "plan_id plan_title", "requirements": "requirement_id requirement_title"}
    listed |= {"evidence_types": "evidence_type", "actions": "action_title", "milestones": "milestone_title owners"}
    names = {name for table, columns in listed.items() for column in columns.split() for name in tables[table][column]}
    sheets = {sheet.title for sheet in (*SHEETS.values(), *PLAN_SHEETS.values())}
    return {name for name in names if name and len(name) > 2} - COMMON - sheets


def said_in(path: Path) -> str:
    """What a file says, in Python without its docstrings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text
    tree = ast.parse(text)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    return "\n".join(node.value for node in strings if isinstance(node.value, str))


@pytest.mark.parametrize("plan", sorted(PLANS.iterdir()), ids=lambda path: path.name)
def test_no_code_names_anything_of_a_plan(plan):
    names = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in named_by(plan)))
    found = {path.relative_to(ROOT).as_posix(): sorted(set(names.findall(said_in(path)))) for path in CODE}
    assert {path: named for path, named in found.items() if named} == {}
