"""Wrong passwords: who has to wait for them, how long, and who has not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dashboard import accounts, audit, locks, sessions

RIGHT, WRONG = "long enough", "not this one"
HOME, STRANGER = "10.0.0.9", "192.0.2.1"


@pytest.fixture
def book(quick_hashes: None, tmp_path: Path) -> Path:
    accounts.add(tmp_path, "li", "office", by="t", password=RIGHT)
    return tmp_path


def is_locked(book: Path, origin: str, name: str = "li", password: str = RIGHT) -> bool:
    try:
        sessions.sign_in(book, name, password, origin)
    except accounts.Locked:
        return True
    return False


def guess(book: Path, count: int, origin: str = STRANGER, name: str = "li") -> None:
    for _ in range(count):
        sessions.sign_in(book, name, WRONG, origin)


def guess_from_many(book: Path, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        sessions.sign_in(book, "li", WRONG, f"198.51.100.{number}")


def test_a_stranger_locks_the_name_for_himself_and_not_for_whose_it_is(book: Path) -> None:
    guess(book, locks.MOST_FROM_ONE_PLACE)
    assert is_locked(book, STRANGER)
    assert not is_locked(book, HOME)


def test_the_lock_ends_by_itself_and_comes_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guess(book, locks.MOST_FROM_ONE_PLACE)
    late = accounts.now() + locks.LOCKED + timedelta(seconds=1)
    monkeypatch.setattr(accounts, "now", lambda: late)
    guess(book, locks.MOST_FROM_ONE_PLACE)
    assert is_locked(book, STRANGER)


def test_many_addresses_do_not_shut_out_who_came_in_from_his_own_lately(book: Path) -> None:
    assert not is_locked(book, HOME)
    guess_from_many(book, locks.MOST_FROM_ANYWHERE)
    assert is_locked(book, "203.0.113.7")
    assert not is_locked(book, HOME)


def test_strange_addresses_wait_longer_with_each_wrong_password_but_never_long(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = accounts.now()
    monkeypatch.setattr(accounts, "now", lambda: begun)
    guess_from_many(book, locks.MOST_FROM_ANYWHERE)
    waits = []
    for number in range(locks.MOST_FROM_ANYWHERE, locks.MOST_FROM_ANYWHERE + 12):
        with accounts.office_book.opened(book, accounts.SCHEMA) as opened:
            waits.append(locks.waits_until(opened, "li", begun) - begun)
            locks.failed(opened, "li", f"198.51.100.{number}", begun)
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=1)
    assert waits[-1] == locks.LONGEST_WAIT


def test_one_network_of_the_newer_kind_is_one_place(book: Path) -> None:
    for number in range(locks.MOST_FROM_ONE_PLACE):
        sessions.sign_in(book, "li", WRONG, f"2001:db8:1:2::{number}")
    assert is_locked(book, "2001:db8:1:2:ffff::1")
    assert not is_locked(book, "2001:db8:1:3::1")


def test_a_name_that_nobody_has_is_locked_like_any_other_and_never_written_down(book: Path) -> None:
    guess(book, locks.MOST_FROM_ONE_PLACE, name="my-secret")
    assert is_locked(book, STRANGER, name="my-secret")
    assert b"my-secret" not in (book / accounts.office_book.OFFICE).read_bytes()
    assert {line["who"] for line in audit.lines(book)} == {"t", "?"}


def test_the_right_password_from_one_place_forgets_the_wrong_ones_of_that_place_alone(book: Path) -> None:
    guess(book, locks.MOST_FROM_ONE_PLACE - 1, origin=HOME)
    assert not is_locked(book, HOME)
    guess(book, locks.MOST_FROM_ONE_PLACE - 1, origin=HOME)
    assert not is_locked(book, HOME)
    guess(book, locks.MOST_FROM_ONE_PLACE)
    assert not is_locked(book, HOME)
    assert is_locked(book, STRANGER)
