"""The door where an OIDC provider says who somebody is: to it, back from it, and in. The session is one of our own."""

from __future__ import annotations

import html
import secrets
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard import accounts, audit, sessions, store
from dashboard.web import door, gate, oidc, oidc_settings
from dashboard.web.oidc import NotVouched
from dashboard.words import say

BROWSER = "taizhang_oidc"
START, BACK = gate.OIDC_DOORS


def sign_in_page(request: Request, told: str = "", status: int = 200) -> Response:
    """The way to the provider."""
    address = f"{START}?{urlencode({'next': door.safe_next(request), 'lang': door.words.language()})}"
    link = f'<p><a class="button" href="{html.escape(address)}">{say("door.at_provider")}</a></p>'
    return door.page(request, say("door.sign_in"), link, told=told, status=status)


async def sign_in(request: Request) -> Response:
    """The sign-in page; nobody gives a password here."""
    door.speak(request)
    return sign_in_page(request)


async def start(request: Request) -> Response:
    """Send somebody to the provider."""
    door.speak(request)
    if not door.attempts.allows(door.origin_of(request)):
        return sign_in_page(request, say("door.too_fast"), 429)
    settings, browser = oidc_settings.settings(), secrets.token_urlsafe(24)
    try:
        address = await to_thread.run_sync(oidc.begin, settings, back(request), door.onward(request), browser)
    except NotVouched:
        return sign_in_page(request, say("door.no_provider"), 502)
    answer = RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})
    answer.set_cookie(
        BROWSER,
        browser,
        max_age=int(oidc.KEPT_SECONDS),
        path=BACK,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def back(request: Request) -> str:
    """Where the provider sends people back to; it knows that address and no other."""
    return f"{request.url.scheme}://{request.url.netloc}{BACK}"


async def come_back(request: Request) -> Response:
    """Whoever comes back from the provider, let in or told why not."""
    door.speak(request)
    try:
        token, onward = await to_thread.run_sync(arrived, request)
    except (NotVouched, accounts.Refused) as reason:
        await to_thread.run_sync(note_refusal, str(reason), door.origin_of(request))
        told = "door.not_vouched" if isinstance(reason, NotVouched) else "door.no_entry"
        return sign_in_page(request, say(told), 403)
    answer = door.with_cookie(request, RedirectResponse(onward, status_code=303), token)
    answer.delete_cookie(BROWSER, path=BACK)
    return answer


def arrived(request: Request) -> tuple[str, str]:
    """A session for whom the provider vouches and who has an account, and where to go on to."""
    asked, settings = request.query_params, oidc_settings.settings()
    waiting = oidc.awaited(asked.get("state", ""), request.cookies.get(BROWSER, ""))
    if "code" not in asked:
        raise NotVouched("the provider gave no code")
    found = oidc.claims(settings, back(request), asked["code"], waiting)
    name, folder = settings.name(found), store.store_folder()
    if settings.role_claim:
        role = settings.role(found)
        if role is None:
            raise accounts.Refused("the provider tells of no role")
        sessions.arrives(folder, name, role, origin=door.origin_of(request))
    if sessions.vouched(folder, name) is None:
        raise accounts.Refused("no enabled account of this name")
    return sessions.let_in(folder, name, door.origin_of(request)), waiting.onward


def note_refusal(why: str, origin: str) -> None:
    """Write down that somebody did not come in; by which name is not, it may not be one."""
    audit.note(store.store_folder(), "sign_in_failed", {"oidc": why}, who="?", origin=origin)


ROUTES = [
    Route(gate.SIGN_IN, sign_in),
    Route(START, start),
    Route(BACK, come_back),
]
