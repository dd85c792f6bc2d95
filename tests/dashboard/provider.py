"""An OIDC provider for tests: it says of itself where it is, signs in whom it is told to, and can be made to lie."""

from __future__ import annotations

import json
import secrets
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "taizhang", "shared with nobody else"


@dataclass
class Provider:
    """Whom it signs in, and what it changes in what it says of them."""

    address: str = ""
    user: dict[str, Any] = field(default_factory=lambda: {"preferred_username": "li"})
    lies: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "a", "use": "sig"}))
    signs_with: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """What it says of itself."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.address, **{name: f"{self.address}/{place}" for name, place in places.items()}}

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign in whoever comes, and send them back with a code."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Say who brought a code, to the client that it was given for, if it proves to be the one that asked."""
        asked = self.codes.pop(given.get("code", ""), None)
        told = b64decode(authorization.removeprefix("Basic ")).decode()
        digest = urlsafe_b64encode(sha256(given.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        proved = asked is not None and asked["code_challenge"] == digest
        if asked is None or not proved or [unquote(part) for part in told.split(":")] != [CLIENT, SECRET]:
            return None
        claims = {"iss": self.address, "aud": CLIENT, "exp": int(time.time()) + 300, "iat": int(time.time())}
        claims |= {"sub": "1", "nonce": asked["nonce"], **self.user, **self.lies}
        key = self.signs_with or self.key
        signed = jwt.encode({"alg": "RS256", "kid": "a"}, claims, key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


def handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    """What answers for a provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(place.query).items()}
                self.send_response(302)
                self.send_header("location", provider.authorize(asked))
                self.end_headers()
                return
            known = {
                "/.well-known/openid-configuration": provider.facts,
                "/keys": lambda: KeySet([provider.key]).as_dict(private=False),
            }
            self.answer(known[place.path]() if place.path in known else None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            self.answer(provider.token(given, self.headers.get("authorization", "")))

        def answer(self, found: dict[str, Any] | None) -> None:
            content = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def running() -> Iterator[Provider]:
    """A provider on a port of this machine."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
