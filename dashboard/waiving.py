"""The pieces of the page of extensions and exemptions: narrowing, one of them, entering one, taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl
import streamlit as st

from dashboard import data, filters, parts, past, rulings, tables, who
from dashboard.jobs import Job
from dashboard.words import day, plain, say

UNIT_PAGE, UPLOAD_PAGE, UPLOADS_PAGE = (f"dashboard/pages/{name}.py" for name in ("unit", "upload", "uploads"))
EXTENSION = "延期"
A_YEAR = timedelta(days=366)
TYPES = (EXTENSION, "豁免")
EFFECTS = ("moves", "second_base", "exempts", "nothing")
KEY = ("unit_id", "requirement_id", "waiver_type", "approved_on")


def narrowed(found: pl.DataFrame) -> pl.DataFrame:
    """The waivers that the choices in the address leave."""
    with st.grid(4, min_column_width=165):
        chosen = {
            "unit_id": of_frame("unit", found, "unit_id", "unit_name"),
            "requirement_id": of_frame("requirement", found, "requirement_id", "requirement_title"),
            "waiver_type": filters.one_worded("type", say("column.waiver_type"), types()),
            "effect_group": filters.one_worded("did", say("column.did"), {one: say(f"did.{one}") for one in EFFECTS}),
        }
    return data.where(found, **{name: value or "all" for name, value in chosen.items()})


def of_frame(key: str, found: pl.DataFrame, value: str, word: str) -> str | None:
    """One of the values that a column has, by the words beside it."""
    return filters.one_worded(key, say(f"column.{word}"), data.names(found.sort(word), value, word))


def types() -> dict[str, str]:
    """Extension and exemption, in words."""
    return {one: say(f"waiver_type.{one}") for one in TYPES}


def one_waiver(found: pl.DataFrame) -> None:
    """One waiver chosen: the way to its unit and to the upload that told of it, and the taking back."""
    parts.heading("waivers.one")
    rows = {" ".join(str(row[name]) for name in KEY): row for row in found.iter_rows(named=True)}
    lines = {one: line(row) for one, row in rows.items()}
    chosen = filters.one_worded("waiver", say("waivers.which"), lines, "names.choose")
    if chosen is None:
        return
    row = rows[chosen]
    with st.container(horizontal=True, gap="small"):
        st.page_link(UNIT_PAGE, label=plain(row["unit_name"] or row["unit_id"]), query_params={"unit": row["unit_id"]})
        label = say("upload.open", upload=f"{row['upload_id']} {row['place']}")
        st.page_link(UPLOADS_PAGE, label=plain(label), query_params={"upload": row["upload_id"]})
    if not past.is_chosen() and who.may("work"):
        withdrawal(row)


def line(row: Mapping[str, Any]) -> str:
    """A waiver on one line."""
    kind = say(f"waiver_type.{row['waiver_type']}")
    return " · ".join((row["unit_name"] or row["unit_id"], row["requirement_title"], kind, str(row["approved_on"])))


def withdrawal(row: Mapping[str, Any]) -> None:
    """Take a waiver back: a reason, then the same way as any other upload."""
    reason = st.text_input(say("waivers.withdraw_reason"), key="withdraw_reason").strip()
    if st.button(say("waivers.withdraw"), key="withdraw", disabled=not reason):
        hand_over(rulings.taking_back(tuple(row[name] for name in KEY), reason))


def entry() -> None:
    """A new waiver, filled in here and handed in as a small workbook; nothing is stored before it is accepted there."""
    if past.is_chosen() or not who.may("work") or not st.toggle(say("waivers.enter"), key="entering"):
        return
    parts.note("waivers.enter_note")
    given = filled_in()
    lacking = [name for name in needed(given) if not given[name]]
    if lacking:
        parts.note("waivers.lacking", fields=say("form.between").join(say(f"column.{name}") for name in lacking))
    if st.button(say("waivers.hand_in"), key="hand_in", type="primary", disabled=bool(lacking)):
        hand_over(rulings.granting(named(given)))


def filled_in() -> dict[str, Any]:
    """The fields of a new waiver as they stand."""
    units = data.names(data.frame("unit__choices"), "unit_id", "unit_name")
    requirements = data.names(data.frame("waivers__requirements"), "requirement_id", "requirement_title")
    with st.grid(3, min_column_width=200):
        given: dict[str, Any] = {
            "unit_name": choice("unit_name", units),
            "requirement_title": choice("requirement_title", requirements),
            "waiver_type": choice("waiver_type", types()),
            "requested_on": any_day("requested_on"),
            "approved_on": any_day("approved_on"),
            "new_due_on": any_day("new_due_on"),
            "approver": text("approver"),
            "waiver_reason": text("waiver_reason"),
        }
    return given


def needed(given: Mapping[str, Any]) -> list[str]:
    """The fields that a waiver cannot do without."""
    always = ["unit_name", "requirement_title", "waiver_type", "approved_on", "approver", "waiver_reason"]
    return [*always, "new_due_on"] if given["waiver_type"] == EXTENSION else always


def named(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields under the names of the sheet; an exemption has no new deadline."""
    names = {"unit_name": "unit_id", "requirement_title": "requirement_id", "waiver_reason": "reason"}
    fields = {names.get(name, name): value for name, value in given.items()}
    return fields | {"new_due_on": fields["new_due_on"] if fields["waiver_type"] == EXTENSION else None}


