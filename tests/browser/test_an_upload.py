"""An office's morning in a real browser: a dirty workbook in, the marked copy back, corrected, accepted, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from ingest import intake
from tests.browser.conftest import SCREENS, Visit, serve
from tests.ingest.stores import MEETINGS, PLAN, roster, write

pytestmark = pytest.mark.browser

LAW = "领导班子专题民主生活会"
TOLD_ON = date(2009, 6, 12)
ROWS = [
    ["税务局", LAW, None, date(2009, 6, 10), 7, 7],
    ["教育局", LAW, None, date(2009, 6, 10), 7, "l2"],
]
SLOWEST = 60_000


@pytest.fixture(scope="module")
def office_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose roster is known, for one module to write into."""
    folder = tmp_path_factory.mktemp("office")
    intake.init_store(folder / "store", PLAN)
    intake.accept(folder / "store", [roster(folder)], by="office")
    return folder / "store"


@pytest.fixture(scope="module")
def server(office_store: Path) -> Iterator[str]:
    yield from serve(office_store)


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    return write(tmp_path / "会议.xlsx", TOLD_ON, 会议=[MEETINGS, *ROWS])


def hand_in(visit: Visit, path: Path) -> Page:
    page = visit.open("/upload")
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_url("**batch=*", timeout=SLOWEST)
    return visit.settled()


def download(page: Page, folder: Path) -> Path:
    with page.expect_download(timeout=SLOWEST) as coming:
        page.get_by_role("button", name="下载标注问题的文件").click()
    target = folder / coming.value.suggested_filename
    coming.value.save_as(target)
    return target


def corrected(path: Path) -> Path:
    """The marked copy with its one wrong cell mended, as a clerk would save it."""
    book = load_workbook(path)
    (wrong,) = [cell for row in book["会议"].iter_rows() for cell in row if cell.value == "l2"]
    assert wrong.comment and "12" in wrong.comment.text
    wrong.value = 7
    book.save(path)
    return path


def test_who_goes_on_to_other_files_while_the_first_are_checked_is_not_led_back_to_them(
    visit: Visit, dirty: Path
) -> None:
    page = visit.open("/upload")
    page.locator("input[type=file]").set_input_files(dirty)
    page.get_by_role("button", name="上报其他文件").click(timeout=SLOWEST)
    expect(page.get_by_test_id("stFileUploader")).to_have_count(1, timeout=SLOWEST)
    visit.settled()
    page.wait_for_timeout(1500)
    visit.settled()
    expect(page).not_to_have_url(re.compile("batch="))
    expect(page.get_by_test_id("stFileUploader")).to_have_count(1)
    expect(page.get_by_test_id("stFileUploaderFile")).to_have_count(0)


def test_a_dirty_workbook_goes_back_marked_comes_again_corrected_is_accepted_and_withdrawn(
    visit: Visit, dirty: Path, tmp_path: Path
):
    page = hand_in(visit, dirty)
    expect(page.get_by_text("会议 F4", exact=True)).to_be_visible()
    expect(page.get_by_text("✖ 待改正")).to_be_visible()

    again = corrected(download(page, tmp_path))
    page.get_by_role("button", name="上报其他文件").click()
    expect(page.get_by_test_id("stFileUploader")).to_have_count(1, timeout=SLOWEST)
    expect(page).not_to_have_url(re.compile("batch="))
    page = hand_in(visit, again)
    expect(page.get_by_text("✔ 可以采纳")).to_be_visible()
    expect(page.get_by_role("heading", name="采纳后会改变的状态")).to_be_visible(timeout=SLOWEST)

    page.get_by_role("button", name="采纳 1 个文件").click()
    expect(page.get_by_role("heading", name="采纳后的变化")).to_be_visible(timeout=SLOWEST)
    expect(page.get_by_text("件事项变了状态")).to_be_visible(timeout=SLOWEST)
    page.reload()
    visit.settled()
    expect(page.get_by_text("– 此前已采纳")).to_be_visible()

    page.get_by_role("link", name="查看 U0003").click()
    expect(page.get_by_role("heading", name="U0003")).to_be_visible(timeout=SLOWEST)
    page.get_by_text("撤回这次上报").click()
    expect(page.get_by_text("2 行不再有效")).to_be_visible(timeout=SLOWEST)
    page.get_by_label("理由").fill("报错了文件")
    page.get_by_label("理由").press("Enter")
    visit.settled()
    page.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_text("理由：报错了文件")).to_be_visible(timeout=SLOWEST)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_an_unknown_name_is_settled_by_one_click(visit: Visit, tmp_path: Path, office_store: Path):
    rows = [["教育居", LAW, None, date(2009, 6, 11), 7, 7]]
    page = hand_in(visit, write(tmp_path / "另一份.xlsx", TOLD_ON, 会议=[MEETINGS, *rows]))
    page.get_by_role("button", name="东阳市教育局").click()
    expect(page.get_by_text("✔ 可以采纳")).to_be_visible(timeout=SLOWEST)
    page = visit.open("/names")
    expect(page.get_by_text("教育居", exact=True)).to_be_visible()


def test_a_click_on_its_number_opens_an_upload(visit: Visit):
    page = visit.open("/uploads?search=名册")
    page.get_by_role("link", name="U0002", exact=True).click()
    expect(page.get_by_role("heading", name="U0002 名册.xlsx")).to_be_visible(timeout=SLOWEST)


@pytest.mark.parametrize("visit", SCREENS, indirect=True)
def test_the_office_pages_draw_within_the_screen_and_ask_no_other_machine(visit: Visit):
    for name in ("upload", "uploads", "uploads?upload=U0002", "quality", "names"):
        page = visit.open(f"/{name}")
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth <= main.clientWidth"), name
    assert {host.split(":")[0] for host in visit.hosts if host} == {"127.0.0.1"}
