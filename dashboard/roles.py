"""The four roles, and what somebody in each may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["leader", "office", "analyst", "administrator"]
Act = Literal["read", "work", "sql", "manage"]
ROLES: tuple[Role, ...] = get_args(Role)
# Work: to upload, withdraw, waive, decide and teach, and to see files as received. Manage: accounts and the log.
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
