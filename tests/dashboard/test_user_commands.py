"""Accounts and the log from the terminal, as an administrator works with them."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard import audit, events, office_book
from dashboard.web import mode
from taizhang import cli


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--store", str(store)])


def test_an_administrator_makes_lists_changes_and_shuts_out(quick_hashes: None, tmp_path: Path) -> None:
    assert run(tmp_path, "user", "add", "boss", "administrator").output.startswith("one-time password of boss: ")
    assert run(tmp_path, "user", "add", "li", "office").exit_code == 0
    assert run(tmp_path, "user", "role", "li", "analyst").exit_code == 0
    assert run(tmp_path, "user", "disable", "li").exit_code == 0
    found = {one["name"]: one for one in json.loads(run(tmp_path, "user", "list", "--json").output)}
    assert (found["li"]["role"], found["li"]["is_enabled"]) == ("analyst", 0)
    assert "hash" not in run(tmp_path, "user", "list", "--json").output
    assert run(tmp_path, "user", "enable", "li").exit_code == 0
    assert "one-time password of li: " in run(tmp_path, "user", "reset", "li").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "boss", "leader"], "already"),
        (["disable", "boss"], "no enabled administrator"),
        (["reset", "nobody"], "no account of this name"),
        (["add", "a b", "leader"], "a name is"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(quick_hashes: None, words: list[str], told: str, tmp_path: Path) -> None:
    run(tmp_path, "user", "add", "boss", "administrator")
    answer = run(tmp_path, "user", *words)
    assert answer.exit_code == 1
    assert told in answer.output
    assert len(answer.output.strip().splitlines()) == 1


def test_the_log_is_verified_and_exported_and_tells_when_it_was_tampered_with(
    quick_hashes: None, tmp_path: Path
) -> None:
    run(tmp_path, "user", "add", "boss", "administrator")
    assert "1 lines hold; the last seal is" in run(tmp_path, "audit", "verify").output
    assert run(tmp_path, "audit", "export", "-o", str(tmp_path / "a.jsonl")).exit_code == 0
    line = json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8"))
    assert line["seal"] == audit.seal(line)
    with sqlite3.connect(tmp_path / office_book.OFFICE) as book:
        book.executescript("drop trigger audit_is_not_changed; update audit set who = 'x' where number = 1;")
    answer = run(tmp_path, "audit", "verify")
    assert (answer.exit_code, answer.output.strip()) == (1, "line 1: is not what was written")


def test_the_demos_way_in_is_refused_on_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(mode.VARIABLE, mode.DEMO)
    answer = run(tmp_path, "serve", "--address", "0.0.0.0")
    assert answer.exit_code == 1
    assert "127.0.0.1 only" in answer.output


def test_an_event_is_one_line_of_json_without_anybodys_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger=events.LOGGER):
        audit.note(tmp_path, "withdraw", {"reason": "because of 李"}, who="li", origin="10.0.0.9")
    line = events.AsJson().format(caplog.records[0])
    assert json.loads(line).keys() == {"at", "level", "event", "audit"}
    assert not {"li", "李", "10.0.0.9"} & set(json.loads(line).values())


def test_a_scope_is_given_and_taken_away_and_one_that_means_nobody_is_refused(
    quick_hashes: None, demo_store: Path, tmp_path: Path
) -> None:
    store = Path(shutil.copytree(demo_store, tmp_path / "store"))
    assert run(store, "user", "add", "li", "office", "--scope", "unit:B10").exit_code == 0
    assert json.loads(run(store, "user", "list", "--json").output)[0]["scope"] == "unit:B10"
    assert "unit:" in run(store, "user", "scope", "li", "unit:B999").output
    assert run(store, "user", "scope", "li", "B10").exit_code == 1
    assert "group:第一指导检查组" in run(store, "user", "scope", "li", "group:第一指导检查组").output
    assert "all units" in run(store, "user", "scope", "li").output
    assert json.loads(run(store, "user", "list", "--json").output)[0]["scope"] == ""
