"""A campaign of very many units without their workbooks: a small one that was read in, repeated under new names.

Rows go straight to where accepted rows lie, and their uploads into the ledger, so that the build meets what it would
meet after as many workbooks; only the files as received are not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from bench import campaign
from ingest import accepted, ledger
from ingest.accepted import Drafts
from ingest.catalogue import SHEETS
from ingest.ledger import Event, Upload
from ingest.results import upload_name

UNITS_AT_A_TIME = 2_500
GROUP = r"第(\d+)指导检查组"
UNIT = r"^D(\d+)$"
NAME = r"示例(\d+)局"
PLACES = 7


@dataclass(frozen=True)
class Rows:
    """The rows of one kind of sheet, as a table of an upload."""

    kind: str
    rows: pl.DataFrame

    @property
    def sheet_name(self) -> str:
        """The name of the sheet."""
        return SHEETS[self.kind].title

    @property
    def row_count(self) -> int:
        """All rows are good."""
        return self.rows.height


def multiply(few: Path, store: Path, unit_count: int) -> int:
    """Fill a store that has its plan with the uploads of a small campaign, as often as gives so many units."""
    told = list(ledger.uploads(ledger.events(few)).values())
    known = accepted.read(few, told[:1])["units"].height
    blocks = range(-(-unit_count // known))
    at_once = max(UNITS_AT_A_TIME // known, 1)
    for first in range(0, len(blocks), at_once):
        for upload in told:
            take(few, upload, store, blocks[first : first + at_once], known)
    return len(blocks) * known


def take(few: Path, upload: Upload, store: Path, blocks: Iterable[int], known: int) -> None:
    """One upload of the small campaign, as an upload of many of its like."""
    number, drafts = ledger.next_number(store), Drafts(store)
    found = accepted.read_in_parts(few, [upload])
    tables = [Rows(kind, together(rows, kind, blocks, known)) for kind, rows in found]
    notes = accepted.write(drafts, upload_name(number), tables, accepted.read_findings(few, [upload]))
    drafts.settle()
    payload: dict[str, Any] = {**upload.event.payload, **notes, "upload_id": upload_name(number)}
    ledger.extend(store, [Event(number, "upload", upload.event.at, "bench", "", payload)])


def together(rows: pl.DataFrame, kind: str, blocks: Iterable[int], known: int) -> pl.DataFrame:
    """The rows of several blocks of units, one after the other."""
    own = [name for name in rows.columns if name not in ("upload_id", "upload_number", "file_name", "report_on")]
    parts = [renamed(rows.select(own), block * known) for block in blocks]
    numbered = pl.concat(parts).with_columns(row_number=pl.int_range(2, pl.len() + 2, dtype=pl.Int32))
    return numbered.drop("parser_version", strict=False)


def renamed(rows: pl.DataFrame, by: int) -> pl.DataFrame:
    """The rows as those of units that many places further on, in groups as many further on."""
    groups = by // campaign.UNITS_PER_GROUP
    texts = [name for name, kind in rows.schema.items() if kind == pl.String]
    return rows.with_columns(moved(name, by, groups) for name in texts)


def moved(name: str, by: int, groups: int) -> pl.Expr:
    """A text with the numbers of its unit and of its group moved on."""
    text = pl.col(name)
    unit = text.str.extract(UNIT).cast(pl.Int64) + by
    text = pl.when(unit.is_not_null()).then(pl.lit("D") + padded(unit)).otherwise(text)
    for before, pattern, after, step in (("示例", NAME, "局", by), ("第", GROUP, "指导检查组", groups)):
        number = pl.col(name).str.extract(pattern).cast(pl.Int64) + step
        written = pl.lit(before) + (padded(number) if step == by and before == "示例" else number.cast(pl.String))
        replaced = text.str.replace(pattern, written + after)
        text = pl.when(number.is_not_null()).then(replaced).otherwise(text)
    return text.alias(name)


def padded(number: pl.Expr) -> pl.Expr:
    """A number with as many places as the largest campaign needs, so that names sort as their numbers do."""
    return number.cast(pl.String).str.zfill(PLACES)
