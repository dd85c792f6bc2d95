"""A plan is data: the shipped one holds together, and one that does not is refused with file, cell and reason."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from ingest.grammar import Malformed
from ingest.plan import choices, compile_plan, load_plan, refuse_decision
from ingest.plan_catalogue import PLAN_SHEETS
from ingest.rawtables import PLAN_TABLES, column_types

SHIPPED = Path(__file__).parents[2] / "data" / "plans" / "dongyang-2009"

# The smallest plan that uses every part of the grammar.
SMALL = {
    "plan": """
plan_id,title,authority,starts_on,ends_on,time_zone
small,小计划,上级文件,2009-05-21,2009-07-10,Asia/Shanghai
""",
    "clauses": """
clause_id,title,summary,parent_id,class
1,开会,开会和报告,,
1.1,先开会,先开一次会,1,H
1.2,再报告,会后报告,1,H
2,行动,行动计划,,T
""",
    "requirements": """
requirement_id,title,title_en,clause_id,bearer,duty,evidence,rollup,due_phrase,due_rule,applies_when
meeting,开会,Meeting,1.1,unit,owed,meetings:民主讨论@held_on,sum,6月15日前,on 2009-06-15,
report,报告,Report,1.2,unit,owed,reports:会后情况报告@submitted_on,last,,after meeting within reading promptly,unit.leader_count > 0
branches,支部会,Branches,1.1,branch,owed,meetings:党支部组织生活会@held_on,sum,,stage end,
talk,谈心,Talks,1.1,unit,tracked,meetings:谈心交心@held_on,any,,none,
""",  # noqa: E501
    "checks": """
check_id,requirement_id,clause_id,kind,item,threshold,severity,judged_by,applies_when
meeting.held,meeting,1.1,held,,,required,machine,
meeting.came,meeting,1.1,attendance,attended_count / unit.leader_count,100%,required,machine,
report.held,report,1.2,held,,,required,machine,
report.after,report,1.2,order,meeting,on or after,required,machine,
report.form,report,1.2,flag,submission_form,in 书面|书面和电子,required,machine,
report.good,report,1.2,covers,写得清楚,,advised,reviewer,evidence report.document_number is set
branches.held,branches,1.1,held,,,required,machine,
branches.came,branches,1.1,attendance,attended_count / branch.member_count,90%,required,machine,
""",
    "actions": """
action_id,title,title_en,clause_id,summary
A1,行动,Action,2,一项行动
""",
    "milestones": """
milestone_id,action_id,parent_id,title,title_en,target,unit_of_measure,starts_on,due_phrase,due_rule,applies_when,clause_id
M1.1,A1,,整治,Clean up,all,处,2009-05-21,,on reading mid_july,,2
M1.2,A1,M1.1,挂牌,Listed,is_listed,处,2009-05-21,,none,evidence M1.1.attempt_count >= 2,2
""",
    "readings": """
key,value,alternatives,why,decided_on,decided_by
before_date,inclusive,exclusive,,,
rest_day,none,next_working_day,,,
undated,stage_end,never,,,
stage_starts_on,2009-05-21,,,,
stage_ends_on,2009-07-10,,,,
progress_stale_days,7,,,,
behind_tolerance,10,,,,
promptly,lag target 7 pass 0..7 warn 8..15,lag target 3 pass 0..3,,,
mid_july,2009-07-20,2009-07-10,,,
ahead,lead target 7 pass 5..10,,,,
silent_days,7,,,,
""",
    "words": """
