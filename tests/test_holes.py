"""Known holes stop the check, packages that nobody knows are named, and without a network it says so and goes on."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from deploy import holes

SOUND = {"name": "sound", "version": "1", "vulns": []}
UNKNOWN = {"name": "ours", "skip_reason": "not found"}
HOLED = {"name": "holed", "version": "2", "vulns": [{"id": "X-2026-1", "fix_versions": ["2.1"]}]}


def printing(path: Path, text: str) -> list[str]:
    """A tool that says this."""
    path.write_text(text, encoding="utf-8")
    return [sys.executable, "-c", f"import sys; print(open({str(path)!r}).read())"]


def run(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> int:
    monkeypatch.setattr(holes, "tool", lambda: command)
    return holes.main()


def test_a_known_hole_is_told_with_the_version_that_mends_it_and_stops(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    told = json.dumps({"dependencies": [SOUND, HOLED, UNKNOWN]})
    assert run(monkeypatch, printing(tmp_path / "told", told)) == 1
    said = capsys.readouterr().out
    assert "holed 2: X-2026-1; mended in 2.1" in said
    assert "1 known in 2 packages" in said
    assert "not checked: ours" in said


def test_without_holes_it_goes_on():
    assert holes.judged([SOUND]) == (0, ["holes: 0 known in 1 packages of the lock"])


def test_where_no_package_is_known_nothing_counts_as_checked():
    assert holes.judged([UNKNOWN])[0] == 0
    assert "nothing was checked" in holes.judged([UNKNOWN])[1][0]


@pytest.mark.parametrize("command", [["/no/such/tool"], [sys.executable, "-c", "raise SystemExit(1)"]])
def test_where_nobody_answers_that_is_said_and_holds_nothing_up(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert run(monkeypatch, command) == 0
    assert "nothing was checked" in capsys.readouterr().out


def test_a_network_that_swallows_everything_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(holes, "MOST_SECONDS", 0.5)
    began = time.monotonic()
    assert run(monkeypatch, [sys.executable, "-c", "import time; time.sleep(60)"]) == 0
    assert time.monotonic() - began < 20
