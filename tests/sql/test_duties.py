"""Owed (要) makes obligations that are counted; tracked is shown and never counted; allowed (可) is no obligation at all."""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

DUTIES = plan(
    requirements="""
        requirement_id | duty    | evidence                  | due_rule
        meeting        | owed    | meetings:民主讨论@held_on | on 2009-06-15
        study          | tracked | meetings:集中学习@held_on | none
        dated_study    | tracked | meetings:集中学习@held_on | on 2009-06-01
        guests         | allowed | meetings:民主讨论@held_on | none
    """
)


def test_only_what_is_owed_is_counted():
    told = world(
        DUTIES,
        meetings="""
            unit | type     | held_on
            甲   | 集中学习 | 06-10
        """,
    )
    told.shows("06-16", "requirement | status\nmeeting | overdue")
    told.shows(
        "06-16",
        """
        requirement | has_evidence | happened_on
        study       | 1            | 06-10
        dated_study | 1            | 06-10
        """,
        view="marts.tracked",
    )
    told.shows("06-16", "obligation_count | expected_count\n1 | 1", view="marts.overview")
    told.shows("06-16", "obligation_count | worst_status\n1 | overdue", view="marts.units")
    assert told.ask("select 1 from marts.check_results where requirement_id <> 'meeting'", "06-16") == []
    assert {row["due_count"] for row in told.ask("select due_count from marts.curve", "06-16")} == {0, 1}


def test_what_is_allowed_makes_no_obligation():
    told = world(DUTIES)
    found = told.ask("select distinct requirement_id from intermediate.obligations")
    assert {row["requirement_id"] for row in found} == {"meeting", "study", "dated_study"}
