"""The second half of the stage: the draft, its reviews, the discussions, the revised text, each member's materials."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.demo.calendar import WEEKS, day, week_of, workday_after, workdays
from data.demo.fates import Fate
from data.demo.rows import Row, told
from data.demo.waivers import EXEMPT, EXTENDED
from data.demo.world import Unit

DRAFT = "分析检查报告初稿"
GROUPS_BOOK = "指导检查组"
CONTENTS = ("形成的共识", "贯彻落实情况", "存在问题", "原因分析", "总体思路和主要措施", "班子自身建设措施")


def draft_day(one: Unit, fate: Fate) -> date | None:
    """When the draft is done: after the meeting, by 20 June if all goes well."""
    rng = one.rng("draft")
    if fate.held_on is None or fate.slips(rng, 0.02):
        return None
    if (one.short, "draft") in EXTENDED:
        return day(6, 26)
    first = max(workday_after(fate.held_on, 1), day(6, 15))
    if fate.slips(rng, 0.05) or first > day(6, 19):
        return workday_after(max(first, day(6, 22)), rng.randint(0, 3))
    return rng.choice(workdays(first, day(6, 19)))


def draft(one: Unit, fate: Fate, done_on: date) -> list[Row]:
    """The draft, and the group's guidance on it."""
    rng = one.rng("draft row")
    cells: dict[str, object] = {
        "report_type": DRAFT,
        "completed_on": done_on,
        "chaired_by_head": not fate.slips(rng, 0.03),
        "contents": CONTENTS if not fate.slips(rng, 0.06) else CONTENTS[:-1],
    }
    guided_on = max(day(6, 8), workday_after(done_on, -rng.randint(2, 6)))
    guided = {"report_type": "指导撰写", "completed_on": guided_on, "note": f"{one.group}到会指导"}
    rows = told("reports", one, done_on, cells)
    return rows + (told("reports", one, guided_on, guided, book=GROUPS_BOOK) if rng.random() < 0.85 else [])


def review(one: Unit, reviewer: str, sent_on: date, days: int, conclusion: str, opinion: str) -> list[Row]:
    """One draft sent and marked; pending on the Fridays between."""
    marked_on = workday_after(sent_on, days)
    cells: dict[str, object] = {"material_type": DRAFT, "reviewer": reviewer, "sent_on": sent_on, "conclusion": "待审"}
    marked = {**cells, "reviewed_on": marked_on, "conclusion": conclusion, "opinion": opinion}
    if week_of(sent_on) == week_of(marked_on):
        return told("reviews", one, marked_on, marked, book=GROUPS_BOOK)
    return told("reviews", one, sent_on, cells, book=GROUPS_BOOK) + told(
        "reviews", one, marked_on, marked, book=GROUPS_BOOK
    )


def group_review(one: Unit, fate: Fate, done_on: date) -> tuple[list[Row], date | None]:
    """The group's review: passed, or returned and sent again; and the day it passed."""
    rng = one.rng("group review")
    if fate.slips(rng, 0.05):
        return [], None
    sent_on = workday_after(done_on, rng.randint(0, 2))
    days = rng.choice((1, 1, 2, 2, 3, 3, 4, 6))
    if not fate.slips(rng, 0.14):
        return review(one, one.group, sent_on, days, "通过", ""), workday_after(sent_on, days)
    opinion = rng.choice(("原因分析偏客观,请补主观原因", "写成了工作总结,请按四个方面重写", "班子自身建设措施不具体"))
    rows = review(one, one.group, sent_on, days, "退回", opinion)
    again_on = workday_after(sent_on, days + rng.randint(2, 4))
    rows += review(one, one.group, again_on, 2, "通过", "已按意见修改")
    return rows, workday_after(again_on, 2)


def leader_review(one: Unit, fate: Fate, done_on: date) -> list[Row]:
    """The contact leader's review, where the unit has one."""
    rng = one.rng("leader review")
    if one.contact is None or (one.short, "leader_review") in EXEMPT or fate.slips(rng, 0.08):
        return []
    sent_on = workday_after(done_on, rng.randint(0, 3))
    return review(
        one, one.contact, sent_on, rng.choice((1, 2, 3, 5, 8)), "通过", rng.choice(("", "同意", "再突出本地实际"))
    )


