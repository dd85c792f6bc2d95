"""Clauses 1.18b, 1.20 and 3.15 (`recipient`): a report goes to each office that must have it.

Each office is one check, so what is missing is said office by office. A copy that goes out later counts from its own day:
by 补齐日期 where the sheet gives one, else from the report date on which it was first told.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

REPORT = plan(
    requirements="""
        requirement_id | evidence
        report         | reports:意见汇总@submitted_on
    """,
    checks="""
        requirement_id | check_id     | kind      | item
        report         | discipline   | recipient | 市纪委
        report         | organisation | recipient | 市委组织部
        report         | office       | recipient | 活动办
    """,
)


def test_each_office_that_was_not_sent_a_copy_is_named():
    told = world(
        REPORT,
        units="""
            unit
            甲
            乙
            丙
        """,
        reports="""
            unit | submitted_on | recipients
            甲   | 06-10        | 活动办、市纪委、市委组织部
            乙   | 06-10        | 市委组织部
            丙   | 06-10        |
        """,
    )
    told.shows(
        "06-11",
        """
        unit | status     | missing
        甲   | done       |
        乙   | incomplete | 未报市纪委 1 份；未报活动办 1 份
        丙   | incomplete | 未报市纪委 1 份；未报市委组织部 1 份；未报活动办 1 份
        """,
    )


def test_a_copy_sent_later_counts_from_its_own_day():
    told = world(
        REPORT,
        units="""
            unit
            甲
            乙
            丙
        """,
        reports="""
            told  | unit | submitted_on | recipients                 | supplied_on | supplied_items
            06-10 | 甲   | 06-10        | 市纪委、市委组织部         |             |
            06-20 | 甲   | 06-10        | 市纪委、市委组织部、活动办 |             |
            06-10 | 乙   | 06-10        | 市纪委、市委组织部         |             |
            06-20 | 乙   | 06-10        | 市纪委、市委组织部、活动办 | 06-14       | 活动办
            06-10 | 丙   | 06-10        | 市纪委、市委组织部         |             |
            06-20 | 丙   | 06-10        | 市纪委、市委组织部、活动办 | 06-17       |
        """,
    )
    told.shows(
        "06-19",
        """
        unit | status     | missing           | is_past_due
        甲   | incomplete | 未报活动办 1 份   | 1
        乙   | incomplete | 未报活动办 1 份   | 1
        丙   | incomplete | 未报活动办 1 份   | 1
        """,
    )
    told.shows(
        "06-20",
        """
        unit | status    | done_on | late
        甲   | done_late | 06-20   | 晚于时限 5 天
        乙   | done      | 06-14   |
        丙   | done_late | 06-17   | 晚于时限 2 天
        """,
    )


def test_copies_delivered_on_different_days_add_up():
    told = world(
        REPORT,
        reports="""
            unit | report_number | submitted_on | recipients
            甲   | 1             | 06-10        | 市纪委
            甲   | 2             | 06-12        | 市委组织部、活动办
        """,
    )
    told.shows(
        "06-12",
        """
        status | happened_on | done_on
        done   | 06-10       | 06-12
        """,
    )


def test_a_day_of_supplying_that_names_another_part_says_nothing_of_this_one():
    told = world(
        REPORT,
        reports="""
            told  | unit | submitted_on | recipients                 | supplied_on | supplied_items
            06-10 | 甲   | 06-10        | 市委组织部                 |             |
            06-20 | 甲   | 06-10        | 市纪委、市委组织部、活动办 | 06-14       | 活动办
        """,
    )
    told.shows("06-20", "status | done_on\ndone_late | 06-20")


def test_a_further_copy_never_makes_late_what_was_complete_before():
    told = world(
        REPORT,
        reports="""
            told  | unit | report_number | submitted_on | recipients                 | supplied_on
            06-10 | 甲   | 1             | 06-10        | 市纪委、市委组织部、活动办 |
            06-20 | 甲   | 2             | 06-20        | 市纪委、市委组织部、活动办 |
            06-25 | 甲   | 1             | 06-10        | 市纪委、市委组织部、活动办 | 06-20
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | done
        06-20 | done
        06-25 | done
        """
    )
