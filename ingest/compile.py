"""A plan that holds together, taken apart into the tables of the schema `plan`, which SQL joins and never parses.

Deadlines are compiled as written: whether 前 includes its day, whether a rest day moves a deadline and whether the
undated fall due at all is left to the readings, which the rules look up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from ingest.catalogue import SHEETS
from ingest.compile_checks import check_row, operand_rows, value_rows
from ingest.draft import Row, spelling
from ingest.grammar import Due, Item, parse_conditions, parse_due, parse_evidence, parse_target
from ingest.plan_catalogue import PLAN_SHEETS
from ingest.rawtables import PLAN_TABLES, column_types
from ingest.reading_grammar import FIXED, Reading, parse_for_key
from ingest.sheets.units import LIAISON_GROUP
from ingest.sources import source_rows
from ingest.spec import LIST_MARK, Column, Sheet, Sum

POLARS_TYPES = {"varchar": pl.String, "integer": pl.Int32, "double": pl.Float64, "date": pl.Date}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
Rows = dict[str, list[Row]]


def compile_frames(frames: Mapping[str, pl.DataFrame], decided: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """All tables of the schema `plan`; `decided` overrides the values of readings."""
    rows: Rows = {kind: frames[kind].to_dicts() if kind in frames else [] for kind in PLAN_SHEETS}
    readings = reading_rows(rows["readings"], decided)
    days = {row["reading_key"]: row["date_on"] for row in readings if row["date_on"]}
    plan = plan_row(rows["plan"][0], days)
    made: dict[str, Iterable[Row]] = {
        "plan": [plan],
        "clauses": [clause_row(row) for row in numbered(rows["clauses"], "clause")],
        "requirements": [requirement_row(row, plan, days) for row in numbered(rows["requirements"], "requirement")],
        "evidence_types": evidence_types(rows["requirements"]),
        "sources": source_rows(rows["requirements"], rows["checks"]),
        "conditions": condition_rows(rows),
        "checks": [check_row(row, rows, plan) for row in numbered(rows["checks"], "check", kind="check_kind")],
        "check_values": value_rows(rows),
        "operands": operand_rows(rows),
        "readings": readings,
        "actions": numbered(rows["actions"], "action", title="action_title", title_en="action_title_en"),
        "milestones": [milestone_row(row, plan, days) for row in numbered(rows["milestones"], "milestone")],
        "words": [{**row, "own_word": row["word"], "own_word_en": row["word_en"]} for row in rows["words"]],
        "attribute_labels": attribute_labels(),
        "field_labels": field_labels(),
    }
    return {name: table(name, found) for name, found in made.items()}


def table(name: str, rows: Iterable[Row]) -> pl.DataFrame:
    """Rows as a frame with the columns of the store's table; what the table does not know is dropped."""
    types = {column: POLARS_TYPES[kind] for column, kind in column_types(PLAN_TABLES[name]).items()}
    return pl.DataFrame([{column: row.get(column) for column in types} for row in rows], schema=types, orient="row")


def numbered(rows: list[Row], noun: str, **renamed: str) -> list[Row]:
    """Rows with their place in the sheet, and some fields under other names."""
    return [
        {**row, **{new: row[old] for old, new in renamed.items()}, f"{noun}_order": place}
        for place, row in enumerate(rows, start=1)
    ]


def plan_row(row: Row, days: Mapping[str, date]) -> Row:
    """The plan's row; the stage's days are what the readings say."""
    starts_on, ends_on = days.get("stage_starts_on", row["starts_on"]), days.get("stage_ends_on", row["ends_on"])
    said = {
        "plan_title": row["title"],
        "plan_title_en": row["title_en"],
        "group_class": row["group_class"] or LIAISON_GROUP,
    }
    return {**row, **said, "starts_on": starts_on, "ends_on": ends_on}


def clause_row(row: Row) -> Row:
    """A clause, its title and class under the names of the store."""
    names = {"clause_title": row["title"], "clause_title_en": row["title_en"], "clause_class": row["class"]}
    return {**row, **names}


def requirement_row(row: Row, plan: Row, days: Mapping[str, date]) -> Row:
    """A requirement with its evidence and its deadline taken apart."""
    evidence = parse_evidence(row["evidence"])
    return {
        **row,
        **due_fields(parse_due(row["due_rule"]), plan, days),
        "requirement_title": row["title"],
        "requirement_title_en": row["title_en"],
        "evidence_sheet": evidence.sheet,
        "evidence_type_field": SHEETS[evidence.sheet].type_field,
        "evidence_date_field": evidence.date_field,
        **item_fields("evidence_reviewer", evidence.reviewer),
    }


def item_fields(name: str, item: Item) -> Row:
    """An item as two columns: the literal, and the unit's attribute."""
    return {name: item.literal, f"{name}_attribute": item.attribute}


