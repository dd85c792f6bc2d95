"""Counts agree with what they count: units, groups, deadlines, overview and curve are sums of compliance on every day."""  # noqa: E501

import pytest

from tests.sql.drawing import day
from tests.sql.plans import plan
from tests.sql.world import world

# Some of everything: branches, relative deadlines, waivers, units that come and go, a part supplied late, a withdrawal.
CAMPAIGN = world(
    plan(
        requirements="""
            requirement_id | bearer | duty    | rollup | evidence                            | due_rule
            meeting        | unit   | owed    | sum    | meetings:民主讨论@held_on           | on 2009-06-15
            branch_meeting | branch | owed    | sum    | meetings:党支部组织生活会@held_on   | on 2009-06-20
            report         | unit   | owed    | sum    | reports:会后情况报告@submitted_on   | after meeting within reading week
            draft          | unit   | owed    | last   | reports:分析检查报告初稿@completed_on | stage end
            study          | unit   | tracked | all    | meetings:集中学习@held_on           | none
        """,  # noqa: E501
        checks="""
            requirement_id | kind       | item                               | threshold
            meeting        | attendance | attended_count / unit.leader_count | 100%
            draft          | covers     | 问题                               |
        """,
        readings="key | value\nweek | lag target 5 pass 0..7",
    ),
    units="""
        told  | unit | leader_count | guidance_group | unit_class | active_from_on | active_until_on
        05-21 | 甲   | 5            | 第一组         | 机关       |                |
        05-21 | 乙   | 5            | 第一组         | 学校       |                |
        05-21 | 丙   | 5            | 第二组         | 学校       | 06-10          |
        06-12 | 丁   | 5            |                | 企业       |                |
        05-21 | 戊   | 5            | 第二组         | 机关       |                |
        06-22 | 戊   | 5            | 第二组         | 机关       |                | 06-25
    """,
    branches="""
        unit | branch
        甲   | 甲一
        甲   | 甲二
        戊   | 戊一
    """,
    meetings="""
        told  | unit | session | branch | type             | held_on | attended_count | withdrawn
        06-12 | 甲   | 1       |        | 民主讨论         | 06-11   | 4              |
        06-18 | 甲   | 2       |        | 民主讨论         | 06-17   | 1              |
        06-12 | 乙   | 1       |        | 民主讨论         | 06-12   | 5              |
        06-26 | 乙   | 1       |        | 民主讨论         | 06-12   | 5              | yes
        06-19 | 甲   | 1       | 甲一   | 党支部组织生活会 | 06-19   |                |
        06-24 | 甲   | 1       | 甲二   | 党支部组织生活会 | 06-22   |                |
        06-24 | 甲   | 1       |        | 集中学习         | 06-22   |                |
    """,
    reports="""
        unit | type             | submitted_on | completed_on
        甲   | 会后情况报告     | 06-18        |
        乙   | 会后情况报告     | 06-20        |
        乙   | 分析检查报告初稿 |              | 06-20
    """,
    reviews="""
        unit | type             | reviewer | sent_on | reviewed_on | conclusion
        乙   | 分析检查报告初稿 | 第一组   | 06-21   | 07-12       | 通过
    """,
    waivers="""
        unit | requirement | waiver_type | new_due_on | approved_on
        丙   | meeting     | 延期        | 06-30      | 06-14
        丁   | meeting     | 豁免        |            | 06-16
        戊   | meeting     | 延期        | 06-23      | 06-17
    """,
)
COUNTS = """
    count(*) filter (where status <> 'not_applicable') as obligation_count,
    count(*) filter (where is_expected = 1) as expected_count,
    count(*) filter (where is_completed = 1) as completed_count,
    count(*) filter (where is_on_time = 1) as on_time_count,
    count(*) filter (where is_expected_original = 1) as expected_original_count,
    count(*) filter (where is_completed_original = 1) as completed_original_count,
    count(*) filter (where is_on_time_original = 1) as on_time_original_count,
    count(*) filter (where is_expected_extended = 1) as expected_extended_count,
    count(*) filter (where is_completed_extended = 1) as completed_extended_count,
    count(*) filter (where is_on_time_extended = 1) as on_time_extended_count,
    count(*) filter (where status = 'done') as done_count,
    count(*) filter (where status = 'done_late') as done_late_count,
    count(*) filter (where status = 'incomplete') as incomplete_count,
    count(*) filter (where status = 'needs_review') as needs_review_count,
    count(*) filter (where status = 'overdue') as overdue_count,
    count(*) filter (where status = 'due_soon') as due_soon_count,
    count(*) filter (where status = 'not_due') as not_due_count,
    count(*) filter (where status = 'exempt') as exempt_count,
    count(*) filter (where is_past_due = 1) as past_due_count
"""
NAMES = ", ".join(line.split(" as ")[1].strip(", ") for line in COUNTS.strip().splitlines())
DAYS = ["05-21", "06-08", "06-11", "06-15", "06-16", "06-18", "06-22", "06-26", "07-01", "07-12"]


