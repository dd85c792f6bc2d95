"""Clauses 2.7 to 2.10 (`covers`): a reviewer has found the aspect in the material. No machine ever says so.

Until a mark is there the unit's own part is complete and waits for the reviewer. A mark with a blank 核查项 speaks for every
aspect of its material. The mark's own day never makes the unit late.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

DRAFT = plan(
    requirements="""
        requirement_id | evidence                            | rollup
        draft          | reports:分析检查报告初稿@completed_on | last
    """,
    checks="""
        requirement_id | check_id | kind   | item
        draft          | problems | covers | 存在的问题
        draft          | causes   | covers | 产生的原因
    """,
)
DRAFTS = """
    unit | type             | completed_on
    甲   | 分析检查报告初稿 | 06-10
    乙   | 分析检查报告初稿 | 06-10
    丙   | 分析检查报告初稿 | 06-10
    丁   | 分析检查报告初稿 | 06-17
"""
UNITS = """
    unit
    甲
    乙
    丙
    丁
"""


def test_a_draft_waits_for_its_marks_and_is_on_time_however_late_they_come():
    told = world(
        DRAFT,
        units=UNITS,
        reports=DRAFTS,
        reviews="""
            told  | unit | type             | check    | reviewer | sent_on | reviewed_on | conclusion
            06-30 | 甲   | 分析检查报告初稿 |          | 第一组   | 06-11   | 06-30       | 通过
            06-30 | 乙   | 分析检查报告初稿 | problems | 第一组   | 06-11   | 06-30       | 通过
            06-30 | 丁   | 分析检查报告初稿 |          | 第一组   | 06-18   | 06-30       | 通过
        """,
    )
    told.days(
        """
        day   | 甲           | 乙           | 丙           | 丁
        06-10 | needs_review | needs_review | needs_review | due_soon
        06-18 | needs_review | needs_review | needs_review | needs_review
        06-30 | done         | needs_review | needs_review | done_late
        """
    )
    told.shows(
        "06-30",
        """
        unit | status       | missing             | is_past_due | done_on | days_late
        甲   | done         |                     | 0           | 06-10   | 0
        乙   | needs_review | 待人工核内容        | 0           |         | 0
        丙   | needs_review | 待人工核内容 2 项   | 0           |         | 0
        丁   | done_late    |                     | 1           | 06-17   | 2
        """,
    )


def test_a_draft_handed_in_late_is_past_due_while_it_waits():
    told = world(DRAFT, units=UNITS, reports=DRAFTS)
    told.shows(
        "06-20",
        """
        unit | status       | is_past_due | days_late
        丁   | needs_review | 1           | 2
        """,
        where="unit_id = '丁'",
    )


def test_a_new_draft_after_the_mark_makes_the_mark_stale():
    told = world(
        DRAFT,
        reports="""
            unit | type             | report_number | completed_on
            甲   | 分析检查报告初稿 | 1             | 06-05
            甲   | 分析检查报告初稿 | 2             | 06-12
        """,
        reviews="""
            unit | type             | reviewer | sent_on | reviewed_on | conclusion
            甲   | 分析检查报告初稿 | 第一组   | 06-06   | 06-08       | 通过
            甲   | 分析检查报告初稿 | 第一组   | 06-12   | 06-14       | 通过
        """,
    )
    told.days(
        """
        day   | 甲
        06-08 | done
        06-12 | needs_review
        06-14 | done
        """
    )
    told.checks(
        "06-12",
        """
        check    | result | why
        causes   | stale  | 材料 2009-06-12 有新稿，2009-06-08 的审阅意见已过时
        problems | stale  | 材料 2009-06-12 有新稿，2009-06-08 的审阅意见已过时
        """,
    )


def test_of_two_marks_the_one_sent_later_speaks_and_a_returned_aspect_is_missing():
    told = world(
        DRAFT,
        reports="""
            unit | type             | completed_on
            甲   | 分析检查报告初稿 | 06-05
        """,
        reviews="""
            unit | type             | check    | reviewer | sent_on | reviewed_on | conclusion
            甲   | 分析检查报告初稿 |          | 第一组   | 06-06   | 06-07       | 通过
            甲   | 分析检查报告初稿 | problems | 第一组   | 06-08   | 06-09       | 退回
            甲   | 分析检查报告初稿 | problems | 第一组   | 06-10   | 06-11       | 通过
        """,
    )
    told.days(
        """
        day   | 甲
        06-07 | done
        06-09 | incomplete
        06-11 | done
        """
    )
    told.shows("06-09", "missing\n审阅方于 2009-06-09 退回，未重新报送")


def test_a_mark_on_a_branchs_meeting_speaks_for_that_branch_and_one_without_a_branch_for_all():
    told = world(
        plan(
            requirements="""
                requirement_id | bearer | evidence
                meeting        | branch | meetings:党支部组织生活会@held_on
            """,
            checks="""
                requirement_id | kind   | item
                meeting        | covers | 主题
            """,
        ),
        branches="""
            unit | branch
            甲   | 一支部
            甲   | 二支部
        """,
        meetings="""
            unit | branch | type             | held_on
            甲   | 一支部 | 党支部组织生活会 | 06-10
            甲   | 二支部 | 党支部组织生活会 | 06-10
        """,
        reviews="""
            unit | branch | type             | reviewer | sent_on | reviewed_on | conclusion
            甲   | 一支部 | 党支部组织生活会 | 第一组   | 06-11   | 06-12       | 通过
            甲   |        | 党支部组织生活会 | 第一组   | 06-13   | 06-14       | 通过
        """,
    )
    told.days(
        """
        day   | 一支部 | 二支部
        06-12 | done   | needs_review
        06-14 | done   | done
        """
    )


def test_a_mark_judges_the_draft_that_was_sent_and_none_made_since():
    told = world(
        DRAFT,
        units="""
            unit
            甲
            乙
        """,
        reports="""
            unit | type             | report_number | completed_on
            甲   | 分析检查报告初稿 | 1             | 06-05
            甲   | 分析检查报告初稿 | 2             | 06-08
            乙   | 分析检查报告初稿 | 1             | 06-08
        """,
        reviews="""
            unit | type             | reviewer | sent_on | reviewed_on | conclusion
            甲   | 分析检查报告初稿 | 第一组   | 06-06   | 06-10       | 通过
            乙   | 分析检查报告初稿 | 第一组   | 06-06   | 06-10       | 通过
        """,
    )
    told.days(
        """
        day   | 甲           | 乙
        06-10 | needs_review | done
        """
    )


def test_of_several_reviewers_one_who_returned_it_stands_and_else_one_who_passed_it_suffices():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                              | rollup
                draft          | reports:分析检查报告初稿@completed_on | last
                review         | reviews:分析检查报告初稿:unit.guidance_group@sent_on | last
            """,
            checks="""
                requirement_id | kind     | item
                draft          | covers   | 存在的问题
                review         | reviewed | 分析检查报告初稿:unit.guidance_group
            """,
        ),
        units="""
            unit | guidance_group | contact_leader
            甲   | 第一组         | 市长
            乙   | 第一组         | 市长
            丙   | 第一组         | 市长
        """,
        reports="""
            unit | type             | completed_on
            甲   | 分析检查报告初稿 | 06-05
            乙   | 分析检查报告初稿 | 06-05
            丙   | 分析检查报告初稿 | 06-05
        """,
        reviews="""
            told  | unit | type             | reviewer   | sent_on | reviewed_on | conclusion
            06-09 | 甲   | 分析检查报告初稿 | 第一组     | 06-06   | 06-09       | 退回
            06-10 | 甲   | 分析检查报告初稿 | 市长       | 06-06   | 06-10       | 通过
            06-12 | 甲   | 分析检查报告初稿 | 指导检查组 | 06-11   | 06-12       | 通过
            06-09 | 乙   | 分析检查报告初稿 | 第一组     | 06-06   | 06-09       | 通过
            06-10 | 乙   | 分析检查报告初稿 | 市长       | 06-10   |             | 待审
            06-09 | 丙   | 分析检查报告初稿 | 第一组     | 06-06   | 06-09       | 退回
            06-10 | 丙   | 分析检查报告初稿 | 指导检查组 | 06-06   | 06-09       | 通过
        """,
    )
    told.shows(
        "06-10",
        """
        unit | status
        甲   | incomplete
        乙   | done
        丙   | done
        """,
        where="requirement_id = 'draft'",
    )
    assert told.status("06-12", "甲", "draft") == "done"


