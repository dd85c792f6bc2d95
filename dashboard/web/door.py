"""The door itself: signing in, changing a password, one's own account, signing out. Plain pages in both languages."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard import accounts, audit, locks, sessions, store, words
from dashboard.web import gate, mode
from dashboard.web.pace import Pace
from dashboard.words import say

HERE = Path(__file__).parent
PAGE = (HERE / "door.html").read_text(encoding="utf-8")
MOST_BYTES = 4096
HOME, ACCOUNT = "/", "/account"
attempts = Pace(most=10, seconds=60.0)
Fields = Mapping[str, str]


async def fields(request: Request) -> dict[str, str]:
    """What a form says; nothing of one that is too long."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def speak(request: Request) -> str:
    """Say everything in the language that the address names, else that of the page which was asked for."""
    wanted = parse_qs(urlsplit(safe_next(request)).query).get("lang", [""])
    asked = request.query_params.get("lang") or wanted[0]
    words.speak(words.ENGLISH if asked in ("en", "English") else words.CHINESE)
    return words.language()


def page(request: Request, title: str, content: str, *, told: str = "", status: int = 200) -> Response:
    """A page of the door; every value in it was escaped by whoever put it in."""
    others = {"zh": "en", "en": "zh"}[words.language()]
    switch = request.url.include_query_params(lang=others)
    whole = PAGE.format(
        language=words.language_code(),
        app=say("page.app"),
        title=title,
        told=f'<p class="told" role="alert">{told}</p>' if told else "",
        content=content,
        switch=html.escape(f"{switch.path}?{switch.query}"),
        other=say("door.other_language"),
    )
    return HTMLResponse(whole, status_code=status, headers={"cache-control": "no-store"})


def form(request: Request, action: str, inputs: str, button: str, kind: str = "") -> str:
    """A form that is sent to an address of ours, in the language of this page."""
    target = f"{action}?{urlencode({'lang': words.language(), 'next': safe_next(request)})}"
    return f'<form method="post" action="{html.escape(target)}">{inputs}<button class="{kind}">{button}</button></form>'


def field(name: str, label: str, kind: str, complete: str, focused: bool = False) -> str:
    """One place to type in."""
    auto = " autofocus" if focused else ""
    return (
        f'<label>{label}<input name="{name}" type="{kind}" autocomplete="{complete}" '
        f'maxlength="{accounts.LONGEST}" required{auto}></label>'
    )


def safe_next(request: Request) -> str:
    """Where to go on to: a place of this server and no other, whatever the address says."""
    asked = request.query_params.get("next", HOME)
    parts = urlsplit(asked)
    inside = asked.startswith("/") and not asked.startswith(("//", "/\\")) and not parts.netloc and "\\" not in asked
    return asked if inside and asked.isprintable() else HOME


def onward(request: Request) -> str:
    """Where to go on to after signing in; to the first page in the language of the door."""
    asked = safe_next(request)
    return f"{HOME}?lang=en" if asked == HOME and words.language() == words.ENGLISH else asked


def is_ours(request: Request) -> bool:
    """Whether a form was sent from a page of this server."""
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


def origin_of(request: Request) -> str:
    """From where somebody asks."""
    return request.client.host if request.client else ""


