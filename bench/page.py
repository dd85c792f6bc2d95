"""The figures as a page: ratios first, because times belong to one machine and ratios hold on others."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

MIB = 1024 * 1024
PACKAGES = ("duckdb", "polars", "python-calamine", "pandas", "openpyxl", "xlsxwriter")
FLOOR_AIM = 3
PANDAS_AIM = 5
LINEAR_AIM = 1.25
HUGE_FLOOR_AIM = 2.5
HUGE_MIB_AIM = 2048
ORDINARY_AIM = 1.0
SMALL_AIM = 15
OVERVIEW_AIMS_MS = {300: 50, 20_000: 250}
ABOUT = """\
How fast the real pipeline is, from workbook to overview, measured on a made-up campaign (seeded, with fourteen
obligations a unit). Times belong to one machine and vary by a third between runs; ratios hold. Every stage runs in a
process of its own; peak memory is that process's, plus that of the process which reads workbooks for it."""
WIDE = """\
rows of 20 filled columns in one sheet. *Floor*: inflating the file and letting expat see its tokens, nothing else.
*Check*: headings found, every cell typed, units and names resolved, keys compared, rows ready to store. *pandas*:
`read_excel` through openpyxl, which it opens read-only, giving untyped columns."""
HUGE = """\
rows of the same 20 columns, more than is taken from anybody; for this run the limits are raised. The memory is that of
all processes at one moment."""
ORDINARY = """\
rows, the store's state read first, as a page does it"""
SMALL = """\
Each is checked, kept as received, written to the ledger and synced to disk; the store is built once at the end."""
Figures = dict[str, Any]
Line = tuple[str, ...]


def write(figures: Figures) -> str:
    """The whole page."""
    parts = [
        "<!-- Written by `make bench`. -->",
        "# Performance",
        ABOUT,
        surroundings(),
        "## One large workbook",
        wide_part(figures["wide"]),
        "## A workbook beyond all limits",
        huge_part(figures["huge"]),
        "## Many small workbooks",
        small_part(figures["small"]),
        "## A campaign",
        campaigns_part(figures["campaigns"]),
        "## The overview's queries, one by one",
        queries_part(figures["campaigns"]),
    ]
    return "\n\n".join(parts) + "\n"


def surroundings() -> str:
    """What it was measured on: versions and cores, nothing that names a machine."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; {versions}."


def wide_part(wide: Figures) -> str:
    """The large workbook against the floor and against the usual way."""
    names = ("floor", "check", "quarter", "pandas", "ordinary")
    floor, check, quarter, pandas, ordinary = (wide[name] for name in names)
    over_floor = check["seconds"] / floor["seconds"]
    over_pandas = pandas["seconds"] / check["seconds"]
    growth = (check["seconds"] / check["rows"]) / (quarter["seconds"] / quarter["rows"])
    said = f"{check['rows']:,} {WIDE}"
    rows = [
        ("floor", *times(floor), memory(floor)),
        ("check", *times(check), memory(check)),
        ("check, a quarter of the rows", *times(quarter), memory(quarter)),
        ("pandas with openpyxl", *times(pandas), memory(pandas)),
        (f"check of {ordinary['rows']} {ORDINARY}", *times(ordinary), memory(ordinary)),
    ]
    aims = [
        aim("check ÷ floor", f"{over_floor:.1f}", f"≤ {FLOOR_AIM}", over_floor <= FLOOR_AIM),
        aim("pandas ÷ check", f"{over_pandas:.1f}", f"≥ {PANDAS_AIM}", over_pandas >= PANDAS_AIM),
        aim("time a row, whole ÷ quarter", f"{growth:.2f}", f"≤ {LINEAR_AIM}", growth <= LINEAR_AIM),
        seconds_aim("one ordinary workbook", ordinary["seconds"], ORDINARY_AIM),
    ]
    return f"{said}\n\n{table(STAGE_HEADS, rows)}\n\n{table(AIM_HEADS, aims)}"


def huge_part(huge: Figures) -> str:
    """A workbook ten times as long, against its own floor."""
    floor, check = huge["floor"], huge["check"]
    over_floor, held = check["seconds"] / floor["seconds"], check["together_mib"]
    rows = [("floor", *times(floor), memory(floor)), ("check", *times(check), f"{held:,.0f} MiB together")]
    aims = [
        aim("check ÷ floor", f"{over_floor:.1f}", f"≤ {HUGE_FLOOR_AIM}", over_floor <= HUGE_FLOOR_AIM),
        aim("memory", f"{held:,.0f} MiB", f"≤ {HUGE_MIB_AIM:,} MiB", held <= HUGE_MIB_AIM),
    ]
    return f"{check['rows']:,} {HUGE}\n\n{table(STAGE_HEADS, rows)}\n\n{table(AIM_HEADS, aims)}"


def times(figures: Figures) -> tuple[str, str]:
    """A stage's seconds on the wall, and of the processors."""
    return f"{figures['seconds']:.2f} s", f"{figures['cpu_seconds']:.2f} s"


