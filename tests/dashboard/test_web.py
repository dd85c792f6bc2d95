"""What every answer of the server carries: the fences, our script, and packed scripts of the framework's."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from dashboard import looks
from dashboard.web import ahead, headers, packing, routes, sockets
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
    ours = f'<script defer src="./{routes.named(routes.SCRIPT)}"></script>'.encode()
    assert answer.body.index(ours) < answer.body.index(b'<script type="module"')
    assert f"script-src 'self' 'sha256-{digest}';" in answer.headers["content-security-policy"]
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_our_style_comes_after_all_that_the_framework_puts_into_the_head() -> None:
    body = ask(headers.Fenced(answering(HTMLResponse(INDEX))), headers=PACKED).body
    ours = f'<link rel="stylesheet" href="./{routes.named(routes.STYLE)}">'.encode()
    assert body.index(b'<div id="root">') < body.index(ours) < body.index(b"</body>")


@pytest.mark.parametrize("path", [routes.SCRIPT, routes.STYLE])
def test_who_comes_again_need_not_ask_for_what_goes_with_every_page_until_it_changes(path: str) -> None:
    app = Starlette(routes=routes.ROUTES)
    answer = ask(app, f"/{routes.named(path)}")
    assert answer.headers["cache-control"] == routes.ALWAYS
    for other in (path, f"{path}?v=old"):
        assert ask(app, other).headers["cache-control"] == "no-cache"


def test_the_scripts_and_the_style_are_whole() -> None:
    assert all((routes.HERE / name).read_bytes() in routes.text(routes.SCRIPT) for name in routes.PARTS)
    style = routes.text(routes.STYLE).decode()
    assert all(path.read_text(encoding="utf-8") in style for path in looks.STYLES)
    assert "--tz-link:light-dark(#1B4F8F,#9CC4F5)" in style


def fetched_ahead(path: str) -> dict[str, bool]:
    """The scripts that a page has the browser fetch ahead of its first piece, and whether they are made ready too."""
    body = ask(headers.Fenced(answering(HTMLResponse(INDEX))), path).body.decode()
    after = body[body.index('<script type="module"') : body.index("</head>")]
    link = r'<link rel="modulepreload"( data-ahead)? fetchpriority="low" crossorigin href="./static/js/([^"]+)">'
    return {name: bool(ready) for ready, name in re.findall(link, after)}


@pytest.mark.parametrize(
    ("path", "stems"), [("/", [*ahead.EVERY_PAGE, *ahead.FIRST, ahead.CHARTS]), ("/units", [*ahead.EVERY_PAGE])]
)
def test_what_a_page_is_sure_to_need_is_fetched_with_all_that_it_needs_in_turn(path: str, stems: list[str]) -> None:
    fetched = fetched_ahead(path)
    assert {ahead.found(stem).name for stem in stems} <= set(fetched)
    for name in fetched:
        text = (ahead.SCRIPTS / name).read_text(encoding="utf-8")
        needs = re.findall(r"""(?:from|import)["'`]\./([^"'`]+)["'`]""", text)
        assert all(need in fetched or f"static/js/{need}".encode() in INDEX for need in needs), name


def test_the_script_of_the_charts_is_fetched_last_and_made_ready_when_a_chart_has_come() -> None:
    fetched = fetched_ahead("/")
    assert {name for name, ready in fetched.items() if ready} == {
        ahead.found(stem).name for stem in (*ahead.EVERY_PAGE, *ahead.FIRST)
    }
    assert list(fetched)[-1] == ahead.found(ahead.CHARTS).name


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_UNIX])
def test_an_answer_in_two_pieces_waits_for_nobody_to_confirm_the_first(
    family: socket.AddressFamily, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uvicorn.Server, "startup", uvicorn.Server.startup)
    sockets.send_at_once()

    async def accepted() -> tuple[int, bytes]:
        server = uvicorn.Server(uvicorn.Config(answering(Response(b"x")), lifespan="off", log_level="error"))
        server.config.load()
        server.lifespan = server.config.lifespan_class(server.config)
        with socket.socket(family) as listener:
            listener.bind(("127.0.0.1", 0) if family == socket.AF_INET else str(tmp_path / "s"))
            await server.startup([listener])
            reader, writer = await asyncio.open_connection(sock=connected(listener))
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            head = await reader.readline()
            (one,) = server.server_state.connections
            told = one.transport.get_extra_info("socket")
            at_once = told.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) if family == socket.AF_INET else 1
            writer.close()
            await server.shutdown([listener])
            return at_once, head

    # Where a browser is tested, this thread has a loop that runs already.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, accepted()).result() == (1, b"HTTP/1.1 200 OK\r\n")


def connected(listener: socket.socket) -> socket.socket:
    one = socket.socket(listener.family)
    one.connect(listener.getsockname())
    return one


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