term,word,word_en
branch,班组,team
member,职工,employee
""",
}


def written(folder, **changed):
    """The small plan as a folder, some of its sheets otherwise; None leaves a sheet out."""
    for name, text in {**SMALL, **changed}.items():
        if text is not None:
            (folder / f"{name}.csv").write_text(text.lstrip(), encoding="utf-8")
    return folder


def spoilt(folder, sheet, old, new):
    """The small plan with one text replaced by another, once."""
    assert SMALL[sheet].count(old) == 1, f"{old!r} does not stand once in {sheet}"
    return load_plan(written(folder, **{sheet: SMALL[sheet].replace(old, new)}))


def test_the_small_plan_is_sound(tmp_path):
    plan, findings = load_plan(written(tmp_path))
    assert findings == []
    assert set(plan.tables) == set(PLAN_TABLES)


# Each row: the sheet, what is replaced, by what, the code of the refusal, its cell, and a word of its reason.
REFUSALS = [
    ("clauses", "先开一次会,1,H", "先开一次会,9,H", "plan.parent_unknown", "D3", "9"),
    ("clauses", "先开一次会,1,H", ",1,H", "plan.summary_missing", "C3", "没有摘要"),
    ("clauses", "会后报告,1,H", "会后报告,1,X", "plan.class_unknown", "E4", "X"),
    ("clauses", "开会和报告,,", "开会和报告,1.2,", "plan.parent_loop", "D2", "1 → 1.2 → 1"),
    ("requirements", "Meeting,1.1", "Meeting,1.9", "plan.clause_unknown", "D2", "1.9"),
    ("requirements", "1.1,branch,owed", "1.1,village,owed", "choice.unknown", "E4", "village"),
    ("requirements", "unit,tracked", "unit,wanted", "choice.unknown", "F5", "wanted"),
    ("requirements", "held_on,any", "held_on,best", "choice.unknown", "H5", "best"),
    ("requirements", "on 2009-06-15", "on 2009-06-31", "plan.date_impossible", "J2", "2009-06-31"),
    ("requirements", "on 2009-06-15", "on 2019-06-15", "plan.date_out_of_reach", "J2", "一年以上"),
    ("requirements", "on 2009-06-15", "by mid June", "plan.due_form", "J2", "by mid June"),
    ("requirements", "on 2009-06-15", "before report by reading promptly", "plan.due_loop", "J2", "report → meeting"),
    ("requirements", "on 2009-06-15", "on reading promptly", "plan.reading_kind", "J2", "promptly"),
    ("requirements", "on 2009-06-15", "on reading soon", "plan.reading_unknown", "J2", "soon"),
    ("requirements", "after meeting within", "after party within", "plan.anchor_unknown", "J3", "party"),
    ("requirements", "unit.leader_count > 0", "unit.leaders > 0", "plan.field_unknown", "K3", "leaders"),
    ("requirements", "unit.leader_count > 0", "unit.unit_name > 0", "plan.condition_value", "K3", "数字"),
    ("requirements", "unit.leader_count > 0", "unit.has_party_committee = 有", "plan.value_unknown", "K3", "有"),
    ("requirements", "unit.leader_count > 0", "evidence draft.theme is set", "plan.requirement_unknown", "K3", "draft"),
    ("requirements", "unit.leader_count > 0", "sometimes", "plan.condition_form", "K3", "sometimes"),
    ("requirements", "meetings:民主讨论@held_on", "民主讨论", "plan.evidence_form", "G2", "民主讨论"),
    ("requirements", "meetings:民主讨论@held_on", "talks:民主讨论@held_on", "plan.sheet_unknown", "G2", "talks"),
    ("requirements", "meetings:民主讨论@held_on", "meetings:民主讨论@theme", "plan.field_unknown", "G2", "theme"),
    ("requirements", "meetings:民主讨论@held_on", "problems:甲@solved_on", "plan.type_unknown", "G2", "不分类型"),
    ("requirements", "meetings:党支部组织生活会", "reports:备案", "plan.branch_unknown", "G4", "不分支部"),
    ("checks", "meeting.held,meeting", "meeting.held,party", "plan.requirement_unknown", "B2", "party"),
    ("checks", "report.held,report,1.2", "report.held,report,3.3", "plan.clause_unknown", "C4", "3.3"),
    ("checks", "covers,写得清楚", "smells,写得清楚", "choice.unknown", "D7", "smells"),
    ("checks", ",,advised", ",,fatal", "choice.unknown", "G7", "fatal"),
    ("checks", "advised,reviewer", "advised,machine", "plan.judge_mismatch", "H7", "reviewer"),
    ("checks", "order,meeting", "order,party", "plan.anchor_unknown", "E5", "party"),
    ("checks", "on or after", "afterwards", "plan.threshold_form", "F5", "afterwards"),
    ("checks", "flag,submission_form", "flag,submission", "plan.field_unknown", "E6", "submission"),
    ("checks", "in 书面|书面和电子", "in 书面|飞鸽", "plan.value_unknown", "F6", "飞鸽"),
    ("checks", "unit.leader_count,100%", "unit.leader_count,110%", "plan.threshold_form", "F3", "110%"),
    ("checks", "unit.leader_count,100%", "unit.unit_name,100%", "plan.field_unknown", "E3", "unit_name"),
    ("checks", "/ unit.leader_count", "/ branch.member_count", "plan.branch_unknown", "E3", "branch."),
    ("checks", "covers,写得清楚", "covers,", "plan.item_form", "E7", "空白"),
    ("checks", "report.document_number is", "report.number is", "plan.field_unknown", "I7", "number"),
    ("actions", "Action,2", "Action,7", "plan.clause_unknown", "D2", "7"),
    ("milestones", "M1.1,A1", "M1.1,A9", "plan.action_unknown", "B2", "A9"),
    ("milestones", "A1,M1.1,挂牌", "A1,M7.7,挂牌", "plan.parent_unknown", "C3", "M7.7"),
    ("milestones", "all,处", "most,处", "plan.field_unknown", "F2", "most"),
    ("milestones", "all,处", "十五,处", "plan.target_form", "F2", "十五"),
    ("milestones", "is_listed,处", "note,处", "plan.field_unknown", "F3", "note"),
    ("milestones", "on reading mid_july", "after meeting within reading promptly", "plan.due_form", "J2", "里程碑"),
    ("milestones", "on reading mid_july", "on 2009-02-30", "plan.date_impossible", "J2", "2009-02-30"),
    ("milestones", "attempt_count >= 2", "tries >= 2", "plan.field_unknown", "K3", "tries"),
    ("milestones", "M1.2,", "meeting,", "plan.id_shared", "A3", "meeting"),
    ("readings", "before_date,inclusive", "before_date,never", "plan.reading_value", "B2", "never"),
    ("readings", "rest_day,none,next_working_day", "rest_day,none,postponed", "plan.reading_form", "C3", "postponed"),
    ("readings", "mid_july,2009-07-20", "mid_july,2009-07-32", "plan.date_impossible", "B10", "2009-07-32"),
    ("readings", "mid_july,2009-07-20", "mid_july,1909-07-20", "plan.date_out_of_reach", "B10", "1909"),
    ("readings", "lag target 3 pass 0..3", "lag target 9 pass 0..3", "plan.reading_band", "C9", "9"),
    ("readings", "stage_ends_on,2009-07-10", "stage_ends_on,2009-07-11", "plan.stage_differs", "B6", "2009-07-10"),
    ("readings", "promptly,lag", "promptly,lead", "plan.reading_kind", "J3", "之后"),
    ("plan", "2009-07-10", "2009-04-10", "plan.ends_before_start", "E2", "早于"),
    ("readings", "pass 0..7 warn 8..15", "pass 0..99999999999", "plan.reading_band", "B9", "366"),
    ("words", "member,职工", "member,班组", "plan.word_shared", "B3", "branch"),
    ("words", "member,职工", "member,班子成员", "plan.word_shared", "B3", "leader"),
    ("words", "member,职工", "visitor,职工", "choice.unknown", "A3", "visitor"),
    ("readings", "progress_stale_days,7", "progress_stale_days,99999999999", "plan.reading_value", "B7", "366"),
    ("plan", "Asia/Shanghai", "Asia/Atlantis", "plan.time_zone", "F2", "Atlantis"),
    ("plan", "Asia/Shanghai", "Asia", "plan.time_zone", "F2", "Asia"),
    ("requirements", "talk,谈心", "ta|lk,谈心", "plan.id_form", "A5", "竖线"),
    ("requirements", "any,,none,", "any,,none,evidence talk.theme is set", "plan.condition_loop", "K5", "talk → talk"),
    ("checks", "order,meeting,on or after", "order,report,on or after", "plan.order_loop", "F5", "自己"),
    ("checks", "order,meeting,on or after", "order,meeting,before", "plan.order_loop", "F5", "report → meeting"),
    ("checks", "order,meeting,on or after", "lead_days,meeting,reading ahead", "plan.order_loop", "F5", "→ report"),
    ("checks", "meeting,1.1,held,,", "meeting,1.1,within,,2009-07-10..2009-05-21", "plan.span_reversed", "F2", "前大"),
    ("checks", "covers,写得清楚", "reviewed,会后情况报搞:活动办", "plan.type_unknown", "E7", "会后情况报告"),
    ("milestones", "all,处", "0,处", "plan.target_form", "F2", "15 objects"),
    ("milestones", "all,处", "8 groups,处", "plan.target_form", "F2", "8 units"),
    ("milestones", "evidence M1.1.attempt_count >= 2", "", "plan.condition_missing", "K3", "is_listed"),
    ("milestones", "2009-05-21,,on reading", "2009-07-21,,on reading", "plan.starts_after_due", "H2", "2009-07-20"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "old", "new", "code", "cell", "word"), REFUSALS)
def test_a_fault_is_refused_at_its_cell_with_its_reason(tmp_path, sheet, old, new, code, cell, word):
    plan, findings = spoilt(tmp_path, sheet, old, new)
    told = [finding for finding in findings if finding.code == code and finding.cell == cell]
    assert told, [(finding.code, finding.cell, finding.message) for finding in findings]
    assert told[0].severity == "error"
    assert told[0].sheet.endswith(".csv")
    assert word in told[0].message + told[0].suggestion + told[0].found
    assert plan.tables == {}


def test_an_owed_requirement_without_a_required_check_is_refused(tmp_path):
    _, findings = spoilt(tmp_path, "checks", "meeting.came,meeting", "meeting.came,talk")
    assert findings == []
    checks = SMALL["checks"].replace("held,,,required", "held,,,advised").replace("100%,required", "100%,advised")
    _, findings = load_plan(written(tmp_path, checks=checks))
    assert [(finding.code, finding.cell) for finding in findings] == [("plan.check_missing", "A2")]


def test_two_rows_of_one_id_are_refused_at_both_cells(tmp_path):
    _, findings = spoilt(tmp_path, "checks", "report.after,report", "report.held,report")
    differing = {finding.cell for finding in findings if finding.code == "key.conflict"}
    assert differing >= {"D4", "D5", "F4", "F5"}
    assert {cell[1:] for cell in differing} == {"4", "5"}


def test_orders_that_contradict_each_other_are_refused_with_the_circle(tmp_path):
    checks = SMALL["checks"] + "meeting.after,meeting,1.1,order,report,after,advised,machine,\n"
    _, findings = load_plan(written(tmp_path, checks=checks.replace("\n\n", "\n")))
    assert [(finding.code, finding.cell) for finding in findings] == [("plan.order_loop", "F10")]
    assert "report → meeting → report" in findings[0].message


def test_an_owed_requirement_that_never_falls_due_is_a_warning(tmp_path):
    plan, findings = spoilt(tmp_path, "requirements", "stage end", "none")
    assert [(finding.severity, finding.code) for finding in findings] == [("warning", "plan.owed_without_due")]
    assert plan.tables


def test_a_type_that_the_plan_adds_is_a_notice(tmp_path):
    plan, findings = spoilt(tmp_path, "requirements", "meetings:民主讨论@held_on", "meetings:务虚会@held_on")
    assert [(finding.severity, finding.code) for finding in findings] == [("notice", "plan.type_added")]
    assert "务虚会" in plan.tables["evidence_types"]["evidence_type"]


def test_a_deadline_and_an_order_that_contradict_each_other_are_refused(tmp_path):
    requirements = SMALL["requirements"].replace("stage end", "before meeting by reading ahead")
    checks = SMALL["checks"] + "branches.after,branches,1.1,order,meeting,on or after,advised,machine,\n"
    _, findings = load_plan(written(tmp_path, requirements=requirements, checks=checks))
    assert [(finding.code, finding.cell) for finding in findings] == [("plan.order_loop", "J4")]
    assert "branches → meeting → branches" in findings[0].message


def test_conditions_that_wait_for_each_other_are_refused_with_the_circle(tmp_path):
    requirements = (
        SMALL["requirements"]
        .replace("unit.leader_count > 0", "evidence talk.theme is set")
        .replace("held_on,any,,none,", "held_on,any,,none,evidence report.note is set")
    )
    _, findings = load_plan(written(tmp_path, requirements=requirements))
    assert [(finding.code, finding.cell) for finding in findings] == [("plan.condition_loop", "K3")]
    assert "report → talk → report" in findings[0].message


def test_a_part_of_another_action_plan_is_refused(tmp_path):
    actions = SMALL["actions"] + "A2,别的行动,Other,2,另一项行动\n"
    milestones = SMALL["milestones"].replace("M1.2,A1", "M1.2,A2")
    _, findings = load_plan(written(tmp_path, actions=actions, milestones=milestones))
    assert [(finding.code, finding.cell) for finding in findings] == [("plan.parent_elsewhere", "C3")]


@pytest.mark.parametrize("kind", ["plan", "clauses", "requirements", "checks"])
def test_a_sheet_of_nothing_but_headings_is_refused(tmp_path, kind):
    plan, findings = load_plan(written(tmp_path, **{kind: SMALL[kind].strip().splitlines()[0] + "\n"}))
    assert "plan.sheet_empty" in {finding.code for finding in findings}
    assert plan.tables == {}


def test_a_plan_at_the_calendars_ends_is_judged_like_any_other(tmp_path):
    for day in ("0001-01-01", "9999-12-31"):
        sheets = {kind: text.replace("2009-05-21", day).replace("2009-07-10", day) for kind, text in SMALL.items()}
        load_plan(written(tmp_path, **sheets))


def test_a_reading_left_unsaid_is_a_notice_and_holds_as_usual(tmp_path):
    plan, findings = spoilt(tmp_path, "readings", "rest_day,none,next_working_day,,,\n", "")
    assert [(finding.severity, finding.code) for finding in findings] == [("notice", "plan.reading_assumed")]
    assert "none" in plan.tables["readings"].filter(pl.col("reading_key") == "rest_day")["word"]


def test_a_missing_sheet_is_named(tmp_path):
    _, findings = load_plan(written(tmp_path, checks=None))
    assert "plan.sheet_missing" in {finding.code for finding in findings}


def test_a_plan_without_action_plans_is_a_plan(tmp_path):
    plan, findings = load_plan(written(tmp_path, actions=None, milestones=None))
    assert findings == []
    assert plan.tables["milestones"].is_empty()


def test_an_empty_folder_is_refused_in_words(tmp_path):
    _, findings = load_plan(tmp_path)
    assert findings[0].code == "file.unreadable"
    assert "plan.csv" in findings[0].message


def test_a_csv_file_that_cannot_be_read_is_named(tmp_path):
    (written(tmp_path) / "checks.csv").write_bytes(b"check_id,\xff\xff\xff\n")
    _, findings = load_plan(tmp_path)
    assert [finding.code for finding in findings] == ["file.unreadable"]
    assert findings[0].message.startswith("checks.csv")


def test_all_faults_are_told_in_one_pass(tmp_path):
    requirements = SMALL["requirements"].replace("on 2009-06-15", "on 2009-06-31").replace("Report,1.2", "Report,9.9")
    checks = SMALL["checks"].replace("on or after", "afterwards")
    _, findings = load_plan(written(tmp_path, requirements=requirements, checks=checks))
    assert {finding.code for finding in findings} == {
        "plan.date_impossible",
        "plan.clause_unknown",
        "plan.threshold_form",
    }


def test_a_refused_row_is_not_blamed_a_second_time_where_it_is_named(tmp_path):
    _, findings = spoilt(tmp_path, "requirements", "1.1,branch,owed", "1.1,village,owed")
    assert [finding.code for finding in findings] == ["choice.unknown"]


def test_one_workbook_is_the_same_plan_as_the_folder(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for kind, text in SMALL.items():
        sheet = workbook.create_sheet(PLAN_SHEETS[kind].title)
        for row in csv.reader(text.strip().splitlines()):
            sheet.append([cell or None for cell in row])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if cell.value else cell.data_type
    workbook.save(tmp_path / "plan.xlsx")
    book, findings = load_plan(tmp_path / "plan.xlsx")
    assert findings == []
    folder, _ = load_plan(written(tmp_path))
    for name, table in folder.tables.items():
        assert book.tables[name].equals(table), name


def test_words_of_the_plan_may_be_written_in_chinese(tmp_path):
    plan, findings = spoilt(tmp_path, "requirements", "1.1,branch,owed", "1.1,支部,应办")
    assert findings == []
    assert plan.tables["requirements"]["bearer"].to_list() == ["unit", "unit", "branch", "unit"]


# --- what compiling makes ---------------------------------------------------------------------------------------------


def row_of(table, **named):
    """The one row of a table whose columns have these values."""
    found = table.filter(*(pl.col(name) == value for name, value in named.items()))
    assert found.height == 1, (named, found)
    return found.row(0, named=True)


@pytest.fixture
def small(tmp_path):
    return load_plan(written(tmp_path))[0]


def test_every_table_has_the_columns_of_the_store(small):
    for name, table in small.tables.items():
        assert table.columns == list(column_types(PLAN_TABLES[name])), name


def test_a_decided_reading_moves_what_hangs_on_it(small):
    tables = compile_plan(small, {"mid_july": "2009-07-10", "promptly": "lag target 3 pass 0..3"})
    assert row_of(tables["milestones"], milestone_id="M1.1")["due_date"] == date(2009, 7, 10)
    assert row_of(tables["readings"], reading_key="promptly")["warn_to"] == 3
    assert row_of(small.tables["readings"], reading_key="promptly")["warn_to"] == 15


def test_a_decided_stage_end_moves_the_undated(small):
    tables = compile_plan(small, {"stage_ends_on": "2009-07-15"})
    assert row_of(tables["plan"])["ends_on"] == date(2009, 7, 15)
    assert row_of(tables["requirements"], requirement_id="branches")["due_date"] == date(2009, 7, 15)


@pytest.mark.parametrize(
    ("key", "value"),
    [("whim", "7"), ("before_date", "never"), ("promptly", "7"), ("promptly", "lead target 7 pass 5..10")],
)
def test_a_decision_that_no_rule_could_use_is_refused(small, key, value):
    with pytest.raises(Malformed):
        compile_plan(small, {key: value})


def test_the_sources_of_a_requirement_reach_through_its_deadline(small):
    found = small.tables["sources"].filter(pl.col("requirement_id") == "report").select("sheet", "evidence_type").rows()
    assert set(found) == {
        ("units", "*"),
        ("waivers", "*"),
        ("reports", "会后情况报告"),
        ("meetings", "民主讨论"),
        ("reviews", "会后情况报告"),
    }
    branch = small.tables["sources"].filter(pl.col("requirement_id") == "branches")["sheet"].to_list()
    assert set(branch) == {"units", "waivers", "branches", "meetings"}


def test_operands_stand_left_and_right(small):
    sides = (
        small.tables["operands"]
        .filter(pl.col("check_id") == "branches.came")
        .select("side", "operand_kind", "field")
        .rows()
    )
    assert sides == [("left", "field", "attended_count"), ("right", "branch", "member_count")]


# --- the shipped plan -------------------------------------------------------------------------------------------------

SLUGS = """
    solicitation heart_talks leaders_meeting branch_meeting pre_report post_report draft group_review leader_review
    discussion enlarged_meeting opinion_summary topic_study revision personal_materials guidance group_approval
    evaluation_scheme rater_roster evaluation publish_result publish_report formal_report guiding_document filing
    rectification_plan study_sessions self_study research_outcomes next_stage_plan
