"""Chinese numerals: those written the one right way. 一百五 may be 105 or 150, so it is neither."""

from __future__ import annotations

import unicodedata

DIGITS = {mark: number for number, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "0": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万")
SPELT = "零一二三四五六七八九"
LONGEST = 20


def has_odd_digits(text: str) -> bool:
    """Characters such as ① or ² that folding would silently turn into digits."""
    return not text.isascii() and any(unicodedata.category(mark) == "No" for mark in text)


def chinese_number(text: str) -> int | None:
    """二十三 → 23, 二〇〇九 → 2009; None when it is no Chinese numeral, or none that is surely one number."""
    text = text.translate(FORMAL)
    if not 0 < len(text) <= LONGEST or any(mark not in DIGITS and mark not in TENS and mark != "万" for mark in text):
        return None
    if all(mark in DIGITS for mark in text):
        return int("".join(str(DIGITS[mark]) for mark in text))
    number = valued(text)
    usual = text.replace("两", "二").replace("〇", "零").replace("○", "零").replace("0", "零")
    return number if number is not None and usual in (spelt(number), f"一{spelt(number)}") else None


def chinese_count(text: str) -> int | None:
    """A numeral that counts: 一二人 is one or two people, not twelve; ○ alone is a mark, not nought."""
    if text == "○" or (len(text) > 1 and all(mark in DIGITS for mark in text) and not set(text) & set("零〇○")):
        return None
    return chinese_number(text)


def valued(text: str) -> int | None:
    """What a numeral with 十, 百, 千 or 万 comes to."""
    if "万" in text:
        head, _, tail = text.partition("万")
        many, rest = valued(head), valued(tail.lstrip("零")) if tail else 0
        return None if many is None or rest is None else many * 10_000 + rest
    total, digit = 0, None
    for mark in text:
        if mark in TENS:
            total += (1 if digit is None else digit) * TENS[mark]
            digit = None
        elif digit in (None, 0):
            digit = DIGITS[mark]
        else:
            return None
    return total + (digit or 0)


def spelt(number: int) -> str:
    """How a number below a hundred million is written: 1020 → 一千零二十."""
    if number >= 10_000:
        many, rest = divmod(number, 10_000)
        return f"{spelt(many)}万" + ("零" if 0 < rest < 1000 else "") + (spelt_out(rest) if rest else "")
    return spelt_out(number) if number < 10 or number >= 20 else spelt_out(number)[1:]


def spelt_out(number: int) -> str:
    """A number below ten thousand, 10 as 一十."""
    if number < 10:
        return SPELT[number]
    mark, size = next((mark, size) for mark, size in reversed(TENS.items()) if number >= size)
    head, rest = divmod(number, size)
    gap = "零" if 0 < rest < size // 10 else ""
    return f"{SPELT[head]}{mark}" + (gap + spelt_out(rest) if rest else "")
