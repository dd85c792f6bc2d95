"""A reader who goes on before a page has come: what comes late is no step of the reader's."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

LATE = 600
# Whatever the server says is heard later than it comes, in the order that it comes.
SLOW_LINE = f"""(() => {{
    const listen = WebSocket.prototype.addEventListener;
    WebSocket.prototype.addEventListener = function (kind, heard, ...rest) {{
        const come = [];
        const late = (event) => {{
            come.push(event);
            setTimeout(() => heard.call(this, come.shift()), window.slow ? {LATE} : 0);
        }};
        listen.call(this, kind, kind === "message" ? late : heard, ...rest);
    }};
}})()"""
UNITS, UNIT, TRACE = "/units?status=overdue&as_of=2009-06-25", "**/unit?*", "**/trace?*"


@pytest.fixture
def read(visit: Visit) -> Page:
    """A page whose reader has come from a list over a unit to what proves one of its lights."""
    visit.page.add_init_script(SLOW_LINE)
    page = visit.open(UNITS)
    page.locator(".list tbody a").first.click()
    page.wait_for_url(UNIT, timeout=30_000)
    visit.settled()
    page.locator('.list a[href*="trace?"]').first.click()
    page.wait_for_url(TRACE, timeout=30_000)
    visit.settled()
    page.evaluate("window.slow = true")
    return page


def step(page: Page, how: Callable[[], object], address: str | re.Pattern[str]) -> None:
    """Go on without waiting for the page; half of what the server says about it comes after the next step."""
    how()
    page.wait_for_url(address, timeout=30_000)
    page.wait_for_timeout(LATE / 2)


def come_to_rest(visit: Visit) -> Page:
    visit.page.wait_for_timeout(2 * LATE)
    visit.page.evaluate("window.slow = false")
    visit.page.wait_for_timeout(LATE)
    return visit.settled()


def test_two_steps_back_lead_two_pages_back_however_late_the_one_between_comes(visit: Visit, read: Page) -> None:
    long = read.evaluate("history.length")
    step(read, lambda: read.evaluate("history.back()"), UNIT)
    step(read, lambda: read.evaluate("history.back()"), "**/units?*")
    page = come_to_rest(visit)
    expect(page.locator(".list tbody a").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/units\?.*status=overdue"))
    assert page.evaluate("history.length") == long
    step(page, lambda: page.evaluate("history.forward()"), UNIT)
    step(page, lambda: page.evaluate("history.forward()"), TRACE)
    expect(come_to_rest(visit)).to_have_url(re.compile(r"/trace\?"))


def test_a_link_followed_before_the_page_of_the_last_has_come_is_one_step_more(visit: Visit, read: Page) -> None:
    long = read.evaluate("history.length")
    menu = read.locator(".menu")
    step(read, menu.get_by_role("link", name="时限", exact=True).click, "**/deadlines*")
    step(read, menu.get_by_role("link", name="单位", exact=True).click, "**/units*")
    page = come_to_rest(visit)
    expect(page).to_have_url(re.compile(r"/units\?"))
    assert page.evaluate("history.length") == long + 2
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile(r"/deadlines\?"))
    visit.settled()
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile(r"/trace\?"))
