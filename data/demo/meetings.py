"""The first half of the stage: opinions and talks, the leaders' meeting with its two reports, the branches."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.demo.calendar import STAGE_START, WEEKS, day, week_of, workday_after, workday_before, workdays
from data.demo.fates import Fate, reported_on
from data.demo.rows import Row, told
from data.demo.world import Branch, Unit

THEME = "深入贯彻落实科学发展观"
RECIPIENTS = ("市纪委", "市委组织部", "市委学习实践活动办公室")
OPINIONS = "征求意见汇总"
SPEECHES = "发言材料"


def invited(one: Unit) -> tuple[str, ...]:
    """Whom the leaders' meeting must invite."""
    return (one.group, *RECIPIENTS[:2], *((one.contact,) if one.contact else ()))


def preparation(one: Unit, fate: Fate, held_on: date) -> list[Row]:
    """Opinions asked for and talks held, before the meeting."""
    rng = one.rng("preparation")
    report_day = reported_on(one, fate, held_on)
    asked_on = max(STAGE_START, workday_before(report_day, rng.randint(1, 4)))
    talked_on = max(asked_on, workday_before(held_on, rng.randint(1, 4)))
    asked = {
        "meeting_type": "征求意见",
        "held_on": asked_on,
        "attended_count": rng.randint(12, 60),
        "has_minutes": True,
    }
    talked = {"meeting_type": "谈心交心", "held_on": talked_on, "attended_count": one.leaders, "has_minutes": True}
    rows = [] if fate.slips(rng, 0.03) else told("meetings", one, asked_on, asked)
    return rows + (
        [] if fate.slips(rng, 0.05) else told("meetings", one, talked_on, talked, late=int(fate.slips(rng, 0.1)))
    )


def report_before(one: Unit, fate: Fate, held_on: date) -> list[Row]:
    """The written report before the meeting: to three recipients, with the opinions collected; parts may come later."""
    rng = one.rng("report before")
    if fate.slips(rng, 0.03):
        return []
    sent_on = reported_on(one, fate, held_on)
    to = RECIPIENTS if not fate.slips(rng, 0.05) else RECIPIENTS[:1] + RECIPIENTS[2:]
    forgotten = fate.slips(rng, 0.09)
    cells: dict[str, object] = {
        "report_type": "会前书面报告",
        "submitted_on": sent_on,
        "submission_form": "书面",
        "recipients": to,
        "attachments": () if forgotten else (OPINIONS,),
        "document_number": f"{one.short}〔2009〕{rng.randint(8, 60)}号",
    }
    rows = told("reports", one, sent_on, cells)
    if forgotten and rows and rng.random() < 0.6:
        rows += supplied(rows[0], workday_after(sent_on, rng.randint(3, 8)), attachments=(OPINIONS,))
    return rows


def supplied(row: Row, on: date, **parts: object) -> list[Row]:
    """The row told again, with what was missing and the day it came."""
    friday = week_of(max(on, row.told_on + timedelta(days=1)))
    items = (OPINIONS,) if "attachments" in parts else (SPEECHES,)
    return [row.again(friday, **parts, supplied_on=on, supplied_items=items)] if friday else []


def leaders_meeting(one: Unit, fate: Fate, held_on: date) -> list[Row]:
    """The leaders' meeting: first planned, then held."""
    rng = one.rng("leaders' meeting")
    leave = 1 if fate.slips(rng, 0.12) else 0
    absent = 1 if fate.slips(rng, 0.04) else 0
    guests = invited(one) if not fate.slips(rng, 0.03) else invited(one)[:2]
    came = tuple(guest for guest in guests if rng.random() < 0.8)
    planned = {"meeting_type": "领导班子专题民主生活会", "planned_on": held_on, "theme": THEME}
    held = {
        **planned,
        "held_on": held_on,
        "expected_count": one.leaders,
        "attended_count": one.leaders - leave - absent,
        "leave_count": leave,
        "party_leader_expected_count": one.party_leaders,
        "party_leader_attended_count": max(1, one.party_leaders - leave - absent),
        "invited": guests,
        "invited_attended": came,
        "speech_count": one.leaders - (1 if fate.slips(rng, 0.04) else 0),
        "has_minutes": True,
    }
    return planned_rows(one, fate, held_on, planned) + held_rows(one, fate, held_on, held, absent)


def planned_rows(one: Unit, fate: Fate, held_on: date, cells: dict[str, object]) -> list[Row]:
    """The plan, told with the report before; the units that miss the day had planned it for mid-June."""
    told_by = week_of(reported_on(one, fate, min(held_on, day(6, 15))))
    if told_by is None or told_by >= (week_of(held_on) or WEEKS[-1]):
        return []
    if held_on <= day(6, 15):
        return told("meetings", one, told_by, {**cells, "planned_on": held_on})
    planned_on = one.rng("planned").choice(workdays(max(day(6, 11), told_by), day(6, 15)))
    rows = []
    for friday in (week for week in WEEKS if told_by <= week < (week_of(held_on) or WEEKS[-1])):
        if friday > planned_on:
            planned_on = min(held_on, workday_after(planned_on, 8))
        rows += told("meetings", one, friday, {**cells, "planned_on": planned_on})
    return rows


