"""What clerks write in a cell, and what it is read as. A row per spelling; refusals are part of the grammar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ingest.dates import read_date
from ingest.parse import chinese_number, is_blank, read_count, read_flag, read_list, read_number, read_ratio

WINDOW = (date(2009, 3, 1), date(2009, 8, 31))
DAY = date(2009, 6, 15)

SAME_DAY: list[object] = [
    *"2009-06-15 2009-6-15 2009/6/15 2009.6.15 20090615 09.6.15 6.15 6-15 6/15 2009－06－15 39979".split(),
    *"2009年6月15日 2009年06月15日 2009年6月15号 2009年6月15 09年6月15日 6月15日 6月15号".split(),
    *"２００９年６月１５日 六月十五日 二〇〇九年六月十五日 二○○九年六月十五日".split(),
    *"2009-06-15T00:00:00 2009年6月15日上午 2009年6月15日(星期一) 2009年6月15日14:30 15-Jun-2009".split(),
    *"15/6/2009 6/15/2009".split(),
    "2009 年 6 月 15 日",
    "2009-06-15 09:00",
    "2009-06-15 09:00:00",
    "2009年6月15日（周一）上午9时30分",
    "2009年6月15日 星期一",
    "15 June 2009",
    "June 15, 2009",
    "Jun 15 2009",
    " 2009-06-15\u200b",
    20090615.0,
    39979.0,
    39979.375,
    DAY,
    datetime(2009, 6, 15),
    datetime(2009, 6, 15, 14, 30),
]
REFUSED_DATES = {
    "下周一": "date.unreadable",
    "6月中旬": "date.unreadable",
    "2009.6": "date.unreadable",
    "2009年6月": "date.unreadable",
    "近期": "date.unreadable",
    "未召开": "date.unreadable",
    "2009年13月1日": "date.impossible",
    "2009年6月31日": "date.impossible",
    "2月30日": "date.impossible",
    "12月15日": "date.no_year",
    "08年6月15日": "",
    "85年6月15日": "date.short_year",
    "6月15日至16日": "date.range",
    "6月15日-16日": "date.range",
    "2009年6月15日—18日": "date.range",
    "5/6/2009": "date.day_or_month",
    "2009年6月15日(星期二)": "date.weekday",
    "2009年⑥月15日": "date.unreadable",
    "1234567": "date.unreadable",
}
COUNTS = {
    **dict.fromkeys(["12", "１２", "12人", "12 名", "共12人", "12.0", "十二", "十二人", "12人次"], 12),
    "1,234": 1234,
    "两百零五": 205,
    "二十": 20,
    "第2次": 2,
    "第二次": 2,
    "3场": 3,
    "一千零二十": 1020,
    "0": 0,
}
REFUSED_COUNTS = [
    "①",
    "②人",
    "约12",
    "12.5",
    "-3",
    "12/15",
    "十几",
    "若干",
    "1,23",
    "85%",
    "12人3名",
    "百",
    "无",
    "1 2",
]


@pytest.mark.parametrize("written", SAME_DAY, ids=str)
def test_one_day_has_many_spellings(written: object) -> None:
    read = read_date(written, WINDOW)
    assert (read.value, read.code) == (DAY, "")


@pytest.mark.parametrize(("written", "code"), REFUSED_DATES.items())
def test_what_is_no_certain_day_is_not_guessed(written: str, code: str) -> None:
    assert read_date(written, WINDOW).code == code


def test_the_year_of_a_bare_day_is_the_campaigns() -> None:
    across = (date(2008, 10, 1), date(2009, 6, 30))
    assert read_date("12月20日", across).value == date(2008, 12, 20)
    assert read_date("3月5日", across).value == date(2009, 3, 5)
    assert read_date("6月15日").code == "date.no_year"


def test_a_bare_day_that_two_years_of_the_campaign_hold_is_a_question() -> None:
    read = read_date("6月15日", (date(2009, 3, 1), date(2010, 8, 31)))
    assert (read.code, read.severity, read.value) == ("date.no_year", "question", None)


def test_a_duration_or_a_tiny_number_is_no_day() -> None:
    assert read_date(timedelta(hours=30)).code == "date.unreadable"
    assert read_date(date(1900, 1, 5)).code == "date.impossible"
    assert read_date(6.15, WINDOW).code == "date.unreadable"


@pytest.mark.parametrize(("written", "number"), COUNTS.items())
def test_counts_are_read_with_their_words(written: str, number: int) -> None:
    read = read_count(written)
    assert (read.value, read.code) == (number, "")


@pytest.mark.parametrize("written", REFUSED_COUNTS)
def test_what_is_no_whole_number_is_refused(written: str) -> None:
    read = read_count(written)
    assert read.value is None and read.is_refused and read.message


@pytest.mark.parametrize("mark", [None, "", "  ", "—", "/", "-", "\u3000", "暂无"])
def test_marks_for_nothing_are_blank_and_never_zero(mark: str | None) -> None:
    assert is_blank(mark)
    assert read_count(mark).value is None and not read_count(mark).code


def test_chinese_numerals() -> None:
    spelt = {"十": 10, "十五": 15, "三十一": 31, "一百零三": 103, "二〇〇九": 2009, "一万二千": 12000, "两": 2}
    assert {word: chinese_number(word) for word in spelt} == spelt
    assert [chinese_number(word) for word in ("", "百", "一一十", "十百", "第一")] == [None] * 5


def test_numbers_keep_their_decimals() -> None:
    read = {word: read_number(word).value for word in ("12.5", "1,234.5", "12.5万元", "-3", "３.５", "十二")}
    assert read["12.5"] == 12.5 and read["1,234.5"] == 1234.5 and read["-3"] == -3 and read["３.５"] == 3.5
    assert read["十二"] == 12
    assert read["12.5万元"] is None


def test_a_share_is_read_by_format_then_sign_then_rule() -> None:
    assert (
        read_ratio("85%").value
        == read_ratio("８５％").value
        == read_ratio(0.85).value
        == read_ratio(85.0).value
        == 0.85
    )
    assert read_ratio("百分之八十五").is_refused and read_ratio("百分之85").value == 0.85
    assert read_ratio(1.0, is_percent=True).code == "" and read_ratio(1.0).code == "ratio.one"
    assert read_ratio("120%").code == "ratio.out_of_range"
    assert read_ratio(0.0).value == 0.0
    assert read_ratio("大半").code == "ratio.unreadable"


def test_yes_and_no_in_words_and_ticks() -> None:
    assert {read_flag(word).value for word in ("是", "有", "√", "Yes", "TRUE", 1.0, "已")} == {"yes"}
    assert {read_flag(word).value for word in ("否", "无", "×", "No", "FALSE", 0.0, "没有")} == {"no"}
    assert read_flag("大概").code == "flag.unreadable"


def test_lists_are_split_outside_brackets() -> None:
    assert read_list("市纪委、组织部，指导检查组；办公室/人大\n政协") == [
        "市纪委",
        "组织部",
        "指导检查组",
        "办公室",
        "人大",
        "政协",
    ]
    assert read_list("材料(一、二)、附件") == ["材料(一、二)", "附件"]
    assert read_list("无") == read_list("—") == []
