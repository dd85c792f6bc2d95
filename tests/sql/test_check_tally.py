"""Clauses 1.8 and 3.9 (`tally`): two figures that should agree do. A figure left blank is missing and never nought."""

from tests.sql.plans import plan
from tests.sql.world import world

BALLOTS = plan(
    requirements="""
        requirement_id | evidence
        evaluation     | evaluations:*@evaluated_on
    """,
    checks="""
        requirement_id | check_id | kind  | item                | threshold
        evaluation     | valid    | tally | valid_count         | <= returned_count
        evaluation     | thinking | tally | understanding_count | = valid_count
    """,
)


def test_figures_that_should_agree_are_compared():
    told = world(
        BALLOTS,
        units="""
            unit
            甲
            乙
            丙
        """,
        evaluations="""
            unit | evaluated_on | returned_count | valid_count | understanding_good_count | understanding_poor_count
            甲   | 06-10        | 30             | 30          | 28                       | 2
            乙   | 06-10        | 29             | 30          | 28                       | 1
            丙   | 06-10        |                | 30          |                          |
        """,
    )
    told.checks(
        "06-11",
        """
        unit | check    | result  | why
        甲   | thinking | pass    |
        甲   | valid    | pass    |
        乙   | thinking | fail    | 认识合计应 30 实 29
        乙   | valid    | fail    | 有效票数应 29 实 30
        丙   | thinking | missing | 认识合计未填
        丙   | valid    | missing | 收回票数未填，无法核对
        """,
    )


def test_ballots_of_one_question_are_summed_even_where_the_breakdown_is_withheld():
    told = world(
        BALLOTS,
        evaluations="""
            unit | evaluated_on | returned_count | valid_count | understanding_good_count | understanding_poor_count
            甲   | 06-10        | 4              | 4           | 3                        | 1
        """,
    )
    assert told.status("06-11") == "done"
    assert told.one("staging.evaluations")["understanding_good_count"] is None


def test_a_corrected_count_is_a_new_version_even_where_the_breakdown_is_withheld():
    told = world(
        BALLOTS,
        evaluations="""
            told  | unit | evaluated_on | returned_count | valid_count | understanding_good_count
            06-10 | 甲   | 06-10        | 4              | 4           | 3
            06-12 | 甲   | 06-10        | 4              | 4           | 4
        """,
    )
    told.days(
        """
        day   | 甲
        06-11 | incomplete
        06-12 | done
        """
    )