def due_fields(due: Due, plan: Row, days: Mapping[str, date]) -> Row:
    """A deadline's parts; `due_date` is the day as written, the reading's day, or the stage's end."""
    fixed = {"on_date": due.day, "on_reading": days.get(due.reading_key or ""), "stage_end": plan["ends_on"]}
    return {
        "due_kind": due.kind,
        "due_date": fixed.get(due.kind),
        "due_anchor_id": due.anchor_id,
        "due_reading_key": due.reading_key,
    }


def evidence_types(requirements: list[Row]) -> Iterator[Row]:
    """The sheet and types that answer each requirement, types as their sheet spells them."""
    for row in requirements:
        evidence = parse_evidence(row["evidence"])
        for name in evidence.types:
            spelled = spelling(evidence.sheet, SHEETS[evidence.sheet].type_field, name)
            yield {"requirement_id": row["requirement_id"], "sheet": evidence.sheet, "evidence_type": spelled}


def condition_rows(rows: Rows) -> Iterator[Row]:
    """The terms of all conditions; `in A|B` is one term with an alternative for each value."""
    sheets = {row["requirement_id"]: parse_evidence(row["evidence"]).sheet for row in rows["requirements"]}
    for owner_kind in ("requirement", "check", "milestone"):
        for row in rows[f"{owner_kind}s"]:
            for number, term in enumerate(parse_conditions(row["applies_when"]), start=1):
                sheet = "units" if term.subject == "unit" else sheets.get(term.source_id or "", "progress")
                for alternative, value in enumerate(term.values, start=1):
                    yield {
                        "owner_kind": owner_kind,
                        "owner_id": row[f"{owner_kind}_id"],
                        "term_number": number,
                        "alternative_number": alternative,
                        "subject": term.subject,
                        "source_id": term.source_id,
                        "field": term.field,
                        "operator": term.operator,
                        "value": spelling(sheet, term.field, value),
                    }


def milestone_row(row: Row, plan: Row, days: Mapping[str, date]) -> Row:
    """A milestone with its target and its deadline taken apart."""
    target = parse_target(row["target"])
    return {
        **row,
        **due_fields(parse_due(row["due_rule"]), plan, days),
        "milestone_title": row["title"],
        "milestone_title_en": row["title_en"],
        "target_kind": target.kind,
        "target_number": target.number,
        "target_field": target.field,
        "target_counted": target.counted,
    }


def reading_rows(rows: list[Row], decided: Mapping[str, str]) -> list[Row]:
    """The readings in force: those written, with decisions on top, and those that hold unsaid."""
    written = {
        row["key"]: {**row, "value": decided.get(row["key"], row["value"]), "plan_value": row["value"]} for row in rows
    }
    unsaid = {key: fixed.default for key, fixed in FIXED.items() if fixed.default and key not in written}
    assumed = [
        {
            "key": key,
            "value": decided.get(key, value),
            "plan_value": value,
            "alternatives": " | ".join(word for word in FIXED[key].words if word != value) or None,
            "why": "计划未写，按通常理解",
            "why_en": "The plan does not say; read in the usual way",
        }
        for key, value in unsaid.items()
    ]
    return [reading_row(row) for row in [*written.values(), *assumed]]


def reading_row(row: Row) -> Row:
    """A reading with its value taken apart."""
    reading: Reading = parse_for_key(row["key"], row["value"])
    (pass_from, pass_to), (warn_from, warn_to) = reading.passes, reading.warns
    parts: dict[str, Any] = {"word": reading.word, "date_on": reading.day, "number_value": reading.number}
    band = {"direction": reading.direction, "target_days": reading.target_days}
    spans = {"pass_from": pass_from, "pass_to": pass_to, "warn_from": warn_from, "warn_to": warn_to}
    names = {"reading_key": row["key"], "reading_value": row["value"], "reading_kind": reading.kind}
    return {**row, **names, **parts, **band, **spans}


def attribute_labels() -> list[Row]:
    """Every Chinese heading of each field of the roster, so that a sheet may write 指导检查组 for the unit's own."""
    return [
        {"attribute": column.field, "label": heading}
        for column in SHEETS["units"].columns
        for heading in column.headings
        if CHINESE.search(heading)
    ]


def field_labels() -> list[Row]:
    """What people call each field of each sheet and what it may hold, sums included."""
    return [label_row(sheet.kind, part) for sheet in SHEETS.values() for part in parts(sheet)]


def parts(sheet: Sheet) -> list[Column | Sum]:
    """A sheet's columns and sums."""
    return [*sheet.columns, *sheet.sums]


def label_row(sheet: str, part: Column | Sum) -> Row:
    """One field's labels, its type, the values it is chosen from, and for a sum what it adds up."""
    named = {"sheet": sheet, "field": part.field, "label": part.label, "label_en": part.label_en}
    if isinstance(part, Sum):
        return {**named, "field_type": "count", "summed_fields": LIST_MARK.join(part.terms)}
    return {**named, "field_type": part.type, "choices": LIST_MARK.join(part.choices) or None}
