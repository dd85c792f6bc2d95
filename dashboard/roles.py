"""The four roles and what somebody in each may do, of all units or within a scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["leader", "office", "analyst", "administrator"]
Act = Literal["read", "quote", "hand_in", "work", "sql", "manage"]
ROLES: tuple[Role, ...] = get_args(Role)
# Quote: to see the rows of a file as received around one that proves something. Hand in: to upload and accept.
# Work: to withdraw, waive, decide and teach, and to see files as received. Manage: accounts and the log.
ALLOWED: dict[Role, frozenset[Act]] = {
    "leader": frozenset({"read", "quote"}),
    "office": frozenset({"read", "quote", "hand_in", "work"}),
    "analyst": frozenset({"read", "quote", "sql"}),
    "administrator": frozenset({"read", "quote", "hand_in", "work", "sql", "manage"}),
}
# All that can be kept to a scope: what is read is a store of its units alone, what is handed in is held to them.
WITHIN_A_SCOPE: frozenset[Act] = frozenset({"read", "hand_in", "sql"})


@dataclass(frozen=True)
class Visitor:
    """Somebody at the page: the name that stands in the books, the role, and the scope, empty where it is all units."""

    name: str
    role: Role
    scope: str = ""

    def may(self, act: Act) -> bool:
        """Whether the role allows this, and the scope."""
        return act in ALLOWED[self.role] and (not self.scope or act in WITHIN_A_SCOPE)
