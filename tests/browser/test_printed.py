"""What is made for paper, printed by a real browser: how many sheets, and that it asks for nothing but itself."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.browser import finished, listened
from dashboard import data, store
from dashboard.paper import making
from tests.browser.conftest import SCREENS, Visit

pytestmark = pytest.mark.browser

MOST_SHEETS = 2
A4 = (595, 842)
# The middle of the campaign, and its end, when every requirement has its line.
DAYS = (None, date(2009, 7, 14))


def saved(folder: Path, demo_store: Path, kind: str, *about: str, as_of: date | None, language: str = "zh") -> Path:
    reading = data.Reading(store.snapshot(demo_store), as_of)
    path = folder / f"{kind}.html"
    path.write_bytes(making.speaking(reading, language, making.KINDS[kind].make, *about))
    return path


def printed(page: Page) -> tuple[int, set[tuple[int, int]]]:
    """How many sheets, and of which sizes in points."""
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return len(re.findall(rb"/Type\s*/Page\b", pdf)), {(round(float(wide)), round(float(high))) for wide, high in sizes}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("kind, about", [("overview", []), ("unit", ["B10"]), ("unit", ["A29"])])
def test_a_document_fits_two_sheets_of_a4_and_asks_for_nothing(
    browser: Browser, demo_store: Path, tmp_path: Path, kind: str, about: list[str], as_of: date | None, language: str
) -> None:
    path = saved(tmp_path, demo_store, kind, *about, as_of=as_of, language=language)
    page = browser.new_page(java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    sheets, sizes = printed(page)
    page.close()
    assert asked == [path.as_uri()]
    assert 1 <= sheets <= MOST_SHEETS
    assert sizes == {A4}


@pytest.mark.parametrize("width, height", SCREENS.values(), ids=SCREENS)
def test_a_document_fits_the_screen_it_is_opened_on(
    browser: Browser, demo_store: Path, tmp_path: Path, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(saved(tmp_path, demo_store, "overview", as_of=None).as_uri())
    fits = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.close()
    assert fits


def test_a_click_on_a_page_gives_the_document_of_the_day_in_the_address(visit: Visit) -> None:
    page = visit.open("/unit?unit=A29&as_of=2009-06-24")
    with page.expect_download() as given:
        page.get_by_role("button", name="打印 / 导出").click()
    assert given.value.suggested_filename == "单位情况-示例市粮食局-2009-06-24.html"
    assert "截至2009年6月24日" in Path(given.value.path()).read_text(encoding="utf-8")


def test_the_overview_makes_ready_what_can_be_taken_along_when_it_is_asked_for(visit: Visit) -> None:
    wire = listened(visit.page.context, visit.page)
    page = visit.open("/?as_of=2009-06-24")
    expect(page.get_by_role("button", name="打印 / 导出")).to_have_count(0)
    wire.frames.clear()
    page.get_by_role("button", name="打印、下载").click()
    tables = page.get_by_role("button", name="工作簿 .xlsx")
    expect(tables).to_have_count(5)
    cost = finished(page, wire)
    assert cost["parts"] == cost["parts_of_fragments"]
    with page.expect_download() as given:
        page.get_by_role("button", name="打印 / 导出").click()
    assert "截至2009年6月24日" in Path(given.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as given:
        tables.nth(2).click()
    assert given.value.suggested_filename == "逾期未办的事项 2009-06-24.xlsx"
    page.locator(".tiles").click()
    expect(tables).to_have_count(0)