""".split()
# Carried by no row: the reference upwards, which is the plan's authority.
UMBRELLAS = {"0.1": None}


@pytest.fixture(scope="module")
def shipped():
    return load_plan(SHIPPED)


def test_the_shipped_plan_loads_without_a_finding(shipped):
    plan, findings = shipped
    assert findings == []
    assert set(SLUGS) <= set(plan.tables["requirements"]["requirement_id"])


def test_the_shipped_plan_has_every_clause_and_each_is_carried_or_says_why_not(shipped):
    tables = shipped[0].tables
    clauses = tables["clauses"]
    numbered = clauses.filter(pl.col("parent_id").is_not_null())
    assert clauses.height - numbered.height == 6
    assert numbered.height == 91
    kinds = ("requirements", "checks", "actions", "milestones")
    carried = {name for kind in kinds for name in tables[kind]["clause_id"]}
    left = {row["clause_id"]: row["clause_class"] for row in numbered.to_dicts() if row["clause_id"] not in carried}
    assert left == UMBRELLAS
    assert tables["plan"]["authority"][0]


def carriers(tables, letter):
    """The rows that carry each clause of a class: requirements, checks with their requirement, action plans' rows."""
    owners = {row["requirement_id"]: row for row in tables["requirements"].to_dicts()}
    rows = [("requirement", row, row) for row in owners.values()]
    rows += [("check", row, owners[row["requirement_id"]]) for row in tables["checks"].to_dicts()]
    rows += [("milestone", row, row) for row in tables["milestones"].to_dicts()]
    rows += [("action", row, row) for row in tables["actions"].to_dicts()]
    clauses = [row["clause_id"] for row in tables["clauses"].to_dicts() if letter in (row["clause_class"] or "")]
    return {name: [found for found in rows if found[1]["clause_id"] == name] for name in clauses}


