"""What is measured: each stage runs in a process of its own and prints its figures as one line of JSON.

`python -m bench.stages STAGE ARGUMENT…` runs one by hand.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any
from xml.parsers import expat

from bench import campaign, reports, sizes
from bench.meter import Figures, meter, peaks, watch_memory

LAST_DAY = campaign.ROUNDS[-1]
ROUNDS = 7
PAGE_ROUNDS = 5
GROUPING = "guidance_group"
PARAMETER = re.compile(r"\$(\w+)")
CHUNK = 1 << 20
RAISED: dict[str, Any] = {
    "file_bytes": 2**28,
    "unzipped_bytes": 2**31,
    "part_bytes": 2**31,
    "box_cells": 10**8,
    "memory_bytes": 2**33,
    "cpu_seconds": 1_000,
    "wall_seconds": 1_000.0,
}


def make_wide(path: str, unit_count: str, row_count: str) -> Figures:
    """Write the wide workbook."""
    reports.write_wide_file(Path(path), int(unit_count), int(row_count))
    return {"bytes": Path(path).stat().st_size}


def make_ordinary(folder: str, unit_count: str) -> Figures:
    """Write the ordinary workbooks: one to warm up with, and one a round."""
    reports.write_ordinary_files(Path(folder), int(unit_count), 1 + PAGE_ROUNDS)
    return {}


def make_small(folder: str, unit_count: str, file_count: str) -> Figures:
    """Write the small workbooks."""
    campaign.write_small_files(Path(folder), int(unit_count), int(file_count))
    return {}


def make_returns(folder: str, unit_count: str) -> Figures:
    """Write the roster and both rounds of returns."""
    campaign.write_plan(Path(folder) / "plan")
    campaign.write_roster(Path(folder), int(unit_count))
    for until in campaign.ROUNDS:
        campaign.write_returns(Path(folder), int(unit_count), until)
    return {}


def make_many(few: str, store: str, unit_count: str) -> Figures:
    """A store of very many units, its rows put straight where accepted rows lie; `few` is one that was read in."""
    from bench import many
    from ingest import intake, ledger

    plan = ledger.events(Path(few))[0].payload["path"]
    intake.init_store(Path(store), Path(few) / plan)
    spent = meter()
    return {"units": many.multiply(Path(few), Path(store), int(unit_count)), **spent()}


def floor(path: str) -> Figures:
    """The least that reading can cost: inflate every part of XML and let expat see its tokens."""
    spent = meter()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                tokens(archive, name)
    return spent()


def tokens(archive: zipfile.ZipFile, name: str) -> None:
    """Parse one part and do nothing with it."""
    parser = expat.ParserCreate()
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def pandas_openpyxl(path: str) -> Figures:
    """The usual way to read a workbook; pandas opens it through openpyxl's read-only mode."""
    import pandas as pd

    spent = meter()
    rows = len(pd.read_excel(path, engine="openpyxl"))
    return {**spent(), "rows": rows}


def check(store: str, path: str) -> Figures:
    """One workbook from file to findings and typed rows, against a store that knows its units."""
    from ingest import intake, state

    known = state.load(Path(store))
    spent = meter()
    result = intake.check(Path(store), [Path(path)], LAST_DAY, known=known)[0]
    return {**spent(), "rows": accepted(result), "findings": len(result.check.findings)}


def check_ordinary(store: str, path: str) -> Figures:
    """One workbook as a page checks it, what the store knows read first."""
    from ingest import intake

    spent = meter()
    result = intake.check(Path(store), [Path(path)], LAST_DAY)[0]
    return {**spent(), "rows": accepted(result), "findings": len(result.check.findings)}


def check_on_page(store: str, pattern: str) -> Figures:
    """Ordinary workbooks handed in on the upload page, each by another visitor, until the findings are shown.

    The first warms the server up; then the median. The page goes on to the statuses that would change.
    """
    from bench import visitor

    os.environ["TAIZHANG_STORE"] = store
    _, *rounds = [visitor.hand_in(path) for path in files_of(pattern)]
    return {**{name: median(each[name] for each in rounds) for name in rounds[0]}, "rows": reports.ORDINARY_ROWS}


def files_of(pattern: str) -> list[Path]:
    """The files of a folder whose names are like this."""
    folder, _, names = pattern.rpartition("/")
    return sorted(Path(folder).glob(names))


def check_huge(store: str, path: str) -> Figures:
    """A workbook larger than any that is taken, with the limits raised, and the memory of all processes together."""
    from ingest import check, diff, state
    from ingest.limits import DEFAULTS

    limits = replace(DEFAULTS, **RAISED)
    known = state.load(Path(store))
    highest, spent = watch_memory(), meter()
    found = check.check_file(Path(path), known.context, LAST_DAY, limits)
    diff.compare(found.tables, known.in_force(found.tables), found.report_on)
    return {**spent(), "together_mib": highest(), "rows": sum(table.accepted for table in found.tables)}


