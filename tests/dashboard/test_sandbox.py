"""A query may read one published file and nothing else, and may not outstay."""

from __future__ import annotations

import threading
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard import sandbox, sandbox_limits, workers
from dashboard.sandbox import Limits, Query, SqlRefused

HELD_BY_NO_ANSWER = [
    "interval 3 day",
    "date 'infinity'",
    "timestamp '-infinity'",
    "date '12345-01-01'",
    "timestamptz '0044-03-15 (BC)'",
    "[interval 1 day]",
    "{'a': date 'infinity'}",
    "map {'a': [date 'infinity']}",
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "store-1.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table numbers as select range as number from range(30)")
        connection.execute("create view clock as select getvariable('as_of') as as_of")
    path.chmod(0o444)
    return path


def test_a_query_is_answered_as_of_the_day_asked(snapshot: Path):
    assert sandbox.run("from clock", snapshot, as_of=date(2009, 6, 24)).frame.item() == date(2009, 6, 24)


def test_rows_beyond_the_limit_are_cut_and_that_is_said(snapshot: Path):
    found = sandbox.run("from numbers order by 1", snapshot, limits=Limits(rows=10))
    assert (found.frame.height, found.is_cut) == (10, True)
    assert not sandbox.run("from numbers", snapshot, limits=Limits(rows=30)).is_cut


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="processors are not shared out by session here")
def test_a_worker_gives_way_to_those_who_look_at_pages(snapshot: Path):
    worker = workers.start(workers.opening(snapshot, Limits()))
    assert worker.hear() == {"is_ready": True}
    assert Path(f"/proc/{worker.process.pid}/autogroup").read_text().endswith(" nice 10\n")
    worker.close()


def test_describe_and_summarize_pass_and_explain_does_not(snapshot: Path):
    assert sandbox.run("describe numbers", snapshot).frame.height == 1
    assert sandbox.run("summarize numbers", snapshot).frame.height == 1
    with pytest.raises(SqlRefused, match="EXPLAIN"):
        sandbox.run("explain from numbers", snapshot)


@pytest.mark.parametrize(
    "query",
    [
        "create table t (i integer)",
        "insert into numbers values (1)",
        "select 1; select 2",
        "",
        "from read_text('/etc/hostname')",
        "from glob('/*')",
        "with t as (copy (select 1) to 'out.csv') select 1",
        "attach ':memory:' as other",
        "install httpfs",
        "set global enable_external_access = true",
        "select getenv('HOME')",
        "export database 'out'",
        "call pragma_version(); select 1",
    ],
)
def test_what_is_no_query_or_reaches_outside_is_refused(snapshot: Path, query: str):
    before = sorted(snapshot.parent.iterdir())
    with pytest.raises(SqlRefused):
        sandbox.run(query, snapshot)
    assert sorted(snapshot.parent.iterdir()) == before


def test_a_query_that_outstays_is_stopped(snapshot: Path):
    endless = "select count(*) from range(1000000000) as a, range(1000000000) as b where a.range * b.range = 7"
    with pytest.raises(SqlRefused):
        sandbox.run(endless, snapshot, limits=Limits(seconds=1))


def test_a_query_that_wants_too_much_memory_is_stopped(snapshot: Path):
    with pytest.raises(SqlRefused):
        sandbox.run("select length(string_agg(repeat('x', 100000000), '')) from numbers", snapshot)


def test_a_text_that_is_too_long_is_refused(snapshot: Path):
    with pytest.raises(SqlRefused, match="KB"):
        sandbox.run("select 1 --" + "x" * 60_000, snapshot)


def test_an_error_tells_the_position_and_what_may_be_meant(snapshot: Path):
    with pytest.raises(SqlRefused, match="number") as refused:
        sandbox.run("select numbr from numbers", snapshot)
    assert refused.value.position == 7


@pytest.mark.parametrize("value", HELD_BY_NO_ANSWER)
def test_a_value_that_no_answer_can_hold_is_named_with_what_to_do(snapshot: Path, value: str):
    with pytest.raises(SqlRefused, match=r"column 'x' holds .* cast it to varchar"):
        sandbox.run(f"select {value} as x", snapshot)


def test_each_of_them_is_answered_once_it_is_cast(snapshot: Path):
    columns = ", ".join(f"cast({value} as varchar) as x{at}" for at, value in enumerate(HELD_BY_NO_ANSWER))
    assert sandbox.run(f"select {columns}", snapshot).frame.shape == (1, len(HELD_BY_NO_ANSWER))


def test_every_day_of_the_calendar_is_answered(snapshot: Path):
    days = "date '0001-01-01' as a, date '9999-12-31' as b, timestamp '9999-12-31 23:59:59' as c, null as d"
    (row,) = sandbox.run(f"select {days}", snapshot).frame.rows()
    assert row == (date.min, date.max, datetime(9999, 12, 31, 23, 59, 59), None)


