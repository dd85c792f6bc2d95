"""Which of the framework's scripts a page is sure to ask for: the browser has them before the first piece comes.

The framework asks for what draws a piece when the piece has come, and for what that script needs when it has come in
turn. They stand in a template, where nobody asks for them; ahead.js takes them out while the page waits for its first
piece, for before that they would only hold up its beginning. Those of small pieces are then made ready, so that no
piece stands as a blank first. The script of the charts, the longest of all, is made ready when a chart has come, by
when there is something to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import streamlit

FIRST_PAGE = "/"
STATIC = Path(streamlit.__file__).parent / "static"
SCRIPTS = STATIC / "static" / "js"
# By their names without what tells one version from another; a test holds that the framework has them.
EVERY_PAGE = ("Html",)
FIRST = ("TextInput",)
CHARTS = "PlotlyChart"
# What a script needs stands at its head, in a few letters each.
NEEDS = re.compile(r"""\b(?:from|import)["'`]\./([\w.-]+\.js)["'`]""")
HEAD = 4096


@lru_cache(maxsize=2)
def links(*, is_first: bool) -> bytes:
    """What tells the browser to fetch them, each once and after what it needs, and which to make ready."""
    ready = [found(stem) for stem in EVERY_PAGE + (FIRST if is_first else ())]
    charts = [found(CHARTS)] if is_first else []
    every = dict.fromkeys(name for script in ready + charts for name in needed(script))
    told = "".join(link(name, is_made_ready=SCRIPTS / name in ready) for name in every)
    return f"<template data-ahead>{told}</template>".encode()


def link(name: str, *, is_made_ready: bool) -> str:
    """One of them."""
    ahead = " data-ahead" if is_made_ready else ""
    return f'<link rel="modulepreload"{ahead} fetchpriority="low" crossorigin href="./static/js/{name}">'


def needed(script: Path) -> Iterator[str]:
    """The names of a script and of all that it needs in turn, but for what the framework's own page asks for."""
    if script.name not in fetched_anyway():
        with script.open(encoding="utf-8") as file:
            for name in NEEDS.findall(file.read(HEAD)):
                yield from needed(SCRIPTS / name)
        yield script.name


@lru_cache(maxsize=1)
def fetched_anyway() -> frozenset[str]:
    """What the framework's own page asks for."""
    return frozenset(re.findall(r"static/js/([\w.-]+\.js)", (STATIC / "index.html").read_text(encoding="utf-8")))


def found(stem: str) -> Path:
    """The script of a name, in the version that is installed."""
    (script,) = (path for path in SCRIPTS.glob(f"{stem}.*.js") if path.name.count(".") == stem.count(".") + 2)
    return script
