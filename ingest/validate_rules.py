"""The rules of a plan, row by row: whether every name in a requirement, a check and a milestone means something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.catalogue import SHEETS
from ingest.check_grammar import Rule, parse_check
from ingest.draft import Draft, Row, choice_named, fault, field_type, lacks_field, malformed, nearest, unknown
from ingest.findings import Finding
from ingest.grammar import (
    Due,
    Evidence,
    Item,
    Malformed,
    Term,
    parse_conditions,
    parse_day,
    parse_due,
    parse_evidence,
    parse_target,
)
from ingest.operands import Operand
from ingest.reading_grammar import Reading

Readings = Mapping[str, Reading | None]
NUMBERS = ("count", "number", "ratio")
PLAN_DAYS = ("plan.starts_on", "plan.ends_on")
DIRECTIONS = {"before": "lead", "after": "lag"}


def evidence_of(row: Row) -> Evidence | None:
    """A requirement's evidence, None where it cannot be read."""
    try:
        found = parse_evidence(row["evidence"])
    except Malformed:
        return None
    return found if found.sheet in SHEETS else None


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
    if row["duty"] == "owed" and row["requirement_id"] not in required and draft.is_whole("checks"):
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


def reading_faults(
    draft: Draft, readings: Readings, row: Row, field: str, key: str, wanted: str, direction: str | None = None
) -> Iterator[Finding]:
    """A reading that a rule names: it exists, and its value is of the kind that the rule can use."""
    yield from unknown(draft, row, field, "readings", key, "plan.reading_unknown")
    reading = readings.get(key)
    if reading is None:
        return
    if reading.kind != wanted:
        words = {"date": "一个日期", "band": "一个天数范围"}[wanted]
        yield fault(
            row, field, "plan.reading_kind", f"这里要用的口径应是{words}，{key} 不是。", "请改用别的口径，或改它的取值"
        )
    elif direction and reading.direction != direction:
        words = "之前（lead）" if direction == "lead" else "之后（lag）"
        yield fault(
            row, field, "plan.reading_kind", f"这里要用事前还是事后的天数弄反了：应是{words}。", "请核对口径的取值"
        )


def condition_faults(draft: Draft, row: Row) -> Iterator[Finding]:
    """The names in a condition."""
    try:
        terms = parse_conditions(row["applies_when"])
    except Malformed as refusal:
        yield malformed(row, "applies_when", refusal)
        return
    for term in terms:
        kind = "units" if term.subject == "unit" else source_sheet(draft, term.source_id)
        if kind is None:
            yield from unknown_source(draft, row, term)
            continue
        missing = lacks_field(row, "applies_when", kind, term.field)
        yield from missing or term_faults(row, kind, term)


def source_sheet(draft: Draft, source_id: str | None) -> str | None:
    """The sheet that an evidence term reads: a requirement's, or the progress sheet for a milestone."""
    if source_id in draft.ids("milestones"):
        return "progress"
    for row in draft.rows("requirements"):
        if row["requirement_id"] == source_id:
            evidence = evidence_of(row)
            return evidence.sheet if evidence else None
    return None


def unknown_source(draft: Draft, row: Row, term: Term) -> Iterator[Finding]:
    """An evidence term that names neither a requirement nor a milestone."""
    if draft.lacks("requirements", term.source_id) and draft.lacks("milestones", term.source_id):
        hint = nearest(term.source_id, draft.ids("requirements") + draft.ids("milestones"), "请核对编号")
        message = f"适用条件里的“{term.source_id}”既不是要求，也不是里程碑。"
        yield fault(row, "applies_when", "plan.requirement_unknown", message, hint)


def term_faults(row: Row, kind: str, term: Term) -> Iterator[Finding]:
    """The value of a term fits its field."""
    if term.operator in (">", ">=") and (
        field_type(SHEETS[kind], term.field) not in NUMBERS or not is_number(term.values[0])
    ):
        message = f"“{term.field} {term.operator} {term.values[0]}”要用数字比较。"
        yield fault(row, "applies_when", "plan.condition_value", message, "比较大小时，字段和值都应是数")
    elif term.operator in ("=", "!="):
        yield from value_faults(row, "applies_when", kind, term.field, tuple(value or "" for value in term.values))


def is_number(text: str | None) -> bool:
    """Whether a text is a plain number."""
    try:
        float(text or "")
    except ValueError:
        return False
    return True


def value_faults(row: Row, field: str, kind: str, name: str, values: tuple[str, ...]) -> Iterator[Finding]:
    """Values that a field can never take."""
    sheet = SHEETS[kind]
    if name not in sheet.fields:
        return
    column = sheet.column(name)
    for value in values:
        if choice_named(column, value) is None:
            allowed = "、".join(column.choices or ("yes", "no"))
            yield fault(row, field, "plan.value_unknown", f"“{column.label}”不会填“{value}”。", f"可填：{allowed}")


