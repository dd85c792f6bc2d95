"""Clauses 1.18a and 1.20 (`lead_days`): so many days before or after another event, read as a band.

Inside the inner range it passes; inside the outer one it passes and is pointed out; outside it is late. The deadline is the
outer bound, so being early is never late. Until the other event has happened the check waits.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

BEFORE = plan(
    requirements="""
        requirement_id | title    | title_en | evidence                        | due_rule
        meeting        | 生活会   | Meeting  | meetings:民主讨论@held_on       | on 2009-06-25
        report         | 会前报告 | Report   | reports:会前书面报告@submitted_on | before meeting by reading ahead
    """,
    checks="""
        requirement_id | kind      | item    | threshold
        report         | lead_days | meeting | reading ahead
    """,
    readings="""
        key   | value
        ahead | lead target 7 pass 5..10 warn 3..
    """,
)
AFTER = plan(
    requirements="""
        requirement_id | title    | evidence                        | due_rule
        meeting        | 生活会   | meetings:民主讨论@held_on       | on 2009-06-15
        report         | 会后报告 | reports:会后情况报告@submitted_on | after meeting within reading promptly
    """,
    checks="""
        requirement_id | kind      | item    | threshold
        report         | lead_days | meeting | reading promptly
    """,
    readings="""
        key      | value
        promptly | lag target 7 pass 0..7 warn 8..15
    """,
)


def test_about_seven_days_ahead_passes_warns_or_is_late_by_the_band():
    told = world(
        BEFORE,
        units="""
            unit
            甲
            乙
            丙
            丁
            戊
            己
        """,
        meetings="""
            unit | held_on
            甲   | 06-20
            乙   | 06-20
            丙   | 06-20
            丁   | 06-20
            戊   | 06-20
        """,
        reports="""
            unit | type         | submitted_on
            甲   | 会前书面报告 | 06-15
            乙   | 会前书面报告 | 06-10
            丙   | 会前书面报告 | 06-17
            丁   | 会前书面报告 | 06-01
            戊   | 会前书面报告 | 06-18
            己   | 会前书面报告 | 06-18
        """,
    )
    told.checks(
        "06-20",
        """
        unit | result | why
        甲   | pass   |
        乙   | pass   |
        丙   | warn   | 会前报告于 2009-06-17，距生活会(2009-06-20)3 天，应提前 5 至 10 天
        丁   | warn   | 会前报告于 2009-06-01，距生活会(2009-06-20)19 天，应提前 5 至 10 天
        戊   | late   | 会前报告于 2009-06-18，距生活会(2009-06-20)2 天，应提前 5 至 10 天
        己   | wait   | 待生活会发生后核对
        """,
        where="check_id = 'report.lead_days'",
    )
    told.shows(
        "06-20",
        """
        unit | status    | due_on | target_on | late
        甲   | done      | 06-17  | 06-13     |
        乙   | done      | 06-17  | 06-13     |
        丙   | done      | 06-17  | 06-13     |
        丁   | done      | 06-17  | 06-13     |
        戊   | done_late | 06-17  | 06-13     | 晚于时限 1 天；会前报告于 2009-06-18，距生活会(2009-06-20)2 天，应提前 5 至 10 天
        己   | done      | 06-22  | 06-18     |
        """,  # noqa: E501
        where="requirement_id = 'report'",
    )


def test_what_should_come_before_and_came_after_says_so_in_both_languages():
    told = world(
        BEFORE, meetings="unit | held_on\n甲 | 06-20", reports="unit | type | submitted_on\n甲 | 会前书面报告 | 06-21"
    )
    said = told.one("marts.check_results", "06-21", "check_id = 'report.lead_days'")
    assert said["reason_zh"] == "会前报告于 2009-06-21，反而晚于生活会(2009-06-20)1 天，应提前 5 至 10 天"
    assert said["reason_en"] == "Report on 2009-06-21, 1 day after Meeting (2009-06-20), must be 5 to 10 days before"


def test_promptly_after_passes_warns_or_is_late_by_the_band():
    told = world(
        AFTER,
        units="""
            unit
            甲
            乙
            丙
            丁
        """,
        meetings="""
            unit | held_on
            甲   | 06-10
            乙   | 06-10
            丙   | 06-10
            丁   | 06-10
        """,
        reports="""
            unit | type         | submitted_on
            甲   | 会后情况报告 | 06-10
            乙   | 会后情况报告 | 06-25
            丙   | 会后情况报告 | 06-26
            丁   | 会后情况报告 | 06-09
        """,
    )
    told.checks(
        "06-26",
        """
        unit | result | why
        甲   | pass   |
        乙   | warn   | 会后报告于 2009-06-25，距生活会(2009-06-10)15 天，应在其后 0 至 7 天
        丙   | late   | 会后报告于 2009-06-26，距生活会(2009-06-10)16 天，应在其后 0 至 7 天
        丁   | late   | 会后报告于 2009-06-09，反而早于生活会(2009-06-10)1 天，应在其后 0 至 7 天
        """,
        where="check_id = 'report.lead_days'",
    )
    told.shows(
        "06-26",
        """
        unit | status    | due_on
        甲   | done      | 06-25
        乙   | done      | 06-25
        丙   | done_late | 06-25
        丁   | done_late | 06-25
        """,
        where="requirement_id = 'report'",
    )


def test_a_range_that_is_open_to_the_late_side_never_makes_anything_late():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                        | due_rule
                meeting        | meetings:民主讨论@held_on       | on 2009-06-15
                report         | reports:会后情况报告@submitted_on | after meeting within reading some_day
            """,
            checks="""
                requirement_id | kind      | item    | threshold
                report         | lead_days | meeting | reading some_day
            """,
            readings="""
                key      | value
                some_day | lag target 7 pass 0..7 warn 8..
            """,
        ),
        meetings="""
            unit | held_on
            甲   | 06-01
        """,
        reports="""
            unit | type         | submitted_on
            甲   | 会后情况报告 | 07-05
        """,
    )
    assert told.status("06-30", requirement="report") == "not_due"
    assert told.status("07-05", requirement="report") == "done"


def test_within_an_extension_the_days_are_pointed_out_and_whether_it_came_in_time_is_the_deadlines_business():
    told = world(
        AFTER,
        units="""
            unit
            甲
            乙
            丙
        """,
        meetings="""
            unit | held_on
            甲   | 06-05
            乙   | 06-05
            丙   | 06-05
        """,
        reports="""
            unit | type         | submitted_on
            甲   | 会后情况报告 | 06-24
            乙   | 会后情况报告 | 06-24
            丙   | 会后情况报告 | 06-26
        """,
        waivers="""
            unit | requirement | waiver_type | new_due_on | approved_on
            甲   | report      | 延期        | 06-25      | 06-18
            乙   | report      | 延期        | 06-25      | 06-22
            丙   | report      | 延期        | 06-25      | 06-18
        """,
    )
    told.shows(
        "06-26",
        """
        unit | status    | due_on | is_on_time_original | is_on_time_extended
        甲   | done      | 06-25  | 0                   | 1
        乙   | done_late | 06-20  | 0                   | 1
        丙   | done_late | 06-25  | 0                   | 0
        """,
        where="requirement_id = 'report'",
    )
