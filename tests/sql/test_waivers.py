"""Extensions (延期) and exemptions (豁免), and the three bases on which rates are counted (design, section 5).

An extension granted by the deadline moves it from the day it is known. One granted after never upgrades the status and counts in
the second rate only. An exemption takes the obligation out of the default base, not out of the other two.
"""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

MEETING = plan(requirements="requirement_id\nmeeting")
UNITS = """
    unit
    甲
    乙
    丙
"""
# 甲 is extended again in time, 乙 a day too late, 丙 to an earlier day first.
TWICE_EXTENDED = """
    unit | requirement | waiver_type | new_due_on | approved_on
    甲   | meeting     | 延期        | 06-20      | 06-14
    甲   | meeting     | 延期        | 06-30      | 06-20
    乙   | meeting     | 延期        | 06-20      | 06-14
    乙   | meeting     | 延期        | 06-30      | 06-21
    丙   | meeting     | 延期        | 06-12      | 06-01
    丙   | meeting     | 延期        | 06-30      | 06-15
"""


def test_an_extension_granted_in_time_moves_the_deadline_from_the_day_it_is_known():
    told = world(
        MEETING,
        waivers="""
            told  | unit | requirement | waiver_type | new_due_on | approved_on
            06-17 | 甲   | meeting     | 延期        | 06-25      | 06-15
        """,
        meetings="""
            unit | held_on
            甲   | 06-24
        """,
    )
    told.days(
        """
        day   | 甲
        06-16 | overdue
        06-17 | not_due
        06-18 | due_soon
        06-24 | done
        """
    )
    told.shows(
        "06-17",
        """
        original_due_on | due_on | due_basis
        06-15           | 06-25  | extended
        """,
    )


def test_an_extension_granted_too_late_never_upgrades_the_status():
    told = world(
        MEETING,
        units=UNITS,
        waivers="""
            unit | requirement | waiver_type | new_due_on | approved_on
            甲   | meeting     | 延期        | 06-25      | 06-15
            乙   | meeting     | 延期        | 06-25      | 06-16
        """,
        meetings="""
            unit | held_on
            甲   | 06-20
            乙   | 06-20
            丙   | 06-20
        """,
    )
    told.shows(
        "06-26",
        """
        unit | status    | due_on | extended_due_on | due_basis
        甲   | done      | 06-25  | 06-25           | extended
        乙   | done_late | 06-15  | 06-25           | fixed
        丙   | done_late | 06-15  | 06-15           | fixed
        """,
    )
    told.shows(
        "06-26",
        """
        unit | is_on_time_original | is_on_time_extended | is_on_time
        甲   | 0                   | 1                   | 1
        乙   | 0                   | 1                   | 0
        丙   | 0                   | 0                   | 0
        """,
    )
    told.shows(
        "06-19",
        """
        unit | is_expected_original | is_expected_extended | is_expected
        甲   | 1                    | 0                    | 0
        乙   | 1                    | 0                    | 1
        丙   | 1                    | 1                    | 1
        """,
    )


def test_a_second_extension_must_be_granted_before_the_first_runs_out():
    told = world(
        MEETING,
        units=UNITS,
        waivers=TWICE_EXTENDED,
        meetings="""
            unit | held_on
            甲   | 06-29
            乙   | 06-29
            丙   | 06-29
        """,
    )
    told.shows(
        "06-29",
        """
        unit | status    | due_on | extended_due_on
        甲   | done      | 06-30  | 06-30
        乙   | done_late | 06-20  | 06-30
        丙   | done      | 06-30  | 06-30
        """,
    )


def test_an_exemption_counts_from_the_day_it_is_known_and_leaves_the_default_base_only():
    told = world(
        MEETING,
        waivers="""
            told  | unit | requirement | waiver_type | approved_on
            06-18 | 甲   | meeting     | 豁免        | 06-17
        """,
    )
    told.days(
        """
        day   | 甲
        06-17 | overdue
        06-18 | exempt
        """
    )
    told.shows(
        "06-18",
        """
        is_expected_original | is_expected_extended | is_expected | is_completed_original
        1                    | 1                    | 0           | 0
        """,
    )


def test_a_waiver_concerns_its_own_requirement_and_may_be_withdrawn():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence
                meeting        | meetings:民主讨论@held_on
                talks          | meetings:谈心交心@held_on
            """
        ),
        waivers="""
            told  | unit | requirement | waiver_type | approved_on | withdrawn
            06-10 | 甲   | meeting     | 豁免        | 06-10       |
            06-20 | 甲   | meeting     | 豁免        | 06-10       | yes
        """,
    )
    told.days(
        """
        day   | meeting | talks
        06-16 | exempt  | overdue
        06-20 | overdue | overdue
        """
    )


def test_what_hangs_on_an_extended_deadline_moves_with_it():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                          | due_rule
                meeting        | meetings:民主讨论@held_on         | on 2009-06-15
                report         | reports:会前书面报告@submitted_on | before meeting by reading ahead
            """,
            readings="key | value\nahead | lead target 7 pass 5..10 warn 3..",
        ),
        waivers="""
            unit | requirement | waiver_type | new_due_on | approved_on
            甲   | meeting     | 延期        | 06-25      | 06-10
        """,
    )
    told.days(
        """
        day   | meeting  | report
        06-09 | due_soon | due_soon
        06-10 | not_due  | not_due
        06-22 | due_soon | due_soon
        06-23 | due_soon | overdue
        06-26 | overdue  | overdue
        """
    )
    told.shows(
        "06-10",
        """
        original_due_on | due_on | due_basis
        06-12           | 06-22  | anchor_deadline
        """,
        where="requirement_id = 'report'",
    )


