"""One column of a table: each distinct value is read once, then spread over the rows by its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from typing import Any

import numpy as np
import polars as pl

from ingest.context import Context
from ingest.parse import (
    BLANK_MARKS,
    Read,
    error_word,
    read_ratio,
)
from ingest.readers import reader_of
from ingest.spec import SQL_TYPES, Column

POLARS_TYPES = {"varchar": pl.String, "date": pl.Date, "integer": pl.Int32, "double": pl.Float64}
FEW_ROWS = 3_000
LONGEST_MARK = 2
ERROR_STARTS = frozenset("#＃")


@dataclass(frozen=True)
class Values:
    """The distinct values of a column, read; `problems` by code holds refusals and warnings."""

    values: list[Any]
    dtype: Any
    problems: dict[int, Read] = field(default_factory=dict)

    def series(self, codes: np.ndarray) -> pl.Series:
        """The column spread over rows."""
        return spread(self.values, self.dtype, codes)


def spread(values: list[Any], dtype: Any, codes: np.ndarray) -> pl.Series:
    """Distinct values laid out by code. For few rows a list costs less than a query."""
    if len(codes) < FEW_ROWS:
        return pl.Series([values[code] for code in codes.tolist()], dtype=dtype, strict=False)
    return pl.Series(values, dtype=dtype, strict=False).gather(codes)


def polars_type(column: Column) -> Any:
    """The column's type in a frame."""
    return POLARS_TYPES[SQL_TYPES[column.type]]


def read_values(column: Column, values: list[Any], context: Context) -> Values:
    """All distinct values of a column. The plain ones are taken at a glance; the rest go to the patient parser."""
    if column.type == "text" and column.default is None and all_plain(values):
        return Values(values, polars_type(column))
    reader, glance = reader_of(column, context), GLANCES.get(column.type)
    result, blank = [None] * len(values), blank_value(column)
    problems: dict[int, Read] = {}
    for code, value in enumerate(values):
        if value is None:
            result[code] = blank
            continue
        taken = glance(value) if glance else None
        if taken is None:
            read = error_word(value) or reader(value)
            taken = None if read.is_refused else read.value
            if read.code:
                problems[code] = read
        result[code] = blank if taken is None else taken
    return Values(result, polars_type(column), problems)


def blank_value(column: Column) -> Any:
    """What a blank cell means: the default, the unit itself instead of a branch, or nothing."""
    return "" if column.type == "branch" else column.default


def glance_text(value: Any) -> str | None:
    """Text that needs no trimming."""
    if type(value) is not str or len(value) <= LONGEST_MARK or value in BLANK_MARKS:
        return None
    plain = value.isprintable() and value[0] != " " and value[-1] != " " and value[0] not in ERROR_STARTS
    return value if plain else None


def all_plain(values: list[Any]) -> bool:
    """Whether every value is such a text, seen in a few sweeps."""
    texts = [value for value in values if value is not None]
    if not set(map(type, texts)) <= {str} or not all(map(str.isprintable, texts)):
        return False
    if list(map(str.strip, texts)) != texts or not ERROR_STARTS.isdisjoint(map(itemgetter(0), texts)):
        return False
    return min(map(len, texts), default=LONGEST_MARK + 1) > LONGEST_MARK and BLANK_MARKS.isdisjoint(texts)


def glance_count(value: Any) -> int | None:
    """A whole number stored as one."""
    return int(value) if type(value) is float and 0 <= value <= 2_000_000_000 and value.is_integer() else None


def glance_date(value: Any) -> date | None:
    """A cell that already is a day."""
    return value if type(value) is date and 1911 <= value.year <= 2100 else None


def glance_number(value: Any) -> float | None:
    """A number stored as one."""
    return value if type(value) is float and -1e15 < value < 1e15 else None


GLANCES: dict[str, Callable[[Any], Any]] = {
    "text": glance_text,
    "count": glance_count,
    "date": glance_date,
    "number": glance_number,
}


def percent_aware(column: Column, values: Values, raw: list[Any], percent_codes: set[int]) -> Values:
    """A share whose cells are shown as percentages is taken as stored: 1 is then surely 100 %."""
    if column.type != "ratio" or not percent_codes:
        return values
    result, problems = list(values.values), dict(values.problems)
    for code in percent_codes:
        read = read_ratio(raw[code], is_percent=True)
        problems.pop(code, None)
        result[code] = None if read.is_refused else read.value
        if read.code:
            problems[code] = read
    return replace(values, values=result, problems=problems)
