"""The page that the framework sends first, with our scripts put in, and the headers that fence every answer in."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web import ahead, routes
from dashboard.web.packing import STATIC

INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
HEAD, END_OF_HEAD, END = b"<head>", b"</head>", b"</body>"
FENCES = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def policy(page: bytes = b"") -> str:
    """The content policy: scripts of our own address, and those in the page as the framework made it."""
    digests = (hashlib.sha256(script).digest() for script in INLINE.findall(page))
    return POLICY.format(hashes="".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


class Fenced:
    """Puts the headers on every answer, and our scripts into every page of the framework's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(unpacked(scope), receive, _Page(send, is_first=scope["path"] == ahead.FIRST_PAGE).send)


def unpacked(scope: Scope) -> Scope:
    """The same request for an answer that can be read here; whoever stands further out packs it."""
    if scope["path"].startswith(STATIC):
        return scope
    return {**scope, "headers": [header for header in scope["headers"] if header[0] != b"accept-encoding"]}


class _Page:
    """One answer on its way out: kept back until it is whole where it is a page, else passed on as it comes."""

    def __init__(self, send: Send, *, is_first: bool) -> None:
        self.out = send
        self.is_first = is_first
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            for name, value in FENCES.items():
                headers[name] = value
            headers.setdefault("content-security-policy", policy())
            if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
                self.start = message
                return
        elif self.start:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self.whole(self.start)
            return
        await self.out(message)

    async def whole(self, start: Message) -> None:
        """Send the page with our scripts in it; a page of our own has no such scripts and goes out as it is."""
        headers, body = MutableHeaders(raw=start["headers"]), self.body
        if INLINE.search(body):
            headers["content-security-policy"] = policy(body)
            # Ours are run before the framework's, and what is fetched ahead is fetched after them. Of two rules of the
            # same weight the later counts: our style comes after those that the framework adds to the head, and as no
            # script is run before it is there, it is asked for first.
            script = f'<script defer src="./{routes.named(routes.SCRIPT)}"></script>'
            style = f'<link rel="stylesheet" href="./{routes.named(routes.STYLE)}">'
            first = f'<link rel="preload" as="style" href="./{routes.named(routes.STYLE)}">'
            body = body.replace(HEAD, HEAD + (first + script).encode(), 1)
            body = body.replace(END_OF_HEAD, ahead.links(is_first=self.is_first) + END_OF_HEAD, 1)
            body = body.replace(END, style.encode() + END, 1)
            # What was sent before the scripts changed must not be taken for what is sent now.
            for stale in ("etag", "last-modified"):
                if stale in headers:
                    del headers[stale]
            headers["cache-control"] = "no-store"
        if body:
            headers["content-length"] = str(len(body))
        await self.out(start)
        await self.out({"type": "http.response.body", "body": body})
