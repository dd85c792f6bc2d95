"""Clauses 1.15, 1.21, 2.9 and 3.9 (`count`): there are at least as many as asked.

What is compared may be a number, the unit's own figure on the roster, or the rows of another sheet. A figure that nobody filled
in is missing and never nought, on either side. Rows that answer together add up, and the day on which they sufficed counts.
"""  # noqa: E501

import pytest

from ingest.grammar import Malformed
from ingest.operands import parse_operands
from tests.sql.plans import plan
from tests.sql.world import world

SPEECHES = plan(
    requirements="""
        requirement_id
        meeting
    """,
    checks="""
        requirement_id | kind  | item         | threshold
        meeting        | count | speech_count | >= unit.leader_count
    """,
)


def test_enough_passes_too_few_fails_and_unknown_is_missing_on_either_side():
    told = world(
        SPEECHES,
        units="""
            unit | leader_count
            甲   | 5
            乙   | 5
            丙   | 5
            丁   |
            戊   | 0
        """,
        meetings="""
            unit | held_on | speech_count
            甲   | 06-10   | 5
            乙   | 06-10   | 3
            丙   | 06-10   |
            丁   | 06-10   | 0
            戊   | 06-10   | 0
        """,
    )
    told.checks(
        "06-11",
        """
        unit | result  | why                        | reason_en
        甲   | pass    |                            |
        乙   | fail    | 发言材料份数应 5 实 3      | Speeches prepared: 3 of 5
        丙   | missing | 发言材料份数未填           | Speeches prepared not filled in
        丁   | missing | 班子成员数未填，无法核对    | Leading members not filled in
        戊   | pass    |                            |
        """,
    )


def test_numbers_of_several_sessions_add_up_and_the_day_they_suffice_counts():
    told = world(
        SPEECHES,
        units="""
            unit | leader_count
            甲   | 5
        """,
        meetings="""
            unit | session | held_on | speech_count
            甲   | 1       | 06-10   | 3
            甲   | 2       | 06-17   | 2
            甲   | 3       | 06-24   | 1
        """,
    )
    told.shows(
        "06-25",
        """
        status    | done_on | late
        done_late | 06-17   | 晚于时限 2 天
        """,
    )


def test_a_growing_number_or_another_session_never_makes_a_punctual_unit_late():
    told = world(
        SPEECHES,
        units="""
            unit | leader_count
            甲   | 5
        """,
        meetings="""
            told  | unit | session | held_on | speech_count
            06-10 | 甲   | 1       | 06-10   | 5
            06-20 | 甲   | 1       | 06-10   | 6
            06-25 | 甲   | 2       | 06-25   | 2
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
    assert told.line("06-25")["done_on"].isoformat() == "2009-06-10"


def test_a_number_filled_in_later_counts_from_then():
    told = world(
        SPEECHES,
        units="""
            unit | leader_count
            甲   | 5
        """,
        meetings="""
            told  | unit | held_on | speech_count
            06-10 | 甲   | 06-10   | 3
            06-18 | 甲   | 06-10   | 5
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | incomplete
        06-18 | done_late
        """
    )


def test_rows_of_another_sheet_are_counted_as_they_stand_on_the_day():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence
                draft          | reports:意见汇总@completed_on
            """,
            checks="""
                requirement_id | check_id | kind  | item                                    | threshold
                draft          | any      | count | problems.rows                           | >= 2
                draft          | at_once  | count | problems.rows[problem_class=立即解决]   | >= 1
            """,
        ),
        reports="""
            unit | completed_on
            甲   | 06-10
        """,
        problems="""
            told  | unit | problem_number | problem_class | withdrawn
            06-08 | 甲   | 1              | 限期解决      |
            06-09 | 甲   | 2              | 限期解决      |
            06-12 | 甲   | 3              | 立即解决      |
            06-13 | 甲   | 1              | 限期解决      | yes
            06-14 | 甲   | 2              | 限期解决      | yes
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | incomplete
        06-12 | done
        06-13 | done
        06-14 | incomplete
        """
    )
    told.shows(
        "06-10",
        """
        missing                  | missing_en
        立即解决条数应 1 实 0    | 立即解决 problems rows: 0 of 1
        """,
    )
    assert told.line("06-14")["missing_zh"] == "条数应 2 实 1"


def test_terms_add_and_subtract_and_one_unknown_term_makes_the_sum_unknown():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                        | rollup
                materials      | reports:个人分析材料@completed_on | last
            """,
            checks="""
                requirement_id | kind  | item            | threshold
                materials      | count | completed_count | >= unit.member_count + unit.leader_count - unit.party_leader_count
            """,  # noqa: E501
        ),
        units="""
            unit | member_count | leader_count | party_leader_count
            甲   | 30           | 6            | 4
            乙   | 30           | 6            | 4
            丙   | 30           | 6            |
        """,
        reports="""
            unit | type         | completed_on | completed_count
            甲   | 个人分析材料 | 06-10        | 32
            乙   | 个人分析材料 | 06-10        | 31
            丙   | 个人分析材料 | 06-10        | 99
        """,
    )
    told.checks(
        "06-11",
        """
        unit | result  | why
        甲   | pass    |
        乙   | fail    | 已完成数应 32 实 31
        丙   | missing | 党员数+班子成员数+党员班子成员数未填，无法核对
        """,
    )


def test_the_rows_that_answer_are_counted_whole_and_never_by_a_value():
    told = world(
        plan(
            requirements="requirement_id\nmeeting",
            checks="requirement_id | kind | item | threshold\nmeeting | count | rows | >= 2",
        ),
        meetings="""
            unit | session | held_on
            甲   | 1       | 06-10
            甲   | 2       | 06-17
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | incomplete
        06-17 | done_late
        """
    )
    assert told.line("06-10")["missing_zh"] == "次数应 2 实 1"
    with pytest.raises(Malformed):
        parse_operands("rows[theme=科学发展]")


def test_a_late_correction_of_an_earlier_session_never_makes_a_late_completion_punctual():
    told = world(
        SPEECHES,
        units="""
            unit | leader_count
            甲   | 5
        """,
        meetings="""
            told  | unit | session | held_on | speech_count
            06-10 | 甲   | 1       | 06-10   | 2
            06-20 | 甲   | 2       | 06-20   | 3
            06-25 | 甲   | 1       | 06-10   | 5
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | incomplete
        06-20 | done_late
        06-25 | done_late
        """
    )
    assert told.line("06-25")["done_on"].isoformat() == "2009-06-20"
