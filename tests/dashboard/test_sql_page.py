"""The SQL page runs what its address asks, on the day and the data of the page's head, and says why it does not."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import sql_history, sql_runs, store, workers
from dashboard.sandbox import Query
from dashboard.sql_history import Ran
from tests.dashboard.conftest import Open


@pytest.fixture(scope="module", autouse=True)
def no_worker_is_left():
    yield
    workers.end_spare()


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.info, app.error, app.code)
    return "\n".join(element.value for kind in kinds for element in kind)


def test_a_query_in_the_address_is_run_on_the_day_of_the_pages_head(open_page: Open):
    app = open_page(
        "sql", sql="select count(*) as n, any_value(as_of)::varchar as d from marts.units", as_of="2009-06-10"
    )
    (grid,) = app.dataframe
    assert grid.value.to_dict("list") == {"n": [104], "d": ["2009-06-10"]}
    assert "1 行 · 2 列" in said(app)


def test_a_query_is_run_on_what_was_known_at_the_number_of_the_pages_head(open_page: Open):
    app = open_page("sql", sql="select max(entry_number) as n from marts.entries", known_at="1")
    deadline = time.monotonic() + 60
    while not app.dataframe and time.monotonic() < deadline:
        app.run()
    assert app.dataframe[0].value["n"].to_list() == [1]


def test_an_error_says_where_and_what_is_near_in_the_readers_language(open_page: Open):
    (error,) = open_page("sql", sql="select unit_id,\n  unit_nam from marts.units").error
    assert "第 2 行第 3 列" in error.value and "`unit_name`" in error.value
    (error,) = open_page("sql", sql="drop table raw.units", lang="en").error
    assert "Only queries are run here" in error.value


def test_parameters_are_fields_and_the_query_waits_for_them(open_page: Open):
    app = open_page("sql", sql="select $name as name, $more as more")
    assert [field.label for field in app.text_input] == ["$name", "$more"]
    assert not app.dataframe
    app.text_input[0].set_value("'; drop").run()
    assert app.dataframe[0].value.to_dict("list") == {"name": ["'; drop"], "more": [None]}


def test_a_long_result_is_shown_a_page_at_a_time_and_that_is_said(open_page: Open):
    app = open_page("sql", sql="select range as n from range(2500)")
    assert len(app.dataframe[0].value) == 1_000
    assert "第 1 至 1,000 行，后面还有" in said(app)
    app.button(key="sql_on").click().run()
    app.button(key="sql_on").click().run()
    assert app.dataframe[0].value["n"].to_list()[0] == 2_000
    assert "第 2,001 至 2,500 行，到此为止" in said(app)


def test_the_plan_is_shown_as_a_tree_and_a_result_as_a_chart(open_page: Open):
    assert "└─ " in said(open_page("sql", sql="select count(*) from marts.units", plan="1"))
    app = open_page("sql", sql="select unit_class, count(*) as n from marts.units group by all", view="chart")
    assert len(app.get("plotly_chart")) == 1


def test_a_link_is_given_that_pins_the_version_of_the_data(open_page: Open):
    app = open_page("sql", sql="select 1")
    live, pinned = (code.value for code in app.code)
    assert "sql=select+1" in live and "known_at" not in live
    assert "known_at=38" in pinned and "as_of=2009-06-26" in pinned


def test_a_query_that_is_saved_opens_by_its_name_with_its_fields_in_words(open_page: Open):
    app = open_page("sql", saved="late_in_class")
    assert app.text_input[0].label == "单位类别，空为全部 ($unit_class)"
    assert len(app.dataframe[0].value) > 0
    assert "某类单位谁逾期" in said(app)
    assert "没有名为“没有的”的已存查询" in open_page("sql", saved="没有的").warning[0].value


def test_a_query_that_was_run_is_kept_under_a_name_and_forgotten(open_page: Open):
    app = open_page("sql", sql="select 42 as answer")
    app.text_input(key="saved_name").set_value("问答")
    app.button(key="saved_save").click().run()
    assert app.query_params["saved"] in ("问答", ["问答"])
    again = open_page("sql", saved="问答")
    assert again.dataframe[0].value["answer"].to_list() == [42]
    assert not again.toggle[0].value
    again.toggle[0].set_value(True)
    again.text_input(key="saved_name").set_value("问答")
    again.button(key="saved_save").click().run()
    again = open_page("sql", saved="问答")
    assert again.toggle[0].value
    again.button(key="saved_delete").click().run()
    assert open_page("sql", saved="问答").warning
    app.text_input(key="saved_name").set_value("late_in_class")
    app.button(key="saved_save").click().run()
    assert any("没有保存" in warning.value for warning in app.warning)


def test_what_was_run_is_remembered_for_whoever_ran_it_and_not_for_ever(tmp_path: Path):
    at = datetime(2009, 6, 24)
    for number in range(sql_history.KEPT_OF_ONE + 5):
        sql_history.note(tmp_path, "li", Ran(at, f"select {number % 203}", None, 7, "done", 1, 0.1))
    sql_history.note(tmp_path, "wang", Ran(at, "select 'wang'", "2009-06-24", 7, "time"))
    latest = sql_history.latest(tmp_path, "li", 500)
    assert len(latest) == sql_history.KEPT_OF_ONE
    assert [one.sql for one in latest[:2]] == ["select 1", "select 0"]
    assert [one.sql for one in sql_history.latest(tmp_path, "wang", 9)] == ["select 'wang'"]


def test_a_run_that_is_cancelled_ends_with_its_process_and_frees_its_place(demo_store: Path):
    endless = Query("select count(*) from range(10000000000) where range % 7 = 1")
    snapshot = store.snapshot(demo_store).path
    run = sql_runs.begin("li", endless, snapshot, lambda _: None)
    while not run.worker:
        assert not run.ends_within(0.05)
    run.cancel()
    assert run.ends_within(5)
    assert run.refusal and run.refusal.kind == "cancelled"
    assert run.worker.process.poll() is not None
    assert sql_runs.numbered(run.number, "wang") is None
