"""When something falls due: on a day, by a reading, before or after another event, at the stage's end, or never."""

import pytest

from tests.sql.plans import plan
from tests.sql.world import world

DATED = """
    requirement_id | due_phrase  | due_rule
    before_sat     | 6月20日前   | on 2009-06-20
    on_sat         | 6月20日完成 | on 2009-06-20
    before_sun     | 6月21日前   | on 2009-06-21
    before_fri     | 6月19日前   | on 2009-06-19
    mid_july       | 7月中旬前   | on reading before_mid_july
    undated        |             | stage end
    free           |             | none
"""


@pytest.mark.parametrize(
    "key, value, before_sat, on_sat, before_sun, before_fri, mid_july, undated",
    [
        ("before_date", "inclusive", "06-20", "06-20", "06-21", "06-19", "07-20", "07-10"),
        ("before_date", "exclusive", "06-19", "06-20", "06-20", "06-18", "07-20", "07-10"),
        ("rest_day", "none", "06-20", "06-20", "06-21", "06-19", "07-20", "07-10"),
        ("rest_day", "next_working_day", "06-22", "06-22", "06-22", "06-19", "07-20", "07-10"),
        ("undated", "stage_end", "06-20", "06-20", "06-21", "06-19", "07-20", "07-10"),
        ("undated", "never", "06-20", "06-20", "06-21", "06-19", "07-20", ""),
    ],
)
def test_readings_say_how_a_day_a_rest_day_and_no_day_are_read(
    key, value, before_sat, on_sat, before_sun, before_fri, mid_july, undated
):
    told = world(
        plan(
            requirements=DATED,
            readings=f"""
                key             | value
                before_mid_july | 2009-07-20
                {key}           | {value}
            """,
        )
    )
    told.shows(
        "06-01",
        f"""
        requirement | due_on
        before_sat  | {before_sat}
        on_sat      | {on_sat}
        before_sun  | {before_sun}
        before_fri  | {before_fri}
        mid_july    | {mid_july}
        undated     | {undated}
        free        |
        """,
    )


def test_a_decided_reading_takes_the_place_of_the_plans():
    drawn = {
        "requirements": "requirement_id | due_rule\nmeeting | on reading mid_july",
        "readings": "key | value | alternatives\nmid_july | 2009-07-20 | 2009-07-10",
    }
    assert world(plan(**drawn)).line("06-01")["due_on"].isoformat() == "2009-07-20"
    decided = plan(**drawn, decided={"mid_july": "2009-07-10"})
    assert world(decided).line("06-01")["due_on"].isoformat() == "2009-07-10"


def test_where_the_stage_ends_is_a_reading_too():
    drawn = {
        "requirements": "requirement_id | due_rule\nmeeting | stage end",
        "readings": "key | value\nstage_ends_on | 2009-07-10",
    }
    decided = plan(**drawn, decided={"stage_ends_on": "2009-07-15"})
    assert world(decided).line("06-01")["due_on"].isoformat() == "2009-07-15"


def test_what_never_falls_due_is_never_overdue():
    told = world(plan(requirements="requirement_id | due_rule\nmeeting | none"))
    told.days(
        """
        day   | 甲
        05-21 | not_due
        12-31 | not_due
        """
    )


BAND = "lead target 7 pass 5..10 warn 3.."
LAG = "lag target 7 pass 0..7 warn 8..15"
CHAIN = plan(
    requirements="""
        requirement_id | evidence                          | due_rule
        meeting        | meetings:民主讨论@held_on         | on 2009-06-15
        before         | reports:会前书面报告@submitted_on | before meeting by reading ahead
        after          | reports:会后情况报告@submitted_on | after meeting within reading promptly
    """,
    readings=f"""
        key      | value
        ahead    | {BAND}
        promptly | {LAG}
    """,
)


