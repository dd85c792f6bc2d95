"""The office's pages: files handed in, checked, accepted, withdrawn; names settled; what is open."""

from __future__ import annotations

import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import batches, jobs, known, office, rulings, who
from dashboard.roles import Visitor
from dashboard.words import plain
from ingest import build, intake
from tests.dashboard.conftest import APP, foot, pieces, text
from tests.dashboard.lists import links, lists, tables
from tests.ingest.stores import MEETINGS, ROSTER, roster, write

LAW, TALK = "领导班子专题民主生活会", "民主讨论"
CLEAN = ["税务局", LAW, None, date(2009, 6, 10), 7, 7]
TYPO = ["教育局", LAW, None, date(2009, 6, 10), 7, "l2"]
STRANGER = ["教育居", TALK, None, date(2009, 6, 10), 7, 7]
TOLD_ON = date(2009, 6, 12)
Open = Callable[..., AppTest]


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    monkeypatch.setenv("TAIZHANG_STORE", str(copy))
    monkeypatch.setattr(who, "demo", lambda: Visitor("小李", "administrator"))
    return copy


@pytest.fixture
def open_page(store: Path) -> Open:
    def opened(page: str, **address: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=90)
        app.query_params.update({name: value for name, value in address.items() if name == "lang"})
        app.run()
        app.switch_page(f"dashboard/pages/{page}.py")
        app.query_params.update({name: value for name, value in address.items() if name != "lang"})
        return settled(app.run())

    return opened


def settled(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def meetings(folder: Path, *rows: list[object], name: str = "会议.xlsx", told_on: date | None = TOLD_ON) -> Path:
    return write(folder / name, told_on, 会议=[MEETINGS, *rows])


def hand_in(app: AppTest, *paths: Path) -> AppTest:
    files = [(path.name, path.read_bytes(), "application/octet-stream") for path in paths]
    app.file_uploader[0].set_value(files)
    return settled(app.run())


def written(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.success)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def table_texts(app: AppTest) -> str:
    return "\n".join(table.value.to_string() for table in tables(app))


def button(app: AppTest, label: str) -> object:
    (found,) = [one for one in app.button if label in one.label]
    return found


def press(app: AppTest, label: str) -> AppTest:
    button(app, label).click()
    return settled(app.run())


def upload_ids(store: Path) -> list[str]:
    return [upload.upload_id for upload in intake.uploads(store) if upload.is_active]


def test_a_file_dropped_becomes_a_batch_in_the_address_and_changes_nothing(
    open_page: Open, store: Path, tmp_path: Path
):
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN))
    assert app.query_params["batch"] in ("1", ["1"])
    assert "第 1 批 · 1 个文件" in written(app)
    assert "✔ 可以采纳" in table_texts(app)
    assert upload_ids(store) == ["U0002"]


def test_a_batch_opens_again_by_its_number_for_anybody(open_page: Open, store: Path, tmp_path: Path):
    path = meetings(tmp_path, CLEAN)
    batches.keep(store, [(path.name, path.read_bytes())], "小王")
    assert "小王" in written(open_page("upload", batch="1"))
    assert any("第 1 批" in link.value or "第 1 批" in link.label for link in open_page("upload").page_link)


def test_a_number_of_no_batch_says_so_and_takes_files(open_page: Open):
    app = open_page("upload", batch="99")
    assert "没有第 99 批" in app.warning[0].value
    assert len(app.file_uploader) == 1


def test_findings_stand_by_what_to_do_about_them_at_their_cells(open_page: Open, tmp_path: Path):
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN, TYPO, STRANGER))
    text = written(app)
    assert text.index("先认名称：这 1 处") < text.index("请改正：1 处")
    shown = table_texts(app)
    assert "会议 F4" in shown and "l2" in shown
    assert "会议 A5" in shown and "教育居" in shown


def test_findings_narrow_to_one_severity(open_page: Open, tmp_path: Path):
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN, TYPO))
    (segments,) = [one for one in app.segmented_control if one.key == "severity_choice"]
    segments.set_value("warning")
    app.run()
    assert "会议 F4" not in table_texts(settled(app))


def test_what_a_sender_wrote_is_never_markup(open_page: Open, tmp_path: Path):
    evil = ["![x](http://evil.example/a.png)", *CLEAN[1:]]
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN, evil))
    assert "![x](http://evil.example/a.png)" in table_texts(app)
    assert not any("evil" in way for way in links(app))


def test_a_clean_file_is_taken_by_one_click_and_the_board_tells_what_changed(
    open_page: Open, store: Path, tmp_path: Path
):
    app = press(hand_in(open_page("upload"), meetings(tmp_path, CLEAN)), "采纳 1 个文件")
    assert upload_ids(store) == ["U0002", "U0003"]
    assert intake.uploads(store)[-1].event.by_whom == "小李"
    text = written(app)
    assert "已采纳为 U0003（小李）" in text
    assert "件事项变了状态" in text
    assert "– 此前已采纳" in table_texts(app)


