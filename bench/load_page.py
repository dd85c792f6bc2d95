"""What everybody at once lived to see, as a page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from statistics import median

from bench.aims import HEADS, Line, least, most
from bench.meter import Figures
from bench.page import surroundings, table
from bench.visit import Run

P95_AIM = 1.0
ABOUT = """\
{viewers} people look at pages of a made-up campaign of 300 units, each at another one every ten seconds; {analysts}
ask in SQL, each with the next query as soon as the last is answered; the office hands in {workbooks} workbooks, {batch}
at a time, looks at what is said of them and takes them, which publishes each time. All at once, for {seconds:.0f}
seconds, signed in and through the gate, over sockets in the framework's own language, the server and all of them on
the same two processors. *Run*: from when it was due until all of the page is there. *Drawn anew*: what an open page
does by itself when something is published. *Look*: the question whether anything was, which every open page asks
every ten seconds."""
MIXED = """\
Afterwards every published build is served once more to somebody who is alone. Each page that was shown before must be,
byte for byte, what the same address shows on one of the builds, and nobody may have seen an older one after a newer."""

PROCESSORS = """\
*Pages*: the serving process. *What gives way*: the office's work and analysts' queries. *Those who come*: this harness.
Where *others on the machine* had a large share, the times above are longer than they would be. At the end the serving
process held {own:,.0f} MiB, and all that it had started {all:,.0f} MiB with it."""


def write(figures: Figures) -> tuple[str, bool]:
    """The whole page, and whether any aim was missed."""
    size, aims = figures["size"], list(lines(figures))
    about = ABOUT.format(**vars(size), seconds=figures["seconds"], batch=figures["batch"])
    parts = [
        "<!-- Written by `make load`. -->",
        "# Everybody at once",
        about,
        surroundings(),
        "## What is aimed at",
        table(HEADS, aims),
        MIXED,
        *told_of(figures["mixed"]["mixed"]),
        "## How long it took",
        table(("", "count", "p50", "p95", "p99", "longest"), times(figures)),
        "## What the processors did",
        PROCESSORS.format(own=figures["memory"][0], all=figures["memory"][1]),
        table(("", "of both processors"), shares(figures)),
        "## By page",
        table(("address", "runs", "p50", "p95"), by_address(figures["told"].looked)),
    ]
    return "\n\n".join(parts) + "\n", any(line[-1] != "met" for line in aims)


def lines(figures: Figures) -> Iterator[Line]:
    """Every aim beside what was measured."""
    told, size = figures["told"], figures["size"]
    yield most("a viewer's run, p95", quantile(told.looked, 0.95), P95_AIM, "{:.2f} s")
    everything = [*told.looked, *told.unasked, *told.asked]
    yield most("runs that said something went wrong", sum(bool(run.trouble) for run in everything), 0, "{:.0f}")
    yield most("errors in the server's log", len(figures["errors"]), 0, "{:.0f}")
    yield most("pages that show no single build", len(figures["mixed"]["mixed"]), 0, "{:.0f}")
    yield least("workbooks accepted", told.accepted, size.workbooks, "{:.0f}")
    yield most("queries that are let run at a time", figures["at_once"], 2, "{:.0f}")
    yield least("furthest place in the line that somebody was told", max(told.places, default=0), 1, "{:.0f}")


def told_of(mixed: Sequence[str]) -> Iterator[str]:
    """Which addresses were none of a single build, if any."""
    if mixed:
        yield f"They were {', '.join(f'`{address}`' for address in sorted(mixed))}."


def times(figures: Figures) -> Iterator[Line]:
    """How long everything took."""
    told = figures["told"]
    whole = [run for run in told.unasked if not run.of_a_fragment]
    looks = [run for run in told.unasked if run.of_a_fragment]
    for name, runs in (
        ("a viewer's run", told.looked),
        ("a page drawn anew", whole),
        ("a look for something new", looks),
        ("a query, with its wait", told.asked),
    ):
        yield (name, f"{len(runs):,}", *(spread(runs)))
    yield ("workbooks handed in, looked at, taken, published", *batches(told.taken))


def shares(figures: Figures) -> Iterator[Line]:
    """Who had how much of the processors."""
    whole = figures["seconds"] * (os.cpu_count() or 1)
    for name, seconds in figures["cpu_seconds"].items():
        yield name, f"{max(0.0, seconds) / whole:.0%}"


def spread(runs: Sequence[Run]) -> list[str]:
    """The usual time, the long ones, the longest."""
    return [f"{quantile(runs, share):.2f} s" for share in (0.5, 0.95, 0.99, 1)] if runs else [""] * 4


def quantile(runs: Sequence[Run], share: float) -> float:
    """What this share of runs stay below."""
    taken = sorted(run.seconds for run in runs)
    return taken[min(len(taken) - 1, int(share * len(taken)))] if taken else 0.0


def batches(taken: Sequence[float]) -> list[str]:
    """The same of the office's rounds."""
    if not taken:
        return ["0", *[""] * 4]
    return [f"{len(taken):,}", f"{median(taken):.1f} s", "", "", f"{max(taken):.1f} s"]


def by_address(runs: Sequence[Run]) -> Iterator[Line]:
    """Each address with its runs."""
    for address in sorted({run.address for run in runs}):
        some = [run for run in runs if run.address == address]
        yield f"`{address}`", f"{len(some):,}", f"{quantile(some, 0.5):.2f} s", f"{quantile(some, 0.95):.2f} s"
