"""Every query of a page runs on the demo's store, takes no parameter but its own and reads the day it is given."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard import lights, store

PAGES = (
    "chrome",
    "overview",
    "units",
    "unit",
    "deadlines",
    "chain",
    "action_plans",
    "uploads",
    "quality",
    "board",
    "rules",
    "readings",
    "evaluations",
    "reviews",
    "trace",
    "rows",
)
NAMES = sorted(path.stem for path in store.QUERIES.glob("*.sql") if path.stem.split("__")[0] in PAGES)
VALUES: dict[str, Any] = {
    "due": None,
    "month": "2009-06",
    "chain_id": "solicitation",
    "step": None,
    "taken": "stuck",
    "row_limit": 8,
    "grouping": "guidance_group",
    "group_name": None,
    "group_names": ("第一指导检查组", "第二指导检查组"),
    "unit_limit": 120,
    "unit_class": None,
    "guidance_group": None,
    "status": None,
    "search": "",
    "sort": None,
    "owes": None,
    "unit_id": "A01",
    "requirement_id": "leaders_meeting",
    "action_id": "A1",
    "upload_id": "U0002",
    "sheet_name": "单位名册",
    "row_number": 4,
    "evidence_id": "U0002/单位名册/4",
    "obligation_id": "leaders_meeting|A01|A01",
    "sheet": "meetings",
    "evidence_type": "民主讨论",
    "loaded_by": None,
    "upload_state": None,
    "told_by": None,
    "severity": None,
    "finding_kind": None,
    "age_group": None,
    "reading_key": None,
    "number": None,
    "dimension": "causes",
    "reviewer": None,
    "material_type": None,
    "least_required": 0,
}
PARAMETER = re.compile(r"\$([a-z_]+)")


def parameters(name: str) -> dict[str, Any]:
    text = (store.QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    return {parameter: VALUES[parameter] for parameter in PARAMETER.findall(text)}


@pytest.mark.parametrize("name", NAMES)
def test_a_query_answers(name: str, demo_store: Path) -> None:
    assert store.query(name, store=demo_store, **parameters(name)).width > 1


@pytest.mark.parametrize("name", NAMES)
def test_a_query_answers_before_anything_was_reported(name: str, demo_store: Path) -> None:
    store.query(name, store=demo_store, as_of=date(2009, 5, 21), **parameters(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_what_its_rows_are(name: str) -> None:
    first = (store.QUERIES / f"{name}.sql").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(("-- One row per ", "-- One row:"))


def test_the_lights_of_the_overview_add_up_to_all_obligations(demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    assert sum(head[f"{status}_count"] for status in lights.BAR_ORDER) == head["obligation_count"]
    assert {*lights.BAR_ORDER, "not_applicable"} == lights.STATUSES.keys()


@pytest.mark.parametrize("grouping", ["guidance_group", "unit_class"])
def test_groups_and_classes_each_add_up_to_the_whole(grouping: str, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    parts = store.query("overview__groups", store=demo_store, grouping=grouping, row_limit=40)
    for count in ("expected_count", "completed_count", "on_time_count"):
        assert parts[count].sum() == head[count]


@pytest.mark.parametrize("grouping", ["guidance_group", "unit_class"])
def test_the_cells_of_units_and_of_groups_each_add_up_to_the_whole(grouping: str, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    wanted = {**parameters("overview__unit_cells"), "grouping": grouping}
    units = store.query("overview__unit_cells", store=demo_store, **wanted)
    names = store.query("overview__groups", store=demo_store, grouping=grouping, row_limit=40)["group_name"].to_list()
    groups = store.query("overview__group_cells", store=demo_store, grouping=grouping, group_names=names)
    for cells in (units, groups):
        assert cells["obligation_count"].sum() == head["obligation_count"]
        assert cells["complete_count"].sum() == head["done_count"] + head["done_late_count"]
    assert groups["overdue_count"].sum() == head["overdue_count"]


def test_of_many_units_the_worst_are_sent_and_no_others(demo_store: Path) -> None:
    wanted = {**parameters("overview__unit_cells"), "unit_limit": 8}
    cells = store.query("overview__unit_cells", store=demo_store, **wanted)
    worst = store.query("overview__worst_units", store=demo_store, row_limit=2)
    assert cells["unit_id"].n_unique() == 8
    assert cells["unit_id"].unique(maintain_order=True).to_list()[:2] == worst["unit_id"].to_list()


def test_the_curve_ends_at_the_headline(demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    today = store.query("overview__curve", store=demo_store).filter(day_on=head["as_of"]).row(0, named=True)
    assert (today["due_count"], today["completed_count"]) == (head["expected_count"], head["completed_count"])


def test_the_board_of_deadlines_holds_every_dated_obligation_once(demo_store: Path) -> None:
    board = store.query("deadlines__board", store=demo_store)
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    for status in ("done", "done_late", "incomplete", "overdue", "due_soon"):
        assert board[f"{status}_count"].sum() == head[f"{status}_count"]


def test_last_week_as_it_is_told_today_is_last_week_as_it_was_told_then(demo_store: Path) -> None:
    now = store.query("overview__headline", store=demo_store).row(0, named=True)
    week_ago = now["as_of"] - timedelta(days=7)
    then = store.query("overview__headline", store=demo_store, as_of=week_ago).row(0, named=True)
    assert then["expected_count"] == now["expected_count_before"]
    assert then["completed_count"] == now["completed_count_before"]


def test_a_search_narrows_the_units_and_takes_a_percent_sign_as_itself(demo_store: Path) -> None:
    wanted = {**parameters("units__list"), "search": "癸镇"}
    assert store.query("units__list", store=demo_store, **wanted)["unit_name"].to_list() == ["示例市癸镇"]
    assert store.query("units__list", store=demo_store, **{**wanted, "search": "%"}).is_empty()


def test_a_status_narrows_the_units_to_those_that_have_it(demo_store: Path) -> None:
    wanted = {**parameters("units__list"), "status": "overdue"}
    listed = store.query("units__list", store=demo_store, **wanted)
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    assert listed.height == head["overdue_unit_count"]
    assert listed["overdue_count"].min() > 0


def test_the_parts_of_a_requirement_cover_everybody_who_owes_it(demo_store: Path) -> None:
    bearers = store.query("deadlines__bearers", store=demo_store, requirement_id="leaders_meeting", due=None)
    assert set(bearers["answer"].to_list()) <= {"has", "late", "has_not"}
    done = bearers.filter(status="done")
    assert done["answer"].unique().to_list() == ["has"]


def test_one_day_is_not_said_in_the_plural(demo_store: Path) -> None:
    late = store.query("deadlines__bearers", store=demo_store, requirement_id="discussion", due=None).filter(
        status="overdue"
    )
    assert "1 day overdue" in late["reason_en"].to_list()
    assert "1 days overdue" not in late["reason_en"].to_list()


def test_the_open_findings_add_up_by_kind_and_one_by_one(demo_store: Path) -> None:
    wanted = parameters("quality__findings")
    found = store.query("quality__findings", store=demo_store, **wanted)
    kinds = store.query("quality__kinds", store=demo_store, **wanted)
    head = store.query("quality__headline", store=demo_store).row(0, named=True)
    assert kinds["finding_count"].sum() == found.height == head["row_finding_count"] + head["warning_count"]
    for row in kinds.iter_rows(named=True):
        assert row["finding_count"] == row["week_count"] + row["fortnight_count"] + row["older_count"]


def test_uploads_narrow_by_name_person_and_state(demo_store: Path) -> None:
    wanted = parameters("uploads__list")
    everything = store.query("uploads__list", store=demo_store, **wanted)
    some = store.query("uploads__list", store=demo_store, **{**wanted, "search": "镇街"})
    assert 0 < some.height < everything.height
    assert store.query("uploads__list", store=demo_store, **{**wanted, "search": "u0002"}).height == 1
    assert store.query("uploads__list", store=demo_store, **{**wanted, "upload_state": "withdrawn"}).is_empty()
    assert store.query("uploads__list", store=demo_store, **{**wanted, "loaded_by": "nobody"}).is_empty()


def test_uploads_of_a_day_are_those_that_tell_of_it_or_of_an_earlier_one(demo_store: Path) -> None:
    wanted = {**parameters("uploads__list"), "told_by": date(2009, 6, 5)}
    assert store.query("uploads__list", store=demo_store, **wanted)["report_on"].max() == date(2009, 6, 5)