def test_a_second_click_takes_nothing_twice(open_page: Open, store: Path, tmp_path: Path):
    path = meetings(tmp_path, CLEAN)
    one, other = hand_in(open_page("upload"), path), hand_in(open_page("upload"), path)
    press(one, "采纳 1 个文件")
    press(other, "采纳 1 个文件")
    assert upload_ids(store) == ["U0002", "U0003"]
    assert len(batches.accepted(office.batch(1))) == 1


def test_clean_rows_can_be_taken_and_the_rest_stays_as_an_open_finding(open_page: Open, store: Path, tmp_path: Path):
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN, TYPO))
    assert not [one for one in app.button if one.label == "采纳 1 个文件"]
    press(app, "无误的 1 行")
    assert upload_ids(store) == ["U0002", "U0003"]
    quality = open_page("quality")
    assert "还有 1 处错误或待答没有解决" in quality.header[0].value
    assert "l2" in table_texts(quality) and "东阳市教育局" in table_texts(quality)


def test_a_file_that_does_not_say_its_day_is_asked_and_taken_with_the_day_given(
    open_page: Open, store: Path, tmp_path: Path
):
    path = meetings(tmp_path, CLEAN, told_on=None)
    app = hand_in(open_page("upload"), path)
    (asked,) = [one for one in app.date_input if one.key == "report_on"]
    assert not [one for one in app.button if one.key == "take"]
    asked.set_value(date(2009, 6, 11))
    press(settled(app.run()), "采纳 1 个文件")
    assert str(intake.uploads(store)[-1].report_on) == "2009-06-11"


def test_the_day_given_is_that_of_the_files_that_ask_and_of_no_other(open_page: Open, store: Path, tmp_path: Path):
    other = meetings(tmp_path, [TYPO[0], TALK, None, date(2009, 6, 10), 7, 7], name="二.xlsx")
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN, told_on=None), other)
    (asked,) = [one for one in app.date_input if one.key == "report_on"]
    asked.set_value(date(2009, 6, 11))
    press(settled(app.run()), "采纳 2 个文件")
    told = {upload.event.payload["file"]: str(upload.report_on) for upload in intake.uploads(store)}
    assert (told["会议.xlsx"], told["二.xlsx"]) == ("2009-06-11", "2009-06-12")


def test_a_zip_stands_for_its_files_and_goes_back_as_a_zip(open_page: Open, store: Path, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "一批.zip", "w") as archive:
        for path in (meetings(tmp_path, CLEAN), meetings(tmp_path, TYPO, name="二.xlsx")):
            archive.write(path, path.name)
    app = hand_in(open_page("upload"), tmp_path / "一批.zip")
    shown = table_texts(app)
    assert "会议.xlsx" in shown and "二.xlsx" in shown
    one = office.batch(1)
    back = office.all_marked(one, office.checking(one, None).answer)
    assert len(zipfile.ZipFile(io.BytesIO(back)).namelist()) == 3
    press(app, "采纳 1 个文件")
    assert upload_ids(store) == ["U0002", "U0003"]


def test_the_day_given_is_in_the_address(open_page: Open, store: Path, tmp_path: Path):
    path = meetings(tmp_path, CLEAN, told_on=None)
    batches.keep(store, [(path.name, path.read_bytes())], "小王")
    app = open_page("upload", batch="1", report_on="2009-06-11")
    assert "✔ 可以采纳" in table_texts(app)


def test_cells_that_were_filled_and_now_are_blank_need_a_yes(open_page: Open, store: Path, tmp_path: Path):
    intake.accept(store, [meetings(tmp_path, CLEAN)])
    blank = meetings(tmp_path, [*CLEAN[:5], None], name="二.xlsx", told_on=date(2009, 6, 19))
    app = hand_in(open_page("upload"), blank)
    assert not [one for one in app.button if one.key == "take"]
    app.checkbox(key="yes").check()
    press(settled(app.run()), "采纳 1 个文件")
    assert len(upload_ids(store)) == 3


def test_one_click_settles_a_name_and_the_file_is_checked_again(open_page: Open, store: Path, tmp_path: Path):
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN, STRANGER))
    assert len([one for one in app.button if one.key.startswith("name_")]) <= 3
    app = press(app, "东阳市教育局")
    assert "✔ 可以采纳" in table_texts(app)
    names = open_page("names")
    assert "教育居" in table_texts(names) and "东阳市教育局" in table_texts(names) and "小李" in table_texts(names)


