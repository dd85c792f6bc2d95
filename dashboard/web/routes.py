"""What the server answers beside the pages: whether it is well, and the scripts that go with every page."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard import store

HERE = Path(__file__).parent
# The framework's words in the reader's language; links that open in place; lists whose headings sort them; where
# the keyboard begins.
SCRIPTS = ("widgets.js", "ways.js", "lists.js", "arrive.js")
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


def script(request: Request) -> Response:
    """One of the scripts that go with every page."""
    name = request.url.path.rpartition("/")[2]
    return FileResponse(HERE / name, media_type="text/javascript", headers={"cache-control": "no-cache"})


ROUTES = [Route("/healthz", health), *(Route(f"/taizhang/{name}", script) for name in SCRIPTS)]
