"""Under every table and chart: what it shows as a workbook or CSV, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from datetime import date, datetime
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import batches, behind, data, exports, filters, lists, who, words
from dashboard.words import full_day, moment, plain, say

FORMS = {
    "xlsx": (exports.as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (exports.as_csv, "text/csv"),
}
OPENS: dict[str, Any] = {"type": "tertiary", "icon": ":material/download:"}
Writer = Callable[[Any], str]

_offered: ContextVar[dict[str, int]] = ContextVar("offered")
_together: ContextVar[bool] = ContextVar("together", default=False)


def begin() -> None:
    """From here on, in this run, nothing has been offered yet."""
    _offered.set({})


def offer(frame: pl.DataFrame, columns: dict[str, str], writers: dict[str, Writer], name: str, title: str) -> None:
    """The rows of a table, whole, with its columns by their headings; how they are written is the table's own."""
    if frame.is_empty() or not columns:
        return
    key, table = f"take_{_place(name)}", partial(made, frame, columns, writers, title, _about(title, frame.height))
    if _together.get():
        _files(key, table, title)
        return
    with behind.line(name, key=f"{key}_line"), st.popover(say("take.label"), **OPENS, key=key):
        _files(key, table, title)


@contextmanager
def together(key: str, label: str) -> Iterator[bool]:
    """Whatever is offered inside goes under one button, where a page shows much at once; whether it is pressed."""
    inside = _together.set(True)
    try:
        with st.popover(label, **OPENS, key=f"take_{key}", on_change="rerun") as opened:
            yield bool(opened.open)
    finally:
        _together.reset(inside)


def _files(key: str, table: Callable[[], exports.Table], title: str) -> None:
    taken, stem = who.taker(), file_stem(title)
    st.caption(plain(title))
    with st.container(horizontal=True):
        for form, (write, mime) in FORMS.items():
            st.download_button(
                say(f"take.{form}"),
                data=taken(asked_later(write, table, words.language()), {"table": title, "form": form}),
                file_name=f"{stem}.{form}",
                mime=mime,
                key=f"{key}_{form}",
                on_click="ignore",
                type="tertiary",
            )


def file_stem(title: str) -> str:
    """What a file is called that tells of this, without its ending."""
    return batches.safe_name(f"{title[:60]} {data.row('chrome__facts')['as_of']}")


def value_of(name: str, value: Any, writer: Writer | None) -> Any:
    """A value as it is taken along: a number or a day as itself, a word as it is read on the page."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, int | float | date):
        return value
    if writer is None:
        return str(value)
    return lists.as_text(writer(value))


def _place(name: str) -> str:
    """A name that no other table of this run has: a page may show several of one kind."""
    seen = _offered.get({})
    count = seen.get(name, 0) + 1
    _offered.set({**seen, name: count})
    return f"{name.replace('.', '_')}_{count}"


def _about(title: str, count: int) -> str:
    facts = data.row("chrome__facts")
    about = [
        say("take.mark"),
        str(facts["plan_title"]),
        say("take.as_of", day=full_day(facts["as_of"])),
        say("take.number", number=facts["ledger_number"]),
        *(f"{label} {value}" for label, value in filters.made().items()),
        say("take.rows", shown=exports.MOST_ROWS, count=count)
        if count > exports.MOST_ROWS
        else say("take.whole", count=count),
    ]
    return say("take.about", title=title, about=say("take.between").join(about))


def made(
    frame: pl.DataFrame, columns: dict[str, str], writers: dict[str, Writer], title: str, about: str
) -> exports.Table:
    kept = frame.select(list(columns)).head(exports.MOST_ROWS)
    written = [[value_of(name, one, writers.get(name)) for one in kept[name].to_list()] for name in columns]
    shares = frozenset(place for place, name in enumerate(columns) if name.endswith("_ratio"))
    return exports.Table(title, about, list(columns.values()), list(zip(*written, strict=True)), shares)


def asked_later(
    write: Callable[[exports.Table], bytes], made: Callable[[], exports.Table], language: str
) -> Callable[[], bytes]:
    """The file is made at the click, outside of the run, so it takes the run's language with it."""

    def speaking() -> bytes:
        words.speak(language)
        return write(made())

    return lambda: copy_context().run(speaking)
