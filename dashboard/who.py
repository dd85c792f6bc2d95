"""Who is at the page of this run, asked of the books each time: who was shut out a moment ago is out now."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from dashboard import audit, sessions, store
from dashboard.roles import Act, Visitor
from dashboard.web import mode

Made = TypeVar("Made")
# The names under which web/gate.py passes on whom it let in; it takes whatever a browser sends under them away.
SESSION, NAME, ORIGIN = "taizhang_session", "taizhang_name", "taizhang_origin"


class NotSignedIn(Exception):
    """Nobody who may come in is at the page, or not any more."""


class NotAllowed(Exception):
    """Somebody asked for what the role does not allow."""


def demo() -> Visitor:
    """The demo's administrator: whoever works at this machine, by the name that the machine knows."""
    try:
        return Visitor(getpass.getuser(), "administrator")
    except (OSError, KeyError):
        return Visitor("demo", "administrator")


def who() -> Visitor:
    """Who is at the page."""
    return found(said())


def said() -> dict[str, Any]:
    """What the gate says of this visit."""
    told = st.user.to_dict()
    return {name: told.get(name) for name in (SESSION, NAME, ORIGIN)}


def found(said: Mapping[str, Any]) -> Visitor:
    """Whom the books know by what the gate said."""
    how = mode.chosen()
    if how == mode.DEMO and mode.is_loopback(st.get_option("server.address")):
        return demo()
    folder = store.store_folder()
    if how in mode.WITH_SESSIONS and (token_hash := said.get(SESSION)):
        session = sessions.session(folder, str(token_hash))
    elif how == mode.PROXY and (name := said.get(NAME)):
        session = sessions.vouched(folder, str(name))
    else:
        session = None
    if session is None or session.must_change:
        raise NotSignedIn
    return session.visitor


def may(act: Act) -> bool:
    """Whether the role of who is at the page allows this."""
    return who().may(act)


def required(act: Act) -> Visitor:
    """Who is at the page, when the role allows this."""
    visitor = who()
    if not visitor.may(act):
        note("refused", {"act": act}, visitor.name)
        raise NotAllowed(act)
    return visitor


def origin() -> str:
    """From where the person at the page comes."""
    return str(said()[ORIGIN] or "")


def note(kind: audit.Kind, what: Mapping[str, Any], name: str | None = None) -> None:
    """Write into the log what the person at the page did."""
    here = said()
    audit.note(store.store_folder(), kind, what, who=name or found(here).name, origin=str(here[ORIGIN] or ""))


def taken(make: Callable[[], Made], what: Mapping[str, Any], act: Act = "read") -> Callable[[], Made]:
    """What a download button makes when it is clicked, for whom it was drawn; the log says so.

    Who is out by then, or is given another role or scope, gets nothing of what the page showed before.
    """
    return taker(act)(make, what)


def taker(act: Act = "read") -> Callable[[Callable[[], Made], Mapping[str, Any]], Callable[[], Made]]:
    """The same for several buttons that stand together: who is at the page is asked once."""
    here, drawn_for = said(), required(act)

    def taken_by(make: Callable[[], Made], what: Mapping[str, Any]) -> Callable[[], Made]:
        def made() -> Made:
            if found(here) != drawn_for:
                raise NotAllowed(act)
            audit.note(store.store_folder(), "export", what, who=drawn_for.name, origin=str(here[ORIGIN] or ""))
            return make()

        return made

    return taken_by
