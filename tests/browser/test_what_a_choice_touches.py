"""A choice on a page draws again what it touches and nothing else; the address says it, and opens the same."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.browser import SEARCHES, SEGMENTS, SWITCHES, change, finished, listened
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PARAMETERS = SWITCHES | SEGMENTS | SEARCHES
PATHS = {name: "/" if name == "overview" else f"/{name}" for name in PARAMETERS}


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
    expect(page).to_have_url(re.compile(f"{PARAMETERS[name]}="))
    if name != "evaluations":
        assert chosen != before
    assert shown(visit.open(page.url.removeprefix(visit.address))) == chosen


@pytest.mark.parametrize(("path", "choice", "chosen"), [("", "view", "calendar"), ("?view=calendar", "month", "2009-")])
def test_what_falls_due_is_drawn_again_without_who_has_met_it(
    path: str, choice: str, chosen: str, visit: Visit
) -> None:
    wire = listened(visit.page.context, visit.page)
    page = visit.open(f"/deadlines{path}")
    wire.frames.clear()
    page.locator(f".st-key-{choice}_choice button").last.click()
    cost = finished(page, wire)
    assert cost["parts"] and cost["parts"] == cost["parts_of_fragments"]
    visit.settled()
    expect(page).to_have_url(re.compile(f"{choice}={chosen}"))
    page.locator(".st-key-answer_choice button").last.click()
    page.wait_for_url("**answer=all**")
    expect(page).to_have_url(re.compile(f"{choice}={chosen}"))


def test_a_group_of_the_matrix_opens_in_its_place_and_back_closes_it(visit: Visit) -> None:
    wire = listened(visit.page.context, visit.page)
    page = visit.open("/?by=unit_class&open_class=镇街")
    wire.frames.clear()
    page.get_by_role("link", name="▸ 市级部门").click()
    expect(page.get_by_role("link", name="▾ 市级部门")).to_be_visible()
    cost = finished(page, wire)
    assert cost["parts"] and cost["parts"] == cost["parts_of_fragments"]
    expect(page).to_have_url(re.compile("by=unit_class&open_class="))
    opened = shown(visit.settled())
    page.go_back()
    expect(page.get_by_role("link", name="▾ 镇街")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("link", name="▾ 市级部门")).to_be_visible()
    assert shown(visit.settled()) == shown(visit.open(page.url.removeprefix(visit.address))) == opened


def test_a_group_may_be_opened_in_a_window_of_its_own(visit: Visit) -> None:
    page = visit.open("/?by=unit_class&open_class=镇街")
    with page.context.expect_page() as another:
        page.get_by_role("link", name="▸ 市级部门").click(modifiers=["Control"])
    expect(another.value.get_by_role("link", name="▾ 市级部门")).to_be_visible()
    expect(page.get_by_role("link", name="▾ 镇街")).to_be_visible()


def test_a_day_of_the_calendar_lists_beneath_it_what_falls_due_then(visit: Visit) -> None:
    page = visit.open("/deadlines?view=calendar&month=2009-06")
    page.locator(".st-key-due_2009-06-15 button").first.click()
    page.wait_for_url("**due=2009-06-15**")
    visit.settled()
    expect(page.locator(".st-key-due_choice input")).to_have_value(re.compile("15"))
    expect(page).to_have_url(re.compile("view=calendar"))


def test_a_choice_in_a_piece_keeps_the_language_and_what_the_plan_calls_its_own(visit: Visit) -> None:
    page = visit.open("/units?lang=en")
    heads = page.locator(".list thead th").all_inner_texts()
    assert change(page, "units")
    visit.settled()
    expect(page.locator(".list tbody tr").first).to_contain_text("A")
    assert page.locator(".list thead th").all_inner_texts()[:3] == heads[:3]


@pytest.mark.parametrize("path", ["/unit?unit=B10", "/trace?unit=B10&requirement=pre_report", "/?by=unit_class"])
def test_what_an_address_says_already_is_not_said_again_to_who_may_have_gone_back_by_then(
    path: str, visit: Visit
) -> None:
    wire = listened(visit.page.context, visit.page)
    visit.open(f"{path}&as_of=2009-06-25&lang=en&known_at=30")
    messages = [ForwardMsg.FromString(frame).WhichOneof("type") for frame in wire.frames]
    assert "script_finished" in messages and "page_info_changed" not in messages


def test_a_link_of_the_menu_says_what_stands_in_every_address(visit: Visit) -> None:
    wire = listened(visit.page.context, visit.page)
    page = visit.open("/units?as_of=2009-06-25&lang=en&known_at=30&class=镇街")
    wire.frames.clear()
    page.get_by_role("link", name="Deadlines", exact=True).click()
    page.wait_for_url("**/deadlines?lang=en&as_of=2009-06-25&known_at=30")
    expect(page.get_by_role("radio", name="Board")).to_be_visible()
    visit.settled()
    assert all(ForwardMsg.FromString(frame).WhichOneof("type") != "page_info_changed" for frame in wire.frames)
