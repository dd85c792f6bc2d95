"""Closed grammars for what clerks write: dates, numbers, shares, yes and no, lists. What is not listed is not guessed.

Every parser takes one value as the file holds it and returns a `Read`: the value, or a problem in words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ingest.fold import clean, fold, squeeze

Window = tuple[date, date] | None


@dataclass(frozen=True)
class Read:
    """A value read, or the problem that kept it from being read. A warning may stand beside a value."""

    value: Any = None
    code: str = ""
    message: str = ""
    suggestion: str = ""
    severity: str = "error"

    @property
    def is_refused(self) -> bool:
        """Whether the value cannot be taken."""
        return bool(self.code) and self.severity in ("error", "question")


BLANK = Read()
BLANK_MARKS = {"-", "--", "—", "——", "/", "\\", "无此项", "n/a", "na", "暂无", "空", "…", "……", "∕"}
LONGEST_BLANK = 6
YES = {"是", "有", "√", "✓", "✔", "☑", "yes", "y", "true", "1", "1.0", "对", "已", "○", "有的", "是的"}
NO = {"否", "无", "×", "✗", "✘", "x", "no", "n", "false", "0", "0.0", "没有", "未", "不是", "没"}
LIST_SEPARATORS = re.compile(r"[、，,；;/\n\r]+(?![^(（]*[)）])")

DIGITS = {mark: number for number, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
COUNT_WORDS = "人名位个份次场期件条项票册篇届号张遍支家户组"
COUNT = re.compile(rf"(?:共|第|计|合计)?\s*([+]?\d{{1,3}}(?:,\d{{3}})+|[+]?\d+)(?:\.0+)?\s*(?:人次|[{COUNT_WORDS}])?")
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*%")
UNIT_TAIL = re.compile(rf"(?:公里|平方公里|平方米|立方米|米|亩|公顷|吨|元|处|座|所|辆|台|套|[{COUNT_WORDS}])$")


def show(value: Any) -> str:
    """A value as the clerk sees it in the cell."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def has_odd_digits(text: str) -> bool:
    """Characters such as ① or ² that folding would silently turn into digits."""
    return not text.isascii() and any(unicodedata.category(mark) == "No" for mark in text)


def chinese_number(text: str) -> int | None:
    """二十三 → 23, 二〇〇九 → 2009; None when it is no Chinese numeral."""
    if not text or any(mark not in DIGITS and mark not in TENS and mark != "万" for mark in text):
        return None
    if all(mark in DIGITS for mark in text):
        return int("".join(str(DIGITS[mark]) for mark in text))
    if "万" in text:
        head, _, tail = text.partition("万")
        many, rest = chinese_number(head), chinese_number(tail.lstrip("零")) if tail else 0
        return None if many is None or rest is None else many * 10_000 + rest
    total, last = 0, 10_000
    digit: int | None = None
    for mark in text:
        if mark in TENS:
            if TENS[mark] >= last or (digit is None and mark != "十"):
                return None
            last = TENS[mark]
            total += (1 if digit is None else digit) * last
            digit = None
        elif digit in (None, 0):
            digit = DIGITS[mark]
        else:
            return None
    return total + (digit or 0)


def is_blank(value: Any) -> bool:
    """None, white space, or a mark by which clerks say that there is nothing."""
    if not isinstance(value, str):
        return value is None
    text = clean(value)
    return not text or (len(text) <= LONGEST_BLANK and fold(text) in BLANK_MARKS)


def read_text(value: Any) -> Read:
    """Text as written, trimmed; numbers without the .0 that Excel adds."""
    return Read(clean(show(value)) or None)


def read_count(value: Any) -> Read:
    """A whole number of people, copies or sessions: 12, 12人, １２, 十二, 1,234."""
    if is_blank(value):
        return BLANK
    if isinstance(value, int | float) and not isinstance(value, bool):
        return whole(float(value), value)
    if not isinstance(value, str) or has_odd_digits(value):
        return no_count(value)
    text = fold(value)
    if match := COUNT.fullmatch(text):
        return whole(float(match[1].replace(",", "")), value)
    number = chinese_number(re.sub(rf"^[共第]|[{COUNT_WORDS}]$", "", squeeze(value)))
    return no_count(value) if number is None else Read(number)


