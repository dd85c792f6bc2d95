"""What clerks write in a cell, and what it is read as. A row per spelling; refusals are part of the grammar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ingest.dates import SERIAL_ZERO_1904, read_date
from ingest.numerals import chinese_number
from ingest.parse import error_word, is_blank, read_count, read_flag, read_list, read_number, read_ratio, read_text

WINDOW = (date(2009, 3, 1), date(2009, 8, 31))
DAY = date(2009, 6, 15)

SAME_DAY: list[object] = [
    *"2009-06-15 2009-6-15 2009/6/15 2009.6.15 20090615 09.6.15 6.15 6-15 6/15 2009－06－15 39979".split(),
    *"2009年6月15日 2009年06月15日 2009年6月15号 2009年6月15 09年6月15日 6月15日 6月15号".split(),
    *"２００９年６月１５日 六月十五日 二〇〇九年六月十五日 二○○九年六月十五日".split(),
    *"2009-06-15T00:00:00 2009年6月15日上午 2009年6月15日(星期一) 2009年6月15日14:30 15-Jun-2009".split(),
    *"15/6/2009 6/15/2009 '2009-06-15 2009–06–15 2009—06—15 2009−06−15 2009、6、15 2009。6。15 2009,6,15".split(),
    *"二00九年六月十五日 二零零九年六月十五日 零九年六月十五日 2009年六月十五日 六月15日 6月十五日 20090615日".split(),
    *"2009-06-15T09:00:00+08:00 2009年6月15日。".split(),
    "2009 6 15",
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
    **dict.fromkeys(
        ["6月上旬", "6月中旬", "2009年6月下旬", "六月上旬", "上旬", "6月底", "6月初", "月底"], "date.vague"
    ),
    **dict.fromkeys(["2009.6", "2009年6月", "二〇〇九年六月", "6月", "15日", "2009年上半年"], "date.vague"),
    **dict.fromkeys(["6月15日左右", "约6月15日", "6月15日前", "2009年6月15日前后", "不晚于6月15日"], "date.vague"),
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
    **dict.fromkeys(
        ["6.15-6.18", "2009.6.15-6.18", "6.15-18", "6月15、16日", "6月15日和16日", "6月15日 16日"], "date.range"
    ),
    **dict.fromkeys(["2009-06-15--2009-06-20", "2009年6月15日，2009年6月20日", "六月十五日至十八日"], "date.range"),
    **dict.fromkeys(
        ["2009-O6-15", "2009年6月l5日", "2009-166", "六月廿五日", "农历五月廿三", "2009年6月15日会议"],
        "date.unreadable",
    ),
    **dict.fromkeys(["2009-06-31", "2009-13-01", "二〇〇九年六月三十一日", "0009-06-15"], "date.impossible"),
    "09.5-16": "date.range",
    "5/6/2009": "date.day_or_month",
    "2009年6月15日(星期二)": "date.weekday",
    "2009年⑥月15日": "date.unreadable",
    "1234567": "date.unreadable",
}
ASKED = {"date.range", "date.vague"}
COUNTS = {
    **dict.fromkeys(
        [
            "12",
            "１２",
            "12人",
            "12 名",
            "共12人",
            "12.0",
            "十二",
            "十二人",
            "12人次",
            "12个人",
            "12人。",
            "'12",
            "壹拾贰",
        ],
        12,
    ),
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
    *"l2 1O o 一百五 一万二 1.2万 12+3 123456789012345678".split(),
]
ABOUT = "约30 约30人 30左右 近30人 30余人 三十多人 不到30 至少12 12以上 10-12 20到30人 一二人 百余 12+".split()
YES = "是 有 √ √√ ✓ ✔ ✔\ufe0f ☑ 对 已 y Y yes YES Ｙ true TRUE 1 1.0 有的 是的 已有 均有 是。 有√ √是 ☑是□否".split()
NO = "否 无 × × ✗ ✘ ✕ ✖ x X n N no No Ｎ false FALSE 0 0.0 没有 没 未 不 不是 均无 否。 无√ □是☑否 ☐有☒无".split()


@pytest.mark.parametrize("written", SAME_DAY, ids=str)
def test_one_day_has_many_spellings(written: object) -> None:
    read = read_date(written, WINDOW)
    assert (read.value, read.code) == (DAY, "")


@pytest.mark.parametrize(("written", "code"), REFUSED_DATES.items())
def test_what_is_no_certain_day_is_not_guessed(written: str, code: str) -> None:
    assert read_date(written, WINDOW).code == code


@pytest.mark.parametrize("written", [written for written, code in REFUSED_DATES.items() if code in ASKED])
def test_what_may_be_several_days_is_asked_about_in_words(written: str) -> None:
    read = read_date(written, WINDOW)
    assert (read.value, read.severity) == (None, "question")
    assert read.message.startswith(f"“{written}”") and "请填实际日期" in read.message


def test_a_workbook_may_count_its_days_from_1904() -> None:
    for serial in (38517, 38517.0, "38517"):
        assert read_date(serial, WINDOW, SERIAL_ZERO_1904).value == DAY


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
    assert [chinese_number(word) for word in ("", "百", "一一十", "十百", "第一", "一百五", "两千五")] == [None] * 7


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
    spelt = {
        "百分之85": 0.85,
        "百分之八十": 0.8,
        "百分之八十五点五": 0.855,
        "百分之百": 1.0,
        ".85": 0.85,
        "85%。": 0.85,
    }
    assert {word: read_ratio(word).value for word in spelt} == spelt
    assert read_ratio(1.0, is_percent=True).code == "" and read_ratio(1.0).code == "ratio.one"
    assert read_ratio("120%").code == "ratio.out_of_range"
    assert read_ratio(0.0).value == 0.0
    assert read_ratio("大半").code == "ratio.unreadable"


def test_about_a_share_the_clerk_is_asked() -> None:
    for word, code in (("约85%", "ratio.about"), ("85%以上", "ratio.about"), ("1.5", "ratio.unclear")):
        read = read_ratio(word)
        assert (read.value, read.code, read.severity) == (None, code, "question")
        assert "85%" in read.message


@pytest.mark.parametrize("written", ABOUT)
def test_about_how_many_the_clerk_is_asked(written: str) -> None:
    for read in (read_count(written), read_number(written)):
        assert (read.value, read.severity) == (None, "question")
        assert read.code.endswith(".about") and f"“{written}”是大约的数" in read.message


def test_a_letter_for_a_digit_is_refused_and_the_digit_only_suggested() -> None:
    for written, likely in (("l2", "12"), ("I2人", ""), ("1O", "10"), ("o", "")):
        read = read_count(written)
        assert (read.value, read.severity, read.suggestion) == (None, "error", likely)


def test_a_number_of_eighteen_digits_is_no_quantity_and_as_a_number_cell_has_lost_its_end() -> None:
    assert read_number("330724196001011234").code == "number.too_big"
    assert read_text("330724196001011234").value == "330724196001011234"
    read = read_text(330724196001011234.0)
    assert (read.value, read.code, read.severity) == (None, "text.long_number", "error")
    assert "设为文本格式" in read.message


def test_the_words_of_an_error_are_no_text() -> None:
    for word in ("#REF!", "#N/A", "#div/0!", "＃VALUE!"):
        read = error_word(word)
        assert read is not None and (read.code, read.severity) == ("cell.error", "error") and word in read.message
    assert error_word("#1楼") is None and error_word(1.0) is None


@pytest.mark.parametrize("written", YES)
def test_yes_has_many_spellings(written: str) -> None:
    assert read_flag(written).value == "yes"


@pytest.mark.parametrize("written", NO)
def test_no_has_many_spellings(written: str) -> None:
    assert read_flag(written).value == "no"


@pytest.mark.parametrize("written", "大概 ○ □ ☒ 部分 是/否 是√否 □是□否 ☑是☑否 2 进行中 有（补）".split())
def test_what_is_neither_yes_nor_no_is_not_guessed(written: str) -> None:
    read = read_flag(written)
    assert (read.value, read.code) == (None, "flag.unreadable")


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


@pytest.mark.parametrize(
    "written",
    [
        "甲局、乙局",
        "甲局,乙局",
        "甲局，乙局",
        "甲局；乙局",
        "甲局;乙局",
        "甲局/乙局",
        "甲局／乙局",
        "甲局﹑乙局",
        "甲局\n乙局",
        "甲局\r\n乙局",
        "甲局_x000D_\n乙局",
        "1、甲局2、乙局",
        "1.甲局\n2.乙局",
        "（1）甲局（2）乙局",
        "①甲局②乙局",
        "一、甲局；二、乙局。",
        "、甲局、、乙局、",
    ],
)
def test_the_items_of_a_list_are_separated_in_many_ways(written: str) -> None:
    assert read_list(written) == ["甲局", "乙局"]


def test_a_number_inside_an_item_is_no_numbering() -> None:
    assert read_list("2009年报告、1.5万元方案") == ["2009年报告", "1.5万元方案"]
    assert read_list("第1、2支部") == ["第1", "2支部"]
