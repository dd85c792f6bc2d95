"""The scanner for accessibility, fetched once from the registry that npm is set up with, and kept under build/."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

VERSION = "4.14.1"
PACKAGE = f"axe-core@{VERSION}"
KEPT = Path(__file__).parents[2] / "build" / f"axe-core-{VERSION}.js"
GRAVE = ("serious", "critical")
TRIES, SECONDS = 2, 60


def source(folder: Path) -> str:
    """The scanner's text; without it the scan is left out aloud, and on a build machine it fails."""
    if not KEPT.is_file() and not fetched(folder):
        absent = f"no npm or no registry on this machine: {PACKAGE} was not fetched and no page was scanned"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(absent)
    return KEPT.read_text(encoding="utf-8")


def fetched(folder: Path) -> bool:
    """Fetch the package and keep the one file that is needed; whether that worked."""
    npm = shutil.which("npm")
    for _ in range(TRIES if npm else 0):
        try:
            subprocess.run([str(npm), "pack", PACKAGE], cwd=folder, capture_output=True, timeout=SECONDS, check=True)
        except (subprocess.SubprocessError, OSError):
            continue
        with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as package:
            member = package.extractfile("package/axe.min.js")
            assert member
            KEPT.parent.mkdir(exist_ok=True)
            draft = KEPT.with_suffix(f".{os.getpid()}")
            draft.write_bytes(member.read())
            draft.replace(KEPT)
        return True
    return False


def violations(page: Page, script: str, *rules: str) -> list[str]:
    """What is gravely wrong on a page, one line each with the place; by all rules, or by these alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found if one["impact"] in GRAVE for node in one["nodes"]]
