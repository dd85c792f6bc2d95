"""Every page at no unit, at one, at ninety-six and at two thousand: no error, and no word cut off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench import campaign
from ingest import intake
from tests.browser.conftest import SCREENS, Visit, serve
from tests.browser.test_looks import PAGES
from tests.ingest.stores import ROSTER, write

pytestmark = pytest.mark.browser

MANY = 2_000
SIZES = ("none", "one", "ninety-six", "two thousand")
TOLD_ON = date(2009, 6, 26)
# A text that its own box hides a part of; what can be scrolled to is not hidden.
HIDDEN_WORDS = """() => [...document.querySelectorAll('[data-testid=stMain] *, [data-testid=stHeader] *')]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
        || one.closest('[data-testid=stMetric]'))
    .filter(one => !one.closest('.js-plotly-plot, [data-testid=stDataFrame]') && one.clientWidth > 1)
    .filter(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX))
    .filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => one.textContent.slice(0, 60))"""


@pytest.fixture(scope="module")
def stores(empty_store: Path, demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store of each size; each is built when it is asked for and once."""
    folder = tmp_path_factory.mktemp("sizes")
    one = Path(shutil.copytree(empty_store, folder / "one"))
    intake.accept(one, [write(folder / "名册.xlsx", TOLD_ON, 单位名册=ROSTER[:2])], by="office")
    many = folder / "many"
    intake.init_store(many, campaign.write_plan(folder / "plan"), by="office")
    returns = campaign.write_returns(folder, MANY, campaign.ROUNDS[0])
    intake.accept(many, [campaign.write_roster(folder, MANY), *returns], report_on=TOLD_ON, by="office")
    return dict(zip(SIZES, (empty_store, one, demo_store, many), strict=True))


@pytest.fixture(scope="module", params=SIZES)
def reader(request: pytest.FixtureRequest, stores: dict[str, Path], browser: Browser) -> Iterator[Visit]:
    """One visit to each store for all pages: what a page costs is its opening."""
    width, height = SCREENS["desk"]
    for address in serve(stores[request.param]):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        yield Visit(context.new_page(), address)
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_error_and_no_word_cut_off_however_many_units_there_are(name: str, reader: Visit) -> None:
    page = opened(reader, name)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.evaluate(HIDDEN_WORDS) == []
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth <= main.clientWidth")


def opened(reader: Visit, name: str) -> Page:
    """A page in the language of the longer words; what it is about is the first there is."""
    return reader.open(f"/{PAGES[name].split('?')[0]}?lang=en")
