"""Sheet 整改问题: what a unit found wrong, what it does about it and by when. One problem per unit and number, as last reported."""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

NOTHING_BUT = plan(requirements="requirement_id | duty | due_rule\ntalks | tracked | none")


def test_a_problem_is_open_until_its_day_of_solution_or_its_state_says_solved():
    told = world(
        NOTHING_BUT,
        problems="""
            told  | unit | problem_number | problem  | problem_state | problem_due_on | solved_on
            06-10 | 甲   | 1              | 会议多   | 整改中        | 06-20          |
            06-10 | 甲   | 2              | 学习少   | 已解决        | 06-05          |
            06-22 | 甲   | 1              | 会议多   | 整改中        | 06-20          | 06-21
        """,
    )
    shown = "problem_number | is_solved | days_late"
    told.shows("06-09", f"{shown}\n", view="marts.problems")
    told.shows("06-19", f"{shown}\n1 | 0 | 0\n2 | 1 | 0", view="marts.problems")
    told.shows("06-21", f"{shown}\n1 | 0 | 1\n2 | 1 | 0", view="marts.problems")
    told.shows("06-22", f"{shown}\n1 | 1 | 0\n2 | 1 | 0", view="marts.problems")


def test_a_problem_that_was_withdrawn_is_none():
    told = world(
        NOTHING_BUT,
        problems="""
            told  | unit | problem_number | problem | withdrawn
            06-10 | 甲   | 1              | 会议多  |
            06-12 | 甲   | 1              | 会议多  | yes
        """,
    )
    told.shows("06-11", "problem_number\n1", view="marts.problems")
    told.shows("06-12", "problem_number\n", view="marts.problems")
