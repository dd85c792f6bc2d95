"""When something applies: by what the roster says of the unit, or by what another requirement's evidence says.

What the roster says is always known. What evidence has not said yet leaves the obligation not due, not inapplicable.
"""

import pytest

from tests.sql.plans import plan
from tests.sql.world import world


def test_the_roster_says_whether_it_applies():
    told = world(
        plan(
            requirements="""
                requirement_id | applies_when
                is_set         | unit.contact_leader is set
                is_empty       | unit.contact_leader is empty
                equal          | unit.has_party_committee = yes
                other          | unit.has_party_committee != yes
                more           | unit.leader_count > 5
                at_least       | unit.leader_count >= 5
                one_of         | unit.unit_class in 机关|学校
                both           | unit.has_party_committee = yes and unit.contact_leader is empty
            """
        ),
        units="""
            unit | unit_class | contact_leader | has_party_committee | leader_count
            甲   | 机关       | 张三           | yes                 | 6
            乙   | 学校       |                | yes                 | 5
            丙   | 企业       |                | no                  |
        """,
    )
    told.shows(
        "06-16",
        """
        requirement | unit
        is_set      | 甲
        is_empty    | 乙
        is_empty    | 丙
        equal       | 甲
        equal       | 乙
        other       | 丙
        more        | 甲
        at_least    | 甲
        at_least    | 乙
        one_of      | 甲
        one_of      | 乙
        both        | 乙
        """,
        where="status <> 'not_applicable'",
    )


def test_a_change_on_the_roster_counts_from_its_report():
    told = world(
        plan(requirements="requirement_id | applies_when\nmeeting | unit.contact_leader is set"),
        units="""
            told  | unit | contact_leader
            05-21 | 甲   |
            06-18 | 甲   | 张三
        """,
    )
    told.days(
        """
        day   | 甲
        06-17 | not_applicable
        06-18 | overdue
        """
    )


STUDY = plan(
    requirements="""
        requirement_id | title    | evidence                      | due_rule      | applies_when
        summary        | 意见汇总 | reports:意见汇总@completed_on | on 2009-06-15 |
        study          | 专题研究 | meetings:专题研究@held_on     | on 2009-06-20 | evidence summary.has_concentrated_problems = yes
    """  # noqa: E501
)


def test_what_no_evidence_has_said_leaves_it_not_due_even_past_the_deadline():
    told = world(
        STUDY,
        units="""
            unit
            甲
            乙
            丙
            丁
        """,
        reports="""
            unit | completed_on | has_concentrated_problems
            甲   | 06-12        | yes
            乙   | 06-12        | no
            丙   | 06-12        |
        """,
    )
    told.shows(
        "06-21",
        """
        unit | status         | is_expected
        甲   | overdue        | 1
        乙   | not_applicable | 0
        丙   | not_due        | 0
        丁   | not_due        | 0
        """,
        where="requirement_id = 'study'",
    )


@pytest.mark.parametrize(
    "asked, filled, blank", [("is set", "overdue", "not_applicable"), ("is empty", "not_applicable", "overdue")]
)
def test_whether_a_cell_is_filled_is_only_known_once_there_is_a_row(asked, filled, blank):
    told = world(
        plan(
            requirements=f"""
                requirement_id | evidence                      | due_rule      | applies_when
                summary        | reports:意见汇总@completed_on | on 2009-06-15 |
                study          | meetings:专题研究@held_on     | on 2009-06-20 | evidence summary.document_number {asked}
            """  # noqa: E501
        ),
        units="""
            unit
            甲
            乙
            丙
        """,
        reports="""
            unit | completed_on | document_number
            甲   | 06-12        | 1号
            乙   | 06-12        |
        """,
    )
    told.shows(
        "06-21",
        f"""
        unit | status
        甲   | {filled}
        乙   | {blank}
        丙   | not_due
        """,
        where="requirement_id = 'study'",
    )


def test_a_check_that_does_not_apply_is_left_out_and_one_that_cannot_be_known_waits():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence
                summary        | reports:意见汇总@completed_on
                meeting        | meetings:民主讨论@held_on
            """,
            checks="""
                requirement_id | check_id | kind    | item                | applies_when
                meeting        | leader   | invited | unit.contact_leader | unit.contact_leader is set
                meeting        | office   | invited | 活动办              | evidence summary.has_concentrated_problems = yes
            """,  # noqa: E501
        ),
        units="""
            unit | contact_leader
            甲   | 张三
            乙   |
        """,
        meetings="""
            unit | held_on
            甲   | 06-10
            乙   | 06-10
        """,
        reports="""
            unit | completed_on | has_concentrated_problems
            乙   | 06-11        | yes
        """,
    )
    told.checks(
        "06-11",
        """
        unit | check  | result         | why
        甲   | leader | missing        | 未邀请张三
        甲   | office | wait           | 未邀请活动办
        乙   | leader | not_applicable |
        乙   | office | missing        | 未邀请活动办
        """,
        where="requirement_id = 'meeting'",
    )
    assert told.status("06-10", "乙", "meeting") == "done"
    assert told.status("06-11", "乙", "meeting") == "incomplete"


def test_a_condition_hears_the_row_that_counts_once_it_has_happened():
    told = world(
        plan(
            requirements="""
                requirement_id | rollup | evidence                      | due_rule      | applies_when
                summary        | last   | reports:意见汇总@completed_on | on 2009-06-15 |
                study          | first  | meetings:专题研究@held_on     | on 2009-06-20 | evidence summary.has_concentrated_problems = yes
            """  # noqa: E501
        ),
        units="""
            unit
            甲
            乙
        """,
        reports="""
            told  | unit | report_number | completed_on | has_concentrated_problems
            06-12 | 甲   | 1             | 06-12        | yes
            06-22 | 甲   | 2             | 06-22        | no
            06-12 | 乙   | 1             |              | yes
        """,
    )
    told.shows("06-21", "unit | status\n甲 | overdue\n乙 | not_due", where="requirement_id = 'study'")
    told.shows("06-22", "unit | status\n甲 | not_applicable\n乙 | not_due", where="requirement_id = 'study'")


def test_a_row_that_names_none_of_several_branches_conditions_none_of_them():
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
            unit | branch | type             | held_on | party_leader_expected_count
            甲   |        | 党支部组织生活会 | 06-09   | 1
            甲   | 一支部 | 党支部组织生活会 | 06-10   |
        """,
    )
    told.shows("06-11", "bearer | status\n一支部 | done\n二支部 | due_soon")