def test_a_relative_deadline_hangs_on_the_event_then_its_plan_then_its_own_deadline():
    told = world(
        CHAIN,
        meetings="""
            told  | unit | planned_on | held_on
            06-01 | 甲   | 06-10      |
            06-05 | 甲   | 06-12      |
            06-14 | 甲   | 06-12      | 06-13
        """,
    )
    told.shows(
        "05-31",
        """
        requirement | original_due_on | due_on | target_on | anchor_on | due_basis
        meeting     | 06-15           | 06-15  | 06-15     |           | fixed
        before      | 06-12           | 06-12  | 06-08     | 06-15     | anchor_deadline
        after       | 06-30           | 06-30  | 06-22     | 06-15     | anchor_deadline
        """,
    )
    for day, anchor, ahead, later, basis in [
        ("06-01", "06-10", "06-07", "06-25", "planned"),
        ("06-05", "06-12", "06-09", "06-27", "planned"),
        ("06-14", "06-13", "06-10", "06-28", "actual"),
    ]:
        told.shows(
            day,
            f"""
            requirement | due_on  | anchor_on | due_basis
            before      | {ahead} | {anchor}  | {basis}
            after       | {later} | {anchor}  | {basis}
            """,
            where="requirement_id <> 'meeting'",
        )


def test_the_deadline_is_the_bands_outer_bound_and_the_target_its_nominal_day():
    told = world(CHAIN)
    told.days(
        """
        day   | before   | after
        06-04 | not_due  | not_due
        06-05 | due_soon | not_due
        06-12 | due_soon | not_due
        06-13 | overdue  | not_due
        06-23 | overdue  | due_soon
        06-30 | overdue  | due_soon
        07-01 | overdue  | overdue
        """
    )


def test_after_an_event_that_has_not_happened_is_capped_by_the_stages_end_but_the_event_lifts_the_cap():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                          | due_rule
                meeting        | meetings:民主讨论@held_on         | on 2009-07-08
                after          | reports:会后情况报告@submitted_on | after meeting within reading promptly
            """,
            readings=f"key | value\npromptly | {LAG}",
        ),
        meetings="""
            told  | unit | planned_on | held_on
            07-01 | 甲   | 07-09      |
            07-09 | 甲   | 07-09      | 07-09
        """,
    )
    told.shows("06-01", "due_on\n07-10", where="requirement_id = 'after'")
    told.shows("07-01", "due_on\n07-10", where="requirement_id = 'after'")
    told.shows("07-09", "due_on\n07-24", where="requirement_id = 'after'")


def test_deadlines_hang_on_one_another_in_a_chain():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                          | due_rule
                meeting        | meetings:民主讨论@held_on         | on 2009-06-15
                report         | reports:会后情况报告@submitted_on | after meeting within reading week
                answer         | reports:意见汇总@submitted_on     | after report within reading week
            """,
            readings="key | value\nweek | lag target 5 pass 0..7",
        ),
        meetings="""
            unit | held_on
            甲   | 06-10
        """,
        reports="""
            unit | type         | submitted_on
            甲   | 会后情况报告 | 06-12
        """,
    )
    for day, report, answer in [
        ("06-09", "06-22", "06-29"),
        ("06-10", "06-17", "06-24"),
        ("06-12", "06-17", "06-19"),
    ]:
        told.shows(
            day,
            f"""
            requirement | due_on
            meeting     | 06-15
            report      | {report}
            answer      | {answer}
            """,
        )


def test_when_the_event_moves_what_was_on_time_is_judged_anew():
    told = world(
        CHAIN,
        meetings="""
            told  | unit | planned_on | held_on
            06-01 | 甲   | 06-12      |
            06-10 | 甲   | 06-12      | 06-10
        """,
        reports="""
            unit | type         | submitted_on
            甲   | 会前书面报告 | 06-09
        """,
    )
    told.days(
        """
        day   | before
        06-09 | done
        06-10 | done_late
        """
    )


