"""The dates that clerks write. The campaign's window decides the year of 6月15日; what else is open is a question."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from ingest.numerals import DIGITS, chinese_number, has_odd_digits
from ingest.parse import BLANK, Read, Window, is_blank, plain, read_duration_as_date, show

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
SERIAL_ZERO, SERIAL_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
EARLIEST, LATEST = date(1911, 1, 1), date(2100, 12, 31)
SLACK = timedelta(days=60)

SPELT_YEAR = re.compile(r"(?<!\d)([〇○零0一二三四五六七八九]{2}|[〇○零0一二三四五六七八九]{4})(?=年)")
SPELT_PART = re.compile(r"(?:(?<=[年月])|(?<![^ 至到~—、]))([一二三四五六七八九十]{1,3})(?=[月日号]|$)")
DASHES = str.maketrans("‐‑‒–—―−", "-------")
WITH_DASHES = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?![\d-])")
FULL = re.compile(r"(\d{4})\s*([年./\-、,。· ])\s*(\d{1,2})\s*([月./\-、,。· ])\s*(\d{1,2})\s*(?:[日号]|(?!\d))")
SHORT = re.compile(r"(\d{2})(?:年(\d{1,2})月(\d{1,2})|([./\-])(\d{1,2})\4(\d{1,2}))(?:[日号]|(?!\d))")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})日?")
MONTH_DAY = re.compile(r"(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*(?:[日号]|(?!\d))")
DAY_FIRST = re.compile(r"(\d{1,2})([./\-])(\d{1,2})\2(\d{4})")
WESTERN_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*([a-z]{3,9})\.?[\s\-/,.]*(\d{4})")
WESTERN_MONTH = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s*(\d{4})")
SERIAL = re.compile(r"\d{5}")
CLOCK = r"(?:\d{1,2}(?::|时|点)(?:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?(?:分)?)?|半|整)"
TAIL = re.compile(
    rf"(?:\s*\(?\s*(?:星期|周|礼拜)([一二三四五六日天])\s*\)?)?\s*(?:t|\(?(?:上午|下午|晚上|晚|早上|全天|am|pm)\)?)?\s*(?:{CLOCK})?\s*(?:am|pm|z|[+-]\d{{2}}:?\d{{2}})?$"
)
PART = r"(?:\d{1,4}[年./\-])?(?:\d{1,2}[月./\-])?\d{1,2}[日号]?"
SPAN = re.compile(rf"(?<![\da-z./\-]){PART}(?:\s*(?:至|到|~|—|–|-{{1,2}}|、|,|;|和|及|与|或)\s*|\s+){PART}(?![\da-z])")
VAGUE = re.compile(
    r"(?:大?约|约在|拟于|预计|不晚于|截[至止])?(?:(?:今年|本年|\d{2,4}年)?\d{1,2}月份?(?:[上中下]旬|初|底|末|中|中下旬|上中旬)?"
    r"|(?:今年|\d{2,4}年)[上中下]半年|\d{4}[./\-]\d{1,2}|本?月?[上中下]旬|月[初中底末]"
    r"|(?:\d{2,4}年)?\d{1,2}[月./\-]\d{1,2}[日号]?(?:左右|前后|以前|之前|前|以后|之后|后|起|止)?|\d{1,2}[日号])"
)
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
FORM = "请写成 2009-06-15 或 2009年6月15日 这样的日期。"


def read_date(value: Any, window: Window = None, zero: date = SERIAL_ZERO) -> Read:
    """A day; the time beside it is dropped. `zero` is the day from which the workbook counts its days."""
    if is_blank(value):
        return BLANK
    if isinstance(value, datetime):
        return plausible(value.date(), value)
    if isinstance(value, date):
        return plausible(value, value)
    if isinstance(value, timedelta):
        return read_duration_as_date(value)
    if isinstance(value, time | bool):
        return unreadable(value)
    if isinstance(value, int | float):
        return read_serial(value, zero)
    return read_date_text(value, window, zero)


def read_serial(value: float, zero: date = SERIAL_ZERO) -> Read:
    """A number in a date column: 20090615, or a day that lost its date format."""
    text = show(value)
    if match := COMPACT.fullmatch(text):
        return day(*map(int, match.groups()), written=value)
    if 20_000 <= value <= 73_415:
        return Read(zero + timedelta(days=int(value)))
    return unreadable(value)


def read_date_text(value: str, window: Window, zero: date = SERIAL_ZERO) -> Read:
    """A day written as text."""
    if has_odd_digits(value):
        return unreadable(value)
    text = in_digits(plain(value).strip("。.,; "))
    if SERIAL.fullmatch(text):
        return read_serial(float(text), zero)
    for pattern, reader in READERS:
        match = pattern.match(text)
        if match and (tail := TAIL.fullmatch(text, match.end())):
            return with_weekday(reader(match, value, window), tail[1], value)
    return not_one_day(text, value)


def in_digits(text: str) -> str:
    """Chinese numerals of a date as digits, and every kind of dash between year, month and day as the plain one."""
    text = SPELT_YEAR.sub(lambda match: "".join(str(DIGITS[mark]) for mark in match[1]), text)
    text = SPELT_PART.sub(lambda match: str(chinese_number(match[1]) or match[1]), text)
    dashed = text.translate(DASHES)
    return dashed if WITH_DASHES.match(dashed) else text


def not_one_day(text: str, written: str) -> Read:
    """Several days, or one that is only roughly said: the clerk is asked. Anything else is no date."""
    if SPAN.search(text):
        return asked("date.range", written, "是一段时间或几个日期，这里只能填一天。请填实际日期，多天的分行填报。")
    if VAGUE.fullmatch(text):
        return asked("date.vague", written, f"没有说明是哪一天。请填实际日期，{FORM[1:]}")
    return unreadable(written)


def from_full(match: re.Match[str], written: str, window: Window) -> Read:
    """2009年6月15日, 2009-6-15, 2009、6、15."""
    year, first, month, second, number = match.groups()
    plain_marks = {first, second} <= set("./-")
    if first != second and (first, second) != ("年", "月") and not plain_marks:
        return unreadable(written)
    return day(int(year), int(month), int(number), written=written)


def from_short(match: re.Match[str], written: str, window: Window) -> Read:
    """09年6月15日, 09.6.15."""
    return short_year(int(match[1]), int(match[2] or match[5]), int(match[3] or match[6]), written, window)


def short_year(year: int, month: int, number: int, written: str, window: Window) -> Read:
    """A year of two digits counts only when the campaign runs in that year."""
    if window and any(abs(2000 + year - edge.year) <= 1 for edge in window):
        return day(2000 + year, month, number, written=written)
    return asked("date.short_year", written, "的年份只有两位。请写全四位年份，例如 2009-06-15。")


def from_compact(match: re.Match[str], written: str, window: Window) -> Read:
    """20090615."""
    return day(*map(int, match.groups()), written=written)


def from_month_day(match: re.Match[str], written: str, window: Window) -> Read:
    """6月15日, 6.15, 6-15: the campaign's window gives the year."""
    return in_window(int(match[1]), int(match[2]), written, window)