def test_an_extension_of_what_never_falls_due_gives_it_no_deadline():
    told = world(
        plan(
            requirements="""
                requirement_id | due_rule
                meeting        | none
            """
        ),
        waivers="""
            unit | requirement | waiver_type | new_due_on | approved_on
            甲   | meeting     | 延期        | 06-20      | 06-10
        """,
    )
    told.shows(
        "06-25",
        """
        status  | due_on | extended_due_on | is_expected | is_expected_extended
        not_due |        |                 | 0           | 0
        """,
    )


def test_every_waiver_says_when_it_was_asked_for_and_granted_against_which_deadline_and_what_it_did():
    told = world(
        MEETING,
        units="unit\n甲\n乙\n丙\n丁\n戊",
        waivers="""
            told  | unit | requirement | waiver_type | requested_on | new_due_on | approved_on
            06-18 | 甲   | meeting     | 延期        | 06-14        | 06-25      | 06-15
            06-24 | 甲   | meeting     | 延期        | 06-24        | 06-28      | 06-24
            06-18 | 乙   | meeting     | 延期        | 06-15        | 06-25      | 06-16
            06-18 | 丙   | meeting     | 延期        |              | 06-12      | 06-10
            06-18 | 丁   | meeting     | 豁免        | 06-10        |            | 06-12
            06-18 | 戊   | meeting     | 豁免        |              |            | 06-17
        """,
    )
    told.shows(
        "06-26",
        """
        unit | granted_when | effect      | timing_zh
        甲   | before       | moves       | 2009-06-14 申请，早于时限 2009-06-15；2009-06-15 批准，正当时限之日
        甲   | before       | moves       | 2009-06-24 申请、2009-06-24 批准，早于时限 2009-06-25
        乙   | after        | second_base | 2009-06-15 申请，正当时限之日；2009-06-16 批准，晚于时限 2009-06-15
        丙   | before       | not_later   | 2009-06-10 批准，早于时限 2009-06-15
        丁   | before       | exempts     | 2009-06-10 申请、2009-06-12 批准，早于时限 2009-06-15
        戊   | after        | exempts     | 2009-06-17 批准，晚于时限 2009-06-15
        """,
        view="marts.granted_waivers",
    )
    told.shows(
        "06-26",
        """
        unit | effect_zh
        甲   | 时限由 2009-06-15 延至 2009-06-25
        甲   | 时限由 2009-06-25 延至 2009-06-28
        乙   | 不改时限和状态，只在“含全部延期”的口径中按 2009-06-25 计
        丙   | 没有作用：新时限不晚于时限 2009-06-15
        丁   | 自 2009-06-18 起豁免
        戊   | 自 2009-06-18 起豁免
        """,
        view="marts.granted_waivers",
    )
    english = told.one("marts.granted_waivers", "06-26", "unit_id = '乙'")
    assert (
        english["timing_en"]
        == "asked on 2009-06-15, the day of the deadline; granted on 2009-06-16, after the deadline 2009-06-15"
    )
    assert (
        english["effect_en"]
        == "moves no deadline and no status; counts only in the rate with every extension, as due on 2009-06-25"
    )


def test_what_a_waiver_did_agrees_with_the_deadlines_and_statuses_that_are_shown():
    told = world(
        MEETING,
        units=UNITS,
        waivers=TWICE_EXTENDED,
    )
    told.shows(
        "06-22",
        """
        unit | new_due_on | effect      | held_against_on
        甲   | 06-20      | moves       | 06-15
        甲   | 06-30      | moves       | 06-20
        乙   | 06-20      | moves       | 06-15
        乙   | 06-30      | second_base | 06-20
        丙   | 06-12      | not_later   | 06-15
        丙   | 06-30      | moves       | 06-15
        """,
        view="marts.granted_waivers",
    )


def test_what_a_unit_does_not_owe_is_not_waived_and_a_waiver_taken_back_is_not_shown():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                  | duty    | due_rule
                meeting        | meetings:民主讨论@held_on | owed    | on 2009-06-15
                study          | meetings:集中学习@held_on | tracked | none
            """
        ),
        waivers="""
            told  | unit | requirement | waiver_type | new_due_on | approved_on | withdrawn
            06-10 | 甲   | study       | 延期        | 06-20      | 06-10       |
            06-10 | 甲   | meeting     | 豁免        |            | 06-10       |
            06-12 | 甲   | meeting     | 豁免        |            | 06-10       | yes
            06-16 | 甲   | meeting     | 豁免        |            | 06-10       |
        """,
    )
    told.shows("06-11", "requirement | effect\nstudy | not_owed\nmeeting | exempts", view="marts.granted_waivers")
    told.shows("06-12", "requirement | effect\nstudy | not_owed", view="marts.granted_waivers")
    told.shows(
        "06-16",
        "effect | known_since_on\nexempts | 06-16",
        view="marts.granted_waivers",
        where="requirement_id = 'meeting'",
    )
