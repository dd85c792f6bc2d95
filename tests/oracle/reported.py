"""What units report, row by row: meetings, reports, reviewers' marks, evaluations, and how each is told again."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.oracle.clerks import maybe, some
from tests.oracle.grammar import Plan
from tests.oracle.plans import DRAFT, KINDS, day
from tests.oracle.telling import Row

OFFICES = ("市纪委", "市委组织部", "活动办")
SESSIONS = [0, 1, 1, 1, 2, 3]


def meetings(dice: Random, unit: str, branches: list[str]) -> list[Row]:
    """The meetings of a unit and its branches, some in several sessions; no two of a requirement share a number."""
    kinds = [("民主讨论", None, 0), ("专题研究", None, 0), ("集中学习", None, 10)]
    kinds += [("党支部组织生活会", place, 10 * number) for number, place in enumerate([*branches, None])]
    return [
        {"unit": unit, "meeting_type": kind, "branch": place, "session_number": first + session, **meeting(dice)}
        for kind, place, first in kinds
        for session in range(1, dice.choice(SESSIONS if place or kind != "党支部组织生活会" else [0, 0, 1]) + 1)
    ]


def meeting(dice: Random) -> Row:
    """What one session tells; some are only planned."""
    held = maybe(dice, day(dice, -3, 52), 0.85)
    return {
        "planned_on": day(dice, 5, 50) if held is None or dice.random() < 0.3 else None,
        "held_on": held,
        "expected_count": maybe(dice, dice.choice([3, 4, 10])),
        "attended_count": maybe(dice, dice.randint(0, 10)),
        "leave_count": maybe(dice, dice.randint(0, 2), 0.3),
        "speech_count": maybe(dice, dice.randint(0, 4)),
        "invited": some(dice, (*OFFICES, dice.choice(["第一组", "第二组", "指导检查组"]))),
        "has_minutes": maybe(dice, dice.choice(["yes", "yes", "no"])),
        "theme": maybe(dice, dice.choice(["科学发展", "发展"])),
    }


def revise_meeting(dice: Random, row: Row) -> Row:
    """A meeting told again: held at last, more who came, something added or put right."""
    fresh = meeting(dice)
    names = dice.sample([name for name in fresh if name != "planned_on"], 2)
    return {name: fresh[name] for name in names if name != "held_on" or fresh[name]}


def reports(dice: Random, unit: str) -> list[Row]:
    """The reports of a unit, some in several copies."""
    kinds = (DRAFT, "会前书面报告", "会后情况报告", "个人分析材料", "指导撰写")
    return [
        {"unit": unit, "report_type": kind, "report_number": number, **report(dice)}
        for kind in kinds
        for number in range(1, dice.choice(SESSIONS) + 1)
    ]


def report(dice: Random) -> Row:
    """What one report tells; some of it was supplied later."""
    done = day(dice, -3, 52)
    return {
        "completed_on": done,
        "submitted_on": maybe(dice, done + timedelta(days=dice.choice([0, 0, 2])), 0.9),
        "submission_form": maybe(dice, dice.choice(["书面", "书面和电子", "电子"])),
        "recipients": some(dice, OFFICES),
        "attachments": some(dice, ("征求意见汇总", "照片")),
        "contents": some(dice, ("存在问题", "原因分析")),
        "attached_speech_count": maybe(dice, dice.randint(0, 4)),
        "expected_count": maybe(dice, 5),
        "completed_count": maybe(dice, dice.choice([4, 5])),
        "publication_method": maybe(dice, dice.choice(["公开栏", "网上"]), 0.6),
        "has_concentrated_problems": maybe(dice, dice.choice(["yes", "no"])),
        **supplied(dice, {"completed_on": done}, 0.1),
    }


def supplied(dice: Random, row: Row, chance: float) -> Row:
    """A day of supplying, which may say what was supplied."""
    if dice.random() >= chance:
        return {}
    days = timedelta(days=dice.randint(0, 12))
    named = dice.choice([None, "征求意见汇总", "发言材料", "活动办"])
    return {"supplied_on": row["completed_on"] + days, "supplied_items": named}


REVISED = (
    "recipients attachments contents attached_speech_count completed_count submission_form completed_on submitted_on"
)


def revise_report(dice: Random, row: Row) -> Row:
    """A report told again: parts supplied, with or without saying when and what."""
    fresh = report(dice)
    return {name: fresh[name] for name in dice.sample(REVISED.split(), 2)} | supplied(dice, row, 0.4)


def reviews(dice: Random, unit: str, branches: list[str], plan: Plan) -> list[Row]:
    """Marks on the draft and on other material, by the group, by its office's name and by others."""
    checks = [check["check_id"] for check in plan.checks if check["kind"] == "covers"]
    made = [review(dice, unit, branches, checks) for _ in range(dice.choice([1, 3, 5, 8]))]
    keys = ("branch", "material_type", "check", "reviewer", "sent_on")
    return list({tuple(row[name] for name in keys): row for row in made}.values())


def review(dice: Random, unit: str, branches: list[str], checks: list[str]) -> Row:
    """One mark."""
    sent, conclusion = day(dice, 5, 50), dice.choice(["通过", "通过", "退回", "待审", None])
    kind = dice.choice([DRAFT, DRAFT, "民主讨论", "会前书面报告", "党支部组织生活会"])
    return {
        "unit": unit,
        "branch": dice.choice([None, *branches]) if kind == "党支部组织生活会" else None,
        "material_type": kind,
        "check": dice.choice([None, *checks[:2]]),
        "reviewer": dice.choice(["第一组", "指导检查组", "第二组", "张三", "联系市领导", "活动办"]),
        "sent_on": sent,
        "reviewed_on": sent + timedelta(days=dice.randint(0, 5)) if conclusion in ("通过", "退回") else None,
        "conclusion": conclusion,
    }


def revise_review(dice: Random, row: Row) -> Row:
    """A mark given at last."""
    reviewed = row["reviewed_on"] or row["sent_on"] + timedelta(days=dice.randint(1, 9))
    return {"conclusion": dice.choice(["通过", "退回"]), "reviewed_on": reviewed}


def evaluations(dice: Random, unit: str) -> list[Row]:
    """The evaluations of a unit, each of another form and on another day."""
    days = sorted({day(dice, -3, 52) for _ in range(dice.choice(SESSIONS))})
    forms = ("评议会", "书面评议", "评议会和书面评议")
    return [
        {"unit": unit, "evaluation_form": form, "evaluated_on": held, **ballots(dice)}
        for form, held in zip(forms, days, strict=False)
    ]


def ballots(dice: Random) -> Row:
    """How many were handed out and came back, and who took part."""
    counts = {"issued_count": [5, 10], "returned_count": [4, 5, 10], "valid_count": [3, 5, 9]}
    counts |= {name: [0, 2, 3] for name in KINDS.split(" + ")}
    return {name: maybe(dice, dice.choice(figures), 0.9) for name, figures in counts.items()}


def revise_evaluation(dice: Random, row: Row) -> Row:
    """Ballots counted again."""
    fresh = ballots(dice)
    return {name: fresh[name] for name in dice.sample(list(fresh), 2)}
