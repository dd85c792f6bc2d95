"""The figures as a page: ratios first, because times belong to one machine and ratios hold on others."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from bench import aims
from bench.aims import Line
from bench.meter import Figures

MIB = 1024 * 1024
PACKAGES = ("duckdb", "polars", "python-calamine", "pandas", "openpyxl", "xlsxwriter")
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
rows with some wrong cells. *Check*: what the store knows is read first. *Page*: the upload page in the framework's own
harness, a new visitor and another workbook each time, the median of five after one to warm up; from handing in until
the findings are shown, and until the page is at its end, with the marked copy and the statuses that would change."""
ANALYSTS = """\
In a worker that was opened and locked ahead of time. *Compared with*: the bare engine on an open connection with one
thread; the same rows by a query with `limit 1000`; the overview while nobody else asks. *Measured* of the last: ten
analysts, each with a next heavy query as soon as the last is over, as far as the line lets them."""
SMALL = """\
Each is checked, kept as received, written to the ledger and synced to disk; the store is built once at the end."""

RUNS = """\
Every page is opened by a new visitor, run again as it stands, and run with one choice changed, on two days of the
campaign, in the framework's own harness: the server's work, without network and browser."""
SEEN = """\
*Floor*: a page of the same server settings that has one chart and nothing else. Each visit is by a browser that has
never been here. *Another day*: the same browser comes back in a new tab; it has the files, but has read none of them.
*In its tab*: the address once more where it is shown already, so that all scripts stand ready in memory, and what is
left is the page. A page is complete once its script has ended, its charts are drawn and nothing stands for what is
still to come. By page: a reader whose browser has the files opens it; *files* and
*messages* are what came over the wire, *parts* the elements of the page, *rows* those of all its tables and of the
longest."""
NO_BROWSER = "No Chromium was found, so nothing was measured in a browser."


def write(figures: Figures) -> str:
    """The whole page."""
    parts = [
        "<!-- Written by `make bench`. -->",
        "# Performance",
        ABOUT,
        f"{surroundings()}\n{meanwhile(figures['paces'])}",
        "## What is aimed at",
        table(aims.HEADS, aims.lines(figures)),
        "## One large workbook",
        wide_part(figures["wide"]),
        "## A workbook beyond all limits",
        huge_part(figures["huge"]),
        "## An ordinary workbook on the upload page",
        ordinary_part(figures["ordinary"]),
        "## Many small workbooks",
        small_part(figures["small"]),
        "## Analysts' SQL",
        analysts_part(figures["analysts"]),
        "## A campaign",
        campaigns_part(figures["campaigns"]),
        "## The overview's queries, one by one",
        queries_part(figures["campaigns"]),
        "## A run of a page's script",
        runs_part(figures["campaigns"]),
        "## The pages in a browser",
        *(seen_part(size, one["browser"]) for size, one in figures["campaigns"].items()),
    ]
    return "\n\n".join(parts) + "\n"


def surroundings() -> str:
    """What it was measured on: versions and cores, nothing that names a machine."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; {versions}."


def meanwhile(paces: Sequence[float]) -> str:
    """How fast the machine was while it was measured on: other work on it slows all times alike."""
    return f"Meanwhile three million steps of plain Python took {min(paces):.2f} to {max(paces):.2f} s."


def wide_part(wide: Figures) -> str:
    """The large workbook against the floor and against the usual way."""
    names = {
        "floor": "floor",
        "check": "check",
        "quarter": "check, a quarter of the rows",
        "pandas": "pandas with openpyxl",
    }
    rows = [(name, *times(wide[one]), memory(wide[one])) for one, name in names.items()]
    return f"{wide['check']['rows']:,} {WIDE}\n\n{table(STAGE_HEADS, rows)}"


def huge_part(huge: Figures) -> str:
    """A workbook ten times as long, against its own floor."""
    floor, check = huge["floor"], huge["check"]
    held = f"{check['together_mib']:,.0f} MiB together"
    rows = [("floor", *times(floor), memory(floor)), ("check", *times(check), held)]
    return f"{check['rows']:,} {HUGE}\n\n{table(STAGE_HEADS, rows)}"


def ordinary_part(ordinary: Figures) -> str:
    """What the sender of one workbook waits for."""
    check, page = ordinary["check"], ordinary["page"]
    whole = f"{page['whole_seconds']:.2f} s", f"{page['whole_cpu_seconds']:.2f} s"
    rows = [
        ("check", *times(check), memory(check)),
        ("page, findings shown", *times(page), memory(page)),
        ("page, at its end", *whole, memory(page)),
    ]
    return f"{page['rows']:,} {ORDINARY}\n\n{table(STAGE_HEADS, rows)}"


def times(figures: Figures) -> tuple[str, str]:
    """A stage's seconds on the wall, and of the processors."""
    return f"{figures['seconds']:.2f} s", f"{figures['cpu_seconds']:.2f} s"