def in_window(month: int, number: int, written: str, window: Window) -> Read:
    """The one year in which this day lies in the campaign, or near it."""
    tried = day(2000, month, number, written=written)
    if tried.is_refused:
        return tried
    if window:
        years = range(window[0].year - 1, window[1].year + 2)
        days = [found for year in years if (found := day(year, month, number, written=written).value)]
        inside = [found for found in days if window[0] <= found <= window[1]]
        near = inside or [found for found in days if window[0] - SLACK <= found <= window[1] + SLACK]
        if len(near) == 1:
            return Read(near[0])
    return asked("date.no_year", written, "没有写年份，判断不了是哪一年。请写全，例如 2009-06-15。")


def from_day_first(match: re.Match[str], written: str, window: Window) -> Read:
    """15/6/2009 or 6/15/2009, when only one of the two is a date."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if first > 12 or first == second:
        return day(year, second, first, written=written)
    if second > 12:
        return day(year, first, second, written=written)
    return asked("date.day_or_month", written, "分不清哪个是月、哪个是日。请写成 2009-06-15 的次序。")


def from_western_day(match: re.Match[str], written: str, window: Window) -> Read:
    """15 June 2009."""
    return named_month(match[2], match[1], match[3], written)


def from_western_month(match: re.Match[str], written: str, window: Window) -> Read:
    """June 15, 2009."""
    return named_month(match[1], match[2], match[3], written)


def named_month(name: str, number: str, year: str, written: str) -> Read:
    """A month by its English name."""
    month = MONTHS.get(name[:3], 0)
    return day(int(year), month, int(number), written=written) if month else unreadable(written)


def day(year: int, month: int, number: int, *, written: Any) -> Read:
    """A day of the calendar, or the reason why it is none."""
    try:
        return plausible(date(year, month, number), written)
    except ValueError:
        return Read(None, "date.impossible", f"“{show(written).strip()}”不是日历上有的日子。{FORM}")


def plausible(found: date, written: Any) -> Read:
    """A day that a campaign can have known."""
    if EARLIEST <= found <= LATEST:
        return Read(found)
    return Read(None, "date.impossible", f"“{show(written)}”不像真实的日期，可能是把数字填成了日期格式。{FORM}")


def with_weekday(read: Read, weekday: str | None, written: str) -> Read:
    """A weekday written beside the day must be that day's."""
    if weekday and isinstance(read.value, date) and read.value.weekday() != WEEKDAYS[weekday]:
        right = "一二三四五六日"[read.value.weekday()]
        return Read(None, "date.weekday", f"“{written.strip()}”日期和星期对不上：{read.value} 是星期{right}。请核对。")
    return read


def asked(code: str, written: str, why: str) -> Read:
    """A date that could mean two days: only the clerk knows."""
    return Read(None, code, f"“{written.strip()}”{why}", "", "question")


def unreadable(value: Any) -> Read:
    """The refusal of what is no date."""
    return Read(None, "date.unreadable", f"“{show(value).strip()}”不是能识别的日期。{FORM}")


READERS = (
    (FULL, from_full),
    (SHORT, from_short),
    (COMPACT, from_compact),
    (DAY_FIRST, from_day_first),
    (WESTERN_DAY, from_western_day),
    (WESTERN_MONTH, from_western_month),
    (MONTH_DAY, from_month_day),
)
