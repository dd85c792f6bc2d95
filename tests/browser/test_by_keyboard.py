"""Every page by keyboard alone: past the menus to the content, from list to list down to what is behind it, back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SLOWEST = 30_000
MOST_STOPS = 60
# How the stop of the keyboard stands out, and what it is.
STOP = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const ringed = [one, ...(function* up(at) { while (at = at.parentElement) yield at; })(one)].slice(0, 4)
        .some(at => { const s = getComputedStyle(at);
            return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'
                || s.borderColor !== s.getPropertyValue('--tz-line'); });
    return [one.tagName, (one.textContent || one.ariaLabel || '').trim().slice(0, 30), ringed,
        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0];
}"""


def go_by_tab(page: Page, wanted: Locator) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{MOST_STOPS} stops did not lead to {wanted}")


def past_the_menus(page: Page) -> None:
    """The first stop of a page leads to its content."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    skip = page.get_by_test_id("stSkipToContent")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def opened(visit: Visit, wanted: Locator, address: str) -> Page:
    """Go to a link by Tab, open it by Enter, and see the page that it leads to."""
    go_by_tab(visit.page, wanted)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(address, timeout=SLOWEST)
    return visit.settled()


def back(visit: Visit, address: str | re.Pattern[str]) -> Page:
    """The browser's own back: without a window it has no key."""
    visit.page.evaluate("history.back()")
    visit.page.wait_for_url(address, timeout=SLOWEST)
    return visit.settled()


def test_the_keyboard_leads_from_the_overview_to_a_unit_to_what_proves_a_light_and_back(visit: Visit) -> None:
    page = visit.open("/?as_of=2009-06-25")
    past_the_menus(page)
    page = opened(visit, page.get_by_role("link", name="逾期未办的单位 →"), "**/units?*status=overdue*")
    expect(page.locator("#content")).to_be_focused()
    listed = page.locator(".list tbody a")
    name = listed.first.inner_text()
    page = opened(visit, listed.first, "**/unit?*")
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    page = opened(visit, page.locator('.list a[href*="trace?"]').first, "**/trace?*")
    back(visit, "**/unit?*")
    page = back(visit, "**/units?*")
    expect(page.locator(".list tbody a").first).to_have_text(name)
    page = back(visit, re.compile(r"/\?"))
    expect(page.get_by_text("截至 2009年6月25日(周四)")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "link", "address"),
    [
        ("/uploads", ".list tbody a", "**/uploads?*upload=U*"),
        ("/rules", ".list tbody a", "**/rules?*requirement=*"),
        ("/deadlines?requirement=pre_report", '.list tbody a[href*="trace?"]', "**/trace?*requirement=pre_report*"),
        ("/chain", ".list tbody a", "**/chain?*step=*"),
        ("/reviews", ".list tbody a", "**/unit?*"),
    ],
)
def test_the_keyboard_opens_one_of_a_list_and_leads_back(visit: Visit, path: str, link: str, address: str) -> None:
    page = visit.open(path)
    past_the_menus(page)
    first = page.locator(link).first
    page = opened(visit, first, address)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    back(visit, re.compile(re.escape(path) + "$"))
    expect(page.locator(link).first).to_be_visible()


def test_every_stop_of_the_keyboard_can_be_seen(visit: Visit) -> None:
    page = visit.open("/units?class=镇街")
    page.evaluate("document.activeElement.blur()")
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        tag, said, ringed, outlined = page.evaluate(STOP)
        if tag == "BODY":
            break
        if not (ringed or outlined):
            unseen.append((tag, said))
    assert unseen == []


def test_a_heading_sorts_its_list_upwards_then_downwards_with_blanks_last(visit: Visit) -> None:
    page = visit.open("/units")
    heading = page.locator(".list:not(.short) th[data-column=completed_count]")
    place = heading.evaluate("one => one.cellIndex + 1")
    column = page.locator(f".list:not(.short) tbody tr > :nth-child({place})")
    heading.get_by_role("button").focus()
    for order, reverse in (("ascending", False), ("descending", True)):
        page.keyboard.press("Enter")
        expect(heading).to_have_attribute("aria-sort", order)
        shown = [int(one) for one in column.all_inner_texts() if one != "–"]
        assert shown == sorted(shown, reverse=reverse)
        assert len(set(shown)) > 1
    day = page.locator("th[data-column=next_due_on]")
    day.get_by_role("button").focus()
    page.keyboard.press("Enter")
    days = page.locator(f".list:not(.short) tbody tr > :nth-child({day.evaluate('one => one.cellIndex + 1')})")
    keys = [one for one in days.evaluate_all("all => all.map(one => one.dataset.by)") if one]
    assert keys == sorted(keys)
