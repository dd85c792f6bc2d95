"""What the server answers beside the pages: whether it is well, and the scripts that go with every page."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import store

HERE = Path(__file__).parent
# The framework's words in the reader's language; links that open in place; lists whose headings sort them; tables
# as blocks on a narrow screen; what is Chinese on an English page; where the keyboard begins; what draws the pieces,
# made ready. They go out as one, so that a page waits for one answer.
PARTS = ("widgets.js", "ways.js", "lists.js", "blocks.js", "tongues.js", "arrive.js", "ahead.js")
SCRIPT = "/taizhang/pages.js"
# Under the name of a version a script never changes, so whoever comes again need not ask whether it has.
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


@lru_cache(maxsize=1)
def text() -> bytes:
    """The scripts that go with every page."""
    return b"\n".join((HERE / name).read_bytes() for name in PARTS)


@lru_cache(maxsize=1)
def version() -> str:
    """What tells this version of them from every other."""
    return hashlib.sha256(text()).hexdigest()[:12]


def named() -> str:
    """Where they are from the first page, under the name of their version."""
    return f"{SCRIPT.removeprefix('/')}?v={version()}"


def script(request: Request) -> Response:
    """The scripts that go with every page."""
    kept = ALWAYS if request.query_params.get("v") == version() else ASK_AGAIN
    return Response(text(), media_type="text/javascript", headers={"cache-control": kept})


ROUTES = [Route("/healthz", health), Route(SCRIPT, script)]
