"""How the value of a column is written in a cell; it follows from the column's name."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard import lights
from dashboard.words import NOTHING, day, day_count, full_day, moment, percent, plain, say

NO_BREAK, JOINER = "\u00a0", "\u2060"
DAY_IN_WORDS = re.compile(r"[A-Z][a-z]{2} \d+ [A-Z][a-z]{2}(?: \d{4})?|\d{4}-\d\d-\d\d")

# What a form offers to choose from, which is told in the reader's words.
CHOICES = ("evaluation_form", "progress_state", "waiver_type")

Writer = Callable[[Any], str]


def writer(name: str) -> Writer:
    """What writes the values of the column `name`."""
    by_ending = (written for ending, written in ENDINGS.items() if name.endswith(ending))
    return WRITERS.get(name) or next(by_ending, text)


def in_words(name: str) -> Writer | None:
    """What says the values of a column whose values are codes; nothing where they speak for themselves."""
    return WRITERS.get(name) or (status if name.endswith("status") else None)


def text(value: Any) -> str:
    """A text of somebody else's."""
    return NOTHING if value is None or value == "" else plain(str(value))


def whole_day(on: Any) -> str:
    """A day that a narrow column does not break in two."""
    return unbroken(day(on))


def whole_full_day(on: Any) -> str:
    """The same with its year."""
    return unbroken(full_day(on))


def with_days(value: Any) -> str:
    """A text in which no day breaks in two."""
    return DAY_IN_WORDS.sub(lambda found: unbroken(found[0]), text(value))


def unbroken(written: str) -> str:
    """A day in words that stays on one line."""
    return written.replace(" ", NO_BREAK).replace("(", f"{JOINER}(").replace("-", f"-{JOINER}")


def who_decided(value: Any) -> str:
    """Who decided a reading; where nobody did, the plan's own default stands."""
    return say("readings.by_plan") if value is None else text(value)


def number(value: Any) -> str:
    """A count or an amount."""
    return NOTHING if value is None else f"{value:,.6g}" if isinstance(value, float) else f"{value:,}"


def status(value: str | None) -> str:
    """A light with its word."""
    return lights.badge(value) if value else NOTHING


def worded(section: str) -> Writer:
    """A code by its message in a section of the catalogue."""
    return lambda value: say(f"{section}.{value}") if value else NOTHING


def as_in_a_form(value: Any) -> str:
    """A value as it stands in a workbook: a day by its figures."""
    return value.isoformat() if isinstance(value, date) else text(value)


WRITERS: dict[str, Writer] = {
    "status": status,
    "status_before": status,
    "milestone_status": lights.milestone_badge,
    "milestone_status_before": lights.milestone_badge,
    "severity": lights.severity_badge,
    "result": lights.result_badge,
    "cells": str,
    "read_as": with_days,
    "could_be": with_days,
    "timing": with_days,
    "did": with_days,
    "decided_by": who_decided,
    "decided_on": whole_full_day,
    "cumulative_amount": number,
    "completed_amount": number,
    "row_role": worded("role"),
    "why": worded("gone"),
    **{
        name: worded(name)
        for name in (
            "about",
            "base",
            "demand",
            "dimension",
            "direction",
            *CHOICES,
            "finding_kind",
            "move_reason",
            "sheet",
            "upload_state",
            "verdict",
        )
    },
}
OF_MILESTONES: dict[str, Writer] = {"status": lights.milestone_badge}
ENDINGS: dict[str, Writer] = {
    "_on": whole_day,
    "_on_before": whole_day,
    "_at": moment,
    "_ratio": percent,
    "_count": number,
    "_days": day_count,
    "status": status,
}
