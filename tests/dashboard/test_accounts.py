"""Accounts: who comes in, who does not, and when somebody is out again."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard import accounts, audit, locks, office_book, sessions
from dashboard.roles import Visitor


@pytest.fixture
def book(quick_hashes: None, tmp_path: Path) -> Path:
    return tmp_path


def signed_in(book: Path, name: str = "li", password: str = "long enough") -> str:
    accounts.add(book, name, "office", by="t", password=password)
    token = sessions.sign_in(book, name, password, "10.0.0.9")
    assert token
    return token


def test_the_right_password_opens_a_session_and_a_wrong_one_none(book: Path) -> None:
    token = signed_in(book)
    assert sessions.session(book, sessions.hashed(token)) == sessions.Session(Visitor("li", "office"), False)
    assert sessions.sign_in(book, "li", "not this one", "10.0.0.9") is None
    assert sessions.sign_in(book, "nobody", "long enough", "10.0.0.9") is None


def test_neither_password_nor_token_stands_in_the_book(book: Path) -> None:
    token = signed_in(book)
    content = (book / office_book.OFFICE).read_bytes()
    assert token.encode() not in content
    assert b"long enough" not in content
    assert b"$argon2id$" in content


def test_a_password_costs_who_guesses_it_64_mebibytes_a_try() -> None:
    assert "m=65536,t=3" in accounts._hasher.hash("long enough")


def test_the_first_administrator_has_a_one_time_password_that_must_be_changed(book: Path) -> None:
    given = accounts.first(book)
    assert given
    assert accounts.first(book) is None
    token = sessions.sign_in(book, "admin", given, "")
    assert token
    session = sessions.session(book, sessions.hashed(token))
    assert session
    assert session.must_change


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(book: Path) -> None:
    signed_in(book)
    for _ in range(locks.MOST_FROM_ONE_PLACE):
        assert sessions.sign_in(book, "li", "not this one", "") is None
    with pytest.raises(accounts.Locked):
        sessions.sign_in(book, "li", "long enough", "")
    accounts.change(book, "li", by="t", enabled=True)
    assert sessions.sign_in(book, "li", "long enough", "")


@pytest.mark.parametrize("how", ["disabled", "reset", "signed out everywhere", "expired"])
def test_a_session_is_over_when_it(how: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    token_hash = sessions.hashed(signed_in(book))
    accounts.add(book, "boss", "administrator", by="t")
    if how == "disabled":
        accounts.change(book, "li", by="t", enabled=False)
    elif how == "reset":
        accounts.reset(book, "li", by="t")
    elif how == "signed out everywhere":
        sessions.sign_out(book, "", Visitor("li", "office"), "", everywhere=True)
    else:
        late = accounts.now() + sessions.SESSION + timedelta(seconds=1)
        monkeypatch.setattr(accounts, "now", lambda: late)
    assert sessions.session(book, token_hash) is None


def test_signing_out_ends_this_session_and_no_other(book: Path) -> None:
    one = sessions.hashed(signed_in(book))
    other = sessions.sign_in(book, "li", "long enough", "")
    assert other
    sessions.sign_out(book, one, Visitor("li", "office"), "")
    assert sessions.session(book, one) is None
    assert sessions.session(book, sessions.hashed(other))


def test_another_role_holds_at_once_in_a_session_that_is_open(book: Path) -> None:
    token_hash = sessions.hashed(signed_in(book))
    accounts.add(book, "boss", "administrator", by="t")
    accounts.change(book, "li", by="t", role="leader")
    session = sessions.session(book, token_hash)
    assert session
    assert session.visitor.role == "leader"


def test_the_last_administrator_stays(book: Path) -> None:
    accounts.first(book)
    for change in ({"role": "leader"}, {"enabled": False}):
        with pytest.raises(accounts.Refused, match="no enabled administrator"):
            accounts.change(book, "admin", by="t", **change)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "<li>", "x" * 65, "a\n"])
def test_a_name_that_could_be_taken_for_something_else_is_refused(name: str, book: Path) -> None:
    with pytest.raises(accounts.Refused):
        accounts.add(book, name, "office", by="t")


def test_whom_a_proxy_vouches_for_needs_an_account_and_has_no_password_to_guess(book: Path) -> None:
    accounts.add(book, "li", "analyst", by="t", outside=True)
    assert sessions.vouched(book, "li") == sessions.Session(Visitor("li", "analyst"), False)
    assert sessions.vouched(book, "wang") is None
    assert sessions.sign_in(book, "li", "", "") is None


def test_the_log_tells_of_each_but_never_of_a_password_or_an_unknown_name(book: Path) -> None:
    signed_in(book)
    sessions.sign_in(book, "my secret typed into the wrong field", "x", "10.0.0.9")
    found = audit.lines(book)
    assert [(line["kind"], line["who"]) for line in found] == [
        ("account", "t"),
        ("sign_in", "li"),
        ("sign_in_failed", "?"),
    ]
    assert "my secret" not in str(found)


def test_the_log_only_grows(book: Path) -> None:
    signed_in(book)
    for sql in ("delete from audit", "update audit set who = 'somebody else'"):
        with (
            sqlite3.connect(book / office_book.OFFICE) as connection,
            pytest.raises(sqlite3.IntegrityError, match="only grows"),
        ):
            connection.execute(sql)


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("update audit set who = 'x' where number = 2", "line 2: is not what was written"),
        ("delete from audit where number = 2", "line 2: found line 3 in its place"),
    ],
)
def test_whoever_gets_round_that_breaks_the_chain(tampering: str, told: str, book: Path) -> None:
    for number in range(3):
        audit.note(book, "export", {"number": number}, who="li", origin="")
    assert not list(audit.broken(audit.lines(book)))
    with sqlite3.connect(book / office_book.OFFICE) as connection:
        connection.executescript("drop trigger audit_is_not_changed; drop trigger audit_is_not_shortened;")
        connection.execute(tampering)
    assert any(told in fault for fault in audit.broken(audit.lines(book)))


def test_who_is_at_a_page_is_asked_of_the_book_once_and_again_when_it_was_written(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add(book, "li", "office", by="t", password="long enough")
    token = sessions.hashed(sessions.let_in(book, "li", ""))
    monkeypatch.setattr(office_book, "SETTLED_NS", 0)
    moment = accounts.now()
    monkeypatch.setattr(accounts, "now", lambda: moment)
    asked: list[str] = []
    ask = office_book._asked
    monkeypatch.setattr(office_book, "_asked", lambda *given: asked.append(given[2]) or ask(*given))
    for _ in range(3):
        assert sessions.session(book, token)
    assert len(asked) == 1
    time.sleep(0.02)  # the file's clock ticks
    with closing(sqlite3.connect(book / office_book.OFFICE)) as other, other:
        other.execute("update accounts set is_enabled = 0")
    assert sessions.session(book, token) is None


def test_a_book_that_was_written_a_moment_ago_is_asked_each_time(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add(book, "li", "office", by="t", password="long enough")
    monkeypatch.setattr(office_book, "SETTLED_NS", 10**15)
    asked: list[str] = []
    ask = office_book._asked
    monkeypatch.setattr(office_book, "_asked", lambda *given: asked.append(given[2]) or ask(*given))
    assert sessions.vouched(book, "li") and sessions.vouched(book, "li")
    assert len(asked) == 2
