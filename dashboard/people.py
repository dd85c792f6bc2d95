"""The pieces of the page of accounts: who there is, one more, and what is done with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, cast

import polars as pl
import streamlit as st

from dashboard import accounts, filters, managing, parts, scoped, tables
from dashboard.roles import ROLES, Role
from dashboard.web import mode
from dashboard.words import plain, say

COLUMNS = ["account", "account_role", "account_scope", "account_state", "session_count", "made_at"]
SESSIONS = ["began_at", "ends_at", "origin"]
# What the last click came to: shown once, and gone with the next.
TOLD, GIVEN = "account_told", "account_given"

Account = Mapping[str, Any]


def told() -> None:
    """What the last click came to; a one-time password stands here once."""
    if why := st.session_state.pop(TOLD, ""):
        st.error(why)
    name, password = st.session_state.pop(GIVEN, ("", ""))
    if name:
        st.success(say("accounts.given", name=plain(name)))
        st.code(password, language=None)


def listed(found: list[dict[str, Any]]) -> None:
    """Every account: what it may, of whom, and how it stands."""
    parts.note("accounts.sentence", count=len(found), open=sum(one["session_count"] for one in found))
    if mode.chosen() == mode.DEMO:
        parts.note("accounts.demo")
    tables.first_rows(pl.DataFrame([row(one) for one in found]), COLUMNS, "accounts.list")


def row(one: Account) -> dict[str, Any]:
    """An account in words."""
    return {
        "account": one["name"],
        "account_role": say(f"visitor.{one['role']}"),
        "account_scope": scopes().get(one["scope"], one["scope"]) if one["scope"] else say("accounts.everybody"),
        "account_state": say(f"account_state.{state(one)}"),
        "session_count": one["session_count"],
        "made_at": moment_of(one["made_at"]),
    }


def state(one: Account) -> str:
    """How an account stands, in a word."""
    if not one["is_enabled"]:
        return "disabled"
    if one["locked_until"] > accounts.now().isoformat():
        return "locked"
    if one["is_outside"]:
        return "outside"
    return "new" if one["must_change"] else "there"


def scopes() -> dict[str, str]:
    """Every scope in words."""
    return {scope: say(f"accounts.{scope.split(':')[0]}", name=name) for scope, name in scoped.scopes().items()}


def moment_of(text: str) -> datetime:
    """A moment as it stands in the books."""
    return datetime.fromisoformat(text).replace(tzinfo=None)


def added() -> None:
    """One more account."""
    parts.heading("accounts.add")
    outside = mode.chosen() in (mode.PROXY, mode.OIDC)
    with st.grid(3, min_column_width=200):
        name = st.text_input(say("column.account"), key="new_account", help=say("accounts.name_help")).strip()
        role = role_field("new_role", "leader")
        scope = scope_field("new_scope", "")
    parts.note("accounts.roles_note")
    if outside:
        parts.note("accounts.outside_note")
    click = partial(attempt, lambda: given(name, managing.add(name, role, scope, outside=outside)))
    st.button(say("accounts.add"), key="add", type="primary", disabled=not name, on_click=click)


def given(name: str, password: str) -> None:
    """Keep a one-time password for the page that is drawn next, and for no other."""
    if password:
        st.session_state[GIVEN] = (name, password)


def attempt(act: Callable[[], None]) -> None:
    """Do something, and keep why it could not be done for the page that is drawn next."""
    try:
        act()
    except accounts.Refused as reason:
        st.session_state[TOLD] = say(f"accounts.{reason.code}")


def role_field(key: str, usual: str) -> Role:
    """One of the roles."""
    chosen: Role = st.selectbox(
        say("column.account_role"),
        list(ROLES),
        index=ROLES.index(cast(Role, usual)),
        format_func=lambda one: say(f"visitor.{one}"),
        key=key,
    )
    return chosen


def scope_field(key: str, usual: str) -> str:
    """A part of the units, or all."""
    worded = {"": say("accounts.everybody"), **scopes()}
    known = list(worded if usual in worded else {**worded, usual: usual})
    return str(
        st.selectbox(
            say("column.account_scope"),
            known,
            index=known.index(usual),
            format_func=lambda one: worded.get(one, one),
            key=key,
            filter_mode="contains",
        )
    )


def one(found: list[dict[str, Any]]) -> None:
    """What is done with one account."""
    parts.heading("accounts.one")
    by_name = {account["name"]: account for account in found}
    name = filters.one_worded("account", say("column.account"), {name: name for name in by_name}, "names.choose")
    if name is None:
        return
    account = by_name[name]
    with st.grid(3, min_column_width=200):
        role = role_field(f"role_{name}", account["role"])
        scope = scope_field(f"scope_{name}", account["scope"])
    with st.container(horizontal=True, gap="small"):
        button("save", lambda: managing.change(name, role, scope))
        enabled = bool(account["is_enabled"])
        button("disable" if enabled else "enable", lambda: managing.enable(name, not enabled))
        if not account["is_outside"]:
            button("reset", lambda: given(name, managing.reset(name)))
        button("sign_out", lambda: managing.end_sessions(name))
    sessions(name)


def button(act: str, does: Callable[[], None]) -> None:
    """One thing to be done with the account."""
    st.button(say(f"accounts.{act}"), key=act, on_click=partial(attempt, does), help=say(f"accounts.{act}_help"))


def sessions(name: str) -> None:
    """Where somebody is signed in, since when and until when."""
    opened = [
        {"began_at": moment_of(one["made_at"]), "ends_at": moment_of(one["ends_at"]), "origin": one["origin"]}
        for one in managing.open_sessions(name)
    ]
    tables.plain_table(pl.DataFrame(opened), SESSIONS, "accounts.sessions")