@pytest.mark.parametrize("on", DAYS)
def test_the_overview_is_the_sum_of_compliance(on):
    [expected] = CAMPAIGN.ask(f"select {COUNTS} from marts.compliance", on)
    assert CAMPAIGN.one(f"(select {NAMES} from marts.overview)", on) == expected


@pytest.mark.parametrize(
    "view, by",
    [
        ("marts.units", "unit_id"),
        ("marts.unit_classes", "unit_class"),
        ("marts.guidance_groups", "guidance_group"),
        ("marts.requirements", "requirement_id"),
    ],
)
def test_each_roll_up_is_the_sum_of_its_part_of_compliance(view, by):
    for on in DAYS:
        expected = CAMPAIGN.ask(
            f"select {by}, {COUNTS} from marts.compliance where {by} is not null group by all order by {by}", on
        )
        assert CAMPAIGN.ask(f"select {by}, {NAMES} from {view} order by {by}", on) == expected, on


CELL_COUNTS = "obligation_count, done_count, done_late_count, incomplete_count, overdue_count"


@pytest.mark.parametrize("kind", ["unit_class", "guidance_group"])
def test_a_cell_of_a_group_is_the_sum_of_its_units_part_of_compliance(kind):
    for on in ["05-20", *DAYS]:
        expected = CAMPAIGN.ask(
            f"""
            select {kind} as group_name, requirement_id, {COUNTS}
            from marts.compliance
            where {kind} is not null and status <> 'not_applicable'
            group by all
            order by group_name, requirement_id
            """,
            on,
        )
        seen = f"""
            select group_name, requirement_id, {CELL_COUNTS}
            from marts.group_requirements where group_kind = '{kind}' order by group_name, requirement_id
        """
        names = ["group_name", "requirement_id", *CELL_COUNTS.split(", ")]
        assert CAMPAIGN.ask(seen, on) == [{name: row[name] for name in names} for row in expected], on


def test_the_worst_units_are_the_first_twenty_of_all_that_owe_in_their_order():
    told = world(
        plan(requirements="requirement_id | due_rule\nmeeting | on 2009-06-15\nreport | on 2009-06-20"),
        units="\n".join(["unit", *(f"单位{number}" for number in range(30))]),
        meetings="\n".join(["unit | told | held_on", *(f"单位{number} | 06-18 | 06-17" for number in range(25, 30))]),
    )
    names = "unit_id, overdue_count, incomplete_count, completed_count, expected_count, completed_ratio"
    for one, on in [(told, "06-10"), (told, "06-18"), *((CAMPAIGN, on) for on in DAYS), (told, "06-22")]:
        expected = one.ask(
            f"""
            select row_number() over () as place, {names}
            from (
                select {names} from marts.units
                where overdue_count > 0 or incomplete_count > 0
                order by overdue_count desc, incomplete_count desc, completed_ratio nulls first, unit_id
                limit 20
            )
            """,
            on,
        )
        assert one.ask(f"select place, {names} from marts.worst_units order by place", on) == expected, on
    assert len(expected) == 20


def test_how_many_units_of_a_class_stand_at_a_share_is_as_counted_among_the_units():
    for on in ["05-20", *DAYS]:
        names = "unit_class, completed_count, expected_count, completed_ratio"
        counted = f"select {names}, count(*) as unit_count from marts.units where expected_count > 0 group by all"
        expected = CAMPAIGN.ask(f"{counted} order by all", on)
        assert CAMPAIGN.ask(f"select {names}, unit_count from marts.class_ratios order by all", on) == expected, on


