"""Closed grammars for what clerks write: dates, numbers, shares, yes and no, lists. What is not listed is not guessed.

Every parser takes one value as the file holds it and returns a `Read`: the value, or a problem in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from ingest.fold import clean, fold, squeeze
from ingest.lists import split_items
from ingest.numerals import DIGITS, chinese_count, chinese_number, has_odd_digits

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
ERROR_WORDS = {"#ref!", "#n/a", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!", "#getting_data"}
YES = set("是 有 √ √√ ✓ ✔ ☑ 对 已 yes y true 1 1.0 有的 是的 已有 均有 都有 全有 是√ 有√ √是 √有".split())
NO = set("否 无 × ✗ ✘ ✕ ✖ ╳ 未 没 不 x no n false 0 0.0 没有 不是 未有 均无 都无 全无 否√ 无√ √否 √无".split())
BOXES = re.compile(r"([☑☒✓✔√■●□○☐])(是|有|否|无)[/、,;]?([☑☒✓✔√■●□○☐])(是|有|否|无)")
EMPTY_BOXES = set("□○☐")

MARKS = "。.;'"
COUNT_WORDS = "人名位个份次场期件条项票册篇届号张遍支家户组本处台宗起"
WORD = rf"(?:人次|个人|[{COUNT_WORDS}])"
COUNT = re.compile(rf"(?:共|第|计|合计)?\s*([+]?\d{{1,3}}(?:,\d{{3}})+|[+]?\d+)(?:\.0+)?\s*{WORD}?")
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
PERCENT = re.compile(r"([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*%")
UNIT_TAIL = re.compile(rf"(?:公里|平方公里|平方米|立方米|米|亩|公顷|吨|元|座|所|辆|套|{WORD})$")
SOME = "零一二两三四五六七八九十百千万几"
ABOUT = re.compile(
    rf"(?:大?约|近|将近|接近|不到|不足|超过?|至少|最多|逾|大概)[\d{SOME}.,]+.{{0,3}}"
    rf"|[\d{SOME}.,]+%?{WORD}?(?:余|多|来|左右|上下|以上|以下|以内|\+)%?{WORD}?"
    rf"|[\d{SOME}.,]+%?{WORD}?(?:~|-|—|–|至|到|或)[\d{SOME}.,]+%?{WORD}?"
)
LOOKALIKES = str.maketrans({"l": "1", "i": "1", "|": "1", "o": "0"})
MOST_DIGITS, LONGEST_SHOWN = 1e15, 1e21


def show(value: Any) -> str:
    """A value as the clerk sees it in the cell."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < LONGEST_SHOWN:
        return str(int(value) if abs(value) < MOST_DIGITS else int(Decimal(f"{value:.14e}")))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def is_blank(value: Any) -> bool:
    """None, white space, or a mark by which clerks say that there is nothing."""
    if not isinstance(value, str):
        return value is None
    text = clean(value)
    return not text or (len(text) <= LONGEST_BLANK and fold(text) in BLANK_MARKS)


def read_text(value: Any) -> Read:
    """Text as written, trimmed; numbers without the .0 that Excel adds. A dash says that there is nothing."""
    if is_blank(value):
        return BLANK
    if isinstance(value, float) and abs(value) >= MOST_DIGITS:
        message = f"“{show(value)}”超过 15 位，表格软件已把后面的数字变成 0。请把单元格设为文本格式后重新填写。"
        return Read(None, "text.long_number", message)
    return Read(clean(show(value)) or None)


def error_word(value: Any) -> Read | None:
    """The refusal of #REF! and its like, as they stand in a sheet that was saved as text."""
    if not isinstance(value, str) or value[:1] not in "#＃" or fold(value) not in ERROR_WORDS:
        return None
    return Read(None, "cell.error", f"单元格显示错误值 {value.strip()}。请改成正确的值，或清空。")


def plain(value: str) -> str:
    """Text folded, without the ' of a cell kept as text and without a closing mark."""
    text = fold(value)
    return text if text.isalnum() else text.removeprefix("'").rstrip("。;；,").strip()


def read_count(value: Any) -> Read:
    """A whole number of people, copies or sessions: 12, 12人, １２, 十二, 1,234."""
    if is_blank(value):
        return BLANK
    if isinstance(value, int | float) and not isinstance(value, bool):
        return whole(float(value), value)
    if not isinstance(value, str) or has_odd_digits(value):
        return no_count(value)
    text = plain(value)
    if match := COUNT.fullmatch(text):
        return whole(float(match[1].replace(",", "")), value)
    number = chinese_count(re.sub(rf"^[共第]|{WORD}$", "", squeeze(text)))
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
    written = show(value).strip()
    if squeeze(written) in ("无", "没有", "未"):
        return Read(None, "count.unreadable", f"“{written}”不是数字。没有请填 0，不清楚请留空。", "0", "question")
    if isinstance(value, str) and is_about(value):
        return about("count", written, "请填准确的数字，例如 30。")
    likely = digits_meant(written)
    hint = f"是不是“{likely}”？" if likely else ""
    message = f"“{written}”不是能识别的数字。{hint}请只填阿拉伯数字，例如 12。"
    return Read(None, "count.unreadable", message, likely)


def is_about(value: str) -> bool:
    """Whether a text says about how many: 约30, 30余人, 20到30, 一二人."""
    text = squeeze(value)
    return bool(ABOUT.fullmatch(text) or (len(text) < 8 and chinese_number(re.sub(rf"{WORD}$", "", text)) is not None))


