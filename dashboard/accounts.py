"""Who may come in: accounts with their roles, and the sessions of those who have. Nothing secret is kept as it is."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard import audit, office_book
from dashboard.roles import ROLES, Role, Visitor

SCHEMA = (
    audit.SCHEMA
    + """
create table if not exists accounts (
    name text primary key,
    role text not null,
    password_hash text not null,
    is_enabled integer not null default 1,
    must_change integer not null default 1,
    failures integer not null default 0,
    locked_until text not null default '',
    made_at text not null
);
create table if not exists sessions (
    token_hash text primary key,
    name text not null references accounts (name),
    made_at text not null,
    ends_at text not null
);
"""
)
NAME = re.compile(r"[\w.@-]{1,64}")
SESSION = timedelta(hours=12)
LOCKED = timedelta(minutes=15)
MOST_FAILURES = 5
SHORTEST = 10
LONGEST = 256
NO_PASSWORD = ""
TERMINAL = "terminal"

_hasher = PasswordHasher()
# Who is not known costs as much time as who is, so that nobody learns which names there are.
_nobodys = _hasher.hash(secrets.token_urlsafe())
_at_once = BoundedSemaphore(2)


class Refused(Exception):
    """An account cannot be made or changed like that."""


class Locked(Exception):
    """Too many wrong passwords; nobody comes in under this name for a while."""


@dataclass(frozen=True)
class Session:
    """Somebody who has signed in, and whether a one-time password still has to be changed."""

    visitor: Visitor
    must_change: bool


def now() -> datetime:
    """The time, UTC."""
    return datetime.now(UTC)


def add(store: Path, name: str, role: Role, *, by: str, password: str | None = None, outside: bool = False) -> str:
    """Make an account and give its password: a one-time one unless given, none where somebody else vouches for it."""
    if not NAME.fullmatch(name):
        raise Refused(f"{name!r}: a name is up to 64 letters, digits, '.', '-', '_' or '@'")
    if role not in ROLES:
        raise Refused(f"{role!r}: a role is one of {', '.join(ROLES)}")
    given = "" if outside else sound(password) if password else secrets.token_urlsafe(12)
    kept = _hasher.hash(given) if given else NO_PASSWORD
    with office_book.opened(store, SCHEMA) as book:
        try:
            book.execute(
                "insert into accounts (name, role, password_hash, must_change, made_at) values (?, ?, ?, ?, ?)",
                (name, role, kept, int(not outside and password is None), now().isoformat()),
            )
        except sqlite3.IntegrityError as error:
            raise Refused(f"{name}: there is an account of this name already") from error
    audit.note(store, "account", {"account": name, "added": role}, who=by, origin=TERMINAL)
    return given


def sound(password: str) -> str:
    """The password, when it may be one."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"a password has {SHORTEST} to {LONGEST} characters")
    return password


def listed(store: Path) -> list[dict[str, Any]]:
    """Every account, without its secrets."""
    question = """
        select name, role, is_enabled, must_change, locked_until, made_at,
            (select count(*) from sessions where sessions.name = accounts.name and ends_at > ?) as session_count
        from accounts order by name"""
    return [dict(row) for row in office_book.looked_up(store, SCHEMA, question, (now().isoformat(),))]


def first(store: Path) -> str | None:
    """The one-time password of a first administrator, where there is no account yet."""
    return None if listed(store) else add(store, "admin", "administrator", by="first start")


def change(store: Path, name: str, *, by: str, role: Role | None = None, enabled: bool | None = None) -> None:
    """Another role, or enabled or not. Who is in is out at the next click where that follows from it."""
    with office_book.opened(store, SCHEMA) as book:
        known(book, name)
        if role:
            book.execute("update accounts set role = ? where name = ?", (role, name))
        if enabled is not None:
            values = (int(enabled), name)
            book.execute("update accounts set is_enabled = ?, failures = 0, locked_until = '' where name = ?", values)
        if enabled is False:
            book.execute("delete from sessions where name = ?", (name,))
        if role or enabled is False:
            keep_one_administrator(book)
    done = {"account": name, "role": role, "enabled": enabled}
    audit.note(
        store, "account", {key: value for key, value in done.items() if value is not None}, who=by, origin=TERMINAL
    )


def known(book: sqlite3.Connection, name: str) -> None:
    """That there is an account of this name."""
    if not book.execute("select 1 from accounts where name = ?", (name,)).fetchone():
        raise Refused(f"{name}: there is no account of this name; 'taizhang user list' shows them")


