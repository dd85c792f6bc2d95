"""Every requirement and milestone names the readings that its status rests on, as the shipped plan has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ingest.plan import compile_plan, load_plan
from tests.sql.world import World, world

SHIPPED = Path(__file__).parents[2] / "data" / "plans" / "dongyang-2009"

REQUIREMENTS = [
    ("leaders_meeting", "before_date stage_ends_on stage_starts_on"),
    ("branch_meeting", "before_date rest_day stage_ends_on stage_starts_on"),
    ("draft", "before_date event_order rest_day stage_ends_on stage_starts_on"),
    ("solicitation", "event_order stage_ends_on undated"),
    ("post_report", "before_date (leaders_meeting) event_order promptly stage_ends_on"),
    ("pre_report", "before_date (leaders_meeting) pre_report_lead"),
    ("study_sessions", ""),
]
MILESTONES = [
    ("M1.2", "behind_tolerance complete_on_date progress_stale_days stage_starts_on"),
    ("M4.1", "before_mid_july behind_tolerance progress_stale_days stage_starts_on"),
    ("M4.5", "before_date behind_tolerance progress_stale_days stage_starts_on"),
    ("M5.1", "progress_stale_days"),
]


@cache
def shipped(**decided: str) -> World:
    """The shipped plan, some of its readings decided otherwise."""
    return world(compile_plan(load_plan(SHIPPED)[0], decided))


def rests_on(made: World, kind: str, owner_id: str) -> str:
    """The readings of one requirement or milestone; in brackets the event through whose deadline alone it has one."""
    through = "through_id" if kind == "requirement" else "null"
    asked = f"select reading_key, {through} as through_id from reference.{kind}_readings where {kind}_id = '{owner_id}'"
    rows = sorted(made.ask(asked), key=lambda row: str(row["reading_key"]))
    return " ".join(f"{row['reading_key']} ({row['through_id']})".removesuffix(" (None)") for row in rows)


@pytest.mark.parametrize(("requirement_id", "readings"), REQUIREMENTS)
def test_a_requirement_rests_on_the_readings_of_its_deadline_its_event_and_its_checks(requirement_id, readings):
    assert rests_on(shipped(), "requirement", requirement_id) == readings


@pytest.mark.parametrize(("milestone_id", "readings"), MILESTONES)
def test_a_milestone_rests_on_the_readings_of_its_deadline_and_its_pace(milestone_id, readings):
    assert rests_on(shipped(), "milestone", milestone_id) == readings


def test_a_day_of_rest_matters_only_where_a_deadline_falls_on_one():
    assert "rest_day" in rests_on(shipped(before_date="exclusive"), "requirement", "leaders_meeting")
    assert "rest_day" not in rests_on(shipped(before_date="exclusive"), "requirement", "draft")


def test_a_reading_is_named_once_for_each_that_rests_on_it():
    twice = "select requirement_id, reading_key from reference.requirement_readings group by all having count(*) > 1"
    assert shipped().ask(twice) == []


def test_a_milestone_that_names_no_first_day_begins_with_the_stage():
    made = shipped(stage_starts_on="2009-06-01")
    assert {row["starts_on"] for row in made.ask("select distinct starts_on from marts.milestones")} == {
        made.tables["plan"]["starts_on"][0]
    }