def test_a_reviewer_written_by_name_and_by_office_is_one_and_speaks_last_by_the_mark_sent_last():
    told = world(
        DRAFT,
        units="""
            unit | contact_leader | guidance_group
            甲   | 张三           | 第一组
        """,
        reports="""
            unit | type             | completed_on
            甲   | 分析检查报告初稿 | 06-10
        """,
        reviews="""
            told  | unit | type             | reviewer   | sent_on | reviewed_on | conclusion
            06-12 | 甲   | 分析检查报告初稿 | 张三       | 06-11   | 06-12       | 退回
            06-20 | 甲   | 分析检查报告初稿 | 联系市领导 | 06-18   | 06-20       | 通过
        """,
    )
    told.days(
        """
        day   | 甲
        06-12 | incomplete
        06-20 | done
        """
    )


ADVISED = plan(
    requirements="""
        requirement_id | evidence
        discussion     | meetings:民主讨论@held_on
    """,
    checks="""
        requirement_id | check_id | kind   | item     | severity
        discussion     | held     | held   |          | required
        discussion     | theme    | covers | 突出主题 | advised
    """,
)


def test_an_advised_mark_is_shown_as_not_yet_judged_and_holds_nothing():
    told = world(
        ADVISED,
        meetings="""
            unit | type     | held_on
            甲   | 民主讨论 | 06-10
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | done
        """
    )
    told.checks(
        "06-10",
        """
        check | result          | why          | reason_en
        held  | pass            |              |
        theme | awaiting_review | 待人工核内容 | contents await a reviewer
        """,
    )


