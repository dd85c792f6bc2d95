"""Answers go out at once, and not when the reader's machine has confirmed the piece before.

TCP keeps a small piece back while another is under way, and whoever has nothing to send confirms late: an answer in
two pieces, head and body, takes forty milliseconds more on a connection that is kept open, and so do the small
messages that a page is made of. asyncio turns this off, but only on sockets that name their protocol; the framework
opens its own, which names none (`TCP_NODELAY`; uvicorn's issue 3149).
"""

from __future__ import annotations

import socket

import uvicorn


def send_at_once() -> None:
    """From now on every server of this process does: what it accepts takes after the socket that listens."""
    start = uvicorn.Server.startup

    async def startup(server: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        for one in sockets or ():
            if one.family in (socket.AF_INET, socket.AF_INET6):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        await start(server, sockets)

    uvicorn.Server.startup = startup  # type: ignore[assignment, method-assign]
