"""What the figures are aimed at, and whether they get there."""

from __future__ import annotations

from collections.abc import Iterator

from bench.meter import Figures
from dashboard import tables

FLOOR_AIM = 3
PANDAS_AIM = 5
LINEAR_AIM = 1.25
HUGE_FLOOR_AIM = 2.5
HUGE_MIB_AIM = 2048
PAGE_AIM = 1
SMALL_AIM = 15
OVERHEAD_AIM_MS = 150
FIRST_PAGE_AIM = 1
FIRST_PAGE_MIB_AIM = 200
CROWD_AIM = 2
OVERVIEW_AIMS_MS = {300: 50, 20_000: 250}
RUN_AIMS_MS = {300: {"p50": 100, "p95": 250}, 20_000: {"p50": 300}}
BLANK_AIM = 1.3
BLANK_UNITS = 300
VISITS = {"first": "first visit", "tab": "another day", "again": "in its tab"}
HEADS = ("what", "measured", "aim", "")
Line = tuple[str, ...]


def lines(figures: Figures) -> Iterator[Line]:
    """Every aim beside what was measured, and whether it is met."""
    wide, huge, page, small = figures["wide"], figures["huge"], figures["ordinary"]["page"], figures["small"]
    floor, check, quarter, pandas = (wide[name] for name in ("floor", "check", "quarter", "pandas"))
    rows = f"{check['rows']:,} rows"
    yield most(f"{rows}: check ÷ floor", check["seconds"] / floor["seconds"], FLOOR_AIM)
    yield least(f"{rows}: pandas ÷ check", pandas["seconds"] / check["seconds"], PANDAS_AIM)
    yield most("linear: time a row, whole ÷ quarter", a_row(check) / a_row(quarter), LINEAR_AIM, "{:.2f}")
    rows = f"{huge['check']['rows']:,} rows"
    yield most(f"{rows}: check ÷ floor", huge["check"]["seconds"] / huge["floor"]["seconds"], HUGE_FLOOR_AIM)
    yield most(f"{rows}: memory", huge["check"]["together_mib"], HUGE_MIB_AIM, "{:,.0f} MiB")
    yield timed(f"{page['rows']:,} rows on the page: to shown findings", page, PAGE_AIM)
    yield timed(f"{small['files']:,} workbooks: check to published", small, SMALL_AIM)
    for size, one in figures["campaigns"].items():
        if size in OVERVIEW_AIMS_MS:
            milliseconds = 1000 * one["overview"]["seconds"]
            yield most(f"{size:,} units: the overview's queries", milliseconds, OVERVIEW_AIMS_MS[size], "{:.0f} ms")
        for name, wanted in RUN_AIMS_MS.get(size, {}).items():
            yield most(
                f"{size:,} units: a run of a page's script, {name}", 1000 * one["walk"][name], wanted, "{:.0f} ms"
            )
        if seen := one["browser"]:
            yield from seen_lines(size, seen)
    yield from of_analysts(figures["analysts"])


def seen_lines(size: int, seen: Figures) -> Iterator[Line]:
    """What is aimed at in the browser."""
    if size == BLANK_UNITS:
        for visit, name in VISITS.items():
            times = {page: one[visit] for page, one in seen["seconds"].items()}
            yield most(f"the overview ÷ a page with one chart, {name}", times["overview"] / times["blank"], BLANK_AIM)
    outside = sum(one["parts"] - one["parts_of_fragments"] for one in seen["changes"].values())
    yield most(f"{size:,} units: parts drawn again beside what a choice touches", outside, 0, "{:.0f}")
    longest = max(page["longest_table"] for page in seen["pages"].values())
    yield most(f"{size:,} units: rows of the longest table sent", longest, tables.MOST_ROWS_LISTED, "{:,.0f}")


def of_analysts(asked: Figures) -> Iterator[Line]:
    """What analysts' SQL may cost, them and others."""
    over = 1000 * (asked["sandbox_seconds"] - asked["bare_seconds"])
    yield most("SQL, 1,000 rows: overhead over the bare engine", over, OVERHEAD_AIM_MS, "{:.0f} ms")
    name = "SQL, first page of 10 million rows beside `limit`"
    yield most(f"{name}: time", asked["page_seconds"] - asked["limit_seconds"], FIRST_PAGE_AIM, "{:.2f} s")
    yield most(f"{name}: memory", asked["page_mib"] - asked["limit_mib"], FIRST_PAGE_MIB_AIM, "{:z.0f} MiB")
    crowded = asked["crowded_p95"] / asked["quiet_p95"]
    yield most("ten analysts: the overview's p95 ÷ quiet p95", crowded, CROWD_AIM)


def most(name: str, measured: float, wanted: float, form: str = "{:.1f}") -> Line:
    """An aim that is met from below."""
    return name, form.format(measured), f"≤ {in_unit(wanted, form)}", met(measured <= wanted)


def least(name: str, measured: float, wanted: float, form: str = "{:.1f}") -> Line:
    """An aim that is met from above."""
    return name, form.format(measured), f"≥ {in_unit(wanted, form)}", met(measured >= wanted)


def timed(name: str, figures: Figures, wanted: float) -> Line:
    """An aim for how long somebody waits; it is the wall's time that counts."""
    _, measured, *rest = most(name, figures["seconds"], wanted, "{:.2f} s")
    return name, f"{measured} ({figures['cpu_seconds']:.2f} s of the processors)", *rest


def in_unit(wanted: float, form: str) -> str:
    """A round number with the unit of what was measured."""
    return f"{wanted:,g}{form.partition('}')[2]}"


def met(is_met: bool) -> str:
    """The word for it; what is not met stands out."""
    return "met" if is_met else "**not met**"


def a_row(check: Figures) -> float:
    """The time that one row takes."""
    return float(check["seconds"] / check["rows"])
