"""Which materials wait for whom: marks awaited, returned and not sent again, and gone stale; one line a material and reviewer."""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

DRAFT = "分析检查报告初稿"
PLAN = plan(
    requirements="""
        requirement_id | evidence                                                  | rollup
        draft          | reports:分析检查报告初稿@completed_on                     | last
        group          | reviews:分析检查报告初稿:unit.guidance_group@sent_on      | last
        meeting        | meetings:民主讨论@held_on                                 | last
    """,
    checks="""
        requirement_id | check_id | kind     | item                                  | severity
        draft          | problems | covers   | 存在的问题                            | required
        draft          | causes   | covers   | 产生的原因                            | required
        group          | passed   | reviewed | 分析检查报告初稿:unit.guidance_group  | required
        meeting        | theme    | covers   | 突出主题                              | advised
    """,
)
UNITS = """
    unit | guidance_group
    甲   | 第一组
    乙   | 第一组
"""


def test_a_draft_waits_for_its_reviewer_from_the_day_it_was_made_then_from_the_day_it_was_sent():
    told = world(
        PLAN,
        units=UNITS,
        reports="""
            unit | type             | completed_on
            甲   | 分析检查报告初稿 | 06-05
            乙   | 分析检查报告初稿 | 06-06
        """,
        reviews="""
            unit | type             | reviewer   | sent_on | conclusion
            乙   | 分析检查报告初稿 | 指导检查组 | 06-07   | 待审
        """,
    )
    told.shows(
        "06-08",
        """
        unit | reviewer | review_state | since_on | sent_on | is_required | check_count | items
        甲   | 第一组   | awaited      | 06-05    |         | 1           | 2           | 存在的问题、产生的原因
        乙   | 第一组   | awaited      | 06-07    | 06-07   | 1           | 3           | 存在的问题、产生的原因
        """,
        "marts.reviews",
    )


def test_a_returned_draft_waits_for_its_unit_and_a_changed_one_for_a_new_mark_with_both_days():
    told = world(
        PLAN,
        units=UNITS,
        reports="""
            unit | type             | report_number | completed_on
            甲   | 分析检查报告初稿 | 1             | 06-05
            乙   | 分析检查报告初稿 | 1             | 06-05
            乙   | 分析检查报告初稿 | 2             | 06-12
        """,
        reviews="""
            told  | unit | type             | reviewer | sent_on | reviewed_on | conclusion | opinion
            06-08 | 甲   | 分析检查报告初稿 | 第一组   | 06-06   | 06-08       | 退回       | 问题不具体
            06-09 | 乙   | 分析检查报告初稿 | 第一组   | 06-06   | 06-09       | 通过       |
        """,
    )
    told.shows(
        "06-12",
        """
        unit | review_state | since_on | marked_on | material_on | opinion
        甲   | returned     | 06-08    | 06-08     | 06-05       | 问题不具体
        乙   | stale        | 06-12    | 06-09     | 06-12       |
        """,
        "marts.reviews",
    )
    told.shows(
        "06-12",
        """
        unit | why
        甲   | 2009-06-08 退回，未重新报送
        乙   | 材料 2009-06-12 有新稿，2009-06-09 的审阅意见已过时
        """,
        "marts.reviews",
    )
    told.shows("06-10", "unit\n甲", "marts.reviews")


def test_what_has_passed_or_has_not_happened_waits_for_nobody():
    told = world(
        PLAN,
        units=UNITS,
        reports="""
            unit | type             | completed_on
            甲   | 分析检查报告初稿 | 06-05
        """,
        reviews="""
            unit | type             | reviewer | sent_on | reviewed_on | conclusion
            甲   | 分析检查报告初稿 | 第一组   | 06-06   | 06-08       | 通过
        """,
    )
    told.shows("06-09", "unit", "marts.reviews")


def test_what_is_only_advised_waits_too_and_is_told_apart():
    told = world(
        PLAN,
        units=UNITS,
        meetings="""
            unit | type     | held_on
            甲   | 民主讨论 | 06-05
        """,
    )
    told.shows(
        "06-06",
        """
        unit | material_type | review_state | is_required | items    | why
        甲   | 民主讨论      | awaited      | 0           | 突出主题 | 尚未判定，仅供参考，不影响状态
        """,
        "marts.reviews",
    )
