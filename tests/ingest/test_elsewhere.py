"""What was judged elsewhere comes back as Parquet, and the store that it makes is the one that is built here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from dashboard import store as published
from ingest import build, elsewhere, intake, snapshots, verify, views
from taizhang import cli

FIGURES = [
    path.stem for path in sorted(published.QUERIES.glob("overview__*.sql")) if "$" not in path.read_text("utf-8")
]
NEVER = date(9999, 12, 31)
STATES = "intermediate/obligation_states.parquet"
LOUD = "select count(*) from marts.compliance where missing_zh = '别处所判'"


@pytest.fixture(scope="module")
def judged(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's judged tables as they would come back; to be copied where they are to be spoilt."""
    folder = tmp_path_factory.mktemp("judged") / "judged"
    line = ["export", "--store", str(demo_store), "--parquet", str(folder), "--only", "intermediate"]
    assert CliRunner().invoke(cli, line).exit_code == 0
    return folder


@pytest.fixture
def store(demo_store: Path, tmp_path: Path) -> Path:
    """The demo's store, to be published anew."""
    return Path(shutil.copytree(demo_store, tmp_path / "store"))


@pytest.fixture
def spoilt(judged: Path, tmp_path: Path) -> Path:
    """The judged tables, to be spoilt."""
    return Path(shutil.copytree(judged, tmp_path / "spoilt"))


def bring_in(store: Path, folder: Path) -> Result:
    """What the terminal says when judged tables are brought in."""
    return CliRunner().invoke(cli, ["import", "--store", str(store), "--parquet", str(folder)])


def tell(folder: Path, **told: Any) -> None:
    """Say something else in a folder's manifest."""
    place = folder / elsewhere.MANIFEST
    place.write_text(json.dumps({**json.loads(place.read_text("utf-8")), **told}), "utf-8")


def rewrite(folder: Path, file: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Change the rows of a file, and its hash in the manifest with them."""
    change(pl.read_parquet(folder / file)).write_parquet(folder / file)
    files = elsewhere.manifest(folder)["files"]
    for one in files:
        if one["file"] == file:
            one["sha256"] = verify.digest(folder / file)
    tell(folder, files=files)


def ask(store: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows that a query finds in the published store."""
    with published.cursor(published.snapshot(store)) as cursor:
        return cursor.execute(sql).fetchall()


def tables_of(store: Path) -> dict[str, verify.Fingerprint]:
    """What every table of the published store holds."""
    [*names] = ask(store, "select schema_name || '.' || table_name from duckdb_tables()")
    count = "select '{0}', count(*), coalesce(sum(hash(held)), 0) from {0} as held"
    return {name: held for name, *held in ask(store, " union all ".join(count.format(name) for (name,) in names))}


def test_what_comes_back_makes_the_store_that_is_built_here_and_the_overview_shows_the_same(
    store: Path, judged: Path, demo_store: Path
) -> None:
    before = snapshots.current(store)
    answer = bring_in(store, judged)
    assert answer.exit_code == 0, answer.stderr
    assert snapshots.current(store) != before
    assert snapshots.is_current(store)
    assert tables_of(store) == tables_of(demo_store)
    for name in FIGURES:
        here, there = (published.query(name, store=folder) for folder in (demo_store, store))
        assert not here.is_empty()
        assert here.equals(there), name


def test_the_pages_show_what_was_judged_elsewhere_and_not_what_would_be_judged_here(
    store: Path, spoilt: Path, demo_store: Path
) -> None:
    rewrite(spoilt, STATES, lambda rows: rows.with_columns(missing_zh=pl.lit("别处所判")))
    assert ask(store, LOUD) == [(0,)]
    assert bring_in(store, spoilt).exit_code == 0
    assert ask(store, LOUD) > [(0,)]
    here, there = tables_of(demo_store), tables_of(store)
    assert {name for name in here if here[name] != there[name]} == {"intermediate.obligation_states"}


def test_what_breaks_a_check_is_not_published(store: Path, spoilt: Path) -> None:
    before, until = snapshots.current(store), pl.col("until_on")
    rewrite(spoilt, "intermediate/obligation_statuses.parquet", lambda rows: rows.filter(until < NEVER))
    with pytest.raises(views.CheckFailed, match="every_obligation_has_one_status"):
        build.build(store, judged=elsewhere.read(spoilt, 38))
    assert snapshots.current(store) == before


def test_what_was_judged_before_the_last_entry_of_the_ledger_is_refused(store: Path, judged: Path) -> None:
    intake.learn_alias(store, "unit", "某单位", *ask(store, "select min(unit_id) from marts.units")[0])
    answer = bring_in(store, judged)
    assert answer.exit_code == 1
    assert "found ledger_number 38, expected 39" in answer.stderr


def test_what_other_code_was_asked_to_judge_is_refused(store: Path, spoilt: Path) -> None:
    tell(spoilt, built_by="older")
    answer = bring_in(store, spoilt)
    assert answer.exit_code == 1
    assert "found built_by older" in answer.stderr


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / STATES).write_bytes(b"PAR1"), "not what its manifest says"),
        (lambda folder: (folder / STATES).unlink(), "it is not there"),
        (lambda folder: (folder / "manifest.json").unlink(), "found no readable manifest.json"),
        (lambda folder: (folder / "manifest.json").write_text('{"files'), "found no readable manifest.json"),
        (lambda folder: tell(folder, files=[]), "found no intermediate."),
        (lambda folder: rewrite(folder, STATES, lambda rows: rows.drop("due_on")), "do not fit"),
    ],
    ids=["cut short", "gone", "no manifest", "half a manifest", "nothing in it", "a column is gone"],
)
def test_what_is_not_whole_is_refused_in_one_line_and_the_published_store_stands(
    store: Path, spoilt: Path, harm: Callable[[Path], None], said: str
) -> None:
    before = snapshots.current(store)
    harm(spoilt)
    answer = bring_in(store, spoilt)
    assert answer.exit_code == 1
    assert said in answer.stderr
    assert "Traceback" not in answer.output
    assert snapshots.current(store) == before
    assert not list((store / "snapshots").glob("draft-*"))