def choice(name: str, worded: Mapping[str, str]) -> str | None:
    """One of several values, to be chosen."""
    return st.selectbox(
        say(f"column.{name}"),
        list(worded),
        index=None,
        format_func=worded.__getitem__,
        key=f"new_{name}",
        placeholder=say("names.choose"),
        filter_mode="contains",
    )


def any_day(name: str) -> date | None:
    """A day, to be filled in, of the campaign or of the year around it."""
    facts = data.row("chrome__facts")
    found = st.date_input(
        say(f"column.{name}"),
        value=None,
        min_value=facts["starts_on"] - A_YEAR,
        max_value=max(facts["last_on"], date.today()) + A_YEAR,
        format="YYYY-MM-DD",
        key=f"new_{name}",
    )
    return found if isinstance(found, date) else None


def text(name: str) -> str:
    """A few words, to be filled in."""
    return st.text_input(say(f"column.{name}"), key=f"new_{name}").strip()


def hand_over(job: Job) -> None:
    """Go on where every upload is looked through: its findings, what it would change, and the taking of it."""
    number = parts.wait(job, "waivers.preparing")
    if number:
        st.switch_page(UPLOAD_PAGE, query_params={"batch": str(number)})


def of_unit(found: pl.DataFrame) -> None:
    """The waivers of one unit."""
    if found.is_empty():
        return
    parts.heading("unit.waivers")
    columns = ["requirement_title", "waiver_type", "timing", "did", "waiver_reason", "approver", "upload_id", "place"]
    tables.plain_table(found, columns, "unit.waivers")


def comings_and_goings(unit: Mapping[str, Any], mergers: pl.DataFrame) -> None:
    """When a unit joined or closed, and with which other it was merged, each a link."""
    if unit["unit_state"] == "not_yet":
        st.warning(say("unit.not_yet", day=day(unit["active_from_on"])))
    elif unit["unit_state"] != "there":
        st.warning(say(f"unit.{unit['unit_state']}", day=day(unit["active_until_on"])))
    for one in mergers.iter_rows(named=True):
        label = say(f"unit.merger_{one['direction']}", name=one["unit_name"], day=day(one["active_until_on"]))
        st.page_link(UNIT_PAGE, label=plain(label), query_params={"unit": one["unit_id"]})
    if unit["merged_into"] and "went" not in mergers["direction"].to_list():
        st.warning(say("unit.merged_unknown", name=plain(unit["merged_into"])))
