"""How people come in: by passwords of ours, as the demo's administrator, or vouched for by a proxy or a provider."""

from __future__ import annotations

import ipaddress
import os
from typing import Any

from dashboard.web import oidc_settings

VARIABLE = "TAIZHANG_SIGN_IN"
SECRET = "TAIZHANG_PROXY_SECRET"
ACCOUNTS, DEMO, PROXY, OIDC = "accounts", "demo", "proxy", "oidc"
MODES = (ACCOUNTS, DEMO, PROXY, OIDC)
# Where whoever came in holds a session of ours.
WITH_SESSIONS = (ACCOUNTS, OIDC)
SHORTEST_SECRET = 32


class BadMode(Exception):
    """What is set cannot be meant."""


def chosen() -> str:
    """How people come in here; by accounts unless something else is set."""
    return os.environ.get(VARIABLE) or ACCOUNTS


def checked(address: Any) -> str:
    """The same, when it can be had on this address."""
    how = chosen()
    if how not in MODES:
        raise BadMode(f"{VARIABLE}={how}: expected one of {', '.join(MODES)}")
    if how == DEMO and not is_loopback(address):
        raise BadMode(f"{VARIABLE}=demo signs everybody in, so it is for 127.0.0.1 only; {address} needs accounts")
    if how == PROXY and len(os.environ.get(SECRET, "")) < SHORTEST_SECRET:
        raise BadMode(f"{SECRET}: expected the secret that the proxy sends, of {SHORTEST_SECRET} characters or more")
    if how == OIDC:
        refuse_settings()
    return how


def refuse_settings() -> None:
    """Say what is missing before anybody is let in."""
    try:
        oidc_settings.settings()
    except oidc_settings.BadSettings as error:
        raise BadMode(str(error)) from error


def is_loopback(address: Any) -> bool:
    """Whether an address is this machine's own and nobody else's."""
    if not isinstance(address, str):
        return False
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
