"""Unit names: exact, then rules, then learnt aliases. Similarity suggests and never decides."""

from __future__ import annotations

import pytest

from ingest.names import Names, names_of

ROSTER = {
    "EDU": ("东阳市教育局", ("市教育局",)),
    "TAX": ("东阳市税务局", ()),
    "WAT": ("东阳市水务局", ()),
    "SCH1": ("东阳市第一中学", ("东阳一中",)),
    "SCH3": ("东阳市第三中学", ()),
    "COM": ("中共东阳市委宣传部", ("宣传部",)),
}


@pytest.fixture
def names() -> Names:
    """The roster with one learnt alias."""
    return names_of(ROSTER, {"教委": "EDU"})


@pytest.mark.parametrize(
    ("written", "unit", "how"),
    [
        ("东阳市教育局", "EDU", "exact"),
        (" 东阳市 教育局\u200b", "EDU", "exact"),
        ("市教育局", "EDU", "exact"),
        ("EDU", "EDU", "exact"),
        ("edu", "EDU", "exact"),
        ("教育局", "EDU", "rule"),
        ("东阳税务局", "TAX", "rule"),
        ("市税务局", "TAX", "rule"),
        ("税务局", "TAX", "rule"),
        ("东阳市税务局（机关）", "TAX", "rule"),
        ("第三中学", "SCH3", "rule"),
        ("东阳市委宣传部", "COM", "rule"),
        ("教委", "EDU", "learnt"),
    ],
)
def test_a_name_is_found_by_spelling_rule_or_alias(names: Names, written: str, unit: str, how: str) -> None:
    match = names.match(written)
    assert (match.id, match.how) == (unit, how)


@pytest.mark.parametrize("written", ["地税局", "税务所", "第二中学", "教育", "东阳市", ""])
def test_what_only_looks_alike_is_never_assigned(names: Names, written: str) -> None:
    assert names.match(written).id is None


def test_an_unknown_name_gets_at_most_three_suggestions(names: Names) -> None:
    suggestions = names.suggest("东阳市水利水务局")
    assert suggestions[0] == "东阳市水务局" and len(suggestions) <= 3


def test_a_short_name_that_two_units_share_belongs_to_neither() -> None:
    shared = names_of({"A": ("甲县档案局", ("档案局",)), "B": ("乙县档案局", ("档案局",))}, {})
    assert shared.match("档案局").id is None
    assert shared.match("甲县档案局").id == "A"


def test_an_alias_of_a_unit_that_is_gone_is_not_used() -> None:
    assert names_of(ROSTER, {"老单位": "GONE"}).match("老单位").id is None
