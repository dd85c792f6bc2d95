"""The weeks of the demo: when the campaign office collects its returns, and which days people work."""

from __future__ import annotations

from datetime import date, timedelta

ROSTER_DAY = date(2009, 5, 22)
STAGE_START = date(2009, 5, 21)
WEEKS = tuple(date(2009, 5, 29) + timedelta(days=7 * week) for week in range(7))
LAST_SHOWN = date(2009, 6, 26)


def day(month: int, number: int) -> date:
    """A day of the campaign's year."""
    return date(2009, month, number)


def is_workday(when: date) -> bool:
    """Monday to Friday; the demo knows no feast days."""
    return when.weekday() < 5


def workday_after(when: date, days: int = 0) -> date:
    """The first working day on or after `when` plus `days`."""
    when += timedelta(days=days)
    while not is_workday(when):
        when += timedelta(days=1)
    return when


def workday_before(when: date, days: int = 0) -> date:
    """The last working day on or before `when` minus `days`."""
    when -= timedelta(days=days)
    while not is_workday(when):
        when -= timedelta(days=1)
    return when


def workdays(first: date, last: date) -> list[date]:
    """All working days from `first` to `last`, both included."""
    span = (last - first).days + 1
    return [when for when in (first + timedelta(days=n) for n in range(span)) if is_workday(when)]


def week_of(when: date, late: int = 0) -> date | None:
    """The Friday on which a day's event is told, `late` weeks after the first chance; None when past the demo."""
    chances = [friday for friday in WEEKS if friday >= when]
    return chances[late] if late < len(chances) else None
