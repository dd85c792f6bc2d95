"""A real browser on a real server: the demo's store on a free port, and a page that says where it tried to go."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.conftest import find_chromium

ROOT = Path(__file__).parents[2]
LAUNCH = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS_TO_START = 60
SECONDS_TO_RUN = 30
# A machine that tests on every core is slow to draw; what never comes is a failure all the same.
expect.set_options(timeout=20_000)
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Until what the page's own scripts do before the next frame is done.
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


@dataclass
class Visit:
    """A browser page on the demo, the hosts that it asked for anything, and what its console said."""

    page: Page
    address: str
    hosts: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    is_asking: bool = False

    def __post_init__(self) -> None:
        self.page.on("websocket", self.listen)

    def listen(self, socket: WebSocket) -> None:
        """Note when the page asks for a run and when it has all of one; a link has changed the address before that."""
        socket.on("framesent", self.note_asked)
        socket.on("framereceived", self.note_answered)
        socket.on("close", self.note_left)

    def note_asked(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.is_asking = True

    def note_answered(self, frame: str | bytes) -> None:
        answer = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        if answer.HasField("script_finished") and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.is_asking = False

    def note_left(self, _: WebSocket) -> None:
        self.is_asking = False

    def open(self, path: str) -> Page:
        """Go to a page and wait until its script has run and nothing is left as a placeholder."""
        self.page.goto(self.address + path)
        return self.settled()

    def settled(self) -> Page:
        """Wait for the run to end, whatever started it, and for what the page makes of it."""
        ends_at = time.monotonic() + SECONDS_TO_RUN
        while self.is_asking and time.monotonic() < ends_at:
            self.page.wait_for_timeout(10)
        expect(self.page.locator(READY)).to_be_visible(timeout=30_000)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
        self.page.evaluate(NEXT_FRAME)
        return self.page


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except HTTPError:
            # Behind a gate that lets in no stranger the answer is no, and an answer.
            return
        except (URLError, ConnectionError, TimeoutError):
            continue
    pytest.fail("the dashboard did not start")


def serve(store: Path) -> Iterator[str]:
    """The address of a dashboard on a store, in a process group of its own."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "asgi_app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "TAIZHANG_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    wait_until_healthy(address, process)
    yield address
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(demo_store: Path) -> Iterator[str]:
    """The address of a dashboard on the demo's store."""
    yield from serve(demo_store)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH)
        yield chromium
        chromium.close()


SCREENS = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.fixture
def visit(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit from a desk, or from the screen that the test names."""
    width, height = SCREENS[getattr(request, "param", "desk")]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    visiting = Visit(page, server)
    page.on("request", lambda asked: visiting.hosts.add(urlsplit(asked.url).netloc))
    page.on("websocket", lambda socket: visiting.hosts.add(urlsplit(socket.url).netloc))
    yield visiting
    context.close()
