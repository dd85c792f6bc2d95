"""The page on action plans: weekly increments, who is silent, and what is under listed supervision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from dashboard import store
from tests.dashboard.conftest import AppTest, Open
from tests.dashboard.lists import tables


def ask(demo_store: Path, name: str, action_id: str | None = None, **chosen: Any) -> pl.DataFrame:
    return store.query(f"action_plans__{name}", store=demo_store, action_id=action_id, **chosen)


def table(app: AppTest, column: str) -> Any:
    """The first table that has this column."""
    return next(one.value for one in tables(app) if column in one.value.columns)


def test_without_a_choice_the_milestones_of_all_plans_are_shown(open_page: Open, demo_store: Path) -> None:
    shown = table(open_page("action_plans"), "编号")
    assert list(shown["编号"]) == ask(demo_store, "milestones")["milestone_id"].to_list()


def test_actual_stands_beside_planned(open_page: Open, demo_store: Path) -> None:
    shown = table(open_page("action_plans", action="A1"), "编号")
    [row] = [row for row in shown.to_dict("records") if row["编号"] == "M1.2"]
    assert (row["完成"], row["应达"], row["目标"]) == ("46.7%", "72%", "15")


def test_each_week_shows_what_it_added(open_page: Open, demo_store: Path) -> None:
    found = ask(demo_store, "weeks", "A1", row_limit=8).filter(milestone_id="M1.3")
    shown = table(open_page("action_plans", action="A1"), "6月22日 – 6月28日")
    [row] = [row for row in shown.to_dict("records") if row["里程碑"] == "大讨论：干部参与"]
    assert [row[name] for name in shown.columns[2:]] == [f"{amount:+g}" for amount in found["added_amount"]]
    assert (
        found["added_amount"].sum() == ask(demo_store, "milestones").filter(milestone_id="M1.3")[0, "completed_amount"]
    )


def test_a_week_without_a_report_is_a_dash_and_a_share_grows_by_points(open_page: Open) -> None:
    rows = {row["里程碑"]: row for row in table(open_page("action_plans"), "6月22日 – 6月28日").to_dict("records")}
    assert rows["党员领导干部参与"]["6月22日 – 6月28日"] == "–"
    assert rows["组织讨论阶段各项工作"]["6月22日 – 6月28日"] == "+10 百分点"


def test_who_reports_on_a_part_is_seen_to_be_silent_where_the_whole_is_not(open_page: Open, demo_store: Path) -> None:
    found = ask(demo_store, "silent", "A5")
    assert found["owner_names"].unique().to_list() == ["第八联络组"]
    assert set(found["silent_days"].to_list()) == {15}
    statuses = ask(demo_store, "milestones", "A5")["status"].to_list()
    assert "stale" not in statuses
    shown = table(open_page("action_plans", action="A5"), "未更新")
    assert list(shown["未更新"]) == ["15 天"] * found.height


def test_a_milestone_on_which_nobody_ever_reported_is_silent_first(demo_store: Path) -> None:
    found = ask(demo_store, "silent").row(0, named=True)
    assert (found["milestone_id"], found["last_report_on"]) == ("M2.5", None)


def test_what_is_under_listed_supervision_is_shown_with_whom_and_since_when(open_page: Open, demo_store: Path) -> None:
    found = ask(demo_store, "listed")
    shown = table(open_page("action_plans"), "督办单位")
    assert list(shown["对象"]) == found["object_name"].to_list()
    assert list(shown["已挂牌"]) == [f"{days} 天" for days in found["listed_days"]]
    assert "没有挂牌督办的对象" in [info.value for info in open_page("action_plans", action="A1").info][-1]


def test_the_plan_chosen_is_in_the_address_and_none_is_all(open_page: Open) -> None:
    app = open_page("action_plans", action="A4")
    app.selectbox(key="action_choice").set_value(None).run()
    assert not app.exception
    assert "action" not in app.query_params
