"""The arrows of the design: who may import whom, who may read what, and what never enters the repository."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

ROOT = Path(__file__).parents[1]
SQL = ROOT / "sql"
SCHEMAS = {"staging", "intermediate", "rules", "marts", "reference"}
NOT_SCHEMAS = {"queries", "saved", "checks", "warnings"}
VIEWS = sorted(path for path in SQL.glob("*/*.sql") if path.parent.name not in NOT_SCHEMAS)
QUERIES = sorted(SQL.glob("queries/*.sql"))
SAVED = sorted(SQL.glob("saved/*.sql"))
PAGES = sorted(ROOT.glob("dashboard/pages/*.py"))
OPENS_DUCKDB = {"dashboard/store.py", "dashboard/relations.py", "dashboard/sandbox.py", "dashboard/sandbox_worker.py"}
MIB = 1024 * 1024

# Written so that this file does not hold what it looks for.
FOREIGN = re.compile(r"(?:pypi|pythonhosted|npmjs|anaconda)[.](?:org|com)\b|(?<![\w.])/(?:work|root|home/\w+|tmp/v)/\w")


def name_of(path: Path) -> str:
    """A path as the repository knows it."""
    return path.relative_to(ROOT).as_posix()


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that a file imports, inside functions too, as dotted names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(name for node in ast.walk(tree) for name in imported(node))


def imported(node: ast.AST) -> Iterator[str]:
    """The dotted names that one statement imports; `from a import b` gives `a` and `a.b`."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(folder: str, *packages: str) -> set[str]:
    """The files under a folder that import any of these packages."""
    return {
        name_of(path)
        for path in sorted(ROOT.glob(folder))
        if any(name.split(".")[0] in packages for name in imports(path))
    }


def reads(path: Path) -> set[str]:
    """The schemas that a file of SQL reads."""
    parsed = sqlglot.parse_one(path.read_text(encoding="utf-8"), dialect="duckdb")
    return {table.db for table in parsed.find_all(exp.Table) if table.db}


def tracked() -> list[Path]:
    """The files of the repository that stand in the work tree; every file where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git work tree")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_ingest_knows_nothing_of_the_dashboard() -> None:
    assert not importers(
        "ingest/**/*.py", "dashboard", "streamlit", "plotly", "starlette", "taizhang", "streamlit_app", "asgi_app"
    )


def test_the_dashboard_reaches_ingest_only_through_its_public_face() -> None:
    allowed = {"ingest", "ingest.intake"}
    strangers = {
        (name_of(path), name)
        for path in sorted(ROOT.glob("dashboard/**/*.py"))
        for name in imports(path)
        if name.split(".")[0] == "ingest" and name not in allowed and not name.startswith("ingest.intake.")
    }
    assert not strangers


def test_the_product_needs_no_spark() -> None:
    assert not importers("*.py", "spark", "pyspark")
    assert not importers("dashboard/**/*.py", "spark", "pyspark")
    assert not importers("ingest/**/*.py", "spark", "pyspark")
    assert importers("spark/*.py", "pyspark") == {"spark/judge.py"}


def test_the_doors_are_imported_by_nobody() -> None:
    assert not importers("dashboard/**/*.py", "asgi_app", "taizhang", "streamlit_app")


def test_only_the_store_and_the_sandbox_open_duckdb_on_the_reading_side() -> None:
    assert importers("dashboard/**/*.py", "duckdb") <= OPENS_DUCKDB
    assert not importers("streamlit_app.py", "duckdb")
    assert not importers("taizhang.py", "duckdb")


def test_charts_are_pure() -> None:
    assert not importers("dashboard/charts.py", "streamlit", "duckdb", "ingest")


def test_pages_reach_the_intake_only_across_the_offices_desk() -> None:
    kin = {"office", "originals", "rulings", "withdrawals", "verdicts", "board", "scoped"}
    own = {path.stem for path in ROOT.glob("dashboard/cli_*.py")}
    allowed = {f"dashboard/{name}.py" for name in kin | own}
    assert importers("dashboard/**/*.py", "ingest") <= allowed
    assert not importers("streamlit_app.py", "ingest")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_neither_queries_nor_computes_nor_draws(page: Path) -> None:
    heavy = {"duckdb", "polars", "pandas", "numpy", "plotly", "sqlite3"}
    assert not {name.split(".")[0] for name in imports(page)} & heavy


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_holds_no_sql_and_no_colours(page: Path) -> None:
    texts = [node.value for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))) if is_text(node)]
    assert not [text for text in texts if re.search(r"\bselect\b[^.]*\bfrom\b|#[0-9A-Fa-f]{6}\b", text)]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_chart_of_a_page_gives_the_numbers_it_is_drawn_from(page: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    drawn = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "draw"]
    assert not [ast.unparse(call) for call in drawn if len(call.args) + len(call.keywords) < 3]


def is_text(node: ast.AST) -> bool:
    """Whether a node is a literal text."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_folder_of_sql_is_a_schema() -> None:
    folders = {path.name for path in SQL.iterdir() if path.is_dir()}
    assert folders <= SCHEMAS | NOT_SCHEMAS
    assert {path.name for path in SQL.iterdir() if path.is_file()} <= {"columns.csv"}
    assert not [name_of(path) for path in SQL.glob("*/*") if path.suffix != ".sql"]


