"""Whether what is published can be read through and is what the ledger says; where it is not, it is built again."""

from __future__ import annotations

from pathlib import Path

import duckdb

from ingest import build, judging, ledger, snapshots


def why_unsound(store: Path) -> str:
    """Why what is published cannot be read, or is not what the ledger says; nothing where it is well."""
    if not (store / snapshots.CURRENT).exists():
        return "nothing is published"
    path = snapshots.current(store)
    if not path.is_file():
        return "what it names is gone"
    if not is_readable(path):
        return f"{path.name} cannot be read through"
    return "" if snapshots.is_current(store) else "it is behind the ledger, or other code built it"


def is_readable(path: Path) -> bool:
    """Whether every row of every table of a build can be read; each block of the file has a check sum."""
    try:
        with judging.beside(path, read_only=True) as connection:
            for name in judging.tables_beside(connection):
                connection.execute(f"select sum(hash(read_through)) from {name} as read_through").fetchall()
    except duckdb.Error:
        return False
    return True


def mend(store: Path) -> Path:
    """What is published, built again first where it cannot be read or is behind."""
    with ledger.writing(store):
        return build.build(store) if why_unsound(store) else snapshots.current(store)
