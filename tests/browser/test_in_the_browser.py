"""What only a browser shows: every page draws, agrees with its queries, and asks nothing of another machine."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import expect

from dashboard import store
from tests.browser.conftest import SCREENS, Visit

pytestmark = pytest.mark.browser

PAGES = {
    "overview": "/",
    "units": "/units",
    "unit": "/unit?unit=B10",
    "deadlines": "/deadlines",
    "calendar": "/deadlines?view=calendar",
    "chain": "/chain",
    "action_plans": "/action_plans",
    "evaluations": "/evaluations",
    "reviews": "/reviews",
}
CHARTS = {
    "overview": 1,
    "units": 0,
    "unit": 2,
    "deadlines": 4,
    "calendar": 1,
    "chain": 0,
    "action_plans": 2,
    "evaluations": 2,
    "reviews": 0,
}


@pytest.mark.parametrize("visit", SCREENS, indirect=True)
def test_every_page_draws_its_charts_within_the_screen_and_says_who_is_silent(visit: Visit) -> None:
    for name, path in PAGES.items():
        page = visit.open(path)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.locator(".js-plotly-plot"), name).to_have_count(CHARTS[name], timeout=30_000)
        expect(page.get_by_text("个近 7 天没有上报")).to_be_visible()
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth <= main.clientWidth"), name


def test_the_overview_agrees_with_its_query(visit: Visit, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    page = visit.open("/")
    expect(page.get_by_text(f"办结率 {head['completed_count']} / {head['expected_count']}", exact=True)).to_be_visible()
    expect(page.locator(".tile").filter(has_text="逾期未办").locator("b")).to_have_text(str(head["overdue_count"]))


def test_the_first_screen_of_the_overview_holds_the_sentence_the_figures_the_plans_and_what_falls_due(
    visit: Visit, demo_store: Path
) -> None:
    page = visit.open("/")
    foot = page.get_by_test_id("stBottom").bounding_box()
    assert foot
    plans = page.locator(".plans li")
    expect(plans).to_have_count(store.query("overview__action_plans", store=demo_store).height)
    due = page.get_by_text("还有 7 天").last
    for part in (page.get_by_role("heading", level=2).first, page.locator(".tile").last, plans.last, due):
        box = part.bounding_box()
        assert box and box["y"] + box["height"] <= foot["y"]


def test_a_click_leads_from_the_overview_to_the_worst_unit_and_keeps_the_day(visit: Visit, demo_store: Path) -> None:
    worst = store.query("overview__worst_units", store=demo_store, row_limit=1).row(0, named=True)
    page = visit.open("/?as_of=2009-06-25")
    section = page.locator("section").filter(has=page.get_by_role("heading", name="问题最多的单位"))
    section.get_by_role("link", name=worst["unit_name"]).click()
    expect(page.get_by_role("heading", name=worst["unit_name"])).to_be_visible(timeout=30_000)
    assert urlsplit(page.url).path == "/unit"
    assert f"unit={worst['unit_id']}" in page.url
    assert "as_of=2009-06-25" in page.url


def test_a_click_on_a_cell_of_the_matrix_opens_it_on_the_same_day_and_back_finds_the_overview(visit: Visit) -> None:
    page = visit.open("/?as_of=2009-06-25&by=unit_class&open_class=镇街")
    page.evaluate("window.here = 'the same session'")
    page.get_by_role("link", name="示例市癸镇 · 民主讨论").click()
    page.wait_for_url("**/trace?*", timeout=30_000)
    expect(visit.settled().get_by_text("截至 2009年6月25日(周四)")).to_be_visible()
    expect(page).to_have_url(re.compile("as_of=2009-06-25"))
    page.go_back()
    expect(page.locator(".matrix")).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile("by=unit_class"))
    assert page.evaluate("window.here") == "the same session"


def test_a_group_opens_and_closes_at_its_name_and_the_other_choices_stay(visit: Visit) -> None:
    page = visit.open("/?as_of=2009-06-25&by=unit_class&open_class=镇街")
    units = page.locator(".matrix .unit")
    count = units.count()
    page.get_by_role("link", name="▸ 市级部门").click()
    expect(page.get_by_role("link", name="▾ 市级部门")).to_be_visible(timeout=30_000)
    assert units.count() != count
    expect(page).to_have_url(re.compile("as_of=2009-06-25"))
    expect(page).to_have_url(re.compile("by=unit_class"))
    page.get_by_role("link", name="▾ 市级部门").click()
    expect(page.get_by_role("link", name="▾ 镇街")).to_be_visible(timeout=30_000)
    expect(page).not_to_have_url(re.compile("open_class"))


def test_who_walks_through_the_matrix_by_keyboard_reads_each_cell_in_words_and_opens_it(visit: Visit) -> None:
    page = visit.open("/?by=unit_class&open_class=镇街")
    page.get_by_role("link", name="跳过此表").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.matrix') !== null")
    page.locator(".matrix").get_by_role("link", name="示例市癸镇", exact=True).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    cell = page.locator(".matrix td a:focus")
    told = cell.get_attribute("aria-label")
    assert told and told.startswith("示例市癸镇 · ")
    assert told in cell.evaluate("cell => getComputedStyle(cell, '::after').content")
    page.keyboard.press("Enter")
    page.wait_for_url("**/trace?*", timeout=30_000)
    page.go_back()
    visit.settled().get_by_role("link", name="跳过此表").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "behind"


def test_a_click_on_a_tiles_number_opens_the_list_behind_it(visit: Visit) -> None:
    page = visit.open("/")
    page.locator(".tile b").nth(2).click()
    page.wait_for_url("**/units?status=*", timeout=30_000)


def test_a_click_on_a_name_in_the_list_opens_that_unit(visit: Visit, demo_store: Path) -> None:
    page = visit.open("/units?search=癸镇")
    page.get_by_role("link", name="示例市癸镇").click()
    expect(page.get_by_role("heading", name="示例市癸镇")).to_be_visible(timeout=30_000)


def test_a_link_in_a_table_opens_in_the_same_tab_on_the_same_day_and_back_leads_here_again(visit: Visit) -> None:
    page = visit.open("/unit?unit=B10&as_of=2009-06-20")
    page.evaluate("window.here = 'the same session'")
    page.locator(".list a[href]").first.click()
    page.wait_for_url("**/trace?*", timeout=30_000)
    expect(visit.settled().get_by_text("截至 2009年6月20日")).to_be_visible()
    page.go_back()
    expect(visit.settled().get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/unit\?unit=B10&as_of=2009-06-20$"))
    assert page.evaluate("window.here") == "the same session"
    assert len(page.context.pages) == 1


def test_the_switch_of_language_stays_in_the_address(visit: Visit) -> None:
    page = visit.open("/deadlines?lang=en")
    expect(page.get_by_role("heading", name="Who has, and who has not")).to_be_visible()
    page.reload()
    visit.settled()
    expect(page.get_by_role("heading", name="Who has, and who has not")).to_be_visible()


def test_a_chosen_day_survives_a_reload(visit: Visit) -> None:
    page = visit.open("/?as_of=2009-06-12")
    page.reload()
    visit.settled()
    expect(page.get_by_text("截至 2009年6月12日(周五)")).to_be_visible()


def test_a_step_of_the_evaluation_leads_to_who_has_taken_it(visit: Visit) -> None:
    page = visit.open("/evaluations?as_of=2009-06-25")
    page.get_by_role("button", name="查看名单").nth(3).click()
    expect(page).to_have_url(re.compile("requirement=filing"), timeout=30_000)
    expect(page.get_by_text("截至 2009年6月25日(周四)")).to_be_visible()
    expect(page.get_by_role("combobox", name="事项")).to_have_value("备案")


def test_a_narrowed_list_is_taken_along_whole_and_says_what_it_is(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/units?class=镇街&as_of=2009-06-25")
    page.get_by_role("button", name="下载", exact=True).click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="工作簿 .xlsx").click()
    taken.value.save_as(tmp_path / "taken.xlsx")
    assert taken.value.suggested_filename == "单位及其办理情况 2009-06-25.xlsx"
    sheet = openpyxl.load_workbook(tmp_path / "taken.xlsx").active
    about, headings, *rows = sheet.iter_rows(values_only=True)
    assert "截至 2009年6月25日(周四)" in about[0]
    assert "类别 镇街" in about[0]
    assert {row[headings.index("类别")] for row in rows} == {"镇街"}
    assert f"共 {len(rows)} 行" in about[0]


def test_a_chart_is_taken_along_as_a_picture_by_its_one_button(visit: Visit) -> None:
    page = visit.open("/")
    chart = page.locator(".js-plotly-plot").first
    chart.hover()
    button = chart.locator(".modebar-btn")
    expect(button).to_have_count(1)
    expect(button).to_have_attribute("data-title", "下载为图片")
    with page.expect_download() as taken:
        button.click()
    assert taken.value.suggested_filename.endswith(".png")


def test_a_table_has_no_download_that_a_spreadsheet_program_would_run(visit: Visit) -> None:
    page = visit.open("/sql?sql=select%201%20as%20n")
    page.get_by_test_id("stDataFrame").hover()
    expect(page.get_by_test_id("stElementToolbar")).to_be_visible()
    toolbar = page.get_by_test_id("stElementToolbar")
    expect(toolbar.get_by_role("button", name=re.compile("Download as CSV|下载为 CSV"))).to_have_count(0)


def test_from_the_list_the_keyboard_leads_from_unit_to_unit_and_back_to_the_list(
    visit: Visit, demo_store: Path
) -> None:
    choice = {"unit_class": "镇街", "guidance_group": None, "status": None, "owes": None, "search": "", "sort": "worst"}
    towns = store.query("units__list", store=demo_store, **choice)["unit_name"].to_list()
    page = visit.open("/units?class=镇街")
    page.get_by_role("link", name=towns[0], exact=True).click()
    expect(page.get_by_role("heading", name=towns[0], exact=True)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name=f"{towns[1]} →").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=towns[1], exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name=f"← {towns[0]}")).to_be_visible()
    page.get_by_role("link", name="单位列表").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"共 {len(towns)} 个单位")).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile("class="))


def test_a_click_on_what_is_drawn_opens_what_is_behind_it_and_back_leads_here_again(visit: Visit) -> None:
    page = visit.open("/unit?unit=B10&as_of=2009-06-20&lang=en")
    chart = page.locator("[class*=st-key-open_timeline]")
    light = chart.locator(".scatterlayer .trace .points path").last
    light.evaluate("one => one.scrollIntoView({block: 'center'})")
    box = light.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(r"/trace\?unit=B10&requirement=\w+&.*as_of=2009-06-20"), timeout=30_000)
    visit.settled()
    page.go_back()
    page.wait_for_url("**/unit?unit=B10&as_of=2009-06-20&lang=en", timeout=30_000)


def test_back_and_back_again_find_each_page_as_it_was_whatever_led_from_it(visit: Visit) -> None:
    page = visit.open("/units?as_of=2009-06-20&lang=en&known_at=30&class=镇街")
    trail = [page.url]
    ways = [
        ("list", page.locator(".list tbody a").first, "**/unit?*"),
        ("link", page.locator("[data-testid=stPageLink-NavLink]", has_text="→").first, "**/unit?*"),
        ("cell", page.locator('.list a[href*="trace?"]').first, "**/trace?*"),
        ("menu", page.get_by_role("link", name="Deadlines", exact=True), "**/deadlines*"),
        ("open menu", page.locator('.menu a[href^="uploads"]'), "**/uploads*"),
    ]
    for name, way, address in ways:
        if name == "open menu":
            page.locator(".menu li > button").first.click()
        before = page.url
        way.click()
        page.wait_for_url(lambda url, before=before: url != before, timeout=30_000)
        page.wait_for_url(address, timeout=30_000)
        expect(visit.settled().get_by_text("as of", exact=False).first).to_be_visible()
        for kept in ("as_of=2009-06-20", "known_at=30", "lang=en"):
            expect(page).to_have_url(re.compile(kept))
        trail.append(page.url)
        expect(page.locator(".menu li > ul >> visible=true")).to_have_count(0)
    for wanted in reversed(trail[:-1]):
        page.go_back()
        visit.settled()
        page.wait_for_url(lambda url, wanted=wanted: chosen(url) == chosen(wanted), timeout=30_000)
        assert urlsplit(page.url).path == urlsplit(wanted).path


def chosen(address: str) -> dict[str, list[str]]:
    """What an address says, in whichever order."""
    return parse_qs(urlsplit(address).query)
