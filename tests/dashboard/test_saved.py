"""Saved queries: a starter set that runs everywhere, and queries that belong to whoever kept them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard import saved, store, words
from taizhang import cli

STARTERS = saved.starters()
OF_THE_PLAN = ("milestones_behind", "progress_by_week")
IN_CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A store's folder in which nothing was saved yet."""
    return tmp_path


def names(folder: Path, person: str) -> list[str]:
    """What a person sees beside the starter set."""
    return [one.name for one in saved.listed(folder, person) if one.owner]


def test_twenty_queries_are_there_from_the_start() -> None:
    assert len(STARTERS) == 20
    assert len({one.title_zh for one in STARTERS}) == len({one.title_en for one in STARTERS}) == 20


@pytest.mark.parametrize("one", STARTERS, ids=lambda one: one.name)
def test_a_starter_says_in_both_languages_what_it_is_and_what_it_asks_for(one: saved.Saved) -> None:
    assert all(IN_CHINESE.search(text) for text in (one.title_zh, one.note_zh))
    assert not any(IN_CHINESE.search(text) for text in (one.title_en, one.note_en))
    assert all(IN_CHINESE.search(parameter.zh) and parameter.en for parameter in one.parameters)


def run(one: saved.Saved, folder: Path, **values: str) -> int:
    """How many rows a query has on a store, with its usual values where none are given."""
    with store.cursor(store.snapshot(folder)) as published:
        return len(published.execute(one.sql, one.given(values) or None).fetchall())


@pytest.mark.parametrize("one", STARTERS, ids=lambda one: one.name)
def test_a_starter_finds_something_in_the_demo(one: saved.Saved, demo_store: Path) -> None:
    assert run(one, demo_store) > 0


@pytest.mark.parametrize("one", STARTERS, ids=lambda one: one.name)
def test_a_starter_runs_before_anything_is_reported(one: saved.Saved, empty_store: Path) -> None:
    assert (run(one, empty_store) > 0) == (one.name in OF_THE_PLAN)


def test_a_parameter_narrows_what_is_found(demo_store: Path) -> None:
    late = saved.found(demo_store, "anna", "late_in_class")
    assert 0 < run(late, demo_store, unit_class="镇街") < run(late, demo_store)
    assert run(late, demo_store, unit_class="没有这一类") == 0


def test_parameters_are_what_the_query_reads_and_nothing_that_stands_in_texts_or_comments() -> None:
    found = saved.parameters("-- $said: 3 | 数 | Number\nselect $said, '$text', $other -- $comment\n, $said, \"$name\"")
    assert [(one.name, one.usual, one.zh) for one in found] == [("said", "3", "数"), ("other", None, "")]


def test_a_value_for_a_parameter_that_is_not_there_is_refused() -> None:
    with pytest.raises(saved.Refused, match=r"no parameter 'klass'; expected one of: unit_class"):
        saved.found(Path("nowhere"), "anna", "late_in_class").given({"klass": "镇街"})


def test_what_is_saved_is_found_by_its_owner_and_by_nobody_else(book: Path) -> None:
    saved.save(book, "anna", "我的查询", "select 1", "试一试")
    assert saved.found(book, "anna", "我的查询").note == "试一试"
    assert names(book, "bert") == []
    with pytest.raises(saved.Unknown):
        saved.found(book, "bert", "我的查询")


def test_what_is_shared_is_found_by_everybody_until_it_is_private_again(book: Path) -> None:
    saved.save(book, "anna", "late", "select 1")
    saved.share(book, "anna", "late")
    assert saved.found(book, "bert", "late").owner == "anna"
    saved.share(book, "anna", "late", is_shared=False)
    assert names(book, "bert") == []


def test_only_the_owner_shares_and_deletes(book: Path) -> None:
    saved.save(book, "anna", "late", "select 1")
    saved.share(book, "anna", "late")
    for change in (saved.delete, saved.share):
        with pytest.raises(saved.NotYours):
            change(book, "bert", "late")
    with pytest.raises(saved.NotYours):
        saved.delete(book, "bert", "late_in_class")
    assert names(book, "bert") == ["late"]
    saved.delete(book, "anna", "late")
    assert names(book, "anna") == []


