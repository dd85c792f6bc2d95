"""The page on evaluations: turnout, the steps, the five questions, and what is withheld said in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard import store
from tests.dashboard.conftest import Open, written
from tests.dashboard.lists import lists, tables
from tests.dashboard.test_pages import metrics

ALL = {"unit_class": None, "guidance_group": None}


def head(demo_store: Path, **chosen: Any) -> dict[str, Any]:
    return store.query("evaluations__headline", store=demo_store, **(ALL | chosen)).row(0, named=True)


def test_the_page_says_how_many_voted_and_how_many_came_back(open_page: Open, demo_store: Path) -> None:
    found, app = head(demo_store), open_page("evaluations")
    for name in ("evaluated_unit_count", "issued_count", "returned_count", "valid_count"):
        assert str(found[name]) in app.header[0].value
    assert f"收回率 {found['returned_count']} / {found['issued_count']}" in metrics(app)


def test_each_step_from_the_scheme_to_the_filing_has_its_count(open_page: Open, demo_store: Path) -> None:
    steps = store.query("evaluations__steps", store=demo_store, **ALL).to_dicts()
    assert [step["requirement_id"] for step in steps] == ["evaluation_scheme", "evaluation", "publish_result", "filing"]
    shown = metrics(open_page("evaluations"))
    for step in steps:
        assert shown[step["requirement_title"]] == f"{step['completed_count']} / {step['obligation_count']}"


def test_a_ballot_of_four_is_counted_and_not_broken_down(open_page: Open, demo_store: Path) -> None:
    rows = store.query("evaluations__list", store=demo_store, **ALL).to_dicts()
    [small] = [row for row in rows if row["valid_count"] < 5]
    assert small["withheld_zh"] == "不足五票，不予显示"
    assert not [value for name, value in small.items() if name.endswith("top_two_ratio") and value is not None]
    shown = open_page("evaluations")
    [table] = [one for one in lists(shown) if "withheld" in one]
    assert "不足五票，不予显示" in table["withheld"]
    assert "另有 1 次不足五票" in written(shown)


def test_class_and_group_narrow_every_figure(open_page: Open, demo_store: Path) -> None:
    found = head(demo_store, unit_class="市级部门")
    app = open_page("evaluations", **{"class": "市级部门"})
    assert str(found["issued_count"]) in app.header[0].value
    assert found["issued_count"] < head(demo_store)["issued_count"]


def test_a_link_opens_who_has_taken_a_step(open_page: Open, demo_store: Path) -> None:
    expected = store.query("evaluations__bearers", store=demo_store, requirement_id="filing", **ALL)
    shown = lists(open_page("evaluations", requirement="filing"))[-1]
    assert len(shown) == expected.height


def test_before_any_evaluation_the_page_says_so_and_what_to_do(open_page: Open, demo_store: Path) -> None:
    assert store.query("evaluations__list", store=demo_store, as_of=date(2009, 6, 5), **ALL).is_empty()
    app = open_page("evaluations", as_of="2009-06-05")
    assert "上报“民主评议”表后" in app.info[0].value
    assert app.header[0].value == "到这一天还没有单位评议。"


def test_a_units_page_holds_its_results_against_its_class(open_page: Open, demo_store: Path) -> None:
    rows = store.query("unit__evaluations", store=demo_store, unit_id="A10").to_dicts()
    assert len(rows) == 5 and all(row["class_top_two_ratio"] for row in rows)
    assert "红线为同类单位（市级部门）的" in written(open_page("unit", unit="A10"))


def test_of_a_small_ballot_its_units_page_says_why_nothing_is_shown(open_page: Open, demo_store: Path) -> None:
    [unit] = [row for row in store.query("evaluations__list", store=demo_store, **ALL).to_dicts() if row["withheld_zh"]]
    app = open_page("unit", unit=unit["unit_id"])
    assert any("不足五票，不予显示" in str(table.value.to_dict()) for table in tables(app))
