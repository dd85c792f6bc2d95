"""What is ours to say is said in English where English is read: the plan's reasons, and what a form offers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard import cli_read, words
from ingest.sheets import evaluations, progress, waivers
from tests.dashboard.conftest import Open
from tests.dashboard.lists import tables

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OFFERED = {
    "evaluation_form": evaluations.FORMS,
    "progress_state": progress.STATES,
    "waiver_type": waivers.TYPES,
}


@pytest.mark.parametrize("name", OFFERED)
def test_every_choice_that_a_form_offers_has_its_word_in_both_languages(name: str) -> None:
    for language in (words.CHINESE, words.ENGLISH):
        words.speak(language)
        assert list(words.words_of(name)) == list(OFFERED[name])
    assert not CHINESE.search("".join(words.words_of(name).values()))


def test_how_milestones_and_problems_stand_is_told_in_english(open_page: Open) -> None:
    plans = tables(open_page("action_plans", lang="English", action="A1"))[-1].value
    words.speak(words.ENGLISH)
    assert set(plans["Progress"]) <= {*words.words_of("progress_state").values(), words.NOTHING}


def test_why_a_phrase_is_read_so_is_told_in_english(open_page: Open) -> None:
    page = open_page("trace", lang="English", unit="B10", requirement="pre_report")
    [readings] = [table.value for table in tables(page) if "Why" in table.value.columns and "Reads" not in table.value]
    assert not CHINESE.search("".join(readings["Why"]))


def test_that_nobody_decided_a_reading_is_told_in_english(open_page: Open) -> None:
    readings = tables(open_page("readings", lang="English"))[0].value
    assert set(readings["Decided by"]) == {"the plan's default"}


def test_the_clause_behind_an_obligation_is_told_in_english(open_page: Open, demo_store: Path) -> None:
    app = open_page("trace", unit="B10", requirement="discussion", lang="en")
    said = "\n".join(one.value for one in app.markdown)
    assert "Deadline of the discussion" in said
    assert "Members and representatives of the public" in said
    assert "2.4 Deadline of the discussion" in set(tables(app)[1].value["Clause"])
    clause = cli_read.trace(cli_read.Asked(demo_store, language=words.ENGLISH), "B10", "discussion")["clause"]
    assert clause["title"] == "Deadline of the discussion"