def test_a_type_without_a_form_is_refused_in_words(snapshot: Path):
    with pytest.raises(SqlRefused, match="union"):
        sandbox.run("select union_value(k := 1) as x", snapshot)


def test_values_for_parameters_are_bound_and_take_the_type_that_the_query_asks_for(snapshot: Path):
    query = "select $word as word from numbers where number = $number"
    found = sandbox.run(query, snapshot, params={"word": "'; drop", "number": "7", "unused": "x"})
    assert found.frame.rows() == [("'; drop",)]
    nothing = sandbox.run("select 1 as one where $word is null", snapshot, params={"word": None})
    assert nothing.frame.height == 1
    with pytest.raises(SqlRefused, match=r"\$word") as refused:
        sandbox.run(query, snapshot, params={"number": "7"})
    assert refused.value.kind == "params"


def test_a_long_result_is_given_a_page_at_a_time_with_the_types_and_names_of_the_query(snapshot: Path):
    query = Query("select number, number * 2 as number from numbers order by 1 desc; -- all", pages=True, skip=20)
    page = sandbox.run(query, snapshot, limits=Limits(rows=5))
    assert (page.frame.columns, page.kinds) == (["number", "number_2"], ("BIGINT", "BIGINT"))
    assert (page.frame["number"].to_list(), page.is_cut) == ([9, 8, 7, 6, 5], True)
    last = sandbox.run(replace(query, skip=25), snapshot, limits=Limits(rows=5))
    assert (last.frame.height, last.is_cut) == (5, False)


@pytest.mark.parametrize("query", ["describe numbers", "summarize numbers", "show tables", "values (1), (2)"])
def test_what_is_asked_without_select_is_paged_too(snapshot: Path, query: str):
    assert sandbox.run(Query(query, pages=True), snapshot).frame.height


def test_no_query_leaves_the_brackets_that_it_is_put_in(snapshot: Path):
    with pytest.raises(SqlRefused):
        sandbox.run(Query("select 1) union all (select 2", pages=True), snapshot)


def test_the_plan_of_a_query_is_told_without_running_it(snapshot: Path):
    found = sandbox.run(Query("select count(*) from numbers where number > 3;", explains=True), snapshot)
    assert "FILTER" in found.frame["explain_value"].item().upper()


def test_a_position_counts_letters_whatever_the_query_is_put_in(snapshot: Path):
    with pytest.raises(SqlRefused) as refused:
        sandbox.run(Query("select '单位', numbr from numbers", pages=True), snapshot)
    assert refused.value.position == 13
    assert refused.value.facts["candidates"] == "number"


def test_a_cancelled_query_ends_at_once_and_its_process_with_it(snapshot: Path):
    worker = workers.start(workers.opening(snapshot, Limits()))
    threading.Timer(0.5, worker.kill).start()
    with pytest.raises(SqlRefused) as refused:
        sandbox.run("select count(*) from range(10000000000) where range % 7 = 1", snapshot, worker=worker)
    assert refused.value.kind == "cancelled"
    assert worker.process.poll() is not None


def test_a_worker_that_waited_answers_once_and_another_file_ends_those_that_wait(snapshot: Path, tmp_path: Path):
    wanted = workers.opening(snapshot, Limits())
    workers.warm(wanted)
    worker = workers.take(wanted)
    assert sandbox.run("from numbers", snapshot, worker=worker).frame.height == 30
    assert worker.process.poll() is not None
    (spare,) = workers.waiting(wanted)
    workers.warm(workers.opening(tmp_path, Limits()))
    assert (workers.waiting(wanted), spare.process.poll() is None) == ([], False)
    workers.end_spare()


def test_a_setting_bounds_every_query_and_one_that_is_no_number_is_named():
    limits = sandbox_limits.of_a_query({"TAIZHANG_SQL_SECONDS": "7", "PATH": "/bin"})
    assert (limits.seconds, limits.rows) == (7, Limits().rows)
    assert sandbox_limits.of_all({"TAIZHANG_SQL_AT_ONCE": "2"}).at_once == 2
    with pytest.raises(sandbox_limits.BadSetting, match="TAIZHANG_SQL_ROWS"):
        sandbox_limits.of_a_query({"TAIZHANG_SQL_ROWS": "many"})


@pytest.mark.parametrize("kind", [Limits, sandbox_limits.Shares])
def test_every_limit_is_documented_with_its_default(kind: type):
    text = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
    for field in fields(kind):
        assert f"| `TAIZHANG_SQL_{field.name.upper()}` | {field.default:,} |" in text
