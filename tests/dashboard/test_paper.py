"""What the office prints and sends says the pages' own numbers, in the layout it must have, and runs nothing."""

from __future__ import annotations

import csv
import io
import re
import shutil
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from dashboard import data, lights, store, words
from dashboard.paper import html, making, official, svg
from ingest import intake
from taizhang import cli
from tests.dashboard.conftest import Open

HOSTILE = '<script src="http://x.invalid/a.js"></script>'
FORMULA = "=HYPERLINK(A1)"
DAY = date(2009, 6, 24)
HEADLINE = ("expected_count", "completed_count", "on_time_count", "overdue_count", "incomplete_count")


@pytest.fixture(scope="module")
def made(demo_store: Path) -> Callable[..., bytes]:
    """A document of the demo, as of a day, in a language."""

    def make(kind: str, *about: str, as_of: date | None = None, language: str = "zh") -> bytes:
        reading = data.Reading(store.snapshot(demo_store), as_of)
        return making.speaking(reading, language, making.KINDS[kind].make, *about)

    return make


@pytest.fixture(scope="module")
def hostile_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units whose names are an attack: one on pages, one on workbooks; both owe everything."""
    folder = tmp_path_factory.mktemp("hostile")
    built = Path(shutil.copytree(empty_store, folder / "store"))
    roster = folder / "单位名册.csv"
    with roster.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [
                ["填报日期：2009年7月11日"],
                ["单位编码", "单位名称", "类别", "指导检查组"],
                ["X1", HOSTILE, FORMULA, "../一组"],
                ["X2", FORMULA, "市级部门", "一组"],
            ]
        )
    assert [result.is_well for result in intake.accept(built, [roster])] == [True]
    return built


def run(*told: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in told], catch_exceptions=False)


def text_of(content: bytes) -> str:
    """Everything that a Word file says, tables included, in the order of the file."""
    body = Document(io.BytesIO(content)).element.body
    return "\n".join("".join(part.text or "" for part in one.iter(qn("w:t"))) for one in body.iter(qn("w:p")))


def head(demo_store: Path, as_of: date | None = None) -> dict[str, Any]:
    return store.query("overview__headline", store=demo_store, as_of=as_of).row(0, named=True)


def ledger_rows(content: bytes) -> list[dict[str, Any]]:
    lines = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[1].iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


@pytest.mark.parametrize("as_of", [None, DAY])
def test_the_overview_on_paper_says_the_sentence_and_the_numbers_of_the_page(made, demo_store, as_of):
    told, page = head(demo_store, as_of), made("overview", as_of=as_of).decode()
    for name in ("expected_count", "completed_count", "overdue_count", "due_this_week_count"):
        assert f" {told[name]} " in page, name
    assert words.percent(told["completed_ratio"]) in page


def test_the_overview_on_paper_names_every_status_by_mark_word_and_count(made, demo_store):
    page = made("overview").decode()
    for status, count in store.query("paper__statuses", store=demo_store).select("status", "obligation_count").rows():
        assert f"{lights.STATUSES[status].mark} " in page
        assert f"{words.catalogue('zh')[f'status.{status}']} {count:,}<" in page


@pytest.mark.parametrize("kind, about", [("overview", []), ("unit", ["A29"])])
def test_what_is_made_for_paper_asks_nothing_of_anybody_and_runs_nothing(made, kind, about):
    page = made(kind, *about).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe|object|a)\b|url\(\s*['\"]?(?!#)|@import|https?://", page)


def test_every_drawing_says_what_it_shows(made):
    page = made("overview").decode()
    assert page.count("<svg") > 5
    assert page.count("<svg") == page.count('role="img"') == page.count("aria-label=")


def test_sheets_of_paper_are_a4_with_headings_repeated_numbers_and_whole_rows():
    style = re.sub(r"\s+", " ", html.style())
    assert "@page { size: A4;" in style
    assert "counter(page)" in style
    assert "thead { display: table-header-group; }" in style
    assert "tr { break-inside: avoid; }" in style


def test_a_unit_on_paper_lists_what_it_owes_and_what_is_missing(made, demo_store):
    page = made("unit", "A29").decode()
    owed = store.query("unit__requirements", store=demo_store, unit_id="A29")
    assert all(title in page for title in owed["requirement_title"])
    assert all(reason in page for reason in owed.filter(pl.col("status") == "incomplete")["reason_zh"])


def test_a_unit_on_paper_has_the_course_of_each_obligation_and_the_problems_that_it_found(made, demo_store):
    units = store.query("unit__choices", store=demo_store)["unit_id"]
    found = {one: store.query("unit__problems", store=demo_store, unit_id=one) for one in units}
    unit_id = next(one for one in units if found[one].height)
    page = made("unit", unit_id).decode()
    courses = store.query("unit__timeline", store=demo_store, unit_id=unit_id)
    assert page.count('viewBox="0 0 120 10"') == courses.height > 0
    assert all(problem in page for problem in found[unit_id]["problem"].head(12))


@pytest.mark.parametrize("kind, about", [("overview", []), ("unit", ["A29"])])
def test_a_sheet_in_english_has_no_message_in_chinese(made, kind, about):
    page = made(kind, *about, language="en").decode()
    assert '<html lang="en">' in page
    headings = re.findall(r"<th\b[^>]*>([^<]*)</th>", page) + re.findall(r"<h2>([^<]*)</h2>", page)
    assert headings
    assert not [heading for heading in headings if re.search("[\u4e00-\u9fff]", heading)]


def test_the_briefing_says_in_sentences_what_the_overview_says_in_numbers(made, demo_store):
    told, said = head(demo_store), text_of(made("brief"))
    for name in HEADLINE:
        assert re.search(rf"\b{told[name]} 件", said), name
    assert f"办结率 {words.percent(told['completed_ratio'])}" in said
    assert f"涉及 {told['overdue_unit_count']} 个单位" in said
    assert f"有 {told['due_this_week_count']} 件到期，其中 {told['due_soon_count']} 件还没有办" in said


def test_the_briefing_lists_every_unit_that_owes_with_what_is_missing(made, demo_store):
    said = text_of(made("brief"))
    owed = store.query("paper__owed", store=demo_store)
    assert set(owed["unit_name"]) <= set(said.split("\n"))
    assert (
        said.count("尚未办理；")
        == owed.filter(pl.col("status") == "overdue").height
        == head(demo_store)["overdue_count"]
    )
    assert said.count("：要件不全：") == head(demo_store)["incomplete_count"]


def test_the_briefing_is_laid_out_as_official_documents_are(made):
    paper = Document(io.BytesIO(made("brief")))
    section = paper.sections[0]
    edges = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    title, _, sentence = paper.paragraphs[:3]
    assert title.runs[0].font.size == Pt(22)
    assert sentence.runs[0].font.size == Pt(16)
    assert sentence.paragraph_format.line_spacing == Pt(28)
    assert sentence.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"


def test_every_run_of_a_briefing_names_its_chinese_font_and_every_table_repeats_its_headings(made):
    body = Document(io.BytesIO(made("brief"))).element.body
    fonts = [run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for run in body.iter(qn("w:r"))]
    assert fonts
    assert all(font is not None and font.get(qn("w:eastAsia")) for font in fonts)
    tables = list(body.iter(qn("w:tbl")))
    assert len(tables) >= 5
    assert all(sum(1 for _ in table.iter(qn("w:tblHeader"))) == 1 for table in tables)
    rows = list(body.iter(qn("w:tr")))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_each_unit_that_owes_something_and_no_other_gets_one_reminder(made, demo_store):
    owed = store.query("paper__owed", store=demo_store)
    with zipfile.ZipFile(io.BytesIO(made("chase"))) as packed:
        said = {name: text_of(packed.read(name)) for name in packed.namelist()}
    assert len(said) == owed["unit_id"].n_unique()
    assert {re.search(r"\n(.+)：\n", text)[1] for text in said.values()} == set(owed["unit_name"])
    assert sum(text.count("（条款 ") for text in said.values()) == owed.height


def test_a_reminder_says_what_is_missing_since_when_and_what_to_hand_in_where(made):
    with zipfile.ZipFile(io.BytesIO(made("chase"))) as packed:
        said = text_of(packed.read("催办单-A29-示例市粮食局-2009-06-26.docx"))
        overdue = text_of(packed.read("催办单-C03-示例市第三中学-2009-06-26.docx"))
    assert "你单位有 2 件逾期未办、3 件要件不全" in said
    assert "会前书面报告\n（条款 1.18a）\n要件不全：未报市委组织部 1 份\n6月13日(周六)，已逾期 13 天" in said
    assert "填入“报告材料”表，类型为会前书面报告" in said
    assert "尚未办理\n6月12日(周五)，已逾期 14 天\n填入“报告材料”表，类型为会前书面报告\n" in overdue
    assert "类型为会前书面报告\n报送：市纪委、市委组织部、活动办\n随附：征求意见汇总" in overdue


@pytest.mark.parametrize("as_of", [None, DAY])
def test_the_ledger_has_a_line_for_every_obligation_and_adds_up_to_the_pages(made, demo_store, as_of):
    statuses = store.query("paper__statuses", store=demo_store, as_of=as_of)
    counted = Counter(row["现在"] for row in ledger_rows(made("ledger", as_of=as_of)))
    expected = {lights.word(status): count for status, count in statuses.select("status", "obligation_count").rows()}
    assert {word: count for word, count in counted.items() if word != lights.word("not_applicable")} == expected


def test_a_line_of_the_ledger_names_the_file_the_sheet_and_the_cells(made):
    rows = [row for row in ledger_rows(made("ledger")) if row["编码"] == "A01" and row["事项"] == "会前书面报告"]
    assert len(rows) == 1
    assert "2009-06-05-市级部门.xlsx › 报告材料 › C4、D4、E4、F4" in rows[0]["所据单元格"]
    assert rows[0]["时限"].date() == date(2009, 6, 7)


def test_a_ledger_can_be_filtered_and_keeps_its_headings_in_sight(made):
    sheet = openpyxl.load_workbook(io.BytesIO(made("ledger"))).worksheets[1]
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.freeze_panes == "C2"


@pytest.mark.parametrize("kind, about", [("overview", []), ("unit", ["X1"])])
def test_a_name_that_is_markup_is_text_on_paper(hostile_store, kind, about):
    reading = data.Reading(store.snapshot(hostile_store))
    page = making.speaking(reading, "zh", making.KINDS[kind].make, *about).decode()
    assert "<script" not in page
    assert "&lt;script src=" in page


def test_a_name_that_is_a_formula_is_text_in_the_ledger_and_a_path_is_none_in_an_archive(hostile_store):
    reading = data.Reading(store.snapshot(hostile_store))
    content = making.speaking(reading, "zh", making.KINDS["ledger"].make)
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
    assert FORMULA in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells if cell.value == FORMULA} == {"s"}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]
    with zipfile.ZipFile(io.BytesIO(making.speaking(reading, "zh", making.KINDS["chase"].make))) as packed:
        assert packed.namelist()
        assert not [name for name in packed.namelist() if re.search(r"[/\\<>]", name)]
        assert any(HOSTILE in text_of(packed.read(name)) for name in packed.namelist())


def test_what_no_document_can_hold_is_left_out_and_the_rest_is_kept():
    assert html.element("p", "a\x00b\u202ec\ud800").text == "abc"


def test_the_scale_of_the_curve_is_a_round_number_at_or_above_the_largest():
    assert [svg.nice(most) for most in (0, 1, 4, 883, 2138, 20_000)] == [4, 4, 4, 1200, 2400, 20_000]


@pytest.mark.parametrize("kind", ["overview", "brief", "chase", "ledger"])
def test_a_store_in_which_nothing_was_reported_still_makes_every_document(empty_store, kind):
    assert making.speaking(data.Reading(store.snapshot(empty_store)), "zh", making.KINDS[kind].make)


@pytest.mark.parametrize("kind", ["overview", "brief", "chase", "ledger"])
def test_another_plan_without_groups_or_in_english_makes_every_document(safety_store, kind):
    assert making.speaking(data.Reading(store.snapshot(safety_store)), "en", making.KINDS[kind].make)


COMMANDS = {"print": "总览.html", "brief": "通报.docx", "ledger": "台账.xlsx"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_writes_what_a_page_gives_and_never_over_another_file_unasked(demo_store, made, tmp_path, command):
    path = tmp_path / COMMANDS[command]
    path.write_text("mine")
    refused = run(command, "-o", path, "--store", demo_store)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert path.read_text() == "mine"
    assert run(command, "-o", path, "--store", demo_store, "--as-of", DAY, "--force").exit_code == 0
    kind = "overview" if command == "print" else command
    assert path.read_bytes() == made(kind, as_of=DAY)
    assert run(command, "-o", tmp_path / "x.txt", "--store", demo_store).exit_code == 2


def test_the_same_paper_has_the_same_bytes_whenever_it_is_made(monkeypatch):
    def made_in(year):
        monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((year, 1, 1, 0, 0, 0, 0, 1, 0)))
        return official.content(official.paper("通报", date(2009, 6, 24)))

    assert made_in(2009) == made_in(2026)


def test_reminders_fill_a_folder_and_are_not_written_over_unasked(demo_store, tmp_path):
    folder = tmp_path / "催办"
    assert run("chase", "-o", folder, "--store", demo_store).exit_code == 0
    before = sorted(path.name for path in folder.iterdir())
    assert len(before) == store.query("paper__owed", store=demo_store)["unit_id"].n_unique()
    assert run("chase", "-o", folder, "--store", demo_store).exit_code == 1
    assert run("chase", "-o", folder, "--store", demo_store, "--as-of", DAY).exit_code == 0
    assert len(list(folder.iterdir())) > len(before)


def test_one_unit_is_printed_by_its_name_and_one_that_was_not_there_yet_is_told(demo_store, tmp_path):
    assert run("print", "--unit", "粮食局", "-o", tmp_path / "u.html", "--store", demo_store).exit_code == 0
    assert "示例市粮食局" in (tmp_path / "u.html").read_text(encoding="utf-8")
    early = run("print", "--unit", "A29", "--as-of", "2009-05-01", "-o", tmp_path / "e.html", "--store", demo_store)
    assert early.exit_code == 1
    assert "--as-of" in early.stderr


def test_a_past_state_of_knowledge_is_printed_as_it_was(demo_store, tmp_path):
    built = Path(shutil.copytree(demo_store, tmp_path / "store"))
    path = tmp_path / "then.docx"
    assert run("brief", "-o", path, "--store", built, "--known-at", 20, "--as-of", "2009-06-12").exit_code == 0
    then = store.built(intake.known_at(built, 20))
    told = store.query_snapshot("overview__headline", then, date(2009, 6, 12), {}).row(0, named=True)
    assert f"应办 {told['expected_count']} 件，已办结 {told['completed_count']} 件" in text_of(path.read_bytes())


@pytest.mark.parametrize("page, address, buttons", [("unit", {"unit": "A29"}, 1), ("take", {}, 4)])
def test_a_page_offers_its_documents(open_page: Open, page, address, buttons):
    offered = [one for one in open_page(page, **address).get("download_button") if one.proto.id.find("print_") >= 0]
    assert len(offered) == buttons
