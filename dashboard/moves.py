"""How pages show statuses that moved on the board, or would."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import board, data, lights, parts, tables
from dashboard.words import say

COLUMNS = ["unit_name", "requirement_title", "bearer_name", "status_before", "status"]


def show(found: board.Moves, section: str, key: str) -> None:
    """Which statuses change, in numbers, by unit, and one by one for who wants to see."""
    parts.heading(section)
    if not found:
        parts.note(f"{section}_none")
        return
    units = len({one["unit_id"] for one in found})
    parts.note(f"{section}_note", count=len(found), units=units)
    st.markdown(lights.transitions(board.transitions(found)))
    with st.expander(say("upload.one_by_one"), key=key):
        tables.first_rows(data.in_language(pl.DataFrame(found, infer_schema_length=None)), COLUMNS, section)
