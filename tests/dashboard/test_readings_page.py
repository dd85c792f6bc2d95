"""The page of readings: the phrases, another reading seen before it is kept, kept with who and why, and the history."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import who
from dashboard.roles import Visitor
from dashboard.store import query
from ingest import intake
from tests.dashboard.conftest import APP
from tests.dashboard.lists import tables

Open = Callable[..., AppTest]
STRICT = "lag target 3 pass 0..3 warn 4..7"


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    monkeypatch.setenv("TAIZHANG_STORE", str(copy))
    monkeypatch.setattr(who, "demo", lambda: Visitor("小李", "administrator"))
    return copy


@pytest.fixture
def open_page(store: Path) -> Open:
    def opened(page: str = "readings", **address: str) -> AppTest:
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


def written(app: AppTest) -> str:
    kinds = (app.subheader, app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def table_texts(app: AppTest) -> str:
    return "\n".join(table.value.to_string() for table in tables(app))


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return settled(app.run())


def previewed(app: AppTest, words: str) -> AppTest:
    """The page once a reading is chosen by some of its words and its effect is asked for."""
    [one] = [option for option in app.radio[0].options if words in option]
    app.radio[0].set_value(one)
    return press(settled(app.run()), "preview")


def kept(app: AppTest, by: str, reason: str) -> AppTest:
    app.text_input(key="decided_by").set_value(by)
    app.text_input(key="reason").set_value(reason)
    return press(settled(app.run()), "keep")


def decisions(store: Path) -> list[tuple[str, ...]]:
    found = query("readings__history", store=store, reading_key=None).reverse()
    return found.select("reading_key", "reading_value", "decided_by", "decision_reason").rows()


def test_every_phrase_stands_with_its_clauses_how_it_is_read_and_what_rests_on_it(open_page: Open, store: Path):
    shown = tables(open_page())[0].value.set_index("说法")
    assert shown.loc["某日前"].to_dict() | {"决定人": ""} == {
        "条款": "1.6、1.7、2.3、2.4、2.5、2.6 …",
        "现行口径": "含当日，到 24 时止",
        "其他读法": "不含当日，最迟前一日",
        "应办总数": shown.loc["某日前"]["应办总数"],
        "里程碑": "1",
        "决定人": "",
    }
    assert len(shown) == query("readings__list", store=store).height


def test_a_phrase_without_another_reading_says_so(open_page: Open):
    app = open_page(reading="event_order")
    assert "没有别的读法" in written(app) and not app.radio


def test_the_effect_is_seen_before_a_reading_can_be_kept(open_page: Open, store: Path):
    app = open_page(reading="before_mid_july")
    assert not [one for one in app.button if one.key == "keep"]
    app = previewed(app, "7月10日")
    assert "没有事项的状态会因此改变" in written(app) and "共 2 件事项或里程碑" in written(app)
    assert app.button(key="keep").disabled
    assert decisions(store) == []


def test_a_reading_is_kept_with_who_and_why_and_going_back_is_one_more_decision(open_page: Open, store: Path):
    app = kept(previewed(open_page(reading="before_mid_july"), "7月10日"), "王主任", "市委来函")
    assert decisions(store) == [("before_mid_july", "2009-07-10", "王主任", "市委来函")]
    assert "2009年7月10日" in tables(app)[0].value.set_index("说法").loc["7月中旬前"]["现行口径"]
    assert not [one for one in app.button if one.key == "keep"]
    kept(previewed(open_page(reading="before_mid_july"), "7月20日"), "李主任", "来函撤销")
    assert [row[1:3] for row in decisions(store)] == [("2009-07-10", "王主任"), ("2009-07-20", "李主任")]
    history = table_texts(open_page())
    assert history.index("来函撤销") < history.index("市委来函")
    assert "小李" in history


def test_statuses_that_flip_are_told_in_numbers_by_requirement_and_by_unit(open_page: Open):
    app = open_page(reading="stage_ends_on", as_of="2009-05-25")
    app.radio[0].set_value("另定一个值")
    settled(app.run())
    app.date_input(key="own_stage_ends_on").set_value("2009-05-23")
    app = press(settled(app.run()), "preview")
    by_requirement, one_by_one = tables(app)[2].value, tables(app)[1].value
    assert sum(int(count) for count in by_requirement["件数"]) == len(one_by_one) > 0
    assert f"{len(one_by_one)} 件事项会变" in written(app)


def test_a_band_of_ones_own_that_cannot_be_is_refused_in_words(open_page: Open, store: Path):
    app = open_page(reading="pre_report_lead")
    app.radio[0].set_value("另定一个值")
    settled(app.run())
    app.number_input(key="own_pre_report_lead_target").set_value(20)
    app = press(settled(app.run()), "preview")
    assert "目标 20 天不在合格范围" in app.error[0].value
    app.number_input(key="own_pre_report_lead_target").set_value(7)
    app.number_input(key="own_pre_report_lead_pass_to").set_value(9)
    app = kept(press(settled(app.run()), "preview"), "王主任", "收紧")
    assert decisions(store) == [("pre_report_lead", "lead target 7 pass 5..9 warn 3..", "王主任", "收紧")]


def test_of_two_who_saw_the_same_the_second_is_told_what_the_first_decided(open_page: Open, store: Path):
    app = previewed(open_page(reading="before_mid_july"), "7月10日")
    app.text_input(key="decided_by").set_value("王主任")
    app.text_input(key="reason").set_value("后定")
    app = settled(app.run())
    intake.decide_reading(store, "before_mid_july", "2009-07-15", by="赵主任", reason="先定")
    app = press(app, "keep")
    assert "已由 赵主任 改为“2009-07-15”（理由：先定）" in app.error[0].value
    assert decisions(store) == [("before_mid_july", "2009-07-15", "赵主任", "先定")]


def test_a_unit_and_a_deadline_name_the_readings_that_they_rest_on(open_page: Open):
    unit = open_page("unit", unit="EDU")
    assert "会后及时（事后 7 天以内为好" in written(unit)
    rows = tables(unit)[0].value.set_index("事项")
    assert rows.loc["会后情况报告"]["所依口径"] == "会前、会后、评议前、形成后、会后及时、某日前、至7月上旬"
    deadlines = written(open_page("deadlines", requirement="draft"))
    assert "某日前（含当日，到 24 时止）" in deadlines and "时限遇休息日（不顺延）" in deadlines


def test_an_action_plan_names_the_readings_of_its_milestones(open_page: Open):
    shown = written(open_page("action_plans", action="A4"))
    assert "7月中旬前（2009年7月20日(周一)）" in shown and "进度滞后（差 10 个百分点以上）" in shown


def test_the_page_speaks_english(open_page: Open):
    app = open_page(lang="en", reading="before_date")
    assert "the day before at the latest" in table_texts(app)
