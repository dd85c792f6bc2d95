"""The same judgement by pandas: every obligation of the made-up campaign on one day, from the same accepted rows.

Whole columns at a time, each row read once, only the columns that are asked for. It knows the fourteen requirements of
this campaign and the required checks that its rows put to the test; it gives a status and nothing else: no earlier day,
no reading that could be decided otherwise, no words, no cell that proves it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from pandas import DataFrame as Frame
from pandas import Series as Column

from ingest import accepted, ledger
from ingest.catalogue import SHEETS
from ingest.spec import LIST_MARK

Check = Callable[[Frame, Frame], Column]
DIMENSIONS = ("understanding", "problems", "causes", "thinking", "measures")
DRAFT = "分析检查报告初稿"
COLUMNS = {
    "units": "guidance_group contact_leader leader_count",
    "branches": "member_count",
    "meetings": "held_on attended_count leave_count invited speech_count has_minutes",
    "reports": "completed_on submitted_on published_on submission_form recipients attachments attached_speech_count "
    "publication_method",
    "reviews": "reviewed_on conclusion",
    "evaluations": " ".join(f"{name}_{option}_count" for name in DIMENSIONS for option in ("good", "fair", "average")),
}


@dataclass(frozen=True)
class Rule:
    """What answers a requirement, when it is due, what it must hold, and what it must come before or after."""

    sheet: str
    evidence_type: str
    happened: str
    due: str | tuple[str, int]
    checks: tuple[Check, ...] = ()
    before: str = ""
    not_before: str = ""
    days: tuple[int, int] = (0, 10_000)
    is_marked: bool = False


def holds(field: str, *items: str) -> Check:
    """Whether a list names all of these; `$name` is what the roster says of the unit."""

    def check(rows: Frame, units: Frame) -> Column:
        lists = LIST_MARK + rows[field].fillna("") + LIST_MARK
        return pd.concat([named(lists, units, item) for item in items], axis=1).all(axis=1)

    return check


def named(lists: Column, units: Frame, item: str) -> Column:
    """Whether each list names one item."""
    if not item.startswith("$"):
        return lists.str.contains(f"{LIST_MARK}{item}{LIST_MARK}", regex=False)
    wanted = LIST_MARK + units[item[1:]].fillna("") + LIST_MARK
    return pd.Series([one in many for one, many in zip(wanted, lists, strict=True)], index=lists.index)


def at_least(field: str, needed: str) -> Check:
    """Whether a count is filled in and reaches one of the roster's."""
    return lambda rows, units: rows[field] >= units[needed]


def all_came(needed: str) -> Check:
    """Whether everybody came who is not on leave."""
    return lambda rows, units: rows["attended_count"] >= units[needed] - rows["leave_count"].fillna(0)


def among(field: str, *values: str) -> Check:
    """Whether a field has one of these values, or any at all."""
    return lambda rows, _: rows[field].isin(values) if values else rows[field].notna()


def answered(rows: Frame, _: Frame) -> Column:
    """Whether every question of an evaluation has ballots."""
    options = ("good", "fair", "average")
    sums = [rows[[f"{name}_{option}_count" for option in options]].sum(axis=1) for name in DIMENSIONS]
    return pd.concat(sums, axis=1).ge(1).all(axis=1)


TO_ALL = holds("recipients", "市纪委", "市委组织部", "活动办")
INVITED = holds("invited", "$guidance_group", "市纪委", "市委组织部", "$contact_leader")
MEETING, END = "leaders_meeting", "2009-07-10"
RULES = {
    "solicitation": Rule("meetings", "征求意见", "held_on", END, before=MEETING),
    "heart_talks": Rule("meetings", "谈心交心", "held_on", END, before=MEETING),
    "pre_report": Rule(
        "reports", "会前书面报告", "submitted_on", (MEETING, -3),
        (TO_ALL, holds("attachments", "征求意见汇总"), among("submission_form", "书面", "书面和电子")),
        before=MEETING, days=(3, 10_000),
    ),
    MEETING: Rule(
        "meetings", "领导班子专题民主生活会", "held_on", "2009-06-15",
        (all_came("leader_count"), INVITED, at_least("speech_count", "leader_count")),
    ),
    "post_report": Rule(
        "reports", "会后情况报告", "submitted_on", (MEETING, 15),
        (TO_ALL, at_least("attached_speech_count", "leader_count")), not_before=MEETING, days=(0, 15),
    ),
    "branch_meeting": Rule(
        "meetings", "党支部组织生活会", "held_on", "2009-06-20", (all_came("member_count"), among("has_minutes", "yes"))
    ),
    "draft": Rule("reports", DRAFT, "completed_on", "2009-06-20", is_marked=True),
    "group_review": Rule("reviews", DRAFT, "sent_on", END, not_before="draft", is_marked=True),
    "discussion": Rule("meetings", "民主讨论", "held_on", "2009-06-25", not_before="draft"),
    "revision": Rule("reports", "修改稿", "completed_on", "2009-06-25", not_before="discussion"),
    "evaluation": Rule(
        "evaluations", "", "evaluated_on", END,
        (answered, among("evaluation_form", "评议会", "书面评议", "评议会和书面评议")), not_before="revision",
    ),
    "publish_result": Rule(
        "reports", "评议结果", "published_on", END, (among("publication_method"),), not_before="evaluation"
    ),
    "formal_report": Rule("reports", "正式报告", "completed_on", END, is_marked=True),
    "filing": Rule(
        "reports", "备案", "submitted_on", END,
        (holds("recipients", "活动办"), holds("attachments", "分析检查报告", "民主评议结果")), not_before="evaluation",
    ),
}  # fmt: skip


