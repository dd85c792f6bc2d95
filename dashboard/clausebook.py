"""The clauses of a plan in words: of what class each is, what carries it, and by whom it is judged or why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from dashboard.rulebook import Ask, Row
from dashboard.words import say

JUDGES = ("machine", "reviewer")


def clause_rows(ask: Ask, checks_by: str = "carrier_title") -> list[dict[str, Any]]:
    """One row per clause, in the plan's order, without the headings of sections; its checks by title or by id."""
    clauses = ask("rules__clauses").to_dicts()
    carriers, readings = (grouped(ask(name)) for name in ("rules__carriers", "rules__clause_readings"))
    sections = {row["parent_id"] for row in clauses}
    return [
        {
            **row,
            "carried_by": carried_by(carriers.get(row["clause_id"], []), row, checks_by),
            "reading_keys": say("clause.comma").join(one["reading_key"] for one in readings.get(row["clause_id"], [])),
        }
        for row in clauses
        if row["clause_id"] not in sections
    ]


def grouped(frame: pl.DataFrame) -> dict[str, list[Row]]:
    """Rows by their clause."""
    found: dict[str, list[Row]] = {}
    for row in frame.to_dicts():
        found.setdefault(row["clause_id"], []).append(row)
    return found


def class_words(letters: str | None) -> str:
    """What the letters of a class mean."""
    named = [letter for letter in (letters or "").split("/") if letter]
    return say("clause.between").join(f"{one} {say(f'clause_class.{one}')}" for one in named) or say(
        "clause_class.none"
    )


def carried_by(carriers: list[Row], clause: Row, checks_by: str) -> str:
    """What carries a clause and who judges it, and what of it is left out; why nothing does."""
    said = list(ways(carriers, checks_by)) or [say("clause.not_judged", why=class_words(clause["clause_class"]))]
    left_out = [say("clause.left_out", what=clause["unjudged"])] if clause["unjudged"] else []
    return say("clause.between").join(said + left_out)


def ways(carriers: list[Row], checks_by: str) -> Iterator[str]:
    """Each way in which a clause is carried."""
    for kind in ("requirement", "action", "milestone"):
        titles = [row["carrier_title"] for row in carriers if row["carrier_kind"] == kind]
        if titles:
            yield say(f"clause.{kind}", titles=say("clause.comma").join(titles))
    for judge in JUDGES:
        checks = [row[checks_by] for row in carriers if row["judged_by"] == judge]
        if checks:
            names = say("clause.comma").join(dict.fromkeys(checks))
            yield say(f"clause.{judge}", count=len(checks), checks=names)
