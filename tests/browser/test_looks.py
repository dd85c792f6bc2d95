"""Every page as it looks: legible to everybody, in the light and in the dark, on a phone, and kept up by itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ingest import intake
from tests.browser import axe
from tests.browser.conftest import ROOT, SCREENS, Visit, serve
from tests.ingest.stores import meeting

pytestmark = pytest.mark.browser

NAMED = {
    "overview": "",
    "unit": "unit?unit=B10",
    "trace": "trace?unit=B10&requirement=discussion",
    "moves": "moves?from=2009-06-19",
}
PAGES = {path.stem: NAMED.get(path.stem, path.stem) for path in sorted(ROOT.glob("dashboard/pages/*.py"))}
PAGES |= {"one rule": "rules?requirement=discussion", "one upload": "uploads?upload=U0018"}
SIDEWAYS = "main => main.scrollWidth - main.clientWidth"
# What ends beyond the edge of the screen and cannot be reached by scrolling its own box.
CUT_OFF = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(one => !one.children.length && one.textContent.trim() && one.getClientRects().length)
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .filter(one => !one.closest('[data-testid=stDataFrame], .js-plotly-plot, .blocks thead, [data-testid=stBottom]'))
    .map(one => one.textContent.slice(0, 40))"""
BROKEN_DAYS = r"""() => {
    const day = /^(\d+月\d+日|[A-Z][a-z]{2} \d+ [A-Z][a-z]{2}|\d+ [A-Z][a-z]+).{0,14}$/;
    const cells = [...document.querySelectorAll('table:not(.blocks) td p')].filter(one => day.test(one.textContent));
    return cells.filter(one => one.getBoundingClientRect().height > 34).map(one => one.textContent);
}"""

# A text of more than some letters that its table leaves less than eight of its own widths.
SQUEEZED = """() => [...document.querySelectorAll('[data-testid=stMain] :is(th, td)')]
    .filter(one => one.getClientRects().length && one.textContent.trim().length > 20)
    .filter(one => one.clientWidth < 8 * parseFloat(getComputedStyle(one).fontSize))
    .map(one => one.textContent.slice(0, 40))"""
SCROLLED = """() => [...document.querySelectorAll('[data-testid=stTable], .list, .matrix-box')]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.slice(0, 40))"""
HEADINGS = "all => all.map(one => ({ ...one.dataset }))"
UNTOLD = """() => [...document.querySelectorAll('.blocks tbody tr > :not(:first-child)')]
    .filter(one => one.getClientRects().length)
    .filter(one => getComputedStyle(one, '::before').content !== JSON.stringify(one.dataset.heading))
    .map(one => one.textContent.slice(0, 40))"""


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe.source(tmp_path_factory.mktemp("axe"))


@pytest.fixture(scope="module")
def reader(browser: Browser, server: str) -> Iterator[Visit]:
    """One visit for all pages of this module: what a page costs is its opening."""
    width, height = SCREENS["desk"]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    yield Visit(context.new_page(), server)
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everybody_in_the_light_and_read_in_the_dark(name: str, reader: Visit, scanner: str):
    reader.page.emulate_media(color_scheme="light")
    page = reader.open(f"/{PAGES[name]}")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert axe.violations(page, scanner) == []
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(18, 22, 28)")
    reader.settled()
    assert axe.violations(page, scanner, "color-contrast") == []


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_nothing_is_cut_off_and_no_day_breaks_in_two(name: str, reader: Visit):
    page = on_a_phone(reader, PAGES[name])
    assert page.get_by_test_id("stMain").evaluate(SIDEWAYS) <= 0
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(BROKEN_DAYS) == []


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_a_table_that_does_not_fit_stands_as_blocks_in_which_every_value_is_told(name: str, reader: Visit):
    page = on_a_phone(reader, PAGES[name])
    assert page.evaluate(SQUEEZED) == []
    assert page.evaluate(SCROLLED) == []
    assert page.evaluate(UNTOLD) == []


def test_on_a_phone_the_matrix_is_a_list_of_what_is_not_well_and_each_leads_on(reader: Visit, scanner: str):
    page = on_a_phone(reader, "?by=unit_class&open_class=镇街")
    unit = page.get_by_role("row").filter(has=page.get_by_role("link", name="示例市癸镇", exact=True))
    assert [one["heading"] for one in unit.locator("td a:visible").evaluate_all(HEADINGS)][:2] == [
        "Written report before the meeting",
        "Leaders' democratic life meeting",
    ]
    assert unit.locator("td a:visible").evaluate_all("all => new Set(all.map(one => one.className)).size") == 2
    unit.locator("th a").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.heading") == "Written report before the meeting"
    assert axe.violations(page, scanner, "color-contrast") == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/trace?unit=B10&requirement=pre_report*", timeout=30_000)


