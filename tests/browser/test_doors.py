"""What only a browser shows of the doors: that nothing leaves the machine, and whose words stand in the widgets."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import SCREENS, Visit
from tests.browser.test_looks import PAGES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reader(browser: Browser, server: str) -> Visit:
    """One reader who goes through every page in a browser that is set to English."""
    width, height = SCREENS["desk"]
    page = browser.new_context(viewport={"width": width, "height": height}, locale="en-US").new_page()
    visiting = Visit(page, server)
    page.on("request", lambda asked: visiting.hosts.add(urlsplit(asked.url).netloc))
    page.on("websocket", lambda socket: visiting.hosts.add(urlsplit(socket.url).netloc))
    page.on("console", lambda said: visiting.said.append(said.text))
    return visiting


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_another_machine_for_anything_or_breaks_the_content_policy(reader: Visit, name: str) -> None:
    reader.open(f"/{PAGES[name]}")
    assert {host for host in reader.hosts if host} == {urlsplit(reader.address).netloc}
    assert not [text for text in reader.said if "Content Security Policy" in text]


def test_the_days_and_the_place_for_files_are_in_the_readers_language_whatever_the_browsers(reader: Visit) -> None:
    page = reader.open("/upload")
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_contain_text("选择文件")
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_contain_text("每个文件不超过 20MB")
    page = reader.open("/moves")
    page.get_by_label("选择日期").first.click()
    expect(page.get_by_role("dialog").last).to_contain_text("2009年")
    page.keyboard.press("Escape")
    page.get_by_text("English", exact=True).click()
    reader.settled()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_label("Choose date").first.click()
    expect(page.get_by_role("dialog").last).to_contain_text("June")
