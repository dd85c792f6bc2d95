"""The pieces of the page of chains: the steps as a funnel whose counts lead to lists, and the units with every step's light."""  # noqa: E501

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import behind, cells, filters, lights, lists, tables
from dashboard.words import say

TAKEN = ("stuck", "passed", "over", "all")
LEADS = {"stuck_count": "stuck", "passed_count": "passed", "over_count": "over"}
FIGURES = (
    "stuck_count",
    "passed_ratio",
    "stuck_late_count",
    "longest_days",
    "passed_count",
    "over_count",
    "owed_count",
)
STANDING = ("unit_name", "stuck_title", "stuck_days", "stuck_status", "stuck_due_on")
TO_STEP = tables.Leads("stuck_status", "trace", {"unit": "unit_id", "requirement": "stuck_requirement_id"})
LED = {one.column: one for one in (tables.TO_UNIT, TO_STEP)}


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
    """The steps in their order, each with how far the units have come; a count leads to the list of whom it counts."""
    shown = steps.with_columns(pl.Series("step", list(numbered(steps).values())))
    columns = {"step": lists.Column(say("column.step"))}
    columns |= {name: _counted(name) for name in FIGURES}
    lists.show(shown, columns, say("chain.steps_title"))
    behind.line("chain.steps", key="chain_steps_line")


def _counted(name: str) -> lists.Column:
    taken = LEADS.get(name)
    to = partial(_who, taken=taken) if taken else None
    return lists.Column(say(f"column.{name}"), cells.writer(name), to)


def _who(row: lists.Row, taken: str) -> str:
    """The address of this page with the units of a step listed."""
    return filters.here("chain", step=row["requirement_id"], taken=taken)


def unit_table(units: pl.DataFrame, steps: pl.DataFrame) -> None:
    """The units, where each stands and for how long, and the light of every step; a name leads to the unit's page."""
    if units.is_empty():
        st.info(say("chain.units_none"))
        return
    names = steps["requirement_title"].to_list()
    where = pl.Series("stuck_title", [_where(row) for row in units.to_dicts()])
    lit = [pl.col("step_statuses").list.get(place).alias(f"step_{place}") for place in range(len(names))]
    ways = {name: led.ways() for name, led in LED.items()}
    columns = {name: lists.Column(say(f"column.{name}"), cells.writer(name), ways.get(name)) for name in STANDING}
    columns |= {f"step_{place}": _light(place, name) for place, name in enumerate(names)}
    columns["guidance_group"] = lists.Column(say("column.guidance_group"))
    tables.listed(units.with_columns(where, *lit), columns, say("chain.units_title"))
    behind.line("chain.units", key="chain_units_line")


def _where(row: dict[str, Any]) -> str:
    return say("chain.through") if row["stuck_number"] is None else f"{row['stuck_number']} {row['stuck_title']}"


def _light(place: int, name: str) -> lists.Column:
    """One step as a narrow column of marks under its number."""
    return lists.Column(str(place + 1), lights.mark_badge, tip=name)
