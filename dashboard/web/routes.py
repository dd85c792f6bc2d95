"""What the server answers beside the pages: whether it is well, and the scripts that go with every page."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard import store

HERE = Path(__file__).parent
# The framework's words in the reader's language; links that open in place; lists whose headings sort them; tables
# as blocks on a narrow screen; what is Chinese on an English page; where the keyboard begins; what draws the charts,
# made ready.
SCRIPTS = ("widgets.js", "ways.js", "lists.js", "blocks.js", "tongues.js", "arrive.js", "ahead.js")
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


@lru_cache(maxsize=len(SCRIPTS))
def version(name: str) -> str:
    """What tells this version of a script from every other."""
    return hashlib.sha256((HERE / name).read_bytes()).hexdigest()[:12]


def named(name: str) -> str:
    """A script under the name of its version."""
    return f"{name}?v={version(name)}"


def script(request: Request) -> Response:
    """One of the scripts that go with every page."""
    name = request.url.path.rpartition("/")[2]
    kept = ALWAYS if request.query_params.get("v") == version(name) else ASK_AGAIN
    return FileResponse(HERE / name, media_type="text/javascript", headers={"cache-control": kept})


ROUTES = [Route("/healthz", health), *(Route(f"/taizhang/{name}", script) for name in SCRIPTS)]
