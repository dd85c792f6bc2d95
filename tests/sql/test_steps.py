"""Chains: what the plan puts one after another is found from its orders and deadlines, and each unit stands at one step of it."""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

REQUIREMENTS = """
    requirement_id | bearer | duty    | rollup | evidence                              | due_rule
    scheme         | unit   | owed    | first  | reports:民主评议方案@completed_on     | stage end
    draft          | unit   | owed    | last   | reports:分析检查报告初稿@completed_on | on 2009-06-20
    meeting        | unit   | owed    | sum    | meetings:民主讨论@held_on             | on 2009-06-15
    talks          | branch | owed    | first  | meetings:谈心交心@held_on             | on 2009-06-10
    report         | unit   | owed    | sum    | reports:会后情况报告@submitted_on     | after meeting within reading wk
    roster         | unit   | tracked | last   | reports:参评人员名册@completed_on     | none
    vote           | unit   | owed    | last   | reports:评议结果@completed_on         | on 2009-07-05
    study          | unit   | owed    | all    | meetings:集中学习@held_on             | on 2009-07-10
    drill          | unit   | owed    | first  | meetings:演练@held_on                 | on 2009-07-01
    drill_plan     | unit   | owed    | last   | reports:演练方案@completed_on         | before drill by reading ahead
"""
CHECKS = """
    check_id    | requirement_id | kind      | item    | threshold
    talks.first | talks          | order     | meeting | before
    draft.after | draft          | order     | meeting | on or after
    rost.before | roster         | order     | vote    | before
    vote.after  | vote           | order     | draft   | on or after
    sche.before | scheme         | order     | vote    | before
    report.soon | report         | lead_days | meeting | reading wk
"""
READINGS = "key | value\nwk | lag target 5 pass 0..7\nahead | lead target 7 pass 5..10"
PLAN = plan(requirements=REQUIREMENTS, checks=CHECKS, readings=READINGS)
OFFICE = world(
    PLAN,
    units="""
        unit | unit_class | guidance_group | active_from_on
        甲   | 机关       | 第一组         |
        乙   | 学校       | 第一组         |
        丙   | 学校       | 第二组         | 06-01
    """,
    branches="""
        unit | branch
        甲   | 甲一
        甲   | 甲二
        乙   | 乙一
        丙   | 丙一
    """,
    meetings="""
        unit | branch | type     | held_on
        甲   | 甲一   | 谈心交心 | 06-01
        甲   | 甲二   | 谈心交心 | 06-08
        乙   | 乙一   | 谈心交心 | 06-03
        甲   |        | 民主讨论 | 06-12
        乙   |        | 民主讨论 | 06-11
    """,
    reports="""
        unit | type             | submitted_on | completed_on
        甲   | 会后情况报告     | 06-16        |
        乙   | 分析检查报告初稿 |              | 06-18
        乙   | 民主评议方案     |              | 06-12
    """,
)


def chains(told, on="06-20"):
    """The requirements of each chain in their order."""
    rows = told.ask("select chain_id, requirement_id from reference.steps order by chain_order, step_number", on)
    return {
        row["chain_id"]: [one["requirement_id"] for one in rows if one["chain_id"] == row["chain_id"]] for row in rows
    }


def test_a_chain_is_what_orders_and_deadlines_join_and_a_step_stands_after_all_that_comes_before_it():
    found = chains(OFFICE)
    assert found["drill"] == ["drill_plan", "drill"]
    assert found["scheme"][:2] == ["talks", "meeting"]
    assert found["scheme"][-1] == "vote"
    assert "study" not in {one for steps in found.values() for one in steps}


def test_what_waits_for_nothing_stands_right_before_what_waits_for_it():
    assert chains(OFFICE)["scheme"] == ["talks", "meeting", "scheme", "draft", "report", "vote"]


def test_what_is_only_tracked_is_no_step():
    assert "roster" not in chains(OFFICE)["scheme"]
    assert [
        row["step_count"] for row in OFFICE.ask("select distinct step_count from reference.steps order by all")
    ] == [2, 6]


def test_two_things_that_may_fall_on_one_day_and_wait_for_each_other_are_one_chain():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence
                one            | meetings:民主讨论@held_on
                two            | meetings:集中学习@held_on
            """,
            checks="""
                requirement_id | kind  | item | threshold
                one            | order | two  | on or before
                two            | order | one  | on or before
            """,
        )
    )
    assert chains(told) == {"one": ["one", "two"]}


def test_a_unit_stands_at_the_first_step_that_is_not_over_since_the_last_step_before_it():
    OFFICE.shows(
        "06-20",
        """
        unit | over_count | stuck_number | stuck_requirement_id | stuck_status | stuck_since_on | stuck_days
        甲   | 3          | 3            | scheme               | not_due      | 06-12          | 8
        乙   | 4          | 5            | report               | overdue      | 06-18          | 2
        丙   | 0          | 1            | talks                | overdue      | 06-01          | 19
        """,
        view="marts.unit_chains",
        where="chain_id = 'scheme'",
    )


def test_a_step_of_several_bearers_is_over_with_the_last_of_them():
    where = "requirement_id = 'talks' and unit_id = '甲'"
    for on, drawn in {"06-04": "1 | 0 | due_soon |", "06-09": "2 | 1 | done | 06-08"}.items():
        headings = "completed_count | is_over | status | done_on"
        OFFICE.shows(on, f"{headings}\n{drawn}", view="marts.unit_steps", where=where)


def test_a_past_day_shows_where_a_unit_stood_then():
    standing = OFFICE.ask(
        "select unit_id, stuck_requirement_id from marts.unit_chains where chain_id = 'scheme'", "06-11"
    )
    assert {row["unit_id"]: row["stuck_requirement_id"] for row in standing} == {
        "甲": "meeting",
        "乙": "scheme",
        "丙": "talks",
    }


def test_a_step_from_which_a_unit_is_exempt_does_not_hold_it_up_and_one_that_it_does_not_owe_is_none():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                              | due_rule      | applies_when
                talks          | meetings:谈心交心@held_on             | on 2009-06-10 |
                meeting        | meetings:民主讨论@held_on             | on 2009-06-15 | unit.unit_class = 学校
                draft          | reports:分析检查报告初稿@completed_on | on 2009-06-20 |
            """,
            checks="""
                requirement_id | kind  | item    | threshold
                meeting        | order | talks   | after
                draft          | order | meeting | after
            """,
        ),
        units="""
            unit | unit_class
            甲   | 机关
            乙   | 学校
        """,
        waivers="""
            unit | requirement | waiver_type | approved_on
            甲   | talks       | 豁免        | 06-01
            乙   | talks       | 豁免        | 06-01
        """,
    )
    told.shows(
        "06-12",
        """
        unit | step_count | over_count | stuck_requirement_id | stuck_since_on
        甲   | 2          | 1          | draft                | 05-21
        乙   | 3          | 1          | meeting              | 05-21
        """,
        view="marts.unit_chains",
    )


def test_a_unit_that_is_through_stands_nowhere():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                              | due_rule
                meeting        | meetings:民主讨论@held_on             | on 2009-06-15
                draft          | reports:分析检查报告初稿@completed_on | on 2009-06-20
            """,
            checks="requirement_id | kind | item | threshold\ndraft | order | meeting | after",
        ),
        meetings="unit | held_on\n甲 | 06-11",
        reports="unit | type | completed_on\n甲 | 分析检查报告初稿 | 06-12",
    )
    standing = told.one("marts.unit_chains", "06-20")
    assert (standing["over_count"], standing["stuck_number"], standing["stuck_days"]) == (2, None, None)