def whole(number: float, written: Any) -> Read:
    """A count that is whole, not negative and not absurd."""
    if number < 0:
        return Read(None, "count.negative", f"“{show(written)}”是负数，这里应填 0 或正整数。请核对。")
    if not number.is_integer():
        return Read(None, "count.not_whole", f"“{show(written)}”不是整数，这里应填人数、份数等整数。请核对。")
    if number > 2_000_000_000:
        return Read(None, "count.too_big", f"“{show(written)}”过大，不像人数或份数。请核对是否错列。")
    return Read(int(number))


def no_count(value: Any) -> Read:
    """The refusal of what is no count."""
    if isinstance(value, str) and squeeze(value) in ("无", "没有", "未"):
        return Read(None, "count.unreadable", f"“{show(value)}”不是数字。没有请填 0，不清楚请留空。", "0", "question")
    return Read(None, "count.unreadable", f"“{show(value)}”不是能识别的数字。请只填阿拉伯数字，例如 12。")


def read_number(value: Any) -> Read:
    """A number that may have decimals."""
    if is_blank(value):
        return BLANK
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
        return Read(float(value))
    if isinstance(value, str) and not has_odd_digits(value):
        text = fold(value)
        plain = text if NUMBER.fullmatch(text) else UNIT_TAIL.sub("", text).strip()
        if NUMBER.fullmatch(plain):
            return Read(float(plain.replace(",", "")))
        number = chinese_number(re.sub(rf"[{COUNT_WORDS}]$", "", squeeze(value)))
        if number is not None:
            return Read(float(number))
    message = f"“{show(value)}”不是能识别的数字。请只填阿拉伯数字，例如 12.5，单位不用写。"
    return Read(None, "number.unreadable", message)


def read_ratio(value: Any, is_percent: bool = False) -> Read:
    """A share between 0 and 1: by the cell's format first, then by its sign, then 0.85 and 85 both mean 85 %."""
    if is_blank(value):
        return BLANK
    if isinstance(value, str):
        if has_odd_digits(value):
            return no_ratio(value)
        match = PERCENT.fullmatch(fold(value)) or re.fullmatch(r"百分之(\d+(?:\.\d+)?)", squeeze(value))
        if match:
            return share(float(match[1]) / 100, value)
        if not NUMBER.fullmatch(fold(value)):
            return no_ratio(value)
        value = float(fold(value).replace(",", ""))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return no_ratio(value)
    if is_percent or value < 1:
        return share(float(value), value)
    if value == 1:
        return Read(1.0, "ratio.one", "“1”按 100% 理解。如果是 1%，请写成 1%。", "100%", "warning")
    return share(value / 100, value)


def share(ratio: float, written: Any) -> Read:
    """A ratio inside its bounds."""
    if 0 <= ratio <= 1:
        return Read(round(ratio, 10))
    return Read(None, "ratio.out_of_range", f"“{show(written)}”超出 0 到 100% 的范围。请核对。")


def no_ratio(value: Any) -> Read:
    """The refusal of what is no share."""
    return Read(None, "ratio.unreadable", f"“{show(value)}”不是能识别的比例。请写成 85% 这样的百分数。")


def read_flag(value: Any) -> Read:
    """yes or no in all usual spellings and ticks."""
    if is_blank(value):
        return BLANK
    word = squeeze(show(value))
    if word in YES:
        return Read("yes")
    if word in NO:
        return Read("no")
    return Read(None, "flag.unreadable", f"“{show(value)}”看不出是“是”还是“否”。请填“是”或“否”。")


def read_list(value: Any) -> list[str]:
    """The items of a list as written, trimmed; separators inside brackets do not count."""
    if is_blank(value) or squeeze(show(value)) in ("无", "没有"):
        return []
    return [item for item in map(clean, LIST_SEPARATORS.split(show(value))) if item]


def read_duration_as_date(value: timedelta) -> Read:
    """A cell formatted as hours cannot be a day."""
    return Read(None, "date.unreadable", f"“{value}”是时长，不是日期。请写成 2009-06-15 这样的日期。")