@pytest.mark.parametrize("letter", ["H", "S"])
def test_what_a_machine_can_judge_is_judged_by_one(shipped, letter):
    for name, found in carriers(shipped[0].tables, letter).items():
        assert any(kind != "check" or row["judged_by"] == "machine" for kind, row, _ in found), name


def test_what_needs_a_reviewer_has_a_reviewers_check(shipped):
    for name, found in carriers(shipped[0].tables, "R").items():
        assert any(row["judged_by"] == "reviewer" for kind, row, _ in found if kind == "check"), name


def test_what_applies_only_under_a_condition_says_the_condition(shipped):
    for name, found in carriers(shipped[0].tables, "C").items():
        own = [row["applies_when"] or owner["applies_when"] for kind, row, owner in found if kind != "check"]
        checks = [
            row["applies_when"] or owner["applies_when"]
            for kind, row, owner in found
            if kind == "check" and row["severity"] == "required"
        ]
        assert own + checks, name
        assert all(own + checks), name


def test_what_has_no_deadline_in_the_text_is_tracked_or_falls_due_with_the_stage_or_its_event(shipped):
    for name, found in carriers(shipped[0].tables, "T").items():
        assert found, name
        for kind, _, owner in found:
            if kind in ("requirement", "check"):
                undated = owner["duty"] == "owed" and owner["due_kind"] in ("stage_end", "after")
                tracked = owner["duty"] == "tracked" and owner["due_kind"] == "none"
                assert undated or tracked, (name, owner["requirement_id"])


