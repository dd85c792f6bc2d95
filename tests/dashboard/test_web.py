"""What every answer of the server carries: the fences, our script, and packed scripts of the framework's."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from dashboard.web import ahead, headers, packing, routes
from tests.dashboard.asking import ask

INDEX = (Path(streamlit.__file__).parent / "static/index.html").read_bytes()
PACKED = {"accept-encoding": "gzip"}


def answering(answer: Response) -> Starlette:
    async def endpoint(_: Request) -> Response:
        return answer

    return Starlette(routes=[Route("/{path:path}", endpoint)])


def test_the_page_of_the_framework_carries_our_scripts_and_may_run_no_other_inline_one() -> None:
    answer = ask(headers.Fenced(answering(HTMLResponse(INDEX))), headers=PACKED)
    inline = headers.INLINE.findall(INDEX)
    assert len(inline) == 1
    digest = base64.b64encode(hashlib.sha256(inline[0]).digest()).decode()
    for name in routes.SCRIPTS:
        assert f'<script src="./taizhang/{routes.named(name)}"></script>'.encode() in answer.body
    assert f"script-src 'self' 'sha256-{digest}';" in answer.headers["content-security-policy"]
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_who_comes_again_need_not_ask_for_our_scripts_until_they_change() -> None:
    app = Starlette(routes=routes.ROUTES)
    for name in routes.SCRIPTS:
        here = f"/taizhang/{name}"
        assert ask(app, f"{here}?v={routes.version(name)}").headers["cache-control"] == routes.ALWAYS
        assert (
            ask(app, here).headers["cache-control"] == ask(app, f"{here}?v=old").headers["cache-control"] == "no-cache"
        )


def test_the_framework_has_each_script_that_is_fetched_ahead_and_no_other_of_its_name() -> None:
    for stem in (*ahead.EVERY_PAGE, *ahead.FIRST):
        assert len(ahead.found(stem)) == 1, stem


@pytest.mark.parametrize(("path", "stems"), [("/", ahead.EVERY_PAGE + ahead.FIRST), ("/units", ahead.EVERY_PAGE)])
def test_what_a_page_is_sure_to_need_is_fetched_before_its_first_piece_comes(path: str, stems: tuple[str, ...]) -> None:
    body = ask(headers.Fenced(answering(HTMLResponse(INDEX))), path).body.decode()
    before = body[: body.index("<script>")]
    fetched = re.findall(r'<link rel="modulepreload" crossorigin href="./static/js/([^"]+)">', before)
    assert fetched == [ahead.found(stem)[0].name for stem in stems]


def test_every_answer_is_fenced_in() -> None:
    answer = ask(headers.Fenced(answering(Response(b"x", media_type="image/png"))), "/media/x.png")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_static_script_is_packed_once_and_unpacks_to_what_it_was() -> None:
    script = b"let taizhang = 1;\n" * 500
    app = packing.Packed(answering(Response(script, media_type="application/javascript")))
    for _ in range(2):
        answer = ask(app, "/static/js/a.js", headers=PACKED)
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(answer.body) == script
    assert list(app.kept) == ["/static/js/a.js"]


def test_a_reader_who_leaves_half_way_leaves_nobody_half_a_script(tmp_path: Path) -> None:
    script = b"let taizhang = 1;\n" * 50_000
    (tmp_path / "a.js").write_bytes(script)
    app = packing.Packed(answering(FileResponse(tmp_path / "a.js", media_type="application/javascript")))
    for stays in (False, True):
        body = ask(app, "/static/js/a.js", headers=PACKED, stays=stays).body
        assert gzip.decompress(body) == script


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/static/js/a.js", {}), ("/static/js/a.js", {**PACKED, "range": "bytes=0-9"}), ("/media/a.js", PACKED)],
)
def test_what_need_not_be_packed_goes_out_as_it_is(path: str, asked: dict[str, str]) -> None:
    script = b"let taizhang = 1;\n" * 500
    app = packing.Packed(answering(Response(script, media_type="application/javascript")))
    assert "content-encoding" not in ask(app, path, headers=asked).headers


def test_the_server_says_that_it_is_well_and_from_which_build(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAIZHANG_STORE", str(demo_store))
    answer = ask(Starlette(routes=routes.ROUTES), "/healthz")
    assert answer.status == 200
    assert json.loads(answer.body)["status"] == "ok"


def test_a_server_without_a_store_says_so_and_not_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path / "nowhere"))
    answer = ask(Starlette(routes=routes.ROUTES), "/healthz")
    assert (answer.status, json.loads(answer.body)) == (503, {"status": "no store"})
