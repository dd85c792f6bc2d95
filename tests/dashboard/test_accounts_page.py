"""The page of accounts: made, changed, shut out and signed out, each act noted with who did it and from where."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import accounts, audit, managing, sessions, who
from dashboard.web import mode
from tests.dashboard.lists import tables
from tests.dashboard.signing_in import ORIGIN, opened, signed_in


@pytest.fixture(scope="module")
def boss(rostered_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = Path(shutil.copytree(rostered_store, tmp_path_factory.mktemp("accounts") / "store"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAIZHANG_STORE", str(folder))
        patch.setenv(mode.VARIABLE, mode.ACCOUNTS)
        yield signed_in(folder, "boss", "administrator")


def folder() -> Path:
    return Path(os.environ["TAIZHANG_STORE"])


def page(boss: str, **address: str) -> AppTest:
    app = opened(boss, "accounts", **address)
    assert not app.exception
    return app


def known() -> dict[str, dict[str, object]]:
    return {one["name"]: one for one in accounts.listed(folder())}


def add(app: AppTest, name: str, role: str = "leader", scope: str = "") -> AppTest:
    app.text_input(key="new_account").set_value(name)
    app.selectbox(key="new_role").set_value(role)
    app.selectbox(key="new_scope").set_value(scope)
    app.run()
    return app.button(key="add").click().run()


def test_an_account_is_made_and_its_password_is_shown_once(boss: str) -> None:
    app = add(page(boss), "li", "office", "unit:EDU")
    given = app.code[0].value
    assert (known()["li"]["role"], known()["li"]["scope"]) == ("office", "unit:EDU")
    assert sessions.sign_in(folder(), "li", given, "")
    app.run()
    assert not app.code
    last = [line for line in audit.lines(folder()) if line["kind"] == "account"][-1]
    assert (last["who"], last["origin"]) == ("boss", ORIGIN)
    assert given not in str(audit.lines(folder()))


def test_what_cannot_be_is_said_in_the_readers_words(boss: str) -> None:
    assert "同名" in add(page(boss), "boss").error[0].value
    assert "不能用" in add(page(boss), "a b").error[0].value
    assert "不能限定" in add(page(boss), "wu", "administrator", "unit:EDU").error[0].value
    alone = page(boss, account="boss")
    assert "至少要留一个" in alone.button(key="disable").click().run().error[0].value


def test_one_account_is_changed_shut_out_let_in_reset_and_signed_out(boss: str) -> None:
    signed_in(folder(), "wang", "leader")
    app = page(boss, account="wang")
    assert ORIGIN in str(tables(app)[-1].value)
    app.selectbox(key="role_wang").set_value("analyst").run()
    app.button(key="save").click().run()
    assert known()["wang"]["role"] == "analyst"
    app.button(key="sign_out").click().run()
    assert known()["wang"]["session_count"] == 0
    app.button(key="disable").click().run()
    assert not known()["wang"]["is_enabled"]
    app.button(key="enable").click().run()
    assert known()["wang"]["is_enabled"]
    password = app.button(key="reset").click().run().code[0].value
    assert sessions.sign_in(folder(), "wang", password, "")
    told = [line["what"] for line in audit.lines(folder()) if "wang" in line["what"]]
    for done in ("analyst", "signed_out", '"enabled": false', '"enabled": true', "reset"):
        assert any(done in line for line in told), done


@pytest.mark.parametrize(
    "act",
    [
        managing.listed,
        lambda: managing.open_sessions("boss"),
        lambda: managing.add("x", "administrator", "", outside=False),
        lambda: managing.change("boss", "leader", ""),
        lambda: managing.enable("boss", False),
        lambda: managing.reset("boss"),
        lambda: managing.end_sessions("boss"),
    ],
)
@pytest.mark.parametrize("role", ["leader", "office", "analyst"])
def test_nobody_else_manages_accounts_whatever_called_it(
    act: object, role: str, boss: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = role if role in known() else signed_in(folder(), role, role)  # type: ignore[arg-type]
    session = sessions.hashed(sessions.let_in(folder(), role, "")) if token == role else token
    monkeypatch.setattr(who, "said", lambda: {who.SESSION: session, who.NAME: role, who.ORIGIN: ""})
    with pytest.raises(who.NotAllowed):
        act()  # type: ignore[operator]


def test_the_page_speaks_english_too(boss: str) -> None:
    app = opened(boss, "accounts", lang="en")
    assert not app.exception
    assert "Role" in list(tables(app)[0].value.columns)
