"""The pieces of the SQL page that open queries under a name, and keep one under a name."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import asking, filters, parts, saved, store
from dashboard.words import plain, say

NAME, NOTE, SHARES, CHOICE, REFUSED = "saved_name", "saved_note", "saved_shares", "saved_choice", "saved_refused"


def choose() -> None:
    """One of the queries that this person may see, to be put into the editor."""
    listed = {one.name: one for one in reversed(saved.listed(store.store_folder(), asking.person()))}
    named = {name: f"{one.title} · {one.owner}" if one.owner else one.title for name, one in reversed(listed.items())}
    st.selectbox(
        say("sql.saved_open"),
        list(named),
        index=None,
        format_func=lambda name: named[name],
        key=CHOICE,
        on_change=opened,
        placeholder=say("sql.saved_open"),
        filter_mode="contains",
        label_visibility="collapsed",
        width=360,
    )


def opened() -> None:
    """Put the query that was chosen into the editor; the choice is free again for the next."""
    name = st.session_state[CHOICE]
    if name:
        asking.load(saved.found(store.store_folder(), asking.person(), name).sql, name)
    st.session_state[CHOICE] = None


def note() -> None:
    """What is to be known about the query that stands in the editor under its name."""
    name = st.query_params.get(asking.SAVED, "")
    try:
        one = saved.found(store.store_folder(), asking.person(), name) if name else None
    except saved.Unknown:
        st.warning(say("sql.saved_unknown", name=plain(name)))
        return
    if one:
        st.markdown(say("sql.saved_note", title=plain(one.title), note=plain(one.note)))


def keep(sql: str) -> None:
    """Keep the query that was run under a name, for oneself or for all; forget one of one's own."""
    own = of_ones_own(st.query_params.get(asking.SAVED, ""))
    with st.popover(say("sql.keep"), icon=":material/bookmark:", key="sql_keep"):
        parts.note("sql.keep_note")
        st.text_input(say("sql.keep_name"), key=NAME, max_chars=60)
        st.text_input(say("sql.keep_about"), key=NOTE, max_chars=saved.LONGEST_NOTE)
        shares = f"{SHARES}_{own.name if own else ''}"
        st.toggle(say("sql.keep_shares"), value=bool(own and own.is_shared), key=shares)
        st.button(say("sql.keep_save"), key="saved_save", type="primary", on_click=partial(save, sql, shares))
        if own:
            told = say("sql.keep_delete", name=plain(own.name))
            st.button(told, key="saved_delete", on_click=partial(delete, own.name))
    if refused := st.session_state.pop(REFUSED, None):
        st.warning(refused)


def of_ones_own(name: str) -> saved.Saved | None:
    """This person's own query of that name, if there is one."""
    listed = saved.listed(store.store_folder(), asking.person())
    return next((one for one in listed if one.name == name and one.owner == asking.person()), None)


def save(sql: str, shares: str) -> None:
    """Keep it, or say why not; `shares` is the key of the switch that shares it."""
    folder, person = store.store_folder(), asking.person()
    try:
        one = saved.save(folder, person, st.session_state[NAME], sql, st.session_state[NOTE])
        saved.share(folder, person, one.name, is_shared=st.session_state[shares])
        filters.look_at(asking.SAVED, one.name)
    except (saved.Refused, OSError) as why:
        st.session_state[REFUSED] = say("sql.keep_refused", why=plain(str(why)))


def delete(name: str) -> None:
    """Forget it; its text stays in the editor."""
    saved.delete(store.store_folder(), asking.person(), name)
    filters.leave(asking.SAVED)
