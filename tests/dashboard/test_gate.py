"""The gate and the door: what answers whom, by address and by raw socket, in each way of coming in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from dashboard import accounts, audit
from dashboard.web import door, gate, mode
from dashboard.web.pace import Pace
from tests.dashboard.asking import Answer, ask

PASSWORD = "long enough"
ORIGIN = {"origin": "http://127.0.0.1:8501"}
HTML = {"accept": "text/html,*/*"}
BEHIND = [
    "/",
    "/units",
    "/upload",
    "/audit",
    "/_stcore/health",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/upload_file/1/2",
    "/media/abc.xlsx",
    "/static/js/index.js",
    "/component/x",
    "/account",
    "/password",
    "//sign-in",
    "/sign-in/",
    "/healthz/../media/x",
    "/SIGN-IN",
]


async def told(request: Request) -> Response:
    return JSONResponse({name: request.headers.get(header) for name, header in gate.PASSED_ON.items()})


async def opened(socket: WebSocket) -> None:
    await socket.accept()


def behind(how: str) -> Starlette:
    routes = [*door.routes(how), WebSocketRoute("/_stcore/stream", opened), Route("/{path:path}", told)]
    return Starlette(routes=routes, middleware=[Middleware(gate.Gate, how=how)])


@pytest.fixture
def book(quick_hashes: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path))
    monkeypatch.setenv(mode.SECRET, "s" * 40)
    monkeypatch.setattr(door, "attempts", Pace(most=10, seconds=60))
    accounts.add(tmp_path, "li", "office", by="t", password=PASSWORD)
    return tmp_path


def sign_in(
    app: Starlette, password: str = PASSWORD, *, headers: Mapping[str, str] = ORIGIN, about: str = ""
) -> Answer:
    body = urlencode({"name": "li", "password": password}).encode()
    return ask(app, f"/sign-in{about}", method="POST", headers=headers, body=body)


def cookie_of(answer: Answer) -> dict[str, str]:
    return {"cookie": answer.headers["set-cookie"].partition(";")[0]}


@pytest.mark.parametrize("path", BEHIND)
def test_without_a_cookie_nothing_answers(path: str, book: Path) -> None:
    app = behind(mode.ACCOUNTS)
    assert ask(app, path).status == 401
    assert ask(app, path, headers={"cookie": "taizhang_session=guessed"}).status == 401
    page = ask(app, path, headers=HTML)
    assert page.status == 303
    assert page.headers["location"].startswith("/sign-in?next=")


def test_a_socket_without_a_cookie_is_not_opened(book: Path) -> None:
    app = behind(mode.ACCOUNTS)
    assert ask(app, "/_stcore/stream", socket=True).status == 403
    assert ask(app, "/_stcore/stream", socket=True, headers={"x-taizhang-session": "x"}).status == 403
    assert ask(app, "/_stcore/stream", socket=True, headers=cookie_of(sign_in(app))).status == 101


def test_who_signed_in_is_told_to_the_pages_and_nothing_a_browser_says_of_itself_is(book: Path) -> None:
    app = behind(mode.ACCOUNTS)
    cookie = cookie_of(sign_in(app))
    forged = {header.title(): "boss" for header in gate.PASSED_ON.values()}
    answer = ask(app, "/units", headers={**cookie, **forged})
    assert b'"taizhang_name":"li"' in answer.body
    assert b"boss" not in answer.body
    assert ask(app, "/units", headers=forged).status == 401


def test_the_cookie_is_closed_to_scripts_and_other_sites_and_goes_over_https_only_where_there_is_https(
    book: Path,
) -> None:
    said = sign_in(behind(mode.ACCOUNTS)).headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=lax" in said
    assert "max-age=43200" in said
    assert "secure" not in said


def test_a_wrong_password_a_foreign_page_and_too_many_attempts_do_not_come_in(book: Path) -> None:
    app = behind(mode.ACCOUNTS)
    assert sign_in(app, "wrong").status == 401
    assert sign_in(app, headers={"origin": "https://evil.example"}).status == 403
    assert sign_in(app, headers={}).status == 403
    statuses = [sign_in(app, "wrong").status for _ in range(12)]
    assert statuses[-1] == 429
    assert 403 in statuses


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/units?unit=B10", "/units?unit=B10"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nset-cookie: x=1", "/"),
    ],
)
def test_after_signing_in_one_goes_where_one_wanted_but_never_elsewhere(asked: str, leads: str, book: Path) -> None:
    answer = sign_in(behind(mode.ACCOUNTS), about=f"?{urlencode({'next': asked})}")
    assert (answer.status, answer.headers["location"]) == (303, leads)


def test_who_signed_out_is_out_and_a_foreign_page_signs_nobody_out(book: Path) -> None:
    app = behind(mode.ACCOUNTS)
    cookie = cookie_of(sign_in(app))
    ask(app, "/sign-out", method="POST", headers={**cookie, "origin": "https://evil.example"})
    assert ask(app, "/units", headers=cookie).status == 200
    ask(app, "/sign-out", method="POST", headers={**cookie, **ORIGIN})
    assert ask(app, "/units", headers=cookie).status == 401


def test_a_disabled_account_is_out_at_the_next_request(book: Path) -> None:
    app = behind(mode.ACCOUNTS)
    cookie = cookie_of(sign_in(app))
    accounts.add(book, "boss", "administrator", by="t")
    accounts.change(book, "li", by="t", enabled=False)
    assert ask(app, "/units", headers=cookie).status == 401


def test_a_one_time_password_leads_to_another_and_to_nothing_else(book: Path) -> None:
    app = behind(mode.ACCOUNTS)
    given = accounts.reset(book, "li", by="t")
    cookie = cookie_of(sign_in(app, given))
    assert ask(app, "/units", headers={**cookie, **HTML}).headers["location"] == "/password"
    assert ask(app, "/_stcore/stream", socket=True, headers=cookie).status == 403
    body = urlencode({"old": given, "new": "another one", "again": "another one"}).encode()
    answer = ask(app, "/password", method="POST", headers={**cookie, **ORIGIN}, body=body)
    assert answer.status == 303
    assert ask(app, "/units", headers=cookie).status == 401
    assert ask(app, "/units", headers=cookie_of(answer)).status == 200
    assert "password" in {line["kind"] for line in audit.lines(book)}


def test_what_is_typed_at_the_door_never_comes_back_as_markup(book: Path) -> None:
    answer = ask(behind(mode.ACCOUNTS), "/sign-in?next=/%22%3E%3Cscript%3E&lang=%22%3E%3Cscript%3E")
    assert answer.status == 200
    assert b"<script" not in answer.body


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_door_speaks_both_languages(language: str, book: Path) -> None:
    page = ask(behind(mode.ACCOUNTS), f"/sign-in?lang={language}").body.decode()
    assert ("用户名" in page) == (language == "zh")
    assert ("User name" in page) == (language == "en")


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {"host": "[::1]:8501"}, 200),
        ("127.0.0.1", {"host": "localhost:8501"}, 200),
        ("192.168.1.7", {}, 403),
        ("127.0.0.1", {"host": "taizhang.example:8501"}, 403),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 403),
        ("127.0.0.1", {"forwarded": "for=127.0.0.1"}, 403),
    ],
)
def test_the_demo_lets_in_only_who_sits_at_this_machine(
    client: str, headers: dict[str, str], status: int, book: Path
) -> None:
    assert ask(behind(mode.DEMO), "/units", client=client, headers=headers).status == status


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.7", "::", "", None])
def test_the_demo_cannot_be_had_on_another_address(address: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(mode.VARIABLE, mode.DEMO)
    with pytest.raises(mode.BadMode, match=r"127\.0\.0\.1 only"):
        mode.checked(address)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"x-forwarded-user": "li", "x-taizhang-proxy-secret": "s" * 40}, 200),
        ({"x-forwarded-user": "li"}, 401),
        ({"x-forwarded-user": "li", "x-taizhang-proxy-secret": "guessed"}, 401),
        ({"x-forwarded-user": "wang", "x-taizhang-proxy-secret": "s" * 40}, 401),
        ({"x-taizhang-proxy-secret": "s" * 40}, 401),
    ],
)
def test_a_proxy_is_believed_by_its_secret_and_only_of_accounts_that_are_known(
    headers: dict[str, str], status: int, book: Path
) -> None:
    assert ask(behind(mode.PROXY), "/units", headers=headers).status == status


def test_a_proxy_with_a_weak_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(mode.VARIABLE, mode.PROXY)
    monkeypatch.setenv(mode.SECRET, "short")
    with pytest.raises(mode.BadMode, match="32 characters"):
        mode.checked("0.0.0.0")