def about(kind: str, written: str, hint: str) -> Read:
    """A number that is only roughly known: the clerk is asked for the real one."""
    return Read(None, f"{kind}.about", f"“{written}”是大约的数，不能当作准确数字。{hint}", "", "question")


def digits_meant(text: str) -> str:
    """The number that a text with letters for digits may have meant: l2 → 12. Only ever a suggestion."""
    meant = fold(text).translate(LOOKALIKES)
    return meant if meant.isdigit() and meant != fold(text) and any(map(str.isdigit, text)) else ""


def read_number(value: Any) -> Read:
    """A number that may have decimals."""
    if is_blank(value):
        return BLANK
    number = number_of(value)
    if number is not None and abs(number) < MOST_DIGITS:
        return Read(number)
    if number is not None:
        return Read(None, "number.too_big", f"“{show(value).strip()}”位数过多，不像真实的数量。请核对是否错列。")
    written = show(value).strip()
    if isinstance(value, str) and is_about(value):
        return about("number", written, "请填准确的数字，例如 12.5。")
    message = f"“{written}”不是能识别的数字。请只填阿拉伯数字，例如 12.5，单位不用写。"
    return Read(None, "number.unreadable", message, digits_meant(written))


def number_of(value: Any) -> float | None:
    """The number that a cell holds, stored as one or as text, with or without its unit of measure."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str) or has_odd_digits(value):
        return None
    text = plain(value)
    bare = text if NUMBER.fullmatch(text) else UNIT_TAIL.sub("", re.sub("^共", "", text)).strip()
    if NUMBER.fullmatch(bare):
        return float(bare.replace(",", ""))
    number = chinese_count(re.sub(rf"^共|{WORD}$", "", squeeze(text)))
    return None if number is None else float(number)


def read_ratio(value: Any, is_percent: bool = False) -> Read:
    """A share between 0 and 1: by the cell's format first, then by its sign, then 0.85 and 85 both mean 85 %."""
    if is_blank(value):
        return BLANK
    written = value
    if isinstance(value, str):
        text = plain(value)
        if has_odd_digits(value):
            return no_ratio(value)
        if (percent := percent_of(text)) is not None:
            return share(percent / 100, value)
        value = float(text.replace(",", "")) if NUMBER.fullmatch(text) else chinese_count(text)
        if value is None:
            return no_ratio(written)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return no_ratio(value)
    if is_percent or value < 1:
        return share(float(value), value)
    if value == 1:
        return Read(1.0, "ratio.one", "“1”按 100% 理解。如果是 1%，请写成 1%。", "100%", "warning")
    if value < 2:
        message = f"“{show(written)}”分不清是 {value:g}% 还是超过 100%。请写成 85% 这样的百分数。"
        return Read(None, "ratio.unclear", message, f"{value:g}%", "question")
    return share(value / 100, written)


def percent_of(text: str) -> float | None:
    """85%, 百分之85, 百分之八十五点五 → the number of hundredths."""
    if match := PERCENT.fullmatch(text) or re.fullmatch(r"百分之(\d+(?:\.\d+)?)", squeeze(text)):
        return float(match[1])
    if not (match := re.fullmatch(r"百分之([^点]+)(?:点(.+))?", squeeze(text))):
        return None
    whole_part = 100 if match[1] in ("百", "一百") else chinese_count(match[1])
    decimals = [DIGITS.get(mark) for mark in match[2] or ""]
    if whole_part is None or None in decimals:
        return None
    return float(f"{whole_part}.{''.join(map(str, decimals)) or 0}")


def share(ratio: float, written: Any) -> Read:
    """A ratio inside its bounds."""
    if 0 <= ratio <= 1:
        return Read(round(ratio, 10))
    return Read(None, "ratio.out_of_range", f"“{show(written)}”超出 0 到 100% 的范围。请核对。")


def no_ratio(value: Any) -> Read:
    """The refusal of what is no share."""
    written, form = show(value).strip(), "请写成 85% 这样的百分数。"
    if isinstance(value, str) and is_about(value):
        return about("ratio", written, form)
    return Read(None, "ratio.unreadable", f"“{written}”不是能识别的比例。{form}")


def read_flag(value: Any) -> Read:
    """yes or no in all usual spellings, ticks and boxes."""
    if is_blank(value):
        return BLANK
    word = squeeze(show(value)).strip(MARKS)
    if (box := BOXES.fullmatch(word)) and (box[1] in EMPTY_BOXES) != (box[3] in EMPTY_BOXES):
        word = box[2] if box[3] in EMPTY_BOXES else box[4]
    if word in YES:
        return Read("yes")
    if word in NO:
        return Read("no")
    return Read(None, "flag.unreadable", f"“{show(value).strip()}”看不出是“是”还是“否”。请填“是”或“否”。")


def read_list(value: Any) -> list[str]:
    """The items of a list as written, trimmed; separators inside brackets do not count."""
    if is_blank(value) or squeeze(show(value)) in ("无", "没有"):
        return []
    return split_items(show(value))


def read_duration_as_date(value: timedelta) -> Read:
    """A cell formatted as hours cannot be a day."""
    return Read(None, "date.unreadable", f"“{value}”是时长，不是日期。请写成 2009-06-15 这样的日期。")
