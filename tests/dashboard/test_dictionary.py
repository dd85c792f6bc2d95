"""The data dictionary: what there is, what it means, where it comes from; and the way to it from tables and charts."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import behind, dictionary, lineage, relations, sandbox, sqltext, store, ways_to_sql
from tests.dashboard.conftest import Open
from tests.dashboard.lists import links, lists, tables

PAGES: dict[str, dict[str, str]] = {
    "overview": {},
    "units": {},
    "unit": {"unit": "B07"},
    "deadlines": {"requirement": "discussion"},
    "chain": {},
    "action_plans": {},
    "evaluations": {},
    "moves": {},
    "reviews": {},
    "waivers": {},
    "quality": {},
    "uploads": {"upload": "U0018"},
    "rules": {},
    "readings": {},
    "trace": {"unit": "B07", "requirement": "leaders_meeting"},
}
MARK = "▶"


def ways(app: AppTest) -> list[str]:
    """Where the links to the dictionary lead."""
    drawn = "".join(one.proto.body for one in app.get("html"))
    return [unescape(query) for query in re.findall(r'href="dictionary\?([^"]*)"', drawn)]


def shown(app: AppTest) -> int:
    """How many tables and charts a page shows, the rows of an original aside: they are the file itself."""
    originals = [one for one in app.table if MARK in one.value.to_string()]
    charts = app.get("plotly_chart")
    return len(app.table) + len(app.dataframe) + len(lists(app)) + len(tables(app)) + len(charts) - len(originals)


@pytest.mark.parametrize("page", PAGES)
def test_every_table_and_chart_of_a_page_has_the_way_to_its_sql(page: str, open_page: Open) -> None:
    app = open_page("" if page == "overview" else page, **PAGES[page])
    assert len(ways(app)) >= shown(app) > 0


@pytest.mark.parametrize("page", PAGES)
def test_the_way_leads_to_a_query_or_view_that_there_is(page: str, open_page: Open, demo_store: Path) -> None:
    known = lineage.relations(store.snapshot(demo_store))
    for way in ways(open_page("" if page == "overview" else page, **PAGES[page])):
        about = dict(part.split("=") for part in way.split("&"))
        assert behind.is_query(about.get("query", "")) or about.get("relation") in known, way


def test_every_named_way_leads_to_a_query_that_there_is() -> None:
    assert not [one for names in behind.QUERIES.values() for one in names if not behind.is_query(one)]


def test_the_values_in_use_go_along(open_page: Open) -> None:
    assert any("query=unit__requirements&with=unit_id%3DB07" in way for way in ways(open_page("unit", unit="B07")))


def test_a_query_is_told_with_its_text_its_values_and_the_way_to_the_sql_page(open_page: Open) -> None:
    app = open_page("dictionary", query="unit__requirements", **{"with": "unit_id=B07"})
    assert app.code[0].value == store.query_text("unit__requirements").strip()
    assert tables(app)[0].value.iloc[0].to_list() == ["$unit_id", "B07"]
    [link] = [link for link in app.get("page_link") if link.proto.page == "sql"]
    assert "p_unit_id=B07" in link.proto.query_string


@pytest.mark.parametrize("name", ["overview__overdue", "units__list", "deadlines__bearers", "unit__requirements"])
def test_what_opens_on_the_sql_page_finds_what_the_page_shows(name: str, demo_store: Path) -> None:
    values: dict[str, Any] = {"row_limit": 8, "search": "", "requirement_id": "discussion", "unit_id": "B07"}
    text = store.query_text(name)
    given = {one: values.get(one) for one in sqltext.parameters(text)}
    sql, fields = ways_to_sql.fit(text, behind.values_in(behind.written(given), list(given)))
    answer = sandbox.run(sql, store.snapshot(demo_store).path, params={one: fields[one] or None for one in fields})
    assert answer.frame.height == store.query(name, store=demo_store, **given).height > 0


def test_a_literal_stands_in_the_code_and_not_in_texts_or_comments() -> None:
    assert behind.with_values("select $a, '$a' -- $a\n, $b", {"a": "1"}) == "select 1, '$a' -- $a\n, $b"


def test_a_view_is_told_with_every_column_in_both_languages(open_page: Open, demo_store: Path) -> None:
    app = open_page("dictionary", relation="marts.units")
    columns = tables(app)[0].value
    assert list(columns["列"]) == list(lineage.relations(store.snapshot(demo_store))["marts.units"])
    assert all(columns["含义"]) and all(columns["英文"])
    assert app.code[0].value == lineage.text_of("marts.units")


def test_every_view_and_table_opens(demo_store: Path, open_page: Open) -> None:
    app = open_page("dictionary")
    assert sum(len(table.value) for table in tables(app)) == len(lineage.relations(store.snapshot(demo_store)))
    for name in ("raw.evaluations", "plan.plan", "rules.timing", "reference.fields", "intermediate.clock"):
        assert tables(open_page("dictionary", relation=name))


def test_search_finds_names_and_words_in_either_language(open_page: Open) -> None:
    for typed in ("HAPPENED_on", "实到人数", "people who came"):
        assert tables(open_page("dictionary", search=typed)), typed
    assert "没有找到" in open_page("dictionary", search="没有这样的东西").info[0].value


def test_what_is_not_there_is_said(open_page: Open) -> None:
    for about in ({"relation": "marts.nowhere"}, {"query": "../secret"}):
        assert "没有编号为" in open_page("dictionary", **about).warning[0].value


def test_saved_queries_are_listed_and_lead_to_the_sql_page(open_page: Open) -> None:
    app = open_page("dictionary", view="saved")
    [table] = tables(app)
    assert len(table.value) == 20
    assert sum(way.startswith("sql?sql") for way in links(app)) == 20


def test_every_column_of_every_view_can_be_followed(demo_store: Path) -> None:
    published = store.snapshot(demo_store)
    for name, columns in lineage.relations(published).items():
        if lineage.text_of(name):
            assert list(lineage.of_columns(published, name)) == columns


def test_a_column_is_followed_down_to_the_sheet(demo_store: Path) -> None:
    published = store.snapshot(demo_store)
    assert ("raw.evaluations", "valid_count") in lineage.roots(published, "marts.evaluations", "valid_count")
    assert ("raw.units", "contact_phone") in lineage.roots(published, "marts.units", "contact_phone")
    assert lineage.of_columns(published, "staging.meetings")["attended_count"] == (("raw.meetings", "attended_count"),)


def test_readers_are_the_other_side_of_reads(demo_store: Path) -> None:
    readers = lineage.readers(store.snapshot(demo_store))
    assert {"marts.overdue_requirements", "overview__headline"} & set(readers["marts.overview"])
    assert "staging.meetings" in readers["raw.meetings"]


def test_examples_are_values_of_the_store_and_withheld_ones_are_not_among_them(demo_store: Path) -> None:
    published = store.snapshot(demo_store)
    names = tuple(lineage.relations(published)["marts.evaluation_dimensions"])
    found = dictionary.examples(published, "marts.evaluation_dimensions", None, names)
    assert found and found["dimension"]
    with store.cursor(published) as reader:
        told = reader.execute("select good_count from marts.evaluation_dimensions where is_withheld = 1").fetchall()
    assert told and all(value is None for (value,) in told)
    assert all(len(values) <= 3 for values in found.values())


def test_how_somebody_is_reached_is_no_example(demo_store: Path) -> None:
    published = store.snapshot(demo_store)
    for view in ("marts.units", "staging.units", "raw.units", "raw.evidence_cells", "intermediate.unit_attributes"):
        found = dictionary.examples(published, view, None, tuple(lineage.relations(published)[view])) or {}
        assert not {"contact_phone", "contact_role"} & found.keys()
        assert not [values for values in found.values() if any("内线" in value for value in values)], view


def test_what_takes_too_long_is_broken_off(demo_store: Path) -> None:
    with (
        pytest.raises(duckdb.InterruptException),
        relations.opened(store.snapshot(demo_store), "raw.evidence_cells", None, 0.2) as found,
    ):
        found.cross(found.set_alias("other")).cross(found.set_alias("third")).aggregate("count(*)").fetchall()
