"""Random plans, drawn from the whole grammar: requirements that lean on one another, with checks that fit them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.oracle.grammar import Plan
from tests.oracle.telling import Row

START, END = date(2009, 5, 21), date(2009, 7, 10)
LEADS = ("lead target 7 pass 5..10 warn 3..", "lead target 7 pass 7..")
LAGS = ("lag target 7 pass 0..7 warn 8..15", "lag target 3 pass 0..5")
ROLLUPS = ("first", "last", "any", "all", "sum")
DRAFT = "分析检查报告初稿"
# What must come before what, as the deadlines have it.
CHAINS = (
    ("group", "before", "meeting", "after"),
    ("branch", "study"),
    ("draft", "member", "evaluation"),
    ("review", "leader"),
)
EVIDENCE = {
    "meeting": "meetings:民主讨论@held_on",
    "draft": f"reports:{DRAFT}@completed_on",
    "before": "reports:会前书面报告@submitted_on",
    "after": "reports:会后情况报告@submitted_on",
    "branch": "meetings:党支部组织生活会@held_on",
    "study": "meetings:专题研究|集中学习@held_on",
    "review": f"reviews:{DRAFT}:unit.guidance_group@sent_on",
    "leader": f"reviews:{DRAFT}:unit.contact_leader@sent_on",
    "evaluation": "evaluations:*@evaluated_on",
    "member": "reports:个人分析材料@completed_on",
    "group": "reports:指导撰写@completed_on",
}
Item = tuple[str, str | None, str | None]
SHARED: tuple[Item, ...] = (
    ("within", None, "plan.starts_on..plan.ends_on"),
    ("within", None, "2009-06-01..2009-06-20"),
    ("order", "reading mid", "before"),
    ("count", "rows", ">= 2"),
)
MEETING_CHECKS: tuple[Item, ...] = (
    ("invited", "市纪委", None),
    ("invited", "unit.guidance_group", None),
    ("count", "speech_count", ">= 3"),
    ("count", "speech_count", ">= unit.leader_count"),
    ("count", "speech_count + attended_count", ">= expected_count"),
    ("attendance", "attended_count / expected_count", "90%"),
    ("attendance", "attended_count / unit.leader_count", "100%"),
    ("tally", "expected_count", "= unit.leader_count"),
    ("tally", "attended_count + leave_count", "<= expected_count"),
    ("flag", "has_minutes", "yes"),
    ("flag", "theme", "filled"),
    ("covers", "主题", None),
)
REPORT_CHECKS: tuple[Item, ...] = (
    ("recipient", "市纪委", None),
    ("recipient", "活动办", None),
    ("attachment", "征求意见汇总", None),
    ("contains", "存在问题", None),
    ("count", "attached_speech_count", ">= 3"),
    ("count", "attached_speech_count", ">= unit.leader_count"),
    ("count", "problems.rows", ">= 1"),
    ("count", "problems.rows[is_concentrated=yes]", ">= 1"),
    ("tally", "completed_count", "= expected_count"),
    ("flag", "submission_form", "in 书面|书面和电子"),
    ("published", "publication_method", "filled"),
    ("covers", "存在的问题", None),
    ("covers", "产生的原因", None),
    ("reviewed", f"{DRAFT}:unit.guidance_group", None),
)
BRANCH_CHECKS: tuple[Item, ...] = (("attendance", "attended_count / branch.member_count", "80%"),)
REVIEW_CHECKS: tuple[Item, ...] = (
    ("reviewed", f"{DRAFT}:unit.guidance_group", None),
    ("reviewed", f"{DRAFT}:unit.contact_leader", None),
    ("reviewed", "会前书面报告:活动办", None),
)
LEAD: Item = ("lead_days", "meeting", "reading ahead")
LAG: Item = ("lead_days", "meeting", "reading promptly")
KINDS = "party_cadre_count + masses_count + service_user_count"
EVALUATION_CHECKS: tuple[Item, ...] = (
    ("categories", KINDS, "= 3"),
    ("categories", KINDS, ">= 2"),
    ("tally", "returned_count", "<= issued_count"),
    ("tally", "valid_count", "<= returned_count"),
    ("count", "valid_count", ">= 5"),
)
CHECKS = {
    "meetings": MEETING_CHECKS,
    "reports": REPORT_CHECKS,
    "reviews": REVIEW_CHECKS,
    "evaluations": EVALUATION_CHECKS,
}


def make_plan(dice: Random) -> Plan:
    """One plan by chance."""
    rows = [make_requirement(dice, name) for name in EVIDENCE]
    course = make_course(dice)
    checks = [check for row in rows for check in make_checks(dice, row, course)]
    return Plan(START, END, rows, checks, make_readings(dice))


def make_readings(dice: Random) -> dict[str, str]:
    """How the open phrases are read."""
    return {
        "ahead": dice.choice(LEADS),
        "promptly": dice.choice(LAGS),
        "mid": str(day(dice, 25, 55)),
        "before_date": dice.choice(["inclusive", "exclusive"]),
        "rest_day": dice.choice(["none", "next_working_day"]),
        "undated": dice.choice(["stage_end", "stage_end", "never"]),
    }


def make_requirement(dice: Random, name: str) -> Row:
    """One requirement."""
    rule = dice.choice(due_rules(dice)[name])
    is_tracked = rule == "none" and dice.random() < 0.5
    return {
        "requirement_id": name,
        "bearer": name if name in ("branch", "member", "group") else "unit",
        "evidence": EVIDENCE[name],
        "rollup": "last" if name in ("review", "leader") else dice.choice(ROLLUPS),
        "due_phrase": dice.choice(["6月中旬前", "6月中旬"]),
        "due_rule": rule,
        "applies_when": dice.choice(CONDITIONS.get(name, (None,))),
        "duty": "tracked" if is_tracked else "owed",
    }


CONDITIONS: dict[str, tuple[str | None, ...]] = {
    "meeting": (None, None, "unit.leader_count >= 4"),
    "study": (None, "evidence draft.has_concentrated_problems = yes", "unit.has_party_committee = yes"),
    "group": (None, "unit.unit_class = 联络组", "unit.guidance_group is set"),
    "member": (None, "unit.unit_class in 机关|联络组", "evidence meeting.theme is empty"),
}


def due_rules(dice: Random) -> dict[str, tuple[str, ...]]:
    """The deadlines that each requirement may have."""
    fixed = f"on {day(dice, 10, 40)}"
    return {
        "meeting": (fixed,),
        "draft": ("stage end", "on reading mid", fixed),
        "before": ("before meeting by reading ahead",),
        "after": ("after meeting within reading promptly",),
        "branch": (fixed,),
        "study": ("stage end", "none", "after branch within reading promptly"),
        "review": ("stage end",),
        "leader": (fixed, "after review within reading promptly"),
        "evaluation": (fixed, "after draft within reading promptly"),
        "member": (fixed, "stage end", "after draft within reading promptly"),
        "group": (fixed, "before meeting by reading ahead"),
    }


def make_course(dice: Random) -> list[str]:
    """An order in which all can be done: as the deadlines have it, else by chance."""
    course = dice.sample(list(EVIDENCE), len(EVIDENCE))
    for chain in CHAINS:
        places = sorted(course.index(name) for name in chain)
        for place, name in zip(places, chain, strict=True):
            course[place] = name
    return course


def make_checks(dice: Random, row: Row, course: list[str]) -> list[Row]:
    """A few checks on one requirement, mostly required; what comes before what follows one course."""
    name = row["requirement_id"]
    pool = fitting(dice, name, row["evidence"].split(":")[0], course)
    chosen = dict.fromkeys([*dice.sample(favoured(name), dice.randrange(2)), *dice.sample(pool, dice.randrange(5))])
    checks = [make_check(dice, name, number, item) for number, item in enumerate(chosen)]
    if any(check["severity"] == "required" for check in checks):
        return checks
    return [*checks, make_check(dice, name, 99, ("held", None, None)) | {"severity": "required"}]


def fitting(dice: Random, name: str, sheet: str, course: list[str]) -> list[Item]:
    """The checks that a requirement may have."""
    pool = [*CHECKS[sheet], *SHARED]
    pool += BRANCH_CHECKS * 2 if name == "branch" else ()
    for other in ("meeting", "draft", "branch"):
        if other != name:
            side = "before" if course.index(name) < course.index(other) else "after"
            pool += [("order", other, dice.choice(["", "on or "]) + side)] * 3
    return pool


def favoured(name: str) -> list[Item]:
    """The checks that little else would lead to, by chance alone."""
    marks = {"draft": REPORT_CHECKS[-3:], "meeting": MEETING_CHECKS[-1:], "review": REVIEW_CHECKS[:1]}
    leads = {"before": (LEAD,), "after": (LAG,)}
    return list((marks | leads).get(name, SHARED))


def make_check(dice: Random, name: str, number: int, item: Item) -> Row:
    """One check, sometimes only advised, sometimes under a condition."""
    conditions = [None] * 6 + ["unit.has_party_committee = yes"]
    conditions += ["evidence draft.has_concentrated_problems = yes"] if name in ("after", "study") else []
    return {
        "requirement_id": name,
        "check_id": f"{name}.{number}",
        "kind": item[0],
        "item": item[1],
        "threshold": item[2],
        "severity": "required" if dice.random() < 0.8 else "advised",
        "applies_when": dice.choice(conditions),
    }


def day(dice: Random, first: int, last: int) -> date:
    """A day of the campaign, counted from its first."""
    return START + timedelta(days=dice.randint(first, last))
