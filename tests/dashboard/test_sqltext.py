"""A query's text: what it asks for, where in it something is, and how an address carries it."""

from __future__ import annotations

import pytest

from dashboard import sqltext
from dashboard.sql_plan import tree


@pytest.mark.parametrize(
    ("sql", "asked"),
    [
        ("select $a, $b_1, $a", ["a", "b_1"]),
        ("select '$a', \"$b\" -- $c\n/* $d */", []),
        ("select $$ $a $$, $tag$ $b $tag$, $c", ["c"]),
        ("select 'it''s $a', $b", ["b"]),
        ("select '$a", []),
        ("select 1 -- $a", []),
    ],
)
def test_a_parameter_is_a_name_after_a_dollar_outside_of_texts_and_comments(sql: str, asked: list[str]):
    assert sqltext.parameters(sql) == asked


def test_a_place_in_a_text_is_a_line_and_a_column_counted_from_one():
    assert sqltext.line_and_column("select\n 单位 x", 11) == (2, 5)
    assert sqltext.line_and_column("select", 0) == (1, 1)


def test_a_long_text_goes_through_an_address_and_comes_back():
    sql = "select '单位' from marts.units\n" * 200
    address = sqltext.packed(sql)
    assert address and len(address) < 300
    assert sqltext.unpacked(address, 50_000) == sql


@pytest.mark.parametrize("address", ["", "x", "%%%", "eJw", "AAAA", "你好"])
def test_an_address_that_carries_no_text_carries_nothing(address: str):
    assert sqltext.unpacked(address, 50_000) is None


def test_an_address_that_would_unpack_to_gigabytes_is_not_unpacked():
    assert sqltext.unpacked(sqltext.packed("x" * 1_000_000) or "", 50_000) is None


def test_a_text_too_long_for_an_address_has_none():
    assert sqltext.packed("".join(f"{number * number:x}" for number in range(6_000))) is None


@pytest.mark.parametrize(
    ("written", "part"), [("2-4", (2, 4)), ("4-2", None), ("0-99", None), ("a-b", None), ("", None), ("3-4", None)]
)
def test_a_part_that_is_not_there_is_no_part(written: str, part: tuple[int, int] | None):
    assert sqltext.part_of("12a b", written) == part


def test_a_plan_is_a_tree_with_what_each_step_waits_for_below_it():
    scan = '{"name": "SEQ_SCAN ", "children": [], "extra_info": {"Table": "t", "Estimated Cardinality": "1200"}}'
    join = f'[{{"name": "HASH_JOIN", "children": [{scan}, {scan}], "extra_info": {{"Conditions": ["a = b"]}}}}]'
    assert tree(join).splitlines() == ["HASH_JOIN  a = b", "├─ SEQ_SCAN  t  ~1,200", "└─ SEQ_SCAN  t  ~1,200"]
