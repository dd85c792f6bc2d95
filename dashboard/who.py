"""Who is at the page, and what somebody in that role may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["leader", "office", "analyst", "administrator"]
Act = Literal["read", "work", "sql", "manage"]
ROLES: tuple[Role, ...] = get_args(Role)
# Work: to upload, withdraw, waive, decide and teach. Manage: accounts and the log of what was done.
ALLOWED: dict[Role, frozenset[Act]] = {
    "leader": frozenset({"read"}),
    "office": frozenset({"read", "work"}),
    "analyst": frozenset({"read", "sql"}),
    "administrator": frozenset({"read", "work", "sql", "manage"}),
}


@dataclass(frozen=True)
class Visitor:
    """Somebody at the page: the name that stands in the books, and the role."""

    name: str
    role: Role

    def may(self, act: Act) -> bool:
        """Whether the role allows this."""
        return act in ALLOWED[self.role]


class NotAllowed(Exception):
    """Somebody asked for what the role does not allow."""


DEMO = Visitor("demo", "administrator")


def who() -> Visitor:
    """Who is at the page of this run."""
    return DEMO


def required(act: Act) -> Visitor:
    """Who is at the page, when the role allows this."""
    visitor = who()
    if not visitor.may(act):
        raise NotAllowed(act)
    return visitor
