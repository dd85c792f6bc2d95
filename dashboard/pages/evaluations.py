"""How do the democratic evaluations stand: how many have voted, what came of it, and what comes before and after?"""

import streamlit as st

from dashboard import charts, data, filters, parts, tables
from dashboard.words import say

DIMENSIONS = ("understanding", "problems", "causes", "thinking", "measures")
BALLOTS = ["evaluation_form", "evaluated_on", "issued_count", "returned_count", "valid_count", "returned_ratio"]
SHARES = ["category_count", "withheld", *(f"{one}_top_two_ratio" for one in DIMENSIONS)]
UNITS_DRAWN = 30

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

if not head["evaluation_count"]:
    parts.nothing("evaluations.none")
else:
    with st.grid(3, min_column_width=165):
        parts.rate("evaluations.turnout", head["returned_count"], head["issued_count"], head["returned_ratio"])
        parts.rate("evaluations.valid", head["valid_count"], head["returned_count"], head["valid_ratio"])
        parts.rate(
            "evaluations.categories",
            head["all_categories_count"],
            head["evaluation_count"],
            head["all_categories_ratio"],
        )

    parts.heading("evaluations.answers")
    parts.note("evaluations.answers_note", withheld=head["withheld_count"])
    dimensions = data.frame("evaluations__dimensions", **chosen)
    parts.draw(
        charts.answers_by_dimension(dimensions),
        "dimensions",
        dimensions,
        parts.by_row(dimensions, lambda row: filters.here("evaluations", dimension=row["dimension"])),
    )

    parts.heading("evaluations.units")
    dimension = filters.one_segment(
        "dimension", say("column.dimension"), {one: say(f"dimension.{one}") for one in DIMENSIONS}
    )
    units = data.frame("evaluations__units", dimension=dimension, row_limit=UNITS_DRAWN, **chosen)
    parts.note("evaluations.units_note", shown=units.height, units=head["evaluated_unit_count"])
    parts.draw(charts.answers_by_unit(units), "units", units, parts.by_row(units, tables.TO_UNIT.to))

    parts.heading("evaluations.list")
    tables.unit_table(data.frame("evaluations__list", **chosen), BALLOTS + SHARES, "evaluations.list")

if steps.height:
    parts.heading("evaluations.who")
    titles = data.names(steps, "requirement_id", "requirement_title")
    requirement_id = filters.one_id("requirement", say("column.requirement_title"), titles)
    bearers = data.frame("evaluations__bearers", requirement_id=requirement_id, **chosen)
    tables.unit_table(
        bearers, ["status", "due_on", "done_on", "reason", "unit_class", "guidance_group"], "evaluations.who"
    )