def test_what_is_tracked_or_allowed_never_falls_due(shipped):
    requirements = shipped[0].tables["requirements"]
    assert set(requirements.filter(pl.col("duty") != "owed")["due_kind"]) == {"none"}
    assert set(requirements.filter(pl.col("duty") == "owed")["due_kind"]) == {"on_date", "before", "after", "stage_end"}


def test_all_the_dates_of_the_text_are_in_the_shipped_plan(shipped):
    tables = shipped[0].tables
    rows = [*tables["requirements"].to_dicts(), *tables["milestones"].to_dicts()]
    found = {(row["clause_id"], row["due_phrase"], row["due_date"]) for row in rows if row["due_phrase"]}
    assert found == {
        ("5.12", "6月1日前", date(2009, 6, 1)),
        ("1.6", "6月15日前", date(2009, 6, 15)),
        ("1.7", "6月20日前", date(2009, 6, 20)),
        ("2.3", "6月20日前", date(2009, 6, 20)),
        ("2.4", "6月25日前", date(2009, 6, 25)),
        ("2.5", "6月25日前", date(2009, 6, 25)),
        ("2.6", "6月25日前", date(2009, 6, 25)),
        ("3.4", "7月10日前", date(2009, 7, 10)),
        ("5.2", "7月10日完成", date(2009, 7, 10)),
        ("5.5", "7月10日完成", date(2009, 7, 10)),
        ("5.10", "7月中旬前", date(2009, 7, 20)),
        ("1.18a", "会前7天左右", None),
        ("1.20", "会后及时", None),
    }


