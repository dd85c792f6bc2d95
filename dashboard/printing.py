"""Buttons that give a document, made when it is asked for, of the day and the knowledge that the page shows."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import data, who, words
from dashboard.paper import making
from dashboard.words import say


def sheet(kind: str, name: str = "", *about: str) -> None:
    """The button above a page that gives it as a file made for paper."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        offer(say("take.print"), kind, name, *about)


def document(kind: str) -> None:
    """A document with what it holds, and the button that gives it."""
    with st.container(border=True, gap="small"):
        st.markdown(say(f"take.{kind}_note"))
        offer(say("take.download", what=say(f"paper.{kind}")), kind)


def offer(label: str, kind: str, name: str = "", *about: str) -> None:
    """The button itself."""
    made = making.KINDS[kind]
    st.download_button(
        label,
        data=who.taken(
            partial(making.speaking, data.reading(), words.language(), made.make, *about),
            {"document": kind, "about": about},
        ),
        file_name=making.file_name(kind, name),
        mime=made.mime,
        key=f"print_{kind}",
        on_click="ignore",
        help=say("take.print_help") if made.mime == making.HTML else None,
    )
