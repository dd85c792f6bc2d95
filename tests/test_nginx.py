"""The example for nginx, tried with the real one: who comes in through it, who does not, how large a file may be."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from bench.server import served
from bench.visit import PASSWORD, Cookies, Visit, come, sign_in
from dashboard import accounts, audit
from dashboard.web import gate, mode

EXAMPLE = (Path(__file__).parents[1] / "docs/nginx.conf").read_text(encoding="utf-8")
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
MIB = 1024 * 1024
NEAR, OVER, FAR_OVER = 20 * MIB - 4096, 21 * MIB, 23 * MIB
FORGED = {
    "X-Taizhang-Name": "boss",
    "X-Taizhang-Session": "x",
    "X-Forwarded-User": "boss",
    "X-Forwarded-For": "9.9.9.9",
}
SECRET = "s" * 40
Made = TypeVar("Made")

pytestmark = pytest.mark.skipif(not (NGINX and shutil.which("openssl")), reason="no nginx, or no openssl, here")


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path, quick_passwords: None) -> Path:
    store = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    for name, role in (("li", "office"), ("boss", "administrator")):
        accounts.add(store, name, role, by="t", password=PASSWORD)
    return store


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_hasher", accounts.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate of our own, which every client here believes."""
    made = tmp_path / "fullchain.pem"
    name = ("-subj", "/CN=taizhang.example", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2")
    key = ("-newkey", "rsa:2048", "-nodes", "-keyout", str(tmp_path / "key.pem"))
    subprocess.run(["openssl", "req", "-x509", *key, "-out", str(made), *name], check=True, capture_output=True)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(made))
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    return made


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def through_nginx(behind: str, certificate: Path, *, vouching: bool = False) -> Iterator[str]:
    """The address of nginx, set up as the example says but for ports and places, before a server."""
    folder, port = certificate.parent, free_port()
    said = EXAMPLE.replace("listen 443", f"listen 127.0.0.1:{port}").replace(
        "listen 80;", f"listen 127.0.0.1:{free_port()};"
    )
    said = said.replace("http://127.0.0.1:8501", behind).replace("/etc/ssl/taizhang/", f"{folder}/")
    if vouching:
        said = re.sub("#vouch ", "", said).replace("/etc/nginx/", f"{folder}/")
        word = subprocess.run(
            ["openssl", "passwd", "-apr1", PASSWORD], check=True, capture_output=True, text=True
        ).stdout
        (folder / "taizhang.users").write_text(f"li:{word}wang:{word}")
        (folder / "taizhang.secret").write_text(f'proxy_set_header X-Taizhang-Proxy-Secret "{SECRET}";')
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Its workers are somebody else's otherwise, and may not write in a folder of the tests.
    user = "" if os.geteuid() else "user root;"
    around = f"{user} daemon off; pid {folder}/pid; error_log stderr; events {{}}"
    whole = f"{around} http {{ access_log off; {temporary} {said} }}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", "nginx.conf"], stderr=log)
    try:
        wait_for(port, process)
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail("nginx did not start")


async def page_and_uploads(address: str, cookies: Cookies, more: dict[str, str]) -> tuple[str, list[int]]:
    """What a page shows over the socket, and what becomes of files of three sizes."""
    visit = await come(address, cookies, more)
    await visit.open("upload")
    run = await visit.finished(60)
    assert run.trouble == ""
    text = " ".join(element.html.body for element in visit.elements() if element.WhichOneof("type") == "html")
    told = BackMsg()
    told.file_urls_request.file_names.append("a.xlsx")
    told.file_urls_request.session_id = visit.session
    await visit.socket.send(told.SerializeToString())
    place = (await visit.answers.get()).file_urls_response.file_urls[0].upload_url
    statuses = [await asyncio.to_thread(put, visit, place, size, more) for size in (NEAR, OVER, FAR_OVER)]
    await visit.close()
    return text, statuses


def by_itself(work: Coroutine[Any, Any, Made]) -> Made:
    """Run it on a loop of its own: tests in a browser leave one running in the thread of the tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def put(visit: Visit, place: str, size: int, more: dict[str, str]) -> int:
    headers = {**visit.cookies.headers, **more, "X-Xsrftoken": visit.cookies.xsrf, "Origin": visit.at}
    return requests.put(
        f"{visit.at}{place}", files={"file": ("a.xlsx", bytes(size))}, headers=headers, timeout=60
    ).status_code


def test_with_accounts_people_sign_in_and_nothing_that_a_browser_says_of_itself_is_believed(
    store: Path, certificate: Path
):
    with (
        served("asgi_app.py", store, how=mode.ACCOUNTS) as server,
        through_nginx(server.address, certificate) as address,
    ):
        asked = requests.get(f"{address}/units", headers={"Accept": "text/html", **FORGED}, allow_redirects=False)
        assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=%2Funits")
        assert "max-age" in asked.headers["strict-transport-security"]
        form = {"name": "li", "password": PASSWORD}
        came = requests.post(
            f"{address}/sign-in", data=form, headers={"Origin": address, **FORGED}, allow_redirects=False
        )
        assert "Secure" in came.headers["set-cookie"]
        with pytest.raises(InvalidStatus):
            by_itself(come(address, Cookies("", "", "guessed", ""), FORGED))
        shown, statuses = by_itself(page_and_uploads(address, sign_in(address, "li", ""), FORGED))
        assert ("li · 办公室" in shown, "boss" in shown) == (True, False)
        assert statuses == [204, 413, 413]
    origins = {line["origin"] for line in audit.lines(store) if line["kind"] == "sign_in"}
    assert origins == {"127.0.0.1"}


def test_where_nginx_vouches_its_own_people_come_in_and_only_as_themselves(
    store: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(mode.SECRET, SECRET)
    with (
        served("asgi_app.py", store, how=mode.PROXY) as server,
        through_nginx(server.address, certificate, vouching=True) as address,
    ):
        assert requests.get(f"{address}/units", headers=FORGED).status_code == 401
        assert requests.get(f"{address}/units", headers=FORGED, auth=("wang", PASSWORD)).status_code == 401
        assert requests.get(f"{server.address}/units", headers={**FORGED, "X-Forwarded-User": "li"}).status_code == 401
        health = requests.get(f"{address}/_stcore/health", headers=FORGED, auth=("li", PASSWORD))
        assert health.status_code == 200
        cookies = Cookies("li", "", "", health.cookies.get("_streamlit_xsrf", ""))
        more = {"Authorization": requests.auth._basic_auth_str("li", PASSWORD), **FORGED}
        shown, statuses = by_itself(page_and_uploads(address, cookies, more))
        assert ("li · 办公室" in shown, "boss" in shown) == (True, False)
        assert statuses == [204, 413, 413]
        assert gate.COOKIE not in health.cookies
