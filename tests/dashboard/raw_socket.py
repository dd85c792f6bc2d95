"""A raw WebSocket to a running server: what a browser never sends, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

SECONDS = 60.0


@dataclass
class Run:
    """What one run of the script told a browser."""

    session: str = ""
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    told: bytes = b""


@contextmanager
def opened(address: str, cookie: str, resumes: str = "") -> Iterator[ClientConnection]:
    """A socket with a cookie; with the session of another one, if there is one to be resumed."""
    where = urlsplit(address).netloc
    with connect(
        f"ws://{where}/_stcore/stream",
        origin=f"http://{where}",
        additional_headers={"cookie": cookie},
        subprotocols=["streamlit", "xsrf", *([resumes] if resumes else [])],
        max_size=None,
    ) as socket:
        yield socket


def run(socket: ClientConnection, page: str = "") -> Run:
    """Ask for the page with this hash, and read all that one run of the script sends."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    asked.rerun_script.page_script_hash = page
    socket.send(asked.SerializeToString())
    found = Run()
    while True:
        content = socket.recv(timeout=SECONDS)
        assert isinstance(content, bytes)
        message = ForwardMsg()
        message.ParseFromString(content)
        kind = message.WhichOneof("type")
        found.told += content
        if kind == "new_session":
            found.session = message.new_session.initialize.session_id
        elif kind == "navigation":
            found.page = message.navigation.page_script_hash
            found.pages = {one.url_pathname: one.page_script_hash for one in message.navigation.app_pages}
        elif kind == "script_finished":
            return found
