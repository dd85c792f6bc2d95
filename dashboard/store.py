"""The only door to the published data: a named query in, a polars frame out.

A store publishes each build under a new file name and then moves the pointer
`CURRENT`, so a file that is open never changes. One connection is kept per
published file; every query takes a cursor of its own, because threads that
share one connection break each other's results.
"""

import os
import re
import threading
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from dashboard import events

# A relation would be planned twice, which costs more than the copy of a page's few rows that is warned of.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result")

QUERIES = Path(__file__).resolve().parents[1] / "sql" / "queries"
DEFAULT_STORE = "store"
MARKS = ("CURRENT", "ledger.sqlite")
QUERY_NAME = re.compile(r"[a-z][a-z0-9_]*")
IDLE_SECONDS = 120.0
# A check sum that does not match is told by no class of its own, but by the one above all of them.
UNREADABLE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)
UNKNOWN_THERE = (duckdb.CatalogException, duckdb.BinderException)
READ_ONLY = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    # Over a page's few rows planning is what costs, and this looks at every expression to save what is little.
    "disabled_optimizers": "common_subexpressions",
    "lock_configuration": "true",
}


class NoStore(Exception):
    """There is no store in this folder."""


class NotPublished(Exception):
    """The store is there, but nothing has been published in it yet."""


class Damaged(Exception):
    """What is published cannot be opened or read through."""


class OfAnotherVersion(Exception):
    """What is published was built by another version of the program and lacks what a query asks for."""


class UnknownQuery(Exception):
    """No file of that name in sql/queries."""


UNANSWERED = (NoStore, NotPublished, Damaged, OfAnotherVersion, duckdb.Error)


@dataclass(frozen=True)
class Snapshot:
    """One published file; the stamp tells two files of one name apart."""

    path: Path
    stamp: int


@dataclass
class _Opened:
    snapshot: Snapshot
    connection: duckdb.DuckDBPyConnection
    used_at: float


_opened: dict[Path, _Opened] = {}
_lock = threading.Lock()


def store_folder(store: str | Path | None = None) -> Path:
    """The folder given, else TAIZHANG_STORE, else ./store."""
    # Every page asks for it some twenty times; following the links on the way to it would cost it as many walks.
    return Path(store or os.environ.get("TAIZHANG_STORE") or DEFAULT_STORE).absolute()


def snapshot(store: str | Path | None = None) -> Snapshot:
    """The published file to read: what CURRENT names."""
    folder = store_folder(store)
    if not any((folder / name).exists() for name in MARKS):
        raise NoStore(f"found no store in {folder}; 'taizhang init --plan PATH' makes one")
    return built(_current(folder))


def built(path: Path) -> Snapshot:
    """A file that was built, such as one of an earlier ledger number."""
    try:
        facts = path.stat()
    except OSError as error:
        raise damaged(path) from error
    return Snapshot(path, facts.st_mtime_ns ^ facts.st_ino)


def query(
    name: str,
    /,
    *,
    store: str | Path | None = None,
    as_of: date | None = None,
    **params: Any,
) -> pl.DataFrame:
    """Run sql/queries/<name>.sql with its `$parameters` bound, as of a day if one is given."""
    return query_snapshot(name, snapshot(store), as_of, params)


def query_snapshot(name: str, published: Snapshot, as_of: date | None, params: dict[str, Any]) -> pl.DataFrame:
    """The same on a file already chosen, so that one page reads one build throughout."""
    text = query_text(name)
    try:
        with cursor(published) as reader:
            if as_of is not None:
                reader.execute("set variable as_of = cast(? as date)", [as_of])
            answer = reader.execute(text, params or None).to_arrow_table()
    except UNKNOWN_THERE as error:
        raise OfAnotherVersion(
            f"{published.path}: {name} asks for what this build has not; 'taizhang verify' builds it again"
        ) from error
    except duckdb.Error as error:
        if isinstance(error, UNREADABLE) or type(error) is duckdb.Error:
            raise damaged(published.path) from error
        raise
    return plain_numbers(pl.DataFrame(answer))


def combined(name: str, answers: Mapping[str, pl.DataFrame], params: Mapping[str, Any]) -> pl.DataFrame:
    """Run a query over answers of other queries, each a table of its name; so two stores are compared."""
    text = query_text(name)
    with duckdb.connect(config=dict(READ_ONLY)) as memory:
        for table, answer in answers.items():
            memory.register(table, answer.to_arrow())
        found = memory.execute(text, dict(params) or None).to_arrow_table()
    return plain_numbers(pl.DataFrame(found))


def plain_numbers(answer: pl.DataFrame) -> pl.DataFrame:
    """Sums come as 38-digit decimals, which neither JSON nor a chart takes; whole ones become integers if they fit."""
    wide = [answer[name] for name, kind in answer.schema.items() if isinstance(kind, pl.Decimal)]
    return answer.with_columns(_plain(numbers) for numbers in wide) if wide else answer


def _plain(numbers: pl.Series) -> pl.Series:
    if isinstance(numbers.dtype, pl.Decimal) and numbers.dtype.scale:
        return numbers.cast(pl.Float64)
    whole = numbers.cast(pl.Int64, strict=False)
    return whole if whole.null_count() == numbers.null_count() else numbers


def damaged(path: Path) -> Damaged:
    """What is said of a build that cannot be read."""
    return Damaged(f"{path}: this build cannot be opened; 'taizhang doctor --mend' builds it again")


def _current(folder: Path) -> Path:
    pointer = folder / "CURRENT"
    if not pointer.exists():
        raise NotPublished(f"found nothing published in {folder}; 'taizhang doctor --mend' builds it")
    if pointer.is_symlink():
        return pointer.resolve()
    # A power cut may leave anything in a file; what names nothing is told as damage.
    name = pointer.read_text(encoding="utf-8", errors="replace").replace("\0", "").strip()
    inside = folder / name
    return inside if inside.is_file() else folder / "snapshots" / Path(name).name


def published_name(folder: Path) -> str:
    """What the pointer names, as it is written there; nothing where there is no pointer."""
    try:
        return _current(folder).name
    except NotPublished:
        return ""


def query_text(name: str) -> str:
    """The SQL of a named query."""
    path = QUERIES / f"{name}.sql"
    if not QUERY_NAME.fullmatch(name) or not path.is_file():
        raise UnknownQuery(name)
    return path.read_text(encoding="utf-8")


def cursor(published: Snapshot) -> duckdb.DuckDBPyConnection:
    """A cursor of one's own on a published file."""
    with _lock:
        now = time.monotonic()
        opened = _opened.get(published.path)
        if opened and opened.snapshot != published:
            # The file under this name was replaced; while an old connection lives, the old data would be served.
            _opened.pop(published.path).connection.close()
            opened = None
        if opened is None:
            connection = _connect(published.path)
            events.tell("opened", build=published.path.name)
            opened = _opened[published.path] = _Opened(published, connection, now)
        opened.used_at = now
        _close_idle(now, published.path)
        return opened.connection.cursor()


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY))
    except duckdb.Error as error:
        raise damaged(path) from error


def _close_idle(now: float, in_use: Path) -> None:
    idle = [path for path, opened in _opened.items() if now - opened.used_at > IDLE_SECONDS]
    for path in idle:
        if path != in_use:
            _opened.pop(path).connection.close()
