"""Several things in one cell: separated by marks or line breaks outside brackets, or numbered."""

from __future__ import annotations

import re

from ingest.fold import clean

SEPARATORS = re.compile(r"[、，,；;／/﹑､､\n\r\v\u2028]+|[()（）]")
CARRIAGE = re.compile(r"_x000[dD]_")
FIRST = re.compile(r"\s*(?:[(（]?(?:1|一)[)）.．、]|①)(?!\d)")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
NUMERALS = "一二三四五六七八九十"


def split_items(text: str) -> list[str]:
    """The items as written, trimmed, without the numbers in front of them."""
    text = CARRIAGE.sub("\n", text)
    pieces = numbered_pieces(text) if FIRST.match(text) else [text]
    return [item for piece in pieces for part in parts_of(piece) if (item := clean(part).rstrip("。"))]


def parts_of(text: str) -> list[str]:
    """A text cut at its separators, read from the end: one whose next bracket closes stands inside brackets."""
    parts, end, closes = [], len(text), False
    for mark in reversed(list(SEPARATORS.finditer(text))):
        if mark[0] in "()（）":
            closes = mark[0] in ")）"
        elif not closes:
            parts.append(text[mark.end() : end])
            end = mark.start()
    return [text[:end], *reversed(parts)]


def numbered_pieces(text: str) -> list[str]:
    """What stands between 1、 2、 3、 and so on, each number looked for behind the one before it."""
    pieces, place = [], 0
    for number in range(1, 100):
        found = marker(number).search(text, place)
        if not found:
            break
        pieces.append(text[place : found.start()])
        place = found.end()
    return [*pieces, text[place:]]


def marker(number: int) -> re.Pattern[str]:
    """How a number stands in front of its item."""
    words = [rf"(?<!\d){number}"]
    if number <= len(NUMERALS):
        words.append(NUMERALS[number - 1])
    circled = f"|{CIRCLED[number - 1]}" if number <= len(CIRCLED) else ""
    return re.compile(rf"[(（]?(?:{'|'.join(words)})[)）.．、](?!\d){circled}")