def test_an_advised_mark_that_returns_the_material_is_said_and_holds_nothing_either():
    told = world(
        ADVISED,
        meetings="""
            unit | type     | held_on
            甲   | 民主讨论 | 06-10
        """,
        reviews="""
            unit | type     | reviewer | sent_on | reviewed_on | conclusion
            甲   | 民主讨论 | 第一组   | 06-11   | 06-12       | 退回
        """,
    )
    assert told.status("06-12") == "done"
    told.checks(
        "06-12",
        """
        check | result | why
        theme | fail   | 审阅方于 2009-06-12 退回，未重新报送
        """,
        where="check_id = 'theme'",
    )


def test_no_machine_makes_a_mark_however_full_the_material_is():
    told = world(
        DRAFT,
        reports="""
            unit | type             | completed_on | contents
            甲   | 分析检查报告初稿 | 06-05        | 存在的问题、产生的原因
        """,
    )
    assert told.status("06-30") == "needs_review"


def test_a_stale_mark_holds_the_obligation_and_names_both_days():
    told = world(
        DRAFT,
        reports="""
            unit | type             | report_number | completed_on
            甲   | 分析检查报告初稿 | 1             | 06-05
            甲   | 分析检查报告初稿 | 2             | 06-12
        """,
        reviews="""
            unit | type             | reviewer | sent_on | reviewed_on | conclusion
            甲   | 分析检查报告初稿 | 第一组   | 06-06   | 06-08       | 通过
        """,
    )
    told.shows(
        "06-12",
        """
        status       | missing
        needs_review | 材料 2009-06-12 有新稿，2009-06-08 的审阅意见已过时 2 项
        """,
    )
