"""What the server answers beside the pages: whether it is well, and the script of the framework's words."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard import store

WIDGETS = Path(__file__).parent / "widgets.js"
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


def widgets(_: Request) -> Response:
    """The script that says the framework's own words in the reader's language."""
    return FileResponse(WIDGETS, media_type="text/javascript", headers={"cache-control": "no-cache"})


ROUTES = [Route("/healthz", health), Route("/taizhang/widgets.js", widgets)]
