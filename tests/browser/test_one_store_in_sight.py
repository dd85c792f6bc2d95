"""No one's page ever shows two stores at once: not when another is published, nor at a choice made meanwhile."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ingest import intake
from tests.browser.conftest import READY, Visit, serve
from tests.ingest.stores import meeting

pytestmark = pytest.mark.browser

SLOWEST = 60_000
# Whenever the page has come to rest, all that it says of the campaign is written down.
WATCH = """ready => {
    const whole = () => [...document.querySelectorAll(".pieces")].map((one) => one.innerText).join("\\n");
    window.seen = [];
    let waiting;
    new MutationObserver(() => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
            if (!document.querySelector(ready)) return;
            window.seen.push(whole());
            document.documentElement.dataset.seen = whole();
        }, 250);
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


@pytest.fixture(scope="module")
def office_store(rostered_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two units, for one module to write into."""
    return Path(shutil.copytree(rostered_store, tmp_path_factory.mktemp("two") / "store"))


@pytest.fixture(scope="module")
def server(office_store: Path) -> Iterator[str]:
    yield from serve(office_store)


def whole(page: Page) -> str:
    """All that the overview says of the campaign."""
    return "\n".join(page.locator(".pieces").all_inner_texts())


def test_a_choice_made_while_another_store_is_published_shows_one_of_them_and_then_the_page_moves_to_the_new(
    visit: Visit, office_store: Path, tmp_path: Path
) -> None:
    before = [whole(visit.open(path)) for path in ("/?by=unit_class", "/")]
    page = visit.page
    page.evaluate(WATCH, READY)
    intake.accept(office_store, [meeting(tmp_path)], by="office")
    page.get_by_test_id("stMain").get_by_text("类别", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("6月12日", timeout=SLOWEST)
    expect(page.get_by_role("link", name="市级部门").first).to_be_visible(timeout=SLOWEST)
    expect(page.locator("html")).to_have_attribute("data-seen", re.compile("6月12日"), timeout=SLOWEST)
    expect(page).to_have_url(re.compile("by=unit_class"))
    seen = page.evaluate("window.seen")
    after = [whole(visit.open(path)) for path in ("/?by=unit_class", "/")]
    assert not set(before) & set(after)
    assert seen and set(seen) <= {*before, *after}
    assert seen[-1] == after[0]
