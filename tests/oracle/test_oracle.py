"""SQL and the plain Python retelling agree on every obligation, check and rate of random worlds, week by week.

A world is one unit with its own rows in a random plan; forty of them share a plan, so that the views are built but once
for all. A run holds 320 of them; `TAIZHANG_ORACLE_WORLDS=5000 pytest tests/oracle` holds as many as asked for. What
differs is shown as tables that can be pasted as a drawn test.
"""

import os
from collections import Counter
from datetime import timedelta

import pytest

from tests.oracle import rates, worlds
from tests.oracle.judge import History
from tests.oracle.statuses import Standing
from tests.sql.drawing import day
from tests.sql.plans import plan
from tests.sql.world import world

DAYS = [day("05-27") + timedelta(days=7 * week) for week in range(8)]
UNITS = 40
SEEDS = -(-int(os.environ.get("TAIZHANG_ORACLE_WORLDS", 320)) // UNITS)
KEY = "unit_id, requirement_id, bearer_id"
SAID = ("status", "due_on", "original_due_on", "done_on", "is_past_due")
COUNTED = ("expected", "completed", "on_time")
WORDS = ("pass", "warn", "late", "wait", "fail", "missing", "awaiting_review", "stale", "not_applicable")
ROLL_UPS = [
    f"marts.{name}" for name in ("units", "guidance_groups", "unit_classes", "requirements", "deadlines", "overview")
]
BASES = {"": "", "original": "_original", "extended": "_extended"}


def told_world(made):
    """The same world before the real views."""
    return world(plan(**plan_tables(made)), **{kind: worlds.drawn(rows) for kind, rows in made.sheets.items() if rows})


def plan_tables(made):
    """A plan as drawn tables."""
    readings = [{"key": key, "value": value} for key, value in made.plan.readings.items()]
    rows = {"requirements": made.plan.requirements, "checks": made.plan.checks, "readings": readings}
    return {name: worlds.drawn(found) for name, found in rows.items()}


def seen_obligations(told, on):
    """What the views say of every obligation and check; `reasons` is what each check is said with."""
    words, reasons = {}, {}
    for row in told.ask(f"select {KEY}, check_id, result, reason_zh from marts.check_results", on):
        words.setdefault(key_of(row), {})[row["check_id"]] = row["result"]
        reasons.setdefault(key_of(row), {})[row["check_id"]] = row["reason_zh"]
    flags = [f"is_{name}{suffix}" for suffix in BASES.values() for name in COUNTED]
    found = told.ask(f"select {KEY}, {', '.join((*SAID, *flags))}, missing_zh, late_zh from marts.compliance", on)
    return {
        (key := key_of(row)): {name: row[name] for name in SAID}
        | {"words": words[key], "bases": {name: based(row, suffix) for name, suffix in BASES.items()}}
        | {"missing": listed(row["missing_zh"]), "out_of_order": listed(row["late_zh"]), "reasons": reasons[key]}
        for row in found
    }


def listed(text):
    """The parts of what is said to be missing or late; by how many days it is late is said of no check."""
    return sorted(part for part in (text or "").split("；") if part and not part.startswith("晚于时限"))


def named(checks, reasons):
    """The same list for these checks: each in its words, once, with their number where several share them."""
    counts = Counter(reasons.get(check) or check for check in checks)
    return sorted(text if count == 1 else f"{text} {count} 项" for text, count in counts.items())


def key_of(row):
    """Which obligation a row speaks of."""
    return (row["unit_id"], row["requirement_id"], row["bearer_id"])


def based(row, suffix):
    """What counts in the rates by one of the deadlines."""
    return tuple(bool(row[f"is_{name}{suffix}"]) for name in COUNTED)


def retold(standing: Standing, reasons):
    """What the retelling says of one obligation; what its checks are called is taken from the views."""
    return {
        "missing": named(standing.missing, reasons),
        "out_of_order": named(standing.out_of_order, reasons),
        "status": standing.status,
        "due_on": standing.due.due_on,
        "original_due_on": standing.due.original_on,
        "done_on": standing.done_on,
        "is_past_due": standing.is_past_due,
        "words": standing.words,
        "bases": standing.bases,
    }


def seen_rates(told, view, key, on):
    """What the views say of rates, by unit, by group or of all."""
    return {row.get(key): row for row in told.ask(f"select * from {view}", on)}


def differing(theirs, ours):
    """The rows and fields in which two tellings differ, by key; what only the views show is not compared."""
    keys = theirs.keys() | ours.keys()
    found = {key: fields(theirs.get(key), ours.get(key)) for key in sorted(keys, key=str)}
    return {key: row for key, row in found.items() if row}


def fields(theirs, ours):
    """The fields of one row in which two tellings differ: (SQL, retelling)."""
    if theirs is None or ours is None:
        return {"row": (theirs, ours)}
    return {name: (theirs[name], ours[name]) for name in ours if not same(theirs[name], ours[name])}


def same(one, other):
    """Equal, but for how a ratio is rounded."""
    return one == pytest.approx(other) if isinstance(other, float) else one == other


def compare(made, told):
    """Every difference between SQL and retelling, by day and view."""
    histories = {name: History(made.plan, made.sheets, name) for name in made.units}
    before = {}
    for on in DAYS:
        seen = {name: (one.known_on(on), rates.standings(one, on)) for name, one in histories.items()}
        theirs = seen_obligations(told, on)
        ours = {
            (name, *key): retold(one, theirs.get((name, *key), {}).get("reasons", {}))
            for name, (_, found) in seen.items()
            for key, one in found.items()
        }
        yield on, "compliance", differing(theirs, ours)
        yield on, "units", differing(seen_rates(told, "marts.units", "unit_id", on), rates.unit_rates(seen))
        groups = seen_rates(told, "marts.guidance_groups", "guidance_group", on)
        yield on, "guidance_groups", differing(groups, rates.group_rates(on, seen))
        overview = {None: rates.overview(on, seen, before)}
        yield on, "overview", differing(seen_rates(told, "marts.overview", None, on), overview)
        yield on, "rates above one", above_one(told, on)
        before = seen


def above_one(told, on):
    """Every rate of any roll-up, on any base, that exceeds one, with the view that it stands in."""
    rows = [(view, row) for view in ROLL_UPS for row in told.ask(f"select * from {view}", on)]
    rated = [(view, name, value) for view, row in rows for name, value in row.items() if name.endswith("_ratio")]
    assert len({name for _, name, _ in rated}) == len(BASES) * 2
    return {view: {name: (value, 1)} for view, name, value in rated if value is not None and not 0 <= value <= 1}


def shown(made, seed, on, view, found):
    """The first difference, with the plan and the unit's own rows as tables."""
    key, row = next(iter(found.items()))
    unit = key[0] if isinstance(key, tuple) else key
    own = {kind: [row for row in rows if row["unit"] == unit] for kind, rows in made.sheets.items()}
    tables = plan_tables(made) | {kind: worlds.drawn(rows) for kind, rows in own.items() if rows}
    said = [f"  {name}: SQL says {theirs}, the retelling {ours}" for name, (theirs, ours) in row.items()]
    drawn = [f"{name}\n{table}" for name, table in tables.items()]
    return "\n\n".join(["\n".join([f"world {seed} on {on}, {view} {key}:", *said]), *drawn])


@pytest.mark.parametrize("seed", range(SEEDS))
def test_sql_and_the_retelling_agree(seed):
    made = worlds.make(seed, UNITS)
    for on, view, found in compare(made, told_world(made)):
        assert not found, shown(made, seed, on, view, found)


def test_the_worlds_show_every_status_and_every_word():
    seen = Counter()
    for seed in range(8):
        made = worlds.make(seed, UNITS)
        for name in made.units:
            for standing in rates.standings(History(made.plan, made.sheets, name), DAYS[4]).values():
                seen.update([standing.status, *(f"check {word}" for word in standing.words.values())])
    assert {"not_applicable", *rates.STATUSES} | {f"check {word}" for word in WORDS} == set(seen)
    assert min(seen.values()) > 2, seen
