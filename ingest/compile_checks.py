"""Checks taken apart: one row per check, one per value of a list, one per term of a sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ingest.catalogue import SHEETS
from ingest.check_grammar import Rule, parse_check
from ingest.draft import Row, choice_named, spelling
from ingest.grammar import Evidence, parse_day, parse_evidence
from ingest.operands import Operand

Rows = Mapping[str, list[Row]]


def rule_of(row: Row) -> Rule:
    """The rule of a check as written in its row."""
    return parse_check(row["kind"], row["item"], row["threshold"])


def owner_evidence(rows: Rows, row: Row) -> Evidence:
    """The evidence of the requirement that a check belongs to."""
    owner = next(owner for owner in rows["requirements"] if owner["requirement_id"] == row["requirement_id"])
    return parse_evidence(owner["evidence"])


def check_row(row: Row, rows: Rows, plan: Row) -> Row:
    """A check with its item and threshold taken apart."""
    rule = rule_of(row)
    first, last = rule.span or (None, None)
    return {
        **row,
        "family": rule.family,
        "field": rule.field,
        "item_literal": rule.item.literal,
        "item_attribute": rule.item.attribute,
        "comparison": rule.comparison,
        "percent": rule.percent,
        "flag_operator": rule.flag_operator,
        "anchor_id": rule.anchor_id,
        "reading_key": rule.reading_key,
        "material_type": material_type(rule, owner_evidence(rows, row)),
        "reviewer_literal": rule.reviewer.literal,
        "reviewer_attribute": rule.reviewer.attribute,
        "range_from_on": range_end(first, plan),
        "range_to_on": range_end(last, plan),
    }


def material_type(rule: Rule, evidence: Evidence) -> str | None:
    """The material that a mark judges: the one named, else the requirement's own; none where it takes several types."""
    if rule.family != "mark":
        return None
    own = evidence.types[0] if evidence.types != ("*",) and len(evidence.types) == 1 else None
    named = rule.material_type or own
    return choice_named(SHEETS["reviews"].column("material_type"), named) if named else None


def range_end(written: str | None, plan: Row) -> date | None:
    """A day of a range: one of the plan's, or a day as written."""
    if written is None:
        return None
    return plan[written.removeprefix("plan.")] if written.startswith("plan.") else parse_day(written)


def value_rows(rows: Rows) -> Iterator[Row]:
    """One row per value that a flag check allows, as the sheet's spec spells it."""
    for row in rows["checks"]:
        rule = rule_of(row)
        sheet = owner_evidence(rows, row).sheet
        for value in rule.values:
            yield {"check_id": row["check_id"], "value_text": spelling(sheet, rule.field, value)}


def operand_rows(rows: Rows) -> Iterator[Row]:
    """One row per term on either side of a measure."""
    for row in rows["checks"]:
        rule = rule_of(row)
        sheet = owner_evidence(rows, row).sheet
        for side, terms in (("left", rule.left), ("right", rule.right)):
            for number, term in enumerate(terms, start=1):
                yield {"check_id": row["check_id"], "side": side, "term_number": number, **term_fields(term, sheet)}


def term_fields(term: Operand, own_sheet: str) -> Row:
    """A term's columns; `sheet` is where its field or its rows are counted."""
    home = {"number": None, "unit": "units", "branch": "branches", "sheet_rows": term.sheet}.get(term.kind, own_sheet)
    return {
        "sign": term.sign,
        "operand_kind": term.kind,
        "number_value": term.number,
        "sheet": home,
        "field": term.field,
        "filter_field": term.filter_field,
        "filter_value": spelling(home, term.filter_field, term.filter_value),
    }