def test_reports_of_the_meeting_go_to_three_offices_and_the_filing_to_one(shipped):
    checks = shipped[0].tables["checks"].filter(pl.col("check_kind") == "recipient")
    found = {name: set(rows["item"]) for (name,), rows in checks.group_by("requirement_id")}
    three = {"市纪委", "市委组织部", "活动办"}
    assert found == {"pre_report": three, "post_report": three, "filing": {"活动办"}}
    assert set(checks["severity"]) == {"required"}


def test_branches_persons_and_groups_bear_what_the_text_lays_on_them(shipped):
    requirements = shipped[0].tables["requirements"].filter(pl.col("bearer") != "unit")
    found = {row["requirement_id"]: row["bearer"] for row in requirements.to_dicts()}
    assert found == {
        "branch_meeting": "branch",
        "guest_attendance": "branch",
        "personal_materials": "member",
        "guidance": "group",
        "group_approval": "group",
    }


def test_what_may_be_done_is_never_owed(shipped):
    tables = shipped[0].tables
    allowed = tables["requirements"].filter(pl.col("duty") == "allowed")
    assert allowed["clause_id"].to_list() == ["1.13"]


def test_reviewers_must_mark_only_what_the_text_hands_them_or_what_the_report_must_hold(shipped):
    checks = (
        shipped[0].tables["checks"].filter((pl.col("judged_by") == "reviewer") & (pl.col("severity") == "required"))
    )
    contents = {"2.7", "2.8a", "2.8b", "2.8c", "2.8d", "2.9a", "2.9b", "2.9c", "2.9d", "2.10"}
    assert set(checks["clause_id"]) == {"2.16", "2.17", "3.13"} | contents


