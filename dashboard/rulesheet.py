"""The pieces of the page of rules: the list and what narrows it, one requirement in full, and the table of clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import clausebook, data, example_words, filters, lights, milestonebook, parts, phrases, rulebook, tables
from dashboard.examples import deadline, example
from dashboard.rulebook import Book, Row
from dashboard.words import percent, plain, say

DEADLINES_PAGE = "dashboard/pages/deadlines.py"
LISTED = ["clause_id", "due_words", "duty_words", "machine_count", "reviewer_count", "owed_count", "completed_ratio"]
CHECKED = ["requirement_title", "clause_id", "rule_words", "weight_words", "judge_words", "check_id"]
OWN = ["clause_id", "rule_words", "weight_words", "judge_words", "passing_words", "failing_words", "check_id"]
CLAUSES = ["clause_id", "clause_title", "summary", "clause_class", "carried_by", "reading_keys"]
READINGS = ["phrase", "read_as", "could_be", "reading_why"]
MILESTONES = ["milestone_title", "action_title", "clause_id", "rule_words", "due_words", "owner_names"]
TO_ACTION = tables.Leads("milestone_title", "action_plans", {"action": "action_id"})
STANDINGS = lights.BAR_ORDER


def chosen_requirement(rules: Book) -> Row | None:
    """The requirement that the address names; where there is none of that name, that is said."""
    asked = st.query_params.get("requirement", "")
    if asked and asked not in rules.requirements:
        st.warning(say("rules.unknown", asked=plain(asked)))
    return rules.requirements.get(asked)


def counts(rules: Book) -> dict[str, int]:
    """How many requirements and checks there are, and who judges them."""
    judges = [row["judged_by"] for row in rules.checks.values()]
    sizes = {"requirements": len(rules.requirements), "checks": len(judges)}
    return sizes | {judge: judges.count(judge) for judge in clausebook.JUDGES}


def choices(rules: Book) -> dict[str, str | None]:
    """What the reader narrows the list by."""
    owned = [*rules.requirements.values(), *rules.checks.values()]
    titles = {row["clause_id"]: row["clause_title"] for row in data.frame("rules__clauses").to_dicts()}
    used = {row["clause_id"] for row in owned}
    kinds = dict.fromkeys(row["check_kind"] for row in rules.checks.values())
    with st.grid(4, min_column_width=165):
        return {
            "search": filters.search_text("search", say("filter.search_rule")),
            "clause": filters.one_worded(
                "clause", say("filter.clause"), {one: f"{one} {title}" for one, title in titles.items() if one in used}
            ),
            "kind": filters.one_worded(
                "kind",
                say("filter.kind"),
                {kind: say(f"check_kind.{kind}") for kind in rulebook.SENTENCES if kind in kinds},
            ),
            "judge": filters.one_worded(
                "judge", say("filter.judge"), {one: say(f"judged_by.{one}") for one in clausebook.JUDGES}
            ),
        }


def requirements(rules: Book, search: str | None, clause: str | None, kind: str | None, judge: str | None) -> None:
    """The requirements that fit, and where the choice is of checks, those checks."""
    wanted = {"clause_id": clause, "check_kind": kind, "judged_by": judge}
    fitting = [row for row in rules.checks.values() if fits(row, wanted) and holds(check_texts(rules, row), search)]
    owners = {row["requirement_id"] for row in fitting}
    own = {"clause_id": clause, "check_kind": kind, "judged_by": judge}
    listed = [
        row
        for name, row in rules.requirements.items()
        if name in owners or (not kind and not judge and fits(row, own) and holds(texts(rules, row), search))
    ]
    parts.heading("rules.list")
    standings = {row["requirement_id"]: row for row in data.frame("rules__standings").to_dicts()}
    shown = [list_row(rules, row, standings.get(row["requirement_id"], {})) for row in listed]
    tables.requirement_table(pl.DataFrame(shown), LISTED, "rules.list")
    if search or clause or kind or judge:
        parts.heading("rules.checks")
        tables.first_rows(pl.DataFrame([check_row(rules, row) for row in fitting]), CHECKED, "rules.checks")


def fits(row: Row, wanted: Mapping[str, str | None]) -> bool:
    """Whether a row has each value that is wanted of it."""
    return all(value is None or row.get(name) == value for name, value in wanted.items())


def holds(said: Iterable[str | None], search: str | None) -> bool:
    """Whether any of these texts holds what is looked for."""
    return not search or any(search.lower() in (text or "").lower() for text in said)


def texts(rules: Book, row: Row) -> tuple[str | None, ...]:
    """Where a requirement may be found by its words."""
    names = row["requirement_id"], row["requirement_title"], row["clause_id"], row["due_phrase"]
    return (*names, rulebook.requirement_sentence(rules, row), rulebook.due_sentence(rules, row))


def check_texts(rules: Book, row: Row) -> tuple[str | None, ...]:
    """Where a check may be found by its words."""
    title = rules.title(row["requirement_id"])
    return row["check_id"], row["clause_id"], row["item"], title, rulebook.check_sentence(rules, row)


def list_row(rules: Book, row: Row, now: Row) -> Row:
    """One requirement in the list."""
    judges = [check["judged_by"] for check in rules.checks_of(row["requirement_id"])]
    return {
        **{name: row[name] for name in ("requirement_id", "requirement_title", "clause_id")},
        "due_words": rulebook.due_sentence(rules, row),
        "duty_words": say(f"duty.{row['duty']}"),
        "machine_count": judges.count("machine"),
        "reviewer_count": judges.count("reviewer"),
        "owed_count": now.get("obligation_count"),
        "completed_ratio": now.get("completed_ratio"),
    }


def check_row(rules: Book, row: Row) -> Row:
    """One check in words."""
    return {
        "check_id": row["check_id"],
        "requirement_title": rules.title(row["requirement_id"]),
        "clause_id": row["clause_id"],
        "rule_words": rulebook.check_sentence(rules, row),
        "weight_words": say(f"check_severity.{row['severity']}"),
        "judge_words": say(f"judged_by.{row['judged_by']}"),
    }


def requirement(rules: Book, row: Row) -> None:
    """One requirement in full: its clause, rule and deadline, how it stands, and its checks with examples."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(row["requirement_title"]), anchor=False, width="content")
        st.button(say("rules.all"), key="all_rules", on_click=partial(filters.leave, "requirement"))
    clause_line(row["clause_id"])
    st.markdown(say("rules.rule", rule=plain(rulebook.requirement_sentence(rules, row))))
    st.markdown(say("rules.due", due=plain(rulebook.due_sentence(rules, row))))
    last_day(rules, row)
    standing(row)
    parts.heading("rules.own_checks")
    parts.note("rules.own_checks_note")
    own = [check_row(rules, check) | examples(rules, check) for check in rules.checks_of(row["requirement_id"])]
    tables.plain_table(pl.DataFrame(own), OWN, "rules.own_checks")
    parts.heading("rules.readings")
    readings = data.where(data.frame("rules__readings"), requirement_id=row["requirement_id"])
    tables.plain_table(phrases.worded(readings), READINGS, "rules.readings", phrases.TO_READING)


