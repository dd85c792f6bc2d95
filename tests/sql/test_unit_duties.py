"""A unit's tasks in the action plans: milestones that name it, its short name or its class, and those it reports on."""

from pathlib import Path

from tests.sql.plans import plan
from tests.sql.world import world

QUERY = (Path(__file__).parents[2] / "sql/queries/unit__duties.sql").read_text(encoding="utf-8")
PLAN = plan(
    requirements="requirement_id\nmeeting",
    readings="key | value\nprogress_stale_days | 7\nbehind_tolerance | 10",
    milestones="""
        milestone_id | target | starts_on | due_rule      | owners
        M1           | 10     | 05-31     | on 2009-06-20 | 乙、机关
        M2           | 10     | 05-31     | on 2009-06-20 | 府办
        M3           | 10     | 05-31     | on 2009-06-20 | 某办
        M4           | 10     | 05-31     | on 2009-06-20 |
    """,
)


def duties(told, unit):
    """Each task of a unit, with what is said of its report."""
    found = told.ask(QUERY.replace("$unit_id", f"'{unit}'"), "06-12")
    return {row["milestone_id"]: (row["cumulative_amount"], row["reason_zh"]) for row in found}


def test_a_milestone_is_owed_by_whom_it_names_by_class_name_or_short_name_and_told_by_whom_reports_on_it():
    told = world(
        PLAN,
        units="""
            unit | short_names | unit_class
            甲   | 市府、府办  | 机关
            乙   |             | 镇街
            丙   | 政府办      | 镇街
        """,
        progress="""
            milestone | unit | counted_on | cumulative_amount
            M1        | 甲   | 06-10      | 4
            M4        | 丙   | 06-10      | 3
        """,
    )
    nothing = "这个单位还没有填报进展"
    assert duties(told, "甲") == {"M1": (4, None), "M2": (None, nothing)}
    assert duties(told, "乙") == {"M1": (None, nothing)}
    assert duties(told, "丙") == {"M4": (3, None)}