def judge(store: Path, day: date) -> Frame:
    """The status of every obligation on a day: requirement_id, unit_id, bearer_id, status."""
    sheets = {kind: in_force(store, kind) for kind in COLUMNS}
    units = sheets["units"].set_index("unit_id")
    branches = sheets["branches"].set_index("unit_id")
    units = units.join(branches[["branch_id", "member_count"]], validate="1:1")
    rows = {name: answers(sheets[rule.sheet], rule, units) for name, rule in RULES.items()}
    marked = is_passed(rows["group_review"], units) & ~(rows["group_review"].happened < rows["draft"].happened)
    found = [standing(name, rows, units, marked, pd.Timestamp(day)) for name in RULES]
    return pd.concat(found, ignore_index=True)


def in_force(store: Path, kind: str) -> Frame:
    """The rows of a kind of sheet that hold: of those that speak of the same thing, the one reported last."""
    sheet = SHEETS[kind]
    wanted = list(dict.fromkeys([*sheet.key, "withdrawn", *COLUMNS[kind].split()]))
    parts = []
    for upload in ledger.uploads(ledger.events(store)).values():
        for path in accepted.files(store, [upload], kind):
            parts.append(pd.read_parquet(path, columns=wanted).assign(told=pd.Timestamp(upload.report_on)))
    rows = pd.concat(parts, ignore_index=True).sort_values("told", kind="stable")
    rows = rows.drop_duplicates(list(sheet.key), keep="last")
    days = [column.field for column in sheet.columns if column.sql_type == "date" and column.field in rows]
    return rows[rows.withdrawn != "yes"].assign(**{name: pd.to_datetime(rows[name]) for name in days})


def answers(rows: Frame, rule: Rule, units: Frame) -> Frame:
    """What each unit has on record for a requirement, blank where there is nothing."""
    field = SHEETS[rule.sheet].type_field
    own = rows[rows[field] == rule.evidence_type] if field and rule.evidence_type else rows
    return units[[]].join(own.assign(happened=own[rule.happened]).set_index("unit_id"), validate="1:1")


def is_passed(reviews: Frame, units: Frame) -> Column:
    """Whether the unit's own guidance group has let the draft pass."""
    return (reviews.conclusion == "通过") & (reviews.reviewer == units.guidance_group)


def standing(name: str, rows: dict[str, Frame], units: Frame, marked: Column, day: pd.Timestamp) -> Frame:
    """The first status that holds, top down, for every unit."""
    rule, own = RULES[name], rows[name]
    happened, due = own.happened, deadline(rule, rows)
    is_there = happened.notna()
    fails = pd.Series(data=False, index=units.index)
    for check in rule.checks:
        fails |= ~check(own, units).fillna(False).astype(bool)
    is_late = disordered(rule, own, rows)
    is_awaited = ~marked if rule.is_marked else pd.Series(data=False, index=units.index)
    is_done = is_there & ~fails & ~is_awaited
    conditions = {
        "done": is_done & ~is_late & (happened <= due),
        "done_late": is_done,
        "incomplete": is_there & fails,
        "needs_review": is_there,
        "overdue": due < day,
        "due_soon": due <= day + pd.Timedelta(days=7),
    }
    status = np.select(list(conditions.values()), list(conditions), "not_due")
    bearer = units.branch_id if name == "branch_meeting" else units.index
    return pd.DataFrame({"requirement_id": name, "unit_id": units.index, "bearer_id": bearer, "status": status})


def deadline(rule: Rule, rows: dict[str, Frame]) -> Column:
    """The day by which it is due; what hangs on an event that has not happened hangs on that event's own deadline."""
    if isinstance(rule.due, str):
        return pd.Series(pd.Timestamp(rule.due), index=rows[MEETING].index)
    event, days = rule.due
    anchor = rows[event].happened
    due = anchor.fillna(pd.Timestamp(str(RULES[event].due))) + pd.Timedelta(days=days)
    return due.where(anchor.notna(), due.clip(upper=pd.Timestamp(END)))


def disordered(rule: Rule, own: Frame, rows: dict[str, Frame]) -> Column:
    """Whether it came on the wrong side of what it is measured against, or too near or too far."""
    other = rule.before or rule.not_before
    if not other:
        return pd.Series(data=False, index=own.index)
    apart = (own.happened - rows[other].happened).dt.days * (-1 if rule.before else 1)
    least = max(rule.days[0], 1) if rule.before else rule.days[0]
    return apart.lt(least) | apart.gt(rule.days[1])
