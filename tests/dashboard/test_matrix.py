"""The matrix where there are many units: the worst of the worst group, and the way to the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import matrix, store
from tests.dashboard.conftest import Open, marked, text, ways

GROUP, UNITS = "第九指导检查组", 8


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's units are too many to be shown all at once."""
    monkeypatch.setattr(matrix, "ALL_OPEN", 50)
    monkeypatch.setattr(matrix, "WORST_UNITS", 3)


def rows(app: AppTest, kind: str) -> list[str]:
    """What the rows of a kind are called."""
    [table] = marked(app, "matrix")
    return [text(row[0]) for row in table[1] if row.attrib["class"] == kind]


def test_of_the_worst_group_the_worst_units_are_shown_and_how_many_there_are_besides(
    open_page: Open, demo_store: Path
) -> None:
    app = open_page()
    assert [name for name in rows(app, "group") if name.startswith("▾")] == [f"▾ {GROUP}（{UNITS} 个）"]
    asked = {"grouping": "guidance_group", "group_name": GROUP, "unit_limit": UNITS}
    worst = store.query("overview__unit_cells", store=demo_store, **asked)["unit_name"].unique(maintain_order=True)
    assert rows(app, "unit") == worst.to_list()[:3]
    [rest] = rows(app, "rest")
    assert rest == f"其余 {UNITS - 3} 个单位"
    [table] = marked(app, "matrix")
    assert ways(table)[rest] == f"?by=guidance_group&open_group={GROUP}"


def test_a_group_that_is_asked_for_is_shown_whole(open_page: Open) -> None:
    app = open_page(open_group=GROUP)
    assert (len(rows(app, "unit")), rows(app, "rest")) == (UNITS, [])


def test_of_a_group_too_large_to_be_shown_whole_the_list_has_the_rest(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix, "MOST_UNITS", 5)
    app = open_page(open_group=GROUP)
    assert (len(rows(app, "unit")), rows(app, "rest")) == (5, ["其余 3 个单位"])
    [table] = marked(app, "matrix")
    assert ways(table)["其余 3 个单位"] == f"units?group={GROUP}"
