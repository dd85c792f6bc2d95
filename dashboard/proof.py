"""The rows of an original that prove something, shown as they stand in it, the proving cells marked."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, originals, parts, tables, who
from dashboard.words import plain, say

MOST_CELLS = 6
MOST_ROWS = 12
MARK = "▶"
ANY = "application/octet-stream"
# A day stays on one line, however narrow its column.
DAY, UNBROKEN = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b"), "\\1\u2011\\2\u2011\\3"

Place = tuple[str, int]


def upload(cells: pl.DataFrame) -> None:
    """One upload: the file to download, the cells with their values, and the rows with what stands around them."""
    upload_id, file_name = cells.select("upload_id", "file_name").row(0)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        label = plain(f"{upload_id} {file_name}")
        st.page_link(tables.UPLOADS_PAGE, label=label, query_params={"upload": upload_id})
        download(upload_id)
    places = list(dict.fromkeys(cells.select("sheet_name", "row_number").iter_rows()))
    proving = {(sheet, row): proving_cells(cells, sheet, row) for sheet, row in places}
    excerpts(upload_id, proving)


def cell_link(row: dict[str, Any]) -> str:
    """A cell as a link to its row in the upload, and what it holds."""
    place = {"upload": row["upload_id"], "sheet": row["sheet_name"], "row": str(row["row_number"])}
    shown = plain(f"{row['upload_id']} {row['sheet_name']} {row['cell']}")
    return f"[{shown}]({filters.address('uploads', **place)}) = {plain(row['value_text'] or '')}"


def proving_cells(cells: pl.DataFrame, sheet: str, row: int) -> frozenset[str]:
    """The cells of one row that prove something; a sum stands in all of those that it adds up."""
    found = cells.filter((pl.col("sheet_name") == sheet) & (pl.col("row_number") == row))["cell"].drop_nulls()
    return frozenset(found.to_list())


def download(upload_id: str) -> None:
    """The button that gives the file as it was received; without macros, and only to who works on them."""
    name = originals.original_name(upload_id) if who.may("work") else None
    if name:
        st.download_button(
            say("trace.download"),
            data=who.taken(partial(originals.original, upload_id), {"original": upload_id}, "work"),
            file_name=name,
            mime=ANY,
            key=f"original_{upload_id}",
            on_click="ignore",
            help=say("trace.download_help"),
        )


def excerpts(upload_id: str, proving: dict[Place, frozenset[str]]) -> None:
    """Each row in its surroundings, as far as they can be read; the first of many. They may be rows of others."""
    if not who.may("quote"):
        return
    shown = tuple(proving)[:MOST_ROWS]
    found = parts.wait(originals.surrounding(upload_id, shown), "trace.reading")
    for sheet, row in shown if found else ():
        address = filters.address("uploads", upload=upload_id, sheet=sheet, row=str(row))
        st.markdown(f"[{say('trace.place', sheet=plain(sheet), row=row)}]({address})")
        around = found[sheet, row]
        st.table(as_table(around, row, proving[sheet, row]), hide_index=True, alt=say("trace.around", row=row))
        if around.is_withheld:
            parts.note("trace.withheld")
    if len(proving) > MOST_ROWS:
        parts.note("trace.more_rows", shown=MOST_ROWS, count=len(proving))


def as_table(around: originals.Surroundings, row: int, proving: frozenset[str]) -> pl.DataFrame:
    """Rows under column letters as a spreadsheet shows them: headings in bold, the proving cells marked."""
    spans = [span(cell) for cell in proving]
    columns = {" ": [f"{MARK}\u00a0{number}" if number == row else str(number) for number in around.numbers]}
    for place, letter in enumerate(around.letters):
        columns[letter] = [
            written(line[place], number in around.heading, number == row and is_in(letter, spans))
            for number, line in zip(around.numbers, around.cells, strict=True)
        ]
    return pl.DataFrame(columns)


def written(text: str, is_heading: bool, is_proof: bool) -> str:
    """One cell in Markdown."""
    if not text and not is_proof:
        return ""
    shown = DAY.sub(UNBROKEN, plain(text)) or "–"
    if is_proof:
        return f":orange-background[{MARK}\u00a0**{shown}**]"
    return f"**{shown}**" if is_heading else shown


def span(cell: str) -> tuple[str, str]:
    """The first and last column of a cell, or of a range such as G6:N6."""
    first, _, last = cell.partition(":")
    return first.rstrip("0123456789"), (last or first).rstrip("0123456789")


def is_in(letter: str, spans: list[tuple[str, str]]) -> bool:
    """Whether a column lies in any of the spans; A comes before B, and Z before AA."""
    place = (len(letter), letter)
    return any((len(first), first) <= place <= (len(last), last) for first, last in spans)
