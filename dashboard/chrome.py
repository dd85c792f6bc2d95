"""What stands around every page: what is known, as-of day, language, and what the numbers are made of."""

from dataclasses import replace
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

import streamlit as st

from dashboard import data, head, markup, office, past, scoped, standing, store, who, words
from dashboard.paper.html import element
from dashboard.web import mode
from dashboard.words import full_day, moment, plain, say

UPLOAD_PAGE = "dashboard/pages/upload.py"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The roster comes first; the other forms have names to choose from once it is known.
FORMS: dict[str, tuple[str, ...]] = {"roster": ("units", "branches"), "all": ()}
COMMANDS = """\
taizhang template --plan -o plan.xlsx
taizhang init --plan plan.xlsx
taizhang ingest *.xlsx
taizhang serve"""


def header(published: store.Snapshot, page: str) -> bool:
    """Which page it is, what is known, as of which day, in which language; whether there is anything to read on.

    The day is looked up last: which days there are follows from what is known.
    """
    first = data.Reading(published)
    data.read(first)
    words.call(data.names(data.frame("chrome__words"), "term", "own_word"))
    standing.keep_language()
    entries, number = past.offered(), past.choice()
    line = partial(head.show, data.row("chrome__facts")["plan_title"], page, entries, number)
    place = st.container(key="head")
    # What was known earlier may have to be made first, and takes a while.
    shown = line(None, place) if number else place
    past.tell_unknown()
    known = past.known(number) if number else published
    if known is None:
        return False
    tell_scope()
    usual = replace(first, published=known, known_at=number or None)
    data.read(usual)
    facts = data.row("chrome__facts")
    days = standing.days(facts["as_of"], facts["starts_on"], facts["last_on"])
    line(days, shown)
    with place:
        # Where the keyboard begins is one and the same on every page: what is drawn anew loses the keyboard.
        markup.show('<i id="content" tabindex="-1"></i>')
    day = days.shown if days.shown != facts["as_of"] else None
    data.read(replace(usual, as_of=day))
    past.notes(number, day is not None)
    return True


def tell_scope() -> None:
    """Of whom the pages speak, where it is not of everybody."""
    if scope := who.who().scope:
        st.caption(say("chrome.scope", scope=plain(scoped.called(scope))))


def has_units() -> bool:
    """Whether any unit is known on the day; where none is, what to do about it is said instead of the page."""
    known = data.row("chrome__facts")["unit_count"] > 0
    if not known:
        begin()
    return known


def begin() -> None:
    """Where no unit is known: another day, or the first upload with a form for it."""
    if data.reading().as_of:
        st.info(say("chrome.no_units_then"))
        return
    if who.who().scope:
        st.info(say("chrome.no_units_in_scope"))
        return
    st.info(say("chrome.no_units"))
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, kinds in FORMS.items():
            label, file = say(f"chrome.form_{name}"), f"{say(f'chrome.form_{name}_file')}.xlsx"
            make = who.taken(partial(office.blank_form, kinds), {"form": name})
            st.download_button(label, make, file_name=file, mime=WORKBOOK, key=f"form_{name}", on_click="ignore")
        if who.may("hand_in"):
            st.page_link(UPLOAD_PAGE, label=say("chrome.to_upload"), width="content")


def footer() -> None:
    """Always in sight: the day, the build, and how many units sent nothing lately; and who is signed in."""
    told = element("span", sources(data.row("chrome__facts")))
    with st.bottom:
        markup.piece(element("div", told, element("span", account(), class_="account"), class_="foot"))


def account() -> Element | str:
    """Who is signed in, and the way to the account and out; the demo says that it is one."""
    if mode.chosen() == mode.DEMO:
        return say("chrome.demo")
    visitor = who.who()
    name = f"{visitor.name} · {say(f'visitor.{visitor.role}')}"
    if mode.chosen() not in mode.WITH_SESSIONS:
        return name
    return element("a", name, href=f"/account?lang={words.language()}", data_leaves="")


def sources(facts: dict[str, Any]) -> str:
    """What the numbers on the page are made of, in one line."""
    return say(
        "chrome.sources",
        as_of=full_day(facts["as_of"]),
        number=facts["ledger_number"],
        built=moment(facts["built_at"]),
        silent=facts["silent_unit_count"],
        days=facts["silent_days"],
        units=facts["unit_count"],
        last=words.day(facts["last_report_on"]),
    )


def first_run() -> None:
    """What a newcomer sees before there is anything to show."""
    st.title(say("first_run.title"), anchor=False)
    st.markdown(say("first_run.no_store"))
    st.code("taizhang demo", language="bash")
    st.markdown(say("first_run.own_plan"))
    st.code(COMMANDS, language="bash")
