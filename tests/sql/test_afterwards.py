"""What was known when a day ended, and what the office entered later that speaks of it.

A back-dated upload, a withdrawal or a decision moves a past day; a file that tells of a later day does not.
"""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

from ingest import entries, rawtables
from tests.sql.drawing import Row, day, parse
from tests.sql.plans import plan
from tests.sql.world import stage, world

REPORTED = """
    told  | unit | held_on | upload
    06-05 | 甲   | 06-04   | 2
    06-12 | 甲   | 06-04   | 3
    06-05 | 乙   | 06-04   | 4
    06-19 | 甲   | 06-04   | 7
"""
ENTERED = """
    number | on    | kind        | upload
    1      | 05-21 | plan        |
    2      | 06-05 | upload      | u2-2009-06-05
    3      | 06-12 | upload      | u3-2009-06-12
    4      | 06-13 | upload      | u4-2009-06-05
    5      | 06-13 | withdrawal  | u2-2009-06-05
    6      | 06-14 | reading     |
    7      | 06-19 | upload      | u7-2009-06-19
    8      | 06-20 | restoration | u2-2009-06-05
    9      | 06-20 | alias       |
"""


def entered(text: str, loaded_on: str | None = None) -> pl.DataFrame:
    rows = [entry(drawn, day(loaded_on or drawn["on"])) for drawn in parse(text)]
    return pl.DataFrame(rows, schema=entries.SCHEMA, orient="row")


def entry(drawn: Row, on: date) -> Row:
    return {
        "entry_number": int(drawn["number"]),
        "entry_kind": drawn["kind"],
        "entered_at": datetime(on.year, on.month, on.day, 8),
        "entered_on": on,
        "upload_id": drawn["upload"],
    }


def afterwards(on: str, ledger: pl.DataFrame) -> tuple[int, ...]:
    """What was known then; then late uploads, withdrawals, restorations and decisions."""
    told = world(plan(requirements="requirement_id\nmeeting"), units="unit\n甲\n乙", meetings=REPORTED)
    connection = stage().show(told)
    connection.execute("truncate raw.entries")
    rawtables.load(connection, "raw.entries", ledger)
    [row] = told.ask("select * exclude (as_of) from marts.afterwards", on)
    return tuple(row.values())


def test_a_day_that_the_office_lived_through_ended_with_what_it_had_entered_by_then() -> None:
    assert afterwards("06-05", entered(ENTERED)) == (2, 1, 1, 1, 1)
    assert afterwards("06-12", entered(ENTERED)) == (3, 1, 1, 1, 1)
    assert afterwards("06-13", entered(ENTERED)) == (5, 0, 0, 1, 1)
    assert afterwards("06-19", entered(ENTERED)) == (7, 0, 0, 1, 0)


def test_what_tells_of_a_later_day_moves_no_earlier_one() -> None:
    without_late = "\n".join(line for line in ENTERED.splitlines() if line.split("|")[0].strip() not in tuple("45689"))
    assert afterwards("06-05", entered(without_late)) == (2, 0, 0, 0, 0)


def test_a_day_before_the_store_was_kept_ended_when_the_first_file_told_of_a_later_one() -> None:
    assert afterwards("06-05", entered(ENTERED, loaded_on="08-01")) == (2, 1, 1, 1, 1)
    assert afterwards("06-12", entered(ENTERED, loaded_on="08-01")) == (6, 0, 0, 1, 0)


def test_the_last_day_that_was_told_of_is_not_past() -> None:
    assert afterwards("06-20", entered(ENTERED)) == (9, 0, 0, 0, 0)