def test_on_a_phone_of_many_open_groups_the_worst_alone_is_open(reader: Visit):
    page = on_a_phone(reader, "")
    rows = page.locator(".matrix tbody tr:visible").evaluate_all("all => all.map(one => one.className)")
    assert rows[:2] == ["group", "unit"]
    assert "unit" not in rows[rows.index("group", 1) :]


def test_on_a_phone_the_foot_is_one_line_that_can_be_read_to_its_end(reader: Visit):
    page = on_a_phone(reader, "waivers")
    foot = page.get_by_test_id("stBottom")
    box = foot.bounding_box()
    assert box and box["height"] < 60
    row = foot.locator(".foot")
    assert row.evaluate("one => getComputedStyle(one).overflowX") == "auto"
    row.evaluate("one => { one.scrollLeft = one.scrollWidth }")
    expect(foot.get_by_text("demo", exact=False)).to_be_in_viewport()


def on_a_phone(reader: Visit, path: str) -> Page:
    width, height = SCREENS["phone"]
    reader.page.set_viewport_size({"width": width, "height": height})
    return reader.open(f"/{path}{'&' if '?' in path else '?'}lang=en")


def test_charts_follow_the_dark_and_the_page_says_its_language(visit: Visit):
    visit.page.emulate_media(color_scheme="dark")
    page = visit.open("/?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_have_css("background-color", "rgb(18, 22, 28)")


def test_what_was_told_to_clerks_in_chinese_says_so_on_an_english_page(visit: Visit):
    page = visit.open("/quality?lang=en")
    told = page.get_by_role("cell").filter(has_text="此前采纳的").first
    expect(told.locator("[lang=zh]")).to_contain_text("此前采纳的")
    expect(page.locator(".list .light", has_text="Warning").first.locator("[lang]")).to_have_count(0)


def test_the_back_button_leads_through_what_was_looked_at_and_a_copied_link_opens_the_same(
    visit: Visit, browser: Browser
):
    page = visit.open("/?as_of=2009-06-12")
    page.get_by_role("link", name="单位", exact=True).click()
    page.wait_for_url("**/units?**", wait_until="commit")
    visit.settled()
    copied = page.url
    assert "as_of=2009-06-12" in copied
    page.go_back(wait_until="commit")
    expect(page).to_have_url(re.compile(r"/\?as_of=2009-06-12"), timeout=30_000)
    expect(visit.settled().get_by_text("截至 2009年6月12日(周五)")).to_be_visible(timeout=30_000)

    colleague = browser.new_context(locale="zh-CN")
    other = Visit(colleague.new_page(), visit.address)
    other.page.goto(copied)
    expect(other.settled().get_by_text("截至 2009年6月12日(周五)")).to_be_visible()
    colleague.close()


@pytest.fixture
def moving_store(rostered_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path / "store"))


@pytest.fixture
def moving(moving_store: Path) -> Iterator[str]:
    yield from serve(moving_store)


def test_a_screen_on_the_wall_keeps_up_and_a_desk_is_asked_first(
    browser: Browser, moving: str, moving_store: Path, tmp_path: Path
):
    context = browser.new_context(locale="zh-CN")
    wall, desk, search = (Visit(context.new_page(), moving) for _ in range(3))
    for visiting, path in ((wall, "/"), (desk, "/upload"), (search, "/units")):
        expect(visiting.open(path).get_by_text("台账第 2 号")).to_be_visible()
    field = search.page.get_by_role("searchbox")
    field.click()
    field.press_sequentially("东阳市教")
    intake.accept(moving_store, [meeting(tmp_path, told_on=date(2009, 6, 12))], by="office")
    expect(wall.page.get_by_text("台账第 3 号")).to_be_visible(timeout=30_000)
    expect(desk.page.get_by_text("数据已有更新")).to_be_visible(timeout=30_000)
    expect(desk.page.get_by_text("台账第 2 号")).to_be_visible()
    desk.page.get_by_role("button", name="显示最新内容").click()
    expect(desk.page.get_by_text("台账第 3 号")).to_be_visible(timeout=30_000)
    expect(desk.page.get_by_text("数据已有更新")).to_have_count(0)
    expect(search.page.get_by_text("台账第 3 号")).to_be_visible(timeout=30_000)
    expect(field).to_have_value("东阳市教")
    context.close()
