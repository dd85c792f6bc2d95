"""The plan's rules in words: who owes what by when, and what each check asks. Pages and documents say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from dashboard.words import full_day, say

Row = dict[str, Any]
Ask = Callable[[str], pl.DataFrame]

BETWEEN = "、"
COMPARED = {">=": "at_least", "<=": "at_most", "=": "equal"}
ORDERED = {"before": "before", "on or before": "on_or_before", "after": "after", "on or after": "on_or_after"}
TESTED = {
    "is set": "is_set",
    "is empty": "is_empty",
    "=": "is",
    "!=": "is_not",
    ">": "more_than",
    ">=": "at_least_value",
}


@dataclass(frozen=True)
class Book:
    """A plan's rows by what they are looked up by, its titles and labels in the reader's language."""

    requirements: dict[str, Row]
    checks: dict[str, Row]
    operands: dict[tuple[str, str], list[Row]]
    conditions: dict[tuple[str, str], list[list[Row]]]
    fields: dict[tuple[str, str], Row]
    milestones: dict[str, Row]

    def label(self, sheet: str, field: str | None) -> str:
        """What people call a field of a sheet."""
        found = self.fields.get((sheet, field or ""))
        return str(found["label"]).rpartition("/")[2] if found else str(field or "")

    def checks_of(self, requirement_id: str) -> list[Row]:
        """The checks of a requirement, in the plan's order."""
        return [row for row in self.checks.values() if row["requirement_id"] == requirement_id]

    def title(self, name: str) -> str:
        """What a requirement or milestone is called."""
        if name in self.requirements:
            return str(self.requirements[name]["requirement_title"])
        return str(self.milestones[name]["milestone_title"])


def book(ask: Ask) -> Book:
    """The book of the plan behind a store, which is asked by the names of its queries."""
    terms = ask("rules__operands").to_dicts()
    return Book(
        requirements={row["requirement_id"]: row for row in ask("rules__requirements").to_dicts()},
        checks={row["check_id"]: row for row in ask("rules__checks").to_dicts()},
        operands={key: list(rows) for key, rows in groupby(terms, key=lambda row: (row["check_id"], row["side"]))},
        conditions=by_owner(ask("rules__conditions").to_dicts()),
        fields={(row["sheet"], row["field"]): row for row in ask("rules__fields").to_dicts()},
        milestones={row["milestone_id"]: row for row in ask("rules__milestones").to_dicts()},
    )


def by_owner(rows: list[Row]) -> dict[tuple[str, str], list[list[Row]]]:
    """The terms of each owner's condition, each with its alternative values."""
    found: dict[tuple[str, str], list[list[Row]]] = {}
    for (kind, owner, _), same in groupby(
        rows, key=lambda row: (row["owner_kind"], row["owner_id"], row["term_number"])
    ):
        found.setdefault((kind, owner), []).append(list(same))
    return found


def requirement_sentence(rules: Book, row: Row) -> str:
    """Who owes a requirement, on what evidence, and when it applies."""
    said = say(
        "rule.requirement",
        bearer=say(f"bearer.{row['bearer']}"),
        duty=say(f"duty.{row['duty']}"),
        evidence=evidence_words(rules, row),
        date=rules.label(row["evidence_sheet"], row["evidence_date_field"]),
        rollup=say(f"rollup.{row['rollup']}"),
    )
    return said + condition_sentence(rules, "requirement", row["requirement_id"])


def evidence_words(rules: Book, row: Row) -> str:
    """Which rows of which sheet answer a requirement."""
    sheet = say(f"sheet.{row['evidence_sheet']}")
    types = (
        say("rule.any_type") if row["evidence_types"] in (None, "*") else quoted(row["evidence_types"].split(BETWEEN))
    )
    reviewer = someone(rules, row["evidence_reviewer"], row["evidence_reviewer_attribute"])
    return say("rule.evidence_by" if reviewer else "rule.evidence", sheet=sheet, types=types, reviewer=reviewer)


