"""The SQL page in a real browser: writing, completing, running, stopping, sharing by link, taking the result along."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SCREENS, Visit

pytestmark = pytest.mark.browser

ENDLESS = "select count(*) from range(100000000000) where range % 7 = 1"


def editor(page: Page) -> Page:
    """The page once its editor is there and has the keyboard, with nothing in it."""
    text = page.locator(".cm-content")
    expect(text).to_be_visible(timeout=30_000)
    text.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    return page


def test_a_query_is_completed_run_kept_through_a_reload_and_shared_by_its_address(
    visit: Visit, browser: Browser
) -> None:
    page = editor(visit.open("/sql"))
    page.keyboard.type("select count(*) as n from marts.units as u where u.overd")
    offered = page.locator(".cm-tooltip-autocomplete li").filter(has_text="overdue_count")
    expect(offered).to_contain_text("逾期数")
    offered.click()
    page.keyboard.type(" > 0")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 行 · 1 列")).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile(r"sql=select\+count.*u\.overdue_count"))
    assert {host.split(":")[0] for host in visit.hosts if host} == {"127.0.0.1"}
    shared = browser.new_page()
    shared.goto(page.url)
    expect(shared.locator(".cm-content")).to_contain_text("u.overdue_count > 0", timeout=30_000)
    expect(shared.get_by_text("1 行 · 1 列")).to_be_visible(timeout=30_000)
    shared.close()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" and 1 = 1 -- 没有运行")
    page.reload()
    expect(page.locator(".cm-content")).to_contain_text("没有运行", timeout=30_000)


def test_only_what_is_selected_is_run_and_an_error_is_marked_where_it_is(visit: Visit) -> None:
    page = editor(visit.open("/sql"))
    page.keyboard.type("select 1;\nselect unit_nam from marts.units")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Home")
    page.get_by_role("button", name="运行所选").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("没有名为 unit_nam 的列", timeout=30_000)
    expect(page.locator(".cm-lintRange-error")).to_have_text("unit_nam")
    expect(page.locator(".cm-content")).to_contain_text("select 1;")


def test_a_query_under_way_is_stopped_at_once(visit: Visit) -> None:
    page = visit.open(f"/sql?sql={quote('select 1')}")
    editor(page)
    page.keyboard.type(ENDLESS)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="停止").click(timeout=30_000)
    expect(page.get_by_test_id("stAlert")).to_have_text("查询已停止。", timeout=15_000)
    expect(page.locator(".cm-content")).to_contain_text("100000000000")


def test_a_query_is_kept_under_a_name_and_opened_by_it(visit: Visit, browser: Browser) -> None:
    page = visit.open(f"/sql?sql={quote('select 6 * 7 as answer')}")
    page.get_by_role("button", name="保存查询").click(timeout=30_000)
    kept = page.get_by_test_id("stPopoverBody")
    kept.get_by_label("名称").fill("六七")
    kept.get_by_label("名称").press("Tab")
    kept.get_by_role("button", name="保存", exact=True).click()
    expect(page).to_have_url(re.compile("saved="), timeout=30_000)
    again = browser.new_page()
    again.goto(f"{page.url.partition('?')[0]}?saved={quote('六七')}")
    expect(again.locator(".cm-content")).to_contain_text("select 6 * 7 as answer", timeout=30_000)
    expect(again.get_by_text("1 行 · 1 列")).to_be_visible(timeout=30_000)
    again.close()


@pytest.mark.parametrize("visit", SCREENS, indirect=True)
def test_a_result_is_taken_along_named_with_its_query_and_version(visit: Visit) -> None:
    page = visit.open(f"/sql?sql={quote('select unit_id, unit_name from marts.units')}")
    expect(page.locator(".cm-content")).to_be_visible(timeout=30_000)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth <= main.clientWidth")
    page.get_by_role("button", name="导出结果").click()
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="CSV").click()
    assert re.fullmatch(r"units-[0-9a-f]{8} n38 2009-06-26\.csv", taken.value.suggested_filename)
    assert len(Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()) == 105
    assert urlsplit(page.url).path == "/sql"
