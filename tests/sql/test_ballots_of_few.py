"""Which breakdowns the store holds: none of fewer than five ballots, none that another leaves a few ballots of."""

import pytest

from tests.sql.plans import plan
from tests.sql.world import world

PLAN = plan(
    requirements="""
        requirement_id | evidence
        evaluation     | evaluations:*@evaluated_on
    """
)


def shown(evaluations, columns="understanding_good_count"):
    """What the store holds of each ballot, in the order of their telling."""
    found = world(PLAN, evaluations=evaluations).ask(
        f"select {columns} from raw.evaluations order by report_on, upload_number, row_number"
    )
    return [tuple(row.values()) if len(row) > 1 else next(iter(row.values())) for row in found]


@pytest.mark.parametrize(("valid", "good", "is_kept"), [("5", 5, True), ("4", 4, False), ("", 30, False)])
def test_a_breakdown_is_kept_where_the_valid_ballots_are_known_to_be_five(valid, good, is_kept):
    found = shown(
        f"""
        unit | evaluated_on | valid_count | understanding_good_count
        甲   | 06-10        | {valid}     | {good}
        """
    )
    assert found == [good if is_kept else None]


def test_a_question_that_fewer_than_five_answered_is_withheld_and_the_others_are_not():
    found = shown(
        """
        unit | evaluated_on | valid_count | understanding_good_count | problems_good_count
        甲   | 06-10        | 9           | 4                        | 9
        """,
        "understanding_good_count, understanding_count, problems_good_count",
    )
    assert found == [(None, 4, 9)]


def test_of_the_categories_of_few_only_their_presence_is_known():
    told = world(
        PLAN,
        evaluations="""
            unit | evaluated_on | valid_count | party_cadre_count | masses_count | service_user_count
            甲   | 06-10        | 4           | 3                 | 0            |
            甲   | 06-11        | 9           | 8                 | 1            |
        """,
    )
    found = told.ask(
        "select party_cadre_count, masses_count, category_count from raw.evaluations order by evaluated_on"
    )
    assert [tuple(row.values()) for row in found] == [(None, None, 1), (8, 1, 2)]
    cells = told.ask(
        "select item_text, item_number from raw.evidence_cells where field in ('party_cadre_count', 'masses_count')"
        " and row_key like '%06-10' order by field"
    )
    assert [tuple(row.values()) for row in cells] == [("0", 0), ("有", 1)]


def test_of_a_row_told_again_with_other_figures_only_the_last_version_is_broken_down():
    assert shown(
        """
        told  | unit | evaluated_on | valid_count | understanding_good_count | understanding_poor_count
        06-11 | 甲   | 06-10        | 20          | 20                       | 0
        06-12 | 甲   | 06-10        | 30          | 28                       | 2
        06-13 | 甲   | 06-10        | 30          | 28                       | 2
        """
    ) == [None, 28, 28]


def test_a_row_withdrawn_later_leaves_what_was_told_before():
    assert shown(
        """
        told  | unit | evaluated_on | valid_count | understanding_good_count | withdrawn
        06-11 | 甲   | 06-10        | 20          | 20                       |
        06-12 | 甲   | 06-10        |             |                          | yes
        """
    ) == [20, None]


@pytest.mark.parametrize(
    ("valid", "good", "fair", "first"),
    [(22, 20, 2, None), (25, 20, 5, 18), (22, 16, 6, 18), (20, 20, 0, 18), (16, 14, 2, None)],
)
def test_a_ballot_that_another_holds_but_for_a_few_is_withheld(valid, good, fair, first):
    """The other is told under another day. Five more, or fewer votes for an option, and nothing can be worked out."""
    found = shown(
        f"""
        unit | evaluated_on | valid_count | understanding_good_count | understanding_fair_count
        甲   | 06-10        | 20          | 18                       | 2
        甲   | 06-12        | {valid}     | {good}                   | {fair}
        """
    )
    assert found == [first, good]


def test_another_units_ballot_hides_nothing():
    assert shown(
        """
        unit | evaluated_on | valid_count | understanding_good_count
        甲   | 06-10        | 20          | 20
        乙   | 06-10        | 21          | 21
        """
    ) == [20, 21]
