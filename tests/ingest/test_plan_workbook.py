"""Writing a plan of one's own: as a workbook that is checked on loading, and along the guide to the first upload."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner

from ingest import intake, plan_hints, rawtables, snapshots
from ingest.check_grammar import FAMILY
from ingest.grammar import parse_conditions, parse_due, parse_evidence
from ingest.plan import load_plan
from ingest.plan_catalogue import PLAN_SHEETS
from taizhang import cli

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "data" / "plans"
GUIDE = (ROOT / "docs" / "write-your-own-plan.md").read_text(encoding="utf-8")
SHIPPED = pytest.mark.parametrize("plan", sorted(PLANS.iterdir()), ids=lambda path: path.name)


def run(*arguments: object) -> str:
    """What a command prints that ends well."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's workbook, as the command writes it."""
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    run("template", "--plan", "-o", path)
    return path


@SHIPPED
def test_a_plan_written_as_a_workbook_and_read_again_is_the_same_plan(plan, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(intake.plan_workbook(plan))
    (folder, said), (workbook, also_said) = load_plan(plan), load_plan(path)
    assert [one.code for one in said] == [one.code for one in also_said]
    assert workbook.tables
    assert [name for name, table in folder.tables.items() if not table.equals(workbook.tables[name])] == []


def test_every_sheet_of_a_plan_stands_in_the_workbook_with_a_hint_and_a_list_for_each_choice(example):
    book = openpyxl.load_workbook(example)
    assert book.sheetnames == ["填表说明", *(sheet.title for sheet in PLAN_SHEETS.values())]
    for sheet in PLAN_SHEETS.values():
        rules = {str(rule.sqref).split(":")[0]: rule for rule in book[sheet.title].data_validations.dataValidation}
        assert len(rules) == len(sheet.columns)
        assert all(rule.prompt for rule in rules.values())
        lists = {rule.formula1 for rule in rules.values() if rule.type == "list"}
        assert lists >= {f"allowed_{column.field}" for column in sheet.columns if column.choices}
        assert lists <= set(book.defined_names)
    assert "clauses_ids" in book.defined_names


def test_the_guide_in_the_workbook_explains_every_column_and_every_kind_of_check(example):
    told = [[cell.value for cell in row] for row in openpyxl.load_workbook(example)["填表说明"].iter_rows()]
    assert {kind for kind, *_ in told} >= set(FAMILY)
    assert set(plan_hints.KINDS) == set(FAMILY)
    columns = [row[3] for row in told if row[0] in {sheet.title for sheet in PLAN_SHEETS.values()}]
    assert len(columns) == sum(len(sheet.columns) for sheet in PLAN_SHEETS.values())
    assert all(columns)


def test_what_is_wrong_in_a_plans_workbook_is_told_at_its_cell_and_makes_no_store(example, tmp_path):
    book = openpyxl.load_workbook(example)
    wrong = {"I": None, "J": "soon after", "G": "meetings:防汛动员会@held"}
    for column, value in wrong.items():
        book["要求"][f"{column}3"] = value
    path = tmp_path / "plan.xlsx"
    book.save(path)
    result = CliRunner().invoke(cli, ["init", "--plan", str(path), "--store", str(tmp_path / "store")])
    assert result.exit_code == 1
    assert "要求 J3: 时限规则“soon after”写法不对" in result.output
    assert "要求 G3: “会议”表没有字段“held”" in result.output
    assert not (tmp_path / "store").exists()


def test_a_plan_and_a_kind_of_sheet_are_not_asked_for_at_once(tmp_path):
    result = CliRunner().invoke(cli, ["template", "meetings", "-o", str(tmp_path / "x.xlsx"), "--plan"])
    assert result.exit_code == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_the_guide_builds_the_example_that_is_shipped():
    written = re.findall(r"```csv\n(.*?)```", GUIDE, re.DOTALL)
    shipped = {path.name: path.read_text(encoding="utf-8") for path in (PLANS / "example").iterdir()}
    assert sorted(written) == sorted(shipped.values())
    assert all(f"`{name}`" in GUIDE for name in shipped)


def test_the_guide_explains_every_refusal_of_a_plan():
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ingest").glob("*.py"))
    others = {"plan.starts_on", "plan.ends_on", *rawtables.GRAINS}
    codes = set(re.findall(r'"(plan\.[a-z_]+)"', sources)) - others | {"plan.item_form", "plan.threshold_form"}
    assert {code for code in codes if f"`{code}`" not in GUIDE} == set()


def test_the_guide_names_every_column_of_every_sheet():
    for kind, sheet in PLAN_SHEETS.items():
        row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{kind}.csv` |"))
        assert all(field in row for field in sheet.fields)


def test_the_examples_of_the_guide_are_of_the_grammar():
    quoted = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", GUIDE, flags=re.DOTALL))
    evidence = [text for text in quoted if re.fullmatch(r"\w+:[^`]+@\w+", text) and text != "sheet:type@date_field"]
    dues = [text for text in quoted if re.match(r"(on reading|before|after) \w+( |$)", text) and len(text.split()) > 2]
    terms = [text for text in quoted if re.match(r"(unit|evidence)[ .]\S+.* (=|>|in) ", text)]
    assert min(len(evidence), len(dues), len(terms)) > 1
    assert [parse_evidence(text) for text in evidence]
    assert [parse_due(text) for text in dues]
    assert [parse_conditions(text) for text in terms]


