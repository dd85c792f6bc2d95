"""What a page says where its store is damaged, gone, of another version, empty, or published anew."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import charts, data, office, store, watch
from ingest import intake
from tests.dashboard.conftest import APP
from tests.ingest.stores import meeting


@pytest.fixture
def own_store(rostered_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    monkeypatch.setenv("TAIZHANG_STORE", str(copy))
    return copy


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60)


def published_file(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text(encoding="utf-8").strip()


def test_a_build_that_is_gone_is_told_in_one_sentence_and_the_page_opens_once_it_is_back(own_store: Path, app: AppTest):
    published_file(own_store).unlink()
    app.run()
    assert not app.exception
    assert "taizhang verify" in app.error[0].value
    intake.refresh(own_store)
    app.run()
    assert not app.exception and not app.error


def test_a_build_that_is_no_store_is_told_and_so_is_one_with_a_torn_page(own_store: Path, app: AppTest):
    path = published_file(own_store)
    whole = path.read_bytes()
    for damage in (b"nothing like a store" * 999, whole[: len(whole) // 3]):
        path.chmod(0o644)
        path.write_bytes(damage)
        app.run()
        assert not app.exception
        assert "数据文件打不开" in app.error[0].value


def test_a_store_that_disappears_leads_a_page_back_to_the_beginning(own_store: Path, app: AppTest):
    app.run()
    shutil.rmtree(own_store)
    app.run()
    assert not app.exception
    assert app.title[0].value == "还没有数据"


def test_a_build_of_another_version_is_told(own_store: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch):
    whole = store.query_text
    monkeypatch.setattr(store, "query_text", lambda name: whole(name).replace("marts.overview", "marts.of_tomorrow"))
    data._answer.cache_clear()
    app.run()
    assert not app.exception
    assert "不是同一版" in app.error[0].value


def test_what_nobody_expected_is_told_in_words_and_goes_on_to_the_log(
    demo_store: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("TAIZHANG_STORE", str(demo_store))
    monkeypatch.setattr(charts, "done_against_due_by_day", broken)
    app.run()
    assert "请刷新本页" in app.error[0].value
    assert len(app.exception) == 1


def test_an_empty_store_leads_to_the_upload_page_and_offers_the_forms(
    empty_store: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TAIZHANG_STORE", str(empty_store))
    app.run()
    assert "第一步" in app.info[0].value
    assert [button.label for button in app.get("download_button")] == ["下载单位名册表样", "下载全部表样"]
    assert any(link.proto.page == "upload" for link in app.get("page_link"))
    book = openpyxl.load_workbook(io.BytesIO(office.blank_form(("units", "branches"))))
    assert {"单位名册", "支部名册"} <= set(book.sheetnames)


def test_a_page_is_drawn_again_when_another_build_is_published(own_store: Path, app: AppTest, tmp_path: Path):
    app.run()
    before = watch.seen()
    assert watch.seen() == before
    intake.accept(own_store, [meeting(tmp_path)], by="office")
    assert watch.seen() != before


def test_no_answer_outlives_the_day_it_speaks_of(demo_store: Path, monkeypatch: pytest.MonkeyPatch):
    published = store.snapshot(demo_store)
    first = data.Reading(published)
    monkeypatch.setattr(data.time, "time", lambda: (first.quarter + 1) * data.QUARTER)
    assert data.Reading(published) != first
