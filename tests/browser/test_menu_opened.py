"""The menu in the browser: by mouse, by keyboard and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def opener(visit: Visit, name: str) -> Locator:
    return visit.page.locator(".menu").get_by_role("button", name=name, exact=True)


def test_one_menu_is_open_at_a_time_until_the_reader_does_something_else(visit: Visit) -> None:
    page = visit.open("/units")
    office, data = opener(visit, "办理"), opener(visit, "查数据")
    sql = page.get_by_role("link", name="SQL 查询", exact=True)
    expect(sql).to_be_hidden()
    office.click()
    expect(page.get_by_role("link", name="审阅把关", exact=True)).to_be_visible()
    data.click()
    expect(sql).to_be_visible()
    expect(office).to_have_attribute("aria-expanded", "false")
    data.click()
    expect(sql).to_be_hidden()
    data.click()
    page.locator(".list").first.click(position={"x": 5, "y": 5})
    expect(sql).to_be_hidden()


def test_a_menu_opens_and_closes_by_keyboard_and_leads_on(visit: Visit) -> None:
    page = visit.open("/units")
    data = opener(visit, "查数据")
    data.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    sql = page.get_by_role("link", name="SQL 查询", exact=True)
    expect(sql).to_be_focused()
    page.keyboard.press("Escape")
    expect(sql).to_be_hidden()
    expect(data).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(visit.address + "/sql")
    expect(sql).to_be_hidden()
    expect(visit.settled().locator(".menu .holds")).to_have_text("查数据")
    page.locator(".menu").get_by_role("button", name="办理", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    expect(opener(visit, "办理")).to_have_attribute("aria-expanded", "false")


def test_on_a_phone_all_pages_stand_in_one_menu_under_the_name_of_the_one_shown(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("/deadlines")
    units, sql = (page.locator(".menu").get_by_role("link", name=name, exact=True) for name in ("单位", "SQL 查询"))
    expect(units).to_be_hidden()
    opener(visit, "时限").click()
    expect(units).to_be_visible()
    opener(visit, "查数据").click()
    expect(sql).to_be_visible()
    expect(sql).to_be_in_viewport()
    units.click()
    expect(page).to_have_url(visit.address + "/units")
    expect(units).to_be_hidden()


def test_on_a_screen_as_wide_as_a_desk_the_menu_is_one_line_in_either_language(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 1440, "height": 900})
    for path in ("/", "/?lang=en"):
        visit.open(path)
        boxes = [one.bounding_box() for one in page.locator(".menu-all > li").all()]
        assert len({box and box["y"] for box in boxes}) == 1
        # What the framework says at the right while it is at work has its room.
        assert boxes[-1] and boxes[-1]["x"] + boxes[-1]["width"] < 1300
