"""Every message exists in both languages, and says the same things."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from string import Formatter

import pytest

from dashboard import lights, words

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "streamlit_app.py", *sorted((ROOT / "dashboard").rglob("*.py"))]
SAID = re.compile(
    r"""\b(?:say|note|lead|nothing)\(\s*"([a-z_]+\.[a-z0-9_]+)"|\b(?:rate|count)\(\s*"([a-z_]+\.[a-z0-9_]+)\""""
)
SECTIONS = re.compile(r'heading\("([a-z_.]+)"')


@pytest.fixture(autouse=True)
def chinese() -> None:
    words.speak(words.CHINESE)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def said() -> set[str]:
    """Every key that the code names in full."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    found = {one or other for text in texts for one, other in SAID.findall(text)}
    titles = {f"{section}_title" for text in texts for section in SECTIONS.findall(text)}
    return found | titles


def test_both_catalogues_hold_the_same_messages() -> None:
    assert words.catalogue("zh").keys() == words.catalogue("en").keys()


@pytest.mark.parametrize("key", sorted(words.catalogue("en")))
def test_a_message_fills_in_the_same_values_in_both_languages(key: str) -> None:
    in_dates = key.startswith("form.")
    assert in_dates or blanks(words.catalogue("zh")[key]) == blanks(words.catalogue("en")[key])


def test_every_message_that_the_code_says_is_in_the_catalogue() -> None:
    assert len(said()) > 40
    assert said() <= words.catalogue("zh").keys()


def test_every_status_has_its_word_in_both_languages() -> None:
    for code in (words.CHINESE, words.ENGLISH):
        messages = words.catalogue(code)
        assert {f"status.{status}" for status in lights.STATUSES} <= messages.keys()
        assert {f"milestone_status.{status}" for status in lights.MILESTONE_STATUSES} <= messages.keys()


def test_every_column_of_a_page_has_a_heading() -> None:
    quoted = re.compile(r'"([a-z_]+)"')
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "dashboard/pages").glob("*.py"))]
    lists = [part for page in pages for part in re.findall(r"\[([^\[\]]*)\]", page) if '", "' in part or '",\n' in part]
    named = {name for part in lists for name in quoted.findall(part)}
    assert len(named) > 20
    assert {f"column.{name}" for name in named} <= words.catalogue("zh").keys()


def test_the_status_words_are_those_of_the_design() -> None:
    assert [lights.word(status) for status in lights.STATUSES] == [
        "✖ 逾期未办",
        "▲ 要件不全",
        "◎ 待人工核",
        "● 临期",
        "◐ 逾期完成",
        "○ 未到期",
        "✔ 按时完成",
        "– 豁免",
        "· 不适用",
    ]


def test_a_day_is_said_with_its_weekday() -> None:
    assert words.day(date(2009, 6, 15)) == "6月15日(周一)"
    assert words.full_day(date(2009, 6, 20)) == "2009年6月20日(周六)"
    words.speak(words.ENGLISH)
    assert words.day(date(2009, 6, 15)) == "Mon 15 Jun"


def test_a_span_of_days_is_said_by_its_first_and_last() -> None:
    assert words.span(date(2009, 5, 31), date(2009, 6, 20)) == "5月31日 – 6月20日"
    assert words.span(date(2009, 6, 15), date(2009, 6, 15)) == "6月15日(周一)"


def test_what_is_not_known_is_a_dash_and_never_a_zero() -> None:
    assert words.day(None) == words.percent(None) == words.moment(None) == words.NOTHING
    assert words.share(None, None) == words.NOTHING
    assert words.change(None) is None


def test_a_share_shows_numerator_and_denominator() -> None:
    assert words.share(3, 5) == "3 / 5"
    assert words.percent(0.842) == "84.2%"
    assert words.percent(1.0) == "100%"


def test_a_moment_is_written_to_the_minute() -> None:
    assert re.fullmatch(r"2009-06-2\d \d\d:\d\d", words.moment(datetime(2009, 6, 24, 9, 30)))


def test_an_unknown_language_is_answered_in_chinese() -> None:
    words.speak("fr")
    assert words.language() == words.CHINESE


@pytest.mark.parametrize(
    ("one", "many"), [("branch", "branches"), ("laboratory", "laboratories"), ("leader", "leaders"), ("bay", "bays")]
)
def test_several_of_what_a_plan_calls_somebody_are_spelt_right(one: str, many: str) -> None:
    assert words.several(one) == many
    assert f"{words.Term(one):Many}" == many.capitalize()
