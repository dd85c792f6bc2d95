"""Who may do what."""

from __future__ import annotations

import pytest

from dashboard.roles import Role, Visitor


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("leader", "read"),
        ("office", "read work"),
        ("analyst", "read sql"),
        ("administrator", "read work sql manage"),
    ],
)
def test_a_role_allows_exactly_this(role: Role, allowed: str) -> None:
    acts = ("read", "work", "sql", "manage")
    assert [act for act in acts if Visitor("甲", role).may(act)] == allowed.split()
