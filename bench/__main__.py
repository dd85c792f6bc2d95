"""Measure everything, print it, and write docs/performance.md; or, with sizes, how it grows with the units."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from bench import campaign, growth, meter, page, reports

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
SIZES = (300, 20_000)
FEW = 300
SMALL_FILES = 500
REPEATS = 3
Figures = dict[str, Any]


def stage(name: str, *arguments: object) -> Figures:
    """One stage in a process of its own."""
    print(f"… {name} {' '.join(Path(str(a)).name for a in arguments)}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "bench.stages", name, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def environment() -> dict[str, str]:
    """The surroundings without a store of the user's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG")}


def fastest(name: str, *arguments: object) -> Figures:
    """A short stage several times; the fastest run is the one least disturbed."""
    return min((stage(name, *arguments) for _ in range(REPEATS)), key=lambda figures: float(figures["seconds"]))


def taken_in(folder: Path, unit_count: int) -> tuple[Path, list[Figures]]:
    """A campaign's store, and what each round of its workbooks took to be in it."""
    store = folder / "store"
    stage("make_returns", folder, unit_count)
    stage("init", store, folder / "plan")
    stage("accept", store, folder / "roster.xlsx", campaign.START)
    return store, [stage("accept", store, folder / f"returns-{until}-*.xlsx", until) for until in campaign.ROUNDS]


def campaign_of(folder: Path, unit_count: int) -> Figures:
    """A campaign from its workbooks to the overview."""
    store, rounds = taken_in(folder, unit_count)
    figures: Figures = {"accept": rounds, "build": stage("build", store), "overview": stage("overview", store)}
    figures |= {"walk": stage("walk_pages", store), "browser": stage("browse", store)}
    figures["growth"] = grown(store, rounds[-1], figures["build"])
    figures["workbook_bytes"] = sum(path.stat().st_size for path in folder.glob("*.xlsx"))
    return figures


def grown(store: Path, ingest: Figures, build: Figures) -> Figures:
    """What is told of every size, of a store that was built."""
    stages = {"overview": "on_two_days", "unit": "one_unit", "pandas": "pandas_judges", "replay": "replay"}
    return {"ingest": ingest, "build": build, **{name: stage(one, store) for name, one in stages.items()}}


def grown_of(folder: Path, sizes: tuple[int, ...]) -> dict[int, Figures]:
    """What is told of every size, of a small campaign repeated so often; one store is there at a time."""
    few, _ = taken_in(folder / "few", FEW)
    measured = {}
    for size in sizes:
        store = folder / str(size)
        measured[size] = grown(store, stage("make_many", few, store, size), stage("build", store))
        shutil.rmtree(store)
    return measured


def one_workbook(folder: Path, store: Path, unit_count: int) -> Figures:
    """The wide workbook: the floor, the product, the usual way; and a quarter of it, for linearity."""
    wide, quarter = folder / "wide.xlsx", folder / "quarter.xlsx"
    stage("make_wide", wide, unit_count, reports.WIDE_ROWS)
    stage("make_wide", quarter, unit_count, reports.WIDE_ROWS // 4)
    return {
        "floor": fastest("floor", wide),
        "check": fastest("check", store, wide),
        "quarter": fastest("check", store, quarter),
        "pandas": stage("pandas_openpyxl", wide),
    }


def ordinary_workbook(folder: Path, store: Path, unit_count: int) -> Figures:
    """A workbook as offices send them: checked by itself, and on the page until its sender sees the findings."""
    stage("make_ordinary", folder, unit_count)
    return {
        "check": fastest("check_ordinary", store, folder / "ordinary-0.xlsx"),
        "page": stage("check_on_page", store, folder / "ordinary-*.xlsx"),
    }


def huge_workbook(folder: Path, store: Path, unit_count: int) -> Figures:
    """A workbook larger than any that is taken: is the cost still that of its rows?"""
    huge = folder / "huge.xlsx"
    stage("make_wide", huge, unit_count, reports.HUGE_ROWS)
    return {"floor": stage("floor", huge), "check": stage("check_huge", store, huge)}


def many_workbooks(folder: Path, store: Path, unit_count: int) -> Figures:
    """Many small workbooks, from check to published store."""
    stage("make_small", folder, unit_count, SMALL_FILES)
    return stage("accept", store, folder / "small-*.xlsx", campaign.ROUNDS[-1])


def measure(folder: Path, sizes: tuple[int, ...]) -> Figures:
    """All figures, largest campaign last."""
    smallest = folder / str(sizes[0])
    paces = [meter.pace()]
    campaigns = {sizes[0]: campaign_of(smallest, sizes[0])}
    paces.append(meter.pace())
    wide = one_workbook(folder, smallest / "store", sizes[0])
    huge = huge_workbook(folder, smallest / "store", sizes[0])
    ordinary = ordinary_workbook(folder, smallest / "store", sizes[0])
    small = many_workbooks(folder, smallest / "store", sizes[0])
    analysts = stage("analysts", smallest / "store")
    paces.append(meter.pace())
    campaigns |= {size: campaign_of(folder / str(size), size) for size in sizes[1:]}
    paces.append(meter.pace())
    return {
        "paces": paces,
        "wide": wide,
        "huge": huge,
        "ordinary": ordinary,
        "small": small,
        "analysts": analysts,
        "campaigns": campaigns,
    }


def main() -> None:
    """Measure in a temporary folder, and write the page in docs/ anew, or its section on growth."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", help="only how it grows, at these numbers of units")
    sizes = tuple(parser.parse_args().units or ())
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as folder:
        if sizes:
            measured, text = grown_of(Path(folder), sizes), PAGE.read_text(encoding="utf-8")
        else:
            figures = measure(Path(folder), SIZES)
            measured = {size: one["growth"] for size, one in figures["campaigns"].items()}
            text = page.write(figures)
    text = growth.replaced(text, growth.keep(measured, date.today()))
    print(text)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
