"""What a reading's value is called: words for whoever decides, in both languages."""

from __future__ import annotations

import pytest

from dashboard import words
from dashboard.reading_words import in_words
from ingest.reading_grammar import parse_reading

CHINESE = [
    ("before_date", "exclusive", "不含当日，最迟前一日"),
    ("before_mid_july", "2009-07-10", "2009年7月10日(周五)"),
    ("progress_stale_days", "14", "超过 14 天"),
    ("behind_tolerance", "12.5", "差 12.5 个百分点以上"),
    ("visits", "3", "3"),
    (
        "lead",
        "lead target 7 pass 5..10 warn 3..",
        "提前 5–10 天为好；3–4 天、11 天以上提示；不足 3 天算迟；以 7 天为准",
    ),
    ("lead", "lead target 7 pass 7.. warn 5..", "提前 7 天以上为好；5–6 天提示；不足 5 天算迟；以 7 天为准"),
    ("lead", "lead target 7 pass 5..9", "提前 5–9 天为好；不足 5 天、超过 9 天算迟；以 7 天为准"),
    (
        "lead",
        "lead target 7 pass 7..7 warn 5..9",
        "提前 7 天为好；5–6 天、8–9 天提示；不足 5 天、超过 9 天算迟；以 7 天为准",
    ),
    ("lag", "lag target 7 pass 0..7 warn 8..15", "事后 7 天以内为好；8–15 天提示；超过 15 天算迟；以 7 天为准"),
    ("lag", "lag target 3 pass 0.. ", "事后 任何天数为好；以 3 天为准"),
]


@pytest.mark.parametrize(("key", "value", "said"), CHINESE)
def test_a_value_is_said_in_words(key: str, value: str, said: str) -> None:
    words.speak(words.CHINESE)
    assert in_words(key, parse_reading(value)) == said


def test_a_value_is_said_in_english_too() -> None:
    words.speak(words.ENGLISH)
    said = in_words("lead", parse_reading("lead target 7 pass 5..10 warn 3.."))
    assert said.startswith("5–10 days ahead is right; 3–4 days or 11 days or more is pointed out")
