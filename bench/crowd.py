"""Who comes all at once: those who look at pages, those who ask in SQL, and the office with its workbooks."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import polars as pl
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.campaign import ROUNDS
from bench.visit import Cookies, Run, Visit, come
from dashboard.words import say

EVERY = 10.0
PATIENCE = 120.0
LONG_PATIENCE = 600.0
BREATH = 1.0
# A page and what its address says of it; a reader goes from one to any other.
ADDRESSES: tuple[tuple[str, dict[str, str]], ...] = (
    *[("", {})] * 4,
    # A day of no build's own: whoever is on a build's own day goes along to that of the next.
    ("", {"as_of": str(ROUNDS[0] - timedelta(days=1))}),
    ("units", {}),
    *[("unit", {"unit": f"D{number:05d}"}) for number in (0, 7, 42, 123, 256)],
    ("trace", {"unit": "D00007", "requirement": "pre_report"}),
    *[("deadlines", {})] * 2,
    ("evaluations", {}),
    ("chain", {}),
    ("action_plans", {}),
    ("moves", {}),
    ("reviews", {}),
    ("rules", {}),
)
# About a second of one processor's each; no two are the same query.
ROWS_ASKED_FOR = 1_000
QUESTION = (
    "select range % {rows} as k, count(*) as n, max(hash(range + {number})) as m from range(30000000) group by all"
)
PLACE_TOLD = re.compile(say("sql.waiting", before="#").replace("#", r"(\d+)"))


@dataclass
class Told:
    """What everybody lived to see."""

    looked: list[Run] = field(default_factory=list)
    unasked: list[Run] = field(default_factory=list)
    asked: list[Run] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    accepted: int = 0
    by_visit: list[list[Run]] = field(default_factory=list)


async def viewer(address: str, cookies: Cookies, over: asyncio.Event, told: Told, dice: random.Random) -> None:
    """Look at a page every ten seconds or so, until it is over."""
    await asyncio.sleep(dice.uniform(0, EVERY))
    visit = await come(address, cookies)
    mine: list[Run] = []
    told.by_visit.append(mine)
    due = time.monotonic()
    while not await is_over(over, due):
        page, about = dice.choice(ADDRESSES)
        # As in a browser: without a word of the day it would stay the one that was chosen before.
        await visit.open(page, {"as_of": "", **about}, due)
        told.looked.append(await visit.finished(PATIENCE))
        mine.extend(run for run in (*visit.unasked, told.looked[-1]) if not run.of_a_fragment)
        told.unasked.extend(visit.unasked)
        visit.unasked.clear()
        due += dice.uniform(EVERY / 2, EVERY * 3 / 2)
    await visit.close()


def page_and_query(address: str) -> tuple[str, dict[str, str]]:
    """An address taken apart."""
    page, _, query = address.removeprefix("/").partition("?")
    return page, dict(parse_qsl(query, keep_blank_values=True))


async def is_over(over: asyncio.Event, due: float) -> bool:
    """Wait until something is due; whether all is over by then."""
    try:
        await asyncio.wait_for(over.wait(), max(0.0, due - time.monotonic()))
    except TimeoutError:
        return False
    return True


async def analyst(address: str, cookies: Cookies, over: asyncio.Event, told: Told, numbers: Iterable[int]) -> None:
    """Ask in SQL, and as soon as the answer is there the next."""
    visit = await come(address, cookies)

    def read(delta: Any) -> None:
        if delta.WhichOneof("type") == "new_element" and (found := PLACE_TOLD.search(delta.new_element.markdown.body)):
            told.places.append(int(found[1]))

    visit.watch = read
    await visit.open("sql")
    await visit.finished(PATIENCE)
    for number in numbers:
        await visit.open("sql", {"sql": QUESTION.format(number=number, rows=ROWS_ASKED_FOR)})
        told.asked.append(answered(visit, await visit.finished(LONG_PATIENCE)))
        if await is_over(over, time.monotonic() + BREATH):
            break
    await visit.close()


def answered(visit: Visit, run: Run) -> Run:
    """The run, with trouble where the rows that were asked for are not on the page."""
    tables = [one.dataframe.arrow_data.data for one in visit.elements() if one.WhichOneof("type") == "dataframe"]
    is_there = any(pl.read_ipc_stream(table).height == ROWS_ASKED_FOR for table in tables if table)
    return run if is_there or run.trouble else replace(run, trouble=f"no rows came; {shown_text(visit)}")


async def office(address: str, cookies: Cookies, batches: Sequence[Sequence[Path]], told: Told) -> None:
    """Hand in some workbooks, look at what is said of them, take them; then the next."""
    visit = await come(address, cookies)
    for paths in batches:
        began = time.monotonic()
        await visit.open("upload", {"report_on": str(ROUNDS[-1])})
        await visit.finished(PATIENCE)
        await visit.ask(await handed_in(visit, paths))
        await visit.finished(LONG_PATIENCE)
        await visit.ask(clicked(visit, "take"))
        run = await visit.finished(LONG_PATIENCE)
        if run.trouble:
            raise SystemExit(f"the office was told: {run.trouble}")
        told.accepted += accepted(visit)
        told.taken.append(time.monotonic() - began)
    await visit.close()


async def handed_in(visit: Visit, paths: Sequence[Path]) -> WidgetState:
    """Send the files where the page says; what the page is then told of them."""
    told = BackMsg()
    told.file_urls_request.file_names.extend(path.name for path in paths)
    told.file_urls_request.session_id = visit.session
    await visit.socket.send(told.SerializeToString())
    places = (await visit.answers.get()).file_urls_response.file_urls
    state = WidgetState(id=widget(visit, "file_uploader", "files"))
    for path, place in zip(paths, places, strict=True):
        await asyncio.to_thread(put, visit, path, place)
        info = state.file_uploader_state_value.uploaded_file_info.add(name=path.name, size=path.stat().st_size)
        info.file_id = place.file_id
        info.file_urls.CopyFrom(place)
    return state


def put(visit: Visit, path: Path, place: FileURLs) -> None:
    """Send one file, as the framework's script in the browser does."""
    headers = {**visit.cookies.headers, "X-Xsrftoken": visit.cookies.xsrf, "Origin": visit.at}
    files = {"file": (path.name, path.read_bytes(), "application/octet-stream")}
    requests.put(f"{visit.at}{place.upload_url}", files=files, headers=headers, timeout=PATIENCE).raise_for_status()


def clicked(visit: Visit, key: str) -> WidgetState:
    """What the page is told when somebody clicks a button."""
    return WidgetState(id=widget(visit, "button", key), trigger_value=True)


def widget(visit: Visit, kind: str, key: str) -> str:
    """The id of a widget that is on the page."""
    found = [getattr(one, kind).id for one in visit.elements() if one.WhichOneof("type") == kind]
    named = [one for one in found if one.endswith(f"-{key}")]
    if not named:
        raise SystemExit(f"no {kind} {key!r} on the page; it says: {shown_text(visit)[:2000]}")
    return named[0]


def shown_text(visit: Visit) -> str:
    """What the page says in words."""
    kinds = {"markdown": "body", "alert": "body", "heading": "body", "button": "label"}
    told = ((one, one.WhichOneof("type")) for one in visit.elements())
    return " | ".join(str(getattr(getattr(one, kind), kinds[kind])) for one, kind in told if kind in kinds)


def accepted(visit: Visit) -> int:
    """How many uploads the page says were accepted."""
    return len(set(re.findall(r"\bU\d{4,}\b", shown_text(visit))))
