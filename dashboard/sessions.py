"""Who has come in and is still in: signing in, the session that follows, and its end. Of a token its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from dashboard import accounts, audit, locks, office_book
from dashboard.accounts import NO_PASSWORD, PROVIDER, SCHEMA, TERMINAL, known, verified
from dashboard.roles import Role, Visitor

SESSION = timedelta(hours=12)


@dataclass(frozen=True)
class Session:
    """Somebody who has signed in, and whether a one-time password still has to be changed."""

    visitor: Visitor
    must_change: bool


def open_now(store: Path, name: str) -> list[dict[str, Any]]:
    """The sessions of an account that are open: since when, until when, from where."""
    question = "select made_at, ends_at, origin from visits where name = ? and ends_at > ? order by made_at desc"
    return [dict(row) for row in office_book.looked_up(store, SCHEMA, question, (name, accounts.now().isoformat()))]


def sign_in(store: Path, name: str, password: str, origin: str) -> str | None:
    """A token for who gave the right password; nothing for who did not. Too many wrong ones raise `Locked`."""
    rows = office_book.looked_up(store, SCHEMA, "select * from accounts where name = ?", (name,))
    account = rows[0] if rows else None
    counted = name if account else locks.unknown(name)
    with office_book.opened(store, SCHEMA) as book:
        locked = locks.is_locked(book, counted, origin, accounts.now())
    right = verified(account["password_hash"] if account else NO_PASSWORD, password)
    if locked:
        raise accounts.Locked
    if not right or account is None or not account["is_enabled"]:
        with office_book.opened(store, SCHEMA) as book:
            locks.failed(book, counted, origin, accounts.now())
        audit.note(store, "sign_in_failed", {}, who=name if account else "?", origin=origin)
        return None
    return let_in(store, name, origin)


def let_in(store: Path, name: str, origin: str) -> str:
    """Begin a session of somebody who is who it is; its token."""
    token = secrets.token_urlsafe(32)
    with office_book.opened(store, SCHEMA) as book:
        locks.came_in(book, name, origin, accounts.now())
        book.execute("delete from visits where ends_at < ?", (accounts.now().isoformat(),))
        begins, ends = accounts.now().isoformat(), (accounts.now() + SESSION).isoformat()
        book.execute("insert into visits values (?, ?, ?, ?, ?)", (hashed(token), name, origin, begins, ends))
    audit.note(store, "sign_in", {}, who=name, origin=origin)
    return token


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def session(store: Path, token_hash: str) -> Session | None:
    """Whose session this is, if it has not ended and the account is enabled."""
    question = """
        select name, role, scope, must_change
        from visits join accounts using (name) left join scopes using (name)
        where token_hash = ? and ends_at > ? and is_enabled"""
    return _one(store, question, (token_hash, accounts.now().replace(microsecond=0).isoformat()))


def arrives(store: Path, name: str, role: Role, *, origin: str) -> None:
    """Make an account, or give it its role, as whoever vouches for somebody says at signing in."""
    there = {one["name"]: one["role"] for one in accounts.listed(store)}
    if name not in there:
        accounts.add(store, name, role, by=PROVIDER, outside=True, origin=origin)
    elif there[name] != role:
        accounts.change(store, name, by=PROVIDER, role=role, origin=origin)


def vouched(store: Path, name: str) -> Session | None:
    """The account of somebody for whom a trusted proxy vouches, if it is enabled."""
    question = """
        select name, role, scope, 0 as must_change from accounts left join scopes using (name)
        where name = ? and is_enabled"""
    return _one(store, question, (name,))


def _one(store: Path, question: str, values: tuple[str, ...]) -> Session | None:
    rows = office_book.looked_up(store, SCHEMA, question, values)
    if not rows:
        return None
    name, role, scope, must_change = rows[0]
    return Session(Visitor(name, role, scope or ""), bool(must_change))


def sign_out(store: Path, token_hash: str, visitor: Visitor, origin: str, *, everywhere: bool = False) -> None:
    """End this session, or all of the account's."""
    where, value = ("name", visitor.name) if everywhere else ("token_hash", token_hash)
    with office_book.opened(store, SCHEMA) as book:
        book.execute(f"delete from visits where {where} = ?", (value,))
    audit.note(store, "sign_out", {"everywhere": everywhere}, who=visitor.name, origin=origin)


def end_sessions(store: Path, name: str, *, by: str, origin: str = TERMINAL) -> None:
    """End every session of an account, for whoever manages it."""
    with office_book.opened(store, SCHEMA) as book:
        known(book, name)
        book.execute("delete from visits where name = ?", (name,))
    audit.note(store, "account", {"account": name, "signed_out": True}, who=by, origin=origin)
