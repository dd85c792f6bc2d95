"""The list of units is narrowed and ordered by its address; one unit's page tells all that is known of it."""

from __future__ import annotations

import html
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import lists as html_lists
from dashboard import store, unit_list, words
from tests.dashboard.conftest import Open, written
from tests.dashboard.lists import lists, tables
from tests.sql.plans import plan
from tests.sql.world import world

EVERYBODY = {"unit_class": None, "guidance_group": None, "status": None, "owes": None, "search": ""}


SUMMARY = (Path(__file__).parents[2] / "sql/queries/unit__summary.sql").read_text(encoding="utf-8")


def listed(demo_store: Path, sort: str | None = None, **choice: str) -> list[str]:
    found = store.query("units__list", store=demo_store, **{**EVERYBODY, "sort": sort, **choice})
    return found["unit_id"].to_list()


def shown(app: AppTest) -> list[str]:
    return list(lists(app)[0]["unit_id"])


def links(app: AppTest) -> dict[str, str]:
    """Each link of the page by its label, with what its address asks for."""
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


def test_the_list_holds_those_of_one_requirement_in_one_status(open_page: Open, demo_store: Path) -> None:
    late = store.query("deadlines__bearers", store=demo_store, requirement_id="discussion", due=None)
    expected = late.filter(pl.col("status").cast(pl.String) == "overdue")["unit_id"].to_list()
    app = open_page("units", requirement="discussion", status="overdue")
    assert set(shown(app)) == set(expected)
    assert expected


def test_a_unit_is_found_by_its_short_name(open_page: Open) -> None:
    assert "A02" in shown(open_page("units", search="发改局"))


@pytest.mark.parametrize(
    ("sort", "column"), [("code", "unit_id"), ("next", "next_due_on"), ("ratio", "completed_ratio")]
)
def test_the_list_stands_in_the_order_chosen(sort: str, column: str, open_page: Open, demo_store: Path) -> None:
    found = store.query("units__list", store=demo_store, **EVERYBODY, sort=sort)
    assert found[column].drop_nulls().is_sorted()
    words.speak(words.CHINESE)
    assert shown(open_page("units", sort=sort)) == found["unit_id"].to_list()


def test_who_has_been_silent_longest_stands_first(demo_store: Path) -> None:
    found = store.query("units__list", store=demo_store, **EVERYBODY, sort="silent")
    assert found["last_report_on"].is_sorted(nulls_last=False)


def test_the_next_unit_is_the_next_of_the_list_that_the_reader_came_from(open_page: Open, demo_store: Path) -> None:
    towns = listed(demo_store, "ratio", unit_class="镇街")
    way = urlencode({"unit_class": "镇街", "sort": "ratio"})
    found = links(open_page("unit", unit=towns[1], list=way))
    names = dict(store.query("unit__choices", store=demo_store).select("unit_id", "unit_name").iter_rows())
    before, after = found[f"← {names[towns[0]]}"], found[f"{names[towns[2]]} →"]
    assert f"unit={towns[0]}" in before
    assert f"unit={towns[2]}" in after
    assert urlencode({"list": way}) in after
    assert f"单位列表 · 第 2 / {len(towns)} 个" in found


def test_without_a_list_the_next_unit_is_the_next_by_code(open_page: Open, demo_store: Path) -> None:
    by_code = listed(demo_store, "code")
    assert by_code == sorted(by_code)
    for address in ({}, {"list": "unit_class=没有这类"}, {"list": "%%%=&&status=nonsense"}):
        found = links(open_page("unit", unit=by_code[0], **address))
        assert not [label for label in found if label.startswith("←")]
        assert [query for label, query in found.items() if label.endswith("→") and f"unit={by_code[1]}" in query]


def test_the_way_back_leads_to_the_list_as_it_was(open_page: Open) -> None:
    way = urlencode({"unit_class": "镇街", "status": "overdue", "owes": "discussion", "sort": "ratio"})
    back = next(query for label, query in links(open_page("unit", unit="B10", list=way)).items() if "单位列表" in label)
    assert urlencode({"class": "镇街"}) in back
    assert urlencode({"status": "overdue"}) in back
    assert urlencode({"requirement": "discussion"}) in back


def test_an_address_names_nothing_that_is_not_known() -> None:
    assert unit_list.from_address("status=x&sort=y&evil=1") == {
        **dict.fromkeys(unit_list.FIELDS), "search": "", "sort": "code"
    }  # fmt: skip


def test_a_unit_stands_beside_its_class_with_numerators_and_denominators(demo_store: Path, open_page: Open) -> None:
    unit = store.query("unit__summary", store=demo_store, unit_id="B10").row(0, named=True)
    sides = store.query("unit__peers", store=demo_store, unit_id="B10")
    classes = store.query("overview__groups", store=demo_store, grouping="unit_class", row_limit=40).filter(
        group_name="镇街"
    )
    counts = ["expected_count", "completed_count", "on_time_count"]
    assert sides.row(0, named=True).items() >= {name: unit[name] for name in counts}.items()
    assert sides.select(counts).row(1) == classes.select(counts).row(0)
    assert "居第 18 位" in written(open_page("unit", unit="B10"))