def item_faults(row: Row, field: str, item: Item) -> Iterator[Finding]:
    """An attribute of the unit that the roster does not have."""
    if item.attribute is not None:
        yield from lacks_field(row, field, "units", item.attribute)


def check_faults(draft: Draft, readings: Readings, row: Row) -> Iterator[Finding]:
    """A check: item, threshold and condition, and who judges it."""
    yield from condition_faults(draft, row)
    try:
        rule = parse_check(row["kind"], row["item"], row["threshold"])
    except Malformed as refusal:
        yield malformed(row, "threshold" if refusal.code == "plan.threshold_form" else "item", refusal)
        return
    if (rule.family == "mark") != (row["judged_by"] == "reviewer"):
        right = "reviewer" if rule.family == "mark" else "machine"
        yield fault(
            row, "judged_by", "plan.judge_mismatch", f"{rule.kind} 核查项的判定方应是 {right}。", f"请改为 {right}"
        )
    yield from rule_faults(draft, readings, row, rule)
    owner = next((r for r in draft.rows("requirements") if r["requirement_id"] == row["requirement_id"]), None)
    evidence = evidence_of(owner) if owner else None
    if owner and evidence:
        yield from evidence_rule_faults(row, rule, evidence, owner["bearer"])


def rule_faults(draft: Draft, readings: Readings, row: Row, rule: Rule) -> Iterator[Finding]:
    """The names in a rule that do not depend on the requirement's evidence."""
    yield from item_faults(row, "item", rule.item)
    yield from item_faults(row, "item", rule.reviewer)
    if rule.anchor_id:
        yield from unknown(draft, row, "item", "requirements", rule.anchor_id, "plan.anchor_unknown")
    if rule.reading_key:
        field, wanted = ("threshold", "band") if rule.kind == "lead_days" else ("item", "date")
        yield from reading_faults(draft, readings, row, field, rule.reading_key, wanted)
    for end in rule.span or ():
        try:
            _ = end in PLAN_DAYS or parse_day(end)
        except Malformed as refusal:
            yield malformed(row, "threshold", refusal)


def evidence_rule_faults(row: Row, rule: Rule, evidence: Evidence, bearer: str) -> Iterator[Finding]:
    """The names in a rule that must be fields of the requirement's evidence."""
    if rule.family == "membership":
        yield from lacks_field(row, "kind", evidence.sheet, rule.field, ("list",))
    elif rule.field:
        missing = lacks_field(row, "item", evidence.sheet, rule.field)
        written = rule.values if rule.flag_operator == "in" else ()
        yield from missing or value_faults(row, "threshold", evidence.sheet, rule.field, written)
    if rule.kind == "covers" and SHEETS[evidence.sheet].type_field is None:
        message = f"“{SHEETS[evidence.sheet].title}”表没有材料可供审阅。"
        yield fault(row, "kind", "plan.material_unknown", message, "请把这条写在会议或报告材料的要求下")
    right = "item" if rule.kind == "attendance" else "threshold"
    for field, terms in (("item", rule.left), (right, rule.right)):
        for term in terms:
            yield from operand_faults(row, field, term, evidence.sheet, bearer)


def operand_faults(row: Row, field: str, term: Operand, sheet: str, bearer: str) -> Iterator[Finding]:
    """The names in one operand."""
    if term.kind == "branch" and bearer != "branch":
        yield fault(
            row,
            field,
            "plan.branch_unknown",
            "这项要求不是逐支部的，不能用 branch.。",
            "请改用 unit.，或把责任主体改为 branch",
        )
    home = {"unit": "units", "branch": "branches", "sheet_rows": term.sheet}.get(term.kind, sheet) or sheet
    if home not in SHEETS:
        hint = nearest(home, SHEETS, "可用的表：" + "、".join(SHEETS))
        yield fault(row, field, "plan.sheet_unknown", f"没有“{home}”这种表。", hint)
        return
    if term.field:
        yield from lacks_field(row, field, home, term.field, NUMBERS)
    if term.filter_field:
        missing = lacks_field(row, field, home, term.filter_field)
        yield from missing or value_faults(row, field, home, term.filter_field, (term.filter_value or "",))


def milestone_faults(draft: Draft, readings: Readings, row: Row) -> Iterator[Finding]:
    """A milestone: its target, its deadline, its condition."""
    try:
        target = parse_target(row["target"])
    except Malformed as refusal:
        yield malformed(row, "target", refusal)
    else:
        if target.field:
            yield from lacks_field(row, "target", "progress", target.field, ("flag",))
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
    yield from condition_faults(draft, row)