def test_fifteen_groups_eight_liaison_groups_and_nine_projects_are_counted(shipped):
    milestones = shipped[0].tables["milestones"]
    assert row_of(milestones, clause_id="5.2")["target_number"] == 15
    assert row_of(milestones, clause_id="5.13")["target_number"] == 8
    assert milestones.filter((pl.col("clause_id") == "5.16") & pl.col("parent_id").is_not_null()).height == 9
    counted = milestones.filter(pl.col("target_counted").is_not_null()).select("clause_id", "target_counted").rows()
    assert counted == [("5.2", "objects"), ("5.13", "units")]
    assert milestones.filter(pl.col("target_kind") == "flag")["clause_id"].to_list() == ["5.11", "5.11"]


def test_seven_days_before_is_green_from_five_to_ten_and_red_under_three(shipped):
    band = row_of(shipped[0].tables["readings"], reading_key="pre_report_lead")
    assert [band[name] for name in ("pass_from", "pass_to", "warn_from", "warn_to")] == [5, 10, 3, None]


def test_every_alternative_of_a_shipped_reading_can_be_decided(shipped):
    plan, _ = shipped
    for row in plan.tables["readings"].to_dicts():
        for value in filter(None, map(str.strip, (row["alternatives"] or "").split("|"))):
            decided = compile_plan(plan, {row["reading_key"]: value})["readings"]
            assert row_of(decided, reading_key=row["reading_key"])["reading_value"] == value