def test_one_click_settles_a_heading(open_page: Open, store: Path, tmp_path: Path):
    headings = [*MEETINGS[:4], "应到会人数合计", "实到人数"]
    path = write(tmp_path / "会议.xlsx", TOLD_ON, 会议=[headings, CLEAN])
    app = hand_in(open_page("upload"), path)
    assert "应到会人数合计" in written(app)
    press(app, "应到人数")
    assert [(row["kind"], row["means"]) for row in intake.lessons(store)] == [("heading", "expected_count")]
    assert "应到会人数合计" not in table_texts(open_page("upload", batch="1"))


def test_a_known_name_can_be_revoked_and_exported(open_page: Open, store: Path):
    intake.learn_alias(store, "unit", "=教育居", "EDU", by="小王")
    app = open_page("names")
    assert b"'=" in known.as_csv(known_lessons(app))
    app.selectbox(key="revoked").select_index(0)
    press(settled(app.run()), "撤销")
    assert intake.lessons(store) == []
    assert "还没有记住过写法" in open_page("names").info[0].value


def known_lessons(app: AppTest) -> object:
    return rulings.lessons().with_columns(about=office.pl.lit("unit"), meaning=office.pl.lit("东阳市教育局"))


def test_the_history_tells_who_when_and_what(open_page: Open, store: Path, tmp_path: Path):
    intake.accept(store, [meetings(tmp_path, CLEAN)], by="小王")
    listed = lists(open_page("uploads"))[0]
    assert list(listed["upload_id"]) == ["U0003", "U0002"]
    assert list(listed["loaded_by"]) == ["小王", "office"]
    assert list(lists(open_page("uploads", search="会议"))[0]["upload_id"]) == ["U0003"]


def test_an_upload_opens_with_its_rows_and_findings(open_page: Open, store: Path, tmp_path: Path):
    intake.accept(store, [meetings(tmp_path, CLEAN, TYPO)], skip_bad_rows=True)
    app = open_page("uploads", upload="U0003")
    assert "U0003 会议.xlsx" in app.header[0].value
    assert list(lists(app)[0]["会议类型"]) == [LAW]
    assert "会议 F4" in table_texts(app)


def test_a_withdrawal_shows_first_what_it_undoes_needs_a_reason_and_can_be_taken_back(
    open_page: Open, store: Path, tmp_path: Path
):
    intake.accept(store, [meetings(tmp_path, CLEAN)])
    later = meetings(tmp_path, [*CLEAN[:5], 6], [*TYPO[:5], 7], name="二.xlsx", told_on=date(2009, 6, 19))
    intake.accept(store, [later])
    app = open_page("uploads", upload="U0004")
    app.toggle(key="withdrawal").set_value(True)
    settled(app.run())
    assert "1 行不再有效，1 行回到以前的内容（1 格）" in written(app)
    assert button(app, "撤回").disabled
    app.text_input(key="withdraw_reason").set_value("报错了").run()
    app = press(app, "撤回")
    assert upload_ids(store) == ["U0002", "U0003"]
    assert "已由 小李 于" in app.warning[0].value and "报错了" in app.warning[0].value
    app.text_input(key="restore_reason").set_value("核实无误").run()
    press(app, "取消撤回")
    assert upload_ids(store) == ["U0002", "U0003", "U0004"]


def test_an_unknown_upload_in_the_address_says_so(open_page: Open):
    assert "没有编号为 U9999 的上报" in open_page("uploads", upload="U9999").warning[0].value


def test_the_pages_of_a_store_on_which_nothing_was_reported_say_what_to_do(
    empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(empty_store, tmp_path / "empty")
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path / "empty"))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    for page, says in (("uploads", "还没有采纳过文件"), ("names", "还没有记住过写法")):
        assert says in settled(app.switch_page(f"dashboard/pages/{page}.py").run()).info[0].value
    app = settled(app.switch_page("dashboard/pages/upload.py").run())
    app = press(hand_in(app, roster(tmp_path)), "采纳 1 个文件")
    assert upload_ids(tmp_path / "empty") == ["U0002"]


@pytest.mark.parametrize("page", ["upload", "uploads", "quality", "names"])
def test_the_pages_read_in_english_at_a_switch(page: str, open_page: Open):
    app = open_page(page, lang="English")
    own = [one.value for kind in (app.header, app.subheader, app.info) for one in kind]
    assert not [text for text in own if any("一" <= letter <= "鿿" for letter in text)]