def held_rows(one: Unit, fate: Fate, held_on: date, cells: dict[str, object], absent: int) -> list[Row]:
    """The meeting held; an absent member makes up for it in a second session, or the number is put right next week."""
    rng = one.rng("held rows")
    rows = told("meetings", one, held_on, cells, late=int(fate.slips(rng, 0.06)))
    if not absent or not rows:
        return rows
    if rng.random() < 0.5:
        again_on = workday_after(held_on, rng.randint(2, 5))
        second = {
            "session_number": 2,
            "planned_on": None,
            "held_on": again_on,
            "expected_count": 1,
            "attended_count": 1,
            "leave_count": 0,
        }
        return rows + told("meetings", one, again_on, {**cells, **second, "note": "缺席成员补开"})
    if rng.random() < 0.4 and (friday := week_of(rows[0].told_on + timedelta(days=1))):
        rows.append(rows[0].again(friday, attended_count=one.leaders, note="上周实到人数少填1人,更正"))
    return rows


def report_after(one: Unit, fate: Fate, held_on: date) -> list[Row]:
    """The report on the meeting: within a week, with each leader's speech."""
    rng = one.rng("report after")
    if fate.slips(rng, 0.04):
        return []
    wait = rng.randint(9, 14) if fate.slips(rng, 0.07) else rng.randint(1, 6)
    sent_on = workday_before(held_on, -wait) if wait > 2 else workday_after(held_on, wait)
    short = rng.randint(1, 3) if fate.slips(rng, 0.08) else 0
    cells: dict[str, object] = {
        "report_type": "会后情况报告",
        "submitted_on": sent_on,
        "submission_form": rng.choice(("书面", "书面", "书面和电子")),
        "recipients": RECIPIENTS if not fate.slips(rng, 0.04) else RECIPIENTS[1:],
        "attachments": (SPEECHES,),
        "attached_speech_count": one.leaders - short,
        "document_number": f"{one.short}〔2009〕{rng.randint(61, 99)}号",
    }
    rows = told("reports", one, sent_on, cells)
    if short and rows and rng.random() < 0.4:
        rows += supplied(rows[0], workday_after(sent_on, rng.randint(3, 7)), attached_speech_count=one.leaders)
    return rows


def branch_day(fate: Fate, rng: Random) -> date | None:
    """When a branch meets: by Saturday 20 June, or late, or not yet."""
    if fate.slips(rng, 0.025):
        return None
    if fate.slips(rng, 0.05):
        return rng.choice(workdays(day(6, 22), day(6, 25)))
    days = [*workdays(day(6, 8), day(6, 19)), day(6, 20)]
    return rng.choices(days, weights=range(2, len(days) + 2))[0]


def branch_meeting(one: Unit, branch: Branch, fate: Fate) -> list[Row]:
    """One branch's meeting, with everyone there or on leave, and minutes."""
    rng = one.rng(f"branch {branch.branch_id}")
    held_on = branch_day(fate, rng)
    if held_on is None:
        return []
    leave = rng.randint(0, max(1, branch.members // 10))
    absent = 1 if fate.slips(rng, 0.02) else 0
    leaders = (
        -(-one.party_leaders // len(one.branches))
        if branch is one.branches[0]
        else one.party_leaders // len(one.branches)
    )
    cells: dict[str, object] = {
        "meeting_type": "党支部组织生活会",
        "branch_id": branch.name,
        "held_on": held_on,
        "expected_count": branch.members,
        "attended_count": branch.members - leave - absent,
        "leave_count": leave,
        "party_leader_expected_count": leaders,
        "party_leader_attended_count": leaders,
        "invited": ("群众代表",) if rng.random() < 0.3 else (),
        "has_minutes": not fate.slips(rng, 0.02),
        "theme": THEME,
    }
    return told("meetings", one, held_on, cells, late=int(fate.slips(rng, 0.04)))


def first_half(one: Unit, fate: Fate) -> list[Row]:
    """Everything up to the report after the meeting, and the branches' meetings."""
    held_on = fate.held_on
    if held_on is None:
        planned = {"meeting_type": "领导班子专题民主生活会", "planned_on": day(6, 12), "theme": THEME}
        asked = {"meeting_type": "征求意见", "held_on": day(5, 27), "attended_count": 18, "has_minutes": True}
        return told("meetings", one, day(5, 27), asked) + told("meetings", one, day(6, 4), planned)
    rows = preparation(one, fate, held_on) + report_before(one, fate, held_on)
    rows += leaders_meeting(one, fate, held_on) + report_after(one, fate, held_on)
    return rows + [row for branch in one.branches for row in branch_meeting(one, branch, fate)]