def discussion_days(one: Unit, fate: Fate, done_on: date) -> dict[str, date]:
    """The two discussions: between the draft and 25 June, or later, or not yet."""
    rng = one.rng("discussions")
    enlarged = one.committee and (one.short, "enlarged_meeting") not in EXEMPT
    kinds = ["民主讨论", "党委(党组)扩大会议"] if enlarged else ["民主讨论"]
    first = max(workday_after(done_on, 1), day(6, 19))
    days = {}
    for place, kind in enumerate(kinds):
        if fate.slips(rng, 0.02):
            continue
        late = fate.slips(rng, 0.04) or first > day(6, 24) or (one.short, "discussion") in EXTENDED
        window = workdays(max(first, day(6, 26)), day(7, 3)) if late else workdays(first, day(6, 23 + place))
        days[kind] = rng.choice(window or [first])
    return days


def discussions(one: Unit, fate: Fate, days: dict[str, date]) -> list[Row]:
    """The discussions held, the opinions summed up, and the study that often-raised problems call for."""
    rng = one.rng("discussion rows")
    rows = []
    for kind, when in days.items():
        people = rng.randint(9, 45)
        leave = rng.randint(0, 1)
        counts = {"expected_count": people, "attended_count": people - leave, "leave_count": leave}
        rows += told("meetings", one, when, {"meeting_type": kind, "held_on": when, **counts, "has_minutes": True})
    if not days or fate.slips(rng, 0.06):
        return rows
    summed_on = workday_after(max(days.values()), rng.randint(0, 1))
    often = rng.random() < 0.3
    rows += told(
        "reports",
        one,
        summed_on,
        {"report_type": "意见汇总", "completed_on": summed_on, "has_concentrated_problems": often},
    )
    if often and not fate.slips(rng, 0.15):
        studied_on = workday_after(summed_on, rng.randint(1, 6))
        study = {"meeting_type": "专题研究", "held_on": studied_on, "attended_count": one.leaders, "has_minutes": True}
        rows += told("meetings", one, studied_on, {**study, "theme": "研究反映集中的突出问题"})
    return rows


def revision(one: Unit, fate: Fate, days: dict[str, date]) -> tuple[list[Row], date | None]:
    """The revised text, and its day."""
    rng = one.rng("revision")
    if not days or fate.slips(rng, 0.02):
        return [], None
    last = max(days.values())
    on = (
        workday_after(last, rng.randint(4, 6))
        if fate.slips(rng, 0.05)
        else max(last, min(day(6, 25), workday_after(last, rng.randint(0, 2))))
    )
    return told("reports", one, on, {"report_type": "修改稿", "completed_on": on, "chaired_by_head": True}), on


def done_share(fate: Fate, friday: date, rng: Random) -> float:
    """How much of the members' own materials is in by a Friday."""
    pace = {"model": 0.95, "steady": 0.66, "slack": 0.42}[fate.temper]
    weeks = (friday - day(6, 5)).days / 7
    return min(1.0, weeks * pace / 2.4 + rng.random() * 0.12)


def personal_materials(one: Unit, fate: Fate) -> list[Row]:
    """Each Friday the count of members' own materials; complete when all are in."""
    rng = one.rng("personal materials")
    expected = one.members + one.leaders - one.party_leaders
    rows: list[Row] = []
    most = 0
    for friday in (week for week in WEEKS if week >= day(6, 12)):
        most = max(most, int(expected * done_share(fate, friday, rng)))
        cells: dict[str, object] = {"report_type": "个人分析材料", "expected_count": expected, "completed_count": most}
        if most == expected:
            cells["completed_on"] = friday - timedelta(days=rng.randint(1, 4))
        rows += told("reports", one, friday, cells)
        if most == expected:
            break
    return rows


def second_half(one: Unit, fate: Fate) -> tuple[list[Row], date | None, date | None]:
    """Everything from the draft to the revised text; with the days it was revised and passed."""
    done_on = draft_day(one, fate)
    if done_on is None:
        return personal_materials(one, fate), None, None
    reviews, passed_on = group_review(one, fate, done_on)
    days = discussion_days(one, fate, done_on)
    revised, revised_on = revision(one, fate, days)
    rows = draft(one, fate, done_on) + reviews + leader_review(one, fate, done_on) + discussions(one, fate, days)
    return rows + revised + personal_materials(one, fate), revised_on, passed_on
