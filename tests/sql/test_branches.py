"""Clauses 1.7 and 1.12: a branch requirement is owed once by each branch of the roster of branches.

Evidence that names no branch is the unit's own, and speaks for its branch where there was just one when it was told.
"""

from tests.sql.plans import plan
from tests.sql.world import world

MEETING = plan(
    requirements="""
        requirement_id | bearer | evidence
        meeting        | branch | meetings:党支部组织生活会@held_on
    """,
    checks="""
        requirement_id | kind       | item                                 | threshold
        meeting        | attendance | attended_count / branch.member_count | 100%
    """,
)


def test_three_of_five_branches_have_met_and_the_unit_shows_its_worst():
    told = world(
        MEETING,
        branches="""
            unit | branch | member_count
            甲   | 一     | 10
            甲   | 二     | 10
            甲   | 三     | 10
            甲   | 四     | 10
            甲   | 五     |
        """,
        meetings="""
            unit | branch | type             | held_on | attended_count | leave_count
            甲   | 一     | 党支部组织生活会 | 06-10   | 10             |
            甲   | 二     | 党支部组织生活会 | 06-10   | 8              | 2
            甲   | 三     | 党支部组织生活会 | 06-16   | 10             |
            甲   | 四     | 党支部组织生活会 | 06-10   | 7              | 2
            甲   | 五     | 党支部组织生活会 | 06-10   | 7              |
        """,
    )
    told.shows(
        "06-20",
        """
        unit | bearer | status     | missing
        甲   | 一     | done       |
        甲   | 二     | done       |
        甲   | 三     | done_late  |
        甲   | 四     | incomplete | 实到人数应 8 实 7
        甲   | 五     | incomplete | 党员数未填，无法核对
        """,
    )
    told.shows(
        "06-20",
        """
        unit | obligation_count | completed_count | expected_count | worst_status
        甲   | 5                | 3               | 5              | incomplete
        """,
        view="marts.units",
    )


def test_a_unit_without_branches_owes_no_branch_meeting():
    assert world(MEETING).ask("select * from marts.compliance", "06-20") == []


BLANK = plan(
    requirements="""
        requirement_id | bearer | evidence
        meeting        | branch | meetings:党支部组织生活会@held_on
    """
)


def test_a_blank_branch_means_the_only_one_there_was_when_it_was_told():
    told = world(
        BLANK,
        units="""
            unit
            甲
            乙
        """,
        branches="""
            told  | unit | branch
            05-21 | 甲   | 甲一
            06-14 | 甲   | 甲二
            05-21 | 乙   | 乙一
            05-21 | 乙   | 乙二
        """,
        meetings="""
            unit | type             | held_on
            甲   | 党支部组织生活会 | 06-10
            乙   | 党支部组织生活会 | 06-10
        """,
    )
    told.days(
        """
        day   | 甲一 | 乙一     | 乙二
        06-10 | done | due_soon | due_soon
        06-13 | done | due_soon | due_soon
        06-16 | done | overdue  | overdue
        """
    )
    assert told.statuses("06-16", ["甲二"]) == ["overdue"]


def test_a_blank_branch_told_before_the_roster_of_branches_means_the_first_one_listed_alone():
    told = world(
        BLANK,
        branches="""
            told  | unit | branch
            06-12 | 甲   | 一支部
        """,
        meetings="""
            unit | type             | held_on
            甲   | 党支部组织生活会 | 06-10
        """,
    )
    assert told.statuses("06-12", ["一支部"]) == ["done"]


def test_a_branch_that_closed_leaves_the_other_as_the_only_one():
    told = world(
        BLANK,
        branches="""
            unit | branch | active_until_on
            甲   | 一支部 | 06-01
            甲   | 二支部 |
        """,
        meetings="""
            unit | type             | held_on
            甲   | 党支部组织生活会 | 06-10
        """,
    )
    told.days(
        """
        day   | 一支部         | 二支部
        06-16 | not_applicable | done
        """
    )


def test_a_branch_joins_and_leaves_like_a_unit():
    told = world(
        BLANK,
        branches="""
            told  | unit | branch | branch_name | active_from_on | withdrawn
            05-21 | 甲   | 一     | 机关支部    |                |
            05-21 | 甲   | 二     | 离退休支部  | 06-10          |
            06-12 | 甲   | 一     | 机关支部    |                | yes
        """,
    )
    told.days(
        """
        day   | 一             | 二
        06-09 | due_soon       | not_applicable
        06-10 | due_soon       | due_soon
        06-12 | not_applicable | due_soon
        06-16 | not_applicable | overdue
        """
    )
    assert told.line("06-16", "二")["bearer_name"] == "离退休支部"


def test_what_one_branch_says_binds_no_other():
    told = world(
        plan(
            requirements="""
                requirement_id | bearer | evidence
                meeting        | branch | meetings:党支部组织生活会@held_on
            """,
            checks="""
                requirement_id | kind  | item                        | threshold                      | applies_when
                meeting        | count | party_leader_attended_count | >= party_leader_expected_count | evidence meeting.party_leader_expected_count is set
            """,  # noqa: E501
        ),
        branches="""
            unit | branch
            甲   | 一支部
            甲   | 二支部
        """,
        meetings="""
            unit | branch | type             | held_on | party_leader_expected_count | party_leader_attended_count
            甲   | 一支部 | 党支部组织生活会 | 06-10   | 2                           | 1
            甲   | 二支部 | 党支部组织生活会 | 06-10   |                             |
        """,
    )
    told.checks(
        "06-11",
        """
        bearer | result         | why
        一支部 | fail           | 党员领导干部实到应 2 实 1
        二支部 | not_applicable |
        """,
    )
