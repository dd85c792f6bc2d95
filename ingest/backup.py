"""A store in one file, and back: the ledger up to a number, and all that it names.

Nothing has to stand still for it. The ledger is copied first, in one piece; whatever its entries name was on the disk
before they were and is never changed, so what is copied afterwards belongs to them. What is published is not taken
along: it is built again from the rest.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ingest import accepted, build, ledger, setup, snapshots, source
from ingest.doctor import BOOKS
from ingest.ledger import Event, Refused
from ingest.ooxml import DAMAGE
from ingest.verify import digest

MANIFEST = "backup.json"
FORM = 1
CHUNK = 1 << 20
# Who was signed in when a backup was made is not signed in again by its coming back.
SIGNED_IN = ("visits", "sessions")


@dataclass(frozen=True)
class Kept:
    """What a backup holds: up to which ledger number, how many files, and what should have been there and was not."""

    number: int
    file_count: int
    missing: list[str]


def back_up(store: Path, output: Path) -> Kept:
    """Write everything that a store is made of into one file, whole or not at all; the office may go on working."""
    if not ledger.exists(store):
        raise ledger.NoStore(store)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".backup-") as folder:
        copies = {name: copied(store / name, Path(folder) / name) for name in BOOKS if (store / name).is_file()}
        history = ledger.events(Path(folder))
        wanted = list(named_by(store, history))
        missing = [f"{path.name} {what}" for what, path, sha256 in wanted if not is_as_named(path, sha256)]
        there = {path for _, path, _ in wanted if path.is_file()}
        files = copies | {path.relative_to(store).as_posix(): path for path in sorted(there)}
        draft = Path(folder) / "whole"
        pack(draft, files, {"number": history[-1].number, "missing": missing})
        ledger.sync(draft)
        draft.replace(output)
    ledger.sync(output.parent)
    return Kept(history[-1].number, len(files), missing)


def copied(book: Path, place: Path) -> Path:
    """A copy of a book in one piece, although others write into it."""
    try:
        with closing(sqlite3.connect(book, timeout=60)) as old, closing(sqlite3.connect(place)) as new:
            old.backup(new)
            forget(new)
    except sqlite3.DatabaseError as error:
        raise Refused(f"{book}: {error}; 'taizhang doctor' says what can be done") from error
    return place


def forget(book: sqlite3.Connection) -> None:
    """Take away who is signed in, so that nothing of it is left in the file."""
    held = {name for (name,) in book.execute("select name from sqlite_schema where type = 'table'")}
    book.execute("pragma secure_delete = on")
    for table in held.intersection(SIGNED_IN):
        book.execute(f"delete from {table}")
    book.commit()


def named_by(store: Path, history: list[Event]) -> Iterator[tuple[str, Path, str]]:
    """Every file that the ledger names: of what, where, and its fingerprint if one was noted."""
    for upload in ledger.uploads(history).values():
        place = store / accepted.FOLDER / upload.upload_id
        yield f"of {upload.upload_id}", store / accepted.ORIGINALS / upload.sha256, upload.sha256
        for _, name, sha256 in accepted.noted(upload):
            yield f"of {upload.upload_id}", place / name, accepted.mended(place).get(name, sha256)
        if (place / accepted.MENDED).is_file():
            yield f"of {upload.upload_id}", place / accepted.MENDED, ""
    for event in history:
        if event.kind == "plan":
            yield from (("of the plan", path, "") for path in setup.files_of(store / event.payload["path"]))
        if event.kind == source.KIND and event.payload["path"]:
            yield "of the plan's document", store / event.payload["path"], event.payload["sha256"]
            yield "of the plan's document", store / event.payload["text"], ""


def is_as_named(path: Path, sha256: str) -> bool:
    """Whether a file is there, and has the fingerprint that was noted."""
    return path.is_file() and sha256 in ("", digest(path))


def pack(output: Path, files: dict[str, Path], said: dict[str, Any]) -> None:
    """The files in an archive that only its owner may read, with a list of their fingerprints at its end."""
    os.close(os.open(output, os.O_WRONLY | os.O_CREAT, 0o600))
    fingerprints = {}
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in files.items():
            archive.write(path, name)
            fingerprints[name] = digest(path)
        archive.writestr(MANIFEST, json.dumps({"form": FORM, **said, "files": fingerprints}, ensure_ascii=False))


def bring_back(backup: Path, store: Path) -> Kept:
    """Make a store of a backup in an empty folder and publish it; refuses whatever is not as it was packed."""
    if store.exists() and (not store.is_dir() or any(store.iterdir())):
        raise Refused(f"{store}: found something here already; choose an empty folder with --store")
    try:
        with zipfile.ZipFile(backup) as archive:
            said = manifest_of(archive, backup)
            store.mkdir(parents=True, exist_ok=True)
            unpack(archive, said["files"], store)
            signed_out(store)
    except (*DAMAGE, Refused, OSError) as error:
        empty(store)
        if isinstance(error, OSError):
            raise
        raise Refused(f"{backup}: {error}; nothing was restored, take another backup") from error
    path = build.build(store)
    if path.name != f"store-{said['number']}.duckdb":
        raise Refused(f"{store}: the backup says ledger number {said['number']}, built was {path.name}")
    return Kept(said["number"], len(said["files"]), said["missing"])


def signed_out(store: Path) -> None:
    """The same for a backup that an older version made."""
    for name in BOOKS:
        if (store / name).is_file():
            with closing(sqlite3.connect(store / name)) as book:
                forget(book)


def manifest_of(archive: zipfile.ZipFile, backup: Path) -> dict[str, Any]:
    """What a backup says of itself."""
    if MANIFEST not in archive.namelist():
        raise Refused(f"found no {MANIFEST} in it, so this is no backup")
    said: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if said.get("form") != FORM:
        raise Refused(f"it is of form {said.get('form')}, and this program reads form {FORM}")
    strange = [name for name in said["files"] if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts]
    if strange or ledger.LEDGER not in said["files"]:
        raise Refused(f"its list of files is not that of a store: {', '.join(strange) or 'no ledger'}")
    return said


def unpack(archive: zipfile.ZipFile, fingerprints: dict[str, str], store: Path) -> None:
    """Every file in its place, on the disk, and what it was; the ledger last, since it makes the folder a store."""
    for name in sorted(fingerprints, key=lambda name: (name == ledger.LEDGER, name)):
        place = store / name
        draft = ledger.draft_of(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as packed, draft.open("wb") as out:
            shutil.copyfileobj(packed, out, CHUNK)
        if digest(draft) != fingerprints[name]:
            raise Refused(f"{name} in it is not what was packed")
        draft.chmod(0o600 if name in BOOKS else 0o644)
        ledger.sync(draft)
        draft.replace(place)
        ledger.sync(place.parent)


def empty(store: Path) -> None:
    """Take back what was unpacked into a folder that had nothing in it."""
    for path in store.iterdir() if store.is_dir() else ():
        snapshots.drop(path)
