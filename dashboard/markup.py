"""HTML of the pages' own making, handed to the framework as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, tostring

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import tongues

Width = Literal["stretch", "content"]


@dataclass(frozen=True)
class Made:
    """A text that says of itself that it is HTML; through a mere string the framework first looks line by line."""

    text: str

    def _repr_html_(self) -> str:
        return self.text


def show(text: str, width: Width = "stretch", into: DeltaGenerator | None = None) -> DeltaGenerator:
    """Show it, no script of it is run; what is shown is given back, to be shown into where it has to change."""
    return (st if into is None else into).html(Made(text), width=width)


def piece(whole: Element, width: Width = "stretch", into: DeltaGenerator | None = None) -> DeltaGenerator:
    """The same of an element: every text in it is escaped, and its Chinese marked where the page is in English."""
    return show(tostring(tongues.marked(whole), encoding="unicode", method="html"), width, into)
