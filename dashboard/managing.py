"""What an administrator does with accounts from the page: each act asks for the role where it is done, and is noted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboard import accounts, sessions, store, who
from dashboard.roles import Role

By = dict[str, Any]


def by_whom() -> tuple[Path, By]:
    """The store, and who manages it from where, when the role allows that."""
    return store.store_folder(), {"by": who.required("manage").name, "origin": who.origin()}


def listed() -> list[dict[str, Any]]:
    """Every account."""
    return accounts.listed(by_whom()[0])


def open_sessions(name: str) -> list[dict[str, Any]]:
    """The open sessions of an account."""
    return sessions.open_now(by_whom()[0], name)


def add(name: str, role: Role, scope: str, *, outside: bool) -> str:
    """Make an account; its one-time password, none where somebody else vouches for it."""
    folder, by = by_whom()
    return accounts.add(folder, name, role, scope=scope, outside=outside, **by)


def change(name: str, role: Role, scope: str) -> None:
    """Give an account another role and scope."""
    folder, by = by_whom()
    accounts.change(folder, name, role=role, scope=scope, **by)


def enable(name: str, enabled: bool) -> None:
    """Let somebody in again, or shut them out."""
    folder, by = by_whom()
    accounts.change(folder, name, enabled=enabled, **by)


def reset(name: str) -> str:
    """A new one-time password; every session ends."""
    folder, by = by_whom()
    return accounts.reset(folder, name, **by)


def end_sessions(name: str) -> None:
    """Sign somebody out everywhere."""
    folder, by = by_whom()
    sessions.end_sessions(folder, name, **by)
