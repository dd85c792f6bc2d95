"""Somebody who walks through every page and changes a choice on each: how long each run of the script takes.

In the framework's own harness, so it is the server's work alone, without network and browser.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from bench.meter import Figures, meter
from dashboard.web import mode
from dashboard.words import say

ROOT = Path(__file__).parents[1]
APP = ROOT / "streamlit_app.py"
PAGES = tuple(sorted(path.stem for path in (ROOT / "dashboard" / "pages").glob("*.py")))
# Pages about one thing, and what their address names; the made-up campaign has these.
ABOUT = {"unit": {"unit": "D00000"}, "trace": {"unit": "D00000", "requirement": "pre_report"}}
PATIENCE = 120


def walk(days: tuple[str, ...]) -> dict[str, list[Figures]]:
    """Every run by the page it was of: the page is opened, run again as it stands, and a choice on it is changed.

    On every one of the days, so that no answer of an earlier day is at hand.
    """
    os.environ[mode.VARIABLE] = mode.DEMO
    # A server looks once, when it starts, for components among all packages; the harness does so for every visitor.
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    timed(AppTest.from_file(str(APP), default_timeout=PATIENCE))
    return {page: [one for day in days for one in runs(page, day)] for page in PAGES}


def runs(page: str, day: str) -> list[Figures]:
    """The runs of one page by a new visitor."""
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
    app.switch_page(f"dashboard/pages/{page}.py")
    for name, value in {"as_of": day, **ABOUT.get(page, {})}.items():
        app.query_params[name] = value
    found = [timed(app), timed(app)]
    choice = changeable(app)
    if choice:
        choice.set_value(choice.options[-1])
        found.append(timed(app))
    return found


def changeable(app: AppTest) -> Any:
    """The first choice of the page itself; that of the language stands around it."""
    found = [one for one in (*app.selectbox, *app.get("button_group")) if one.key not in ("lang", "known")]
    return next((one for one in found if len(getattr(one, "options", ())) > 1), None)


def timed(app: AppTest) -> Figures:
    """One run of the script, of a page that shows what it is there for."""
    spent = meter()
    app.run()
    found = spent()
    ails = [*app.exception, *app.error, *(one for one in app.warning if one.value == say("door.signed_out"))]
    if ails:
        raise SystemExit(f"a page failed: {ails}")
    return found
