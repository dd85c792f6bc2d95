"""For each check of a plan the least that passes it, and the one change by which it fails: rows as a clerk would write.

The rows follow from the check alone. The tests judge each of them by the real rules, so an example cannot be wrong.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta

from dashboard.example_kinds import KINDS
from dashboard.example_world import Cells, Line, World, apply, happen, middle
from dashboard.rulebook import Book, Row


@dataclass(frozen=True)
class Example:
    """What passes a check and what fails it, unless nothing can; and the rows in which the two differ."""

    passing: list[Line] | None
    failing: list[Line] | None

    @property
    def difference(self) -> list[Line]:
        """The cells of the failing rows that are others; a row that is left out says so by having none."""
        before, after = self.passing or [], self.failing or []
        if len(after) < len(before):
            return [(sheet, {}) for sheet, cells in before if (sheet, cells) not in after]
        pairs = zip([*before, *[("", {})] * len(after)], after, strict=False)
        changed = [(sheet, changes(old, cells)) for (_, old), (sheet, cells) in pairs]
        return [(sheet, cells) for sheet, cells in changed if cells]


def changes(before: Cells, after: Cells) -> Cells:
    """The cells of a row that became others; one that was emptied is there with nothing in it."""
    return {name: after.get(name) for name in {**before, **after} if before.get(name) != after.get(name)}


def example(rules: Book, check: Row) -> Example:
    """The example of one check."""
    world = started(rules, check)
    fails = deepcopy(world)
    tell = KINDS[check["check_kind"]]
    can_pass, can_fail = tell(rules, check, world, True), tell(rules, check, fails, False)
    return Example(None if can_pass is False else world.lines(rules), None if can_fail is False else fails.lines(rules))


def deadline(rules: Book, owed: Row) -> Example | None:
    """A requirement met on its last day and a day later; nothing where it has no last day."""
    on = middle(rules, owed)
    sign = {"before": -1, "after": 1}.get(owed["due_kind"])
    if sign is None:
        last = owed["fixed_due_on"]
    else:
        last = None if owed["bound_days"] is None else on + timedelta(days=sign * owed["bound_days"])
    if last is None:
        return None
    world = World()
    if sign is not None:
        happen(rules, world, owed["due_anchor_id"], on)
    late = deepcopy(world)
    happen(rules, world, owed["requirement_id"], last)
    happen(rules, late, owed["requirement_id"], last + timedelta(days=1))
    return Example(world.lines(rules), late.lines(rules))


def started(rules: Book, check: Row) -> World:
    """The requirement of a check done by one to whom both apply."""
    world = World()
    happen(rules, world, check["requirement_id"], middle(rules, check))
    apply(rules, world, "check", check["check_id"], middle(rules, check))
    return world
