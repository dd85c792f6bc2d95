"""Extensions and exemptions on the pages: read, narrowed, entered, taken back; rates by three bases; merged units."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cells, office, rates, rulings, store, verdicts, words
from ingest import intake
from tests.dashboard.conftest import APP, Open
from tests.dashboard.lists import lists, tables

GRANT = {
    "unit_id": "TAX",
    "requirement_id": "leaders_meeting",
    "waiver_type": "延期",
    "requested_on": date(2009, 6, 10),
    "approved_on": date(2009, 6, 12),
    "new_due_on": date(2009, 6, 25),
    "approver": "活动办",
    "reason": "征期",
}
KEY = ("TAX", "leaders_meeting", "延期", date(2009, 6, 12))
ROW = {
    f"{name}{base}_{what}": value
    for base, value in (("", 1), ("_original", 1), ("_extended", 1))
    for what, names in (("count", ("expected", "completed", "on_time")), ("ratio", ("completed", "on_time")))
    for name in names
}


def table_texts(app: AppTest) -> str:
    """The tables as they are read: what keeps a day in one piece is not seen."""
    told = [table.value.to_string() for table in tables(app)]
    told += [cell for one in lists(app) for column in one.columns.values() for cell in column]
    return "\n".join(told).replace(cells.JOINER, "")


def written(app: AppTest) -> str:
    return "\n".join(str(one.value) for kind in (app.caption, app.markdown, app.warning, app.info) for one in kind)


@pytest.fixture
def desk(rostered_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    monkeypatch.setenv("TAIZHANG_STORE", str(copy))
    words.speak("zh")
    return copy


def test_every_waiver_says_when_it_was_granted_what_it_did_and_which_cell_tells_of_it(open_page: Open) -> None:
    shown = table_texts(open_page("waivers"))
    assert "2009-06-16 申请、2009-06-17 批准，晚于时限 2009-06-15" in shown
    assert "不改时限和状态，只在“含全部延期”的口径中按 2009-06-25 计" in shown
    assert "时限由 2009-06-20 延至 2009-06-30" in shown
    assert "自 2009-06-19 起豁免" in shown
    assert "2009-06-19-活动办.xlsx 延期豁免 C5" in shown


def test_the_waivers_are_narrowed_by_the_address(open_page: Open) -> None:
    late = open_page("waivers", did="second_base")
    assert "共 1 条" in written(late)
    assert "示例市旅游局" in table_texts(late)
    exempt = open_page("waivers", type="豁免", requirement="leader_review")
    assert ("示例市丝绸厂" in table_texts(exempt), "示例市中医院" in table_texts(exempt)) == (True, False)


def test_the_page_of_waivers_speaks_english_and_of_the_day_in_the_address(open_page: Open) -> None:
    page = open_page("waivers", lang="en", as_of="2009-06-12")
    assert "1 waivers" in written(page)
    assert "granted on 2009-06-11, before the deadline 2009-06-15" in table_texts(page)


def test_a_waiver_entered_is_a_batch_like_any_other_with_what_it_would_change(desk: Path) -> None:
    job = rulings.granting(GRANT)
    number = job.answer
    batch = office.batch(number)
    assert batch
    results = office.checking(batch, None).answer
    assert verdicts.files(results)["verdict"].to_list() == ["clean"]
    turns = office.previewing(batch, results, None).answer
    intake.accept(desk, batch.paths, by="office")
    shown = store.query("waivers__list", store=desk).row(0, named=True)
    assert shown["did_zh"] == "时限由 2009-06-15 延至 2009-06-25"
    assert shown["place"].startswith("延期-东阳市税务局-leaders_meeting-2009-06-12.xlsx 延期豁免 C")
    assert turns.files == 1
    back = rulings.taking_back(KEY, "批错了").answer
    withdrawal = office.batch(back)
    assert withdrawal
    intake.accept(desk, withdrawal.paths, by="office")
    assert store.query("waivers__list", store=desk).is_empty()


def test_the_form_asks_for_what_is_missing_and_an_extension_for_its_new_deadline(open_page: Open) -> None:
    page = open_page("waivers")
    page.toggle(key="entering").set_value(True).run()
    assert not page.exception
    assert "还要填：单位、事项、类型、批准日期、批准方、理由。" in written(page)
    assert page.button(key="hand_in").disabled
    page.selectbox(key="new_waiver_type").set_value("延期").run()
    assert "新时限" in next(one.value for one in page.caption if "还要填" in one.value)


def test_the_three_bases_stand_side_by_side_where_they_differ(open_page: Open, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    assert rates.differ(head)
    found = rates.by_base(head)
    assert found["base"].to_list() == ["original", "extended", "in_force"]
    for page, address in (("", {}), ("units", {}), ("deadlines", {"requirement": "leaders_meeting"})):
        shown = [table.value for table in tables(open_page(page, **address)) if "时限口径" in table.value.columns]
        assert len(shown) == 1, page
        assert shown[0]["时限口径"].to_list()[0] == "原定时限（含豁免）"
        assert {"应办", "已办结", "办结率", "按时办结", "按时办结率"} <= set(shown[0].columns)
    total = store.query(
        "units__rates", store=demo_store, unit_class=None, guidance_group=None, status=None, owes=None, search=""
    ).row(0, named=True)
    assert {name: total[name] for name in total} == {name: head[name] for name in total}


def test_where_nothing_was_waived_there_is_one_rate() -> None:
    assert not rates.differ(ROW)
    assert rates.differ(ROW | {"on_time_original_count": 0})
    assert isinstance(rates.by_base(ROW), pl.DataFrame)


def test_a_merged_unit_says_into_which_it_went_and_that_one_which_came(open_page: Open) -> None:
    merged = open_page("unit", unit="D18")
    assert "该单位已于6月16日(周二)停用" in written(merged)
    [link] = [one for one in merged.get("page_link") if "并入" in one.proto.label]
    assert link.proto.label == "已并入示例市国有资产经营公司（6月16日(周二)）"
    assert "unit=D01" in str(link.proto)
    came = [one.proto.label for one in open_page("unit", unit="D01").get("page_link")]
    assert "示例市物资总公司已并入本单位（6月16日(周二)）" in came


def test_a_wrong_order_and_a_waiver_are_in_words_on_the_units_page(open_page: Open, demo_store: Path) -> None:
    owed = store.query("cli__status", store=demo_store, unit_id=None).filter(pl.col("bearer") == "unit")
    for words_of in ("late_zh", "noted_zh"):
        one = owed.filter(pl.col(words_of).str.contains(r"于 2009-.*\(2009-")).row(0, named=True)
        assert one[words_of] in table_texts(open_page("unit", unit=one["unit_id"]))
    waived = store.query("waivers__list", store=demo_store).row(0, named=True)
    assert waived["did_zh"] in table_texts(open_page("unit", unit=waived["unit_id"]))


def test_the_form_filled_in_goes_on_to_the_page_where_every_upload_is_looked_through(desk: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=200)
    app.run()
    app.switch_page("dashboard/pages/waivers.py")
    app.run()
    app.toggle(key="entering").set_value(True).run()
    app.selectbox(key="new_unit_name").select("东阳市税务局")
    app.selectbox(key="new_requirement_title").select("领导班子专题民主生活会")
    app.selectbox(key="new_waiver_type").set_value("延期")
    app.date_input(key="new_approved_on").set_value(date(2009, 6, 12))
    app.date_input(key="new_new_due_on").set_value(date(2009, 6, 25))
    app.text_input(key="new_approver").set_value("活动办")
    app.text_input(key="new_waiver_reason").set_value("征期").run()
    assert not app.exception
    assert "还要填" not in written(app)
    app.button(key="hand_in").click().run()
    assert not app.exception
    assert app.query_params["batch"] == "1"
    assert "延期-东阳市税务局-" in table_texts(app)
    assert "可以采纳" in table_texts(app)


def test_each_waiver_leads_to_its_unit_and_to_the_upload_that_tells_of_it(open_page: Open) -> None:
    [found] = lists(open_page("waivers"))
    assert [way.partition("&")[0] for way in found.ways["upload_id"]] == [
        f"uploads?upload={number}" for number in found["upload_id"]
    ]
    assert all(way.startswith("unit?unit=") for way in found.ways["unit_name"])
