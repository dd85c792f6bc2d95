"""Clauses 1.19 and 3.15 (`attachment`): what must go with a report is in the list of its attachments.

What is missing is its bare name. A filing in two deliveries is complete on the day of the second.
"""

from tests.sql.plans import plan
from tests.sql.world import world

FILING = plan(
    requirements="""
        requirement_id | evidence                  | due_rule
        filing         | reports:备案@submitted_on | on 2009-07-10
    """,
    checks="""
        requirement_id | check_id | kind       | item
        filing         | report   | attachment | 分析检查报告
        filing         | result   | attachment | 民主评议结果
    """,
)


def test_an_attachment_that_is_not_there_is_named():
    told = world(
        FILING,
        units="""
            unit
            甲
            乙
            丙
        """,
        reports="""
            unit | type | submitted_on | attachments
            甲   | 备案 | 07-08        | 分析检查报告、民主评议结果
            乙   | 备案 | 07-08        | 分析检查报告
            丙   | 备案 | 07-08        |
        """,
    )
    told.shows(
        "07-09",
        """
        unit | status     | missing                      | missing_en
        甲   | done       |                              |
        乙   | incomplete | 民主评议结果                 | attachment 民主评议结果
        丙   | incomplete | 分析检查报告；民主评议结果   | attachment 分析检查报告; attachment 民主评议结果
        """,
    )


def test_a_filing_in_two_deliveries_is_complete_with_the_second():
    told = world(
        FILING,
        reports="""
            unit | type | report_number | submitted_on | attachments
            甲   | 备案 | 1             | 07-08        | 分析检查报告
            甲   | 备案 | 2             | 07-11        | 民主评议结果
        """,
    )
    told.days(
        """
        day   | 甲
        07-08 | incomplete
        07-10 | incomplete
        07-11 | done_late
        """
    )
    assert told.line("07-11")["late_zh"] == "晚于时限 1 天"


def test_an_attachment_told_in_a_later_version_without_a_day_counts_from_that_report():
    told = world(
        FILING,
        reports="""
            told  | unit | type | submitted_on | attachments
            07-08 | 甲   | 备案 | 07-08        | 分析检查报告
            07-14 | 甲   | 备案 | 07-08        | 分析检查报告、民主评议结果
        """,
    )
    told.shows(
        "07-14",
        """
        status    | done_on | days_late
        done_late | 07-14   | 4
        """,
    )


def test_what_was_there_all_along_stays_on_time_when_more_is_added():
    told = world(
        FILING,
        reports="""
            told  | unit | type | submitted_on | attachments
            07-08 | 甲   | 备案 | 07-08        | 分析检查报告、民主评议结果
            07-14 | 甲   | 备案 | 07-08        | 分析检查报告、民主评议结果、照片
        """,
    )
    assert told.status("07-14") == "done"
