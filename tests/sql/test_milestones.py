"""Section five of the plan: milestones of the action plans, in words of their own that never mix into the units' rates.

A number is summed over the latest counts of all objects, or counts the objects or units that have anything; `all` asks that each object reported is closed; a flag is asked of those
objects of another milestone that meet the condition; without a target the share reported is averaged.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

ONLY = "requirement_id | duty | due_rule\ntalks | tracked | none"
READINGS = "key | value\nprogress_stale_days | 7\nbehind_tolerance | 10"


def milestones(drawn):
    """A plan of nothing but milestones."""
    return plan(requirements=ONLY, readings=READINGS, milestones=drawn)


NUMBER = milestones(
    """
    milestone_id | target | starts_on | due_rule
    M1           | 10     | 05-31     | on 2009-06-20
    """
)


def seen(told, text):
    """Hold the only milestone's words against a drawn table, one line a day."""
    lines = text.strip().splitlines()
    for line in lines[1:]:
        day, _, rest = line.strip().partition("|")
        head = lines[0].strip().partition("|")[2].strip()
        told.shows(day.strip(), f"{head}\n{rest.strip() or '-'}", view="marts.milestones")


def test_a_number_goes_from_no_report_to_on_track_behind_stale_and_overdue():
    told = world(
        NUMBER,
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-05      | 3
        """,
    )
    seen(
        told,
        """
        day   | status    | completed_amount | completion_ratio | expected_ratio
        06-04 | no_report |                  |                  | 0.2
        06-05 | on_track  | 3                | 0.3              | 0.25
        06-09 | behind    | 3                | 0.3              | 0.45
        06-12 | behind    | 3                | 0.3              | 0.6
        06-13 | stale     | 3                | 0.3              | 0.65
        06-20 | stale     | 3                | 0.3              | 1
        06-21 | overdue   | 3                | 0.3              | 1
        """,
    )


def test_a_share_just_within_the_tolerance_is_on_track():
    told = world(
        NUMBER,
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-10      | 4
        """,
    )
    seen(
        told,
        """
        day   | status   | expected_ratio
        06-10 | on_track | 0.5
        06-11 | behind   | 0.55
        """,
    )


def test_the_latest_counts_of_all_units_and_objects_add_up_and_done_counts_from_the_day_of_counting():
    told = world(
        NUMBER,
        units="""
            unit
            甲
            乙
        """,
        progress="""
            told  | milestone | unit | object | counted_on | cumulative_amount | progress_state
            06-05 | M1        | 甲   | 东     | 06-05      | 3                 |
            06-12 | M1        | 甲   | 东     | 06-12      | 5                 |
            06-12 | M1        | 甲   | 西     | 06-12      | 2                 |
            06-15 | M1        | 乙   |        | 06-14      | 2                 |
            06-19 | M1        | 乙   | 南     | 06-18      |                   | 完成
        """,
    )
    seen(
        told,
        """
        day   | status   | completed_amount | object_count | done_on
        06-05 | on_track | 3                | 1            |
        06-12 | on_track | 7                | 2            |
        06-14 | on_track | 7                | 2            |
        06-15 | on_track | 9                | 3            |
        06-19 | done     | 10               | 4            | 06-18
        07-09 | done     | 10               | 4            | 06-18
        """,
    )


def test_where_objects_are_counted_much_done_for_one_is_still_one():
    told = world(
        milestones(
            """
            milestone_id | target    | starts_on | due_rule
            M1           | 3 objects | 05-31     | on 2009-06-20
            """
        ),
        progress="""
            told  | milestone | unit | object | counted_on | cumulative_amount | progress_state
            06-05 | M1        | 甲   | 教师   | 06-05      | 5                 |
            06-05 | M1        | 甲   | 农民   | 06-05      |                   | 完成
            06-05 | M1        | 甲   | 青年   | 06-05      | 0                 |
            06-12 | M1        | 甲   | 青年   | 06-12      | 2                 |
        """,
    )
    seen(
        told,
        """
        day   | status   | completed_amount | done_on
        06-05 | on_track | 2                |
        06-12 | done     | 3                | 06-12
        """,
    )


