"""The checks that stop a publish do stop it: each is shown a store with its own fault, and only then fails."""

import pytest

from ingest import views
from ingest.views import CheckFailed
from tests.sql.plans import plan
from tests.sql.world import stage, world

TOLD = world(
    plan(
        requirements="requirement_id\nmeeting",
        checks="requirement_id | kind | item | threshold\nmeeting | count | speech_count | >= 1",
    ),
    meetings="""
        unit | held_on | speech_count
        甲   | 06-10   | 2
    """,
)


@pytest.fixture
def spoil():
    """Spoils the built tables by a statement and runs the checks; afterwards nothing has happened."""
    connection = stage().show(TOLD)
    connection.execute("begin")

    def run(statement):
        connection.execute(statement)
        views.run_checks(connection)

    yield run
    connection.execute("rollback")


def test_a_sound_store_passes(spoil):
    spoil("select 1")


@pytest.mark.parametrize(
    "check, fault",
    [
        ("every_obligation_has_one_status", "delete from intermediate.obligation_statuses"),
        (
            "every_obligation_has_one_status",
            "insert into intermediate.obligation_statuses select * from intermediate.obligation_statuses limit 1",
        ),
        (
            "every_obligation_has_one_status",
            "update intermediate.obligation_statuses set until_on = until_on - 1 where from_on = date '2009-05-21'",
        ),
        ("every_obligation_has_one_status", "delete from intermediate.obligations"),
        ("every_check_has_one_result", "delete from intermediate.check_verdicts"),
        (
            "every_check_has_one_result",
            "insert into intermediate.check_verdicts select * from intermediate.check_verdicts",
        ),
        ("every_check_has_one_result", "update intermediate.check_verdicts set result = 'maybe'"),
        ("no_rate_above_one", "update intermediate.obligation_statuses set status = 'exempt' where is_expected = 1"),
        (
            "no_rate_above_one",
            "update intermediate.obligation_statuses set is_complete = 0, is_punctual_original = 1",
        ),
    ],
)
def test_a_fault_stops_the_publish_and_is_named(spoil, check, fault):
    with pytest.raises(CheckFailed) as stopped:
        spoil(fault)
    assert stopped.value.name == check
    assert stopped.value.rows.height > 0


GROUPLESS = """
    unit | unit_class | guidance_group
    甲   | 机关       | 第一组
    乙   | 机关       |
    丙   | 联络组     |
"""


def groupless(requirements: str, **overall: str) -> list[str]:
    """The units of which it is said that no group guides them."""
    told = world(plan(requirements=requirements, **overall), units=GROUPLESS)
    told.ask("select 1", "06-01")
    found = views.run_warnings(stage().connection).get("unit_without_guidance_group")
    return [] if found is None else found["unit_id"].to_list()


def test_a_unit_without_a_guidance_group_is_a_warning_where_the_groups_owe_something():
    asked = "requirement_id | bearer | duty    | due_rule\nguidance | group | tracked | none"
    assert groupless(asked) == ["乙"]
    assert groupless(asked, group_class="督查组") == ["乙", "丙"]


def test_a_plan_that_asks_nothing_of_guidance_groups_misses_none():
    assert groupless("requirement_id\nmeeting") == []
