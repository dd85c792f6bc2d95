"""What analysts' SQL may take, one query and all together. Each bound is a setting: TAIZHANG_SQL_<NAME>."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

PREFIX = "TAIZHANG_SQL_"


class BadSetting(Exception):
    """A setting that is no limit. Its message is for whoever set it."""


@dataclass(frozen=True)
class Limits:
    """What one query may take."""

    rows: int = 10_000
    seconds: int = 30
    megabytes: int = 100
    memory_mb: int = 512
    text_kilobytes: int = 50
    threads: int = 1


@dataclass(frozen=True)
class Shares:
    """What the page shows at a time, what a file may hold, and how many queries run at once."""

    page_rows: int = 1_000
    page_megabytes: int = 8
    file_rows: int = 1_000_000
    file_megabytes: int = 100
    file_seconds: int = 120
    at_once: int = 2
    each: int = 2
    waiting: int = 20


def of_a_query(settings: Mapping[str, str] | None = None) -> Limits:
    """The bounds of one query in force."""
    return replace(Limits(), **_set(Limits, os.environ if settings is None else settings))


def of_all(settings: Mapping[str, str] | None = None) -> Shares:
    """The bounds of the page, of files and of all queries in force."""
    return replace(Shares(), **_set(Shares, os.environ if settings is None else settings))


def of_a_page(limits: Limits, shares: Shares) -> Limits:
    """What a query may take that fills one page."""
    return replace(limits, rows=shares.page_rows, megabytes=shares.page_megabytes)


def of_a_file(limits: Limits, shares: Shares) -> Limits:
    """What a query may take whose result is written to a file."""
    return replace(limits, rows=shares.file_rows, megabytes=shares.file_megabytes, seconds=shares.file_seconds)


def _set(kind: type, settings: Mapping[str, str]) -> dict[str, int]:
    """Those bounds of a kind that the surroundings set."""
    names = {f"{PREFIX}{field.name.upper()}": field.name for field in fields(kind)}
    return {names[name]: _whole(name, value) for name, value in settings.items() if name in names}


def _whole(name: str, value: str) -> int:
    if not value.isascii() or not value.isdecimal() or not int(value):
        raise BadSetting(f"{name}: found {value!r}, expected a whole number above 0")
    return int(value)
