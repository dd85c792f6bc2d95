"""What a store learns: spellings of names, headings, and how open phrases of the plan are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest import build, ledger, past, plan, state
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.grammar import Malformed, folded
from ingest.ledger import Event, Refused
from ingest.names import Names
from ingest.reading_grammar import Reading, parse_reading

SPELLINGS = ("alias", "heading")


class Undecidable(Refused):
    """A reading cannot be decided so; what is wrong is said to whoever decides."""


def learn(
    store: Path, kind: str, scope: str, key: str, value: str | None, *, by: str = "", reason: str = "", typed: str = ""
) -> bool:
    """Record an alias, heading or reading (or take it back with None) and publish; False if it stood so already.

    `typed` is who entered it where that is not who decided it.
    """
    with ledger.writing(store):
        if ledger.learnt(ledger.events(store), kind).get((scope, key)) == value:
            build.ensure_published(store)
            return False
        payload = {"scope": scope, "key": key, "value": value} | ({"entered_by": typed} if typed else {})
        ledger.append(store, kind, payload, by=by, reason=reason)
        build.build(store)
        return True


def learn_alias(store: Path, kind: str, written: str, meaning: str | None, *, by: str = "", reason: str = "") -> bool:
    """Record what a written name means (or take it back with None); False if it stood so already."""
    if kind == "unit" and meaning is not None:
        meaning = unit_called(known_names(store), meaning)
    return learn(store, "alias", kind, written, meaning, by=by, reason=reason)


def learn_heading(
    store: Path, sheet: str, written: str, meaning: str | None, *, by: str = "", reason: str = ""
) -> bool:
    """Record which column of a sheet a written heading means (or take it back with None); False if it stood so."""
    sheet = sheet_called(sheet)
    if meaning is not None:
        meaning = column_called(sheet, meaning)
    return learn(store, "heading", sheet, written, meaning, by=by, reason=reason)


def sheet_called(name: str) -> str:
    """The kind of the sheet that a kind or a title means."""
    found = next((kind for kind, sheet in SHEETS.items() if name in (kind, sheet.title)), None)
    if found is None:
        raise Refused(f"found no sheet {name!r}; expected one of {', '.join(SHEETS)}")
    return found


def column_called(sheet: str, name: str) -> str:
    """The field of the column that a heading of the form, or the field's own name, means."""
    found = {heading: column.field for column in SHEETS[sheet].columns for heading in (*column.headings, column.field)}
    if name not in found:
        labels = ", ".join(column.label for column in SHEETS[sheet].columns)
        raise Refused(f"found no column {name!r} in {sheet}; expected one of {labels}")
    return found[name]


def unit_called(known: Context, name: str) -> str:
    """The code of the one unit that a name means, matched as in workbooks; the refusal says what it may have meant."""
    names = known.unit_names
    found = names.match(name).id
    if found is None:
        raise Refused(no_unit(names, name))
    return found


def no_unit(names: Names, name: str) -> str:
    """Why a name means no single unit, and what to write instead."""
    if not names.titles:
        return f"found no unit {name!r}: no unit is on the roster yet; 'taizhang ingest FILE' with a 单位名册 fills it"
    if sharers := names.sharers(name):
        return f"found {len(sharers)} units called {name!r}: {', '.join(sharers)}; expected a code or full name"
    likely = names.suggest(name)
    hint = f"did you mean {', '.join(likely)}?" if likely else "expected a unit's code or name;"
    return f"found no unit {name!r}; {hint} 'taizhang status --by unit' lists all"


def decide_reading(
    store: Path, key: str, value: str, *, by: str = "", reason: str = "", seen: str | None = None, typed: str = ""
) -> bool:
    """Record how an open phrase is read, in the plan's grammar; False if it was decided so already.

    `seen` is the value that whoever decides knew of; where another stands by now, nothing is recorded. `typed` is who
    entered the decision.
    """
    with ledger.writing(store):
        history = ledger.events(store)
        value, decided = refuse_reading(store, history, key, value)
        if decided.get(key) != value:
            refuse_unseen(store, history, key, seen)
        return learn(store, "reading", "", key, value, by=by, reason=reason, typed=typed)


def refuse_reading(store: Path, history: list[Event], key: str, value: str) -> tuple[str, dict[str, str]]:
    """A value as it is kept, and what is decided so far; raises `Undecidable` unless the plan may be read so."""
    value, decided = folded(value), {name: held for (_, name), held in ledger.learnt(history, "reading").items()}
    try:
        plan.refuse_decision(build.plan_in_force(store, history), decided, key, value)
    except Malformed as refusal:
        raise Undecidable(" ".join(filter(None, (refusal.message, refusal.suggestion)))) from refusal
    return value, decided


def refuse_unseen(store: Path, history: list[Event], key: str, seen: str | None) -> None:
    """Refuse a decision that rests on a value which somebody else has changed since."""
    stands = plan.reading_value(build.plan_tables(store, history), key)
    if seen is not None and folded(seen) != stands:
        last = next(event for event in reversed(history) if event.kind == "reading" and event.payload["key"] == key)
        changed = f"口径 {key} 已由 {last.by_whom} 改为“{stands}”（理由：{last.reason or '未写'}）"
        raise Undecidable(f"{changed}，与您看到的不同，这次没有记入。请重新预览影响后再决定")


def reading_named(text: str) -> Reading:
    """The value that a text of the plan's grammar means; raises `Undecidable` on another."""
    try:
        return parse_reading(text)
    except Malformed as refusal:
        raise Undecidable(" ".join(filter(None, (refusal.message, refusal.suggestion)))) from refusal


def learnt(store: Path, kind: str, up_to: int | None = None) -> list[dict[str, str]]:
    """What was learnt or decided, all of it or up to a ledger number, as rows."""
    found = ledger.learnt(ledger.events(store, up_to), kind)
    return [{"kind": scope, "written": key, "means": value} for (scope, key), value in sorted(found.items())]


def lessons(store: Path, up_to: int | None = None) -> list[dict[str, Any]]:
    """Every spelling that is known now, of names and of headings: what it means, by whom, when and why."""
    past.require(store, up_to)
    known: dict[tuple[str, str, str], Event] = {}
    for event in ledger.events(store, up_to):
        if event.kind in SPELLINGS:
            known[event.kind, event.payload["scope"], event.payload["key"]] = event
    return [lesson(event) for event in known.values() if event.payload["value"] is not None]


def lesson(event: Event) -> dict[str, Any]:
    """One spelling as a row."""
    return {
        "kind": event.kind,
        "scope": event.payload["scope"],
        "written": event.payload["key"],
        "means": event.payload["value"],
        "meaning": in_words(event),
        "learnt_at": event.at,
        "learnt_by": event.by_whom,
        "reason": event.reason,
    }


def in_words(event: Event) -> str:
    """What a spelling means as people say it: of a heading, the form's own."""
    value = str(event.payload["value"])
    sheet = SHEETS.get(event.payload["scope"]) if event.kind == "heading" else None
    return sheet.column(value).label if sheet and value in sheet.fields else value


def known_names(store: Path, up_to: int | None = None) -> Context:
    """The names that a store knows, or knew at a ledger number; those of no store where there is none."""
    return state.load(store, up_to, state.ROSTERS).context if ledger.exists(store) else Context()
