"""Who may come in: accounts with their roles, and the sessions of those who have. Nothing secret is kept as it is."""

from __future__ import annotations

import re
import secrets
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard import audit, locks, office_book
from dashboard.roles import ROLES, Role

SCHEMA = (
    audit.SCHEMA
    + locks.SCHEMA
    + """
create table if not exists accounts (
    name text primary key,
    role text not null,
    password_hash text not null,
    is_enabled integer not null default 1,
    must_change integer not null default 1,
    made_at text not null
);
create table if not exists scopes (
    name text primary key references accounts (name),
    scope text not null
);
create table if not exists visits (
    token_hash text primary key,
    name text not null references accounts (name),
    origin text not null,
    made_at text not null,
    ends_at text not null
);
drop table if exists sessions;
"""
)
NAME = re.compile(r"[\w.@-]{1,64}")
SHORTEST = 10
LONGEST = 256
NO_PASSWORD = ""
TERMINAL, PROVIDER = "terminal", "oidc"

_hasher = PasswordHasher()
# Who is not known costs as much time as who is, so that nobody learns which names there are.
_nobodys = _hasher.hash(secrets.token_urlsafe())
_at_once = BoundedSemaphore(2)


class Refused(Exception):
    """An account cannot be made or changed like that; `code` says why where a page says it in its own words."""

    def __init__(self, why: str, code: str = "refused") -> None:
        super().__init__(why)
        self.code = code


class Locked(Exception):
    """Too many wrong passwords; nobody comes in under this name, or not from there, for a while."""


def now() -> datetime:
    """The time, UTC."""
    return datetime.now(UTC)


def add(
    store: Path,
    name: str,
    role: Role,
    *,
    by: str,
    password: str | None = None,
    outside: bool = False,
    scope: str = "",
    origin: str = TERMINAL,
) -> str:
    """Make an account and give its password: a one-time one unless given, none where somebody else vouches for it."""
    if not NAME.fullmatch(name):
        raise Refused(f"{name!r}: a name is up to 64 letters, digits, '.', '-', '_' or '@'", "bad_name")
    if role not in ROLES:
        raise Refused(f"{role!r}: a role is one of {', '.join(ROLES)}")
    refuse_scope(role, scope)
    given = "" if outside else sound(password) if password else secrets.token_urlsafe(12)
    kept = _hasher.hash(given) if given else NO_PASSWORD
    with office_book.opened(store, SCHEMA) as book:
        try:
            book.execute(
                "insert into accounts (name, role, password_hash, must_change, made_at) values (?, ?, ?, ?, ?)",
                (name, role, kept, int(not outside and password is None), now().isoformat()),
            )
        except sqlite3.IntegrityError as error:
            raise Refused(f"{name}: there is an account of this name already", "exists") from error
        keep_scope(book, name, scope)
    done = {"account": name, "added": role, **({"scope": scope} if scope else {})}
    audit.note(store, "account", done, who=by, origin=origin)
    return given


def sound(password: str) -> str:
    """The password, when it may be one."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"a password has {SHORTEST} to {LONGEST} characters")
    return password


def listed(store: Path) -> list[dict[str, Any]]:
    """Every account, without its secrets."""
    question = """
        select name, role, coalesce(scope, '') as scope, is_enabled, must_change, password_hash = '' as is_outside,
            coalesce((select max(locked_until) from attempts where attempts.name = accounts.name), '') as locked_until,
            made_at, (select count(*) from visits where visits.name = accounts.name and ends_at > ?) as session_count
        from accounts left join scopes using (name) order by name"""
    return [dict(row) for row in office_book.looked_up(store, SCHEMA, question, (now().isoformat(),))]


def first(store: Path) -> str | None:
    """The one-time password of a first administrator, where there is no account yet."""
    return None if listed(store) else add(store, "admin", "administrator", by="first start")


def change(
    store: Path,
    name: str,
    *,
    by: str,
    role: Role | None = None,
    enabled: bool | None = None,
    scope: str | None = None,
    origin: str = TERMINAL,
) -> None:
    """Another role or scope, or enabled or not. Who is in is out at the next click where that follows from it."""
    with office_book.opened(store, SCHEMA) as book:
        account = known(book, name)
        refuse_scope(role or account["role"], account["scope"] if scope is None else scope)
        if role:
            book.execute("update accounts set role = ? where name = ?", (role, name))
        if scope is not None:
            keep_scope(book, name, scope)
        if enabled is not None:
            book.execute("update accounts set is_enabled = ? where name = ?", (int(enabled), name))
            locks.unlock(book, name)
        if enabled is False:
            book.execute("delete from visits where name = ?", (name,))
        if account["role"] == "administrator":
            keep_one_administrator(book)
    told = {"role": role, "enabled": enabled, "scope": scope}
    done = {"account": name, **{key: value for key, value in told.items() if value is not None}}
    audit.note(store, "account", done, who=by, origin=origin)


def refuse_scope(role: str, scope: str) -> None:
    """Refuse a scope for who manages: accounts and the log are of everybody."""
    if scope and role == "administrator":
        raise Refused("an administrator has no scope; give another role, or take the scope away", "no_scope")


def keep_scope(book: sqlite3.Connection, name: str, scope: str) -> None:
    """Note the scope of an account; without one it is of all units."""
    book.execute("delete from scopes where name = ?", (name,))
    if scope:
        book.execute("insert into scopes values (?, ?)", (name, scope))


def known(book: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The account of this name."""
    question = "select role, coalesce(scope, '') as scope from accounts left join scopes using (name) where name = ?"
    account: sqlite3.Row | None = book.execute(question, (name,)).fetchone()
    if account is None:
        raise Refused(f"{name}: there is no account of this name; 'taizhang user list' shows them", "unknown")
    return account


def keep_one_administrator(book: sqlite3.Connection) -> None:
    """That somebody is left who may make accounts."""
    if not book.execute("select 1 from accounts where role = 'administrator' and is_enabled").fetchone():
        raise Refused("this would leave no enabled administrator; make another one first", "last_administrator")


def reset(store: Path, name: str, *, by: str, origin: str = TERMINAL) -> str:
    """A new one-time password; whoever was in under the old one is out."""
    given = secrets.token_urlsafe(12)
    set_password(store, name, given, must_change=True)
    audit.note(store, "account", {"account": name, "reset": True}, who=by, origin=origin)
    return given


def set_password(store: Path, name: str, password: str, *, must_change: bool = False) -> None:
    """Another password; every session of the account ends."""
    kept = _hasher.hash(sound(password))
    with office_book.opened(store, SCHEMA) as book:
        known(book, name)
        book.execute(
            "update accounts set password_hash = ?, must_change = ? where name = ?", (kept, int(must_change), name)
        )
        locks.unlock(book, name)
        book.execute("delete from visits where name = ?", (name,))


def verified(kept: str, password: str) -> bool:
    """Whether a password is the one that was kept; two are worked out at once, since each takes much memory."""
    with _at_once:
        try:
            return _hasher.verify(kept or _nobodys, password[:LONGEST]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False
