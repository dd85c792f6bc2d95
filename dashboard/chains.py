"""The pieces of the page of chains: the steps as a funnel whose counts lead to lists, and the units with every step's light."""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from dashboard import behind, filters, lights
from dashboard.tables import MOST_ROWS_IN_SIGHT, MOST_ROWS_LISTED, ROW_HEIGHT, TRACE_PAGE, UNIT_PAGE, more
from dashboard.words import NOTHING, say

TAKEN = ("stuck", "passed", "over", "all")
LEADS = {"stuck_count": "stuck", "passed_count": "passed", "over_count": "over"}
MARK_WIDTH = 40


def name_of(chain: dict[str, Any]) -> str:
    """A chain by its ends."""
    return say("chain.name", first=chain["first_title"], last=chain["last_title"])


def numbered(steps: pl.DataFrame) -> dict[str, str]:
    """The steps by their ids, each with its place and its name."""
    return {row["requirement_id"]: f"{row['step_number']} {row['requirement_title']}" for row in steps.to_dicts()}


def taken_words() -> dict[str, str]:
    """Which units of a step are listed, in words."""
    return {one: say(f"taken.{one}") for one in TAKEN}


def funnel(steps: pl.DataFrame) -> None:
    """The steps in their order, each with how far the units have come; a click on a count lists whom it counts."""
    ids, names = steps["requirement_id"].to_list(), list(numbered(steps).values())
    shown = steps.select(
        pl.Series("step", names),
        pl.col("stuck_count").cast(pl.String),
        (pl.col("passed_ratio") * 100).round(0),
        "stuck_late_count",
        "longest_days",
        *(pl.col(name).cast(pl.String) for name in ("passed_count", "over_count")),
        "owed_count",
    )
    st.dataframe(
        shown,
        hide_index=True,
        height=ROW_HEIGHT * (steps.height + 1) + 3,
        row_height=ROW_HEIGHT,
        placeholder=NOTHING,
        column_config=_funnel_columns(ids, names),
        alt=say("chain.steps_title"),
    )
    behind.line("chain.steps", key="chain_steps_line")


def _funnel_columns(ids: list[str], names: list[str]) -> dict[str, Any]:
    step = st.column_config.TextColumn(say("column.step"), pinned=True, width=max(map(_room, names)))
    passed = st.column_config.ProgressColumn(
        say("column.passed_ratio"), format="%d%%", min_value=0, max_value=100, width=200
    )
    plain = {name: st.column_config.NumberColumn(say(f"column.{name}")) for name in ("stuck_late_count", "owed_count")}
    days = st.column_config.NumberColumn(say("column.longest_days"), format=say("chain.days_format"))
    return {"step": step, "passed_ratio": passed, "longest_days": days, **plain} | {
        name: st.column_config.ButtonColumn(
            say(f"column.{name}"), key=f"chain_{name}", on_click=_lists(ids, name), type="tertiary", alignment="right"
        )
        for name in LEADS
    }


def _room(name: str) -> int:
    return 24 + sum(7 if letter.isascii() else 14 for letter in name)


def _lists(ids: list[str], name: str) -> Callable[[], None]:
    def look() -> None:
        show(ids[st.session_state[f"chain_{name}"].row], LEADS[name])

    return look


def show(step: str, taken: str) -> None:
    """List these units of a step from now on; the address says so."""
    filters.look_at("step", step)
    filters.look_at("taken", taken)


def unit_table(units: pl.DataFrame, steps: pl.DataFrame) -> None:
    """The units, where each stands and for how long, and the light of every step; a click on a name opens the unit."""
    if units.is_empty():
        st.info(say("chain.units_none"))
        return
    every, units = units, units.head(MOST_ROWS_LISTED)
    names = steps["requirement_title"].to_list()
    statuses = units["step_statuses"].to_list()
    marks = [
        pl.Series(f"step_{place}", [[lights.STATUSES[row[place]].mark] for row in statuses])
        for place in range(len(names))
    ]
    words = pl.Series("stuck_status", [lights.word(one) if one else None for one in units["stuck_status"].to_list()])
    where = pl.Series("stuck_title", [_where(row) for row in units.to_dicts()])
    shown = units.select("unit_name", where, "stuck_days", words, "stuck_due_on").with_columns(marks)
    st.dataframe(
        shown.with_columns(units["guidance_group"]),
        hide_index=True,
        height=ROW_HEIGHT * (min(units.height, MOST_ROWS_IN_SIGHT) + 1) + 3,
        row_height=ROW_HEIGHT,
        placeholder=NOTHING,
        column_config=_unit_columns(units, names),
        alt=say("chain.units_title"),
    )
    more(every)
    behind.line("chain.units", key="chain_units_line")


def _where(row: dict[str, Any]) -> str:
    return say("chain.through") if row["stuck_number"] is None else f"{row['stuck_number']} {row['stuck_title']}"


def _unit_columns(units: pl.DataFrame, names: list[str]) -> dict[str, Any]:
    about = units.select("unit_id", "stuck_requirement_id").rows()

    def open_unit() -> None:
        filters.go_to(UNIT_PAGE, {"unit": about[st.session_state["chain_unit"].row][0]})

    def open_step() -> None:
        unit_id, requirement_id = about[st.session_state["chain_status"].row]
        filters.go_to(TRACE_PAGE, {"unit": unit_id, "requirement": requirement_id})

    common: dict[str, Any] = {"type": "tertiary", "alignment": "left"}
    unit = st.column_config.ButtonColumn(
        say("column.unit_name"), key="chain_unit", on_click=open_unit, pinned=True, **common
    )
    status = st.column_config.ButtonColumn(say("column.stuck_status"), key="chain_status", on_click=open_step, **common)
    days = st.column_config.NumberColumn(say("column.stuck_days"), format=say("chain.days_format"), width=80)
    return {
        "unit_name": unit,
        "stuck_title": st.column_config.TextColumn(say("column.stuck_title")),
        "stuck_days": days,
        "stuck_status": status,
        "stuck_due_on": st.column_config.DateColumn(say("column.due_on"), format="YYYY-MM-DD"),
        "guidance_group": st.column_config.TextColumn(say("column.guidance_group")),
    } | {f"step_{place}": _light_column(place, name) for place, name in enumerate(names)}


def _light_column(place: int, name: str) -> Any:
    return st.column_config.MultiselectColumn(
        str(place + 1),
        help=name,
        options=[light.mark for light in lights.STATUSES.values()],
        color=[light.badge for light in lights.STATUSES.values()],
        width=MARK_WIDTH,
    )