@pytest.mark.parametrize("view", VIEWS, ids=name_of)
def test_a_view_opens_with_what_one_row_is_in_both_languages(view: Path) -> None:
    english, chinese = view.read_text(encoding="utf-8").splitlines()[:2]
    assert re.match(r"-- One row(?: per|:) \w", english)
    assert re.match(r"-- (?:每|仅一行|一行)", chinese)


@pytest.mark.parametrize("query", QUERIES + SAVED, ids=name_of)
def test_a_query_says_what_one_row_is_and_reads_only_marts(query: Path) -> None:
    assert re.match(r"-- One row(?: per|:) \w", query.read_text(encoding="utf-8"))
    assert reads(query) <= {"marts", "reference"}


@pytest.mark.parametrize("query", QUERIES, ids=name_of)
def test_a_query_is_named_for_its_page_and_what_it_shows(query: Path) -> None:
    assert re.fullmatch(r"[a-z_]+?__[a-z_]+", query.stem)


@pytest.mark.parametrize("view", [view for view in VIEWS if view.parent.name == "staging"], ids=name_of)
def test_staging_reads_only_raw(view: Path) -> None:
    assert reads(view) == {"raw"}


@pytest.mark.parametrize("view", [view for view in VIEWS if view.parent.name != "staging"], ids=name_of)
def test_no_view_reads_downstream(view: Path) -> None:
    # The index is intermediate, the rules judge it, what follows from their verdicts is intermediate again.
    later = {"intermediate": {"marts"}, "rules": {"marts"}}
    assert not reads(view) & later.get(view.parent.name, set())


@pytest.mark.parametrize("view", VIEWS, ids=name_of)
def test_a_judging_view_translates_to_another_engine(view: Path) -> None:
    text = view.read_text(encoding="utf-8")
    assert sqlglot.transpile(text, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)


def test_nothing_is_kept_under_an_old_name() -> None:
    assert not [name_of(path) for path in tracked() if re.search(r"_(?:old|new|bak|copy|v\d)\b", path.stem)]


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    found = [(name_of(path), match[0]) for path in tracked() for match in FOREIGN.finditer(text_of(path))]
    assert not found


def text_of(path: Path) -> str:
    """A file's text, or nothing where it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_tracked_file_is_larger_than_a_mebibyte() -> None:
    assert not [(name_of(path), path.stat().st_size) for path in tracked() if path.stat().st_size > MIB]
