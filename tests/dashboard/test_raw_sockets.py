"""A running server asked by raw WebSockets: forged pages, foreign sessions, no cookie, another's file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from dashboard import accounts, sessions
from dashboard.roles import ROLES
from dashboard.web import gate, mode
from tests.browser import conftest
from tests.dashboard import raw_socket
from tests.dashboard.test_roles import OPEN_TO


@pytest.fixture(scope="module")
def store(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(demo_store, tmp_path_factory.mktemp("sockets") / "store"))


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(mode.VARIABLE, mode.ACCOUNTS)
        yield from conftest.serve(store)


@pytest.fixture(scope="module")
def cookies(store: Path) -> dict[str, str]:
    for role in ROLES:
        accounts.add(store, role, role, by="t", password="long enough")
    accounts.add(store, "unit", "office", by="t", password="long enough", scope="unit:B10")
    return {name: f"{gate.COOKIE}={sessions.let_in(store, name, '')}" for name in (*ROLES, "unit")}


@pytest.fixture(scope="module")
def pages(address: str, cookies: dict[str, str]) -> dict[str, str]:
    """The hash of every page, as the administrator's browser is told."""
    with raw_socket.opened(address, cookies["administrator"]) as socket:
        return raw_socket.run(socket).pages


def test_a_socket_without_a_cookie_or_with_a_guessed_one_is_not_opened(address: str) -> None:
    for cookie in ("", f"{gate.COOKIE}=guessed", "x-taizhang-session=guessed"):
        with pytest.raises(InvalidStatus), raw_socket.opened(address, cookie):
            pass


@pytest.mark.parametrize("name", [*ROLES, "unit"])
def test_the_forged_hash_of_a_page_leads_only_who_may_open_it_there(
    name: str, address: str, cookies: dict[str, str], pages: dict[str, str]
) -> None:
    role = "office" if name == "unit" else name
    with raw_socket.opened(address, cookies[name]) as socket:
        for page in OPEN_TO:
            may = role in OPEN_TO[page] and (name != "unit" or page == "upload")
            assert (raw_socket.run(socket, pages[page]).page == pages[page]) == may, page


def test_the_session_of_another_is_not_resumed(address: str, cookies: dict[str, str], pages: dict[str, str]) -> None:
    with raw_socket.opened(address, cookies["administrator"]) as socket:
        foreign = raw_socket.run(socket).session
        assert foreign
    with raw_socket.opened(address, cookies["leader"], foreign) as socket:
        found = raw_socket.run(socket, pages["audit"])
    assert found.page != pages["audit"]
    assert "audit" not in found.pages


def test_who_is_shut_out_gets_nothing_more_through_a_socket_that_is_open(
    address: str, cookies: dict[str, str], store: Path
) -> None:
    accounts.add(store, "wang", "leader", by="t", password="long enough")
    token = sessions.let_in(store, "wang", "")
    with raw_socket.opened(address, f"{gate.COOKIE}={token}") as socket:
        assert "教育局".encode() in raw_socket.run(socket).told
        accounts.change(store, "wang", by="t", enabled=False)
        told = raw_socket.run(socket).told
        assert "请重新登录".encode() in told
        assert "教育局".encode() not in told


def test_one_with_a_scope_is_told_of_nobody_else_through_a_raw_socket(
    address: str, cookies: dict[str, str], pages: dict[str, str]
) -> None:
    with raw_socket.opened(address, cookies["unit"]) as socket:
        found = raw_socket.run(socket, pages["units"])
    assert "您只看到".encode() in found.told
    assert "第二指导检查组".encode() not in found.told
