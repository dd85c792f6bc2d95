"""The pieces of the page of evaluations: each draws what the choices leave."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard import charts, data, filters, parts, tables
from dashboard.words import say

DIMENSIONS = ("understanding", "problems", "causes", "thinking", "measures")
BALLOTS = ["evaluation_form", "evaluated_on", "issued_count", "returned_count", "valid_count", "returned_ratio"]
SHARES = ["category_count", "withheld", *(f"{one}_top_two_ratio" for one in DIMENSIONS)]
WHO = ["status", "due_on", "done_on", "reason", "unit_class", "guidance_group"]
UNITS_DRAWN = 30


def all_of_it() -> None:
    """The choices and all that they leave."""
    choices = data.choices(data.frame("units__choices"))
    with st.grid(2, min_column_width=165):
        unit_class = filters.one_of("class", say("column.unit_class"), choices.get("unit_class", []))
        guidance_group = filters.one_of("group", say("column.guidance_group"), choices.get("guidance_group", []))
    chosen = {"unit_class": unit_class, "guidance_group": guidance_group}
    steps = data.frame("evaluations__steps", **chosen)
    head = data.row("evaluations__headline", **chosen)
    parts.lead("evaluations.sentence" if head["evaluation_count"] else "evaluations.not_yet", **head)
    parts.heading("evaluations.steps")
    parts.note("evaluations.steps_note")
    parts.steps(steps, "requirement")
    if head["evaluation_count"]:
        turnout(head)
        answers(head, chosen)
        units(head, chosen)
    else:
        parts.nothing("evaluations.none")
    if steps.height:
        bearers(steps, chosen)


def turnout(head: dict[str, Any]) -> None:
    """How many ballots came back, how many of them count, and whether everybody took part who should."""
    with st.grid(3, min_column_width=165):
        parts.rate("evaluations.turnout", head["returned_count"], head["issued_count"], head["returned_ratio"])
        parts.rate("evaluations.valid", head["valid_count"], head["returned_count"], head["valid_ratio"])
        full, ratio = head["all_categories_count"], head["all_categories_ratio"]
        parts.rate("evaluations.categories", full, head["evaluation_count"], ratio)


def answers(head: dict[str, Any], chosen: dict[str, str | None]) -> None:
    """What was answered to each question."""
    parts.heading("evaluations.answers")
    parts.note("evaluations.answers_note", withheld=head["withheld_count"])
    dimensions = data.frame("evaluations__dimensions", **chosen)
    opens = parts.by_row(dimensions, lambda row: filters.here("evaluations", dimension=row["dimension"]))
    parts.draw(charts.answers_by_dimension(dimensions), "dimensions", dimensions, opens)


def units(head: dict[str, Any], chosen: dict[str, str | None]) -> None:
    """What was answered in each unit to one question, and each evaluation."""
    parts.heading("evaluations.units")
    named = {one: say(f"dimension.{one}") for one in DIMENSIONS}
    dimension = filters.one_segment("dimension", say("column.dimension"), named)
    found = data.frame("evaluations__units", dimension=dimension, row_limit=UNITS_DRAWN, **chosen)
    parts.note("evaluations.units_note", shown=found.height, units=head["evaluated_unit_count"])
    parts.draw(charts.answers_by_unit(found), "units", found, parts.by_row(found, tables.TO_UNIT.ways()))
    parts.heading("evaluations.list")
    tables.unit_table(data.frame("evaluations__list", **chosen), BALLOTS + SHARES, "evaluations.list")


def bearers(steps: pl.DataFrame, chosen: dict[str, str | None]) -> None:
    """Who has taken one of the steps and who has not."""
    parts.heading("evaluations.who")
    titles = data.names(steps, "requirement_id", "requirement_title")
    requirement_id = filters.one_id("requirement", say("column.requirement_title"), titles)
    found = data.frame("evaluations__bearers", requirement_id=requirement_id, **chosen)
    tables.unit_table(found, WHO, "evaluations.who")
