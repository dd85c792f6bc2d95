"""Accepted rows come upload by upload and lie unit by unit, so that some units' rows are found without reading all."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import polars as pl

from ingest import rawtables
from ingest.catalogue import SHEETS

TABLES = (*(f"raw.{kind}" for kind in SHEETS), "raw.evidence_rows", "raw.evidence_cells")


def load(connection: duckdb.DuckDBPyConnection, rows: Iterable[tuple[str, pl.DataFrame]]) -> None:
    """Put rows into the store that is attached; those of one unit stay in the order in which they come."""
    connection.execute("attach ':memory:' as arrived")
    connection.execute("create schema arrived.raw")
    for table in TABLES:
        connection.execute(f"create table arrived.{table} as from store.{table} limit 0")
    connection.execute("use arrived")
    for kind, frame in rows:
        rawtables.load_rows(connection, kind, frame)
    connection.execute("use store")
    for table in TABLES:
        connection.execute(f"insert into store.{table} from arrived.{table} order by unit_id, rowid")
    connection.execute("detach arrived")
