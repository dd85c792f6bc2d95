"""The page on chains: the funnel and the list agree with their queries, and the address says what is listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard import chains, store
from tests.dashboard.conftest import AppTest, Open
from tests.dashboard.lists import lists

ALL: dict[str, Any] = {"chain_id": "solicitation", "unit_class": None, "guidance_group": None}
FUNNEL, UNITS = 0, 1


def steps(demo_store: Path, **chosen: Any) -> pl.DataFrame:
    return store.query("chain__steps", store=demo_store, **(ALL | chosen))


def units(demo_store: Path, step: str | None = None, taken: str = "stuck", **chosen: Any) -> pl.DataFrame:
    return store.query("chain__units", store=demo_store, step=step, taken=taken, **(ALL | chosen))


def listed(app: AppTest) -> list[str]:
    return list(lists(app)[UNITS]["unit_name"])


def test_the_shipped_plan_is_one_chain_from_the_talks_to_the_filing(demo_store: Path) -> None:
    found = steps(demo_store)["requirement_id"].to_list()
    wanted = ["heart_talks", "pre_report", "leaders_meeting", "post_report", "draft", "group_review", "discussion"]
    wanted += ["revision", "evaluation", "publish_result", "filing"]
    assert [one for one in found if one in wanted] == wanted


def test_the_funnel_shows_the_counts_of_its_query(open_page: Open, demo_store: Path) -> None:
    shown = lists(open_page("chain"))[FUNNEL]
    found = steps(demo_store)
    assert list(shown["step"]) == list(chains.numbered(found).values())
    for name in ("stuck_count", "passed_count", "over_count", "owed_count"):
        assert [int(one) for one in shown[name]] == found[name].to_list()


@pytest.mark.parametrize("taken", ["stuck", "passed", "over"])
def test_every_count_of_the_funnel_is_as_long_as_its_list(taken: str, demo_store: Path) -> None:
    for row in steps(demo_store).iter_rows(named=True):
        assert units(demo_store, row["requirement_id"], taken).height == row[f"{taken}_count"], row["requirement_id"]


def test_every_unit_stands_at_one_step_or_is_through(demo_store: Path) -> None:
    head = store.query("chain__headline", store=demo_store, **ALL).row(0, named=True)
    assert steps(demo_store)["stuck_count"].sum() == head["stuck_count"] == units(demo_store).height
    assert head["unit_count"] - head["through_count"] == head["stuck_count"]


def test_the_sentence_says_how_many_are_through_and_how_many_stand_too_long(open_page: Open, demo_store: Path) -> None:
    head = store.query("chain__headline", store=demo_store, **ALL).row(0, named=True)
    sentence = open_page("chain").header[0].value
    assert all(str(number) in sentence for number in head.values())


def test_units_stand_longest_first_and_each_says_where_and_how_long(open_page: Open, demo_store: Path) -> None:
    found = units(demo_store)
    app = open_page("chain")
    assert listed(app) == found["unit_name"].to_list()
    days = list(lists(app)[UNITS]["stuck_days"])
    numbers = [int(one.removesuffix(" 天")) for one in days]
    assert numbers == sorted(numbers, reverse=True)
    first = found.row(0, named=True)
    assert lists(app)[UNITS]["stuck_title"][0] == f"{first['stuck_number']} {first['stuck_title']}"


def test_every_step_of_a_unit_has_its_mark(open_page: Open, demo_store: Path) -> None:
    found = units(demo_store, "filing", "over")
    shown = lists(open_page("chain", step="filing", taken="over"))[UNITS]
    marks = [shown[f"step_{place}"][0] for place in range(20)]
    assert marks[-1] in "✔◐"
    assert found["step_statuses"][0].to_list().count("not_applicable") == marks.count("·")


def test_a_step_in_the_address_lists_who_stands_there(open_page: Open, demo_store: Path) -> None:
    app = open_page("chain", step="post_report")
    assert listed(app) == units(demo_store, "post_report")["unit_name"].to_list()
    assert set(lists(app)[UNITS]["stuck_title"]) == {"5 会后情况报告"}


def test_class_and_group_narrow_the_funnel_and_the_list(open_page: Open, demo_store: Path) -> None:
    app = open_page("chain", **{"class": "镇街"})
    assert listed(app) == units(demo_store, unit_class="镇街")["unit_name"].to_list()
    found = steps(demo_store, unit_class="镇街")
    assert [int(one) for one in lists(app)[FUNNEL]["owed_count"]] == found["owed_count"].to_list()


def test_choosing_a_step_puts_it_into_the_address_and_a_list_that_nobody_is_on_says_so(open_page: Open) -> None:
    app = open_page("chain")
    app.selectbox(key="step_choice").set_value("group_review").run()
    assert app.query_params["step"] == "group_review"
    assert "没有这样的单位" in app.info[0].value
    app.selectbox(key="step_choice").set_value(None).run()
    assert "step" not in app.query_params


def test_a_past_day_shows_where_units_stood_then(open_page: Open, demo_store: Path) -> None:
    then = store.query("chain__headline", store=demo_store, as_of="2009-06-12", **ALL).row(0, named=True)
    assert f"{then['stuck_count']} 个停在途中" in open_page("chain", as_of="2009-06-12").header[0].value
