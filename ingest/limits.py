"""What a file may cost before it is refused, and the refusal itself."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


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
    box_cells: int = 10_000_000
    text_length: int = 128_000
    memory_bytes: int = 3 * 1024 * MIB
    cpu_seconds: int = 60
    wall_seconds: float = 90.0


DEFAULTS = Limits()


class Unreadable(Exception):
    """A file that cannot be read at all. Its message is in the clerk's words."""
