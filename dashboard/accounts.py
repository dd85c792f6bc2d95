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

from dashboard import audit, locks, office_book
from dashboard.roles import ROLES, Role, Visitor

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
SESSION = timedelta(hours=12)
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


@dataclass(frozen=True)
class Session:
    """Somebody who has signed in, and whether a one-time password still has to be changed."""

    visitor: Visitor
    must_change: bool


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


def sessions(store: Path, name: str) -> list[dict[str, Any]]:
    """The sessions of an account that are open: since when, until when, from where."""
    question = "select made_at, ends_at, origin from visits where name = ? and ends_at > ? order by made_at desc"
    return [dict(row) for row in office_book.looked_up(store, SCHEMA, question, (name, now().isoformat()))]


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


def sign_in(store: Path, name: str, password: str, origin: str) -> str | None:
    """A token for who gave the right password; nothing for who did not. Too many wrong ones raise `Locked`."""
    rows = office_book.looked_up(store, SCHEMA, "select * from accounts where name = ?", (name,))
    account = rows[0] if rows else None
    counted = name if account else locks.unknown(name)
    with office_book.opened(store, SCHEMA) as book:
        locked = locks.is_locked(book, counted, origin, now())
    right = verified(account["password_hash"] if account else NO_PASSWORD, password)
    if locked:
        raise Locked
    if not right or account is None or not account["is_enabled"]:
        with office_book.opened(store, SCHEMA) as book:
            locks.failed(book, counted, origin, now())
        audit.note(store, "sign_in_failed", {}, who=name if account else "?", origin=origin)
        return None
    return let_in(store, name, origin)


def let_in(store: Path, name: str, origin: str) -> str:
    """Begin a session of somebody who is who it is; its token."""
    token = secrets.token_urlsafe(32)
    with office_book.opened(store, SCHEMA) as book:
        locks.came_in(book, name, origin, now())
        book.execute("delete from visits where ends_at < ?", (now().isoformat(),))
        begins, ends = now().isoformat(), (now() + SESSION).isoformat()
        book.execute("insert into visits values (?, ?, ?, ?, ?)", (hashed(token), name, origin, begins, ends))
    audit.note(store, "sign_in", {}, who=name, origin=origin)
    return token


def verified(kept: str, password: str) -> bool:
    """Whether a password is the one that was kept; two are worked out at once, since each takes much memory."""
    with _at_once:
        try:
            return _hasher.verify(kept or _nobodys, password[:LONGEST]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def session(store: Path, token_hash: str) -> Session | None:
    """Whose session this is, if it has not ended and the account is enabled."""
    question = """
        select name, role, scope, must_change
        from visits join accounts using (name) left join scopes using (name)
        where token_hash = ? and ends_at > ? and is_enabled"""
    return _one(store, question, (token_hash, now().replace(microsecond=0).isoformat()))


def arrives(store: Path, name: str, role: Role, *, origin: str) -> None:
    """Make an account, or give it its role, as whoever vouches for somebody says at signing in."""
    known = {one["name"]: one["role"] for one in listed(store)}
    if name not in known:
        add(store, name, role, by=PROVIDER, outside=True, origin=origin)
    elif known[name] != role:
        change(store, name, by=PROVIDER, role=role, origin=origin)


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