def test_a_unit_tells_its_problems_and_what_is_done_about_them(demo_store: Path, open_page: Open) -> None:
    found = store.query("unit__problems", store=demo_store, unit_id="A06")
    app = open_page("unit", unit="A06")
    table = next(one.value for one in tables(app) if "措施" in one.value)
    assert len(table) == found.height == 4
    assert f"共 {found.height} 个问题，已解决 {found['is_solved'].sum()} 个" in written(app)


def test_a_unit_tells_its_tasks_in_the_action_plans(demo_store: Path, open_page: Open) -> None:
    table = next(one.value for one in tables(open_page("unit", unit="A06")) if "里程碑" in one.value)
    assert {"三治一优"} == set(table["行动计划"])
    owned = store.query("unit__duties", store=demo_store, unit_id="L08")
    assert owned.height
    assert store.query("unit__duties", store=demo_store, unit_id="A01").is_empty()


def test_the_time_line_holds_every_requirement_that_the_unit_owes(demo_store: Path) -> None:
    owed = store.query("unit__requirements", store=demo_store, unit_id="B10")
    line = store.query("unit__timeline", store=demo_store, unit_id="B10")
    assert sorted(line["requirement_title"]) == sorted(owed["requirement_title"])
    assert (line["starts_on"] <= line["due_on"]).all()
    assert line["due_on"].is_sorted()


@pytest.mark.parametrize("page", ["units", "chain"])
def test_of_a_very_long_list_the_first_rows_are_sent_and_how_many_there_are_is_said(
    page: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.tables.MOST_ROWS_AT_FIRST", 5)
    monkeypatch.setattr("dashboard.tables.MOST_ROWS_LISTED", 7)
    app = open_page(page)
    assert len(lists(app)[-1]) == 5
    assert [caption.value for caption in app.caption if caption.value.startswith("只列出前 5 条，共 ")]
    press = next(one for one in app.button if one.label.startswith("列出 "))
    press.click().run()
    assert app.query_params["rows"] == "7"
    assert len(lists(app)[-1]) == 7
    assert [caption.value for caption in app.caption if caption.value.startswith("只列出前 7 条，共 ")]


def test_each_name_of_the_list_is_a_link_that_keeps_the_day_the_language_and_the_list(open_page: Open) -> None:
    app = open_page("units", as_of="2009-06-20", lang="en", sort="code")
    listed = lists(app)[0]
    assert len(listed.ways["unit_name"]) == len(listed)
    way = dict(parse_qsl(urlsplit(listed.ways["unit_name"][0]).query))
    assert way.pop("lang")
    assert way == {"unit": listed["unit_id"][0], "list": "sort=code", "as_of": "2009-06-20"}


def test_what_a_unit_calls_itself_is_never_markup() -> None:
    hostile = '<img src=x onerror="alert(1)">&"\'[a](b)'
    told = html_lists.table(
        pl.DataFrame({"name": [hostile]}), {"name": html_lists.Column(hostile)}, hostile, sorts=True
    )
    assert "<img" not in told
    assert told.count(html.escape(hostile)) == 3


def test_a_unit_that_owes_nothing_has_a_page_that_says_so_and_why(open_page: Open, demo_store: Path) -> None:
    assert store.query("unit__requirements", store=demo_store, unit_id="L08").is_empty()
    app = open_page("unit", unit="L08")
    assert app.title[0].value == "第八联络组"
    assert "没有应办事项：它本身是工作组（联络组）" in written(app)
    assert "行动计划中的任务" in [heading.value for heading in app.subheader]
    assert not app.metric
    assert [label for label in links(app) if "单位列表 · 第" in label]


def test_the_list_says_how_many_owe_nothing_and_holds_them(open_page: Open, demo_store: Path) -> None:
    idle = store.query("units__list", store=demo_store, **EVERYBODY, sort=None).filter(obligation_count=0)
    assert set(idle["unit_id"]) <= set(shown(app := open_page("units")))
    assert f"其中 {idle.height} 个没有应办事项" in written(app)
    assert "L08" in idle["unit_id"].to_list()


@pytest.mark.parametrize(
    ("requirements", "unit_class", "reason"),
    [
        ("requirement_id | bearer\nmeeting | branch", "机关", "no_branch"),
        ("requirement_id | applies_when\nmeeting | unit.leader_count is set", "机关", "not_applicable"),
        ("requirement_id\nmeeting", "联络组", "group"),
        ("requirement_id\nmeeting", "机关", None),
    ],
)
def test_why_a_unit_owes_nothing_is_known(requirements: str, unit_class: str, reason: str | None) -> None:
    told = world(plan(requirements=requirements), units=f"unit | unit_class\n甲 | {unit_class}")
    [summary] = told.ask(SUMMARY.replace("$unit_id", "'甲'"), "06-10")
    assert summary["owes_nothing"] == reason
