"""What is overdue or incomplete, in words: what exactly is missing, since when, and what to hand in where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dashboard import data
from dashboard.words import day, say

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Debtor:
    """Who owes something, and what."""

    debtor_id: str
    name: str
    rows: tuple[Row, ...]

    def count(self, status: str) -> int:
        """How many of what it owes stand there."""
        return sum(row["status"] == status for row in self.rows)


def debtors() -> list[Debtor]:
    """Every unit that owes something, by class; a guidance group owes under its own name, not under the unit's."""
    rows = data.frame("paper__owed").to_dicts()
    units = groupby((row for row in rows if row["bearer"] != "group"), key=lambda row: str(row["unit_id"]))
    groups = groupby(
        sorted((row for row in rows if row["bearer"] == "group"), key=lambda row: str(row["owed_by"])),
        key=lambda row: str(row["owed_by"]),
    )
    return [*map(a_unit, units), *map(a_group, groups)]


def a_unit(found: tuple[str, Iterator[Row]]) -> Debtor:
    """A unit with what it and its branches owe."""
    rows = tuple(found[1])
    return Debtor(found[0], str(rows[0]["unit_name"]), rows)


def a_group(found: tuple[str, Iterator[Row]]) -> Debtor:
    """A guidance group with what it owes for its units."""
    return Debtor("", found[0], tuple(found[1]))


def counted(debtors: Sequence[Debtor]) -> str:
    """How many things are overdue and incomplete, in words; what is nil is left out."""
    counts = {status: sum(one.count(status) for one in debtors) for status in ("overdue", "incomplete")}
    return say("form.between").join(say(f"owed.{status}", count=count) for status, count in counts.items() if count)


def title(row: Row) -> str:
    """The requirement, and for whom where that is not the unit as a whole."""
    whom = row["unit_name"] if row["bearer"] == "group" else row["bearer_name"]
    return say("owed.of_bearer", title=row["requirement_title"], bearer=whom) if whom else str(row["requirement_title"])


def missing(row: Row) -> str:
    """What exactly is missing."""
    if row["status"] == "overdue":
        return say("owed.nothing_yet")
    return say("owed.missing", missing=row["reason"]) if row["reason"] else say("status.incomplete")


def late(row: Row) -> str:
    """How long it has been due, or until when it may still be completed."""
    key = "owed.late" if row["days_late"] > 0 else "owed.in_time"
    return say(key, days=row["days_late"], day=day(row["due_on"]))


def hand_in(row: Row) -> str:
    """What to report on which sheet, and for what has not come at all, to whom and with what."""
    types = "" if row["evidence_types"] in (None, "*") else say("owed.of_type", types=row["evidence_types"])
    told = [say("owed.sheet", sheet=say(f"sheet.{row['evidence_sheet']}"), types=types)]
    if row["status"] == "overdue":
        told += [say(f"owed.{name}", what=row[name]) for name in ("recipients", "attachments") if row[name]]
    return "\n".join(told)


def in_one_line(row: Row) -> str:
    """All of it but where to hand it in."""
    return say("owed.line", title=title(row), missing=missing(row), late=late(row))
