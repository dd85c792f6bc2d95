"""The log of what was done: who, when, from where, what. It only grows, and each line seals the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from dashboard import events, office_book

Kind = Literal[
    "sign_in",
    "sign_in_failed",
    "sign_out",
    "account",
    "password",
    "upload",
    "accept",
    "withdraw",
    "restore",
    "waiver",
    "reading",
    "name",
    "publish",
    "export",
    "sql",
    "refused",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
SCHEMA = """
create table if not exists audit (
    number integer primary key,
    at text not null,
    who text not null,
    origin text not null,
    kind text not null,
    what text not null,
    previous text not null,
    seal text not null
);
create trigger if not exists audit_is_not_changed before update on audit
begin select raise(abort, 'the log only grows'); end;
create trigger if not exists audit_is_not_shortened before delete on audit
begin select raise(abort, 'the log only grows'); end;
"""
FIELDS = ("number", "at", "who", "origin", "kind", "what", "previous")
FIRST = ""


def note(store: Path, kind: Kind, what: Mapping[str, Any], *, who: str, origin: str) -> None:
    """Write one line: what was done, in plain values, by whom and from where."""
    with office_book.opened(store, SCHEMA) as book:
        last = book.execute("select number, seal from audit order by number desc limit 1").fetchone()
        line = {
            "number": last["number"] + 1 if last else 1,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "who": who,
            "origin": origin,
            "kind": kind,
            "what": json.dumps(what, ensure_ascii=False, sort_keys=True, default=str),
            "previous": last["seal"] if last else FIRST,
        }
        book.execute(
            "insert into audit values (:number, :at, :who, :origin, :kind, :what, :previous, :seal)",
            {**line, "seal": seal(line)},
        )
    # No name, address or content of anybody's goes into the machine's log; the number leads to them for who may read.
    events.tell(kind, audit=line["number"])


def seal(line: Mapping[str, Any]) -> str:
    """What a line and all before it come to."""
    return hashlib.sha256(json.dumps([line[name] for name in FIELDS], ensure_ascii=False).encode()).hexdigest()


def lines(store: Path) -> list[dict[str, Any]]:
    """Every line, the first one first."""
    return [dict(row) for row in office_book.looked_up(store, SCHEMA, "select * from audit order by number")]


def latest(store: Path, count: int, kind: str | None = None) -> list[dict[str, Any]]:
    """The last lines, the latest first, of one kind or all."""
    question = "select * from audit where ?1 is null or kind = ?1 order by number desc limit ?2"
    return [dict(row) for row in office_book.looked_up(store, SCHEMA, question, (kind, count))]


def broken(found: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Where the chain of lines does not hold, in words."""
    previous, expected = FIRST, 1
    for line in found:
        if line["number"] != expected:
            yield f"line {expected}: found line {line['number']} in its place; a line is missing"
        if line["previous"] != previous:
            yield f"line {line['number']}: does not follow from the line before it"
        if line["seal"] != seal(line):
            yield f"line {line['number']}: is not what was written"
        previous, expected = line["seal"], line["number"] + 1
