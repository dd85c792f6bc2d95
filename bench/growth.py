"""How everything grows with the number of units: figures that are kept, so that a later run need not be as large.

A size is measured when it is asked for; what it measured, and when, stays in `docs/growth.json` until it is measured
again, and the section of the page and its plot are written from all that is kept.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from bench import aims, plot
from bench.meter import Figures

DOCS = Path(__file__).parents[1] / "docs"
HEADING = "## Growth"
SECTION = re.compile(rf"{HEADING}\n.*?(?=\n## |\Z)", re.DOTALL)
MIB = 1024 * 1024
MATRIX = ("overview__group_cells", "overview__unit_cells")
CURVE = "overview__curve"
OBLIGATIONS_OF_ONE = "unit__requirements"
AS_OF_AIM_MS, ONE_UNIT_AIM_MS, BUILD_AIM_MIB, LINEAR_AIM = 50, 10, 2048, 1.25
FAR, FAR_AIM_SECONDS = 5_000_000, 120
Sizes = dict[int, Figures]
ABOUT = """\
The same campaign at more and more units. Up to 20,000 units the rows come from workbooks, when the whole benchmark is
run; else those of 300 units are repeated under new names and put where accepted rows lie, which is then what *rows in
place* took. A *replay* builds the store as it was known after half of the ledger's entries. Times in brackets are of
the processors, which other work on the machine changes less. Sizes are measured when somebody asks
(`make bench UNITS="300 20000 200000"`), and stay here with their day until they are measured again."""
PANDAS = """\
*pandas* judges the same accepted rows: the fourteen requirements by whole columns, for the last day, and nothing but
the status; every status is compared with the store's, and *differing* says how many are not the same. The build beside
it judges every day of the campaign, every check by itself, with the words and the cells that prove it."""

FURTHER = """\
What the engine does for a unit, by a profile at 20,000 units: a quarter of its time goes into the results of single
checks, a fifth into writing tables to the disk, a sixth into the accepted rows by cell, the rest into deadlines,
states, statuses and the checks of the store itself, none of it more than a tenth. Units are judged a range at a time;
only what is counted over all of them looks at everybody. It is far more than one status an obligation: fourteen
obligations have thirty recorded stretches and nearly a hundred and forty results of checks, each with its words. That,
and not how it grows, is what keeps five million units out of reach of one machine: see
[beyond one machine](beyond-one-machine.md). What one unit's pages and the overview ask is mostly the planning of the
question, the same at every size: groups, the worst units, the shares of ballots and how many units of a class stand at
each share are published by stretches of days on which they stay the same."""


def kept(folder: Path = DOCS) -> Sizes:
    """What was measured at each size, smallest first."""
    path = folder / "growth.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {int(size): found[size] for size in sorted(found, key=int)}


def keep(measured: Sizes, day: date, folder: Path = DOCS) -> Sizes:
    """Put what was measured today in place of what was measured at these sizes before, and draw it."""
    dated = {size: {"measured_on": day.isoformat(), **one} for size, one in measured.items()}
    sizes = dict(sorted((kept(folder) | dated).items()))
    (folder / "growth.json").write_text(json.dumps(sizes, indent=1) + "\n", encoding="utf-8")
    (folder / "growth.svg").write_text(drawn(sizes), encoding="utf-8")
    return sizes


def replaced(page: str, sizes: Sizes) -> str:
    """The page with its section on growth written anew, at its end where it has none."""
    if not SECTION.search(page):
        return f"{page.rstrip()}\n\n{section(sizes)}\n"
    return SECTION.sub(lambda _: f"{section(sizes)}\n", page)


def section(sizes: Sizes) -> str:
    """Everything by size, what a factor of units costs, and the plot."""
    heads = ("", *(f"{size:,} units" for size in sizes))
    parts = [HEADING, ABOUT, table(aims.HEADS, [*aimed_at(sizes)]), table(heads, lines(sizes)), PANDAS, FURTHER]
    if len(sizes) > 1:
        parts += [table(("from … to … units", *FACTORS), factors(sizes)), "![time by number of units](growth.svg)"]
    return "\n\n".join(parts)


def aimed_at(sizes: Sizes) -> Iterator[aims.Line]:
    """Every aim that holds at any size, and the farthest one, told from the largest size that was measured."""
    for size, one in sizes.items():
        for day, name in (("usual", "overview"), ("past", "overview of a past day")):
            took = 1000 * sum(one["overview"][day].values())
            yield aims.most(f"{size:,} units: {name}", took, AS_OF_AIM_MS, "{:.0f} ms")
        took = 1000 * max(one["unit"]["each"].values())
        yield aims.most(f"{size:,} units: one unit, the slowest question", took, ONE_UNIT_AIM_MS, "{:.1f} ms")
        yield aims.most(f"{size:,} units: memory of the build", one["build"]["peak_mib"], BUILD_AIM_MIB, "{:,.0f} MiB")
    *_, before, last = [sizes[min(sizes)], *sizes.values()]
    name = "linear: the build's time a unit, the largest size ÷ the one before"
    yield aims.most(name, a_unit(last) / a_unit(before), LINEAR_AIM, "{:.2f}")
    name = f"{FAR:,} units: build, at the largest size's time a unit on all processors"
    yield aims.most(name, a_unit(last) * FAR / (os.cpu_count() or 1), FAR_AIM_SECONDS, "{:,.0f} s")


def a_unit(one: Figures) -> float:
    """The processors' seconds that the build takes for a unit."""
    return float(one["build"]["cpu_seconds"] / one["overview"]["units"])


