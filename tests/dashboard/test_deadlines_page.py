"""The page on deadlines: the calendar adds up to the board, and a deadline tells who was how early or late."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dashboard import store
from tests.dashboard.conftest import Open, written
from tests.dashboard.lists import lists

MONTHS = ("2009-05", "2009-06", "2009-07")


def ask(demo_store: Path, name: str, **chosen: Any) -> pl.DataFrame:
    return store.query(f"deadlines__{name}", store=demo_store, **chosen)


def calendar(demo_store: Path, month: str) -> pl.DataFrame:
    return ask(demo_store, "calendar", month=month)


def test_a_month_is_whole_weeks_from_monday_to_sunday(demo_store: Path) -> None:
    for month in MONTHS:
        days = calendar(demo_store, month)["day_on"].to_list()
        assert len(days) % 7 == 0
        assert (days[0].isoweekday(), days[-1].isoweekday()) == (1, 7)
    assert calendar(demo_store, "2009-06")["day_on"][0] == date(2009, 6, 1)


def test_the_calendar_holds_what_the_board_holds(demo_store: Path) -> None:
    board = ask(demo_store, "board")
    months = [calendar(demo_store, month).filter("is_in_month") for month in MONTHS]
    assert sum(days["due_count"].sum() for days in months) == board["obligation_count"].sum()
    closed = board["completed_count"].sum() + board["exempt_count"].sum()
    assert sum(days["open_count"].sum() for days in months) == board["obligation_count"].sum() - closed


def test_a_relative_deadline_stands_on_the_day_on_which_it_falls_for_each_unit(demo_store: Path) -> None:
    days = ask(demo_store, "days").filter(requirement_id="pre_report")
    assert days.height > 10
    assert days["obligation_count"].sum() == ask(demo_store, "facts", requirement_id="pre_report", due=None)[0, 0]


def test_the_calendar_shows_each_day_with_what_is_open_of_what_falls_due(open_page: Open, demo_store: Path) -> None:
    app = open_page("deadlines", view="calendar")
    texts = [markdown.value for markdown in app.markdown]
    for row in calendar(demo_store, "2009-06").filter(pl.col("due_count") > 0).iter_rows(named=True):
        assert not app.button(key=f"due_{row['due_day']}").disabled
        assert any(text.endswith(f"/ {row['due_count']}") or f"/ {row['due_count']}  \n" in text for text in texts)
    assert app.button(key="due_2009-06-03").disabled


def test_the_calendar_opens_on_the_month_of_the_day(open_page: Open) -> None:
    assert open_page("deadlines", view="calendar", as_of="2009-07-02").button(key="due_2009-07-10")


def test_a_day_chosen_in_the_calendar_lists_what_falls_due_on_it(open_page: Open, demo_store: Path) -> None:
    app = open_page("deadlines", view="calendar", requirement="discussion")
    app.button(key="due_2009-06-15").click().run()
    assert not app.exception
    assert app.query_params["due"] == "2009-06-15"
    assert "requirement" not in app.query_params
    falling = ask(demo_store, "days").filter(due_day="2009-06-15")["requirement_id"].to_list()
    assert app.selectbox(key="requirement_choice").value == falling[0]
    assert not app.warning


def test_a_deadline_and_a_day_in_the_address_list_those_units_only(open_page: Open, demo_store: Path) -> None:
    found = ask(demo_store, "bearers", requirement_id="pre_report", due="2009-06-08")
    app = open_page("deadlines", requirement="pre_report", due="2009-06-08", answer="all")
    assert list(lists(app)[0]["unit_name"]) == found["unit_name"].to_list()
    assert set(found["due_on"].to_list()) == {date(2009, 6, 8)}


def test_a_day_on_which_nothing_falls_due_says_so(open_page: Open) -> None:
    assert "没有编号为“2009-06-03”的" in open_page("deadlines", due="2009-06-03").warning[0].value


def test_who_was_late_is_told_with_the_days_and_who_was_early_too(open_page: Open, demo_store: Path) -> None:
    found = ask(demo_store, "bearers", requirement_id="pre_report", due=None)
    for row in found.filter(answer="late").iter_rows(named=True):
        assert row["late_days"] == (row["done_on"] - row["due_on"]).days or row["done_on"] <= row["due_on"]
    for row in found.filter(answer="has").iter_rows(named=True):
        assert row["lead_days"] == (row["due_on"] - row["done_on"]).days
        assert row["apart_days"] == abs((row["anchor_on"] - row["done_on"]).days)
    shown = lists(open_page("deadlines", requirement="pre_report", answer="has"))[0]
    assert shown["lead_days"] == [f"{days} 天" for days in found.filter(answer="has")["lead_days"]]


def test_the_facts_of_a_deadline_add_up_and_are_said(open_page: Open, demo_store: Path) -> None:
    facts = ask(demo_store, "facts", requirement_id="discussion", due=None).row(0, named=True)
    parts = ("done_count", "late_count", "open_count", "exempt_count")
    assert facts["obligation_count"] == sum(facts[part] for part in parts)
    line = f"应办 {facts['obligation_count']} 件：按时办结 {facts['done_count']} 件；逾期办结 {facts['late_count']} 件"
    assert line in written(open_page("deadlines", requirement="discussion"))


def test_the_days_of_lead_count_everybody_who_has_done_it(demo_store: Path) -> None:
    leads = ask(demo_store, "leads", requirement_id="pre_report", due=None)
    facts = ask(demo_store, "facts", requirement_id="pre_report", due=None).row(0, named=True)
    assert leads["obligation_count"].sum() == facts["done_count"] + facts["late_count"]