# --- the open phrases -----------------------------------------------------------------------------------------------

OPEN_PHRASES = [
    ("X月X日前", "before_date", "inclusive", ["exclusive"]),
    ("7月10日完成", "complete_on_date", "inclusive", []),
    ("会前7天左右", "pre_report_lead", "lead target 7 pass 5..10 warn 3..", [6, 7]),
    ("及时", "promptly", "lag target 7 pass 0..7 warn 8..15", [3]),
    ("5月下旬", "stage_starts_on", "2009-05-21", []),
    ("7月上旬", "stage_ends_on", "2009-07-10", []),
    ("7月中旬前", "before_mid_july", "2009-07-20", ["2009-07-10"]),
    ("休息日", "rest_day", "none", ["next_working_day"]),
    ("未写时限", "undated", "stage_end", ["never"]),
    ("会前、会后、评议前、形成后", "event_order", "order_only", []),
]


@pytest.mark.parametrize(("phrase", "key", "value", "others"), OPEN_PHRASES)
def test_every_phrase_of_the_date_table_is_a_reading_with_its_alternatives(shipped, phrase, key, value, others):
    row = row_of(shipped[0].tables["readings"], reading_key=key)
    assert (row["reading_value"], row["plan_value"]) == (value, value)
    assert len(choices(row["alternatives"])) == len(others)
    assert all(str(other) in written for other, written in zip(others, choices(row["alternatives"]), strict=True))
    assert row["phrase"] and row["phrase_en"]


OPEN_WORDS = {"左右": "band", "及时": "band", "中旬": "date"}


def test_no_deadline_is_fixed_where_the_clause_is_open(shipped):
    tables = shipped[0].tables
    kinds = dict(tables["readings"].select("reading_key", "reading_kind").iter_rows())
    for kind in ("requirements", "milestones"):
        for row in tables[kind].filter(pl.col("due_phrase").is_not_null()).to_dicts():
            wanted = {held for word, held in OPEN_WORDS.items() if word in row["due_phrase"]}
            assert {kinds.get(row["due_reading_key"])} - {None} == wanted, row["due_rule"]
    assert tables["milestones"]["starts_on"].null_count() == tables["milestones"].height


REFUSED_DECISIONS = [
    ("whim", "7", "没有口径"),
    ("before_date", "sometimes", "写法不对"),
    ("complete_on_date", "never", "没有别的读法"),
    ("event_order", "stage_end", "没有别的读法"),
    ("stage_ends_on", "2009-05-01", "结束日期早于开始日期"),
    ("stage_starts_on", "2009-08-01", "结束日期早于开始日期"),
    ("stage_starts_on", "2009-06-12", "开始日期晚于时限"),
    ("stage_ends_on", "2009-02-30", "没有“2009-02-30”这一天"),
    ("before_mid_july", "2019-07-20", "一年以上"),
    ("progress_stale_days", "7.5", "整天数"),
    ("progress_stale_days", "-1", "0 到 366"),
    ("pre_report_lead", "lead target 12 pass 5..9", "不在合格范围"),
    ("pre_report_lead", "lead target 7 pass 9..5", "前大后小"),
    ("pre_report_lead", "lag target 7 pass 5..9", "同类"),
    ("promptly", "lag target 500 pass 0..500", "366"),
]


@pytest.mark.parametrize(("key", "value", "why"), REFUSED_DECISIONS)
def test_a_decision_that_the_plan_cannot_bear_is_refused_in_words(shipped, key, value, why):
    with pytest.raises(Malformed) as refusal:
        refuse_decision(shipped[0], {}, key, value)
    assert why in f"{refusal.value.message} {refusal.value.suggestion}"


@pytest.mark.parametrize(
    ("key", "value"),
    [("pre_report_lead", "lead target 7 pass 5..9"), ("behind_tolerance", "12.5"), ("stage_ends_on", "2009-07-09")],
)
def test_a_value_of_ones_own_may_be_decided_where_the_phrase_is_of_days(shipped, key, value):
    refuse_decision(shipped[0], {}, key, value)


def test_a_decision_is_held_against_those_decided_already(shipped):
    with pytest.raises(Malformed):
        refuse_decision(shipped[0], {"stage_starts_on": "2009-05-30"}, "stage_ends_on", "2009-05-25")
    refuse_decision(shipped[0], {"stage_starts_on": "2009-05-11"}, "stage_ends_on", "2009-06-25")
