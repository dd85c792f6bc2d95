"""Each role at each door: which pages it may open, which acts it may do, and what an address can force."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import accounts, audit, office, rulings, sessions, who, withdrawals
from dashboard.roles import ROLES, Role
from dashboard.web import mode
from tests.dashboard.conftest import APP, pieces
from tests.dashboard.lists import tables

PAGES = sorted(path.stem for path in (APP.parent / "dashboard/pages").glob("*.py"))
WORKERS: set[Role] = {"office", "administrator"}
OPEN_TO: dict[str, set[Role]] = {
    "upload": WORKERS,
    "names": WORKERS,
    "sql": {"analyst", "administrator"},
    "accounts": {"administrator"},
    "audit": {"administrator"},
}
DAY = date(2009, 6, 15)
DOING: dict[str, Callable[[], object]] = {
    "hand files in": lambda: office.hand_in([("a.xlsx", b"")]),
    "withdraw an upload": lambda: withdrawals.withdraw("U0001", "because"),
    "take a withdrawal back": lambda: withdrawals.restore("U0001", "because"),
    "teach a name": lambda: rulings.learn("unit", "", "教育居", "B10"),
    "decide a reading": lambda: rulings.decide("before", "strict", "li", "because", seen="inclusive"),
    "publish": office.publish,
    "take a waiver back": lambda: rulings.taking_back(("B10", "discussion", "延期", DAY), "because"),
}
# What each page with something to do on it offers only to who may do it, and the address that shows it.
OFFERED = {
    "uploads": ({"upload": "U0018"}, "撤回"),
    "waivers": ({}, "登记"),
    "readings": ({}, "说法"),
}


@pytest.fixture(scope="module")
def signed(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Role, str]]:
    """A session of somebody in each role, on a copy of the demo's store."""
    folder = Path(shutil.copytree(demo_store, tmp_path_factory.mktemp("roles") / "store"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAIZHANG_STORE", str(folder))
        patch.setenv(mode.VARIABLE, mode.ACCOUNTS)
        yield {role: signed_in(folder, role) for role in ROLES}


def signed_in(folder: Path, role: Role) -> str:
    accounts.add(folder, role, role, by="t", password="long enough")
    token = sessions.sign_in(folder, role, "long enough", "10.0.0.9")
    assert token
    return sessions.hashed(token)


def opened(session: str | None, page: str = "", **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = {who.SESSION: session, who.NAME: "boss", who.ORIGIN: "10.0.0.9"}
    app.run()
    if page:
        app.switch_page(f"dashboard/pages/{page}.py")
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
    return app


@pytest.mark.parametrize("session", [None, "", "guessed", "' or 1=1 --"])
def test_a_page_without_a_session_shows_nothing_but_the_way_to_the_door(
    session: str | None, signed: dict[Role, str]
) -> None:
    app = opened(session)
    assert [one.value for one in app.warning] == ["您已退出登录，或登录已过期。请重新登录。"]
    assert not app.metric
    assert not app.button


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_its_pages_and_no_other_is_known_there(role: Role, signed: dict[Role, str]) -> None:
    app = opened(signed[role])
    assert not app.exception
    for page in PAGES:
        if role in OPEN_TO.get(page, ROLES):
            app.switch_page(f"dashboard/pages/{page}.py")
        else:
            with pytest.raises(ValueError, match=page):
                app.switch_page(f"dashboard/pages/{page}.py")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", OFFERED)
def test_what_may_not_be_done_is_not_offered(page: str, role: Role, signed: dict[Role, str]) -> None:
    address, word = OFFERED[page]
    app = opened(signed[role], page, **address)
    assert not app.exception
    offered = [one.label for one in (*app.toggle, *app.selectbox, *app.get("download_button"))]
    assert any(word in label for label in offered) == (role in WORKERS)


def test_whoever_is_shut_out_while_a_page_is_open_is_told_at_the_next_click(signed: dict[Role, str]) -> None:
    folder = Path(os.environ["TAIZHANG_STORE"])
    accounts.add(folder, "li", "office", by="t", password="long enough")
    token = sessions.sign_in(folder, "li", "long enough", "")
    assert token
    app = opened(sessions.hashed(token))
    assert list(pieces(app))
    accounts.change(folder, "li", by="t", enabled=False)
    assert "请重新登录" in opened_again(app)


def opened_again(app: AppTest) -> str:
    app.run()
    assert not list(pieces(app))
    return str([one.value for one in app.warning])


def test_the_administrator_reads_who_did_what_and_from_where(signed: dict[Role, str]) -> None:
    app = opened(signed["administrator"], "audit")
    assert not app.exception
    shown = tables(app)[0].value
    assert {"leader", "office", "analyst", "administrator"} <= set(shown["何人"])
    assert "10.0.0.9" in set(shown["来自"])
    assert any("日志完整" in one.value for one in app.caption)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", DOING)
def test_an_act_is_done_only_by_who_may_whatever_called_it(
    act: str, role: Role, signed: dict[Role, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(who, "said", lambda: {who.SESSION: signed[role], who.NAME: role, who.ORIGIN: ""})
    if role in WORKERS:
        assert office.by_whom() == role
        return
    with pytest.raises(who.NotAllowed):
        DOING[act]()


def test_a_refused_act_is_in_the_log_with_who_tried(signed: dict[Role, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who, "said", lambda: {who.SESSION: signed["leader"], who.NAME: "x", who.ORIGIN: "10.0.0.9"})
    with pytest.raises(who.NotAllowed):
        office.publish()
    last = audit.latest(Path(os.environ["TAIZHANG_STORE"]), 1)[0]
    assert (last["kind"], last["who"], last["origin"]) == ("refused", "leader", "10.0.0.9")
