"""A choice on a page draws again what it touches and nothing else; the address says it, and opens the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bench.browser import SEARCHES, SEGMENTS, change, finished, listened
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PATHS = {"overview": "/", **{name: f"/{name}" for name in (*SEGMENTS, *SEARCHES) if name != "overview"}}


def shown(page: Page) -> list[str]:
    return page.locator(".list, .matrix").all_inner_texts()


@pytest.mark.parametrize("name", PATHS)
def test_a_choice_draws_again_only_what_it_touches_and_its_address_opens_the_same(name: str, visit: Visit) -> None:
    wire = listened(visit.page.context, visit.page)
    page = visit.open(PATHS[name])
    before = shown(page)
    wire.frames.clear()
    assert change(page, name)
    cost = finished(page, wire)
    visit.settled()
    assert cost["parts"] and cost["parts"] == cost["parts_of_fragments"]
    chosen = shown(page)
    parameter = SEGMENTS.get(name) or SEARCHES[name]
    assert f"{parameter}=" in page.url
    if name != "evaluations":
        assert chosen != before
    assert shown(visit.open(page.url.removeprefix(visit.address))) == chosen


def test_a_choice_in_a_piece_keeps_the_language_and_what_the_plan_calls_its_own(visit: Visit) -> None:
    page = visit.open("/units?lang=en")
    heads = page.locator(".list thead th").all_inner_texts()
    assert change(page, "units")
    visit.settled()
    expect(page.locator(".list tbody tr").first).to_contain_text("A")
    assert page.locator(".list thead th").all_inner_texts()[:3] == heads[:3]
