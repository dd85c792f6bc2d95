"""The documents keep up with the code: whatever a reader can meet is explained somewhere under docs/."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import click
import pytest

from docs import make
from ingest import views
from ingest.catalogue import SHEETS
from taizhang import cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
STATUSES = {
    "done": "按时完成",
    "done_late": "逾期完成",
    "incomplete": "要件不全",
    "needs_review": "待人工核",
    "overdue": "逾期未办",
    "due_soon": "临期",
    "not_due": "未到期",
    "exempt": "豁免",
    "not_applicable": "不适用",
}
CHECK_KINDS = (
    "invited recipient attachment contains categories count tally attendance flag published held within order "
    "lead_days covers reviewed"
).split()
RESULTS = "pass warn late wait fail missing awaiting_review stale not_applicable".split()
MILESTONE_STATES = "done done_late on_track behind overdue stale no_report not_applicable".split()
SEVERITIES = "error question warning notice".split()
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@cache
def written_by_hand() -> str:
    """Every page that people wrote, and the README."""
    pages = [path for path in sorted(DOCS.rglob("*.md")) if path.name not in make.PAGES]
    return "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *pages])


@cache
def generated(name: str) -> str:
    """One generated page as it stands in docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def commands(command: click.Command, path: str) -> dict[str, click.Command]:
    """Every command that a user can type, by its full words."""
    found = {path: command}
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            if not below.hidden:
                found |= commands(below, f"{path} {name}")
    return found


COMMANDS = commands(cli, "taizhang")


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_and_each_of_its_options_are_documented_and_explained(path: str) -> None:
    section = generated("commands.md").split(f"## {path}\n", 1)[1].split("\n## ", 1)[0]
    assert COMMANDS[path].help
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert any(name in section for name in parameter.opts)
            assert parameter.help, f"{path} {parameter.opts[0]} has no help"


@pytest.mark.parametrize("path", [path for path, command in COMMANDS.items() if not isinstance(command, click.Group)])
def test_the_help_of_a_command_shows_an_example(path: str) -> None:
    assert f"{path}" in (COMMANDS[path].help or "") + (COMMANDS[path].epilog or "")


@pytest.mark.parametrize("kind", CHECK_KINDS)
def test_a_check_kind_is_explained(kind: str) -> None:
    assert f"`{kind}`" in written_by_hand()


def test_the_plan_uses_only_explained_check_kinds() -> None:
    used = set()
    for path in (ROOT / "data" / "plans").glob("*/checks.csv"):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            used |= {row.get("check_kind") or row.get("kind") for row in csv.DictReader(lines)}
    assert used <= set(CHECK_KINDS)


@pytest.mark.parametrize("word", STATUSES)
def test_a_status_is_explained_in_both_languages(word: str) -> None:
    assert f"`{word}`" in written_by_hand()
    assert STATUSES[word] in written_by_hand()


@pytest.mark.parametrize("word", sorted({*RESULTS, *MILESTONE_STATES, *SEVERITIES}))
def test_a_word_that_a_check_milestone_or_finding_may_carry_is_explained(word: str) -> None:
    assert f"`{word}`" in written_by_hand()


@pytest.mark.parametrize("view", [view.name for view in views.views()])
def test_a_view_is_in_the_data_dictionary(view: str) -> None:
    assert f"### {view}\n" in generated("data-dictionary.md")


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_is_documented_with_every_field(kind: str) -> None:
    section = generated("sheets.md").split(f"`{kind}`\n", 1)[1].split("\n## ", 1)[0]
    assert all(f"`{field}`" in section for field in SHEETS[kind].fields)


@pytest.mark.parametrize("name", make.PAGES)
def test_a_generated_page_is_what_the_code_says_now(name: str) -> None:
    assert generated(name) == make.PAGES[name](), "run `make docs`"


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert not [
        f"{page.name}: {link}" for page, link in links if "://" not in link and not (page.parent / link).exists()
    ]


def test_the_changelog_speaks_of_every_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert "## Unreleased" in (text := (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")) or version[1] in text
