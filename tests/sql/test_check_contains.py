"""Clauses 2.7 to 2.10 (`contains`): the points that a report says it holds are among its contents.

The sheet only tells that a point is there; whether it is well made is a reviewer's mark. The shipped plan therefore advises these
checks and requires the marks; here one of each severity shows the difference.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

DRAFT = plan(
    requirements="""
        requirement_id | evidence
        draft          | reports:分析检查报告初稿@completed_on
    """,
    checks="""
        requirement_id | check_id | kind     | item     | severity
        draft          | problems | contains | 存在问题 | required
        draft          | causes   | contains | 原因分析 | advised
    """,
)


def test_a_point_that_is_required_and_not_there_is_missing_and_one_that_is_advised_is_only_said():
    told = world(
        DRAFT,
        units="""
            unit
            甲
            乙
            丙
        """,
        reports="""
            unit | type             | completed_on | contents
            甲   | 分析检查报告初稿 | 06-10        | 存在问题、原因分析
            乙   | 分析检查报告初稿 | 06-10        | 存在问题
            丙   | 分析检查报告初稿 | 06-10        | 原因分析
        """,
    )
    told.shows(
        "06-11",
        """
        unit | status     | missing
        甲   | done       |
        乙   | done       |
        丙   | incomplete | 存在问题
        """,
    )
    told.checks(
        "06-11",
        """
        unit | check    | severity | result  | why
        甲   | causes   | advised  | pass    |
        甲   | problems | required | pass    |
        乙   | causes   | advised  | missing | 原因分析
        乙   | problems | required | pass    |
        丙   | causes   | advised  | pass    |
        丙   | problems | required | missing | 存在问题
        """,
    )
