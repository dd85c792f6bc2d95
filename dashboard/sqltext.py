"""The text of a query: what it asks for, where in it something is, and how it goes into an address."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

# What is not code: texts, names in quotes, comments, texts between dollars.
NOT_CODE = re.compile(
    r"--[^\n]*|/\*.*?(?:\*/|\Z)|'(?:[^']|'')*(?:'|\Z)|\"(?:[^\"]|\"\")*(?:\"|\Z)|\$(\w*)\$.*?(?:\$\1\$|\Z)", re.DOTALL
)
PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
PART = re.compile(r"(\d{1,6})-(\d{1,6})")
PLAIN_LENGTH, LONGEST_PACKED = 300, 6_000


def parameters(sql: str) -> list[str]:
    """The names that the query asks values for, in the order of the text."""
    return list(dict.fromkeys(PARAMETER.findall(NOT_CODE.sub(" ", sql))))


def line_and_column(sql: str, position: int) -> tuple[int, int]:
    """Where a letter of the text stands, both counted from one."""
    before = sql[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def word_at(sql: str, position: int) -> int:
    """Where the word ends that begins at a letter."""
    found = re.compile(r"[\w.\"]+").match(sql, position)
    return found.end() if found else position + 1


def packed(sql: str) -> str | None:
    """A long text as an address carries it; nothing where it is too long for one."""
    text = base64.urlsafe_b64encode(zlib.compress(sql.encode(errors="replace"), 9)).decode().rstrip("=")
    return text if len(text) <= LONGEST_PACKED else None


def unpacked(text: str, most_bytes: int) -> str | None:
    """The text that an address carries; nothing where it carries none, or one that is too long."""
    try:
        reader = zlib.decompressobj()
        sql = reader.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), most_bytes)
        return sql.decode() if reader.eof else None
    except (binascii.Error, zlib.error, ValueError):
        return None


def part_of(sql: str, written: str) -> tuple[int, int] | None:
    """A part of the text, which the address gives as `from-to`; nothing where there is no such part."""
    found = PART.fullmatch(written)
    if not found:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end <= len(sql) and sql[start:end].strip() else None
