"""The pieces of the SQL page that show what came of a query: rows or plan, chart, files, links, what was run before."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard import (
    asking,
    data,
    exports,
    filters,
    parts,
    quick_charts,
    result_files,
    sandbox_limits,
    sql_history,
    sql_plan,
    sql_runs,
    store,
    tables,
    turns,
    who,
)
from dashboard.asking import Wish
from dashboard.result_files import Wanted
from dashboard.sandbox import Answer, SqlRefused
from dashboard.sql_runs import Run
from dashboard.sql_trouble import Trouble
from dashboard.words import moment, plain, say

MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
HISTORY_IN_SIGHT = 20
FIRST_LINE = 90
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def trouble(found: Trouble) -> None:
    """Why there is no result."""
    st.error(found.said)
    if found.engine:
        with st.expander(say("sql.engine_words"), key="sql_engine"):
            st.code(found.engine[:4_000], language=None, wrap_lines=True)


def result(run: Run, wanted: Wish) -> None:
    """What came of a run that is over and was not refused."""
    answer = run.answer
    if answer is None:
        return
    if wanted.is_plan:
        parts.note("sql.plan_note")
        st.code(sql_plan.tree(answer.frame["explain_value"].item(0)), language=None)
        return
    summary(answer, wanted)
    view = filters.one_segment("view", say("sql.look"), {"table": say("sql.as_table"), "chart": say("sql.as_chart")})
    if answer.frame.is_empty():
        parts.nothing("sql.none")
    elif view == "chart":
        chart(answer)
    else:
        grid(answer)


def summary(answer: Answer, wanted: Wish) -> None:
    """How many rows there are, how long it took, and the way to the others."""
    count, shares = answer.frame.height, sandbox_limits.of_all()
    facts = {"columns": answer.frame.width, "seconds": f"{answer.seconds:.2f}", "rows": f"{count:,}"}
    span = {"first": f"{wanted.skip + 1:,}", "last": f"{wanted.skip + count:,}"}
    which = "summary_page" if answer.is_cut else "summary_last" if wanted.skip else "summary"
    with st.container(horizontal=True, vertical_alignment="center", key="sql_summary"):
        st.markdown(say(f"sql.{which}", **facts, **span), width="content")
        back = max(0, wanted.skip - shares.page_rows)
        on = wanted.skip + count
        if wanted.skip:
            st.button(say("sql.earlier"), key="sql_back", on_click=partial(asking.page_from, back))
        if answer.is_cut and count:
            st.button(say("sql.later"), key="sql_on", on_click=partial(asking.page_from, on))
    if answer.is_cut and count < shares.page_rows:
        parts.note("sql.wide_cut", rows=count)


def grid(answer: Answer) -> None:
    """The rows, each column with its type."""
    shown = displayable(answer.frame)
    labels = dict(zip(answer.frame.columns, answer.kinds, strict=True))
    st.dataframe(
        shown,
        hide_index=True,
        height=tables.height(shown.height),
        row_height=tables.ROW_HEIGHT,
        column_config={name: heading(name, kind) for name, kind in labels.items()},
        key="sql_grid",
    )


def heading(name: str, kind: str) -> Any:
    """A column's name with its type; days are written as days."""
    label = f"{name} · {kind[:40].lower()}"
    return st.column_config.DateColumn(label, format="YYYY-MM-DD") if kind == "DATE" else label


def displayable(frame: pl.DataFrame) -> pl.DataFrame:
    """What the grid would round or cannot hold, as text."""
    frame = store.plain_numbers(frame)
    wide = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal | pl.Int128)]
    binary = [name for name, kind in frame.schema.items() if kind == pl.Binary]
    return frame.with_columns(pl.col(wide).cast(pl.String), pl.col(binary).bin.encode("hex"))


def chart(answer: Answer) -> None:
    """A quick chart of the page: what lies along it, what stands up, and how it is drawn."""
    frame = store.plain_numbers(answer.frame)
    numbers = quick_charts.numbers_of(frame)
    if not numbers:
        parts.nothing("sql.chart_no_numbers")
        return
    others = [name for name in answer.frame.columns if name not in numbers] + numbers
    with st.grid(3, min_column_width=165):
        x, y = column("x", others), column("y", numbers)
        kind = filters.one_segment(
            "kind", say("sql.chart_kind"), {k: say(f"sql.chart_{k}") for k in quick_charts.KINDS}
        )
    if answer.is_cut:
        parts.note("sql.chart_page", rows=answer.frame.height)
    drawn = frame.select(list(dict.fromkeys([x, y])))
    parts.picture(quick_charts.column_by_column(drawn, x, y, kind), "sql_chart")


