"""The judging views are portable: each translates to Spark's SQL, and what sqlglot leaves is small and named."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from ingest import elsewhere, views
from ingest.views import View
from spark import compare, translate

FOUND = views.views()
JUDGING = views.needed(FOUND, [view.name for view in elsewhere.tables(FOUND)] + [translate.COMPLIANCE])
ONLY_HERE = {"intermediate.reading_uses", "reference.steps"}
"""What walks through the plan alone, and through circles, which Spark cannot; no judgement rests on it."""


@cache
def on_spark(view: View) -> str:
    """The select of a view in Spark's words, translated once."""
    return translate.translated(view)


def spark_of(select: str) -> str:
    """A select of ours in Spark's words."""
    return translate.translated(View("a.b", views.SQL, select, "", ""))


@pytest.mark.parametrize("view", JUDGING, ids=lambda view: view.name)
def test_what_judges_translates_and_reads_everything_by_the_names_that_spark_is_given(view: View) -> None:
    here = sqlglot.parse_one(view.text, read="duckdb").find_all(exp.Table)
    there = list(sqlglot.parse_one(on_spark(view), read="spark").find_all(exp.Table))
    assert not [table.sql() for table in there if table.db]
    assert {translate.flat(f"{table.db}.{table.name}") for table in here if table.db} <= {table.name for table in there}


@pytest.mark.parametrize("view", JUDGING, ids=lambda view: view.name)
def test_what_makes_many_rows_of_one_stands_where_spark_takes_it(view: View) -> None:
    makers = sqlglot.parse_one(on_spark(view), read="spark").find_all(exp.UDTF, exp.Explode)
    assert all(isinstance(maker.parent, exp.Alias | exp.Lateral | exp.Select | exp.From | exp.Join) for maker in makers)


def test_only_two_views_do_not_translate_and_nothing_that_judges_rests_on_them() -> None:
    refused = set()
    for view in FOUND:
        try:
            on_spark(view)
        except translate.NotTranslated:
            refused.add(view.name)
    assert refused == ONLY_HERE
    assert not refused & {view.name for view in JUDGING}


def test_everything_of_units_is_judged_and_what_follows_from_the_plan_alone_is_not_brought_back() -> None:
    brought = {view.name for view in elsewhere.tables(FOUND)}
    assert {view.name for view in FOUND if view.is_ranged} <= brought
    alone = {"calendar", "check_fields", "days", "phrase_deadlines", "reading_uses"}
    tables = {view.name for view in FOUND if view.sorted_by}
    assert tables - brought == {"reference.steps", *(f"intermediate.{name}" for name in alone)}


def test_the_day_is_a_variable_of_the_session_there_too() -> None:
    assert spark_of("select getvariable('as_of') as d") == "SELECT session.as_of AS d"


def test_the_hour_is_that_of_the_plans_own_zone() -> None:
    found = spark_of("select timezone(plan.time_zone, now()) as t from plan.plan")
    assert found == "SELECT FROM_UTC_TIMESTAMP(CURRENT_TIMESTAMP(), plan.time_zone) AS t FROM plan__plan AS plan"


def test_monday_is_the_first_day_of_the_week_there_too() -> None:
    assert spark_of("select extract(isodow from d) as n") == "SELECT EXTRACT(DAYOFWEEK_ISO FROM d) AS n"


def test_a_share_is_a_double_there_too() -> None:
    assert spark_of("select n * 1.0 / m as r") == "SELECT n * CAST(1.0 AS DOUBLE) / m AS r"


@pytest.mark.parametrize("rows_at_a_time", [1_000_000, 2])
def test_a_row_that_only_one_side_has_is_counted_however_the_rows_are_cut_in_pieces(
    rows_at_a_time: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "ROWS_AT_A_TIME", rows_at_a_time)
    with duckdb.connect() as store:
        store.execute("create table held (unit_id varchar, n integer)")
        store.execute("insert into held values ('甲', 1), ('甲', 1), ('乙', null), ('丙', 3), ('丁', 4)")
        store.execute("create table there as from held where unit_id <> '丙'")
        store.execute(f"copy there to '{tmp_path}/part-0.parquet'")
        store.execute(f"copy (select '甲' as unit_id, 1 as n) to '{tmp_path}/part-1.parquet'")
        found = compare.differences(store, "held", "held", tmp_path)
    assert (found.row_count, found.only_here, found.only_there, found.differing) == (5, 1, 1, 2)
