"""Requirements and milestones: whether evidence, deadline, condition and target mean something."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.catalogue import SHEETS
from ingest.draft import Draft, Row, choice_named, fault, lacks_field, malformed, nearest, unknown
from ingest.findings import Finding
from ingest.grammar import Due, Evidence, Item, Malformed, parse_due, parse_evidence, parse_target
from ingest.validate_names import Readings, condition_faults, item_faults, reading_faults

DIRECTIONS = {"before": "lead", "after": "lag"}


def requirement_faults(draft: Draft, readings: Readings, row: Row) -> Iterator[Finding]:
    """A requirement: its evidence, its deadline, its condition, and at least one check that it must pass."""
    yield from evidence_faults(row)
    try:
        due = parse_due(row["due_rule"])
    except Malformed as refusal:
        yield malformed(row, "due_rule", refusal)
    else:
        yield from due_faults(draft, readings, row, due)
        if due.kind == "none" and row["duty"] == "owed":
            message = "要求应办，却没有时限，永远不会到期。"
            yield fault(
                row, "due_rule", "plan.owed_without_due", message, "可写 stage end，或把性质改为 tracked", "warning"
            )
    yield from condition_faults(draft, row)
    required = {check["requirement_id"] for check in draft.rows("checks") if check["severity"] == "required"}
    if row["duty"] == "owed" and row["requirement_id"] not in required and "checks" not in draft.torn:
        message = f"要求“{row['title']}”应办，却没有一条必须的核查项，什么算办成说不清。"
        yield fault(
            row, "requirement_id", "plan.check_missing", message, "至少写一条 severity 为 required 的核查项，例如 held"
        )


def evidence_faults(row: Row) -> Iterator[Finding]:
    """The evidence names a sheet, types that the sheet has, and a date of it."""
    try:
        evidence = parse_evidence(row["evidence"])
    except Malformed as refusal:
        yield malformed(row, "evidence", refusal)
        return
    if evidence.sheet not in SHEETS:
        hint = nearest(evidence.sheet, SHEETS, "可用的表：" + "、".join(SHEETS))
        yield fault(row, "evidence", "plan.sheet_unknown", f"没有“{evidence.sheet}”这种表。", hint)
        return
    sheet = SHEETS[evidence.sheet]
    yield from lacks_field(row, "evidence", evidence.sheet, evidence.date_field, ("date",))
    if sheet.type_field is None and evidence.types != ("*",):
        yield fault(
            row,
            "evidence",
            "plan.type_unknown",
            f"“{sheet.title}”表不分类型。",
            f"写作 {sheet.kind}:*@{evidence.date_field}",
        )
    if sheet.type_field and evidence.types != ("*",):
        yield from added_types(row, evidence)
    if evidence.reviewer != Item() and evidence.sheet != "reviews":
        yield fault(
            row,
            "evidence",
            "plan.reviewer_misplaced",
            "只有审阅把关表（reviews）可写审阅方。",
            "去掉第二个冒号后的部分",
        )
    yield from item_faults(row, "evidence", evidence.reviewer)
    if row["bearer"] == "branch" and "branch_id" not in sheet.fields:
        yield fault(
            row, "evidence", "plan.branch_unknown", f"“{sheet.title}”表不分支部，逐支部的要求无从核对。", "请改用会议表"
        )


def added_types(row: Row, evidence: Evidence) -> Iterator[Finding]:
    """Types that the plan adds to a sheet: allowed where the sheet is open, and said, lest a slip of the pen pass."""
    sheet = SHEETS[evidence.sheet]
    column = sheet.column(sheet.type_field or "")
    if column.type != "choice":
        return
    for written in evidence.types:
        if choice_named(column, written) is None:
            yield fault(
                row,
                "evidence",
                "plan.type_unknown",
                f"“{sheet.title}”表没有类型“{written}”。",
                nearest(written, column.choices, ""),
            )
        elif choice_named(column, written) not in column.choices:
            hint = nearest(written, column.choices, "若是新增的类型，可不理会")
            yield fault(row, "evidence", "plan.type_added", f"“{written}”是本计划新增的类型。", hint, "notice")


def due_faults(draft: Draft, readings: Readings, row: Row, due: Due) -> Iterator[Finding]:
    """The names in a deadline rule."""
    if due.anchor_id:
        yield from unknown(draft, row, "due_rule", "requirements", due.anchor_id, "plan.anchor_unknown")
    if due.reading_key:
        wanted = "date" if due.kind == "on_reading" else "band"
        yield from reading_faults(draft, readings, row, "due_rule", due.reading_key, wanted, DIRECTIONS.get(due.kind))


def milestone_faults(draft: Draft, readings: Readings, row: Row) -> Iterator[Finding]:
    """A milestone: its target, its deadline, its condition."""
    try:
        target = parse_target(row["target"])
    except Malformed as refusal:
        yield malformed(row, "target", refusal)
    else:
        if target.field:
            yield from lacks_field(row, "target", "progress", target.field, ("flag",))
            if "evidence " not in (row["applies_when"] or ""):
                message = f"目标“{target.field}”要问别的里程碑的对象，却没有写问哪些。"
                yield fault(
                    row, "applies_when", "plan.condition_missing", message, "例如 evidence M4.1.attempt_count >= 2"
                )
    try:
        due = parse_due(row["due_rule"])
    except Malformed as refusal:
        yield malformed(row, "due_rule", refusal)
    else:
        if due.anchor_id:
            message = "里程碑的时限不能跟着要求走。"
            yield fault(
                row, "due_rule", "plan.due_form", message, "可写：on 2009-07-10；on reading 口径；stage end；none"
            )
        elif due.reading_key:
            yield from due_faults(draft, readings, row, due)
        yield from backward(draft, readings, row, due)
    yield from parent_faults(draft, row)
    yield from condition_faults(draft, row)


def backward(draft: Draft, readings: Readings, row: Row, due: Due) -> Iterator[Finding]:
    """A milestone that begins after it falls due; where it does not say, it begins with the plan."""
    reading = readings.get(due.reading_key or "")
    day = due.day or (reading.day if reading else None)
    starts_on = row["starts_on"] or next((plan["starts_on"] for plan in draft.rows("plan")), None)
    if day and starts_on and starts_on > day:
        field = "starts_on" if row["starts_on"] else "due_rule"
        yield fault(row, field, "plan.starts_after_due", f"开始日期晚于时限 {day}。", "请核对开始日期和时限")


def parent_faults(draft: Draft, row: Row) -> Iterator[Finding]:
    """A milestone under one of another action plan would count there."""
    for parent in draft.rows("milestones"):
        if parent["milestone_id"] == row["parent_id"] and parent["action_id"] != row["action_id"]:
            message = f"上级“{row['parent_id']}”属于另一个行动计划（{parent['action_id']}）。"
            yield fault(row, "parent_id", "plan.parent_elsewhere", message, "上下级里程碑应属于同一个行动计划")
