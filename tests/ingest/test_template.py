"""Workbooks to fill in: what they offer, what they hold to, and that an untouched one is nothing to do."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest import hints, intake
from ingest.catalogue import SHEETS
from tests.ingest.stores import PLAN, meeting, roster, write

TOLD_ON = date(2009, 6, 12)
KIND = "领导班子专题民主生活会"


@pytest.fixture(scope="module")
def made(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units; one has two branches, has met once, has handed in a report and lists a problem and a count."""
    folder = tmp_path_factory.mktemp("made")
    store = folder / "store"
    shutil.copytree(empty_store, store)
    branches = [
        ["单位", "支部编码", "支部名称", "党员数"],
        ["教育局", "01", "机关支部", 8],
        ["教育局", "02", "学校支部", 12],
    ]
    reports = [
        ["单位", "材料类型", "份次", "报送日期", "报送对象", "文号", "主要负责人主持"],
        ["教育局", "会前书面报告", 1, date(2009, 6, 5), "市纪委、市委组织部", "@教〔2009〕1号", "是"],
    ]
    problems = [["单位", "问题编号", "问题", "类别"], ["教育局", "001", "会议多", "限期解决"]]
    progress = [["里程碑", "单位", "统计日期", "完成比例"], [milestone(), "教育局", date(2009, 6, 10), "85%"]]
    rows = {"支部名册": branches, "报告材料": reports, "整改问题": problems, "行动进展": progress}
    results = intake.accept(store, [roster(folder), meeting(folder), write(folder / "其他.xlsx", TOLD_ON, **rows)])
    assert all(result.is_well for result in results)
    return store


