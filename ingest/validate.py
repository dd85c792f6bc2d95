"""What makes a plan unfit: names that do not exist, rules of no allowed form, circles, dates out of reach.

Every fault of a plan is found in one pass and told at its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ingest.draft import Draft, Row, fault, malformed, unknown
from ingest.findings import Finding
from ingest.grammar import Malformed, parse_due
from ingest.loops import loops, spoken
from ingest.plan_catalogue import OPTIONAL_SHEETS, PLAN_SHEETS
from ingest.plan_sheets.words import TERMS
from ingest.reading_grammar import FIXED, STAGE_DAYS, Reading, parse_for_key
from ingest.validate_checks import check_faults
from ingest.validate_orders import condition_loops, due_loops, order_loops
from ingest.validate_requirements import milestone_faults, requirement_faults

CLASSES = frozenset("HSRTCM")
REACH = timedelta(days=366)
NAMED_IN_RULES = ("requirements", "milestones", "readings")
REFERENCES = (
    ("clauses", "parent_id", "clauses", "plan.parent_unknown"),
    ("requirements", "clause_id", "clauses", "plan.clause_unknown"),
    ("checks", "clause_id", "clauses", "plan.clause_unknown"),
    ("checks", "requirement_id", "requirements", "plan.requirement_unknown"),
    ("actions", "clause_id", "clauses", "plan.clause_unknown"),
    ("milestones", "clause_id", "clauses", "plan.clause_unknown"),
    ("readings", "clause_id", "clauses", "plan.clause_unknown"),
    ("milestones", "action_id", "actions", "plan.action_unknown"),
    ("milestones", "parent_id", "milestones", "plan.parent_unknown"),
)


def validate(draft: Draft) -> list[Finding]:
    """Everything that is wrong with a plan, beyond what its sheets' specs already say."""
    readings = readings_of(draft)
    return [
        *missing_sheets(draft),
        *plan_faults(draft),
        *ids_unfit(draft),
        *clause_faults(draft),
        *reference_faults(draft),
        *shared_ids(draft),
        *reading_faults(draft),
        *word_faults(draft),
        *(finding for row in draft.rows("requirements") for finding in requirement_faults(draft, readings, row)),
        *(finding for row in draft.rows("checks") for finding in check_faults(draft, readings, row)),
        *(finding for row in draft.rows("milestones") for finding in milestone_faults(draft, readings, row)),
        *far_days(draft, readings),
        *due_loops(draft),
        *order_loops(draft, readings),
        *condition_loops(draft),
    ]


def missing_sheets(draft: Draft) -> Iterator[Finding]:
    """The sheets that every plan needs, none of them empty, and the plan's own sheet with one row."""
    for kind, sheet in PLAN_SHEETS.items():
        if kind not in draft.sheets and kind not in OPTIONAL_SHEETS:
            message = f"计划里没有“{sheet.title}”表（{kind}）。"
            yield Finding("error", kind, "", "", "", message, "请补上这张表，首行写字段名", "plan.sheet_missing")
        elif not draft.rows(kind) and kind not in OPTIONAL_SHEETS | draft.torn:
            message = f"“{sheet.title}”表（{kind}）一行也没有。"
            yield Finding("error", kind, "", "", "", message, "请在首行之下写上内容", "plan.sheet_empty")
    for row in draft.rows("plan")[1:]:
        yield fault(row, "plan_id", "plan.several", "“计划”表只能有一行。", "一个计划一个文件夹")


def plan_faults(draft: Draft) -> Iterator[Finding]:
    """The plan's own row: its days and its time zone."""
    for row in draft.rows("plan"):
        if row["starts_on"] > row["ends_on"]:
            yield fault(row, "ends_on", "plan.ends_before_start", "结束日期早于开始日期。", "请核对两个日期")
        try:
            ZoneInfo(row["time_zone"])
        # Part of a name, such as Asia, is a folder of time zones.
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield fault(row, "time_zone", "plan.time_zone", f"没有“{row['time_zone']}”这个时区。", "例如 Asia/Shanghai")


def clause_faults(draft: Draft) -> Iterator[Finding]:
    """Clauses: a summary each, a class of known letters, and no clause above itself."""
    for row in draft.rows("clauses"):
        if not row["summary"]:
            yield fault(
                row, "summary", "plan.summary_missing", f"条款 {row['clause_id']} 没有摘要。", "请用自己的话写一句"
            )
        if set((row["class"] or "").replace("/", "")) - CLASSES:
            yield fault(
                row,
                "class",
                "plan.class_unknown",
                f"没有条款类别“{row['class']}”。",
                "可写 H S R T C M，几类并存用 / 相连",
            )
    yield from parent_loops(draft, "clauses")
    yield from parent_loops(draft, "milestones")


