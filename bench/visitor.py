"""Somebody who hands a workbook in on the upload page and waits for its findings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from bench.meter import Figures, meter
from bench.reports import WRONG_CELLS
from dashboard import desk
from dashboard.web import mode

APP = Path(__file__).parents[1] / "streamlit_app.py"
PATIENCE = 60


def hand_in(path: Path) -> Figures:
    """A new visit: what it costs until the findings are shown, and until the page is at its end."""
    os.environ[mode.VARIABLE] = mode.DEMO
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
    app.switch_page("dashboard/pages/upload.py").run()
    app.file_uploader[0].set_value([(path.name, path.read_bytes(), "application/octet-stream")])
    shown: list[Figures] = []
    spent = meter()
    with told_when_shown(lambda: shown.append(spent())):
        app.run()
        at_end = spent()
    found = sum(one.proto.body.count("<tr") - 1 for one in app.get("html") if "<tbody" in one.proto.body)
    if app.exception or len(shown) != 1 or found < WRONG_CELLS:
        raise SystemExit(f"the page did not show its findings: {app.exception}, {shown}, {found}")
    return {**shown[0], **{f"whole_{name}": value for name, value in at_end.items()}}


@contextmanager
def told_when_shown(tell: Callable[[], None]) -> Iterator[None]:
    """Tell when the page has put its findings out, which is before it is at its end."""
    show = desk.findings

    def shown(results: Any) -> None:
        show(results)
        tell()

    desk.findings = shown
    try:
        yield
    finally:
        desk.findings = show
