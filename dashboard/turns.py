"""Who may run a query now: some at once, some for each person; the others wait in line and are told their place."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field


class Full(Exception):
    """As many wait already as may."""


@dataclass
class Line:
    """A line of people: `waiting` in the order they came, `running` those who are let in, by ticket."""

    at_once: int
    each: int
    most_waiting: int
    waiting: dict[int, str] = field(default_factory=dict)
    running: dict[int, str] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    def join(self, person: str) -> int:
        """A ticket in the line."""
        with self.changed:
            if len(self.waiting) >= self.most_waiting:
                raise Full(person)
            ticket = next(self.numbers)
            self.waiting[ticket] = person
            self._let_in()
            return ticket

    def place(self, ticket: int) -> int:
        """How many stand before a ticket and it itself; 0 once it is let in or has left."""
        with self.changed:
            return list(self.waiting).index(ticket) + 1 if ticket in self.waiting else 0

    def wait(self, ticket: int) -> bool:
        """Wait until a ticket is let in; false when it left the line instead."""
        with self.changed:
            self.changed.wait_for(lambda: ticket not in self.waiting)
            return ticket in self.running

    def leave(self, ticket: int) -> None:
        """Out of the line, or done; the next may come in."""
        with self.changed:
            self.waiting.pop(ticket, None)
            self.running.pop(ticket, None)
            self._let_in()

    def _let_in(self) -> None:
        for ticket, person in list(self.waiting.items()):
            if len(self.running) >= self.at_once:
                break
            if list(self.running.values()).count(person) < self.each:
                self.running[ticket] = self.waiting.pop(ticket)
        self.changed.notify_all()
