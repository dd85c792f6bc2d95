"""Asks an ASGI app one thing and gives its answer; no network, no server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What came back; a WebSocket that was let in has the status 101."""

    status: int
    headers: Headers
    body: bytes


def ask(
    app: ASGIApp,
    path: str = "/",
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    client: str = "127.0.0.1",
    socket: bool = False,
    stays: bool = True,
) -> Answer:
    """One request, or one WebSocket handshake, from a client at an address, who waits for the answer or has left."""
    path, _, query = path.partition("?")
    said = {"host": "127.0.0.1:8501", **(headers or {})}
    scope: dict[str, Any] = {
        "type": "websocket" if socket else "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "ws" if socket else "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in said.items()],
        "client": (client, 50000),
        "server": ("127.0.0.1", 8501),
        "subprotocols": [],
    }
    out: list[Message] = []

    coming: list[Message] = [
        {"type": "websocket.connect"} if socket else {"type": "http.request", "body": body, "more_body": False}
    ]

    async def receive() -> Message:
        if coming:
            return coming.pop()
        if stays:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        out.append(message)

    # Tests in a browser leave a loop running in the thread of the tests; ours has one of its own.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    if socket:
        opened = any(message["type"] == "websocket.accept" for message in out)
        return Answer(101 if opened else 403, Headers(), b"")
    return Answer(
        out[0]["status"],
        Headers(raw=out[0]["headers"]),
        b"".join(message.get("body", b"") for message in out[1:]),
    )
