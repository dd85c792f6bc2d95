"""Clauses 2.16, 2.17 and 3.13 (`reviewed`): the reviewer named has passed the material.

The reviewer may be written by name or by office. Returned (退回) is the unit's to mend; once it is sent again it waits for the
reviewer. The mark's own day never makes the unit late; a resubmission counts by its own day.
"""  # noqa: E501

import csv
from pathlib import Path

from tests.sql.plans import plan
from tests.sql.world import world

SHIPPED = Path(__file__).parents[2] / "data/plans/dongyang-2009"

REVIEW = plan(
    requirements="""
        requirement_id | evidence                                            | rollup | due_rule
        review         | reviews:分析检查报告初稿:unit.guidance_group@sent_on | last   | on 2009-06-20
    """,
    checks="""
        requirement_id | kind     | item
        review         | reviewed | 分析检查报告初稿:unit.guidance_group
    """,
)
UNITS = """
    unit | guidance_group
    甲   | 第一组
    乙   | 第一组
    丙   | 第一组
    丁   | 第一组
"""


def test_passed_returned_waiting_or_sent_to_somebody_else():
    told = world(
        REVIEW,
        units=UNITS,
        reviews="""
            told  | unit | type             | reviewer   | sent_on | reviewed_on | conclusion
            06-25 | 甲   | 分析检查报告初稿 | 第一组     | 06-18   | 06-25       | 通过
            06-25 | 乙   | 分析检查报告初稿 | 指导检查组 | 06-18   | 06-25       | 退回
            06-18 | 丙   | 分析检查报告初稿 | 第一组     | 06-18   |             | 待审
            06-18 | 丁   | 分析检查报告初稿 | 第二组     | 06-18   | 06-18       | 通过
        """,
    )
    told.shows(
        "06-25",
        """
        unit | status       | missing                                 | done_on
        甲   | done         |                                         | 06-18
        乙   | incomplete   | 第一组于 2009-06-25 退回，未重新报送     |
        丙   | needs_review | 待第一组审阅                            |
        丁   | overdue      | review                                  |
        """,
    )


def test_what_was_returned_and_sent_again_waits_and_counts_by_its_own_day():
    told = world(
        REVIEW,
        units=UNITS,
        reports="""
            unit | type             | report_number | completed_on
            甲   | 分析检查报告初稿 | 1             | 06-15
            甲   | 分析检查报告初稿 | 2             | 06-24
        """,
        reviews="""
            told  | unit | type             | reviewer | sent_on | reviewed_on | conclusion
            06-22 | 甲   | 分析检查报告初稿 | 第一组   | 06-16   | 06-22       | 退回
            06-26 | 甲   | 分析检查报告初稿 | 第一组   | 06-26   |             | 待审
            06-30 | 甲   | 分析检查报告初稿 | 第一组   | 06-26   | 06-30       | 通过
        """,
    )
    told.checks(
        "06-24",
        """
        unit | result          | why
        甲   | stale           | 材料 2009-06-24 有新稿，2009-06-22 的审阅意见已过时
        """,
        where="unit_id = '甲'",
    )
    told.days(
        """
        day   | 甲
        06-21 | overdue
        06-22 | incomplete
        06-24 | needs_review
        06-26 | needs_review
        06-30 | done_late
        """
    )
    told.shows(
        "06-30",
        """
        unit | done_on | late
        甲   | 06-26   | 晚于时限 6 天
        """,
        where="unit_id = '甲'",
    )


def test_a_report_that_rests_on_anothers_review_takes_its_own_day():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                      | rollup
                formal         | reports:正式报告@completed_on | last
            """,
            checks="""
                requirement_id | kind     | item
                formal         | reviewed | 分析检查报告初稿:unit.guidance_group
            """,
        ),
        units="""
            unit | guidance_group
            甲   | 第一组
            乙   |
        """,
        reports="""
            unit | type     | completed_on
            甲   | 正式报告 | 06-14
            乙   | 正式报告 | 06-14
        """,
        reviews="""
            unit | type             | reviewer   | sent_on | reviewed_on | conclusion
            甲   | 分析检查报告初稿 | 指导检查组 | 06-12   | 06-29       | 通过
        """,
    )
    told.days(
        """
        day   | 甲           | 乙
        06-14 | needs_review | done
        06-29 | done         | done
        """
    )


def test_in_the_shipped_plan_a_mark_is_required_only_where_the_text_hands_over_or_lists_what_to_hold():
    with (SHIPPED / "checks.csv").open(encoding="utf-8-sig", newline="") as lines:
        marks = [row for row in csv.DictReader(lines) if row["judged_by"] == "reviewer"]
    required = {row["clause_id"].rstrip("abcde") for row in marks if row["severity"] == "required"}
    assert required == {"2.7", "2.8", "2.9", "2.10", "2.16", "2.17", "3.13"}
    assert {row["kind"] for row in marks} == {"covers", "reviewed"}
    assert {row["severity"] for row in marks} == {"required", "advised"}


def test_what_had_passed_and_is_returned_later_is_open_again_until_it_passes_anew():
    told = world(
        REVIEW,
        units=UNITS,
        reviews="""
            told  | unit | type             | reviewer | sent_on | reviewed_on | conclusion
            06-12 | 甲   | 分析检查报告初稿 | 第一组   | 06-10   | 06-12       | 通过
            06-14 | 甲   | 分析检查报告初稿 | 第一组   | 06-13   | 06-14       | 退回
            06-18 | 甲   | 分析检查报告初稿 | 第一组   | 06-16   | 06-18       | 通过
        """,
    )
    told.days(
        """
        day   | 甲
        06-12 | done
        06-14 | incomplete
        06-18 | done
        """
    )
