"""The campaign's briefing 通报: how it stands in sentences from the numbers, then by requirement, class and unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import polars as pl

from dashboard import bases, data
from dashboard.paper import official, owed
from dashboard.paper.texts import written
from dashboard.words import change, day, full_day, percent, say

Row = Mapping[str, Any]
ALL = 10_000
BY_REQUIREMENT = {
    "requirement_title": 40,
    "last_due_on": 26,
    "expected_count": 14,
    "completed_count": 16,
    "completed_ratio": 18,
    "on_time_count": 16,
    "overdue_count": 16,
    "incomplete_count": 16,
}
BY_GROUP = {
    "expected_count": 18,
    "completed_count": 18,
    "completed_ratio": 20,
    "on_time_count": 18,
    "overdue_count": 18,
}
ACTION_PLANS = {"action_title": 70, "milestone_status": 30, "completion_ratio": 24, "expected_ratio": 24}
SOON = {"due_on": 34, "requirement_title": 70, "obligation_count": 24, "due_soon_count": 28}


def document() -> bytes:
    """The file."""
    row = data.row("overview__headline")
    made = official.paper(say("brief.title", plan=row["plan_title"]), row["as_of"])
    numbers = iter(range(1, ALL))
    official.heading(made, numbered(numbers, "brief.state"))
    for sentence in state(row):
        official.body(made, sentence)
    for key, frame, columns in sections():
        if frame.height:
            official.heading(made, numbered(numbers, key))
            add(made, frame, columns)
    official.heading(made, numbered(numbers, "brief.owed"))
    add_owed(made)
    official.heading(made, numbered(numbers, "brief.soon"))
    add_soon(made, row)
    official.closing(made, row["as_of"])
    return official.content(made)


def numbered(numbers: Any, key: str) -> str:
    """A heading with its number."""
    return say("brief.numbered", number=say(f"ordinal.n{next(numbers)}"), heading=say(key))


def state(row: Row) -> list[str]:
    """How the campaign stands, what has changed in a week, and what the rates would be by other deadlines."""
    told = [say("brief.rates", **figures(row, ""), day=full_day(row["as_of"]), units=row["unit_count"])]
    if row["expected_count_before"]:
        told.append(week(row))
    told.append(
        say(
            "brief.open",
            overdue=row["overdue_count"],
            units=row["overdue_unit_count"],
            incomplete=row["incomplete_count"],
            needs_review=row["needs_review_count"],
            silent=row["silent_unit_count"],
            days=row["silent_days"],
        )
    )
    if bases.differ(row):
        both = {f"{base}_{name}": one for base in ("original", "extended") for name, one in figures(row, base).items()}
        told.append(say("brief.bases", **both))
    return told


def figures(row: Row, base: str) -> dict[str, Any]:
    """The rates by one of the three bases, as a message takes them."""
    end = f"_{base}" if base else ""
    return {
        "expected": row[f"expected{end}_count"],
        "completed": row[f"completed{end}_count"],
        "on_time": row[f"on_time{end}_count"],
        "completed_ratio": percent(row[f"completed{end}_ratio"]),
        "on_time_ratio": percent(row[f"on_time{end}_ratio"]),
    }


def week(row: Row) -> str:
    """What has changed in seven days."""
    return say(
        "brief.week",
        day=day(row["as_of"] - timedelta(days=7)),
        expected=turned(row["expected_count"] - row["expected_count_before"]),
        completed=turned(row["completed_count"] - row["completed_count_before"]),
        rate=moved(row["completed_change_points"]),
        overdue=turned(row["overdue_change"]),
    )


def moved(points: float | None) -> str:
    """By how much a rate went up or down, in words."""
    by = change(points) or 0.0
    key = "brief.same" if by == 0 else "brief.up" if by > 0 else "brief.down"
    return say(key, points=f"{abs(by):g}")


def turned(count: int) -> str:
    """By how much a count went up or down, in words."""
    return say("brief.same" if count == 0 else "brief.more" if count > 0 else "brief.fewer", count=abs(count))


def sections() -> list[tuple[str, pl.DataFrame, dict[str, int]]]:
    """The tables by requirement, class, guidance group and action plan."""
    actions = data.frame("overview__action_plans").with_columns(pl.col("status").alias("milestone_status"))
    due = data.frame("paper__requirements").filter(pl.col("expected_count") + pl.col("incomplete_count") > 0)
    return [
        ("brief.requirements", due, BY_REQUIREMENT),
        ("brief.unit_classes", data.frame("paper__unit_classes"), {"unit_class": 40} | BY_GROUP),
        ("brief.guidance_groups", data.frame("paper__guidance_groups"), {"guidance_group": 40} | BY_GROUP),
        ("brief.action_plans", actions, ACTION_PLANS),
    ]


def add(made: official.Paper, frame: pl.DataFrame, columns: Mapping[str, int]) -> None:
    """A table of these columns."""
    rows = [[written(name, row[name]) for name in columns] for row in frame.iter_rows(named=True)]
    official.table(made, [say(f"column.{name}") for name in columns], rows, list(columns.values()))


def add_owed(made: official.Paper) -> None:
    """Unit by unit what is overdue and incomplete, with what is missing."""
    found = owed.debtors()
    if not found:
        official.body(made, say("brief.nothing_owed"))
        return
    rows: list[Sequence[str]] = [[one.name, "\n".join(each_line(one))] for one in found]
    official.body(made, say("brief.owed_note", count=len(found), owed=owed.counted(found)))
    official.table(made, [say("column.unit_name"), say("brief.owed")], rows, [40, 116])


def each_line(debtor: owed.Debtor) -> list[str]:
    """What one owes, a numbered line each."""
    return [f"{number}. {owed.in_one_line(row)}" for number, row in enumerate(debtor.rows, start=1)]


def add_soon(made: official.Paper, row: Row) -> None:
    """What falls due within seven days."""
    until = day(row["as_of"] + timedelta(days=7))
    told = {"until": until, "due": row["due_this_week_count"], "open": row["due_soon_count"]}
    official.body(made, say("brief.soon_note", **told))
    soon = data.frame("overview__due_soon", row_limit=ALL)
    if soon.height:
        add(made, soon, SOON)
