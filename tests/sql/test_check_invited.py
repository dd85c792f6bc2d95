"""Clauses 1.9, 1.10, 1.11 (`invited`): those who must be asked to a meeting stand in its list of the invited.

An office of the unit's own (its guidance group, its contact leader) may be written by name or by what it is. To be asked is
enough: whether they came is not. A unit whose roster names no such office is not asked for it.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

MEETING = plan(
    requirements="""
        requirement_id
        meeting
    """,
    checks="""
        requirement_id | check_id   | kind    | item
        meeting        | discipline | invited | 市纪委
        meeting        | group      | invited | unit.guidance_group
    """,
)


def test_whoever_must_be_invited_is_looked_for_by_name_or_by_office():
    told = world(
        MEETING,
        units="""
            unit | guidance_group
            甲   | 第一组
            乙   | 第一组
            丙   | 第一组
            丁   |
        """,
        meetings="""
            unit | held_on | invited            | invited_attended
            甲   | 06-10   | 市纪委、第一组     |
            乙   | 06-10   | 市委组织部、指导检查组 | 市纪委
            丙   | 06-10   |                    |
            丁   | 06-10   | 市纪委             |
        """,
    )
    told.shows(
        "06-11",
        """
        unit | status     | missing
        甲   | done       |
        乙   | incomplete | 未邀请市纪委
        丙   | incomplete | 未邀请市纪委；未邀请第一组
        丁   | done       |
        """,
    )
    told.checks(
        "06-11",
        """
        unit | check      | result         | why
        甲   | discipline | pass           |
        甲   | group      | pass           |
        乙   | discipline | missing        | 未邀请市纪委
        乙   | group      | pass           |
        丙   | discipline | missing        | 未邀请市纪委
        丙   | group      | missing        | 未邀请第一组
        丁   | discipline | pass           |
        丁   | group      | not_applicable |
        """,
    )


def test_an_office_is_the_one_that_the_roster_named_on_the_day():
    told = world(
        MEETING,
        units="""
            told  | unit | guidance_group
            05-21 | 甲   | 第一组
            06-12 | 甲   | 第二组
        """,
        meetings="""
            unit | held_on | invited
            甲   | 06-10   | 市纪委、第一组
        """,
    )
    told.days(
        """
        day   | 甲
        06-11 | done
        06-12 | incomplete
        """
    )
    assert told.line("06-12")["missing_zh"] == "未邀请第二组"
    assert told.line("06-12")["missing_en"] == "not invited: 第二组"
