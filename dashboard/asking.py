"""The pieces of the SQL page: what is asked, as the address says it; its run, and how that is watched and stopped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import (
    data,
    drawing,
    filters,
    sandbox_limits,
    saved,
    sql_editor,
    sql_history,
    sql_runs,
    sqltext,
    store,
    who,
    workers,
)
from dashboard.sandbox import Query
from dashboard.sql_runs import Run
from dashboard.sql_trouble import Trouble, of
from dashboard.words import say

PLAIN, PACKED, PART, PLAN, SKIP, SAVED = "sql", "sqlz", "part", "plan", "skip", "saved"
RUN, ASKED, ROUND, UNSENT = "sql_run", "sql_asked", "sql_round", "sql_unsent"
TICK = 0.25
SOON = 0.6


def person() -> str:
    """Whose queries these are."""
    return who.required("sql").name


@dataclass(frozen=True)
class Wish:
    """What the address asks: the whole text, the part of it that is to be run, its plan instead, from which row on."""

    text: str = ""
    part: tuple[int, int] | None = None
    is_plan: bool = False
    skip: int = 0

    @property
    def sql(self) -> str:
        """What is to be run."""
        return self.text[slice(*self.part)] if self.part else self.text

    @property
    def begins_at(self) -> int:
        """Where that begins in the whole text."""
        return self.part[0] if self.part else 0


def wish() -> Wish:
    """What the address asks, or what was asked and is too long for one."""
    asked = st.query_params
    most = sandbox_limits.of_a_query().text_kilobytes * 1024
    text = asked.get(PLAIN, "") or sqltext.unpacked(asked.get(PACKED, ""), most) or st.session_state.get(UNSENT, "")
    text = text or under_a_name(asked.get(SAVED, ""))
    skip = asked.get(SKIP, "")
    return Wish(
        text,
        sqltext.part_of(text, asked.get(PART, "")),
        asked.get(PLAN) == "1",
        int(skip) if skip.isascii() and skip.isdecimal() and len(skip) < filters.MOST_DIGITS else 0,
    )


def under_a_name(name: str) -> str:
    """The query that is saved under a name; no text where this person sees none of that name."""
    try:
        return saved.found(store.store_folder(), person(), name).sql if name else ""
    except saved.Unknown:
        return ""


def put(text: str, part: tuple[int, int] | None = None, *, is_plan: bool = False) -> None:
    """Put a query into the address; one too long for it is kept for this session only."""
    for name in (PLAIN, PACKED, PART, PLAN, SKIP, SAVED):
        filters.leave(name)
    packed = sqltext.packed(text) if len(text) > sqltext.PLAIN_LENGTH else None
    is_short = len(text) <= sqltext.PLAIN_LENGTH
    st.session_state[UNSENT] = "" if is_short or packed else text
    said = {
        PLAIN: text if is_short else None,
        PACKED: packed,
        PART: f"{part[0]}-{part[1]}" if part else None,
        PLAN: "1" if is_plan else None,
    }
    st.query_params.update({name: value for name, value in said.items() if value})


def hear(asked: dict[str, Any]) -> None:
    """What the editor asks for."""
    text, part = str(asked.get("text", "")), asked.get("part")
    # The editor counts in halves of UTF-16, as browsers do; the few letters beyond them take two.
    bounds = (_letters(text, int(part[0])), _letters(text, int(part[1]))) if part else None
    put(text, bounds, is_plan=asked.get("does") == "plan")
    st.session_state[ASKED] = True


def _letters(text: str, halves: int) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * halves].decode("utf-16-le", "ignore"))


def load(text: str, name: str = "") -> None:
    """Put another query into the editor, and run it."""
    put(text)
    if name:
        filters.look_at(SAVED, name)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def page_from(skip: int) -> None:
    """Look at the rows from this one on."""
    filters.leave(SKIP)
    if skip:
        filters.look_at(SKIP, str(skip))


def stamp(wanted: Wish) -> str:
    """What tells the editor that another text is to stand in it."""
    return f"{st.session_state.get(ROUND, 0)} {hash(wanted.text)}"


def editor(wanted: Wish, run: Run | None) -> Trouble | None:
    """The editor with what is asked in it, and what ailed the last run of that."""
    trouble = trouble_of(wanted, run)
    sql_editor.show(wanted.text, stamp(wanted), trouble, hear)
    return trouble


def trouble_of(wanted: Wish, run: Run | None) -> Trouble | None:
    """What ailed a run, if anything."""
    if run is None or not run.refusal:
        return None
    return of(run.refusal, wanted.sql, wanted.begins_at, sql_runs.page_limits())


def values(asked: Sequence[saved.Parameter]) -> dict[str, str | None] | None:
    """What the parameters stand for, each a field; nothing while one that has no usual value was never filled in."""
    if not asked:
        return {}
    is_new = [one for one in asked if not one.is_told and not known(f"p_{one.name}")]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        given = {one.name: field_of(one) or None for one in asked}
    return None if is_new else given


def known(key: str) -> bool:
    """Whether a field has been on the page before, or is filled by the address."""
    return key in st.session_state or key in st.query_params


def field_of(one: saved.Parameter) -> str:
    """The field of one parameter, with its usual value in it."""
    label = f"{one.label} (${one.name})" if one.is_told else f"${one.name}"
    key = f"p_{one.name}"
    return st.text_input(label, value=one.usual or "", key=key, bind=filters.IN_ADDRESS, width=260)


def current(wanted: Wish, params: dict[str, str | None]) -> Run:
    """The run of what is asked: the one there is, else a new one."""
    reading = data.reading()
    query = Query(
        wanted.sql, params, data.reading_day(), pages=not wanted.is_plan, skip=wanted.skip, explains=wanted.is_plan
    )
    run = latest()
    is_same = run and (run.query, run.snapshot) == (query, reading.published.path)
    if run and is_same and not st.session_state.pop(ASKED, False):
        return run
    st.session_state.pop(ASKED, None)
    if run:
        run.cancel()
    folder, number = store.store_folder(), data.row("chrome__facts")["ledger_number"]
    by = person()
    who.note("sql", {"sql": query.sql, "values": dict(query.params)}, by)
    run = sql_runs.begin(by, query, reading.published.path, lambda one: noted(one, folder, number))
    st.session_state[RUN] = run.number
    return run


def latest() -> Run | None:
    """The last run of this session, while it is kept."""
    return sql_runs.numbered(st.session_state.get(RUN), person())


def noted(run: Run, folder: Any, number: int) -> None:
    """Keep a run that is over in its person's history."""
    outcome = run.refusal.kind if run.refusal else "done"
    rows = run.answer.frame.height if run.answer else None
    seconds = round(run.answer.seconds, 3) if run.answer else None
    day = run.query.as_of.isoformat() if run.query.as_of else None
    ran = sql_history.Ran(sql_history.now(), run.query.sql, day, number, outcome, rows, seconds)
    sql_history.note(folder, run.person, ran)


def watch(run: Run) -> None:
    """Wait for a run to end that did not end soon; until then how it stands is said, and a click stops it."""
    if run.ends_within(0):
        return
    began = time.monotonic()
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center", key="sql_watch"):
        said = st.empty()
        st.button(say("sql.cancel"), key="sql_cancel", on_click=run.cancel)
    told = ""
    with drawing.others_first():
        while not run.ends_within(TICK):
            seconds, before = int(time.monotonic() - began), max(0, run.place - 1)
            text = say("sql.waiting", before=before) if run.place else say("sql.running", seconds=seconds)
            if text != told:
                told = text
                said.markdown(text)
    place.empty()


def warm() -> None:
    """See that workers are ready before anybody asks."""
    workers.warm(workers.opening(data.reading().published.path, sql_runs.page_limits()))
