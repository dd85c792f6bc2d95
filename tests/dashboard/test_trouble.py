"""What a page says where its store is damaged, gone, of another version, empty, or published anew."""

from __future__ import annotations

import errno
import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import charts, data, office, store, watch
from ingest import intake, ledger
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


def harm_nothing_can_mend(folder: Path) -> None:
    """Rows and the file they came from are gone, so nothing can be built of them."""
    shutil.rmtree(folder / "accepted")
    shutil.rmtree(folder / "uploads")


def shown(app: AppTest) -> str:
    """All that a page says."""
    return "\n".join(str(one.value) for kind in ("error", "warning", "info", "markdown") for one in app.get(kind))


@pytest.mark.parametrize("harm", ["gone", "no store at all", "torn", "no pointer", "a pointer torn by a power cut"])
def test_what_is_published_and_cannot_be_read_is_built_again_by_itself_and_the_page_opens(
    own_store: Path, app: AppTest, harm: str
):
    path = published_file(own_store)
    path.chmod(0o644)
    if harm == "gone":
        path.unlink()
    elif harm == "no store at all":
        path.write_bytes(b"nothing like a store" * 999)
    elif harm == "torn":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    elif harm == "no pointer":
        (own_store / "CURRENT").unlink()
    else:
        (own_store / "CURRENT").write_bytes(b"\0\xff" * 9)
    app.run()
    assert not app.exception and not app.error
    # Never under a name that a reader may still hold.
    assert published_file(own_store).name == ("store-2.duckdb" if harm == "gone" else "store-2-2.duckdb")
    assert intake.examine(own_store) == []


def test_what_cannot_be_built_again_is_told_in_words_with_what_to_do_and_opens_once_it_is_mended(
    own_store: Path, app: AppTest
):
    saved = Path(shutil.copytree(own_store, own_store.parent / "saved"))
    published_file(own_store).unlink()
    harm_nothing_can_mend(own_store)
    app.run()
    assert not app.exception
    assert "数据文件打不开" in app.error[-1].value
    assert "taizhang doctor --mend" in app.error[-1].value
    assert str(own_store) not in shown(app)
    for name in ("accepted", "uploads"):
        shutil.copytree(saved / name, own_store / name)
    app.run()
    assert not app.exception and not app.error


def test_a_store_that_may_only_be_read_is_told_with_the_words_for_whoever_keeps_it(
    own_store: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
):
    def shut(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(own_store / "lock"))

    published_file(own_store).unlink()
    monkeypatch.setattr(intake, "mend", shut)
    app.run()
    assert not app.exception
    assert "不能写入" in app.error[0].value
    assert str(own_store) not in shown(app)


def test_a_ledger_that_another_program_holds_is_told_and_the_page_opens_once_it_lets_go(
    own_store: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ledger.opened.__wrapped__, "__defaults__", (0.1,))
    app.run()
    app.switch_page("dashboard/pages/uploads.py")
    with closing(sqlite3.connect(own_store / "ledger.sqlite")) as holder:
        holder.execute("begin exclusive")
        app.run()
        assert not app.exception
        assert "正被另一个程序占用" in app.error[0].value
        assert str(own_store) not in shown(app)
    app.run()
    assert not app.exception and not app.error


def test_a_store_that_disappears_leads_a_page_back_to_the_beginning(own_store: Path, app: AppTest):
    app.run()
    shutil.rmtree(own_store)
    app.run()
    assert not app.exception
    assert app.title[0].value == "还没有数据"


def test_a_build_of_another_version_is_told(own_store: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch):
    whole = store.query_text
    monkeypatch.setattr(store, "query_text", lambda name: whole(name).replace("marts.overview", "marts.of_tomorrow"))
    data._answers.clear()
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
