"""An OIDC provider says who somebody is: what is believed of it, and what our own gate makes of that."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

if os.environ.get("CI") != "true":
    pytest.importorskip("authlib", reason="Authlib is not installed here; 'make setup' installs it")

from starlette.applications import Starlette

from dashboard import accounts, audit
from dashboard.web import door, gate, mode, oidc, oidc_settings
from dashboard.web.pace import Pace
from tests.dashboard import provider as providers
from tests.dashboard.asking import Answer, ask
from tests.dashboard.provider import Provider
from tests.dashboard.test_gate import BEHIND, HTML, ORIGIN, behind, cookie_of

START, BACK = gate.OIDC_DOORS


@pytest.fixture(scope="module")
def shared() -> Iterator[Provider]:
    with providers.running() as provider:
        yield provider


@pytest.fixture
def provider(shared: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    shared.user, shared.lies, shared.signs_with = {"preferred_username": "li"}, {}, None
    for name, value in (("ISSUER", shared.address), ("CLIENT_ID", providers.CLIENT)):
        monkeypatch.setenv(f"{oidc_settings.PREFIX}{name}", value)
    monkeypatch.setenv(f"{oidc_settings.PREFIX}CLIENT_SECRET", providers.SECRET)
    monkeypatch.setenv(mode.VARIABLE, mode.OIDC)
    oidc._facts.clear()
    return shared


@pytest.fixture
def book(provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path))
    monkeypatch.setattr(door, "attempts", Pace(most=100, seconds=60))
    accounts.add(tmp_path, "li", "office", by="t", outside=True)
    return tmp_path


@pytest.fixture
def app(book: Path) -> Starlette:
    return behind(mode.OIDC)


def began(app: Starlette, about: str = "") -> Answer:
    return ask(app, f"{START}{about}")


def vouched(answer: Answer) -> str:
    """Where the provider sends somebody back to."""
    back = requests.get(answer.headers["location"], allow_redirects=False, timeout=10).headers["location"]
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def signed_in(app: Starlette, about: str = "") -> Answer:
    answer = began(app, about)
    return ask(app, vouched(answer), headers=cookie_of(answer))


def session_of(answer: Answer) -> dict[str, str]:
    found = [one for one in answer.headers.getlist("set-cookie") if one.startswith(f"{gate.COOKIE}=")]
    return {"cookie": found[0].partition(";")[0]}


def test_whom_the_provider_vouches_for_comes_in_with_a_session_of_ours(app: Starlette, book: Path) -> None:
    answer = signed_in(app, "?next=/units")
    assert (answer.status, answer.headers["location"]) == (303, "/units")
    assert b'"taizhang_name":"li"' in ask(app, "/units", headers=session_of(answer)).body
    assert ask(app, "/_stcore/stream", socket=True, headers=session_of(answer)).status == 101
    assert audit.lines(book)[-1]["kind"] == "sign_in"


@pytest.mark.parametrize("path", BEHIND)
def test_our_own_gate_stands_in_front_here_too(path: str, app: Starlette) -> None:
    assert ask(app, path).status == 401
    assert ask(app, path, headers={"cookie": "_streamlit_user=x; taizhang_session=guessed"}).status == 401
    assert ask(app, path, headers=HTML).headers["location"].startswith("/sign-in?next=")
    assert ask(app, "/_stcore/stream", socket=True).status == 403


def test_who_signs_out_or_is_disabled_is_out_at_once(app: Starlette, book: Path) -> None:
    cookie = session_of(signed_in(app))
    ask(app, "/sign-out", method="POST", headers={**cookie, **ORIGIN})
    assert ask(app, "/units", headers=cookie).status == 401
    cookie = session_of(signed_in(app))
    accounts.change(book, "li", by="t", enabled=False)
    assert ask(app, "/units", headers=cookie).status == 401
    assert signed_in(app).status == 403


def lie(**claims: object) -> Callable[[Provider], None]:
    return lambda provider: provider.lies.update(claims)


def sign_with_another_key(provider: Provider) -> None:
    provider.signs_with = providers.RSAKey.generate_key(2048, {"kid": "a"})


@pytest.mark.parametrize(
    "lies",
    [
        lie(nonce="another"),
        lie(aud="another"),
        lie(iss="https://evil.example"),
        lie(exp=int(time.time()) - 3600),
        lie(exp=None),
        sign_with_another_key,
    ],
    ids=["of another visit", "for another client", "of another issuer", "old", "for ever", "signed by another"],
)
def test_a_word_that_is_not_the_providers_about_this_visit_is_not_believed(
    lies: Callable[[Provider], None], provider: Provider, app: Starlette, book: Path
) -> None:
    lies(provider)
    answer = signed_in(app)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert audit.lines(book)[-1]["kind"] == "sign_in_failed"


def test_a_code_serves_once_in_the_browser_that_was_sent(app: Starlette) -> None:
    answer = began(app)
    back = vouched(answer)
    assert ask(app, back, headers={"cookie": "taizhang_oidc=guessed"}).status == 403
    assert ask(app, back, headers=cookie_of(answer)).status == 403
    answer = began(app)
    back = vouched(answer)
    assert ask(app, back, headers=cookie_of(answer)).status == 303
    assert ask(app, back, headers=cookie_of(answer)).status == 403
    assert ask(app, f"{BACK}?state=guessed&code=x").status == 403
    assert ask(app, BACK).status == 403


def test_who_has_no_account_does_not_come_in(provider: Provider, app: Starlette, book: Path) -> None:
    for name in ("wang", "", "a b<script>"):
        provider.user = {"preferred_username": name}
        answer = signed_in(app)
        assert answer.status == 403
        assert b"<script" not in answer.body
    assert [one["name"] for one in accounts.listed(book)] == ["li"]


def test_a_claim_gives_the_role_and_makes_the_account(
    provider: Provider, app: Starlette, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{oidc_settings.PREFIX}ROLE_CLAIM", "groups")
    monkeypatch.setenv(f"{oidc_settings.PREFIX}ROLES", "campaign-office=office, everybody=leader")
    provider.user = {"preferred_username": "wang", "groups": ["everybody", "campaign-office"]}
    cookie = session_of(signed_in(app))
    assert roles(book)["wang"] == "office"
    provider.user["groups"] = ["everybody"]
    signed_in(app)
    assert roles(book)["wang"] == "leader"
    assert ask(app, "/units", headers=cookie).status == 200
    provider.user["groups"] = ["others"]
    assert signed_in(app).status == 403


def roles(book: Path) -> dict[str, str]:
    return {one["name"]: one["role"] for one in accounts.listed(book)}


def test_nobody_gives_a_password_where_a_provider_vouches(app: Starlette) -> None:
    assert ask(app, "/sign-in", method="POST", headers=ORIGIN, body=b"name=li&password=x").status == 405
    page = ask(app, "/sign-in?lang=zh").body.decode()
    assert "统一账号" in page
    assert "<form" not in page


def test_a_provider_that_does_not_answer_is_told(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{oidc_settings.PREFIX}ISSUER", "http://127.0.0.1:9")
    answer = began(app)
    assert answer.status == 502
    assert "没有回应" in answer.body.decode()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ISSUER", "", "found none"),
        ("ISSUER", "http://sso.example", "https://"),
        ("CLIENT_SECRET", " ", "found none"),
        ("ROLES", "office=boss", "expected 'their-word=role'"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_before_anybody_is_let_in(
    name: str, value: str, told: str, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{oidc_settings.PREFIX}ROLE_CLAIM", "role")
    monkeypatch.setenv(f"{oidc_settings.PREFIX}{name}", value)
    with pytest.raises(mode.BadMode, match=told):
        mode.checked("0.0.0.0")


@pytest.mark.parametrize("how", [mode.ACCOUNTS, mode.PROXY, mode.DEMO])
def test_its_doors_are_shut_where_no_provider_vouches(how: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(mode.SECRET, "s" * 40)
    assert ask(behind(how), START, client="192.0.2.1").status in (401, 403)
    assert ask(behind(how), BACK, client="192.0.2.1").status in (401, 403)