def test_another_ones_private_query_is_as_if_it_were_not_there(book: Path) -> None:
    saved.save(book, "anna", "late", "select 1")
    with pytest.raises(saved.Unknown):
        saved.delete(book, "bert", "late")
    assert saved.save(book, "bert", "late", "select 2").owner == "bert"
    assert saved.found(book, "anna", "late").sql == "select 1"


def test_saving_again_writes_over_ones_own_and_leaves_it_shared(book: Path) -> None:
    saved.save(book, "anna", "late", "select 1")
    saved.share(book, "anna", "late")
    saved.save(book, "anna", "late", "select 2")
    assert saved.found(book, "bert", "late").sql == "select 2"


def test_two_shared_queries_never_have_one_name_but_ones_own_comes_first(book: Path) -> None:
    for person, sql in (("anna", "select 1"), ("bert", "select 2")):
        saved.save(book, person, "late", sql)
    saved.share(book, "anna", "late")
    with pytest.raises(saved.Refused, match="somebody shares"):
        saved.share(book, "bert", "late")
    assert saved.found(book, "bert", "late").sql == "select 2"
    assert saved.found(book, "carl", "late").sql == "select 1"


@pytest.mark.parametrize("name", ["", "  ", "a/b", "x?y", "a\x1bb", "长" * 61, "late_in_class"])
def test_a_name_that_cannot_stand_in_an_address_or_is_taken_is_refused(name: str, book: Path) -> None:
    with pytest.raises(saved.Refused):
        saved.save(book, "anna", name, "select 1")


@pytest.mark.parametrize(("sql", "note"), [(" ", ""), ("x" * (saved.MOST_BYTES + 1), ""), ("select 1", "长" * 501)])
def test_a_query_that_says_nothing_or_too_much_is_refused(sql: str, note: str, book: Path) -> None:
    with pytest.raises(saved.Refused):
        saved.save(book, "anna", "late", sql, note)


def test_looking_makes_no_book(book: Path) -> None:
    assert len(saved.listed(book, "anna")) == 20
    assert not list(book.iterdir())


def test_a_name_and_a_note_are_in_the_readers_language() -> None:
    late = STARTERS[0]
    words.speak("en")
    try:
        assert (late.title, late.note) == (late.title_en, late.note_en)
    finally:
        words.speak("zh")
    assert late.title == late.title_zh


def typed(demo_store: Path, *line: str) -> Result:
    """What the terminal answers."""
    return CliRunner().invoke(cli, ["sql", "--store", str(demo_store), *line])


def test_a_saved_query_runs_in_the_terminal_with_its_parameters(demo_store: Path) -> None:
    late = typed(demo_store, "--saved", "late_in_class", "--param", "unit_class=镇街", "--json")
    assert {row["unit_class"] for row in json.loads(late.stdout)} == {"镇街"}


def test_a_query_of_ones_own_takes_parameters_too(demo_store: Path) -> None:
    assert json.loads(typed(demo_store, "select $a as a", "--param", "a=b=c", "--json").stdout) == [{"a": "b=c"}]


def test_the_terminal_lists_what_is_saved(demo_store: Path) -> None:
    listed = json.loads(typed(demo_store, "--list", "--json", "--lang", "en").stdout)
    assert {"name": "silent_units", "parameters": "days=14"}.items() <= {row["name"]: row for row in listed}[
        "silent_units"
    ].items()


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ([], 2, "give a query, or --saved NAME"),
        (["select 1", "--saved", "late_in_class"], 2, "one of them"),
        (["--saved", "nowhere"], 1, "found no saved query 'nowhere'"),
        (["--saved", "late_in_class", "--param", "unit_class"], 2, "NAME=VALUE"),
        (["--saved", "late_in_class", "--param", "klass=1"], 1, "expected one of: unit_class"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_line(line: list[str], code: int, said: str, demo_store: Path) -> None:
    answer = typed(demo_store, *line)
    assert answer.exit_code == code
    assert said in answer.stderr
