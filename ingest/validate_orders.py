"""What must come before what: deadlines, orders and conditions that wait for each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.check_grammar import Rule, parse_check
from ingest.draft import Draft, Row, fault
from ingest.findings import Finding
from ingest.grammar import Malformed, parse_conditions, parse_due
from ingest.loops import loops, path, spoken
from ingest.validate_names import Readings


@dataclass(frozen=True)
class Order:
    """One thing that must come before another; strictly, where the same day will not do."""

    row: Row
    field: str
    earlier: str
    later: str
    is_strict: bool


def due_loops(draft: Draft) -> Iterator[Finding]:
    """Deadlines that hang on each other in a circle."""
    rows = {row["requirement_id"]: row for row in draft.rows("requirements")}
    anchors = {}
    for name, row in rows.items():
        try:
            anchors[name] = [anchor] if (anchor := parse_due(row["due_rule"]).anchor_id) else []
        except Malformed:
            anchors[name] = []
    for way in loops(anchors):
        message = f"时限互相等待，绕成了圈：{spoken(way)}。"
        yield fault(rows[way[0]], "due_rule", "plan.due_loop", message, "请把其中一项改为固定日期")


def order_loops(draft: Draft, readings: Readings) -> Iterator[Finding]:
    """Orders that contradict each other: a before b, and b before a; whether a check or a deadline says so."""
    orders = [*check_orders(draft, readings), *due_orders(draft, readings)]
    edges: dict[str, list[str]] = {}
    for order in orders:
        if order.earlier != order.later:
            edges.setdefault(order.earlier, []).append(order.later)
    for order in orders:
        if order.earlier == order.later:
            message = f"“{order.earlier}”与自己比先后，没有意义。"
            yield fault(order.row, order.field, "plan.order_loop", message, "请改成要与之比较的另一项要求")
        elif order.is_strict and (way := path(edges, order.later, order.earlier)):
            message = f"先后要求互相矛盾：{spoken([order.earlier, *way])}，不可能都做到。"
            yield fault(order.row, order.field, "plan.order_loop", message, "请改正其中一条先后要求")


def check_orders(draft: Draft, readings: Readings) -> Iterator[Order]:
    """What the checks of kind `order` and `lead_days` say."""
    for row in draft.rows("checks"):
        if row["kind"] not in ("order", "lead_days"):
            continue
        try:
            rule = parse_check(row["kind"], row["item"], row["threshold"])
        except Malformed:
            continue
        if rule.anchor_id is None:
            continue
        is_before, is_strict = side(rule, readings)
        pair = (row["requirement_id"], rule.anchor_id)
        earlier, later = pair if is_before else pair[::-1]
        yield Order(row, "threshold", earlier, later, is_strict)


def side(rule: Rule, readings: Readings) -> tuple[bool, bool]:
    """Whether a check's own event comes first, and whether strictly."""
    if rule.comparison:
        return "before" in rule.comparison, not rule.comparison.startswith("on or")
    return days_ahead(readings, rule.reading_key)


def days_ahead(readings: Readings, key: str | None) -> tuple[bool, bool]:
    """Whether a band lies before the event it is measured from, and leaves at least a day between."""
    reading = readings.get(key or "")
    if reading is None or reading.direction is None:
        return False, False
    return reading.direction == "lead", bool(reading.warns[0])


def due_orders(draft: Draft, readings: Readings) -> Iterator[Order]:
    """What the deadlines say that hang on another event."""
    for row in draft.rows("requirements"):
        try:
            due = parse_due(row["due_rule"])
        except Malformed:
            continue
        if due.anchor_id is None or due.anchor_id == row["requirement_id"]:
            continue
        pair = (row["requirement_id"], due.anchor_id)
        earlier, later = pair if due.kind == "before" else pair[::-1]
        yield Order(row, "due_rule", earlier, later, days_ahead(readings, due.reading_key)[1])


def condition_loops(draft: Draft) -> Iterator[Finding]:
    """Requirements or milestones that apply only once each other's evidence has spoken: none would ever apply."""
    for kind in ("requirements", "milestones"):
        rows = dict(zip(draft.ids(kind), draft.rows(kind), strict=True))
        for way in loops({name: sources(row) for name, row in rows.items()}):
            message = f"适用条件互相等待，绕成了圈：{spoken(way)}。"
            yield fault(rows[way[0]], "applies_when", "plan.condition_loop", message, "请改正其中一个适用条件")


def sources(row: Row) -> list[str]:
    """Whose evidence a row's condition reads."""
    try:
        terms = parse_conditions(row["applies_when"])
    except Malformed:
        return []
    return [term.source_id for term in terms if term.source_id is not None]