def ledger_full() -> Exception:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table t (x)")
        connection.execute("pragma max_page_count = 2")
        try:
            connection.execute("insert into t values (zeroblob(100000))")
        except sqlite3.OperationalError as error:
            refusal = intake.Refused("ledger.sqlite: database or disk is full; nothing was changed")
            refusal.__cause__ = error
            return refusal
    raise AssertionError("the ledger was not full")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "磁盘满了，已采纳的数据不受影响。请联系管理员清理磁盘，再点一次。"),
        (ledger_full(), "磁盘满了，已采纳的数据不受影响。请联系管理员清理磁盘，再点一次。"),
        (PermissionError(13, "Permission denied"), "不能写入"),
        (FileNotFoundError(2, "No such file"), "请刷新本页再试"),
        (intake.Refused("found no upload U9; x"), "请联系管理员，把这句话转给他：found no upload U9; x"),
    ],
)
def test_a_refusal_is_told_in_the_clerks_words_with_what_to_do(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
):
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(intake, "accept", refuse)
    app = press(hand_in(open_page("upload"), meetings(tmp_path, CLEAN)), "采纳 1 个文件")
    assert "没有办成：" in app.error[0].value and told in app.error[0].value.replace("\\", "")


def test_an_upload_whose_file_counts_under_another_number_says_so_and_stays_withdrawn(
    open_page: Open, store: Path, tmp_path: Path
):
    path = meetings(tmp_path, CLEAN)
    intake.accept(store, [path])
    intake.withdraw(store, "U0003", "报错了")
    intake.accept(store, [path])
    app = open_page("uploads", upload="U0003")
    app.text_input(key="restore_reason").set_value("核实无误").run()
    app = press(app, "取消撤回")
    assert any("同一个文件已经以另一个编号采纳" in one.value for one in app.warning)
    assert [upload.upload_id for upload in intake.uploads(store) if upload.is_active] == ["U0002", "U0005"]


def test_a_reader_on_the_usual_day_follows_it_when_a_report_moves_it(open_page: Open, store: Path, tmp_path: Path):
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN))
    assert foot(app).startswith("截至 2009年5月22日")
    assert foot(press(app, "采纳 1 个文件")).startswith("截至 2009年6月12日")


def test_an_acceptance_goes_on_when_its_page_is_left(store: Path, tmp_path: Path):
    path = meetings(tmp_path, CLEAN)
    one = batches.keep(store, [(path.name, path.read_bytes())], "小王")
    office.accept(one, None, skip_bad_rows=False, yes=False)
    office.accept(one, None, skip_bad_rows=False, yes=False)
    job = jobs.latest(office.accepting_key(one))
    assert job and job.ends_within(90)
    assert upload_ids(store) == ["U0002", "U0003"]


def test_what_was_accepted_and_not_published_is_said_and_published_by_a_click(
    open_page: Open, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as cut_short:
        cut_short.setattr(build, "ensure_published", lambda store: store)
        intake.accept(store, [meetings(tmp_path, CLEAN)])
    app = open_page("upload")
    assert "有 1 条已记入台账" in app.warning[0].value
    press(app, "现在更新状态")
    assert intake.unpublished(store) == 0
    assert not open_page("upload").warning


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 not a workbook", b"PK\x03\x04 cut short"])
def test_a_file_that_is_no_workbook_is_one_finding_in_words(open_page: Open, tmp_path: Path, content: bytes):
    (tmp_path / "坏.xlsx").write_bytes(content)
    app = hand_in(open_page("upload"), tmp_path / "坏.xlsx")
    assert "✖ 待改正" in table_texts(app)
    assert "请改正：1 处" in written(app)
    assert not [one for one in app.button if one.key == "take"]


def test_who_leaves_a_batch_takes_nothing_of_it_along(open_page: Open, tmp_path: Path):
    app = hand_in(open_page("upload"), meetings(tmp_path, CLEAN, told_on=None))
    (asked,) = [one for one in app.date_input if one.key == "report_on"]
    asked.set_value(date(2009, 6, 11))
    app = press(settled(app.run()), "上报其他文件")
    assert len(app.file_uploader) == 1
    assert "batch" not in app.query_params
    assert "没有写明填报日期" not in written(hand_in(app, meetings(tmp_path, CLEAN, name="二.xlsx")))


def test_a_units_name_is_shown_as_typed_whatever_markup_it_looks_like(open_page: Open, store: Path, tmp_path: Path):
    name = "*星*![](http://x.cn/a.png)局"
    rows = [ROSTER[0], ["STAR", name, "星局", "市级部门", "第一指导检查组", 20]]
    intake.accept(store, [write(tmp_path / "星.xlsx", date(2009, 7, 30), 单位名册=rows)])
    assert open_page("unit", unit="STAR").title[0].value == plain(name) != name
    to_it = [link for link in pieces(open_page("overview")).iter("a") if link.attrib["href"] == "unit?unit=STAR"]
    assert {text(link) for link in to_it} == {name}
