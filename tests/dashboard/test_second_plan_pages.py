"""The pages on another plan: its own words, and nothing of what it does not have."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import APP, drawn, foot, pieces, text

PAGES = sorted(path.stem for path in (APP.parent / "dashboard/pages").glob("*.py") if path.stem != "overview")


def opened(store: Path, monkeypatch: pytest.MonkeyPatch, page: str = "", **address: str) -> AppTest:
    """A page of the second demo in the middle of its year."""
    monkeypatch.setenv("TAIZHANG_STORE", str(store))
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in {"as_of": "2026-07-05", **address}.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(f"dashboard/pages/{page}.py")
        app.query_params["as_of"] = "2026-07-05"
        for name in address.keys() - {"lang"}:
            app.query_params[name] = address[name]
        app.run()
    assert not app.exception
    return app


def headings(app: AppTest) -> list[str]:
    return [*(heading.value for heading in app.subheader), *map(text, pieces(app).iter("h3"))]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_the_second_plan(page, safety_store, monkeypatch):
    last = foot(opened(safety_store, monkeypatch, page))
    assert last.startswith("截至 2026年7月5日")
    assert last.endswith("19 个单位中有 1 个近 31 天没有上报")


def test_an_overview_without_groups_and_action_plans_has_no_place_for_them(safety_store, monkeypatch):
    app = opened(safety_store, monkeypatch)
    found = headings(app)
    assert "并排对比" in found
    assert not [one for one in found if "行动计划" in one]
    assert not [option for choice in app.button_group for option in choice.options if "指导检查组" in str(option)]


def test_units_without_groups_are_not_narrowed_by_them(safety_store, monkeypatch):
    labels = [box.label for box in opened(safety_store, monkeypatch, "units").selectbox]
    assert "类别" in labels
    assert "指导检查组" not in labels


def test_a_plan_without_action_plans_says_so_on_their_page(safety_store, monkeypatch):
    assert opened(safety_store, monkeypatch, "action_plans").info[0].value == "这个计划没有行动计划。"


@pytest.mark.parametrize(
    ("language", "title", "heading"),
    [
        ("zh", "示例大学 2026 年安全检查计划", "各实验室情况"),
        ("en", "Safety inspection plan of Example University", "Laboratories"),
    ],
)
def test_the_page_of_a_unit_speaks_in_the_plans_words(language, title, heading, safety_store, monkeypatch):
    app = opened(safety_store, monkeypatch, "unit", unit="C02", lang={"zh": "中文", "en": "English"}[language])
    assert heading in headings(app)
    assert title in text(drawn(app, "head"))
    facts = next(markdown.value for markdown in app.markdown if "C02" in markdown.value)
    assert {"zh": "教职工", "en": "Staff members"}[language] in facts
    assert "党员" not in facts
