"""The dashboard in a real browser: how long until a page is complete, and what goes over the wire for it."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import polars as pl
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.meter import Figures
from bench.server import MOST_SECONDS, served
from bench.walk import ABOUT, PAGES

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LAUNCH = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SCREEN = {"width": 1440, "height": 900}
FIRST_PAGE = "overview"
ROUNDS = 12
# The script has ended, nothing stands for what is still to come, the charts are drawn, and for a second it stays so.
COMPLETE = """(least_charts) => {
    const has = (what) => document.querySelector(what);
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    const done = has('[data-testid="stApp"][data-test-script-state="notRunning"]') && !has('[data-testid="stSkeleton"]')
        && (has('[data-testid="stBottom"]') || charts.length) && charts.length >= least_charts
        && charts.every((one) => one.querySelector('.main-svg'));
    window.completeSince = done ? window.completeSince || performance.now() : 0;
    return done && performance.now() - window.completeSince > 1000 ? window.completeSince : 0;
}"""
# On each page that narrows or orders what it shows, one choice: another link of a switch, another segment, or a word
# that is searched for.
SWITCHES = {"overview": "by"}
SEGMENTS = {"deadlines": "answer", "reviews": "weight", "evaluations": "dimension"}
SEARCHES = {"units": "search", "uploads": "search"}


def found() -> str | None:
    """The path of a Chromium, or nothing."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


@dataclass
class Wire:
    """What came to the browser: bytes of files, and the server's messages."""

    file_bytes: int = 0
    frames: list[bytes] = field(default_factory=list)

    def told(self) -> Figures:
        """In sums: how much, how many parts of the page, and the rows of its tables."""
        messages = [ForwardMsg.FromString(frame) for frame in self.frames]
        deltas = [one.delta for one in messages if one.WhichOneof("type") == "delta"]
        rows = [height for delta in deltas if (height := row_count(delta)) is not None]
        return {
            "file_bytes": self.file_bytes,
            "message_bytes": sum(map(len, self.frames)),
            "messages": len(messages),
            "parts": len(deltas),
            "parts_of_fragments": sum(1 for delta in deltas if delta.fragment_id),
            "rows": sum(rows),
            "longest_table": max(rows, default=0),
        }


def row_count(delta: Any) -> int | None:
    """How many rows a table that was sent has; nothing where it is no table."""
    element = delta.new_element
    kind = element.WhichOneof("type") if delta.WhichOneof("type") == "new_element" else None
    if kind == "html" and "<tbody" in element.html.body:
        return int(element.html.body.count("<tr") - element.html.body.count("<thead"))
    if kind not in ("dataframe", "table"):
        return None
    return pl.read_ipc_stream(getattr(element, kind).arrow_data.data).height


def measure(store: Path) -> Figures:
    """The overview against a page that has one chart and nothing else, every page's bytes, and changed choices."""
    with served("asgi_app.py", store) as ours, served("bench/blank.py", store) as theirs, browser() as chromium:
        rounds = [
            {"blank": visits(chromium, theirs.address), "overview": visits(chromium, ours.address)}
            for _ in range(1 + ROUNDS)
        ]
        times = {
            page: {which: median(one[page][which] for one in rounds[1:]) for which in rounds[0][page]}
            for page in rounds[0]
        }
        return {"seconds": times, **walked(chromium, ours.address)}


def visits(chromium: Browser, address: str) -> Figures:
    """Three visits by somebody who has never been here: how long each takes, and what the first one cost.

    After the first, a new tab, as on another day: the browser has the files, its new process has read none of them.
    Then the same address once more in the tab that shows it, where the scripts stand ready in memory.
    """
    with a_reader(chromium) as (page, wire):
        first = opened(page, address, 1)
        file_bytes = wire.told()["file_bytes"]
        page.close()
        with page.context.new_page() as tab:
            later = {"tab": opened(tab, address, 1), "again": opened(tab, address, 1)}
            return {"first": first, **later, "first_bytes": file_bytes}


def walked(chromium: Browser, address: str) -> Figures:
    """Every page opened by itself by a reader whose browser has the files already; then a choice on some is changed."""
    pages: dict[str, Figures] = {}
    with a_reader(chromium) as (page, wire):
        opened(page, address)
        for name in PAGES:
            wire.file_bytes, wire.frames = 0, []
            seconds = opened(page, f"{address}/{path_of(name)}")
            pages[name] = {"seconds": seconds, **wire.told()}
        changes: dict[str, Figures] = {}
        for name in (*SWITCHES, *SEGMENTS, *SEARCHES):
            opened(page, f"{address}/{path_of(name)}")
            wire.file_bytes, wire.frames = 0, []
            if change(page, name):
                changes[name] = finished(page, wire)
        return {"pages": pages, "changes": changes}


def change(page: Page, name: str) -> bool:
    """Make another choice on a page; whether there is one to make."""
    if name in SEARCHES:
        field = page.locator(f".st-key-{SEARCHES[name]} input")
        field.fill("a")
        field.press("Enter")
        return True
    switch, segment = f'a[data-choice^="{SWITCHES.get(name)}="]', f".st-key-{SEGMENTS.get(name)}_choice button"
    segments = page.locator(switch if name in SWITCHES else segment)
    if segments.count():
        segments.last.click()
    return segments.count() > 0


def finished(page: Page, wire: Wire) -> Figures:
    """What came until the script had ended."""
    while not any(ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished" for frame in wire.frames):
        page.wait_for_timeout(100)
    return wire.told()


def path_of(page: str) -> str:
    """The address of a page, with what it is about."""
    about = urlencode(ABOUT.get(page, {}))
    return "" if page == FIRST_PAGE else f"{page}?{about}"


def opened(page: Page, address: str, least_charts: int = 0) -> float:
    """Go there and wait until the page is complete: by the browser's own clock, in seconds from the click."""
    page.goto(address, wait_until="commit")
    answer = page.wait_for_function(COMPLETE, arg=least_charts, timeout=1000 * MOST_SECONDS, polling="raf")
    return float(answer.json_value()) / 1000


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without anything of a user's."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found(), args=LAUNCH)
        yield chromium
        chromium.close()


@contextmanager
def a_reader(chromium: Browser) -> Iterator[tuple[Page, Wire]]:
    """Somebody at a desk whose browser has never been here, and what comes to it."""
    # The content policy lets no text be run as a script, and that is how one waits for a page.
    context = chromium.new_context(viewport=SCREEN, locale="zh-CN", bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    yield page, listened(context, page)
    context.close()


def listened(context: BrowserContext, page: Page) -> Wire:
    """All that comes to a page from now on; a file that the browser has kept costs nothing."""
    wire = Wire()

    def file(event: Mapping[str, Any]) -> None:
        wire.file_bytes += int(event["encodedDataLength"])

    def message(event: Mapping[str, Any]) -> None:
        wire.frames.append(base64.b64decode(event["response"]["payloadData"]))

    session = context.new_cdp_session(page)
    session.on("Network.loadingFinished", file)
    session.on("Network.webSocketFrameReceived", message)
    session.send("Network.enable")
    return wire
