"""What is drawn in a chart leads to the list behind it: each bar and point has an address, and it is of its own row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dashboard import store
from tests.dashboard.conftest import AppTest, Open

OF_B10 = {"unit": "B10"}
TO_TRACE = "trace?unit=B10&requirement={requirement_id}"
ALL = {"unit_class": None, "guidance_group": None}


def opens(app: AppTest, key: str) -> dict[str, Any]:
    """Where a chart leads, by the place along its axis."""
    figures = [one.proto for one in app.get("plotly_chart") if f"open_{key}" in one.proto.id]
    meta = json.loads(figures[0].spec)["layout"]["meta"]
    return {"along": meta["along"], **meta["ways"]}


@pytest.mark.parametrize(
    ("page", "address", "key", "query", "values", "wanted"),
    [
        ("unit", OF_B10, "timeline", "unit__timeline", {"unit_id": "B10"}, TO_TRACE),
        ("action_plans", {}, "action_plans", "overview__action_plans", {}, "action_plans?action={action_id}"),
        ("evaluations", {}, "dimensions", "evaluations__dimensions", ALL, "evaluations?dimension={dimension}"),
    ],
)
def test_each_row_of_a_chart_leads_to_what_it_is_about(
    page: str,
    address: dict[str, str],
    key: str,
    query: str,
    values: dict[str, Any],
    wanted: str,
    open_page: Open,
    demo_store: Path,
) -> None:
    found = opens(open_page(page, **address), key)
    assert found.pop("along") == "y"
    rows = store.query(query, store=demo_store, **values).to_dicts()
    assert found == {str(at): wanted.format(**row) for at, row in enumerate(rows)}


def test_a_deadline_on_the_board_leads_to_who_has_met_it_on_the_same_day(open_page: Open, demo_store: Path) -> None:
    board = store.query("deadlines__board", store=demo_store, as_of="2009-06-20").filter(horizon="past")
    found = opens(open_page("deadlines", as_of="2009-06-20"), "past")
    assert found["0"] == f"deadlines?requirement={board['requirement_id'][0]}&as_of=2009-06-20"


def test_a_day_of_the_curve_leads_to_the_deadlines_as_they_stood_then(open_page: Open, demo_store: Path) -> None:
    days = store.query("overview__curve", store=demo_store)["day_on"]
    found = opens(open_page(), "curve")
    assert found == {"along": "x", **{f"{day}": f"deadlines?as_of={day}" for day in days}}


def test_a_bar_past_the_deadline_lists_the_late_and_one_before_it_those_who_have(open_page: Open) -> None:
    found = opens(open_page("deadlines", requirement="pre_report"), "leads")
    assert found.pop("along") == "x"
    assert {int(days) > 0: way.rpartition("answer=")[2] for days, way in found.items()} == {True: "late", False: "has"}
