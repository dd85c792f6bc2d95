"""The terminal's readings: what rests on each, what another would change, asked before it is kept, and the history."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from taizhang import cli

ROOT = Path(__file__).parents[2]
STRICT = "lag target 3 pass 0..3 warn 4..7"


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path / "store"))


def run(store: Path, *words: object) -> Result:
    asked = ["reading", *map(str, words), "--store", str(store)]
    return CliRunner().invoke(cli, asked, catch_exceptions=False)


def answer(store: Path, *words: object) -> Any:
    result = run(store, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_list_says_how_each_phrase_is_read_and_how_much_rests_on_it(store: Path):
    found = {row["reading_key"]: row for row in answer(store, "list")}
    assert found["promptly"]["obligation_count"] == 2
    assert found["before_mid_july"]["milestone_count"] == 2
    assert found["before_date"]["read_as"] == "含当日，到 24 时止"
    assert found["before_date"]["clause_ids"].startswith("1.6、")
    assert "某日前" in run(store, "list").output


def test_a_dry_run_tells_what_would_change_and_keeps_nothing(store: Path):
    on = ["--reason", "试行", "--as-of", "2009-06-15"]
    found = answer(store, "set", "stage_ends_on", "2009-06-12", *on, "--dry-run")
    assert (found["before"], found["after"], found["is_new"]) == ("2009-07-10", "2009-06-12", False)
    assert found["changed"] == sum(row["count"] for row in found["by_requirement"]) > 0
    shown = run(store, "set", "stage_ends_on", "2009-06-12", *on, "--dry-run").output
    assert f"{found['changed']} statuses would change" in shown and "nothing was kept" in shown
    assert answer(store, "history") == []


def test_a_decision_is_in_the_history_with_who_when_and_why(store: Path):
    run(store, "set", "promptly", STRICT, "--reason", "市委来函", "--by", "王主任")
    [row] = answer(store, "history", "promptly")
    assert (row["reading_value"], row["decided_by"], row["decision_reason"]) == (STRICT, "王主任", "市委来函")
    assert row["earlier_value"].startswith("lag target 7") and row["decided_at"]
    assert answer(store, "history", "before_date") == []
    assert "changed" in run(store, "set", "promptly", STRICT, "--reason", "再来一次").output


def test_a_value_that_the_plan_cannot_bear_ends_with_one_line_and_one(store: Path):
    result = run(store, "set", "event_order", "never", "--reason", "试")
    assert result.exit_code == 1
    assert "没有别的读法" in result.stderr and len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(("typed", "said"), [("n", "nothing was kept"), ("y", "before_date is read as exclusive")])
def test_at_a_terminal_it_is_asked_first(store: Path, typed: str, said: str):
    ours, theirs = pty.openpty()
    os.write(ours, f"{typed}\n".encode())
    command = [sys.executable, str(ROOT / "taizhang.py"), "reading", "set", "before_date", "exclusive"]
    done = subprocess.run(
        [*command, "--reason", "函", "--store", str(store)], stdin=theirs, capture_output=True, text=True, check=True
    )
    os.close(ours)
    os.close(theirs)
    assert "keep it?" in done.stdout and said in done.stdout


def test_a_status_names_the_readings_that_it_rests_on(store: Path):
    shown = CliRunner().invoke(cli, ["status", "--unit", "EDU", "--store", str(store)]).output
    [line] = [line for line in shown.splitlines() if " post_report " in line]
    assert "before_date; event_order; promptly; stage_ends_on" in line
    traced = CliRunner().invoke(cli, ["trace", "EDU", "post_report", "--store", str(store), "--json"]).stdout
    keys = [reading["key"] for reading in json.loads(traced)["readings"]]
    assert keys == ["before_date", "event_order", "promptly", "stage_ends_on"]
