"""What a file may cost before it is refused, and the refusal itself. Each bound is a setting: TAIZHANG_LIMIT_<NAME>."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

MIB = 1024 * 1024
PREFIX = "TAIZHANG_LIMIT_"
LEAST_SECONDS = 10
SECONDS_A_MIB = 10
LEAST_MEMORY = 768 * MIB
MEMORY_A_BYTE = 1_000


@dataclass(frozen=True)
class Limits:
    """Bounds that let every real workbook tried through, and stop those made to kill the reader."""

    file_bytes: int = 20 * MIB
    unzipped_bytes: int = 400 * MIB
    part_bytes: int = 200 * MIB
    ratio: int = 200
    ratio_from_bytes: int = 20 * MIB
    members: int = 2_000
    sheets: int = 100
    columns: int = 16_384
    box_cells: int = 10_000_000
    merges: int = 100_000
    tables: int = 200
    text_length: int = 128_000
    memory_bytes: int = 3 * 1024 * MIB
    cpu_seconds: int = 60
    wall_seconds: float = 90.0
    batch_bytes: int = 200 * MIB
    batch_unzipped_bytes: int = 1024 * MIB
    batch_files: int = 2_000

    def seconds_for(self, size: int) -> int:
        """How long a file of this size may be worked on: a small one that takes long is made to."""
        return min(self.cpu_seconds, LEAST_SECONDS + SECONDS_A_MIB * size // MIB)

    def memory_for(self, size: int) -> int:
        """How much memory a file of this size may take: it may unpack to 200 times its size, and that fivefold."""
        return min(self.memory_bytes, LEAST_MEMORY + MEMORY_A_BYTE * size)


DEFAULTS = Limits()


class Unreadable(Exception):
    """A file that cannot be read at all. Its message is in the clerk's words."""


class BadLimit(Exception):
    """A setting that is no limit. Its message is for whoever set it."""


def in_force(settings: Mapping[str, str] = os.environ) -> Limits:
    """The defaults, with what the environment sets instead."""
    names = {f"{PREFIX}{field.name.upper()}": field.name for field in fields(Limits)}
    chosen = {name: value for name, value in settings.items() if name.startswith(PREFIX)}
    if strangers := chosen.keys() - names.keys():
        raise BadLimit(f"found {min(strangers)}; expected one of {', '.join(names)}")
    return Limits(**{names[name]: number(name, value) for name, value in chosen.items()})


def number(name: str, value: str) -> int:
    """A limit as a whole number above nothing."""
    if not (value.isascii() and value.isdigit() and int(value[:18]) > 0):
        raise BadLimit(f"{name}: found {value!r}; expected a whole number above 0")
    return int(value)
