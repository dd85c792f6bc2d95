"""Wrong passwords, counted by name and by where they come from, so that a stranger's do not shut out whose name it is.

Some from one place lock the name for that place. Many from anywhere make every place wait that the name was not
used from before, longer with each; where somebody came in lately, nobody has to wait for others.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import sqlite3
from datetime import datetime, timedelta

SCHEMA = """
create table if not exists attempts (
    name text not null,
    origin text not null,
    failures integer not null default 0,
    failed_at text not null default '',
    locked_until text not null default '',
    came_in_at text not null default '',
    primary key (name, origin)
);
"""
LOCKED = timedelta(minutes=15)
MOST_FROM_ONE_PLACE = 5
MOST_FROM_ANYWHERE = 20
LONGEST_WAIT = timedelta(minutes=5)
REMEMBERED = timedelta(days=1)
AT_HOME = timedelta(days=30)
SIX_BITS = 64
_secret = secrets.token_bytes(32)


def place(origin: str) -> str:
    """From where somebody tries: an address, and of the newer kind the network that one household or office has."""
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return origin
    return str(ipaddress.ip_network((address, SIX_BITS), strict=False)) if address.version == 6 else str(address)


def unknown(name: str) -> str:
    """Under what a name that nobody has is counted: it may be a password, so not even its fingerprint is kept."""
    return f"?{hmac.digest(_secret, name.encode(), 'sha256').hex()}"


def is_locked(book: sqlite3.Connection, name: str, origin: str, now: datetime) -> bool:
    """Whether nobody comes in under this name from there at the moment."""
    here = book.execute("select * from attempts where name = ? and origin = ?", (name, place(origin))).fetchone()
    if here and here["locked_until"] > now.isoformat():
        return True
    if here and here["came_in_at"] > (now - AT_HOME).isoformat():
        return False
    return now < waits_until(book, name, now)


def waits_until(book: sqlite3.Connection, name: str, now: datetime) -> datetime:
    """Until when strange places have to wait, after wrong passwords from all places together."""
    question = "select sum(failures) as failures, max(failed_at) as last from attempts where name = ? and failed_at > ?"
    told = book.execute(question, (name, (now - REMEMBERED).isoformat())).fetchone()
    beyond = (told["failures"] or 0) - MOST_FROM_ANYWHERE
    if beyond < 0:
        return now
    return datetime.fromisoformat(told["last"]) + min(LONGEST_WAIT, timedelta(seconds=2.0 ** min(beyond, 16)))


def failed(book: sqlite3.Connection, name: str, origin: str, now: datetime) -> None:
    """Count a wrong password."""
    book.execute("delete from attempts where max(failed_at, came_in_at) < ?", ((now - AT_HOME).isoformat(),))
    book.execute(
        "insert into attempts (name, origin, failures, failed_at) values (?, ?, 1, ?) "
        "on conflict do update set failures = failures + 1, failed_at = excluded.failed_at",
        (name, place(origin), now.isoformat()),
    )
    book.execute(
        "update attempts set locked_until = ? where name = ? and origin = ? and failures % ? = 0",
        ((now + LOCKED).isoformat(), name, place(origin), MOST_FROM_ONE_PLACE),
    )


def came_in(book: sqlite3.Connection, name: str, origin: str, now: datetime) -> None:
    """Forget the wrong passwords from where the right one came."""
    book.execute(
        "insert into attempts (name, origin, came_in_at) values (?, ?, ?) on conflict do update set "
        "failures = 0, failed_at = '', locked_until = '', came_in_at = excluded.came_in_at",
        (name, place(origin), now.isoformat()),
    )


def unlock(book: sqlite3.Connection, name: str) -> None:
    """Forget all wrong passwords under a name."""
    book.execute("update attempts set failures = 0, failed_at = '', locked_until = '' where name = ?", (name,))