def init(store: str, plan: str) -> Figures:
    """An empty store."""
    from ingest import intake

    intake.init_store(Path(store), Path(plan))
    return {}


def accept(store: str, pattern: str, until: str) -> Figures:
    """Files from check to published store, in one go."""
    from ingest import intake

    paths = files_of(pattern)
    spent = meter()
    results = intake.accept(Path(store), paths, report_on=date.fromisoformat(until), by="bench", yes=True)
    figures = spent()
    refused = [result for result in results if result.outcome == intake.REFUSED]
    if refused:
        raise SystemExit(f"{refused[0].check.file} was refused: {refused[0].check.findings[:3]}")
    return {**figures, "files": len(paths), "rows": sum(accepted(result) for result in results)}


def accepted(result: Any) -> int:
    """The rows that a file gave."""
    return sum(table.accepted for table in result.check.tables)


def build(store: str) -> Figures:
    """The store once more from its ledger: load, views, tables, checks, publish."""
    from ingest import build as builder

    spent = meter()
    path = builder.build(Path(store))
    return {**spent(), "bytes": path.stat().st_size}


def overview(store: str) -> Figures:
    """Every query of the overview, one after the other, as its page asks them; the median of several rounds."""
    from dashboard import store as door

    first = door.query("overview__headline", store=store).row(0, named=True)
    asked = overview_queries(store, first["unit_count"])
    rounds = [[timed(door.query, name, store, limits) for name, limits in asked.items()] for _ in range(ROUNDS)]
    each = {name: median(times) for name, times in zip(asked, zip(*rounds, strict=True), strict=True)}
    counts: Figures = {name: first[name] for name in ("unit_count", "obligation_count") if name in first}
    return {"seconds": median(sum(times) for times in rounds), "each": each, **counts}


def overview_queries(store: str, unit_count: int) -> dict[str, dict[str, Any]]:
    """The overview's queries by name, each with what its page asks it for."""
    from dashboard import store as door

    choices = overview_choices(store, unit_count)
    paths = sorted(door.QUERIES.glob("overview__*.sql"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    return {name: {one: choices[one] for one in PARAMETER.findall(text)} for name, text in texts.items()}


def overview_choices(store: str, unit_count: int) -> dict[str, Any]:
    """What the overview's page asks its queries for: the groups it shows, and the units of those that stand open."""
    from dashboard import matrix
    from dashboard import store as door

    groups = door.query("overview__groups", store=store, grouping=GROUPING, row_limit=matrix.MOST_GROUPS)
    names = [name for name in groups["group_name"].to_list() if name]
    _, asked = matrix.asked_of(names, "", unit_count)
    return {"row_limit": matrix.MOST_GROUPS, "grouping": GROUPING, "group_names": names, **asked}


def walk_pages(store: str) -> Figures:
    """Every page opened, run again and changed, on two days: how long the runs of the script take."""
    from bench import walk

    os.environ["TAIZHANG_STORE"] = store
    found = walk.walk(tuple(day.isoformat() for day in campaign.ROUNDS))
    taken = sorted(one["seconds"] for runs in found.values() for one in runs)
    slowest = {page: max(one["seconds"] for one in runs) for page, runs in found.items()}
    return {"runs": len(taken), "p50": median(taken), "p95": taken[int(0.95 * (len(taken) - 1))], "slowest": slowest}


def browse(store: str) -> Figures:
    """The pages in a real browser; nothing where there is none."""
    from bench import browser

    return browser.measure(Path(store)) if browser.found() else {}


def timed(query: Callable[..., Any], name: str, store: str, limits: dict[str, Any]) -> float:
    """How long one query takes, in seconds."""
    started = time.perf_counter()
    query(name, store=store, **limits)
    return time.perf_counter() - started


def analysts(store: str) -> Figures:
    """What analysts' SQL costs, them and others."""
    from bench import analysts as crowd
    from dashboard import store as door

    path = door.snapshot(store).path
    # First of all: the bare engine does not open a file that pages have open under settings of their own.
    alone = {**crowd.overhead(path), **crowd.first_page(path)}
    unit_count = door.query("overview__headline", store=store).row(0, named=True)["unit_count"]
    return {**alone, **crowd.looking(store, path, overview_queries(store, unit_count))}


STAGES: dict[str, Callable[..., Figures]] = {
    stage.__name__: stage
    for stage in (
        make_wide,
        make_ordinary,
        make_small,
        make_returns,
        make_many,
        floor,
        pandas_openpyxl,
        check,
        check_ordinary,
        check_on_page,
        check_huge,
        init,
        accept,
        build,
        overview,
        walk_pages,
        browse,
        analysts,
        sizes.on_two_days,
        sizes.one_unit,
        sizes.replay,
        sizes.pandas_judges,
    )
}


def main(stage: str, *arguments: str) -> None:
    """Run one stage and print what it measured."""
    figures = STAGES[stage](*arguments)
    print(json.dumps({**figures, **peaks()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
