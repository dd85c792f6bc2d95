"""The book of accounts held by another program, damaged, or on a full disk: nobody is let in by it, all are told."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import accounts, office_book, sessions, who
from dashboard.web import gate, mode
from tests.dashboard.asking import ask
from tests.dashboard.conftest import APP
from tests.dashboard.test_gate import HTML, behind, cookie_of, sign_in
from tests.faults.test_faults import fill, mounted

PASSWORD = "long enough"
SAID = "账号簿暂时读写不了"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(accounts, "_hasher", accounts.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(office_book, "WAIT_SECONDS", 0.1)
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path))
    accounts.add(tmp_path, "li", "office", by="t", password=PASSWORD)
    return tmp_path


@contextmanager
def held(store: Path) -> Iterator[None]:
    with closing(sqlite3.connect(store / office_book.OFFICE)) as holder:
        holder.execute("begin exclusive")
        yield


@contextmanager
def damaged(store: Path) -> Iterator[None]:
    path = store / office_book.OFFICE
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"damaged" * 999)
    yield
    path.write_bytes(whole)


@pytest.mark.parametrize("harm", [held, damaged])
def test_while_the_book_cannot_be_read_everybody_is_told_so_and_nobody_is_let_in(
    book: Path, harm: Callable[..., object]
):
    app = behind(mode.ACCOUNTS)
    cookie = cookie_of(sign_in(app))
    with harm(book):
        for answer in (ask(app, "/units", headers={**cookie, **HTML}), sign_in(app)):
            assert (answer.status, SAID in answer.body.decode()) == (503, True)
            assert str(book) not in answer.body.decode()
        assert ask(app, "/_stcore/stream", socket=True, headers=cookie).status == 403
    assert ask(app, "/units", headers=cookie).status == 200
    assert sign_in(app).status == 303


def test_on_a_full_disk_who_is_in_stays_in_and_who_comes_is_told(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", "size=1m") as disk:
        shutil.copy(book / office_book.OFFICE, disk)
        monkeypatch.setenv("TAIZHANG_STORE", str(disk))
        app = behind(mode.ACCOUNTS)
        cookie = cookie_of(sign_in(app))
        ballast = fill(disk, 0)
        assert ask(app, "/units", headers=cookie).status == 200
        answer = sign_in(app)
        assert (answer.status, SAID in answer.body.decode()) == (503, True)
        ballast.unlink()
        assert sign_in(app).status == 303


def test_a_page_that_is_open_while_the_book_is_held_says_so_and_shows_nothing(
    book: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(mode.VARIABLE, mode.ACCOUNTS)
    token = sessions.sign_in(book, "li", PASSWORD, "")
    told = {who.SESSION: sessions.hashed(token or ""), who.NAME: "li", who.ORIGIN: ""}
    monkeypatch.setattr(who, "said", lambda: told)
    with held(book):
        app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert ["正被另一个程序占用" in one.value for one in app.error] == [True]
    assert gate.COOKIE not in str(app.markdown)