async def sign_in(request: Request) -> Response:
    """The sign-in page, and what comes of it."""
    speak(request)
    if request.method == "GET":
        return sign_in_page(request)
    if not is_ours(request):
        return sign_in_page(request, say("door.elsewhere"), 403)
    if not attempts.allows(origin_of(request)):
        return sign_in_page(request, say("door.too_fast"), 429)
    given = await fields(request)
    name, password = given.get("name", "").strip(), given.get("password", "")
    try:
        token = await to_thread.run_sync(sessions.sign_in, store.store_folder(), name, password, origin_of(request))
    except accounts.Locked:
        return sign_in_page(request, say("door.locked", minutes=locks.LOCKED.seconds // 60), 403)
    if token is None:
        return sign_in_page(request, say("door.wrong"), 401)
    return with_cookie(request, RedirectResponse(onward(request), status_code=303), token)


def sign_in_page(request: Request, told: str = "", status: int = 200) -> Response:
    """The form of the sign-in page."""
    inputs = field("name", say("door.name"), "text", "username", focused=True)
    inputs += field("password", say("door.password"), "password", "current-password")
    return page(
        request,
        say("door.sign_in"),
        form(request, gate.SIGN_IN, inputs, say("door.sign_in")),
        told=told,
        status=status,
    )


def with_cookie(request: Request, answer: Response, token: str) -> Response:
    """The answer with the session's cookie, which no script can read and no other site sends."""
    answer.set_cookie(
        gate.COOKIE,
        token,
        max_age=int(sessions.SESSION.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def session_of(request: Request) -> tuple[str, sessions.Session] | None:
    """The session that this request comes with."""
    token_hash = sessions.hashed(request.cookies.get(gate.COOKIE, ""))
    found = sessions.session(store.store_folder(), token_hash)
    return (token_hash, found) if found else None


async def password(request: Request) -> Response:
    """A new password in place of the one-time or the old one; every session of the account ends with it."""
    speak(request)
    came = await to_thread.run_sync(session_of, request)
    if came is None:
        return RedirectResponse(gate.SIGN_IN, status_code=303)
    name = came[1].visitor.name
    if request.method == "GET":
        return password_page(request)
    if not is_ours(request) or not attempts.allows(origin_of(request)):
        return password_page(request, say("door.too_fast"), 429)
    given = await fields(request)
    fault = await to_thread.run_sync(changed, request, name, given)
    if fault:
        return password_page(request, fault, 400)
    token = await to_thread.run_sync(sessions.sign_in, store.store_folder(), name, given["new"], origin_of(request))
    return with_cookie(request, RedirectResponse(HOME, status_code=303), token or "")


def changed(request: Request, name: str, given: Fields) -> str | None:
    """Change a password; what is wrong with it, in words, where something is."""
    folder = store.store_folder()
    old, new = given.get("old", ""), given.get("new", "")
    if new != given.get("again", ""):
        return say("door.not_same")
    if new == old:
        return say("door.no_change")
    if len(new) < accounts.SHORTEST:
        return say("door.too_short", count=accounts.SHORTEST)
    try:
        if sessions.sign_in(folder, name, old, origin_of(request)) is None:
            return say("door.wrong_old")
    except accounts.Locked:
        return say("door.locked", minutes=locks.LOCKED.seconds // 60)
    accounts.set_password(folder, name, new)
    audit.note(folder, "password", {}, who=name, origin=origin_of(request))
    return None


def password_page(request: Request, told: str = "", status: int = 200) -> Response:
    """The form of a new password."""
    inputs = field("old", say("door.old"), "password", "current-password", focused=True)
    inputs += field("new", say("door.new", count=accounts.SHORTEST), "password", "new-password")
    inputs += field("again", say("door.again"), "password", "new-password")
    content = form(request, gate.PASSWORD, inputs, say("door.change"))
    return page(request, say("door.change"), content, told=told, status=status)


async def account(request: Request) -> Response:
    """Who one is here, and the ways out."""
    speak(request)
    came = await to_thread.run_sync(session_of, request)
    if came is None:
        return PlainTextResponse(say("door.no_account"), status_code=404)
    visitor = came[1].visitor
    who_is = f"<p>{html.escape(visitor.name)} · {say(f'visitor.{visitor.role}')}</p>"
    ways = form(request, "/sign-out", "", say("door.sign_out"))
    ways += form(request, "/sign-out-everywhere", "", say("door.sign_out_everywhere"), "quiet")
    address = f"{gate.PASSWORD}?lang={words.language()}"
    links = f'<p><a href="{address}">{say("door.change")}</a></p>' if mode.chosen() == mode.ACCOUNTS else ""
    return page(request, say("door.account"), who_is + ways + links + f'<p><a href="/">{say("door.back")}</a></p>')


async def sign_out(request: Request) -> Response:
    """End this session, or all of this account's."""
    speak(request)
    came = await to_thread.run_sync(session_of, request)
    if came and is_ours(request):
        everywhere = request.url.path.endswith("everywhere")
        await to_thread.run_sync(leave, came, origin_of(request), everywhere)
    answer = RedirectResponse(f"{gate.SIGN_IN}?lang={words.language()}", status_code=303)
    answer.delete_cookie(gate.COOKIE)
    return answer


def leave(came: tuple[str, sessions.Session], origin: str, everywhere: bool) -> None:
    """Sign out."""
    sessions.sign_out(store.store_folder(), came[0], came[1].visitor, origin, everywhere=everywhere)


def looks(_: Request) -> Response:
    """The looks of these pages."""
    return FileResponse(HERE / "door.css", media_type="text/css", headers={"cache-control": "no-cache"})


ROUTES = [
    Route("/taizhang/door.css", looks),
    Route(ACCOUNT, account),
    Route("/sign-out", sign_out, methods=["POST"]),
    Route("/sign-out-everywhere", sign_out, methods=["POST"]),
]
OWN_ROUTES = [
    Route(gate.SIGN_IN, sign_in, methods=["GET", "POST"]),
    Route(gate.PASSWORD, password, methods=["GET", "POST"]),
]


def routes(how: str) -> list[Route]:
    """What the door answers where people come in like this; with a provider nobody has a password here."""
    if how != mode.OIDC:
        return [*ROUTES, *OWN_ROUTES]
    # What speaks with a provider takes a while to load, and no other server needs it.
    from dashboard.web import oidc_door

    return [*ROUTES, *oidc_door.ROUTES]
