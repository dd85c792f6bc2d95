"""What every test shares: the demo's store, whether there is a browser, and what its absence means."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import words
from dashboard.web import mode
from ingest import intake, views
from tests.ingest.stores import roster

# Pages are opened as in the demo, by its administrator; tests of the doors say otherwise.
os.environ[mode.VARIABLE] = mode.DEMO
ROOT = Path(__file__).parents[1]
PLAN = ROOT / "data/plans/dongyang-2009"
DEMO = ROOT / "data/demo"
BROWSER_TESTS = Path(__file__).parent / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAIN = sys.modules["__main__"]
ABSENT = "no Chromium on this machine: the browser tests did not run"


def find_chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def needs_browser(item: pytest.Item) -> bool:
    """Whether a test drives a browser: by its mark or by where it stands."""
    return "browser" in item.keywords or BROWSER_TESTS in item.path.parents


def pytest_report_header() -> str:
    """Say before the first test whether the browser tests will run."""
    found = find_chromium()
    return f"browser: {found}" if found else f"browser: {ABSENT}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser, except on a build machine."""
    if find_chromium() or os.environ.get("CI") == "true":
        return
    for item in items:
        if needs_browser(item):
            item.add_marker(pytest.mark.skip(reason=ABSENT))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """On a build machine a missing browser is a failure, not a skip."""
    if needs_browser(item) and not find_chromium():
        pytest.fail(ABSENT, pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it again at the end, where it is read."""
    if not find_chromium():
        terminalreporter.write_line(f"note: {ABSENT}")


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    """Each test begins in the first language, whatever the one before it spoke."""
    words.speak(words.CHINESE)


@pytest.fixture(autouse=True)
def main_of_the_tests() -> None:
    """A page that was run stays behind as the main module, and processes a later test starts would run it again."""
    sys.modules["__main__"] = MAIN


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the shipped plan in which nothing was reported; to be copied, never written."""
    store = tmp_path_factory.mktemp("empty") / "store"
    intake.init_store(store, PLAN, by="office")
    return store


@pytest.fixture(scope="session")
def rostered_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same once the roster of two units is known; to be copied, never written."""
    folder = tmp_path_factory.mktemp("rostered")
    store = Path(shutil.copytree(empty_store, folder / "store"))
    intake.accept(store, [roster(folder)], by="office")
    return store


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's store, built once from its workbooks the way an office would."""
    store = tmp_path_factory.mktemp("demo") / "store"
    intake.init_store(store, PLAN)
    workbooks = sorted(path for path in DEMO.iterdir() if path.suffix in (".xlsx", ".csv"))
    intake.accept(store, workbooks, skip_bad_rows=True, yes=True)
    return store


@pytest.fixture(scope="session")
def safety_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second demo's store, a year of another plan: every workbook is taken whole, and nothing is waved through."""
    store = tmp_path_factory.mktemp("safety") / "store"
    intake.init_store(store, ROOT / "data/plans/safety-2026")
    results = intake.accept(store, sorted((ROOT / "data/safety").glob("*.xlsx")))
    assert [result.file_name for result in results if not result.is_well] == []
    return store


@pytest.fixture(scope="module")
def no_views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds without views: what is stored does not depend on them, and they take a second to make."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(views, "SQL", tmp_path_factory.mktemp("sql"))
        yield