def test_where_objects_are_counted_a_row_without_one_is_a_count_itself():
    told = world(
        milestones(
            """
            milestone_id | target    | starts_on | due_rule
            M1           | 3 objects | 05-31     | on 2009-06-20
            """
        ),
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-05      | 2
        """,
    )
    seen(
        told,
        """
        day   | status   | completed_amount
        06-05 | on_track | 2
        """,
    )


def test_where_units_are_counted_each_counts_once_however_much_it_reports():
    told = world(
        milestones(
            """
            milestone_id | target  | starts_on | due_rule
            M1           | 2 units | 05-31     | on 2009-06-20
            """
        ),
        units="""
            unit
            甲
            乙
        """,
        progress="""
            told  | milestone | unit | object | counted_on | cumulative_amount
            06-05 | M1        | 甲   |        | 06-05      | 40
            06-05 | M1        | 甲   | 杭州   | 06-05      | 7
            06-05 | M1        | 乙   |        | 06-05      | 0
            06-12 | M1        | 乙   | 上海   | 06-12      | 3
        """,
    )
    seen(
        told,
        """
        day   | status   | completed_amount | done_on
        06-05 | on_track | 1                |
        06-12 | done     | 2                | 06-12
        """,
    )


def test_reached_after_the_deadline_is_done_late_and_a_number_above_the_target_is_no_more_than_all():
    told = world(
        NUMBER,
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-21      | 12
        """,
    )
    seen(
        told,
        """
        day   | status    | completion_ratio | done_on
        06-21 | done_late | 1                | 06-21
        """,
    )


def test_a_number_corrected_downwards_is_done_no_more():
    told = world(
        NUMBER,
        progress="""
            told  | milestone | unit | counted_on | cumulative_amount | withdrawn
            06-10 | M1        | 甲   | 06-10      | 10                |
            06-12 | M1        | 甲   | 06-10      | 6                 |
            06-14 | M1        | 甲   | 06-10      | 6                 | yes
        """,
    )
    seen(
        told,
        """
        day   | status    | completed_amount
        06-10 | done      | 10
        06-12 | on_track  | 6
        06-14 | no_report |
        """,
    )


def test_all_objects_must_be_closed_and_one_that_turns_up_later_opens_it_again():
    told = world(
        milestones(
            """
            milestone_id | target | starts_on | due_rule
            M1           | all    | 05-31     | on 2009-06-20
            """
        ),
        progress="""
            milestone | unit | object | counted_on | progress_state | completion_ratio
            M1        | 甲   | 东街   | 06-05      | 进行中         |
            M1        | 甲   | 西街   | 06-05      | 完成           |
            M1        | 甲   | 东街   | 06-10      |                | 1
            M1        | 甲   | 北街   | 06-12      | 未启动         |
            M1        | 甲   | 北街   | 06-17      | 完成           |
        """,
    )
    seen(
        told,
        """
        day   | status   | done_object_count | object_count | completion_ratio | done_on
        06-05 | on_track | 1                 | 2            | 0.5              |
        06-10 | done     | 2                 | 2            | 1                | 06-10
        06-12 | on_track | 2                 | 3            | 0.6666666666666666 |
        06-17 | done     | 3                 | 3            | 1                | 06-17
        """.replace("0.6666666666666666 |", "0.666667           |"),
    )


def test_a_flag_is_asked_only_of_the_objects_that_meet_the_condition():
    told = world(
        milestones(
            """
            milestone_id | target    | applies_when
            M1           | all       |
            M2           | is_listed | evidence M1.attempt_count >= 2 and evidence M1.progress_state != 完成
            """
        ),
        progress="""
            milestone | unit | object | counted_on | progress_state | attempt_count | is_listed
            M1        | 甲   | 东街   | 06-05      | 进行中         | 1             |
            M1        | 甲   | 西街   | 06-05      | 完成           | 3             |
            M1        | 甲   | 东街   | 06-10      | 进行中         | 2             |
            M1        | 甲   | 北街   | 06-10      | 进行中         | 4             | yes
            M1        | 甲   | 东街   | 06-12      | 进行中         | 3             | yes
            M1        | 甲   | 东街   | 06-15      | 完成           | 3             | yes
            M1        | 甲   | 北街   | 06-16      | 完成           | 4             | yes
        """,
    )
    for day, line in {
        "06-04": "not_applicable |  |",
        "06-05": "not_applicable |  |",
        "06-10": "on_track | 1 | 2",
        "06-12": "done | 2 | 2",
        "06-15": "done | 1 | 1",
        "06-16": "not_applicable |  |",
    }.items():
        told.shows(
            day,
            f"status | done_object_count | object_count\n{line}",
            view="marts.milestones",
            where="milestone_id = 'M2'",
        )