def fill(sheet, *rows: dict[str, object]) -> None:
    """Write rows under the headings of a template's sheet, and its report date beside it."""
    sheet["B1"] = date(2027, 4, 12)
    places = {str(cell.value).rstrip("*"): cell.column for cell in sheet[2]}
    for number, row in enumerate(rows, start=3):
        for heading, value in row.items():
            sheet.cell(number, places[heading], value)


def test_from_a_plans_workbook_to_the_first_upload_without_a_line_of_code(example, tmp_path):
    store, path = tmp_path / "store", tmp_path / "填报.xlsx"
    run("init", "--plan", example, "--store", store)
    run("template", "units", "branches", "meetings", "reports", "-o", path, "--store", store)
    book = openpyxl.load_workbook(path)
    station = {"单位编码": "P1", "单位名称": "城东泵站", "类别": "泵站"}
    fill(book["单位名册"], station, {"单位编码": "R1", "单位名称": "西山水库", "类别": "水库"})
    fill(book["班组名册"], {"单位": "城东泵站", "班组编码": "P1-1", "班组名称": "抢险一班"})
    held = {"会议类型": "防汛动员会", "召开日期": date(2027, 4, 8), "应到人数": 20}
    drill = {"单位": "城东泵站", "会议类型": "防汛演练", "班组": "抢险一班", "召开日期": date(2027, 4, 9)}
    fill(
        book["会议"], {"单位": "城东泵站", **held, "实到人数": 18}, {"单位": "西山水库", **held, "实到人数": 15}, drill
    )
    told = {"材料类型": "防汛自查报告", "报送日期": date(2027, 4, 11), "随附材料": "物资清单"}
    fill(book["报告材料"], {"单位": "城东泵站", **told})
    book.save(path)
    run("ingest", path, "--store", store)
    with duckdb.connect(snapshots.current(store), read_only=True) as connection:
        connection.execute("set variable as_of = date '2027-04-12'")
        found = connection.execute(
            "select unit_id, requirement_id, status from marts.compliance order by unit_id, requirement_order"
        ).fetchall()
    assert found == [
        ("P1", "kickoff", "done"),
        ("P1", "self_check", "needs_review"),
        ("P1", "team_drill", "done"),
        ("P1", "pump_trial", "not_due"),
        ("R1", "kickoff", "incomplete"),
        ("R1", "self_check", "due_soon"),
        ("R1", "pump_trial", "not_applicable"),
    ]