def lines(sizes: Sizes) -> list[tuple[str, ...]]:
    """One line for everything that is measured."""
    return [(name, *(say(one) for one in sizes.values())) for name, say in LINES.items()]


def cost(name: str) -> Callable[[Figures], str]:
    """A stage's time and memory."""

    def say(one: Figures) -> str:
        stage = one.get(name)
        return (
            f"{stage['seconds']:,.1f} s ({stage['cpu_seconds']:,.1f} s), {stage['peak_mib']:,.0f} MiB" if stage else ""
        )

    return say


def together(day: str, names: tuple[str, ...] = ()) -> Callable[[Figures], str]:
    """Some of the overview's queries on a day, or all of them."""
    return lambda one: ms(sum(took for name, took in one["overview"][day].items() if not names or name in names))


def ms(seconds: float) -> str:
    """Milliseconds."""
    return f"{1000 * seconds:,.1f} ms"


def slowest(one: Figures) -> str:
    """The slowest question that the pages of one unit ask, by name."""
    name = max(one["unit"]["each"], key=one["unit"]["each"].__getitem__)
    return f"{ms(one['unit']['each'][name])}, {name}"


LINES: dict[str, Callable[[Figures], str]] = {
    "measured on": lambda one: str(one["measured_on"]),
    "obligations": lambda one: f"{one['overview']['obligations']:,}",
    "rows in place": cost("ingest"),
    "build": cost("build"),
    "build, a unit": lambda one: ms(a_unit(one)),
    "store": lambda one: f"{one['build']['bytes'] / MIB:,.0f} MiB",
    "store, a unit": lambda one: f"{one['build']['bytes'] / one['overview']['units'] / 1024:,.1f} KiB",
    "overview, usual day": together("usual"),
    "overview, a past day": together("past"),
    "matrix": together("usual", MATRIX),
    "curve": together("usual", (CURVE,)),
    "one unit, its obligations": lambda one: ms(one["unit"]["each"][OBLIGATIONS_OF_ONE]),
    "one unit, the slowest question": slowest,
    "replay of half the ledger": cost("replay"),
    "pandas, one day's statuses": cost("pandas"),
    "differing from the store": lambda one: f"{one['pandas']['differing']:,}",
}
FACTORS: dict[str, Callable[[Figures], float]] = {
    "units": lambda one: float(one["overview"]["units"]),
    "build": lambda one: float(one["build"]["cpu_seconds"]),
    "memory": lambda one: float(one["build"]["peak_mib"]),
    "store": lambda one: float(one["build"]["bytes"]),
    "overview": lambda one: sum(one["overview"]["usual"].values()),
    "one unit": lambda one: max(one["unit"]["each"].values()),
    "pandas": lambda one: float(one["pandas"]["cpu_seconds"]),
}


def factors(sizes: Sizes) -> list[tuple[str, ...]]:
    """From each size to the next: so many times the units, so many times everything else."""
    steps = pairwise(sizes.items())
    return [
        (f"{few:,} → {many:,}", *(times(of(large) / of(small)) for of in FACTORS.values()))
        for (few, small), (many, large) in steps
    ]


def times(factor: float) -> str:
    """How many times as much."""
    return f"× {factor:,.0f}" if factor >= 10 else f"× {factor:.1f}"


def drawn(sizes: Sizes) -> str:
    """The seconds of everything by units."""
    named = {
        "build (processors)": FACTORS["build"],
        "pandas (processors)": FACTORS["pandas"],
        "overview": FACTORS["overview"],
        "one unit, slowest question": FACTORS["one unit"],
        "curve": lambda one: float(one["overview"]["usual"][CURVE]),
    }
    return plot.log_log(
        {name: [(size, of(one)) for size, one in sizes.items()] for name, of in named.items()}, "units; seconds"
    )


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    return "\n".join("| " + " | ".join(line) + " |" for line in [heads, ("---",) * len(heads), *rows])
