"""Hostile statements, each with what is said to it: none gets through, no file changes, the next query is answered."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import duckdb
import pytest

from dashboard import sandbox
from dashboard.sandbox import Limits, Query, SqlRefused

ATTACKS = Path(__file__).with_name("attacks.csv")
STATEMENTS = [(row["statement"], row["what_is_said"]) for row in csv.DictReader(ATTACKS.open(encoding="utf-8"))]
HARMLESS = {
    "from duckdb_secrets()": 0,
    "select * from duckdb_logs_parsed('HTTP')": 0,
    "select * from checkpoint()": 0,
    "from which_secret('s3://bucket/x', 's3')": 0,
    "select value from duckdb_settings() where name = 'lock_configuration' and value <> 'true'": 0,
    "select 1 from duckdb_databases() where not internal and not readonly": 0,
}
# What nothing in the engine stops ends with its process.
GREEDY = [
    "select count(*) from range(1000000000) as a, range(1000000000) as b where a.range * b.range = 7",
    "with recursive endless as (select 1 as i union all select i + 1 from endless) select max(i) from endless",
    "select length(repeat(repeat('x', 1000000), 100000))",
    "select list(a.range) from range(100000000) as a",
    "select levenshtein(repeat('a', 60000), repeat('b', 60000))",
    "select lpad('x', 2000000000, 'y')",
    "select sleep_ms(60000)",
    f"select {'(' * 9000}1{')' * 9000}",
    " union all ".join(["select 1"] * 2500),
    f"select {' + '.join(['1'] * 9000)}",
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    path = folder / "store-1.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table numbers as select range as number from range(30)")
        connection.execute("create view clock as select getvariable('as_of') as as_of")
        connection.execute(f"copy numbers to '{folder / 'secret.parquet'}'")
    path.chmod(0o444)
    (folder / "secret.csv").write_text("secret\n1\n")
    return path


@pytest.fixture(scope="module", autouse=True)
def nothing_has_changed(snapshot: Path, tmp_path_factory: pytest.TempPathFactory):
    """The server runs where the store is; whatever is asked of it, every file there is what it was."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(snapshot.parent)
        before = files(snapshot.parent)
        yield
        assert files(snapshot.parent) == before
        assert sandbox.run("from numbers", snapshot).frame.height == 30


def files(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_there_are_more_than_a_hundred_of_them():
    assert len({statement for statement, _ in STATEMENTS}) >= 100


@pytest.mark.parametrize(("statement", "said"), STATEMENTS, ids=[f"{at}" for at in range(len(STATEMENTS))])
def test_a_hostile_statement_is_refused_in_words(snapshot: Path, statement: str, said: str):
    with pytest.raises(SqlRefused) as refused:
        sandbox.run(Query(statement), snapshot)
    assert said in str(refused.value)


def test_what_is_let_through_tells_nothing(snapshot: Path):
    for statement, count in HARMLESS.items():
        assert sandbox.run(Query(statement, pages=True), snapshot).frame.height == count, statement


@pytest.mark.parametrize("statement", GREEDY, ids=range(len(GREEDY)))
def test_a_greedy_statement_ends_and_takes_nobody_along(snapshot: Path, statement: str):
    try:
        sandbox.run(Query(statement, pages=True), snapshot, limits=Limits(seconds=1, memory_mb=128, rows=10))
    except SqlRefused as refused:
        assert refused.kind in ("engine", "memory", "time")


def test_no_way_out_of_the_brackets_of_a_page_is_found(snapshot: Path):
    for statement in (
        "select 1) as a; drop table numbers; from (select 1",
        "select 1 limit 1 offset 0) union all (select content from read_text('secret.csv')",
        "select 1 /* unclosed",
        "select 1 --",
        "select 1;) drop table numbers",
    ):
        try:
            assert sandbox.run(Query(statement, pages=True), snapshot).frame.rows() == [(1,)]
        except SqlRefused as refused:
            assert refused.kind in ("engine", "statements")
