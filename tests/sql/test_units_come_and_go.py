"""Units join, close, merge and change their names; what fell due in their time stands (design, section 5)."""

from tests.sql.plans import plan
from tests.sql.world import world

MEETINGS = plan(
    requirements="""
        requirement_id | evidence                          | due_rule
        early          | meetings:民主讨论@held_on         | on 2009-06-15
        later          | meetings:集中学习@held_on         | on 2009-06-30
    """
)


def test_a_unit_that_joins_owes_what_falls_due_in_its_time():
    told = world(
        MEETINGS,
        units="""
            unit | active_from_on
            甲   | 06-18
        """,
    )
    told.days(
        """
        day   | early          | later
        06-10 | not_applicable | not_applicable
        06-17 | not_applicable | not_applicable
        06-18 | not_applicable | not_due
        06-23 | not_applicable | due_soon
        07-01 | not_applicable | overdue
        """
    )


def test_a_unit_that_is_put_on_the_roster_later_has_no_status_before():
    told = world(
        MEETINGS,
        units="""
            told  | unit
            05-21 | 甲
            06-18 | 乙
        """,
    )
    assert told.one("marts.overview", "06-17")["unit_count"] == 1
    assert told.statuses("06-17", ["early"]) == ["overdue"]
    assert told.statuses("06-18", ["early"]) == ["overdue, overdue"]


def test_a_unit_that_closes_keeps_what_fell_due_before_and_owes_nothing_after():
    told = world(
        MEETINGS,
        units="""
            told  | unit | active_until_on | merged_into
            05-21 | 甲   |                 |
            06-19 | 甲   | 06-20           | 乙
        """,
    )
    told.days(
        """
        day   | early   | later
        06-16 | overdue | not_due
        06-19 | overdue | not_due
        06-20 | overdue | not_applicable
        07-01 | overdue | not_applicable
        """
    )


def test_what_falls_due_on_the_day_of_closing_still_stands():
    told = world(
        MEETINGS,
        units="""
            unit | active_until_on
            甲   | 06-15
            乙   | 06-14
        """,
    )
    told.shows(
        "06-16",
        """
        unit | status
        甲   | overdue
        乙   | not_applicable
        """,
        where="requirement_id = 'early'",
    )


def test_a_unit_taken_off_the_roster_owes_nothing_from_then_on():
    told = world(
        MEETINGS,
        units="""
            told  | unit | withdrawn
            05-21 | 甲   |
            06-18 | 甲   | yes
        """,
    )
    told.days(
        """
        day   | early          | later
        06-17 | overdue        | not_due
        06-18 | not_applicable | not_applicable
        """
    )


def test_a_unit_renamed_bears_the_name_of_the_day():
    told = world(
        MEETINGS,
        units="""
            told  | unit | unit_name
            05-21 | 甲   | 水务局
            06-10 | 甲   | 水利局
        """,
    )
    shown = "unit_name | bearer_name\n{0} | {0}"
    told.shows("06-09", shown.format("水务局"), where="requirement_id = 'early'")
    told.shows("06-10", shown.format("水利局"), where="requirement_id = 'early'")


def test_units_not_yet_or_no_longer_there_are_not_counted_as_units_but_what_they_leave_is():
    told = world(
        MEETINGS,
        units="""
            unit | active_from_on | active_until_on
            甲   |                |
            乙   | 07-01          |
            丙   |                | 06-01
            丁   |                | 06-16
        """,
        waivers="""
            unit | requirement | waiver_type | approved_on
            丁   | early       | 豁免        | 06-01
        """,
    )
    told.shows(
        "06-20",
        """
        unit_count | obligation_count | expected_count | overdue_count | exempt_count
        2          | 3                | 1              | 1             | 1
        """,
        view="marts.overview",
    )


def test_a_unit_is_in_one_class_and_one_group_on_every_day_and_in_no_other():
    told = world(
        MEETINGS,
        units="""
            told  | unit | unit_class | guidance_group | active_until_on | merged_into
            05-21 | 甲   | 机关       | 第一组         |                 |
            06-10 | 甲   | 学校       | 第二组         |                 |
            05-21 | 乙   | 机关       | 第一组         |                 |
            06-12 | 乙   | 机关       | 第一组         | 06-12           | 甲
        """,
    )
    for view, of, days in (
        (
            "marts.unit_classes",
            "unit_class",
            {"06-09": {"机关": 2}, "06-11": {"机关": 1, "学校": 1}, "06-20": {"学校": 1}},
        ),
        ("marts.guidance_groups", "guidance_group", {"06-09": {"第一组": 2}, "06-20": {"第二组": 1}}),
    ):
        for on, expected in days.items():
            assert {row[of]: row["unit_count"] for row in told.ask(f"select * from {view}", on)} == expected, (view, on)
            assert told.one("marts.overview", on)["unit_count"] == sum(expected.values())
