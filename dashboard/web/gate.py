"""The gate: nothing behind it answers anybody who has not come in, be it a page, a file, an upload or a socket."""

from __future__ import annotations

import hmac
import logging
import os
import sqlite3
from collections.abc import Awaitable
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import events, sessions, store, who
from dashboard.web import mode, routes

COOKIE = "taizhang_session"
SIGN_IN, PASSWORD = "/sign-in", "/password"
# What whoever comes to the gate has to see; nothing of the office's is in it.
OPEN = ("/healthz", SIGN_IN, "/taizhang/door.css", routes.SCRIPT)
# To the provider and back from it; open only where one vouches for people.
OIDC_DOORS = ("/oidc/start", "/oidc/callback")
PASSED_ON = {who.SESSION: "x-taizhang-session", who.NAME: "x-taizhang-name", who.ORIGIN: "x-taizhang-origin"}
# The framework's setting that makes `st.user` of these; only a server behind the gate has it.
TRUSTED = {header: name for name, header in PASSED_ON.items()}
OWN = frozenset(header.encode() for header in PASSED_ON.values())
PROXY_USER, PROXY_SECRET = "x-forwarded-user", "x-taizhang-proxy-secret"
# The book of accounts is held by another program, damaged, or cannot be written.
NOT_READ = (sqlite3.Error, PermissionError)
LATER = (
    "账号簿暂时读写不了，可能正被另一个程序占用。请过一会儿再试；仍不行，请联系管理员。\n"
    "The accounts cannot be reached just now; another program may hold them. Try again in a while, or tell whoever "
    "keeps the server.\n"
)
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


class Gate:
    """Lets in who has signed in, tells the pages who that is, and sends everybody else to the door."""

    def __init__(self, app: ASGIApp, how: str) -> None:
        self.app = app
        self.how = how
        self.open = OPEN + (OIDC_DOORS if how == mode.OIDC else ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.guarded(scope, receive, send)
        except NOT_READ as error:
            # Nothing was sent by then: the book is asked before anything is answered.
            events.tell("no_accounts", level=logging.ERROR, **events.about(error))
            await without_accounts(scope, receive, send)

    async def guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What is asked, when the book of accounts says that it may be."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = {**scope, "headers": [header for header in scope["headers"] if header[0].lower() not in OWN]}
        connection = HTTPConnection(scope)
        if scope["type"] == "http" and scope["path"] in self.open:
            await self.app(scope, receive, send)
            return
        passed_on = await to_thread.run_sync(let_in, connection, self.how)
        if passed_on is None or (SIGN_IN in passed_on and scope["path"] != PASSWORD):
            await shut_out(scope, passed_on, self.how)(scope, receive, send)
            return
        said = [(PASSED_ON[name].encode(), value.encode()) for name, value in passed_on.items() if name in PASSED_ON]
        await self.app({**scope, "headers": scope["headers"] + said}, receive, send)


def let_in(connection: HTTPConnection, how: str) -> dict[str, str] | None:
    """What the pages are told of who comes in, with `SIGN_IN` in it where a password must be changed; else nothing."""
    origin = {who.ORIGIN: connection.client.host if connection.client else ""}
    if how == mode.DEMO:
        return {**origin, who.NAME: who.demo().name} if is_of_this_machine(connection) else None
    if how == mode.PROXY:
        name = vouched_name(connection.headers)
        found = sessions.vouched(store.store_folder(), name) if name else None
        return {**origin, who.NAME: found.visitor.name} if found else None
    token_hash = sessions.hashed(connection.cookies.get(COOKIE, ""))
    session = sessions.session(store.store_folder(), token_hash)
    if session is None:
        return None
    told = {**origin, who.NAME: session.visitor.name, who.SESSION: token_hash}
    return {**told, SIGN_IN: "must change"} if session.must_change else told


def is_of_this_machine(connection: HTTPConnection) -> bool:
    """Whether somebody at this machine asks, under its own name; not through a proxy, nor a page of another name."""
    host = connection.headers.get("host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    from_here = mode.is_loopback(connection.client.host if connection.client else None)
    return from_here and mode.is_loopback(name) and not any(header in connection.headers for header in FORWARDED)


def vouched_name(headers: Headers) -> str | None:
    """Whom the proxy vouches for, when it is the proxy that speaks."""
    spoken = headers.get(PROXY_SECRET, "").encode()
    is_proxy = hmac.compare_digest(spoken, os.environ[mode.SECRET].encode())
    return headers.get(PROXY_USER) if is_proxy else None


def shut_out(scope: Scope, passed_on: dict[str, str] | None, how: str) -> ASGIApp:
    """A person goes to the door; a socket is closed before it opened; everything else gets a word."""
    if scope["type"] == "websocket":
        return closed
    accepts = Headers(scope=scope).get("accept", "")
    if how in mode.WITH_SESSIONS and scope["method"] == "GET" and "text/html" in accepts:
        return to_the_door(scope, changing=passed_on is not None)
    return PlainTextResponse("请先登录。 Please sign in.\n", status_code=403 if how == mode.DEMO else 401)


def to_the_door(scope: Scope, *, changing: bool) -> Response:
    """To the door, and from there back to what was asked for."""
    wanted = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    return RedirectResponse(PASSWORD if changing else f"{SIGN_IN}?next={quote(wanted, safe='')}", status_code=303)


def without_accounts(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
    """Nobody comes in, and who comes later may."""
    if scope["type"] == "websocket":
        return closed(scope, receive, send)
    return PlainTextResponse(LATER, status_code=503, headers={"retry-after": "5"})(scope, receive, send)


async def closed(_: Scope, receive: Receive, send: Send) -> None:
    """A socket that is not opened."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})
