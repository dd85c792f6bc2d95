"""Files damaged at random are checked, or refused in one sentence; the process that checks them lives.

Thorough runs: HYPOTHESIS_EXAMPLES=5000 pytest tests/ingest/test_fuzz_bytes.py
"""

from __future__ import annotations

import io
import os
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.check import Context, FileCheck, check_file
from ingest.limits import Limits
from tests.ingest.conftest import UNITS
from tests.ingest.formats import write_xlsb
from tests.ingest.test_hand_made_formats import write_ods, write_xls
from tests.ingest.test_hand_made_sheets import EDU, HEAD, TAX, drawn

EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "0"))
SETTINGS = settings(
    max_examples=EXAMPLES or 40,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CONTEXT = Context(units=UNITS, starts_on=date(2009, 3, 1), ends_on=date(2009, 8, 31), today=date(2026, 1, 1))
REPORT = date(2009, 5, 31)
LIMITS = Limits(memory_bytes=2**30, cpu_seconds=10, wall_seconds=20.0)
SEVERITIES = {"error", "question", "warning", "notice"}


def sound(name: str, folder: Path) -> bytes:
    """A file in order, by its ending."""
    path = folder / f"好{name}"
    if name == ".xlsx":
        drawn(path, lambda sheet: [sheet.write_row(row, 0, values) for row, values in ((1, EDU), (2, TAX))])
    elif name == ".csv":
        path.write_bytes("单位,会议类型,召开日期\n教育局,民主讨论,2009-05-20\n".encode("gbk"))
    else:
        {".xls": write_xls, ".ods": write_ods, ".xlsb": as_xlsb}[name](path)
    return path.read_bytes()


def as_xlsb(path: Path) -> Path:
    """A binary workbook."""
    return write_xlsb(path, "会议", [HEAD, ["教育局", "民主讨论", "2009-05-20", 12, 11]])


with tempfile.TemporaryDirectory() as made:
    SOUND = {name: sound(name, Path(made)) for name in (".xlsx", ".xls", ".xlsb", ".ods", ".csv")}


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes with some flipped, cut off, doubled or cut out."""
    found = bytearray(content)
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, max(0, len(found) - 1)))
        match draw(st.sampled_from("flip cut out twice".split())):
            case "flip" if found:
                found[place] ^= draw(st.integers(1, 255))
            case "cut" if draw(st.integers(0, 3)) == 0:
                del found[place:]
            case "out":
                del found[place : place + draw(st.integers(1, 64))]
            case _:
                found[place:place] = found[place : place + draw(st.integers(1, 64))]
    return bytes(found)


@st.composite
def damaged_inside(draw: st.DrawFn, content: bytes) -> bytes:
    """The archive with one of its parts damaged and every checksum in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(damaged(parts[name]))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, body in parts.items():
            archive.writestr(place, body)
    return packed.getvalue()


def checked(content: bytes, name: str) -> FileCheck:
    """The check of some bytes under a name, within the limits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"坏{name}"
        path.write_bytes(content)
        began = time.monotonic()
        check = check_file(path, CONTEXT, REPORT, LIMITS)
        assert time.monotonic() - began < LIMITS.wall_seconds + 5
    return check


def is_told(check: FileCheck) -> bool:
    """Whether a check is rows with findings, or one sentence."""
    assert {finding.severity for finding in check.findings} <= SEVERITIES
    unreadable = [finding for finding in check.findings if finding.code == "file.unreadable"]
    if unreadable:
        (finding,) = check.findings
        return check.tables == [] and finding.message.endswith("。") and "\n" not in finding.message
    return bool(check.tables or check.findings)


@pytest.mark.parametrize("name", SOUND)
def test_damaged_bytes_are_checked_or_refused_in_one_sentence(name: str):
    @SETTINGS
    @given(damaged(SOUND[name]))
    def any_damage(content: bytes) -> None:
        assert is_told(checked(content, name))

    any_damage()


@pytest.mark.parametrize("name", [".xlsx", ".xlsb", ".ods"])
def test_damage_inside_a_sound_archive_is_checked_or_refused_in_one_sentence(name: str):
    @SETTINGS
    @given(damaged_inside(SOUND[name]))
    def any_damage(content: bytes) -> None:
        assert is_told(checked(content, name))

    any_damage()
