"""What a store learns: spellings of names, headings, and how open phrases of the plan are read."""

from __future__ import annotations

from pathlib import Path

from ingest import build, ledger, plan, state
from ingest.context import Context
from ingest.grammar import Malformed
from ingest.ledger import Refused


def learn(store: Path, kind: str, scope: str, key: str, value: str | None, *, by: str = "", reason: str = "") -> bool:
    """Record an alias, heading or reading (or take it back with None) and publish; False if it stood so already."""
    with ledger.writing(store):
        if ledger.learnt(ledger.events(store), kind).get((scope, key)) == value:
            return False
        ledger.append(store, kind, {"scope": scope, "key": key, "value": value}, by=by, reason=reason)
        build.build(store)
        return True


def learn_alias(store: Path, kind: str, written: str, meaning: str | None, *, by: str = "", reason: str = "") -> bool:
    """Record what a written name means (or take it back with None); False if it stood so already."""
    if kind == "unit" and meaning is not None:
        meaning = unit_called(known_names(store), meaning)
    return learn(store, "alias", kind, written, meaning, by=by, reason=reason)


def unit_called(known: Context, name: str) -> str:
    """The code of the one unit with this code or name."""
    found = [unit_id for unit_id, (full, _) in known.units.items() if name in (unit_id, full)]
    if len(found) != 1:
        raise Refused(f"found {len(found)} units called {name!r}; expected the code or full name of one in the roster")
    return found[0]


def decide_reading(store: Path, key: str, value: str, *, by: str = "", reason: str = "") -> bool:
    """Record how an open phrase is read, in the plan's grammar; False if it was decided so already."""
    history = ledger.events(store)
    try:
        plan.refuse_reading(build.plan_in_force(store, history), key, value)
    except Malformed as refusal:
        raise Refused(str(refusal)) from refusal
    return learn(store, "reading", "", key, value, by=by, reason=reason)


def learnt(store: Path, kind: str) -> list[dict[str, str]]:
    """What was learnt or decided, as rows."""
    found = ledger.learnt(ledger.events(store), kind)
    return [{"kind": scope, "written": key, "means": value} for (scope, key), value in sorted(found.items())]


def known_names(store: Path) -> Context:
    """The names that a store knows; those of no store where there is none."""
    return state.load(store, kinds=state.ROSTERS).context if ledger.exists(store) else Context()