@pytest.mark.parametrize("on", ["05-20", "06-11", "06-22", "07-12"])
def test_a_light_is_the_status_of_each_obligation_that_applies(on):
    light = "obligation_id, unit_id, requirement_id, bearer_id, due_on, status, status_order"
    expected = f"select {light} from marts.compliance where status <> 'not_applicable' order by all"
    assert CAMPAIGN.ask(f"select {light} from marts.obligation_lights order by all", on) == CAMPAIGN.ask(expected, on)


def test_a_unit_that_changes_its_group_takes_its_obligations_along():
    told = world(
        plan(requirements="requirement_id | due_rule\nmeeting | on 2009-06-15"),
        units="""
            told  | unit | guidance_group
            05-21 | 甲   | 第一组
            05-21 | 乙   | 第一组
            06-20 | 乙   | 第二组
        """,
        meetings="unit | held_on\n甲 | 06-10",
    )
    seen = "select group_name, obligation_count, done_count, overdue_count from marts.group_requirements where group_kind = 'guidance_group' order by group_name"  # noqa: E501
    assert [tuple(row.values()) for row in told.ask(seen, "06-19")] == [("第一组", 2, 1, 1)]
    assert [tuple(row.values()) for row in told.ask(seen, "06-20")] == [("第一组", 1, 1, 0), ("第二组", 1, 0, 1)]


def test_deadlines_are_the_sum_of_what_falls_due_on_them():
    for on in DAYS:
        expected = CAMPAIGN.ask(
            f"""
            select due_on, requirement_id, {COUNTS}
            from marts.compliance
            where due_on is not null and status <> 'not_applicable'
            group by all
            order by all
            """,
            on,
        )
        seen = f"select due_on, requirement_id, {NAMES} from marts.deadlines order by all"
        assert CAMPAIGN.ask(seen, on) == expected, on


def test_the_curve_is_compliance_day_by_day():
    curve = {
        row["day_on"]: (row["due_count"], row["completed_count"], row["on_time_count"], row["overdue_count"])
        for row in CAMPAIGN.ask("select * from marts.curve", "07-15")
    }
    assert min(curve) == day("05-21")
    assert max(curve) == day("07-12")
    for on, counts in curve.items():
        line = CAMPAIGN.one(f"(select {COUNTS} from marts.compliance)", on)
        assert counts == tuple(
            line[name] for name in ("expected_count", "completed_count", "on_time_count", "overdue_count")
        ), on


def test_beyond_the_day_shown_the_curve_knows_only_what_falls_due():
    line = CAMPAIGN.one("marts.curve", "06-16", "day_on = '2009-06-17'")
    assert line["due_count"] is not None
    assert (line["completed_count"], line["on_time_count"], line["overdue_count"]) == (None, None, None)


def test_no_share_exceeds_all_on_any_base():
    for on in DAYS:
        for base in ("", "_original", "_extended"):
            wrong = f"is_completed{base} > is_expected{base} or is_on_time{base} > is_completed{base}"
            assert CAMPAIGN.ask(f"select 1 from marts.compliance where {wrong}", on) == []


def test_no_rate_of_anything_exceeds_one_on_any_base():
    for view in ("units", "unit_classes", "guidance_groups", "requirements", "deadlines", "overview"):
        for on in DAYS:
            for row in CAMPAIGN.ask(f"select * from marts.{view}", on):
                rates = {name: value for name, value in row.items() if name.endswith("_ratio")}
                assert len(rates) == 6, view
                assert max([value for value in rates.values() if value is not None], default=0) <= 1, (view, on, rates)


def test_the_three_bases_differ_where_deadlines_were_moved_or_waived():
    shown = "expected_original_count, expected_extended_count, expected_count"
    assert list(CAMPAIGN.one(f"(select {shown} from marts.overview)", "06-18").values()) == [6, 4, 4]


def test_the_overview_knows_how_it_stood_a_week_before():
    for on, before in [("06-22", "06-15"), ("06-25", "06-18"), ("07-03", "06-26")]:
        now, then = CAMPAIGN.one("marts.overview", on), CAMPAIGN.one("marts.overview", before)
        for name in ("expected_count", "completed_count", "on_time_count", "overdue_count"):
            assert now[f"{name}_before"] == then[name], (on, name)


