"""Which of the framework's scripts a page is sure to ask for: the browser has them before the first piece comes.

The framework asks for what draws a piece when the piece has come, so that on the first page one waits for the script
of the charts, the longest of all, with everything else at hand.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit

FIRST_PAGE = "/"
SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
# By their names without what tells one version from another; a test holds that the framework has them.
EVERY_PAGE = ("Html", "purify.es", "ButtonGroup", "WidgetLabel", "WidgetLabelHelpIconInline", "useBasicWidgetState")
CHARTS = ("PlotlyChart", "withFullScreenWrapper", "printWidthCap", "resolveDefaultExport")
FIRST = ("PageLink", "DownloadButton", "createDownloadLinkElement", *CHARTS)


@lru_cache(maxsize=2)
def links(*, is_first: bool) -> bytes:
    """What tells the browser to fetch them, in the order in which they are needed."""
    names = [one.name for stem in EVERY_PAGE + (FIRST if is_first else ()) for one in found(stem)]
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in names).encode()


def found(stem: str) -> list[Path]:
    """The script of a name, in the version that is installed."""
    return [path for path in SCRIPTS.glob(f"{stem}.*.js") if path.name.count(".") == stem.count(".") + 2]
