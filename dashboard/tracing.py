"""The pieces of the page that goes from the clause to the cell: one obligation, its clause, deadline and checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl
import streamlit as st

from dashboard import data, filters, lights, parts, phrases, proof, rulebook, tables
from dashboard.words import day, plain, say

Row = dict[str, Any]
CHECKS = ["result", "rule", "reason", "cells", "clause", "demand"]


def chosen() -> Row | None:
    """The obligation that the address names; of several bearers the worst unless one is named."""
    names = data.names(data.frame("unit__choices"), "unit_id", "unit_name")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit_id = filters.one_id("unit", say("column.unit_name"), names, drops=("bearer",))
        owed = data.frame("trace__requirements", unit_id=unit_id)
        if owed.is_empty():
            parts.nothing("trace.owes_nothing")
            return None
        titles = data.names(owed, "requirement_id", "requirement_title")
        requirement_id = filters.one_id("requirement", say("column.requirement_title"), titles, drops=("bearer",))
        found = data.frame("trace__obligation", unit_id=unit_id, requirement_id=requirement_id)
        bearers = data.names(found, "bearer_id", "bearer_name")
        bearer_id = filters.one_id("bearer", say("column.bearer_name"), bearers) if len(bearers) > 1 else None
    if len(bearers) == 1 and st.query_params.get("bearer", "") not in ("", *bearers):
        st.warning(say("filter.unknown", asked=plain(st.query_params["bearer"])))
    kept = found.filter(pl.col("bearer_id") == bearer_id) if bearer_id else found
    return kept.row(0, named=True)


def head(one: Row) -> None:
    """Which obligation this is, how it stands and why, and the way to its unit."""
    parts.title(one["requirement_title"])
    st.markdown(" ".join(filter(None, (lights.badge(one["status"]), plain(one["reason"] or "")))))
    if one["status"] == "not_applicable" and one["applies_when"]:
        parts.note("trace.applies_when", condition=plain(one["applies_when"]))
    done = say("trace.done", day=day(one["done_on"])) if one["done_on"] else ""
    st.caption(say("trace.dates", due=day(one["due_on"]), done=done))
    st.page_link(tables.UNIT_PAGE, label=plain(one["unit_name"]), query_params={"unit": one["unit_id"]})


def clause(one: Row) -> None:
    """The clause that demands it: number, title, summary, and its own words where the document is attached."""
    parts.heading("trace.clause")
    st.markdown(say("trace.clause_line", number=plain(one["clause_id"]), title=plain(one["clause_title"] or "")))
    st.markdown(plain(one["summary"] or ""))
    if one["passage"]:
        st.markdown(quotation(one["passage_number"], one["passage"], one["due_phrase"] or ""))
    else:
        parts.note("trace.not_found" if one["passage_count"] else "trace.not_attached")


def quotation(number: str, passage: str, phrase: str) -> str:
    """The plan's own words under their numbering, the phrase of the deadline in bold where it stands in them."""
    lines = [plain(line) for line in f"{number}{passage}".split("\n")]
    said = plain(phrase)
    bold = [line.replace(said, f"**{said}**") if said else line for line in lines]
    return "  \n".join(f"> {line}" for line in bold)


def deadline(one: Row) -> None:
    """When it falls due, how that was worked out, and the readings that it rests on."""
    parts.heading("trace.deadline")
    st.markdown("\n".join(f"- {sentence}" for sentence in worked_out(one)))
    for waiver in data.frame("trace__waivers", **key(one)).iter_rows(named=True):
        words = {name: plain(str(waiver[name] or "")) for name in ("reason", "approver")}
        words["waiver_type"] = say(f"waiver_type.{waiver['waiver_type']}")
        until = say("trace.until", day=day(waiver["new_due_on"])) if waiver["new_due_on"] else ""
        st.markdown(f"- {say('trace.waiver', **words, approved=day(waiver['approved_on']), until=until)}")
    readings = phrases.worded(data.frame("trace__readings", **key(one)))
    columns = ["phrase", "read_as", "could_be", "reading_why", "decided_by", "decided_on"]
    tables.plain_table(readings, columns, "trace.readings", phrases.TO_READING)


