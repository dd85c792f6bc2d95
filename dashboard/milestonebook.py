"""The milestones of a plan in words: at how much each is done, by when, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.rulebook import Book, Row, condition_sentence, due_sentence
from dashboard.words import say


def milestone_rows(rules: Book) -> list[Row]:
    """One row per milestone, in the plan's order, with its rule, deadline and owners in words."""
    return [
        {
            **row,
            "rule_words": milestone_sentence(rules, row),
            "due_words": due_sentence(rules, row),
            "owner_names": row["owners"] or say("milestone.whoever"),
        }
        for row in rules.milestones.values()
    ]


def milestone_sentence(rules: Book, row: Row) -> str:
    """At how much a milestone is done, and when it applies."""
    said = say("milestone.then").join(aims(rules, row))
    return said + condition_sentence(rules, "milestone", row["milestone_id"])


def aims(rules: Book, row: Row) -> Iterator[str]:
    """The target of a milestone, and what its parts are to it."""
    kind = row["target_kind"]
    label = rules.label("progress", row["target_field"])
    if kind == "number":
        kind = f"number_{row['target_counted'] or 'amount'}"
    number = "" if row["target_number"] is None else f"{row['target_number']:g}"
    yield say(f"milestone.{kind}", number=number, unit=row["unit_of_measure"] or "", field=label)
    if row["part_count"]:
        yield say("milestone.parts", count=row["part_count"])
