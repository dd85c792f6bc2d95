"""The load's judgement: which page shows no single build, what is missed is said, and growth of memory is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from streamlit.proto.Delta_pb2 import Delta

from bench import load, load_page, soak
from bench.crowd import Told
from bench.visit import Cookies, Run, Visit

KNOWN = {("/", "one"): [0], ("/", "two"): [1], ("/rules", "same"): [0, 1]}


def run(seal: str, address: str = "/", seconds: float = 0.1, trouble: str = "") -> Run:
    return Run(address, True, seconds, seal, 1, 0.0, trouble)


@pytest.mark.parametrize(
    ("seals", "wrong"),
    [
        (["one", "two"], []),
        (["one", "one", "two"], []),
        (["one", "mixed", "two"], ["mixed"]),
        (["two", "one"], ["one"]),
    ],
)
def test_a_page_of_no_single_build_and_one_older_than_was_seen_before_are_found(seals: list[str], wrong: list[str]):
    assert [one.seal for one in load.out_of_order([run(seal) for seal in seals], KNOWN)] == wrong


def test_a_page_that_several_builds_show_alike_may_be_of_any_of_them():
    mine = [run("two"), run("same", "/rules"), run("two")]
    assert list(load.out_of_order(mine, KNOWN)) == []
    assert list(load.out_of_order([run("same", "/rules"), run("one")], KNOWN)) == []


def test_what_a_page_does_by_itself_may_be_of_the_address_that_was_left_meanwhile():
    left = replace(run("two", "/rules"), before="/")
    assert list(load.out_of_order([left], KNOWN)) == []
    assert list(load.out_of_order([left, run("one")], KNOWN)) == [run("one")]
    assert list(load.out_of_order([run("two", "/rules")], KNOWN)) == [run("two", "/rules")]


def shown(*pieces: Delta) -> str:
    visit = Visit("", Cookies("somebody", "", "", ""), socket=None)  # type: ignore[arg-type]
    visit.shown = {(0, number): piece for number, piece in enumerate(pieces)}
    return visit.seal()


def said(text: str) -> Delta:
    piece = Delta()
    piece.new_element.markdown.body = text
    return piece


def test_what_was_said_while_a_page_waited_makes_it_no_other_page():
    waited, chosen, around = Delta(), Delta(), Delta()
    around.add_block.vertical.SetInParent()
    waited.new_element.empty.SetInParent()
    chosen.new_element.button.label = "a click"
    assert shown(said("one"), waited, chosen, around, said("two")) == shown(said("one"), said("two"))
    assert shown(said("two"), said("one")) != shown(said("one"), said("two")) != shown(said("one"))


def figures(**changed: Any) -> dict[str, Any]:
    told = Told(looked=[run("one")] * 100, asked=[run("one")], places=[3], taken=[4.0], accepted=500)
    whole = {"size": load.Size(100, 10, 500), "told": told, "seconds": 60.0, "memory": (500.0, 900.0), "errors": []}
    whole |= {
        "batch": 50,
        "at_once": 2,
        "mixed": {"compared": 101, "builds": 3, "mixed": []},
        "cpu_seconds": {"a": 30.0},
    }
    return {**whole, **changed}


def test_the_page_says_what_is_met():
    text, missed = load_page.write(figures())
    assert not missed
    assert "not met" not in text
    assert "| a viewer's run, p95 | 0.10 s | ≤ 1 s | met |" in text


@pytest.mark.parametrize(
    "changed",
    [
        {"told": Told(looked=[run("one", seconds=2.0)] * 100, accepted=500, places=[1])},
        {"told": Told(looked=[run("one", trouble="数据文件打不开")], accepted=500, places=[1])},
        {"told": Told(looked=[run("one")], accepted=499, places=[1])},
        {"told": Told(looked=[run("one")], accepted=500)},
        {"errors": ["broke"]},
        {"at_once": 4},
        {"mixed": {"compared": 9, "builds": 2, "mixed": ["/"]}},
    ],
)
def test_whatever_is_missed_is_said_and_stops(changed: dict[str, Any]):
    text, missed = load_page.write(figures(**changed))
    assert missed
    assert "**not met**" in text


def test_memory_that_grows_is_told_from_memory_that_goes_up_and_down():
    flat = [(number, 500.0 + 20 * (number % 2)) for number in range(11)]
    leaking = [(number, 500.0 + 10 * number) for number in range(11)]
    assert soak.growth(flat) <= soak.MOST_GROWTH < soak.growth(leaking)
