"""What was shown on a past day is shown again, row by row, by what was known then; and nothing else moves it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest import build, intake
from tests.weeks import SHOWN, Weeks, shown

DAYS = [date(2009, 5, 22), date(2009, 5, 29), date(2009, 6, 5), date(2009, 6, 12), date(2009, 6, 19), date(2009, 6, 26)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_week_is_shown_exactly_as_it_was_shown_then(day: date, weeks: Weeks):
    then = weeks.week(day.month, day.day)
    again = shown(weeks.store, day, intake.known_at(weeks.store, then.number))
    for name in SHOWN:
        assert again[name] == then.shown[name], name
    assert again["compliance"]


def moved(weeks: Weeks, path: Path) -> list[date]:
    """The weeks of which a build shows other statuses or rates than were shown then."""
    return [
        one.day
        for one in weeks.told
        if any(shown(weeks.store, one.day, path)[name] != one.shown[name] for name in ("compliance", "units"))
    ]


def test_a_late_file_and_a_withdrawal_move_the_days_that_they_speak_of_and_a_reading_all(weeks: Weeks):
    before_the_reading = intake.known_at(weeks.store, weeks.week(6, 19).number)
    assert set(moved(weeks, before_the_reading)) - {date(2009, 6, 26)} == {date(2009, 6, 5), date(2009, 6, 12)}
    assert moved(weeks, build.current_snapshot(weeks.store)) == DAYS[:-1]
