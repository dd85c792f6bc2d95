"""What each week added to a milestone: from one week's last count to the next, Monday to Sunday."""

from tests.sql.test_milestones import NUMBER, milestones
from tests.sql.world import world

SHOWN = "week_on | completed_amount | added_amount"


def test_a_week_adds_what_its_last_count_is_above_the_last_count_before_it():
    told = world(
        NUMBER,
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-02      | 1
            M1        | 甲   | 06-05      | 3
            M1        | 甲   | 06-11      | 7
        """,
    )
    told.shows("06-12", f"{SHOWN}\n06-01 | 3 | 3\n06-08 | 7 | 4", view="marts.milestone_weeks")


def test_a_week_in_which_nothing_was_counted_has_no_line_and_the_next_holds_what_both_brought():
    told = world(
        NUMBER,
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-02      | 1
            M1        | 甲   | 06-16      | 4
        """,
    )
    told.shows("06-20", f"{SHOWN}\n06-01 | 1 | 1\n06-15 | 4 | 3", view="marts.milestone_weeks")


def test_units_and_objects_that_report_on_other_days_keep_what_they_had_reached():
    told = world(
        NUMBER,
        units="unit\n甲\n乙",
        progress="""
            milestone | unit | object | counted_on | cumulative_amount
            M1        | 甲   | 一    | 06-02      | 1
            M1        | 乙   | 二    | 06-03      | 2
            M1        | 甲   | 一    | 06-10      | 4
        """,
    )
    told.shows("06-12", f"{SHOWN}\n06-01 | 3 | 3\n06-08 | 6 | 3", view="marts.milestone_weeks")


def test_a_share_grows_by_points_and_a_correction_downwards_is_shown_as_one():
    told = world(
        milestones("milestone_id | starts_on\nM1 | 05-31"),
        progress="""
            milestone | unit | counted_on | completion_ratio
            M1        | 甲   | 06-02      | 0.5
            M1        | 甲   | 06-10      | 0.25
        """,
    )
    told.shows("06-12", "week_on | added_ratio\n06-01 | 0.5\n06-08 | -0.25", view="marts.milestone_weeks")


def test_a_past_day_knows_no_later_week():
    told = world(
        NUMBER,
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-02      | 1
            M1        | 甲   | 06-10      | 4
        """,
    )
    told.shows("06-08", f"{SHOWN}\n06-01 | 1 | 1", view="marts.milestone_weeks")
