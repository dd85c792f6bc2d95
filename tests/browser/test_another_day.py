"""Another day at the head of every page: by mouse, by keyboard, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def opened(page: Page) -> Locator:
    """The form, once its button is pressed."""
    page.get_by_role("button", name="换一天").click()
    form = page.locator(".turning form")
    expect(form).to_be_visible()
    return form


def test_a_day_and_what_was_known_are_asked_for_and_stay_on_the_next_page(visit: Visit) -> None:
    page = visit.open("/units?class=镇街")
    form = opened(page)
    form.get_by_label("截至").fill("2009-06-20")
    form.get_by_label("已知于").select_option("20")
    form.get_by_role("button").click()
    expect(form).to_be_hidden()
    expect(page).to_have_url(re.compile("as_of=2009-06-20"))
    expect(page).to_have_url(re.compile("known_at=20"))
    expect(page).to_have_url(re.compile("class="))
    expect(page.locator(".head")).to_contain_text("截至 6月20日(周六) · 已知于第 20 号", timeout=30_000)
    visit.settled().locator(".menu").get_by_role("link", name="时限").click()
    page.wait_for_url("**/deadlines?*")
    expect(page.locator(".head")).to_contain_text("· 时限截至 6月20日(周六) · 已知于第 20 号", timeout=30_000)
    form = opened(visit.settled())
    form.get_by_label("已知于").select_option("")
    form.get_by_label("截至").fill("2009-06-26")
    form.get_by_role("button").click()
    expect(page.get_by_text("截至 6月26日(周五)", exact=True)).to_be_visible(timeout=30_000)
    expect(visit.settled().locator(".head")).not_to_contain_text("已知于第")
    expect(page).not_to_have_url(re.compile("as_of|known_at"))


def test_by_keyboard_it_opens_and_closes_at_its_button_and_enter_asks(visit: Visit) -> None:
    page = visit.open("/deadlines")
    button, form = page.get_by_role("button", name="换一天"), page.locator(".turning form")
    expect(form).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    field = form.get_by_label("截至")
    expect(field).to_be_focused()
    field.fill("2009-06-20")
    field.press("Enter")
    expect(page).to_have_url(re.compile("as_of=2009-06-20"))
    expect(page.locator(".head")).to_contain_text("截至 6月20日(周六)")


def test_a_day_that_the_plan_does_not_reach_is_not_asked_for(visit: Visit) -> None:
    page = visit.open("/deadlines")
    form = opened(page)
    form.get_by_label("截至").fill("1949-10-01")
    form.get_by_role("button").click()
    expect(form).to_be_visible()
    expect(page).not_to_have_url(re.compile("as_of"))


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_on_a_phone_the_form_is_all_in_sight(visit: Visit) -> None:
    box = opened(visit.open("/deadlines")).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
