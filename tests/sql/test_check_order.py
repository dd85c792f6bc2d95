"""Clauses 1.1, 1.22, 2.4 and 3.10 (`order`): one thing comes before or after another.

Until the other has happened there is nothing to compare: the check waits and stands in nobody's way. A wrong order cannot be
mended, so it ends as done late and says both days; it is never incomplete for ever.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

REPORT_AFTER_MEETING = plan(
    requirements="""
        requirement_id | title    | title_en | evidence                      | due_rule
        meeting        | 民主讨论 | Meeting  | meetings:民主讨论@held_on     | on 2009-06-15
        report         | 意见汇总 | Summary  | reports:意见汇总@completed_on | on 2009-06-25
    """,
    checks="""
        requirement_id | kind  | item    | threshold
        report         | order | meeting | on or after
    """,
)


def test_a_wrong_order_ends_as_done_late_with_both_days_in_words():
    told = world(
        REPORT_AFTER_MEETING,
        units="""
            unit
            甲
            乙
            丙
        """,
        meetings="""
            unit | held_on
            甲   | 06-12
            乙   | 06-12
        """,
        reports="""
            unit | completed_on
            甲   | 06-12
            乙   | 06-11
            丙   | 06-11
        """,
    )
    told.shows(
        "06-13",
        """
        unit | status    | late                                              | late_en
        甲   | done      |                                                   |
        乙   | done_late | 意见汇总于 2009-06-11，应后于民主讨论(2009-06-12) | Summary on 2009-06-11, must be on or after Meeting (2009-06-12)
        丙   | done      |                                                   |
        """,  # noqa: E501
        where="requirement_id = 'report'",
    )
    told.checks(
        "06-13",
        """
        unit | result | why
        甲   | pass   |
        乙   | late   | 意见汇总于 2009-06-11，应后于民主讨论(2009-06-12)
        丙   | wait   | 待民主讨论发生后核对
        """,
        where="check_id = 'report.order'",
    )


def test_late_and_in_the_wrong_order_says_both():
    told = world(
        REPORT_AFTER_MEETING,
        meetings="""
            unit | held_on
            甲   | 06-28
        """,
        reports="""
            unit | completed_on
            甲   | 06-27
        """,
    )
    line = told.line("06-28", requirement="report")
    assert line["late_zh"] == "晚于时限 2 天；意见汇总于 2009-06-27，应后于民主讨论(2009-06-28)"
    assert line["days_late"] == 2


def test_the_order_turns_when_the_other_event_becomes_known():
    told = world(
        REPORT_AFTER_MEETING,
        meetings="""
            told  | unit | held_on
            06-20 | 甲   | 06-12
        """,
        reports="""
            unit | completed_on
            甲   | 06-11
        """,
    )
    told.days(
        """
        day   | report
        06-11 | done
        06-19 | done
        06-20 | done_late
        """
    )


def test_the_same_day_is_allowed_only_where_the_order_says_on():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence
                meeting        | meetings:民主讨论@held_on
                sooner         | reports:意见汇总@completed_on
                no_later       | reports:意见汇总@completed_on
                no_sooner      | reports:意见汇总@completed_on
                later          | reports:意见汇总@completed_on
            """,
            checks="""
                requirement_id | check_id     | kind  | item    | threshold
                sooner         | before       | order | meeting | before
                no_later       | on_or_before | order | meeting | on or before
                no_sooner      | on_or_after  | order | meeting | on or after
                later          | after        | order | meeting | after
            """,
        ),
        units="""
            unit
            早
            同日
            晚
        """,
        meetings="""
            unit | held_on
            早   | 06-12
            同日 | 06-12
            晚   | 06-12
        """,
        reports="""
            unit | completed_on
            早   | 06-11
            同日 | 06-12
            晚   | 06-13
        """,
    )
    told.checks(
        "06-14",
        """
        check        | unit | result
        before       | 早   | pass
        before       | 同日 | late
        before       | 晚   | late
        on_or_before | 早   | pass
        on_or_before | 同日 | pass
        on_or_before | 晚   | late
        on_or_after  | 早   | late
        on_or_after  | 同日 | pass
        on_or_after  | 晚   | pass
        after        | 早   | late
        after        | 同日 | late
        after        | 晚   | pass
        """,
        where="check_kind = 'order'",
    )


def test_the_other_day_may_be_a_reading():
    told = world(
        plan(
            requirements="""
                requirement_id | title
                meeting        | 民主讨论
            """,
            checks="""
                requirement_id | kind  | item            | threshold
                meeting        | order | reading opening | on or after
            """,
            readings="""
                key     | value
                opening | 2009-06-08
            """,
        ),
        meetings="""
            unit | held_on
            甲   | 06-05
        """,
    )
    assert told.line("06-05")["late_zh"] == "民主讨论于 2009-06-05，应后于规定日(2009-06-08)"


