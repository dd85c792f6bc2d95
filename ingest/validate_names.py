"""The names inside a plan's rules: readings, fields, values and attributes, each to be found where it is said to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.catalogue import SHEETS
from ingest.draft import Draft, Row, choice_named, fault, field_type, lacks_field, malformed, nearest, unknown
from ingest.findings import Finding
from ingest.grammar import Evidence, Item, Malformed, Term, parse_conditions, parse_evidence
from ingest.reading_grammar import Reading

Readings = Mapping[str, Reading | None]
NUMBERS = ("count", "number", "ratio")


def evidence_of(row: Row) -> Evidence | None:
    """A requirement's evidence, None where it cannot be read."""
    try:
        found = parse_evidence(row["evidence"])
    except Malformed:
        return None
    return found if found.sheet in SHEETS else None


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