def due_sentence(rules: Book, row: Row) -> str:
    """By when a requirement is owed, as its phrase is read now."""
    known = {
        "phrase": row["due_phrase"] or "",
        "day": full_day(row["fixed_due_on"]),
        "end": full_day(row["stage_ends_on"]),
        "anchor": rules.title(row["due_anchor_id"]) if row["due_anchor_id"] else "",
        "target": row["target_days"],
        "bound": row["bound_days"],
    }
    return say(f"due.{due_kind(row)}", **known)


def due_kind(row: Row) -> str:
    """Which sentence tells a deadline."""
    kind = str(row["due_kind"])
    if kind in ("before", "after"):
        return kind if row["bound_days"] is not None else f"{kind}_open"
    if kind == "stage_end":
        return kind if row["fixed_due_on"] else "undated"
    return f"{kind}_as_written" if kind in ("on_date", "on_reading") and row["due_phrase"] else kind


def with_rules(ask: Ask, checks: pl.DataFrame) -> pl.DataFrame:
    """Rows that each speak of a check, with what it asks as their `rule`."""
    rules = book(ask) if checks.height else None
    said = [check_sentence(rules, rules.checks[one]) for one in checks["check_id"]] if rules else []
    return checks.with_columns(pl.Series("rule", said, pl.String))


def check_sentence(rules: Book, row: Row) -> str:
    """What a check asks, and when it applies."""
    return SENTENCES[row["check_kind"]](rules, row) + condition_sentence(rules, "check", row["check_id"])


def membership(rules: Book, row: Row) -> str:
    """The item is in a list."""
    item = someone(rules, row["item_literal"], row["item_attribute"])
    return say("rule.listed", field=own_label(rules, row, row["field"]), item=item)


def held(rules: Book, row: Row) -> str:
    """It happened at all, or within a span of days."""
    date = date_label(rules, row)
    if row["range_from_on"] is None:
        owner = rules.requirements[row["requirement_id"]]
        return say("rule.held", evidence=evidence_words(rules, owner), date=date)
    return say("rule.within", date=date, first=full_day(row["range_from_on"]), last=full_day(row["range_to_on"]))


def order(rules: Book, row: Row) -> str:
    """It came before or after another event or day."""
    anchor = say("rule.event", title=rules.title(row["anchor_id"])) if row["anchor_id"] else full_day(row["date_on"])
    return say(f"rule.{ORDERED[row['comparison']]}", date=date_label(rules, row), anchor=anchor)


def lead_days(rules: Book, row: Row) -> str:
    """It came so many days before or after another event."""
    passes, warns = (row["pass_from"], row["pass_to"]), (row["warn_from"], row["warn_to"])
    said = say(
        f"rule.{row['direction']}",
        date=date_label(rules, row),
        anchor=rules.title(row["anchor_id"]),
        days=days(*passes),
    )
    return said if passes == warns else said + say("rule.warned", days=days(*warns).strip())


def days(first: int | None, last: int | None) -> str:
    """A range of days, which may be open at an end."""
    which = (
        "any" if first is None and last is None else "up_to" if first is None else "from" if last is None else "span"
    )
    return say(f"rule.days_{which}", first=first, last=last)


def measure(rules: Book, row: Row) -> str:
    """One value against another."""
    values = {side: operand_words(rules, row, side) for side in ("left", "right")}
    if row["check_kind"] == "attendance":
        return say("rule.attendance", percent=f"{row['percent']:g}", **values)
    kind = "categories" if row["check_kind"] == "categories" else "value"
    return say(f"rule.{kind}_{COMPARED[row['comparison']]}", **values)


def operand_words(rules: Book, row: Row, side: str) -> str:
    """One side of a comparison."""
    terms = rules.operands[row["check_id"], side]
    if row["check_kind"] == "categories" and side == "left":
        return BETWEEN.join(term_words(rules, term) for term in terms)
    first, *rest = terms
    later = (f" {'+' if term['sign'] > 0 else '-'} {term_words(rules, term)}" for term in rest)
    return term_words(rules, first) + "".join(later)


