"""What stands between a reader and a complete overview: in which order things are asked for and sent, and how many."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.browser import Wire, listened
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ASKED_AT = """(part) => performance.getEntriesByType('resource').filter(one => one.name.includes(part))
    .map(one => ({at: one.startTime, bytes: one.transferSize}))"""
# When the first message of the server was at hand.
FIRST_MESSAGE = """window.WebSocket = class extends WebSocket {
    constructor(...told) {
        super(...told);
        this.addEventListener('message', () => { window.firstMessage ??= performance.now(); });
    }
};"""
# What the overview of the demo sends: of the framework's parts each costs milliseconds in the browser.
MOST_PARTS = 25


def told(page: Page, part: str) -> list[dict[str, float]]:
    return list(page.evaluate(ASKED_AT, part))


def sent(wire: Wire) -> list[str]:
    """The elements of the page in the order in which they came: html by what it holds, the rest by kind."""
    messages = [ForwardMsg.FromString(frame) for frame in wire.frames]
    elements = [one.delta.new_element for one in messages if one.WhichOneof("type") == "delta"]
    matrix = 'class="matrix-box"'
    return ["matrix" if matrix in one.html.body else str(one.WhichOneof("type")) for one in elements]


@pytest.mark.parametrize("part", ["/PlotlyChart.", "/TextInput.", "/Html."])
def test_what_draws_the_pieces_is_asked_for_while_the_page_waits_for_its_first(visit: Visit, part: str) -> None:
    visit.page.add_init_script(FIRST_MESSAGE)
    page = visit.open("/")
    [script], [server] = told(page, part), told(page, "/_stcore/host-config")
    assert server["at"] < script["at"] < page.evaluate("firstMessage")


def test_who_comes_again_asks_for_none_of_our_scripts(visit: Visit) -> None:
    visit.open("/")
    ours = told(visit.open("/"), "/taizhang/")
    assert ours and not sum(one["bytes"] for one in ours)


def test_the_chart_is_sent_before_the_matrix_that_stands_above_it(visit: Visit) -> None:
    wire = listened(visit.page.context, visit.page)
    page = visit.open("/")
    kinds = sent(wire)
    assert kinds.index("plotly_chart") < kinds.index("matrix")
    assert wire.told()["parts"] <= MOST_PARTS
    expect(page.locator(".matrix")).to_be_visible()
    boxes = [page.locator(one).bounding_box() for one in (".matrix-box", '[data-testid="stPlotlyChart"]')]
    assert boxes[0] and boxes[1] and boxes[0]["y"] + boxes[0]["height"] < boxes[1]["y"]


def test_what_a_cell_says_in_words_to_the_keyboard_is_not_beneath_the_foot(visit: Visit) -> None:
    page = visit.open("/")
    page.locator(".matrix td a").nth(3).focus()
    page.keyboard.press("ArrowRight")
    foot = page.get_by_test_id("stBottom").bounding_box()
    assert foot
    bottom = page.evaluate("parseFloat(getComputedStyle(document.activeElement, '::after').bottom)")
    assert page.viewport_size["height"] - bottom <= foot["y"]