def parent_loops(draft: Draft, kind: str) -> Iterator[Finding]:
    """Rows that stand above themselves."""
    key = PLAN_SHEETS[kind].key[0]
    rows = {row[key]: row for row in draft.rows(kind)}
    for way in loops({name: [row["parent_id"]] for name, row in rows.items() if row["parent_id"]}):
        yield fault(
            rows[way[0]], "parent_id", "plan.parent_loop", f"上下级绕成了圈：{spoken(way)}。", "请改正其中一个上级"
        )


def reference_faults(draft: Draft) -> Iterator[Finding]:
    """Names that no row declares."""
    for kind, field, target, code in REFERENCES:
        for row in draft.rows(kind):
            if row[field]:
                yield from unknown(draft, row, field, target, row[field], code)


def shared_ids(draft: Draft) -> Iterator[Finding]:
    """A milestone must not have the name of a requirement: conditions could not tell them apart."""
    taken = set(draft.ids("requirements"))
    for row in draft.rows("milestones"):
        if row["milestone_id"] in taken:
            yield fault(
                row, "milestone_id", "plan.id_shared", f"“{row['milestone_id']}”已是一项要求的编号。", "请换一个编号"
            )


def ids_unfit(draft: Draft) -> Iterator[Finding]:
    """Ids that no rule could name: there a blank ends a name, and | joins the parts of an obligation's own."""
    for kind in NAMED_IN_RULES:
        field = PLAN_SHEETS[kind].key[0]
        for row in draft.rows(kind):
            if re.search(r"[\s|]", row[field]):
                yield fault(row, field, "plan.id_form", f"编号“{row[field]}”里有空格或竖线。", "请去掉空格和竖线")


def readings_of(draft: Draft) -> dict[str, Reading | None]:
    """The readings by key; None where the value cannot be read, so that only the reading itself is blamed."""
    found: dict[str, Reading | None] = {}
    for row in draft.rows("readings"):
        try:
            found[row["key"]] = parse_for_key(row["key"], row["value"])
        except Malformed:
            found[row["key"]] = None
    return found


def reading_faults(draft: Draft) -> Iterator[Finding]:
    """Readings: value and alternatives of an allowed form, and the stage's days those of the plan."""
    for row in draft.rows("readings"):
        values = [("value", row["value"])]
        values += [("alternatives", part) for part in (row["alternatives"] or "").split("|") if part.strip()]
        for field, value in values:
            try:
                parse_for_key(row["key"], value)
            except Malformed as refusal:
                yield malformed(row, field, refusal)
    written = readings_of(draft)
    yield from stage_faults(draft, written)
    for key, fixed in FIXED.items():
        if fixed.default and key not in written and "readings" not in draft.torn:
            message = f"计划没有写口径 {key}，按 {fixed.default} 处理。"
            yield Finding(
                "notice", "readings", "", "key", "", message, "要改请在“口径”表里写明", "plan.reading_assumed"
            )


def stage_faults(draft: Draft, written: dict[str, Reading | None]) -> Iterator[Finding]:
    """The stage's first and last day must be said once: the plan's row and its readings agree."""
    plan = next(iter(draft.rows("plan")), None)
    for row in draft.rows("readings"):
        reading = written.get(row["key"])
        if plan and reading and row["key"] in STAGE_DAYS and reading.day != plan[STAGE_DAYS[row["key"]]]:
            day = plan[STAGE_DAYS[row["key"]]]
            yield fault(row, "value", "plan.stage_differs", f"与“计划”表的日期（{day}）不一致。", "请把两处写成同一天")


def word_faults(draft: Draft) -> Iterator[Finding]:
    """A word for two terms: headings made of it could not be told apart."""
    taken = {usual: term for term, words in TERMS.items() for usual in words}
    for row in draft.rows("words"):
        if taken.setdefault(row["word"], row["term"]) != row["term"]:
            message = f"“{row['word']}”已是 {taken[row['word']]} 的叫法。"
            yield fault(row, "word", "plan.word_shared", message, "请换一个称谓")


def far_days(draft: Draft, readings: dict[str, Reading | None]) -> Iterator[Finding]:
    """Days more than a year away from the stage are slips of the pen."""
    plan = next(iter(draft.rows("plan")), None)
    if plan is None:
        return
    first, last = plan["starts_on"], plan["ends_on"]
    days = [(row, "value", reading.day) for row in draft.rows("readings") if (reading := readings[row["key"]])]
    days += [(row, "starts_on", row["starts_on"]) for row in draft.rows("milestones")]
    days += [(row, "due_rule", due_day(row)) for kind in ("requirements", "milestones") for row in draft.rows(kind)]
    for row, field, day in days:
        if day is not None and (first - day > REACH or day - last > REACH):
            message = f"{day} 离本阶段（{plan['starts_on']} 至 {plan['ends_on']}）一年以上。"
            yield fault(row, field, "plan.date_out_of_reach", message, "请核对年份")


def due_day(row: Row) -> date | None:
    """The fixed day of a deadline rule, if it has one."""
    try:
        return parse_due(row["due_rule"]).day
    except Malformed:
        return None