def column(key: str, names: list[str]) -> str:
    """One of the columns for an axis; the first, unless another was chosen that this result has too."""
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    return st.selectbox(say(f"sql.chart_{key}"), names, key=key, bind=filters.IN_ADDRESS) or names[0]


def take(run: Run) -> None:
    """The whole result as files, each made at its click."""
    shares = sandbox_limits.of_all()
    facts = data.row("chrome__facts")
    name = result_files.name_of(
        run.query, st.query_params.get(asking.SAVED, ""), facts["ledger_number"], str(data.reading_day())
    )
    bounds = {"rows": f"{shares.file_rows:,}", "megabytes": shares.file_megabytes}
    about = {
        say("sql.export_query"): run.query.sql,
        **{say("sql.export_value", name=name): str(value or "") for name, value in run.query.params.items()},
        say("chrome.as_of"): str(data.reading_day()),
        say("chrome.known_at"): str(facts["ledger_number"]),
    }
    sheets = (say("sql.export_result"), say("sql.export_about"))
    wanted = Wanted(whole(run), run.snapshot, about, say("sql.export_cut", **bounds), sheets)
    with st.popover(say("sql.export"), icon=":material/download:", key="sql_export"):
        st.caption(say("sql.export_note", sheet_rows=f"{exports.MOST_ROWS:,}", **bounds))
        for form, mime in MIMES.items():
            make = partial(in_turn, run.person, wanted, form)
            label, file = say(f"sql.export_{form}"), f"{name}.{form}"
            noted = who.taken(make, {"sql": run.query.sql, "form": form})
            st.download_button(label, noted, file, mime, key=f"sql_take_{form}", on_click="ignore", type="tertiary")


def whole(run: Run) -> result_files.Query:
    """The same query without the page."""
    return result_files.Query(run.query.sql, run.query.params, run.query.as_of)


def in_turn(person: str, wanted: Wanted, form: str) -> bytes:
    """A file, written when it is this person's turn."""
    line = sql_runs.line()
    try:
        ticket = line.join(person)
    except turns.Full as error:
        raise SqlRefused("too many queries wait already", kind="full") from error
    try:
        line.wait(ticket)
        return result_files.written(wanted, form)
    finally:
        line.leave(ticket)


def link(wanted: Wish) -> None:
    """The address of this query: on the newest data, and on these very data."""
    with st.popover(say("sql.link"), icon=":material/link:", key="sql_link"):
        if st.session_state.get(asking.UNSENT):
            parts.note("sql.link_long")
            return
        said = {name: st.query_params[name] for name in st.query_params}
        number, on = data.row("chrome__facts")["ledger_number"], str(data.reading_day())
        free = {name: value for name, value in said.items() if name not in (filters.AS_OF, filters.KNOWN_AT)}
        st.caption(say("sql.link_live"))
        st.code(address(free), language=None, wrap_lines=True)
        st.caption(say("sql.link_pinned", number=number, day=on))
        st.code(address({**free, filters.AS_OF: on, filters.KNOWN_AT: str(number)}), language=None, wrap_lines=True)


def address(said: dict[str, str]) -> str:
    """An address of this page, whole."""
    return f"{(st.context.url or 'sql').partition('?')[0]}?{urlencode(said)}"


def history() -> None:
    """What this person ran before; a click puts it into the editor again."""
    with st.expander(say("sql.history"), key="sql_history"):
        ran = sql_history.latest(store.store_folder(), asking.person(), HISTORY_IN_SIGHT)
        if not ran:
            parts.note("sql.history_none")
        for place, one in enumerate(ran):
            rows = say("sql.history_rows", rows=f"{one.row_count:,}") if one.row_count is not None else ""
            outcome = rows or say("sql.history_refused")
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.button(
                    first_line(one.sql), key=f"sql_ran_{place}", type="tertiary", on_click=asking.load, args=(one.sql,)
                )
                st.caption(say("sql.history_line", at=moment(one.ran_at), outcome=outcome), width="content")


def first_line(sql: str) -> str:
    """The beginning of a query on one line."""
    line = " ".join(COMMENT.sub(" ", sql).split()) or sql.strip()
    return plain(line if len(line) <= FIRST_LINE else f"{line[:FIRST_LINE]}…")
