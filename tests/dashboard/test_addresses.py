"""Every choice of a page stands in its address by a code, so that a link says the same in either language."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import words
from tests.dashboard.conftest import Open, drawn, text
from tests.dashboard.lists import lists

NAMED = [
    ("units", {"status": "overdue", "sort": "code"}),
    ("units", {"requirement": "discussion", "status": "overdue"}),
    ("deadlines", {"requirement": "pre_report", "answer": "late"}),
    ("chain", {"step": "discussion", "taken": "passed"}),
    ("reviews", {"weight": "all"}),
    ("moves", {"as_of": "2009-06-12", "from": "2009-06-05", "reason": "correction"}),
    ("rules", {"judge": "reviewer"}),
]


def address(app: AppTest, name: str) -> str:
    """What the address says: one value, or a list of one."""
    found = app.query_params[name]
    return found[0] if isinstance(found, list) else found


def languages(app: AppTest) -> dict[str, str]:
    """What each way of the switch between the languages says."""
    return {text(way): way.attrib["data-says"] for way in drawn(app, "head").iter("a")}


@pytest.mark.parametrize(("page", "choices"), NAMED, ids=[page for page, _ in NAMED])
def test_a_link_sent_to_a_colleague_lists_the_same_in_either_language(
    page: str, choices: dict[str, str], open_page: Open
) -> None:
    chinese, english = (open_page(page, lang=language, **choices) for language in words.LANGUAGES)
    assert not chinese.warning and not english.warning
    sizes = [len(shown) for shown in lists(chinese)]
    assert sizes == [len(shown) for shown in lists(english)]
    assert sizes != [len(shown) for shown in lists(open_page(page))]


def test_a_choice_is_written_into_the_address_by_its_code_and_taken_out_with_it(open_page: Open) -> None:
    app = open_page("units", lang="English")
    app.selectbox(key="status_choice").set_value("overdue").run()
    assert address(app, "status") == "overdue"
    app.selectbox(key="status_choice").set_value(None).run()
    assert "status" not in app.query_params


def test_of_two_quick_choices_neither_is_lost(open_page: Open) -> None:
    app = open_page("units")
    app.selectbox(key="class_choice").set_value("镇街").run()
    # The browser asks again before it has heard what the first choice made of the address.
    del app.query_params["class"]
    app.selectbox(key="status_choice").set_value("overdue").run()
    assert address(app, "class") == "镇街"
    assert address(app, "status") == "overdue"
    assert app.selectbox(key="class_choice").value == "镇街"


def test_what_the_address_no_longer_says_is_no_longer_chosen(open_page: Open) -> None:
    app = open_page("units", status="overdue")
    del app.query_params["status"]
    app.run()
    assert app.selectbox(key="status_choice").value is None


def test_a_code_that_no_page_knows_is_said_and_nothing_is_chosen(open_page: Open) -> None:
    app = open_page("units", status="late-ish")
    assert "late-ish" in app.warning[0].value
    assert app.selectbox(key="status_choice").value is None


@pytest.mark.parametrize("spelt", ["en", "English"])
def test_the_language_stands_in_the_address_by_its_code_also_where_an_old_link_named_it(
    spelt: str, open_page: Open
) -> None:
    app = open_page("units", lang=spelt)
    assert address(app, "lang") == "en"
    assert languages(app) == {"中文": "lang=zh", "English": "lang=en"}
    assert app.selectbox(key="class_choice").label == words.catalogue("en")["column.unit_class"]


def test_the_language_chosen_is_kept_by_a_link_that_says_none(open_page: Open) -> None:
    app = open_page("units", lang="en")
    del app.query_params["lang"]
    app.switch_page("dashboard/pages/deadlines.py").run()
    assert address(app, "lang") == "en"
    app.query_params["lang"] = "zh"
    app.run()
    assert "lang" not in app.query_params
    assert app.selectbox(key="due_choice").label == "时限"


def day_shown(app: AppTest) -> str:
    """The day that stands in the field at the head of the page."""
    [field] = drawn(app, "head").iter("input")
    assert field.attrib["min"] < field.attrib["value"] <= field.attrib["max"]
    return field.attrib["value"]


def test_a_link_that_names_no_day_keeps_the_day_and_going_back_finds_the_usual_one(open_page: Open) -> None:
    app = open_page("units", as_of="2009-06-20")
    del app.query_params["as_of"]
    app.run()
    assert address(app, "as_of") == "2009-06-20"
    app.query_params["as_of"] = ""
    app.run()
    assert "as_of" not in app.query_params
    assert day_shown(app) == "2009-06-26"


@pytest.mark.parametrize("asked", ["2009-13-01", "yesterday", "1949-10-01"])
def test_a_day_that_cannot_be_is_not_asked_for(asked: str, open_page: Open) -> None:
    app = open_page("units", as_of=asked)
    assert "as_of" not in app.query_params
    assert day_shown(app) == "2009-06-26"


def test_a_switch_opened_in_another_window_says_all_that_the_address_says(open_page: Open) -> None:
    app = open_page(by="unit_class", as_of="2009-06-20", lang="en")
    bodies = "".join(one.proto.body for one in app.get("html"))
    assert 'href="?by=guidance_group&amp;as_of=2009-06-20&amp;lang=en"' in bodies
    assert 'href="?by=unit_class&amp;as_of=2009-06-20&amp;lang=zh"' in bodies