STAGE_HEADS = ("stage", "time", "processors", "peak memory")
AIM_HEADS = ("ratio", "measured", "aim", "met")


def aim(name: str, measured: str, wanted: str, is_met: bool) -> Line:
    """One aim beside what was measured."""
    return name, measured, wanted, "yes" if is_met else "**no**"


def seconds_aim(name: str, seconds: float, wanted: float) -> Line:
    """An aim in seconds; how long a file takes its sender to see judged does not become a ratio."""
    return aim(name, f"{seconds:.2f} s", f"≤ {wanted:g} s", seconds <= wanted)


def small_part(small: Figures) -> str:
    """Many small workbooks, each an upload of its own."""
    files, seconds = small["files"], small["seconds"]
    spread = (
        f"{seconds:.1f} s ({small['cpu_seconds']:.1f} s of the processors), {1000 * seconds / files:.0f} ms a workbook"
    )
    said = (
        f"{files} workbooks of {small['rows'] // files} rows, from check to published store: {spread}, {memory(small)}."
    )
    return f"{said} {SMALL}\n\n{table(AIM_HEADS, [seconds_aim('from check to published', seconds, SMALL_AIM)])}"


def campaigns_part(campaigns: dict[int, Figures]) -> str:
    """Every size side by side."""
    heads = ("", *(f"{size:,} units" for size in campaigns))
    lines = [
        ("obligations", [f"{one['overview'].get('obligation_count', 0):,}" for one in campaigns.values()]),
        ("rows accepted, both rounds", [f"{sum(r['rows'] for r in one['accept']):,}" for one in campaigns.values()]),
        ("workbooks", [f"{one['workbook_bytes'] / MIB:.1f} MiB" for one in campaigns.values()]),
        ("first round, check to published", [spent(one["accept"][0]) for one in campaigns.values()]),
        ("second round, check to published", [spent(one["accept"][1]) for one in campaigns.values()]),
        ("build from the ledger", [spent(one["build"]) for one in campaigns.values()]),
        ("store", [f"{one['build']['bytes'] / MIB:.1f} MiB" for one in campaigns.values()]),
        ("overview, all queries", [overview_ms(one) for one in campaigns.values()]),
    ]
    aims = [overview_aim(size, one) for size, one in campaigns.items() if size in OVERVIEW_AIMS_MS]
    whole = table(heads, [(name, *values) for name, values in lines])
    return f"{whole}\n\n{table(('overview', 'measured', 'aim', 'met'), aims)}{growth_part(campaigns)}"


def growth_part(campaigns: dict[int, Figures]) -> str:
    """How build time and size grow against the number of units."""
    if len(campaigns) < 2:
        return ""
    few, *_, many = campaigns
    small, large = campaigns[few]["build"], campaigns[many]["build"]
    times, sizes = large["seconds"] / small["seconds"], large["bytes"] / small["bytes"]
    return f"\n\n{many / few:.0f} times the units: {times:.0f} times the build time, {sizes:.0f} times the store."


def overview_ms(one: Figures) -> str:
    """All queries of the overview together."""
    return f"{1000 * one['overview']['seconds']:.0f} ms, {memory(one['overview'])}"


def overview_aim(size: int, one: Figures) -> Line:
    """The overview's aim at one size."""
    measured, wanted = 1000 * one["overview"]["seconds"], OVERVIEW_AIMS_MS[size]
    return aim(f"{size:,} units", f"{measured:.0f} ms", f"≤ {wanted} ms", measured <= wanted)


def queries_part(campaigns: dict[int, Figures]) -> str:
    """Each query's time at each size."""
    names = sorted({name for one in campaigns.values() for name in one["overview"]["each"]})
    heads = ("query", *(f"{size:,} units" for size in campaigns))
    rows = [(name, *(f"{1000 * one['overview']['each'][name]:.1f} ms" for one in campaigns.values())) for name in names]
    return table(heads, rows)


def spent(figures: Figures) -> str:
    """A stage's time and memory."""
    return f"{figures['seconds']:.1f} s, {memory(figures)}"


def memory(figures: Figures) -> str:
    """A stage's peak memory."""
    reader = f" + {figures['reader_mib']:.0f}" if figures["reader_mib"] else ""
    return f"{figures['peak_mib']:.0f}{reader} MiB"


def table(heads: Line, rows: Iterable[Line]) -> str:
    """A table in Markdown."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