def test_a_deadline_that_hangs_on_branches_follows_the_last_of_them():
    told = world(
        plan(
            requirements="""
                requirement_id | bearer | evidence                          | due_rule
                meeting        | branch | meetings:党支部组织生活会@held_on | on 2009-06-20
                report         | unit   | reports:会后情况报告@submitted_on | after meeting within reading week
            """,
            readings="key | value\nweek | lag target 5 pass 0..7",
        ),
        units="""
            unit
            甲
            乙
        """,
        branches="""
            told  | unit | branch
            06-01 | 甲   | 一支部
            06-01 | 甲   | 二支部
        """,
        meetings="""
            unit | branch | type             | held_on
            甲   | 一支部 | 党支部组织生活会 | 06-08
            甲   | 二支部 | 党支部组织生活会 | 06-12
        """,
    )
    told.shows("05-31", "unit | due_on\n甲 | 07-10\n乙 | 07-10", where="requirement_id = 'report'")
    told.shows("06-01", "unit | due_on\n甲 | 06-27\n乙 | 07-10", where="requirement_id = 'report'")
    told.shows("06-08", "unit | due_on\n甲 | 06-27\n乙 | 07-10", where="requirement_id = 'report'")
    told.shows("06-12", "unit | due_on\n甲 | 06-19\n乙 | 07-10", where="requirement_id = 'report'")


def test_an_original_deadline_follows_the_branch_that_would_be_last_without_any_extension():
    told = world(
        plan(
            requirements="""
                requirement_id | bearer | evidence                          | due_rule
                meeting        | branch | meetings:党支部组织生活会@held_on | on 2009-06-15
                report         | unit   | reports:会后情况报告@submitted_on | after meeting within reading promptly
            """,
            readings="key | value\npromptly | lag target 7 pass 0..7",
        ),
        branches="""
            unit | branch
            甲   | 甲一
            甲   | 甲二
        """,
        meetings="""
            told  | unit | branch | type             | planned_on
            06-01 | 甲   | 甲二   | 党支部组织生活会 | 06-18
        """,
        waivers="""
            unit | requirement | waiver_type | new_due_on | approved_on
            甲   | meeting     | 延期        | 06-25      | 06-10
        """,
    )
    told.shows(
        "06-10",
        """
        original_due_on | due_on
        06-25           | 07-02
        """,
        where="requirement_id = 'report'",
    )


def test_each_branchs_deadline_hangs_on_its_own_event():
    told = world(
        plan(
            requirements="""
                requirement_id | bearer | evidence                          | due_rule
                meeting        | branch | meetings:党支部组织生活会@held_on | on 2009-06-20
                study          | branch | meetings:集中学习@held_on         | after meeting within reading week
            """,
            readings="key | value\nweek | lag target 5 pass 0..7",
        ),
        branches="""
            unit | branch
            甲   | 一支部
            甲   | 二支部
        """,
        meetings="""
            unit | branch | type             | held_on
            甲   | 一支部 | 党支部组织生活会 | 06-08
            甲   | 二支部 | 党支部组织生活会 | 06-12
        """,
    )
    told.shows("06-12", "bearer | due_on\n一支部 | 06-15\n二支部 | 06-19", where="requirement_id = 'study'")


def test_of_several_sessions_planned_the_first_sets_the_day_and_no_target_lies_beyond_its_deadline():
    told = world(
        CHAIN,
        meetings="""
            told  | unit | session | planned_on
            06-01 | 甲   | 1       | 06-10
            06-01 | 甲   | 2       | 06-14
            07-01 | 甲   | 1       | 07-08
            07-01 | 甲   | 2       | 07-09
        """,
    )
    told.shows("06-01", "due_on | anchor_on\n06-07 | 06-10", where="requirement_id = 'before'")
    told.shows("07-01", "due_on | target_on\n07-10 | 07-10", where="requirement_id = 'after'")
