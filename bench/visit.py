"""Somebody at a page without a browser: signs in at the door, opens the socket, asks for runs, and hears each out.

It speaks the framework's own messages through the gate. What a page draws again by itself it asks for too, as a browser
does. A run is told by its time and by a seal over all that the page then shows.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from bench import seal
from bench.seal import Place
from dashboard.web import gate

PASSWORD = "a password of the bench"
PATIENCE = 120.0
MOST_BYTES = 64 * 1024 * 1024
XSRF = "_streamlit_xsrf"
DONE, FAILED, CUT_SHORT, FRAGMENT_DONE = (
    ForwardMsg.ScriptFinishedStatus.Value(name)
    for name in (
        "FINISHED_SUCCESSFULLY",
        "FINISHED_WITH_COMPILE_ERROR",
        "FINISHED_EARLY_FOR_RERUN",
        "FINISHED_FRAGMENT_RUN_SUCCESSFULLY",
    )
)
NOTHING: Mapping[str, str] = {}


class Lost(Exception):
    """What was asked of the server never came."""


@dataclass(frozen=True)
class Run:
    """One run of a page's script: of which address, whether somebody asked for it, how long it took, what it showed."""

    address: str
    asked: bool
    seconds: float
    seal: str
    byte_count: int
    ended_at: float
    trouble: str = ""
    of_a_fragment: bool = False
    before: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Of which addresses it may be: what a page does by itself may have begun before another was asked for."""
        return (self.address, self.before) if self.before else (self.address,)


@dataclass(frozen=True)
class Cookies:
    """What the door gave to somebody who signed in, and from where that one seems to come."""

    name: str
    origin: str
    session: str
    xsrf: str

    @property
    def headers(self) -> dict[str, str]:
        """What a browser would send with everything."""
        cookies = f"{gate.COOKIE}={self.session}; {XSRF}={self.xsrf}"
        return {"Cookie": cookies, "X-Forwarded-For": self.origin}


def sign_in(address: str, name: str, origin: str) -> Cookies:
    """Through the door with a name and the password; the page itself gives the other cookie."""
    with requests.Session() as asking:
        asking.headers.update({"X-Forwarded-For": origin, "Origin": address})
        form = {"name": name, "password": PASSWORD}
        asking.post(f"{address}{gate.SIGN_IN}", data=form, allow_redirects=False).raise_for_status()
        asking.get(f"{address}/_stcore/health").raise_for_status()
        return Cookies(name, origin, *(asking.cookies.get(one) or "" for one in (gate.COOKIE, XSRF)))


@dataclass
class Visit:
    """An open page: where it stands, what it shows, what was asked of it and has not come."""

    at: str
    cookies: Cookies
    socket: ClientConnection
    address: str = ""
    before: str = ""
    page: str = ""
    query: str = ""
    script: str = ""
    session: str = ""
    asked_at: float | None = None
    sent_at: float = 0.0
    began_at: float = 0.0
    pages: dict[str, str] = field(default_factory=dict)
    shown: dict[Place, Any] = field(default_factory=dict)
    kept: dict[str, ForwardMsg] = field(default_factory=dict)
    byte_count: int = 0
    last: str | None = None
    runs: asyncio.Queue[Run] = field(default_factory=asyncio.Queue)
    unasked: list[Run] = field(default_factory=list)
    answers: asyncio.Queue[ForwardMsg] = field(default_factory=asyncio.Queue)
    clocks: list[asyncio.Task[None]] = field(default_factory=list)
    listener: asyncio.Task[None] | None = None
    watch: Callable[[Any], None] = lambda _: None

    async def open(self, page: str, about: Mapping[str, str] = NOTHING, due: float | None = None) -> None:
        """Go to a page of the application, or ask for the one that is open once more."""
        self.page, self.query, self.before = page, urlencode(about), self.address
        self.address = f"/{page}?{self.query}" if about else f"/{page}"
        await self.ask(due=due, script=self.pages.get(page, ""))

    async def ask(
        self, *states: WidgetState, due: float | None = None, script: str | None = None, fragment: str = ""
    ) -> None:
        """Ask for a run, with what somebody chose or clicked."""
        told = BackMsg()
        state = told.rerun_script
        state.query_string, state.page_name, state.fragment_id = self.query, self.page, fragment
        state.page_script_hash = self.script if script is None else script
        state.is_auto_rerun = bool(fragment)
        state.widget_states.widgets.extend(states)
        state.context_info.timezone, state.context_info.locale = "Asia/Shanghai", "zh-CN"
        state.context_info.url = f"{self.at}/{self.page}"
        state.cached_message_hashes.extend(self.kept)
        if not fragment:
            self.sent_at = time.monotonic()
            self.asked_at = due or self.sent_at
        await self.socket.send(told.SerializeToString())

    async def listen(self) -> None:
        """Hear all that comes, until the socket is closed."""
        async for frame in self.socket:
            assert isinstance(frame, bytes)
            self.byte_count += len(frame)
            self.hear(ForwardMsg.FromString(frame))

    def hear(self, message: ForwardMsg) -> None:
        """Take one message in."""
        kind = self.last = message.WhichOneof("type")
        if kind == "ref_hash":
            known = self.kept[message.ref_hash]
            self.shown[tuple(message.metadata.delta_path)] = known.delta
        elif kind == "delta":
            if message.metadata.cacheable:
                self.kept[message.hash] = message
            self.shown[tuple(message.metadata.delta_path)] = message.delta
            self.watch(message.delta)
        elif kind == "new_session":
            self.begin(message)
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self.clocks.append(asyncio.create_task(self.again(message.auto_rerun)))
        elif kind == "script_finished":
            self.end(message.script_finished)
        elif kind == "file_urls_response":
            self.answers.put_nowait(message)

    def begin(self, message: ForwardMsg) -> None:
        """A run begins; a whole one draws everything anew."""
        self.began_at, self.byte_count = time.monotonic(), 0
        self.session = message.new_session.initialize.session_id or self.session
        if not message.metadata.run.fragment_ids:
            self.shown = {}
            self.stop_clocks()

    def end(self, how: int) -> None:
        """A run is over; one that was cut short goes on at once as another."""
        now = time.monotonic()
        if how == CUT_SHORT:
            return
        # What had begun before somebody asked is no answer to that.
        asked = how != FRAGMENT_DONE and self.asked_at is not None and self.began_at > self.sent_at
        since = self.asked_at if asked and self.asked_at is not None else self.began_at
        told = Run(
            address=self.address,
            asked=asked,
            seconds=now - since,
            seal="" if how == FRAGMENT_DONE else self.seal(),
            byte_count=self.byte_count,
            ended_at=now,
            trouble="the script broke off" if how == FAILED else self.trouble(),
            of_a_fragment=how == FRAGMENT_DONE,
            before=self.before,
        )
        if asked:
            self.asked_at = None
        self.runs.put_nowait(told)

    async def again(self, clock: Any) -> None:
        """Ask for a piece of the page every so many seconds."""
        while True:
            await asyncio.sleep(clock.interval)
            await self.ask(fragment=clock.fragment_id)

    def stop_clocks(self) -> None:
        """Nothing is asked for by itself any more."""
        for clock in self.clocks:
            clock.cancel()
        self.clocks.clear()

    def elements(self) -> Iterator[Any]:
        """Everything that the page shows now."""
        for delta in self.shown.values():
            if delta.WhichOneof("type") == "new_element":
                yield delta.new_element

    def seal(self) -> str:
        """What all that the page shows comes to, whoever looks at it."""
        return seal.of(self.shown, self.cookies.name)

    def trouble(self) -> str:
        """What the page says went wrong."""
        said = [
            one.alert.body for one in self.elements() if one.WhichOneof("type") == "alert" and one.alert.format == 1
        ]
        said += [one.exception.message for one in self.elements() if one.WhichOneof("type") == "exception"]
        return " / ".join(said)

    async def finished(self, patience: float) -> Run:
        """The next whole run that ends; an error where the server has left, or nothing comes."""
        try:
            async with asyncio.timeout(patience):
                while not (run := await self.next_run()).asked:
                    self.unasked.append(run)
                return run
        except TimeoutError as error:
            raise Lost(f"{self.address}: nothing came for {patience:.0f} s; the last was {self.last}") from error

    async def next_run(self) -> Run:
        """The next run that ends, as long as the server is heard."""
        assert self.listener is not None
        coming = asyncio.create_task(self.runs.get())
        await asyncio.wait([coming, self.listener], return_when=asyncio.FIRST_COMPLETED)
        if not coming.done():
            coming.cancel()
            raise Lost(f"{self.address}: the server has left") from self.listener.exception()
        return coming.result()

    async def close(self) -> None:
        """Leave."""
        self.stop_clocks()
        if self.listener:
            self.listener.cancel()
            with suppress(asyncio.CancelledError):
                await self.listener
        await self.socket.close()


async def come(address: str, cookies: Cookies, more: Mapping[str, str] = NOTHING) -> Visit:
    """Open the socket as somebody who has signed in."""
    socket = await connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit", cookies.xsrf or "none"],  # type: ignore[list-item]
        additional_headers={**cookies.headers, **more},
        origin=address,  # type: ignore[arg-type]
        max_size=MOST_BYTES,
        open_timeout=PATIENCE,
        ping_timeout=PATIENCE,
        compression=None,
    )
    visit = Visit(address, cookies, socket)
    visit.listener = asyncio.create_task(visit.listen())
    return visit
