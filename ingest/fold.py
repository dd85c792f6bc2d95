"""Folding text for comparison. What is stored stays as written; only comparisons use these forms."""

from __future__ import annotations

import re
import unicodedata

from ingest.traditional import SIMPLIFIED, USED

# Characters that nobody sees: zero-width, direction marks, variation selectors, and control characters but white space.
SOFT = (0x00AD, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
CONTROL = (*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0))
ZERO_WIDTH = dict.fromkeys((*SOFT, *CONTROL, *range(0xFE00, 0xFE10)))
SPACES = re.compile(r"\s+")
HEADING_MARKS = re.compile(r"[\s()\[\]【】<>《》“”\"'*★☆:;,.。、_-]")
HEADING_HINTS = re.compile(r"\((?:人|份|次|名|个|项|场|票|%|必填|选填|是/否|有/无|yes/no|年月日|年-月-日|人数)\)")
HEADING_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]")


def fold(text: str) -> str:
    """NFKC, nothing unseen, no traditional forms, white space folded, lower case. Plain text takes the short way."""
    if not text.isascii() or not text.isprintable():
        if not text.isprintable() or "\ufe0f" in text:
            text = text.translate(ZERO_WIDTH)
        text = unicodedata.normalize("NFKC", text)
        if not USED.isdisjoint(text):
            text = text.translate(SIMPLIFIED)
    if " " in text or not text.isprintable():
        text = SPACES.sub(" ", text).strip()
    return text.lower()


def squeeze(text: str) -> str:
    """Folded, with all white space gone: for names, choices and list items."""
    return fold(text).replace(" ", "")


def heading_form(text: str) -> str:
    """A heading without spaces, brackets, stars, colons, numbering and hints such as (人); `/` stays."""
    folded = squeeze(text)
    plain = HEADING_NUMBER.sub("", folded) or folded
    return HEADING_MARKS.sub("", HEADING_HINTS.sub("", plain))


def clean(text: str) -> str:
    """Text as it is stored: as written, without zero-width characters and outer white space."""
    return text.strip() if text.isprintable() else text.translate(ZERO_WIDTH).strip()
