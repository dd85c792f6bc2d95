"""What is measured at every size besides the build: the overview, one unit, a replay, and pandas on the same rows."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from bench import campaign
from bench.meter import Figures, meter

FIRST_DAY, LAST_DAY = campaign.ROUNDS
ROUNDS = 7
PARAMETER = re.compile(r"\$(\w+)")
# All units to choose from are a list of the page's, not a question about one of them.
OF_ONE_UNIT = ("unit__*.sql", "trace__*.sql")
NOT_OF_ONE = "unit__choices"
DIFFERING = """
select count(*) from judged
full join marts.compliance as compliance using (requirement_id, unit_id, bearer_id)
where judged.status is distinct from compliance.status
"""


def on_two_days(store: str) -> Figures:
    """Every query of the overview on the usual day, and on the last day of the first round."""
    from bench import stages
    from dashboard import store as door

    unit_count = door.query("overview__headline", store=store).row(0, named=True)["unit_count"]
    asked = stages.overview_queries(store, unit_count)
    usual, past = each_query(store, asked), each_query(store, asked, as_of=FIRST_DAY)
    return {"usual": usual, "past": past, "obligations": obligation_count(store), "units": unit_count}


def obligation_count(store: str) -> int:
    """How many obligations are owed on the usual day."""
    from dashboard import store as door

    return int(door.query("overview__headline", store=store).row(0, named=True)["obligation_count"])


def one_unit(store: str) -> Figures:
    """Every question that the pages of one unit and of one obligation ask, for a unit from the middle."""
    from dashboard import store as door

    with door.cursor(door.snapshot(store)) as reader:
        found = reader.execute("select unit_id from marts.units order by unit_id").fetchall()
        (unit,) = found[len(found) // 2]
        wanted = "select obligation_id, requirement_id from marts.compliance where unit_id = ? order by due_on limit 1"
        row = reader.execute(wanted, [unit]).fetchone()
    assert row is not None
    choices = {"unit_id": unit, "obligation_id": row[0], "requirement_id": row[1]}
    texts = {path.stem: path.read_text(encoding="utf-8") for path in files(OF_ONE_UNIT) if path.stem != NOT_OF_ONE}
    asked = {name: {one: choices[one] for one in PARAMETER.findall(text)} for name, text in texts.items()}
    return {"each": each_query(store, asked)}


def files(patterns: Iterable[str]) -> list[Path]:
    """The queries whose names are like these."""
    from dashboard import store as door

    return sorted(path for pattern in patterns for path in door.QUERIES.glob(pattern))


def each_query(store: str, asked: dict[str, dict[str, Any]], **day: date) -> dict[str, float]:
    """The seconds of every query, the fastest of several: it is the one least disturbed."""
    from dashboard import store as door

    def timed(name: str) -> float:
        started = time.perf_counter()
        door.query(name, store=store, **asked[name], **day)
        return time.perf_counter() - started

    return {name: min(timed(name) for _ in range(ROUNDS)) for name in asked}


def replay(store: str) -> Figures:
    """The store as it was known when half of the ledger's uploads were there, built anew."""
    from ingest import build, ledger

    number = ledger.events(Path(store))[-1].number
    spent = meter()
    path = build.build(Path(store), known_at=(1 + number) // 2)
    return {**spent(), "known_at": (1 + number) // 2, "last": number, "bytes": path.stat().st_size}


def pandas_judges(store: str) -> Figures:
    """Everybody's statuses on the last day by pandas, and how many of them are not those of the published store."""
    from bench import pandas_way
    from dashboard import store as door

    spent = meter()
    judged = pandas_way.judge(Path(store), LAST_DAY)
    figures = spent()
    with door.cursor(door.snapshot(store)) as reader:
        reader.execute("set variable as_of = cast(? as date)", [LAST_DAY])
        reader.register("judged", judged)
        row = reader.execute(DIFFERING).fetchone()
    assert row is not None
    return {**figures, "rows": len(judged), "differing": row[0]}
