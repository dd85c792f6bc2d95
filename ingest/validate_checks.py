"""Checks: whether item, threshold and condition mean something on the evidence of their requirement."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.catalogue import SHEETS
from ingest.check_grammar import Rule, parse_check
from ingest.draft import Draft, Row, choice_named, fault, lacks_field, malformed, nearest, unknown
from ingest.findings import Finding
from ingest.grammar import Evidence, Malformed, parse_day
from ingest.operands import Operand
from ingest.validate_names import (
    NUMBERS,
    Readings,
    condition_faults,
    evidence_of,
    item_faults,
    reading_faults,
    value_faults,
)

REVIEWABLE = ("meetings", "reports", "reviews")
PLAN_DAYS = ("plan.starts_on", "plan.ends_on")


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
    yield from material_faults(draft, row, rule)
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
    if rule.span:
        yield from span_faults(draft, row, rule.span)


def material_faults(draft: Draft, row: Row, rule: Rule) -> Iterator[Finding]:
    """The material that a reviewer must have passed: a type of the sheets, or one that the plan adds."""
    column = SHEETS["reviews"].column("material_type")
    if rule.material_type is None or choice_named(column, rule.material_type) in column.choices:
        return
    added = {name for owner in draft.rows("requirements") if (found := evidence_of(owner)) for name in found.types}
    if rule.material_type not in added:
        hint = nearest(rule.material_type, [*column.choices, *added], "请核对材料类型")
        yield fault(row, "item", "plan.type_unknown", f"没有材料“{rule.material_type}”可供审阅。", hint)


def span_faults(draft: Draft, row: Row, span: tuple[str, str]) -> Iterator[Finding]:
    """A range of days: each end a day, and the first not after the last."""
    plan = next(iter(draft.rows("plan")), {})
    try:
        first, last = (plan.get(end.removeprefix("plan.")) if end in PLAN_DAYS else parse_day(end) for end in span)
    except Malformed as refusal:
        yield malformed(row, "threshold", refusal)
        return
    if first and last and first > last:
        yield fault(row, "threshold", "plan.span_reversed", "范围前大后小，哪一天都不在其中。", "请把早的一天写在前面")


def evidence_rule_faults(row: Row, rule: Rule, evidence: Evidence, bearer: str) -> Iterator[Finding]:
    """The names in a rule that must be fields of the requirement's evidence."""
    if rule.family == "membership":
        yield from lacks_field(row, "kind", evidence.sheet, rule.field, ("list",))
    elif rule.field:
        missing = lacks_field(row, "item", evidence.sheet, rule.field)
        written = rule.values if rule.flag_operator == "in" else ()
        yield from missing or value_faults(row, "threshold", evidence.sheet, rule.field, written)
    if rule.kind == "covers" and evidence.sheet not in REVIEWABLE:
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
