"""CSV text: its encoding and its separator."""

from __future__ import annotations

import csv
import io

from ingest.limits import Limits, Unreadable

SEPARATORS = ",\t;，"
STRICT = ("utf-8", "gb18030", "big5")


def decode(content: bytes) -> str:
    """BOM first, then strict UTF-8, GB18030 and Big5; guessers call short GBK files UTF-16."""
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(bom):
            return decoded(content, (encoding,))
    return decoded(content, STRICT)


def decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    """The text under the first encoding that fits without a single fault."""
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码认不出来。请另存为 UTF-8 编码的 CSV，或 .xlsx 工作簿。")


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
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
    except csv.Error:
        raise Unreadable("CSV 文件格式有误（可能引号不成对，或某一格过长）。请另存为 .xlsx 工作簿后再报。") from None
    width = max(map(len, rows), default=0)
    if width * len(rows) > limits.box_cells:
        raise Unreadable(f"表格过大：{len(rows)} 行 × {width} 列。请拆分后再报。")
    return [row + [""] * (width - len(row)) for row in rows]
