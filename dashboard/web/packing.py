"""The framework's scripts go out compressed: each is packed once, and kept.

They never change under one name, so packing them again for every reader, which is why the framework does not pack
them at all, is not needed.
"""

from __future__ import annotations

import gzip

import anyio
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = "/static/"
LEVEL = 6
SMALLEST = 1000
MOST_BYTES = 32 * 1024 * 1024
TEXTS = ("text/", "application/javascript", "application/json", "image/svg+xml")


class Packed:
    """Answers a request for a static file with its packed form, when the browser takes it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, tuple[Message, bytes]] = {}
        self.room = MOST_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not takes_packed(scope):
            await self.app(scope, receive, send)
            return
        if scope["path"] not in self.kept:
            answer = await whole(self.app, scope)
            if not (packed := await packed_answer(*answer)):
                await sent(send, *answer)
                return
            if len(packed[1]) > self.room:
                await sent(send, *packed)
                return
            self.room -= len(packed[1])
            self.kept[scope["path"]] = packed
        await sent(send, *self.kept[scope["path"]])


def takes_packed(scope: Scope) -> bool:
    """Whether this asks for the whole of a static file and takes it packed."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(STATIC):
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and not {"range", "if-none-match", "if-modified-since"} & set(
        headers
    )


async def whole(app: ASGIApp, scope: Scope) -> tuple[Message, bytes]:
    """The whole of an answer, unpacked: its start and its body.

    It is read to its end whether or not the reader stays: files are sent only as far as somebody listens, and half a
    script, once kept, would be everybody's.
    """
    starts: list[Message] = []
    pieces: list[bytes] = []

    async def stays() -> Message:
        await anyio.sleep_forever()
        return {"type": "http.disconnect"}

    async def take(message: Message) -> None:
        if message["type"] == "http.response.start":
            starts.append(message)
        elif message["type"] == "http.response.body":
            pieces.append(message.get("body", b""))

    await app(scope, stays, take)
    return starts[0], b"".join(pieces)


async def packed_answer(start: Message, body: bytes) -> tuple[Message, bytes] | None:
    """The same answer packed; nothing where that is not worth it."""
    headers = MutableHeaders(raw=list(start["headers"]))
    worth = start["status"] == 200 and len(body) >= SMALLEST and headers.get("content-type", "").startswith(TEXTS)
    if not worth or "content-encoding" in headers:
        return None
    packed = await to_thread.run_sync(gzip.compress, body, LEVEL)
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(packed))
    headers.add_vary_header("Accept-Encoding")
    return {**start, "headers": headers.raw}, packed


async def sent(send: Send, start: Message, body: bytes) -> None:
    """Send an answer in one piece; whoever sends it on may change its headers, so they are its own."""
    await send({**start, "headers": list(start["headers"])})
    await send({"type": "http.response.body", "body": body})