def test_movements_are_what_stands_better_or_worse_than_a_week_before():
    CAMPAIGN.shows(
        "06-18",
        """
        bearer | requirement | status_before | status       | direction
        甲     | meeting     | due_soon      | done_late    | better
        甲     | report      | not_due       | done         | better
        乙     | meeting     | due_soon      | done         | better
        戊     | meeting     | due_soon      | overdue      | worse
        """,
        view="marts.movements",
    )
    CAMPAIGN.shows(
        "06-26",
        """
        bearer | requirement    | status_before | status         | direction
        甲二   | branch_meeting | due_soon      | done_late      | better
        乙     | meeting        | done          | overdue        | worse
        乙     | report         | due_soon      | done           | better
        乙     | draft          | not_due       | needs_review   | better
        丁     | report         | due_soon      | overdue        | worse
        戊     | report         | due_soon      | overdue        | worse
        戊一   | branch_meeting | due_soon      | overdue        | worse
        """,
        view="marts.movements",
    )
    assert (
        CAMPAIGN.ask("select 1 from marts.movements where status_before = 'not_due' and status = 'due_soon'", "06-08")
        == []
    )


@pytest.mark.parametrize("on", ["05-20", "06-08", "06-12", "06-18", "06-22", "06-26", "07-20"])
def test_what_is_published_by_day_is_what_is_counted_on_the_day(on):
    moved = """
        select direction, status, count(*) as movement_count, count(distinct unit_id) as unit_count
        from marts.movements group by all order by all
    """
    published = "select direction, status, movement_count, unit_count from marts.movement_counts order by all"
    assert CAMPAIGN.ask(published, on) == CAMPAIGN.ask(moved, on)
    overdue = """
        select requirement_id, min(due_on) as first_due_on, max(days_late) as longest_days, count(*) as overdue_count,
            count(distinct unit_id) as overdue_unit_count
        from marts.compliance where status = 'overdue' group by all order by all
    """
    columns = "requirement_id, first_due_on, longest_days, overdue_count, overdue_unit_count"
    assert CAMPAIGN.ask(f"select {columns} from marts.overdue_requirements order by all", on) == CAMPAIGN.ask(
        overdue, on
    )


def test_what_falls_due_this_week_counts_today_and_the_seven_days_after():
    [expected] = CAMPAIGN.ask(
        """
        select count(*) as due_count
        from marts.compliance
        where due_on between as_of and as_of + 7 and status not in ('exempt', 'not_applicable')
        """,
        "06-15",
    )
    assert expected["due_count"] > 0
    assert CAMPAIGN.one("marts.overview", "06-15")["due_this_week_count"] == expected["due_count"]


def test_a_campaign_that_nobody_has_joined_counts_nought_and_has_no_share():
    told = world(plan(requirements="requirement_id\nmeeting"), units="unit", meetings="unit")
    line = told.one("marts.overview", "06-16")
    assert {name: line[name] for name in NAMES.split(", ")} == dict.fromkeys(NAMES.split(", "), 0)
    assert (line["unit_count"], line["silent_unit_count"], line["expected_count_before"]) == (0, 0, 0)
    assert line["completed_ratio"] is None
    assert {row["due_count"] for row in told.ask("select * from marts.curve", "06-16")} == {0}


EVERYTHING = (
    "marts.compliance",
    "marts.check_results",
    "marts.check_evidence",
    "marts.units",
    "marts.tracked",
    "marts.movements",
    "marts.deadlines",
    "(select * exclude (last_report_on, ledger_number) from marts.overview)",
    "(select curve.* from marts.curve inner join intermediate.clock on curve.day_on <= clock.as_of)",
)


def marts(told, on):
    """All that the marts hold on a day."""
    return {view: told.ask(f"select * from {view} order by all", on) for view in EVERYTHING}


def test_no_day_is_changed_by_what_is_told_after_it():
    days = ["06-11", "06-12", "06-17", "06-18", "06-21", "06-25"]
    known_in_the_end = {on: marts(CAMPAIGN, on) for on in days}
    for on in days:
        assert marts(CAMPAIGN.told_by(on), on) == known_in_the_end[on], on
