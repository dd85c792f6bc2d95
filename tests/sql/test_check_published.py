"""Clauses 3.11 and 3.12 (`published`): a result or report was made public, and in a way that is allowed.

The day is that of publishing, not that on which the report was finished.
"""

from tests.sql.plans import plan
from tests.sql.world import world


def test_what_is_public_needs_a_day_and_a_way():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                      | rollup
                publishing     | reports:评议结果@published_on | first
            """,
            checks="""
                requirement_id | check_id | kind      | item               | threshold
                publishing     | way      | published | publication_method | filled
                publishing     | allowed  | published | publication_method | in 公开栏|通报文件
            """,
        ),
        units="""
            unit
            甲
            乙
            丙
            丁
        """,
        reports="""
            told  | unit | type     | completed_on | published_on | publication_method
            06-16 | 甲   | 评议结果 | 06-16        | 06-15        | 公开栏
            06-16 | 乙   | 评议结果 | 06-10        | 06-10        |
            06-16 | 丙   | 评议结果 | 06-10        | 06-10        | 网站
            06-16 | 丁   | 评议结果 | 06-10        |              | 公开栏
        """,
    )
    told.shows(
        "06-16",
        """
        unit | status     | missing
        甲   | done       |
        乙   | incomplete | 公开方式未填 2 项
        丙   | incomplete | 公开方式不符
        丁   | overdue    | publishing
        """,
    )
