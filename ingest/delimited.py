"""CSV text: its encoding and its separator."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from ingest.limits import Limits, Unreadable

SEPARATORS = ",\t;，"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The lead bytes of the characters that each encoding puts first because they are used most.
USUAL_LEADS = {"gb18030": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
PUNCTUATION = re.compile("[\u3000-\u303f\uff00-\uffef]")
BLANKS = re.compile("[ \t\r\n\xa0\u3000\u200b\ufeff]")
LOOKED_AT = 4_000


def decode(content: bytes) -> str:
    """BOM first, then strict UTF-8, then the likelier of GB18030 and Big5; guessers call short GBK files UTF-16."""
    marked = next((encoding for bom, encoding in BOMS if content.startswith(bom)), None)
    encoding = marked or wide_encoding(content) or "utf-8"
    text = strictly(content, encoding)
    if text is None and encoding == "utf-8":
        texts = {name: found for name in USUAL_LEADS if (found := strictly(content, name)) is not None}
        text = max(texts.items(), key=lambda item: usual(*item), default=("", None))[1]
    if text is None:
        raise Unreadable("文字编码认不出来。请另存为 UTF-8 编码的 CSV，或 .xlsx 工作簿。")
    return text


def wide_encoding(content: bytes) -> str | None:
    """UTF-16 without its mark: it has zero bytes, which no other text has, and is read as lines of cells or not at all.

    The wrong order of bytes makes letters of foreign scripts of line breaks and separators.
    """
    if b"\0" not in content[:LOOKED_AT]:
        return None
    texts = {order: strictly(content, order) for order in ("utf-16-le", "utf-16-be")}
    return next((order for order, text in texts.items() if text and is_lines_of_cells(text[:LOOKED_AT])), None)


def is_lines_of_cells(text: str) -> bool:
    """Whether a text has line breaks, separators, and no character that nobody types."""
    return "\n" in text and any(mark in text for mark in SEPARATORS) and BLANKS.sub("", text).isprintable()


def strictly(content: bytes, encoding: str) -> str | None:
    """The text under an encoding that fits without a single fault."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def usual(encoding: str, text: str) -> float:
    """The share of characters that an encoding puts among those used most; the wrong one yields rare characters."""
    marks = [mark for mark in text[:LOOKED_AT] if not mark.isascii() and not PUNCTUATION.match(mark)]
    leads = [mark.encode(encoding)[0] for mark in marks]
    return sum(lead in USUAL_LEADS[encoding] for lead in leads) / max(1, len(marks))


def separator(text: str) -> str:
    """The separator that stands most often in the first lines, outside quotes."""
    head = "".join(text[:20_000].split('"')[::2])
    counts = {mark: head.count(mark) for mark in SEPARATORS}
    if not any(counts[mark] for mark in ",\t;"):
        return "，" if counts["，"] else ","
    return max(",\t;", key=counts.__getitem__)


def rows_of(content: bytes, limits: Limits) -> list[list[str]]:
    """The rows of a CSV file, every cell text."""
    text = decode(content)
    csv.field_size_limit(limits.text_length)
    try:
        rows, width = bounded(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)), limits)
    except csv.Error:
        raise Unreadable("CSV 文件格式有误（可能引号不成对，或某一格过长）。请另存为 .xlsx 工作簿后再报。") from None
    return [row + [""] * (width - len(row)) for row in rows]


def bounded(lines: Iterable[list[str]], limits: Limits) -> tuple[list[list[str]], int]:
    """The rows and the widest one's width, refused as soon as they make too large a table."""
    rows, width = [], 0
    for row in lines:
        rows.append(row)
        width = max(width, len(row))
        if width * len(rows) > limits.box_cells or width > limits.columns:
            raise Unreadable(f"表格过大：读到第 {len(rows)} 行时已有 {width} 列。请删去多余的行列或拆分后再报。")
    return rows, width
