"""What is done in the terminal leaves its line in the log, whatever came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dashboard import accounts, audit
from ingest import intake
from taizhang import PLANS, cli

ACTS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("accept", {"command": "ingest", "files": ["a.csv"]}, ["ingest", "{folder}/a.csv"]),
    ("withdraw", {"command": "undo", "upload_id": "U0009"}, ["undo", "U0009", "--reason", "为何"]),
    ("withdraw", {"take_back": True}, ["undo", "U0009", "--take-back", "--reason", "为何"]),
    ("name", {"command": "add_alias", "written": "财局"}, ["alias", "add", "unit", "财局", "财政局"]),
    ("name", {"command": "remove_alias"}, ["alias", "remove", "unit", "财局", "--reason", "为何"]),
    ("name", {"command": "import_aliases", "file": "a.csv"}, ["alias", "import", "{folder}/a.csv"]),
    ("reading", {"key": "soon"}, ["reading", "set", "soon", "3", "--reason", "为何", "--yes"]),
    (
        "waiver",
        {"command": "add_waiver", "unit": "财政局", "approver": "活动办"},
        "waiver add 财政局 draft exemption --approved-on 2009-06-18 --approver 活动办 --reason 为何".split(),
    ),
    (
        "waiver",
        {"command": "withdraw_waiver"},
        "waiver withdraw 财政局 draft exemption --approved-on 2009-06-18 --reason 为何".split(),
    ),
    ("sql", {"query": "select 1"}, ["sql", "select 1"]),
    ("export", {"command": "export", "folder": "out"}, ["export", "--parquet", "{folder}/out"]),
    ("publish", {"command": "bring_in"}, ["import", "--parquet", "{folder}"]),
    ("export", {"command": "print_page", "output": "p.html"}, ["print", "-o", "{folder}/p.html"]),
    ("export", {"command": "brief"}, ["brief", "-o", "{folder}/b.docx"]),
    ("export", {"command": "ledger"}, ["ledger", "-o", "{folder}/l.xlsx"]),
    ("export", {"command": "chase"}, ["chase", "-o", "{folder}/c"]),
]


@pytest.fixture(scope="module")
def store(no_views: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("logged") / "store"
    intake.init_store(folder, PLANS / "dongyang-2009", by="test")
    return folder


@pytest.mark.parametrize(("kind", "what", "words"), ACTS, ids=[" ".join(words[:2]) for _, _, words in ACTS])
def test_each_act_leaves_who_from_where_and_what(
    kind: str, what: dict[str, Any], words: list[str], store: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("单位\n", encoding="utf-8")
    before = len(audit.lines(store))
    CliRunner().invoke(cli, [word.format(folder=tmp_path) for word in words] + ["--store", str(store)])
    (line,) = audit.lines(store)[before:]
    told = json.loads(line["what"])
    assert (line["kind"], line["origin"], bool(line["who"])) == (kind, accounts.TERMINAL, True)
    assert told | what == told
    assert str(tmp_path) not in line["what"]


def test_what_only_looks_and_what_is_mistyped_leave_none(store: Path) -> None:
    before = len(audit.lines(store))
    for words in (["uploads"], ["alias", "list"], ["undo", "U0009"], ["waiver", "list"]):
        CliRunner().invoke(cli, [*words, "--store", str(store)])
    assert len(audit.lines(store)) == before


def test_who_may_only_read_a_store_still_asks_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(audit.lines(store))
    monkeypatch.setattr("dashboard.cli_log.os.access", lambda *_: False)
    CliRunner().invoke(cli, ["sql", "select 1", "--store", str(store)])
    assert len(audit.lines(store)) == before


def test_where_there_is_no_store_none_is_begun(tmp_path: Path) -> None:
    CliRunner().invoke(cli, ["sql", "select 1", "--store", str(tmp_path / "none")])
    assert not (tmp_path / "none").exists()