def term_words(rules: Book, term: Row) -> str:
    """One term of a sum."""
    kind = term["operand_kind"]
    if kind == "number":
        return say("rule.number", number=f"{term['number_value']:g}")
    if kind == "rows":
        return say("rule.rows")
    if kind == "sheet_rows":
        which = "rule.filtered_rows" if term["filter_field"] else "rule.sheet_rows"
        return say(which, sheet=say(f"sheet.{term['sheet']}"), value=value_words(term["filter_value"]))
    return say(f"rule.of_{kind}", label=rules.label(term["sheet"], term["field"]))


def flag(rules: Book, row: Row) -> str:
    """A field is filled in, or is one of a few values."""
    label = own_label(rules, row, row["field"])
    if row["flag_operator"] == "filled":
        return say("rule.filled", field=label)
    return say("rule.is_one_of", field=label, values=alternatives(row["allowed_values"].split(BETWEEN)))


def covers(_: Book, row: Row) -> str:
    """A reviewer finds an aspect in the material."""
    return say("rule.covers", item=row["item_literal"])


def reviewed(rules: Book, row: Row) -> str:
    """A reviewer has passed the material."""
    reviewer = someone(rules, row["reviewer_literal"], row["reviewer_attribute"])
    return say("rule.reviewed", material=row["material_type"], reviewer=reviewer)


def condition_sentence(rules: Book, kind: str, owner: str) -> str:
    """When a rule applies; nothing where it always does."""
    terms = rules.conditions.get((kind, owner), [])
    if not terms:
        return ""
    return say("rule.only_where", condition=say("rule.and").join(condition_words(rules, term) for term in terms))


def condition_words(rules: Book, term: list[Row]) -> str:
    """One term of a condition."""
    one = term[0]
    label = rules.label(one["sheet"], one["field"])
    title = rules.title(one["source_id"]) if one["source_id"] else ""
    what = say("rule.of_source", title=title, label=label) if one["source_id"] else say("rule.of_roster", label=label)
    values = alternatives([row["value"] or "" for row in term])
    return say(f"rule.{TESTED[one['operator']]}", what=what, value=values)


def someone(rules: Book, literal: str | None, attribute: str | None) -> str:
    """An office by its name, or the one that the roster names."""
    return say("rule.of_unit", label=rules.label("units", attribute)) if attribute else literal or ""


def own_label(rules: Book, row: Row, field: str | None) -> str:
    """What a field is called on the sheet that a check's evidence stands on."""
    return rules.label(rules.requirements[row["requirement_id"]]["evidence_sheet"], field)


def date_label(rules: Book, row: Row) -> str:
    """What the date is called that says when the evidence happened."""
    return own_label(rules, row, rules.requirements[row["requirement_id"]]["evidence_date_field"])


def value_words(value: str | None) -> str:
    """A value as people say it: yes and no are words."""
    return say(f"form.{value}") if value in ("yes", "no") else value or ""


def alternatives(values: Iterable[str]) -> str:
    """Several values of which any will do."""
    return say("rule.or").join(value_words(value) for value in values)


def quoted(names: Iterable[str]) -> str:
    """Names of types, each in quotation marks."""
    return say("rule.or").join(say("rule.quoted", name=name) for name in names)


SENTENCES: dict[str, Callable[[Book, Row], str]] = {
    **dict.fromkeys(("invited", "recipient", "attachment", "contains"), membership),
    **dict.fromkeys(("categories", "count", "tally", "attendance"), measure),
    **dict.fromkeys(("flag", "published"), flag),
    **dict.fromkeys(("held", "within"), held),
    "order": order,
    "lead_days": lead_days,
    "covers": covers,
    "reviewed": reviewed,
}
