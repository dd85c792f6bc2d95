"""The demo as its office lived it, week by week.

What was shown on a past day is shown again, row by row, by what was known then; and what moved since is told with why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compare, lights, store
from dashboard.compare import Built
from ingest import intake, ledger, snapshots
from tests.conftest import DEMO, PLAN
from tests.dashboard.conftest import APP

LATE = "2009-06-05-国有企业.xlsx"
WITHDRAWN = "2009-06-12-镇街.xlsx"
SHOWN = ("compliance", "units", "requirements", "guidance_groups", "unit_classes", "overview", "statuses", "milestones")

Rows = dict[str, list[tuple[Any, ...]]]
DAYS = [date(2009, 5, 22), date(2009, 5, 29), date(2009, 6, 5), date(2009, 6, 12), date(2009, 6, 19), date(2009, 6, 26)]


@dataclass(frozen=True)
class Week:
    """The end of one week: its day, the ledger's last number by then, and every row that was shown."""

    day: date
    number: int
    shown: Rows


@dataclass(frozen=True)
class Weeks:
    """A store that grew week by week."""

    store: Path
    told: list[Week]

    def week(self, month: int, day: int) -> Week:
        """The week that ended on a day of 2009."""
        return next(one for one in self.told if one.day == date(2009, month, day))


def week_of(path: Path) -> date:
    """The week that a workbook of the demo tells of."""
    return date.fromisoformat(path.name[:10])


def shown(store: Path, day: date, path: Path | None = None) -> Rows:
    """All rows of the marts that pages show, as of a day, as published or in another build."""
    with duckdb.connect(str(path or snapshots.current(store)), read_only=True) as connection:
        connection.execute("set variable as_of = cast(? as date)", [day])
        return {name: connection.execute(f"from marts.{name} order by all").fetchall() for name in SHOWN}


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Weeks:
    """The demo as its office lived it, week by week: one file came late, one was withdrawn, one reading was changed."""
    store = tmp_path_factory.mktemp("weeks") / "store"
    intake.init_store(store, PLAN)
    workbooks = sorted(path for path in DEMO.iterdir() if path.suffix in (".xlsx", ".csv") and path.name != LATE)
    told = []
    for day, files in groupby(workbooks, week_of):
        if day.isoformat() == "2009-06-19":
            [wrong] = [one.upload_id for one in intake.uploads(store) if one.event.payload["file"] == WITHDRAWN]
            ledger.append(store, "withdrawal", {"upload_id": wrong}, by="office", reason="报错了")
            files = [DEMO / LATE, *files]
        if day.isoformat() == "2009-06-26":
            ledger.append(store, "reading", {"scope": "", "key": "before_date", "value": "exclusive"}, by="office")
        intake.accept(store, files, skip_bad_rows=True, yes=True, by="office")
        told.append(Week(day, intake.known_number(store), shown(store, day)))
    return Weeks(store, told)


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
    assert moved(weeks, snapshots.current(weeks.store)) == DAYS[:-1]


def markdown(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def test_a_past_day_says_what_was_entered_later_and_leads_to_what_that_moved(
    weeks: Weeks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAIZHANG_STORE", str(weeks.store))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["as_of"] = "2009-06-05"
    app.run()
    assert "6月5日(周五)过后又登记了涉及该日的补报 1 件、口径变更 1 条。" in markdown(app)
    link = next(link for link in app.page_link if link.label == "看变了什么")
    assert f"known_from={weeks.week(6, 5).number}" in link.query_string
    assert "from=2009-06-05" in link.query_string
    assert "涉及该日" not in markdown(AppTest.from_file(str(APP), default_timeout=60).run())


def moment(weeks: Weeks, day: date, number: int) -> Built:
    return Built(store.built(intake.known_at(weeks.store, number)), day)


def statuses(week: Week) -> dict[str, str]:
    """What was shown of each obligation: its id is the second column of compliance."""
    return {row[1]: next(value for value in row if value in lights.STATUSES) for row in week.shown["compliance"]}


@pytest.mark.parametrize(("first", "second"), [((6, 5), (6, 12)), ((6, 12), (6, 19)), ((6, 19), (6, 26))])
def test_between_two_weeks_as_they_were_shown_every_status_that_differs_is_told_with_a_reason(
    first: tuple[int, int], second: tuple[int, int], weeks: Weeks
) -> None:
    before, after = weeks.week(*first), weeks.week(*second)
    found = compare.moves(moment(weeks, before.day, before.number), moment(weeks, after.day, after.number))
    then, now = statuses(before), statuses(after)
    waiting = {"not_due", "due_soon"}
    absent = "not_applicable"
    turned = {
        one
        for one in then.keys() | now.keys()
        if (pair := {then.get(one, absent), now.get(one, absent)}) != waiting and len(pair) == 2
    }
    assert turned
    assert turned <= set(found["obligation_id"])
    assert set(found.filter(move_reason="other")["obligation_id"]) == set()
    told = {row["obligation_id"]: (row["status_before"], row["status"]) for row in found.iter_rows(named=True)}
    assert all(told[one] == (then.get(one), now.get(one)) for one in turned)


def test_what_moves_one_day_after_the_fact_is_a_withdrawal_then_a_reading(weeks: Weeks) -> None:
    day = weeks.week(6, 12)
    withdrawn = compare.moves(moment(weeks, day.day, day.number), moment(weeks, day.day, weeks.week(6, 19).number))
    reasons = withdrawn.filter(because=WITHDRAWN)
    assert set(reasons["move_reason"]) <= {"withdrawal", "deadline_moved", "applies"}
    assert reasons.filter(move_reason="withdrawal").height > 0
    reread = compare.moves(
        moment(weeks, day.day, weeks.week(6, 19).number), moment(weeks, day.day, weeks.week(6, 26).number)
    )
    assert set(reread["move_reason"]) == {"reading"}
    assert reread["because"].str.contains("before_date: inclusive → exclusive").all()
