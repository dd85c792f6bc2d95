"""What is said with an OIDC provider: where to send somebody, and who it says came back. The code flow with PKCE."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from dashboard.web.oidc_settings import Settings

TIMEOUT = 10.0
KEPT_SECONDS = 600.0
MOST_WAITING = 1000
# What is signed with a secret that we share, or not at all, is nobody's word.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]
LEEWAY = 60


class NotVouched(Exception):
    """The provider did not say who somebody is, or not so that it can be believed."""


@dataclass(frozen=True)
class Waiting:
    """Somebody who was sent to the provider: from which browser, what must come back, and where to go on to."""

    browser: str
    nonce: str
    verifier: str
    onward: str
    began_at: float


_waiting: OrderedDict[str, Waiting] = OrderedDict()
_facts: dict[str, tuple[float, dict[str, Any]]] = {}
_lock = threading.Lock()


def facts(settings: Settings) -> dict[str, Any]:
    """What the provider says of itself; asked again every ten minutes, and believed only under its own name."""
    kept = _facts.get(settings.issuer)
    if kept and kept[0] > time.monotonic() - KEPT_SECONDS:
        return kept[1]
    found = got(f"{settings.issuer}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != settings.issuer:
        raise NotVouched("the provider goes by another name")
    _facts[settings.issuer] = (time.monotonic(), found)
    return found


def got(address: str) -> dict[str, Any]:
    """What stands at one of the provider's addresses."""
    try:
        answer = requests.get(address, timeout=TIMEOUT)
        answer.raise_for_status()
        return dict(answer.json())
    except (requests.RequestException, ValueError, TypeError) as error:
        raise NotVouched("the provider does not answer") from error


def begin(settings: Settings, back: str, onward: str, browser: str) -> str:
    """The provider's address to send somebody to, who is then waited for."""
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
    address, state = client(settings, back).create_authorization_url(
        facts(settings)["authorization_endpoint"], nonce=nonce, code_verifier=verifier
    )
    with _lock:
        _waiting[state] = Waiting(browser, nonce, verifier, onward, time.monotonic())
        while len(_waiting) > MOST_WAITING:
            _waiting.popitem(last=False)
    return str(address)


def awaited(state: str, browser: str) -> Waiting:
    """Who is waited for under a state, once, in the browser that was sent."""
    with _lock:
        found = _waiting.pop(state, None)
    if found is None or found.began_at < time.monotonic() - KEPT_SECONDS:
        raise NotVouched("nobody is waited for like that")
    if not secrets.compare_digest(found.browser, browser):
        raise NotVouched("another browser was sent")
    return found


def claims(settings: Settings, back: str, code: str, waiting: Waiting) -> dict[str, Any]:
    """What the provider says, and signed for us, about who brings a code."""
    told = facts(settings)
    try:
        with client(settings, back) as session:
            token = session.fetch_token(
                told["token_endpoint"], code=code, code_verifier=waiting.verifier, timeout=TIMEOUT
            )
        keys = KeySet.import_key_set(got(told["jwks_uri"]))  # type: ignore[arg-type, unused-ignore]
        found = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS).claims
        believed(settings, waiting).validate(found)
    except (AuthlibBaseError, JoseError, requests.RequestException, KeyError, ValueError, TypeError) as error:
        raise NotVouched(type(error).__name__) from error
    return dict(found)


def believed(settings: Settings, waiting: Waiting) -> jwt.JWTClaimsRegistry:
    """What has to stand in a word of the provider's: whose it is, for whom, about this very signing in, and not old."""
    return jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": settings.issuer},
        aud={"essential": True, "value": settings.client_id},
        exp={"essential": True},
        nonce={"essential": True, "value": waiting.nonce},
    )


def client(settings: Settings, back: str) -> OAuth2Session:
    """Us, as the provider knows us."""
    return OAuth2Session(
        settings.client_id,
        settings.secret,
        scope=settings.scopes,
        redirect_uri=back,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic",
    )
