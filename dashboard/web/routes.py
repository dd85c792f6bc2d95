"""What the server answers beside the pages: whether it is well, and the scripts and the style of every page."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import looks, store

HERE = Path(__file__).parent
# The framework's words in the reader's language; links that open in place; what the menu opens; lists whose headings
# sort them; tables as blocks on a narrow screen; cells in words; what is Chinese on an English page; where the keyboard
# begins; what draws the pieces, made ready. They go out as one, so that a page waits for one answer.
PARTS = (
    "widgets.js",
    "ways.js",
    "menus.js",
    "lists.js",
    "blocks.js",
    "cells.js",
    "tongues.js",
    "arrive.js",
    "ahead.js",
)
SCRIPT, STYLE = "/taizhang/pages.js", "/taizhang/pages.css"
# Under the name of a version neither ever changes, so whoever comes again need not ask whether it has.
ALWAYS, ASK_AGAIN = "private, max-age=31536000, immutable", "no-cache"
AILING = {
    store.NoStore: "no store",
    store.NotPublished: "nothing published",
    store.Damaged: "damaged",
    store.OfAnotherVersion: "built by another version",
}


def health(_: Request) -> Response:
    """Whether there is something to show: 200 when there is, 503 and why when not. Nothing of the inside."""
    try:
        facts = store.query("chrome__facts").row(0, named=True)
    except tuple(AILING) as reason:
        return JSONResponse({"status": AILING[type(reason)]}, status_code=503)
    return JSONResponse({"status": "ok", "ledger_number": facts["ledger_number"]})


@lru_cache(maxsize=2)
def text(path: str) -> bytes:
    """What goes with every page: the scripts, or the style."""
    if path == STYLE:
        return looks.text().encode()
    return b"\n".join((HERE / name).read_bytes() for name in PARTS)


@lru_cache(maxsize=2)
def version(path: str) -> str:
    """What tells this version of it from every other."""
    return hashlib.sha256(text(path)).hexdigest()[:12]


def named(path: str) -> str:
    """Where it is from the first page, under the name of its version."""
    return f"{path.removeprefix('/')}?v={version(path)}"


def kept(path: str, media_type: str) -> Route:
    """What answers with it."""

    def answer(request: Request) -> Response:
        kept = ALWAYS if request.query_params.get("v") == version(path) else ASK_AGAIN
        return Response(text(path), media_type=media_type, headers={"cache-control": kept})

    return Route(path, answer)


ROUTES = [Route("/healthz", health), kept(SCRIPT, "text/javascript"), kept(STYLE, "text/css")]