def milestone() -> str:
    lines = (PLAN / "milestones.csv").read_text(encoding="utf-8-sig").splitlines()
    return lines[1].split(",")[0]


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def saved(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows below the headings, as a clerk sees them."""
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if any(row)]


def test_every_kind_has_its_sheet_between_instructions_and_hidden_lists(made: Path):
    book = opened(intake.template(made))
    assert book.sheetnames == ["填表说明", *(sheet.title for sheet in SHEETS.values()), "选项"]
    assert book["选项"].sheet_state == "veryHidden"
    explained = [row[1] for row in book["填表说明"].iter_rows(values_only=True)]
    assert all(column.label in explained for sheet in SHEETS.values() for column in sheet.columns)


def test_a_template_of_some_kinds_has_only_these(made: Path):
    assert opened(intake.template(made, ["meetings"])).sheetnames == ["填表说明", "会议", "选项"]


def test_cells_offer_lists_through_names_and_hold_to_days_and_numbers_with_hints_in_chinese(made: Path):
    book = opened(intake.template(made, ["meetings", "progress"]))
    rules = {
        rule.promptTitle: rule for page in ("会议", "行动进展") for rule in book[page].data_validations.dataValidation
    }
    listed = book["选项"]
    (place,) = book.defined_names[rules["单位"].formula1].destinations
    assert [cell.value for row in listed[place[1]] for cell in row] == ["东阳市教育局", "东阳市税务局"]
    assert (rules["召开日期"].type, rules["应到人数"].type, rules["完成比例"].type) == ("date", "whole", "decimal")
    assert rules["单位"].prompt == "必填。请从下拉列表中选单位。"
    assert all(rule.prompt and rule.error for rule in rules.values())
    assert all(len(rule.formula1 or "") < 255 for rule in rules.values())


def test_headings_stay_in_sight_and_a_sheet_prints_across_one_page(made: Path):
    for title, frozen, repeated in (("会议", "B3", "$2:$2"), ("民主评议", "B4", "$2:$3")):
        sheet = opened(intake.template(made))[title]
        assert (sheet.freeze_panes, sheet.print_title_rows) == (frozen, repeated)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize("unit_id", [None, "EDU", "TAX"])
def test_an_untouched_template_is_nothing_to_do(copied: Path, tmp_path: Path, unit_id: str | None):
    path = saved(intake.template(copied, unit_id=unit_id), tmp_path / "填报.xlsx")
    before = len(intake.uploads(copied))
    for result in (*intake.check(copied, [path]), *intake.accept(copied, [path])):
        assert result.outcome == intake.NOTHING
        assert [(finding.severity, finding.code) for finding in result.check.findings] == [
            ("notice", "template.untouched")
        ]
    assert len(intake.uploads(copied)) == before


def test_a_units_template_holds_its_rows_as_they_are_and_what_it_has_still_to_tell(made: Path):
    book = opened(intake.template(made, unit_id="EDU"))
    assert [row["单位名称*"] for row in table(book["单位名册"])] == ["东阳市教育局"]
    assert [row["支部名称*"] for row in table(book["支部名册"])] == ["机关支部", "学校支部"]
    report = table(book["报告材料"])[0]
    assert (report["材料类型*"], report["文号"], report["主要负责人主持"]) == ("会前书面报告", "@教〔2009〕1号", "是")
    meetings = table(book["会议"])
    assert (meetings[0]["会议类型*"], meetings[0]["实到人数"]) == (KIND, 7)
    assert [row["支部"] for row in meetings if row["会议类型*"] == "党支部组织生活会"] == ["机关支部", "学校支部"]
    assert [row["会议类型*"] for row in meetings].count(KIND) == 1
    assert "会后情况报告" in [row["材料类型*"] for row in table(book["报告材料"])]
    progress = table(book["行动进展"])[0]
    assert (progress["里程碑*"], progress["统计日期*"], progress["完成比例"]) == (milestone(), None, None)
    assert book["整改问题"]["B3"].value == "001"


def test_ballots_are_never_given_back(copied: Path, tmp_path: Path):
    ballots = [["单位", "评议日期", "有效票数"], ["教育局", date(2009, 6, 10), 3]]
    (result,) = intake.accept(copied, [write(tmp_path / "评议.xlsx", TOLD_ON, 民主评议=ballots)])
    assert result.outcome == intake.ACCEPTED
    sheet = opened(intake.template(copied, ["evaluations"], "EDU"))["民主评议"]
    assert {cell.value for row in sheet.iter_rows(min_row=4) for cell in row} == {"东阳市教育局", None}


def test_a_template_that_was_filled_in_changes_what_was_filled_in_and_nothing_else(copied: Path, tmp_path: Path):
    book = opened(intake.template(copied, unit_id="EDU"))
    sheet = book["会议"]
    sheet["B1"] = date(2009, 6, 19)
    titles = [cell.value for cell in sheet[2]]
    rows = {(row[1].value, row[2].value): row for row in sheet.iter_rows(min_row=3)}
    rows["党支部组织生活会", "机关支部"][titles.index("召开日期")].value = date(2009, 6, 18)
    rows[KIND, None][titles.index("实到人数")].value = 6
    book.save(tmp_path / "填好.xlsx")
    (result,) = intake.accept(copied, [tmp_path / "填好.xlsx"])
    assert (result.outcome, result.check.report_on) == (intake.ACCEPTED, date(2009, 6, 19))
    assert [row["key"]["branch_id"] for row in result.diff.added] == ["01"]
    assert [cell["label"] for row in result.diff.changed for cell in row["cells"]] == ["实到人数"]
    assert result.diff.removed == []
    assert result.unchanged_count == 5


def test_a_template_comes_back_marked_with_its_lists_and_is_still_a_template(copied: Path, tmp_path: Path):
    book = opened(intake.template(copied, ["meetings"], "EDU"))
    book["会议"]["E3"], book["会议"]["G3"] = date(2009, 6, 11), "l2"
    book.save(tmp_path / "填好.xlsx")
    (result,) = intake.check(copied, [tmp_path / "填好.xlsx"], TOLD_ON)
    name, content = intake.hand_back(result, (tmp_path / "填好.xlsx").read_bytes())
    marked = opened(content)
    assert marked["会议"]["G3"].comment
    assert len(marked["会议"].data_validations.dataValidation) > 10
    marked["会议"]["E3"], marked["会议"]["G3"] = None, None
    marked.save(tmp_path / name)
    (again,) = intake.check(copied, [tmp_path / name], TOLD_ON)
    assert again.check.is_template


def test_every_unit_gets_a_workbook_of_its_own(made: Path):
    with zipfile.ZipFile(io.BytesIO(intake.all_templates(made, ["meetings"]))) as archive:
        assert archive.namelist() == ["东阳市教育局.xlsx", "东阳市税务局.xlsx"]
        sheet = opened(archive.read("东阳市税务局.xlsx"))["会议"]
    assert {row["单位*"] for row in table(sheet)} == {"东阳市税务局"}


def test_every_type_of_column_is_explained():
    assert {column.type for sheet in SHEETS.values() for column in sheet.columns} <= hints.HOW_TO.keys()
