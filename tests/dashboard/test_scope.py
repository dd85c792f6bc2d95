"""A scope at every door: whoever sees a part of the units finds nothing of the others, wherever it is looked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from dashboard import (
    accounts,
    audit,
    batches,
    filters,
    office,
    originals,
    past,
    rulings,
    sandbox,
    sessions,
    store,
    who,
    withdrawals,
)
from dashboard.web import mode
from ingest import intake, snapshots
from tests.dashboard.conftest import APP
from tests.dashboard.signing_in import opened, signed_in
from tests.ingest.stores import write

UNIT, GROUP = "unit:B10", "group:第一指导检查组"
PAGES = sorted(path.stem for path in (APP.parent / "dashboard/pages").glob("*.py"))
SCOPES = {"unit": UNIT, "group": GROUP}
# The letters and numbers of cells look like codes of units.
NOT_NAMES = ("cell",)
FORBIDDEN = ("action_plans", "audit", "accounts", "names", "sql")


@pytest.fixture(scope="module")
def folder(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the demo's store with somebody of the office for each scope."""
    made = Path(shutil.copytree(demo_store, tmp_path_factory.mktemp("scope") / "store"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAIZHANG_STORE", str(made))
        patch.setenv(mode.VARIABLE, mode.ACCOUNTS)
        yield made


@pytest.fixture(scope="module")
def signed(folder: Path) -> dict[str, str]:
    return {name: signed_in(folder, name, "office", scope) for name, scope in SCOPES.items()}


@pytest.fixture(scope="module")
def parts(folder: Path) -> dict[str, Path]:
    return {name: intake.part_at(folder, intake.known_number(folder), scope) for name, scope in SCOPES.items()}


@pytest.fixture
def as_unit(signed: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    said = {who.SESSION: signed["unit"], who.NAME: "unit", who.ORIGIN: ""}
    monkeypatch.setattr(who, "said", lambda: said)


def of_others(folder: Path, scope: str) -> set[str]:
    """The codes and names of all units that are not of a scope."""
    own = intake.units_in(folder, scope)
    with duckdb.connect(str(snapshots.current(folder)), read_only=True) as whole:
        rows = whole.execute("select distinct unit_id, unit_name, short_names from raw.units").fetchall()
    names = {row[0]: {row[0], row[1], *(row[2] or "").split("\x1f")} - {""} for row in rows}
    return {name for unit, told in names.items() if unit not in own for name in told} - {
        name for unit in own for name in names[unit]
    }


def columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Every column of words that stands in the file; views only make more of what these hold."""
    return connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() join duckdb_tables() "
        "using (schema_name, table_name) where (data_type like 'VARCHAR%' or data_type like 'ENUM%')"
    ).fetchall()


def told_of(values: set[str], others: set[str]) -> set[str]:
    """What of some words is of others: their codes, or a text that names one."""
    return {value for value in values if value in others or any(len(one) > 3 and one in value for one in others)}


# Who is the worst is so among those who may be seen.
OF_ALL = ["worst_stretches", "worst_units"]


@pytest.mark.parametrize("name", SCOPES)
def test_the_store_of_a_part_names_nobody_else_in_any_column(name: str, folder: Path, parts: dict[str, Path]) -> None:
    others = of_others(folder, SCOPES[name])
    assert len(others) > 80
    with duckdb.connect(str(parts[name]), read_only=True) as part:
        for schema, table, column in columns(part):
            rows = part.execute(f'select distinct cast("{column}" as varchar) from {schema}.{table}').fetchall()
            found = told_of({value for (value,) in rows if value}, others)
            assert column in NOT_NAMES or not found, f"{schema}.{table}.{column}: {found}"


@pytest.mark.parametrize("name", SCOPES)
def test_the_store_of_a_part_says_of_its_units_what_the_whole_says(
    name: str, folder: Path, parts: dict[str, Path]
) -> None:
    with duckdb.connect(str(snapshots.current(folder)), read_only=True) as whole:
        whole.execute("set variable own = ?", [sorted(intake.units_in(folder, SCOPES[name]))])
        of_units = "select * from {} where unit_id in (select unnest(getvariable('own')))"
        tables = whole.execute(
            "select distinct schema_name || '.' || table_name from duckdb_columns() "
            "where not internal and column_name = 'unit_id' and schema_name in ('marts', 'intermediate') "
            "and not table_name in (select unnest($of_all))",
            {"of_all": OF_ALL},
        ).fetchall()
        with duckdb.connect(str(parts[name]), read_only=True) as part:
            for (table,) in tables:
                assert prints(part, f"select * from {table}") == prints(whole, of_units.format(table)), table


def prints(connection: duckdb.DuckDBPyConnection, rows: str) -> Any:
    """What rows come to, in whatever order they stand."""
    return connection.execute(f"select count(*), sum(hash(cast(t as varchar))::hugeint) from ({rows}) as t").fetchone()


@pytest.mark.parametrize("name", SCOPES)
def test_no_page_and_no_query_of_a_page_tells_of_others(
    name: str, folder: Path, signed: dict[str, str], parts: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    others, asked = of_others(folder, SCOPES[name]), set[str]()
    real = store.query_snapshot

    def query(asks: str, *arguments: Any) -> pl.DataFrame:
        answer = real(asks, *arguments)
        asked.add(asks)
        words = [answer[column] for column, kind in answer.schema.items() if kind == pl.String and column != "cell"]
        assert not told_of({value for column in words for value in column.to_list() if value}, others), asks
        return answer

    monkeypatch.setattr(store, "query_snapshot", query)
    for page in PAGES:
        if page not in FORBIDDEN:
            app = opened(signed[name], page)
            assert not app.exception, page
            shown = {str(one.value) for kind in ("markdown", "caption", "info", "warning") for one in app.get(kind)}
            assert not told_of(shown, others), page
    assert len(asked) > 60


@pytest.mark.parametrize("page", FORBIDDEN)
def test_pages_of_everybody_are_not_for_a_scope(page: str, signed: dict[str, str]) -> None:
    app = opened(signed["unit"])
    with pytest.raises(ValueError, match=page):
        app.switch_page(f"dashboard/pages/{page}.py")


def test_an_address_of_another_unit_or_upload_leads_to_nothing(signed: dict[str, str]) -> None:
    foreign = opened(signed["unit"], "unit", unit="A01")
    assert any("A01" in one.value for one in foreign.warning)
    assert opened(signed["unit"], "uploads", upload="U0003").warning
    assert opened(signed["unit"], "unit", unit="B10").metric


def test_a_past_state_is_no_way_round(signed: dict[str, str], folder: Path) -> None:
    app = opened(signed["unit"], "units", **{filters.KNOWN_AT: "1"})
    assert not app.exception
    assert any("您只看到" in one.value for one in app.caption)


def test_an_analyst_with_a_scope_asks_in_sql_what_is_of_the_scope_and_finds_nobody_else(
    parts: dict[str, Path],
) -> None:
    sql = "select distinct unit_id from raw.evidence_rows union select unit_id from marts.units"
    found = sandbox.run(sql, parts["unit"])
    assert found.frame["unit_id"].to_list() == ["B10"]


def meeting(path: Path, *units: str) -> Path:
    """A workbook that tells of a meeting of each of some units."""
    head = ["单位", "会议类型", "场次", "拟定日期", "召开日期", "应到人数", "实到人数"]
    day = date(2009, 6, 10)
    rows = [[unit, "领导班子专题民主生活会", 7, day, day, 7, 7] for unit in units]
    return write(path, date(2009, 6, 20), 会议=[head, *rows])


def named(folder: Path, *ids: str) -> list[str]:
    names = intake.scopes(folder)
    return [names[f"unit:{one}"] for one in ids]


def test_a_row_about_another_unit_is_refused_at_its_cell_and_names_nobody(folder: Path, tmp_path: Path) -> None:
    own, other = named(folder, "B10", "A01")
    found = intake.check(folder, [meeting(tmp_path / "a.xlsx", own, other, "查无此局")], only=UNIT)[0].check
    told = {finding.cell: finding for finding in found.findings if finding.severity in ("error", "question")}
    assert "别的单位" in told["A4"].message
    assert own in told["A4"].message
    assert told["A5"].code == "unit.unknown"
    assert own in told["A5"].suggestion
    assert [table.rows["unit_id"].to_list() for table in found.tables] == [["B10"]]


def test_a_group_hands_in_for_its_own_units_and_marks_their_reports(folder: Path, tmp_path: Path) -> None:
    own = sorted(intake.units_in(folder, GROUP))
    found = intake.check(folder, [meeting(tmp_path / "a.xlsx", *named(folder, *own[:2]))], only=GROUP)[0].check
    assert not found.blocking


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("单位名册", [["单位编码", "单位名称", "类别", "指导检查组"], ["B10", "某局", "市级部门", "第二指导检查组"]]),
        (
            "延期豁免",
            [
                ["单位", "要求", "类型", "申请日期", "理由", "批准方", "批准日期"],
                ["B10", "discussion", "豁免", date(2009, 6, 1), "忙", "我", date(2009, 6, 1)],
            ],
        ),
        (
            "审阅把关",
            [
                ["单位", "材料类型", "审阅方", "审阅日期", "结论"],
                ["B10", "分析检查报告初稿", "市委指导检查组", date(2009, 6, 1), "通过"],
            ],
        ),
    ],
)
def test_a_unit_neither_moves_itself_nor_excuses_itself_nor_passes_its_own_reports(
    title: str, rows: list[list[Any]], folder: Path, tmp_path: Path
) -> None:
    found = intake.check(folder, [write(tmp_path / "a.xlsx", date(2009, 6, 20), **{title: rows})], only=UNIT)[0].check
    assert any(finding.code == "scope.sheet" for finding in found.findings)
    assert not any(table.accepted for table in found.tables)


def test_what_is_taken_of_a_mixed_file_is_the_units_own_rows_and_no_others(
    folder: Path, tmp_path: Path, as_unit: None
) -> None:
    path = meeting(tmp_path / "b.xlsx", *named(folder, "B10", "A01"))
    number = office.hand_in([(path.name, path.read_bytes())])
    one = office.batch(number)
    assert one
    office.accept(one, None, skip_bad_rows=True, yes=False)
    job = office.accepting(one)
    assert job
    taken = job.answer[0]
    assert taken.upload_id
    rows = intake.rows_taken(folder, taken.upload_id)
    assert sum(sheet.rows.height for sheet in rows) == 1
    last = [line for line in audit.lines(folder) if line["kind"] == "accept"][-1]
    assert last["who"] == "unit"
    assert {move["unit_id"] for entry in batches.accepted(one) for move in entry["moves"]} <= {"B10"}


def test_a_batch_of_somebody_else_is_not_there_for_a_scope(folder: Path, as_unit: None) -> None:
    foreign = batches.keep(folder, [("c.xlsx", b"x")], "li")
    assert office.batch(foreign.number) is None
    assert foreign.number not in {one.number for one in office.unsettled()}
    assert office.hand_in([("c.xlsx", b"x")]) != foreign.number
    with pytest.raises(who.NotAllowed):
        office.accept(foreign, None, skip_bad_rows=True, yes=True)


@pytest.mark.parametrize(
    "act",
    [
        lambda: withdrawals.withdraw("U0001", "because"),
        lambda: originals.findings_of("U0001"),
        lambda: withdrawals.undoing("U0001"),
        lambda: withdrawals.previewing_withdrawal("U0001"),
        lambda: originals.surrounding("U0001", (("会议", 3),)),
        lambda: rulings.lessons(),
        lambda: rulings.previewing_reading("before", "strict", date(2009, 6, 15)),
        lambda: rulings.learn("unit", "", "教育居", "B10"),
        lambda: office.publish(),
    ],
)
def test_what_shows_or_touches_the_rows_of_all_is_refused_within_a_scope(act: Any, as_unit: None) -> None:
    with pytest.raises(who.NotAllowed):
        act()


def test_rows_of_an_upload_are_shown_within_a_scope_as_far_as_they_are_its_own(as_unit: None) -> None:
    rows = [
        sheet.rows
        for upload in intake.uploads(Path(os.environ["TAIZHANG_STORE"]))
        for sheet in originals.rows_taken(upload.upload_id)
    ]
    assert rows
    assert {str(one) for frame in rows if "单位" in frame.columns for one in frame["单位"].to_list()}


def test_another_scope_holds_at_the_next_click(folder: Path, signed: dict[str, str]) -> None:
    accounts.add(folder, "wu", "leader", by="t", password="long enough", scope=UNIT)
    token = sessions.sign_in(folder, "wu", "long enough", "")
    assert token
    app = opened(sessions.hashed(token), "units")
    assert any("您只看到" in one.value for one in app.caption)
    accounts.change(folder, "wu", by="t", scope="")
    app.run()
    assert not any("您只看到" in one.value for one in app.caption)


def test_an_administrator_has_no_scope(folder: Path) -> None:
    with pytest.raises(accounts.Refused, match="no scope"):
        accounts.add(folder, "boss", "administrator", by="t", scope=UNIT)
    with pytest.raises(accounts.Refused, match="no scope"):
        accounts.change(folder, "wu", by="t", role="administrator", scope=UNIT)


def asking(call: str) -> set[str]:
    """The modules of the dashboard in which a call stands."""
    paths = [APP, *APP.parent.glob("dashboard/**/*.py")]
    return {path.stem for path in paths if call in path.read_text(encoding="utf-8")}


def test_pages_ask_for_the_published_store_in_one_place_alone() -> None:
    assert asking("store.snapshot(") <= {"shown", "office", "cli_read", "store"}
    assert asking("shown.build(") == {"past", "watch"}
    assert past.published
