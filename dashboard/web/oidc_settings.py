"""How people sign in at an OIDC provider: where it is, who we are there, and what its claims mean here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from dashboard.roles import ROLES, Role

PREFIX = "TAIZHANG_OIDC_"
NAME_CLAIM = "preferred_username"
SCOPES = "openid profile"


@dataclass(frozen=True)
class Settings:
    """The provider's address, our name and secret there, and the claims that hold the user's name and roles."""

    issuer: str
    client_id: str
    secret: str
    name_claim: str = NAME_CLAIM
    role_claim: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    scopes: str = SCOPES

    def name(self, claims: Mapping[str, Any]) -> str:
        """The user's name, or nothing where the provider does not tell it."""
        told = claims.get(self.name_claim)
        return told if isinstance(told, str) else ""

    def role(self, claims: Mapping[str, Any]) -> Role | None:
        """The first of our roles, in the order of the setting, that the provider tells of."""
        told = claims.get(self.role_claim)
        held = {told} if isinstance(told, str) else {one for one in told or () if isinstance(one, str)}
        return next((role for theirs, role in self.roles.items() if theirs in held), None)


class BadSettings(Exception):
    """Something is not set, or cannot be meant."""


def settings() -> Settings:
    """What the environment says."""
    issuer, client_id, secret = (required(name) for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"))
    where = urlsplit(issuer)
    if where.scheme != "https" and where.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise BadSettings(f"{PREFIX}ISSUER={issuer}: expected an address that begins with https://")
    role_claim = os.environ.get(f"{PREFIX}ROLE_CLAIM", "")
    return Settings(
        issuer.rstrip("/"),
        client_id,
        secret,
        os.environ.get(f"{PREFIX}NAME_CLAIM") or NAME_CLAIM,
        role_claim,
        mapping(os.environ.get(f"{PREFIX}ROLES", "")) if role_claim else {},
        os.environ.get(f"{PREFIX}SCOPES") or SCOPES,
    )


def required(name: str) -> str:
    """A setting without which nobody could sign in."""
    value = os.environ.get(f"{PREFIX}{name}", "").strip()
    if not value:
        raise BadSettings(f"{PREFIX}{name}: expected a value, found none")
    return value


def mapping(text: str) -> dict[str, Role]:
    """The provider's words for roles as ours: `their-word=office,other=leader`; without one, theirs are ours."""
    if not text.strip():
        return {role: role for role in reversed(ROLES)}
    pairs = [tuple(part.strip() for part in one.rpartition("=")[::2]) for one in text.split(",")]
    wrong = [role for theirs, role in pairs if role not in ROLES or not theirs]
    if wrong:
        expected = f"'their-word=role' with a role of {', '.join(ROLES)}"
        raise BadSettings(f"{PREFIX}ROLES: found {wrong[0]!r}; expected {expected}")
    return {theirs: cast(Role, role) for theirs, role in pairs}
