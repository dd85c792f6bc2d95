"""What waits for a reviewer's mark, since when and with whom; what was returned, and which marks have gone stale?"""

from functools import partial

import streamlit as st

from dashboard import data, filters, office, parts, tables, who
from dashboard.words import say

WEIGHTS = ("required", "all")
WHO = ["material_type", "branch_name", "reviewer", "since_on", "waiting_days"]
STATES = {
    "awaited": [*WHO, "sent_on", "check_count", "items"],
    "stale": [*WHO, "reason", "check_count", "items"],
    "returned": [*WHO, "opinion", "items"],
}


def listed() -> None:
    """The choices, how much they leave, and each kind of it as a list."""
    choices = data.choices(data.frame("reviews__choices"))
    with st.grid(3, min_column_width=165):
        reviewer = filters.one_of("reviewer", say("column.reviewer"), choices.get("reviewer", []))
        material_type = filters.one_of("material", say("column.material_type"), choices.get("material_type", []))
        search = filters.search_text("search", say("filter.search"))
    weight = filters.one_segment("weight", say("filter.weight"), {one: say(f"weight.{one}") for one in WEIGHTS})

    found = data.frame(
        "reviews__list",
        reviewer=reviewer,
        material_type=material_type,
        search=search,
        least_required=int(weight == "required"),
    )
    by_state = {state: data.where(found, review_state=state) for state in STATES}
    parts.lead("reviews.sentence", **{state: rows.height for state, rows in by_state.items()})
    parts.note(f"reviews.{weight}_note")
    to_mark = data.without(found, review_state="returned")
    if to_mark.height:
        st.download_button(
            say("reviews.sheet", count=to_mark.height),
            who.taken(partial(office.review_sheet, to_mark), {"form": "reviews"}),
            file_name=say("reviews.file"),
            key="sheet",
            on_click="ignore",
            help=say("reviews.sheet_help"),
        )
    for state, columns in STATES.items():
        parts.heading(f"reviews.{state}")
        parts.note(f"reviews.{state}_note")
        tables.unit_table(by_state[state], columns, f"reviews.{state}")


parts.kept(listed)
