"""Which rows can change an obligation: the sheets and types that each requirement depends on, near or far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.catalogue import SHEETS
from ingest.check_grammar import parse_check
from ingest.draft import Row, choice_named
from ingest.grammar import Evidence, parse_conditions, parse_due, parse_evidence

Source = tuple[str, str]
ALWAYS: set[Source] = {("units", "*"), ("waivers", "*")}


def source_rows(requirements: list[Row], checks: list[Row]) -> Iterator[Row]:
    """One row per requirement, sheet and type of evidence whose change may change the obligation."""
    by_id = {row["requirement_id"]: row for row in requirements}
    for requirement_id, row in by_id.items():
        own = [check for check in checks if check["requirement_id"] == requirement_id]
        for sheet, evidence_type in sorted(sources_of(row, own, by_id)):
            yield {"requirement_id": requirement_id, "sheet": sheet, "evidence_type": evidence_type}


def sources_of(row: Row, checks: list[Row], by_id: Mapping[str, Row]) -> set[Source]:
    """Everything that one requirement depends on."""
    found = ALWAYS | chain(row["requirement_id"], by_id) | conditions(row, by_id)
    for check in checks:
        found |= check_sources(check, row, by_id) | conditions(check, by_id)
    return found


def chain(requirement_id: str, by_id: Mapping[str, Row]) -> set[Source]:
    """A requirement's own evidence, and that of all it waits for, through every deadline that hangs on another."""
    found: set[Source] = set()
    following: str | None = requirement_id
    while following:
        row = by_id[following]
        found |= own_sources(row)
        following = parse_due(row["due_rule"]).anchor_id
    return found


def own_sources(row: Row) -> set[Source]:
    """The rows that answer a requirement; a branch's also hang on the roster of branches."""
    evidence = parse_evidence(row["evidence"])
    found = {(evidence.sheet, name) for name in spelled(evidence)}
    return found | {("branches", "*")} if row["bearer"] == "branch" else found


def spelled(evidence: Evidence) -> list[str]:
    """The types of evidence as their sheet spells them."""
    sheet = SHEETS[evidence.sheet]
    if sheet.type_field is None:
        return ["*"]
    column = sheet.column(sheet.type_field)
    return [name if name == "*" else choice_named(column, name) or name for name in evidence.types]


def conditions(row: Row, by_id: Mapping[str, Row]) -> set[Source]:
    """The evidence that a condition reads."""
    terms = [term for term in parse_conditions(row["applies_when"]) if term.subject == "evidence"]
    return {source for term in terms if term.source_id in by_id for source in own_sources(by_id[term.source_id or ""])}


def check_sources(check: Row, owner: Row, by_id: Mapping[str, Row]) -> set[Source]:
    """What a check compares with: another requirement's events, other sheets, reviewers' marks."""
    rule = parse_check(check["kind"], check["item"], check["threshold"])
    found = chain(rule.anchor_id, by_id) if rule.anchor_id else set()
    found |= {(term.sheet, "*") for term in (*rule.left, *rule.right) if term.sheet}
    found |= {("branches", "*") for term in (*rule.left, *rule.right) if term.kind == "branch"}
    if rule.family == "mark":
        named = [rule.material_type] if rule.material_type else spelled(parse_evidence(owner["evidence"]))
        found |= {("reviews", name) for name in named if name}
    return found
