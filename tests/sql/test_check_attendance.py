"""Clauses 1.8 and 1.12 (`attendance`): enough of those who were expected came; who was on leave was not expected.

A make-up session adds those who came to it, and the meeting is then complete on its day. Expected numbers do not add up over
sessions: who is expected at a make-up was already expected at the first. A missing figure is missing and never 0 of 0.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

MEETING = plan(
    requirements="""
        requirement_id
        meeting
    """,
    checks="""
        requirement_id | kind       | item                             | threshold
        meeting        | attendance | attended_count / unit.leader_count | 100%
    """,
)


def test_leave_is_subtracted_and_unknown_figures_are_missing():
    told = world(
        MEETING,
        units="""
            unit | leader_count
            甲   | 5
            乙   | 5
            丙   | 5
            丁   | 5
            戊   |
            己   | 5
        """,
        meetings="""
            unit | held_on | attended_count | leave_count
            甲   | 06-10   | 5              |
            乙   | 06-10   | 4              | 1
            丙   | 06-10   | 3              | 1
            丁   | 06-10   |                | 5
            戊   | 06-10   | 0              |
            己   | 06-10   | 7              | 1
        """,
    )
    told.checks(
        "06-11",
        """
        unit | result  | why
        甲   | pass    |
        乙   | pass    |
        丙   | fail    | 实到人数应 4 实 3
        丁   | missing | 实到人数未填
        戊   | missing | 班子成员数未填，无法核对
        己   | pass    |
        """,
    )


def test_a_make_up_session_completes_the_meeting_on_its_own_day():
    told = world(
        MEETING,
        units="""
            unit | leader_count
            甲   | 5
            乙   | 5
        """,
        meetings="""
            unit | session | held_on | attended_count
            甲   | 1       | 06-10   | 4
            甲   | 2       | 06-14   | 1
            乙   | 1       | 06-10   | 4
            乙   | 2       | 06-18   | 1
        """,
    )
    told.days(
        """
        day   | 甲         | 乙
        06-10 | incomplete | incomplete
        06-14 | done       | incomplete
        06-18 | done       | done_late
        """
    )
    told.shows(
        "06-18",
        """
        unit | happened_on | done_on | late
        甲   | 06-10       | 06-14   |
        乙   | 06-10       | 06-18   | 晚于时限 3 天
        """,
    )


def test_an_extra_session_never_makes_a_punctual_unit_late():
    told = world(
        MEETING,
        units="""
            unit | leader_count
            甲   | 5
        """,
        meetings="""
            unit | session | held_on | attended_count
            甲   | 1       | 06-10   | 5
            甲   | 2       | 06-24   | 3
        """,
    )
    assert told.status("06-10") == told.status("06-24") == "done"


def test_whoever_is_expected_again_at_a_make_up_is_not_counted_twice():
    told = world(
        plan(
            requirements="""
                requirement_id
                meeting
            """,
            checks="""
                requirement_id | kind       | item                           | threshold
                meeting        | attendance | attended_count / expected_count | 90%
            """,
        ),
        units="""
            unit
            甲
            乙
        """,
        meetings="""
            unit | session | held_on | expected_count | attended_count
            甲   | 1       | 06-10   | 20             | 17
            甲   | 2       | 06-12   | 3              | 1
            乙   | 1       | 06-10   |                | 17
        """,
    )
    told.checks(
        "06-10",
        """
        unit | result  | why
        甲   | fail    | 实到人数应 20 实 17
        乙   | missing | 应到人数未填，无法核对
        """,
    )
    assert told.status("06-12", "甲") == "done"
