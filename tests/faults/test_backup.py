"""A backup is made while the office works, and what is restored of it is the same store to the last row."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard import accounts, office_book, sessions
from ingest import intake, ledger, snapshots
from ingest.verify import fingerprints, verify
from taizhang import cli
from tests.ingest.stores import meeting

TABLE = "create table if not exists kept (word text);"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def store(plain_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(plain_store, tmp_path / "store"))


def test_what_the_office_keeps_for_itself_comes_along_and_only_the_owner_may_read_it(store: Path, tmp_path: Path):
    with office_book.opened(store, TABLE) as book:
        book.execute("insert into kept values ('账户')")
    intake.back_up(store, tmp_path / "backup.zip")
    intake.bring_back(tmp_path / "backup.zip", tmp_path / "restored")
    with office_book.opened(tmp_path / "restored", TABLE) as book:
        assert [row["word"] for row in book.execute("select word from kept")] == ["账户"]
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "backup.zip", tmp_path / "restored/office.sqlite")}
    assert modes == {0o600}


def test_whoever_was_signed_in_is_signed_out_by_a_restore_and_stands_in_no_backup(store: Path, tmp_path: Path):
    accounts.add(store, "li", "office", by="t", password="long enough")
    token = sessions.sign_in(store, "li", "long enough", "10.0.0.9")
    assert token
    intake.back_up(store, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert sessions.hashed(token).encode() not in archive.read("office.sqlite")
    intake.bring_back(tmp_path / "backup.zip", tmp_path / "restored")
    assert sessions.session(tmp_path / "restored", sessions.hashed(token)) is None
    assert sessions.session(store, sessions.hashed(token))
    assert sessions.sign_in(tmp_path / "restored", "li", "long enough", "10.0.0.9")


def test_a_backup_made_while_the_office_uploads_is_one_state_of_the_ledger(store: Path, tmp_path: Path):
    files = [meeting(tmp_path, f"{number}.xlsx", attended=number) for number in range(1, 6)]
    office = threading.Thread(target=lambda: [intake.accept(store, [file]) for file in files])
    office.start()
    made = []
    while office.is_alive():
        made.append(tmp_path / f"backup-{len(made)}.zip")
        intake.back_up(store, made[-1])
        office.join(0.2)
    numbers = {}
    for file in made:
        with zipfile.ZipFile(file) as archive:
            numbers[json.loads(archive.read("backup.json"))["number"]] = file
    assert len(numbers) > 1
    number = sorted(numbers)[len(numbers) // 2]
    kept = intake.bring_back(numbers[number], tmp_path / "restored")
    assert (kept.number, kept.missing) == (number, [])
    assert verify(tmp_path / "restored") == []
    assert fingerprints(snapshots.current(tmp_path / "restored")) == fingerprints(intake.known_at(store, number))


def test_nothing_is_restored_into_a_folder_that_holds_anything(store: Path, tmp_path: Path):
    intake.back_up(store, tmp_path / "backup.zip")
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "note.txt").write_text("mine")
    result = run("restore", tmp_path / "backup.zip", "--store", taken)
    assert (result.exit_code, "choose an empty folder" in result.stderr) == (1, True)
    assert [path.name for path in taken.iterdir()] == ["note.txt"]
    assert run("restore", tmp_path / "backup.zip", "--store", store).exit_code == 1


def rewritten(file: Path, change: dict[str, bytes]) -> None:
    """The archive with other content under some of its names."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (parts | change).items():
            archive.writestr(name, content)


@pytest.mark.parametrize("harm", ["cut", "flipped", "exchanged", "no manifest", "a way out", "another form"])
def test_a_backup_that_is_not_as_it_was_packed_is_refused_and_leaves_nothing(store: Path, tmp_path: Path, harm: str):
    file = tmp_path / "backup.zip"
    intake.back_up(store, file)
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        said, original = json.loads(archive.read("backup.json")), next(n for n in archive.namelist() if "uploads/" in n)
    if harm == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif harm == "flipped":
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(content)
    elif harm == "exchanged":
        rewritten(file, {original: b"something else"})
    elif harm == "no manifest":
        rewritten(file, {"backup.json": b"{}"})
    elif harm == "a way out":
        said["files"]["../outside"] = "0"
        rewritten(file, {"backup.json": json.dumps(said).encode(), "../outside": b"x"})
    else:
        rewritten(file, {"backup.json": json.dumps(said | {"form": 99}).encode()})
    result = run("restore", file, "--store", tmp_path / "restored")
    assert (result.exit_code, "nothing was restored" in result.stderr) == (1, True)
    assert "Traceback" not in result.output
    assert not (tmp_path / "outside").exists()
    assert not list((tmp_path / "restored").glob("*"))


def test_a_backup_says_what_was_damaged_already_and_so_does_its_restoration(store: Path, tmp_path: Path):
    upload = intake.uploads(store)[0]
    (store / "uploads" / upload.sha256).unlink()
    made = run("backup", "--store", store, "-o", tmp_path / "backup.zip")
    assert (made.exit_code, "of U0002" in made.stderr) == (1, True)
    back = run("restore", tmp_path / "backup.zip", "--store", tmp_path / "restored")
    assert (back.exit_code, "of U0002" in back.stderr) == (0, True)


def test_a_backup_waits_for_no_writer_and_never_stands_half_written(store: Path, tmp_path: Path):
    with ledger.writing(store):
        intake.back_up(store, tmp_path / "backup.zip")
    before = (tmp_path / "backup.zip").read_bytes()
    again = run("backup", "--store", store, "-o", tmp_path / "backup.zip")
    assert (again.exit_code, "--force" in again.stderr) == (1, True)
    (store / "ledger.sqlite").write_bytes(b"damaged" * 999)
    assert run("backup", "--store", store, "-o", tmp_path / "backup.zip", "--force").exit_code == 1
    assert (tmp_path / "backup.zip").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "store"]


def test_a_ledger_in_the_middle_of_a_write_is_copied_as_it_was_before(store: Path, tmp_path: Path):
    with closing(sqlite3.connect(store / "ledger.sqlite")) as writer:
        writer.execute("begin immediate")
        writer.execute("insert into events values (3, 'alias', '2009-06-01 00:00:00', '', '', '{}')")
        assert intake.back_up(store, tmp_path / "backup.zip").number == 2
        writer.rollback()
