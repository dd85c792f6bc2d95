"""What the matrix says in words: every cell whose it is, of what, how it stands and by when."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

CELL = '.matrix tbody a[aria-label="{}"]'
OF_A_UNIT = "示例市癸镇 · 党支部组织生活会 · 逾期未办 0/5，时限 6月20日(周六)"
OF_A_GROUP = "第九指导检查组 · 民主讨论 · 已办结 5/8，逾期未办 2"


def untold(visit: Visit) -> Locator:
    return visit.page.locator(".matrix td a:not([aria-label])")


def test_every_cell_has_its_words_before_anyone_has_touched_the_page(visit: Visit) -> None:
    page = visit.open("/?as_of=2009-06-26")
    expect(untold(visit)).to_have_count(0)
    expect(page.locator(CELL.format(OF_A_UNIT))).to_have_text("✖ 0/5")
    expect(page.locator(CELL.format(OF_A_GROUP))).to_have_text("✖ 5/8")
    assert page.locator(".matrix td a[aria-label*=undefined]").count() == 0


def test_cells_that_are_drawn_again_have_theirs(visit: Visit) -> None:
    page = visit.open("/?as_of=2009-06-26&by=unit_class")
    expect(untold(visit)).to_have_count(0)
    page.get_by_role("link", name="▾ 镇街").click()
    expect(page).to_have_url(re.compile("open_class"))
    expect(page.get_by_role("link", name="▾ 市级部门")).to_have_count(0)
    expect(untold(visit)).to_have_count(0)
    expect(page.locator(CELL.format(OF_A_UNIT))).to_be_visible()


def test_the_mouse_is_shown_what_a_cell_says(visit: Visit) -> None:
    page = visit.open("/?as_of=2009-06-26")
    cell = page.locator(CELL.format(OF_A_UNIT))
    cell.hover()
    expect(cell).to_have_attribute("title", OF_A_UNIT)


def test_who_is_there_before_the_page_has_time_is_told_at_once(visit: Visit) -> None:
    visit.page.add_init_script("window.requestIdleCallback = () => 1")
    page = visit.open("/?as_of=2009-06-26")
    group = page.locator(".matrix .group").filter(has_text="第九指导检查组")
    assert group.locator("td a[aria-label]").count() == 0
    group.locator("td a").first.focus()
    expect(group.locator("td a:not([aria-label])")).to_have_count(0)
    expect(untold(visit)).not_to_have_count(0)
