"""Clauses 1.23, 1.18b and 2.11 (`flag`): a field says what it must: yes or no, one of some values, or anything at all.

A field left blank is missing; a field that says something else fails.
"""

from tests.sql.plans import plan
from tests.sql.world import world


def test_minutes_are_kept_or_not_or_nobody_said():
    told = world(
        plan(
            requirements="""
                requirement_id
                meeting
            """,
            checks="""
                requirement_id | check_id | kind | item        | threshold
                meeting        | minutes  | flag | has_minutes | yes
                meeting        | theme    | flag | theme       | filled
            """,
        ),
        units="""
            unit
            甲
            乙
            丙
        """,
        meetings="""
            unit | held_on | has_minutes | theme
            甲   | 06-10   | yes         | 科学发展
            乙   | 06-10   | no          | 科学发展
            丙   | 06-10   |             |
        """,
    )
    told.shows(
        "06-11",
        """
        unit | status     | missing                  | missing_en
        甲   | done       |                          |
        乙   | incomplete | 会议记录不符             | Minutes kept not as required
        丙   | incomplete | 会议记录未填；主题未填   | Minutes kept not filled in; Theme not filled in
        """,
    )


def test_one_of_several_values_is_allowed_in_any_spelling_of_the_sheet():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence
                report         | reports:意见汇总@submitted_on
            """,
            checks="""
                requirement_id | kind | item            | threshold
                report         | flag | submission_form | in 纸质|书面和电子
            """,
        ),
        units="""
            unit
            甲
            乙
            丙
        """,
        reports="""
            unit | submitted_on | submission_form
            甲   | 06-10        | 书面
            乙   | 06-10        | 书面和电子
            丙   | 06-10        | 电子
        """,
    )
    told.shows(
        "06-11",
        """
        unit | status     | missing
        甲   | done       |
        乙   | done       |
        丙   | incomplete | 报送形式不符
        """,
    )