def worked_out(one: Row) -> Iterator[str]:
    """How the deadline follows from the plan's words, the readings, other events and extensions, step by step."""
    if one["due_phrase"]:
        yield say("trace.phrase", phrase=plain(one["due_phrase"]))
    yield say(f"trace.due_{one['due_kind']}", **steps(one))
    if one["due_basis"] == "extended":
        yield say("trace.extended", before=day(one["original_due_on"]), due=day(one["due_on"]))
    elif one["extended_due_on"] and one["due_on"] and one["extended_due_on"] > one["due_on"]:
        yield say("trace.extended_late", extended=day(one["extended_due_on"]), due=day(one["due_on"]))


def steps(one: Row) -> dict[str, Any]:
    """The days and counts that the sentences about a deadline are filled with."""
    basis = one["due_basis"] if one["due_basis"] in ("actual", "planned", "anchor_deadline") else "anchor_deadline"
    return {
        "named": day(one["due_date"]),
        "fixed": day(one["fixed_due_on"]),
        "due": day(one["original_due_on"]),
        "anchor": plain(one["anchor_title"] or ""),
        "basis": say(f"trace.basis_{basis}") if one["due_basis"] != "extended" else say("trace.basis_any"),
        "event": day(one["anchor_on"]),
        "target": one["target_days"],
        "aimed": day(one["target_on"]),
        "bound": say("trace.no_bound") if one["bound_days"] is None else one["bound_days"],
    }


def key(one: Row) -> dict[str, str]:
    """What tells the obligation from all others."""
    return {"obligation_id": one["obligation_id"], "unit_id": one["unit_id"]}


def checks(one: Row) -> None:
    """Every check: what it asks, what it came to and why, and the cells that say so."""
    parts.heading("trace.checks")
    found = rulebook.with_rules(data.frame, data.frame("trace__checks", **key(one)))
    told = found.with_columns(
        cells=pl.Series([cells_of(one, check_id) for check_id in found["check_id"]], dtype=pl.String),
        clause=pl.concat_str([pl.col("clause_id"), pl.col("clause_title").fill_null("")], separator=" "),
        demand=pl.when(pl.col("judged_by") == "reviewer")
        .then(pl.col("severity") + "_reviewer")
        .otherwise(pl.col("severity")),
        rule=pl.Series([row["rule"] + reading_words(row) for row in found.iter_rows(named=True)], dtype=pl.String),
    )
    tables.plain_table(told, CHECKS, "trace.checks")


def reading_words(check: Row) -> str:
    """How the phrase is read that a check rests on."""
    if check["reading_key"] is None:
        return ""
    read_as = phrases.said(check["reading_key"], check["reading_value"])
    return say("trace.by_reading", phrase=check["phrase"], read_as=read_as)


def cells_of(one: Row, check_id: str) -> str:
    """The cells that one check was judged by, each a link to its row in the upload, and what they hold."""
    found = data.where(data.frame("trace__cells", **key(one)), check_id=check_id)
    shown = [proof.cell_link(row) for row in found.head(proof.MOST_CELLS).iter_rows(named=True)]
    return "　".join([*shown, "…"] if found.height > proof.MOST_CELLS else shown)


def originals(one: Row) -> None:
    """The rows that prove it, as they stand in the senders' files, and those files to download."""
    parts.heading("trace.originals")
    cells = data.frame("trace__cells", **key(one))
    if cells.is_empty():
        parts.note("trace.no_evidence")
    for upload_id in cells["upload_id"].unique(maintain_order=True).to_list():
        proof.upload(cells.filter(pl.col("upload_id") == upload_id))
