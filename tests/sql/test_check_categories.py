"""Clause 3.8 (`categories`): raters come from enough of the categories named. A category with nobody, or left blank, is none.

How many came of each is not asked, only how many categories have somebody.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

EVALUATION = plan(
    requirements="""
        requirement_id | evidence
        evaluation     | evaluations:*@evaluated_on
    """,
    checks="""
        requirement_id | kind       | item                                                    | threshold
        evaluation     | categories | party_cadre_count + masses_count + congress_deputy_count | >= 3
    """,
)


def test_a_category_counts_when_it_has_somebody():
    told = world(
        EVALUATION,
        units="""
            unit
            甲
            乙
            丙
        """,
        evaluations="""
            unit | evaluated_on | party_cadre_count | masses_count | congress_deputy_count
            甲   | 06-10        | 1                 | 30           | 2
            乙   | 06-10        | 20                | 0            | 1
            丙   | 06-10        | 5                 |              |
        """,
    )
    told.shows(
        "06-11",
        """
        unit | status     | missing                                     | missing_en
        甲   | done       |                                             |
        乙   | incomplete | 应有 3 类实有 2 类，无群众代表               | 2 of 3 categories, none of Representatives of the public
        丙   | incomplete | 应有 3 类实有 1 类，无群众代表、人大代表     | 1 of 3 categories, none of Representatives of the public, People's congress deputies
        """,  # noqa: E501
    )


def test_two_evaluations_make_one_range_of_raters():
    told = world(
        EVALUATION,
        evaluations="""
            unit | evaluated_on | party_cadre_count | masses_count | congress_deputy_count
            甲   | 06-10        | 20                | 30           | 0
            甲   | 06-17        | 0                 | 3            | 2
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | incomplete
        06-17 | done_late
        """
    )
