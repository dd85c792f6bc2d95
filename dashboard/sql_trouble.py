"""Why a query was not answered, in the reader's words, and where in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard import sqltext
from dashboard.sandbox import Limits, SqlRefused
from dashboard.words import plain, say

TOLD = ("time", "memory", "cancelled", "text", "statements", "no_query", "params", "formless", "full", "setting")
MISSING = {"COLUMN_NOT_FOUND": "column", "Table": "table", "Scalar Function": "function", "Schema": "schema"}
MOST_NEAR = 3


@dataclass(frozen=True)
class Trouble:
    """What is said, the engine's own words beside it, and where: from one letter to another."""

    said: str
    engine: str = ""
    start: int | None = None
    end: int | None = None


def of(refused: SqlRefused, sql: str, begins_at: int, limits: Limits) -> Trouble:
    """What ails a query whose text begins somewhere in the editor's."""
    if refused.kind in TOLD:
        words = {"why": plain(str(refused)), "seconds": limits.seconds, "memory": limits.memory_mb}
        return Trouble(say(f"sql.trouble_{refused.kind}", kilobytes=limits.text_kilobytes, **words))
    said = missing(refused) or say("sql.trouble_engine")
    if refused.position is None:
        return Trouble(said, str(refused))
    line, column = sqltext.line_and_column(sql, refused.position)

    place = say("sql.trouble_at", line=line, column=column, what=said)
    end = begins_at + sqltext.word_at(sql, refused.position)
    return Trouble(place, str(refused), begins_at + refused.position, end)


def missing(refused: SqlRefused) -> str | None:
    """That there is no column, view or function of a name, and which are near it; nothing where that is not so."""
    facts = refused.facts
    what = MISSING.get(facts.get("error_subtype", "")) or MISSING.get(facts.get("type", ""))
    if not what or "name" not in facts:
        return None
    near = [name.strip().strip('"') for name in re.split(r",(?![^(]*\))", facts.get("candidates", "")) if name.strip()]
    said = say(f"sql.no_{what}", name=code(facts["name"]))
    return said + (say("sql.near", names=say("sql.or").join(map(code, near[:MOST_NEAR]))) if near else "")


def code(name: str) -> str:
    """A name of the engine's as it is written."""
    return f"`{name.replace('`', '')}`"