def test_without_a_target_shares_are_averaged_and_a_bare_number_says_nothing_of_a_share():
    told = world(
        milestones("milestone_id\nM1\nM2"),
        progress="""
            milestone | unit | object | counted_on | cumulative_amount | completion_ratio
            M1        | 甲   | 东     | 06-10      |                   | 0.5
            M1        | 甲   | 西     | 06-10      |                   | 1
            M2        | 甲   |        | 06-10      | 300               |
        """,
    )
    told.shows(
        "06-10",
        """
        milestone | status   | completed_amount | completion_ratio | expected_ratio
        M1        | on_track | 1                | 0.75             |
        M2        | on_track | 300              |                  |
        """,
        view="marts.milestones",
    )


def test_a_share_alone_is_no_number_of_nought_and_stands_for_the_number_that_is_missing():
    told = world(
        milestones(
            """
            milestone_id | target | starts_on | due_rule
            M1           |        |           | none
            M2           | 10     | 05-31     | on 2009-06-20
            """
        ),
        progress="""
            milestone | unit | counted_on | completion_ratio | progress_state
            M1        | 甲   | 06-10      | 0.55             | 进行中
            M2        | 甲   | 06-10      | 0.55             | 进行中
        """,
    )
    told.shows(
        "06-10",
        """
        milestone | status   | completed_amount | completion_ratio
        M1        | on_track |                  | 0.55
        M2        | on_track |                  | 0.55
        """,
        view="marts.milestones",
    )


PARENT = milestones(
    """
    milestone_id | parent_id | target | starts_on | due_rule
    M1           |           |        | 05-31     | on 2009-06-20
    M2           | M1        | 10     | 05-31     | on 2009-06-20
    M3           | M1        | 4      | 05-31     | on 2009-06-20
    """
)


def test_a_milestone_that_reports_nothing_itself_is_as_far_as_its_parts():
    told = world(
        PARENT,
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M2        | 甲   | 06-10      | 10
            M3        | 甲   | 06-12      | 1
            M3        | 甲   | 06-18      | 4
        """,
    )
    for day, line in {
        "06-09": "no_report |  | 0 | 2 |",
        "06-10": "on_track | 0.5 | 1 | 2 |",
        "06-12": "on_track | 0.625 | 1 | 2 |",
        "06-18": "done | 1 | 2 | 2 | 06-18",
    }.items():
        told.shows(
            day,
            f"status | completion_ratio | done_object_count | object_count | done_on\n{line}",
            view="marts.milestones",
            where="milestone_id = 'M1'",
        )


def test_what_a_milestone_reports_itself_speaks_before_its_parts():
    told = world(
        PARENT,
        progress="""
            milestone | unit | counted_on | cumulative_amount | progress_state
            M2        | 甲   | 06-10      | 1                 |
            M1        | 甲   | 06-12      |                   | 完成
        """,
    )
    told.shows("06-12", "milestone | status\nM1 | done\nM2 | behind\nM3 | no_report", view="marts.milestones")


def test_an_action_plan_is_as_bad_as_its_worst_milestone_and_counts_each_word():
    told = world(
        plan(
            requirements=ONLY,
            actions="action_id\nA1\nA2",
            milestones="""
                milestone_id | action_id | target | starts_on | due_rule
                M1           | A1        | 10     | 05-31     | on 2009-06-20
                M2           | A1        | 10     | 05-31     | on 2009-06-20
                M3           | A2        |        |           | none
            """,
        ),
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-10      | 10
            M2        | 甲   | 06-10      | 2
        """,
    )
    told.shows(
        "06-10",
        """
        action | status    | milestone_count | done_count | behind_count | no_report_count | completion_ratio | expected_ratio
        A1     | behind    | 2               | 1          | 1            | 0               | 0.6              | 0.5
        A2     | no_report | 1               | 0          | 0            | 1               |                  |
        """,  # noqa: E501
        view="marts.action_plans",
    )
    assert told.one("marts.overview", "06-10")["obligation_count"] == 0


def test_progress_shows_the_latest_count_of_each_object_on_the_day():
    told = world(
        NUMBER,
        progress="""
            milestone | unit | object | counted_on | cumulative_amount
            M1        | 甲   | 东     | 06-05      | 3
            M1        | 甲   | 东     | 06-12      | 5
            M1        | 甲   |        | 06-05      | 1
        """,
    )
    told.shows(
        "06-12",
        """
        unit | object_name | counted_on | cumulative_amount
        甲   | 东          | 06-12      | 5
        甲   |             | 06-05      | 1
        """,
        view="marts.milestone_progress",
    )