STAGE_HEADS = ("stage", "time", "processors", "peak memory")


def small_part(small: Figures) -> str:
    """Many small workbooks, each an upload of its own."""
    files, seconds = small["files"], small["seconds"]
    spread = (
        f"{seconds:.1f} s ({small['cpu_seconds']:.1f} s of the processors), {1000 * seconds / files:.0f} ms a workbook"
    )
    said = (
        f"{files} workbooks of {small['rows'] // files} rows, from check to published store: {spread}, {memory(small)}."
    )
    return f"{said} {SMALL}"


def analysts_part(asked: Figures) -> str:
    """What analysts' SQL costs, beside what it is compared with."""
    rows = [
        ("1,000 rows", f"{1000 * asked['bare_seconds']:.0f} ms", f"{1000 * asked['sandbox_seconds']:.0f} ms"),
        ("first page of 10 million rows", *(f"{asked[f'{name}_seconds']:.2f} s" for name in ("limit", "page"))),
        ("memory of all processes", *(f"{asked[f'{name}_mib']:.0f} MiB" for name in ("limit", "page"))),
        ("the overview's queries, p95", *(f"{1000 * asked[f'{name}_p95']:.0f} ms" for name in ("quiet", "crowded"))),
    ]
    return f"{ANALYSTS}\n\n{table(('', 'compared with', 'measured'), rows)}"


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
    return f"{table(heads, [(name, *values) for name, values in lines])}{growth_part(campaigns)}"


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


def queries_part(campaigns: dict[int, Figures]) -> str:
    """Each query's time at each size."""
    names = sorted({name for one in campaigns.values() for name in one["overview"]["each"]})
    heads = ("query", *(f"{size:,} units" for size in campaigns))
    rows = [(name, *(f"{1000 * one['overview']['each'][name]:.1f} ms" for one in campaigns.values())) for name in names]
    return table(heads, rows)


def runs_part(campaigns: dict[int, Figures]) -> str:
    """How long the runs take, and the slowest of each page."""
    heads = ("", *(f"{size:,} units" for size in campaigns))
    walks = [one["walk"] for one in campaigns.values()]
    rows = [("runs", *(str(one["runs"]) for one in walks))]
    rows += [(name, *(f"{1000 * one[name]:.0f} ms" for one in walks)) for name in ("p50", "p95")]
    pages = sorted({page for one in walks for page in one["slowest"]})
    rows += [(f"{page}, slowest", *(f"{1000 * one['slowest'][page]:.0f} ms" for one in walks)) for page in pages]
    return f"{RUNS}\n\n{table(heads, rows)}"


def seen_part(size: int, seen: Figures) -> str:
    """What a reader waits for, and what comes over the wire."""
    if not seen:
        return f"{size:,} units. {NO_BROWSER}"
    heads = ("", *aims.VISITS.values(), "bytes of a first visit")
    visits = [
        (name, *(f"{one[visit]:.2f} s" for visit in aims.VISITS), f"{one['first_bytes'] / MIB:.1f} MiB")
        for name, one in (("floor", seen["seconds"]["blank"]), ("overview", seen["seconds"]["overview"]))
    ]
    columns = ("page", "complete", "files", "messages", "parts", "rows")
    changes = [(f"{name}, another choice", "", *wire(one)) for name, one in seen["changes"].items()]
    pages = [(name, f"{one['seconds']:.2f} s", *wire(one)) for name, one in seen["pages"].items()]
    return f"{size:,} units. {SEEN}\n\n{table(heads, visits)}\n\n{table(columns, [*pages, *changes])}"


def wire(one: Figures) -> Line:
    """What came over the wire."""
    files, messages = (f"{one[name] / 1024:,.0f} KiB" for name in ("file_bytes", "message_bytes"))
    return files, messages, str(one["parts"]), f"{one['rows']:,}, {one['longest_table']:,}"


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