def test_what_comes_after_several_branches_follows_the_last_and_what_comes_before_precedes_the_first():
    told = world(
        plan(
            requirements="""
                requirement_id | bearer | evidence                        | rollup
                meeting        | branch | meetings:党支部组织生活会@held_on | sum
                notice         | unit   | reports:意见汇总@completed_on   | sum
                report         | unit   | reports:会后情况报告@completed_on | sum
            """,
            checks="""
                requirement_id | kind  | item    | threshold
                notice         | order | meeting | before
                report         | order | meeting | after
            """,
        ),
        branches="""
            unit | branch
            甲   | 一支部
            甲   | 二支部
        """,
        meetings="""
            unit | branch | type             | held_on
            甲   | 一支部 | 党支部组织生活会 | 06-08
            甲   | 二支部 | 党支部组织生活会 | 06-12
        """,
        reports="""
            unit | type         | completed_on
            甲   | 意见汇总     | 06-09
            甲   | 会后情况报告 | 06-11
        """,
    )
    told.checks(
        "06-13",
        """
        check        | result
        notice.order | late
        report.order | late
        """,
        where="check_kind = 'order'",
    )


def test_what_is_out_of_order_is_past_due_at_once_whatever_else_is_missing():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                      | due_rule
                meeting        | meetings:民主讨论@held_on     | on 2009-06-15
                report         | reports:意见汇总@completed_on | on 2009-06-25
            """,
            checks="""
                requirement_id | kind       | item    | threshold
                report         | order      | meeting | on or after
                report         | attachment | 照片    |
            """,
        ),
        meetings="unit | held_on\n甲 | 06-12",
        reports="unit | completed_on\n甲 | 06-11",
    )
    told.shows("06-12", "status | is_past_due\nincomplete | 1", where="requirement_id = 'report'")
    line = told.line("06-12", requirement="report")
    assert line["reason_zh"] == "照片；report于 2009-06-11，应后于meeting(2009-06-12)"


def test_an_advised_order_makes_nothing_late_and_is_pointed_out_with_both_days():
    told = world(
        plan(
            requirements="""
                requirement_id | title    | title_en | evidence                      | due_rule
                meeting        | 民主讨论 | Meeting  | meetings:民主讨论@held_on     | on 2009-06-15
                report         | 意见汇总 | Summary  | reports:意见汇总@completed_on | on 2009-06-25
            """,
            checks="""
                requirement_id | kind  | item    | threshold   | severity
                report         | held  |         |             | required
                report         | order | meeting | on or after | advised
            """,
        ),
        meetings="unit | held_on\n甲 | 06-12",
        reports="unit | completed_on\n甲 | 06-11",
    )
    line = told.line("06-12", requirement="report")
    assert (line["status"], line["is_past_due"], line["late_zh"]) == ("done", 0, None)
    assert line["reason_zh"] == "提示：意见汇总于 2009-06-11，应后于民主讨论(2009-06-12)"
    assert line["reason_en"] == "note: Summary on 2009-06-11, must be on or after Meeting (2009-06-12)"


def test_what_is_made_again_later_puts_nothing_out_of_order_that_followed_it_before():
    told = world(
        plan(
            requirements="""
                requirement_id | rollup | evidence                      | due_rule
                draft          | last   | reports:意见汇总@completed_on | on 2009-06-20
                meeting        | sum    | meetings:民主讨论@held_on     | on 2009-06-25
            """,
            checks="""
                requirement_id | kind  | item  | threshold
                meeting        | order | draft | on or after
            """,
        ),
        units="""
            unit
            甲
            乙
        """,
        reports="""
            told  | unit | report_number | completed_on
            06-18 | 甲   | 1      | 06-18
            06-24 | 甲   | 2      | 06-24
            06-24 | 乙   | 1      | 06-24
        """,
        meetings="""
            unit | held_on
            甲   | 06-22
            乙   | 06-22
        """,
    )
    told.shows(
        "06-26",
        """
        unit | status
        甲   | done
        乙   | done_late
        """,
        where="requirement_id = 'meeting'",
    )


def test_where_all_are_asked_what_comes_after_comes_after_the_last():
    told = world(
        plan(
            requirements="""
                requirement_id | rollup | evidence                      | due_rule
                verdict        | all    | reports:意见汇总@completed_on | on 2009-06-30
                formal         | last   | reports:正式报告@completed_on | on 2009-07-10
            """,
            checks="""
                requirement_id | kind  | item    | threshold
                formal         | order | verdict | on or after
            """,
        ),
        reports="""
            unit | type     | report_number | completed_on
            甲   | 意见汇总 | 1      | 06-22
            甲   | 意见汇总 | 2      | 06-26
            甲   | 正式报告 | 1      | 06-24
        """,
    )
    told.shows(
        "06-30",
        """
        unit | status
        甲   | done_late
        """,
        where="requirement_id = 'formal'",
    )