def clause_line(clause_id: str) -> None:
    """Which clause a requirement carries, and what it says in short."""
    [clause] = data.where(data.frame("rules__clauses"), clause_id=clause_id).to_dicts()
    said = {"title": plain(clause["clause_title"]), "summary": plain(clause["summary"] or "")}
    st.markdown(say("rules.clause", clause_id=clause_id, **said))


def last_day(rules: Book, row: Row) -> None:
    """The deadline by example: met on its last day, and missed."""
    if one := deadline(rules, row):
        st.caption(say("rules.in_time", passing=plain(example_words.passing(rules, one))))
        st.caption(say("rules.late", failing=plain(example_words.failing(rules, one))))


def standing(row: Row) -> None:
    """How many owe it and how they stand, with the way to who they are."""
    parts.heading("rules.standing")
    if row["duty"] != "owed":
        parts.nothing("rules.nothing_owed", duty=say(f"duty.{row['duty']}"))
        return
    found = data.where(data.frame("rules__standings"), requirement_id=row["requirement_id"])
    if found.is_empty():
        parts.nothing("rules.nobody_owes")
        return
    now = found.row(0, named=True)
    figures: dict[str, Any] = {name: now[f"{name}_count"] for name in ("expected", "completed")}
    st.markdown(say("rules.standing", owed=now["obligation_count"], ratio=percent(now["completed_ratio"]), **figures))
    st.markdown(lights.legend({status: now[f"{status}_count"] for status in STANDINGS}))
    st.page_link(DEADLINES_PAGE, label=say("rules.who"), query_params={"requirement": row["requirement_id"]})


def examples(rules: Book, check: Row) -> Row:
    """What passes a check and what fails it."""
    one = example(rules, check)
    return {"passing_words": example_words.passing(rules, one), "failing_words": example_words.failing(rules, one)}


def views(rules: Book) -> list[str]:
    """What the page can show; a plan may have no milestones."""
    return ["requirements", *(["milestones"] if rules.milestones else []), "clauses"]


def milestones(rules: Book, search: str) -> None:
    """Every milestone with its rule in words, each leading to its action plan."""
    told = milestonebook.milestone_rows(rules)
    found = [row for row in told if holds((str(row[name] or "") for name in MILESTONES), search)]
    parts.heading("rules.milestones")
    tables.plain_table(pl.DataFrame(found, infer_schema_length=None), MILESTONES, "rules.milestones", TO_ACTION)


def clauses(search: str) -> None:
    """Every clause with what carries it, or why it is not judged."""
    found = [
        row for row in clausebook.clause_rows(data.frame) if holds((str(row[name] or "") for name in CLAUSES), search)
    ]
    parts.heading("rules.clauses")
    parts.note("rules.clauses_note", count=len(found))
    tables.first_rows(pl.DataFrame(found, infer_schema_length=None), CLAUSES, "rules.clauses")
