"""What whoever keeps the machine is given: a unit that its reader accepts, and an image of files that exist."""

from __future__ import annotations

import ast
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from taizhang import cli

ROOT = Path(__file__).parents[1]
UNIT = (ROOT / "deploy/taizhang.service").read_text(encoding="utf-8")
IMAGE = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
LET_IN = (ROOT / "deploy/Dockerfile.dockerignore").read_text(encoding="utf-8").split()
COPIED = [source for line in re.findall(r"^COPY (?!--from)(.+)$", IMAGE, re.MULTILINE) for source in line.split()[:-1]]
OPTIONAL = {"wheel[s]"}


def test_the_unit_is_accepted_by_the_program_that_reads_it(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    unit = tmp_path / "taizhang.service"
    unit.write_text(UNIT.replace("/opt/taizhang/.venv/bin/taizhang", sys.executable), encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_the_unit_is_shut_as_far_as_its_reader_can_judge() -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    ask = ["systemd-analyze", "security", "--offline=true", "--threshold=15", str(ROOT / "deploy/taizhang.service")]
    told = subprocess.run(ask, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-300:]


def test_the_unit_can_write_its_own_folder_only_and_reach_no_other_machine() -> None:
    for line in ("ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "IPAddressDeny=any"):
        assert f"\n{line}\n" in UNIT
    assert "User=taizhang" in UNIT
    assert "ReadWritePaths" not in UNIT


def commands() -> list[list[str]]:
    """What the unit and the image start, without the program's own name."""
    started = re.findall(r"^ExecStart=\S+ (.+)$", UNIT, re.MULTILINE) + re.findall(
        r"^CMD (\[.+\])$", IMAGE, re.MULTILINE
    )
    return [json.loads(text) if text.startswith("[") else shlex.split(text) for text in started]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_what_the_unit_and_the_image_start_is_a_command_that_the_terminal_knows(words: list[str]) -> None:
    command = cli.commands[words[0]]
    assert command.make_context(words[0], words[1:], parent=click.Context(cli))


@pytest.mark.parametrize("source", COPIED)
def test_the_image_is_made_of_files_that_exist_and_are_let_in(source: str) -> None:
    assert source in OPTIONAL or list(ROOT.glob(source))
    assert any(f"!{source.replace('[s]', 's')}" == line for line in LET_IN)


def test_the_image_holds_every_module_that_the_doors_import() -> None:
    own = {path.name for path in ROOT.iterdir() if path.is_dir()} | {path.stem for path in ROOT.glob("*.py")}
    held = {source.removesuffix(".py") for source in COPIED} | {path.stem for path in ROOT.glob("*.py")}
    files = [*ROOT.glob("*.py"), *ROOT.glob("dashboard/**/*.py"), *ROOT.glob("ingest/**/*.py")]
    wanted = {name.split(".")[0] for path in files for name in imported(path)} & own
    assert wanted <= held


def imported(path: Path) -> set[str]:
    """The modules that a file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def test_both_are_made_from_the_lock_with_its_fingerprints() -> None:
    for text in (IMAGE, (ROOT / "Makefile").read_text(encoding="utf-8")):
        installed = re.findall(r"-m pip install (.+)", text)
        assert [line for line in installed if "--require-hashes" not in line and "--no-index" not in line] == []
        assert "--require-hashes --no-build-isolation -r requirements.lock" in text