def keep_one_administrator(book: sqlite3.Connection) -> None:
    """That somebody is left who may make accounts."""
    if not book.execute("select 1 from accounts where role = 'administrator' and is_enabled").fetchone():
        raise Refused("this would leave no enabled administrator; make another one first")


def reset(store: Path, name: str, *, by: str) -> str:
    """A new one-time password; whoever was in under the old one is out."""
    given = secrets.token_urlsafe(12)
    set_password(store, name, given, must_change=True)
    audit.note(store, "account", {"account": name, "reset": True}, who=by, origin=TERMINAL)
    return given


def set_password(store: Path, name: str, password: str, *, must_change: bool = False) -> None:
    """Another password; every session of the account ends."""
    kept = _hasher.hash(sound(password))
    with office_book.opened(store, SCHEMA) as book:
        known(book, name)
        book.execute(
            "update accounts set password_hash = ?, must_change = ?, failures = 0, locked_until = '' where name = ?",
            (kept, int(must_change), name),
        )
        book.execute("delete from sessions where name = ?", (name,))


def sign_in(store: Path, name: str, password: str, origin: str) -> str | None:
    """A token for who gave the right password; nothing for who did not. Too many wrong ones lock the account."""
    rows = office_book.looked_up(store, SCHEMA, "select * from accounts where name = ?", (name,))
    account = rows[0] if rows else None
    locked = account is not None and account["locked_until"] > now().isoformat()
    right = verified(account["password_hash"] if account else NO_PASSWORD, password)
    if locked:
        raise Locked
    if not right or account is None or not account["is_enabled"]:
        failed(store, name if account else "?", origin)
        return None
    token = secrets.token_urlsafe(32)
    with office_book.opened(store, SCHEMA) as book:
        book.execute("update accounts set failures = 0, locked_until = '' where name = ?", (name,))
        book.execute("delete from sessions where ends_at < ?", (now().isoformat(),))
        book.execute(
            "insert into sessions values (?, ?, ?, ?)",
            (hashed(token), name, now().isoformat(), (now() + SESSION).isoformat()),
        )
    audit.note(store, "sign_in", {}, who=name, origin=origin)
    return token


def verified(kept: str, password: str) -> bool:
    """Whether a password is the one that was kept; two are worked out at once, since each takes much memory."""
    with _at_once:
        try:
            return _hasher.verify(kept or _nobodys, password[:LONGEST]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def failed(store: Path, name: str, origin: str) -> None:
    """Count a wrong password; a name that nobody has is not written down, it may be a password."""
    with office_book.opened(store, SCHEMA) as book:
        book.execute("update accounts set failures = failures + 1 where name = ?", (name,))
        book.execute(
            "update accounts set locked_until = ?, failures = 0 where name = ? and failures >= ?",
            ((now() + LOCKED).isoformat(), name, MOST_FAILURES),
        )
    audit.note(store, "sign_in_failed", {}, who=name, origin=origin)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def session(store: Path, token_hash: str) -> Session | None:
    """Whose session this is, if it has not ended and the account is enabled."""
    question = """
        select accounts.name, role, must_change from sessions join accounts using (name)
        where token_hash = ? and ends_at > ? and is_enabled"""
    return _one(store, question, (token_hash, now().isoformat()))


def vouched(store: Path, name: str) -> Session | None:
    """The account of somebody for whom a trusted proxy vouches, if it is enabled."""
    return _one(store, "select name, role, 0 as must_change from accounts where name = ? and is_enabled", (name,))


def _one(store: Path, question: str, values: tuple[str, ...]) -> Session | None:
    rows = office_book.looked_up(store, SCHEMA, question, values)
    return Session(Visitor(rows[0]["name"], rows[0]["role"]), bool(rows[0]["must_change"])) if rows else None


def sign_out(store: Path, token_hash: str, visitor: Visitor, origin: str, *, everywhere: bool = False) -> None:
    """End this session, or all of the account's."""
    where, value = ("name", visitor.name) if everywhere else ("token_hash", token_hash)
    with office_book.opened(store, SCHEMA) as book:
        book.execute(f"delete from sessions where {where} = ?", (value,))
    audit.note(store, "sign_out", {"everywhere": everywhere}, who=visitor.name, origin=origin)
