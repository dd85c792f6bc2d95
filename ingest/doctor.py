"""What ails a store, and what of it can be mended from the ledger and the files as received.

The ledger and the originals are the truth, so everything else can be made again: the published build from the accepted
rows, the accepted rows from the originals, read with the answers that were given then. An original that is gone or
changed is put back only by whoever has the same file, to the letter.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ingest import accepted, build, ledger, rereading, setup, snapshots, soundness, source
from ingest.ledger import Event, Refused, Upload
from ingest.verify import differing_document, digest, original_hash

MENDED, OPEN, NOTED = "mended", "open", "noted"
BOOKS = (ledger.LEDGER, "office.sqlite")
DRAFT_PLACES = ("uploads/.*.tmp", "accepted/*/.*.tmp", "plan/**/.*.tmp", ".*.tmp", f"snapshots/{snapshots.DRAFT}*")

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Ailment:
    """One thing that is not as it should be, what was done about it or is to be done, and how that ended."""

    kind: str
    place: str
    found: str
    done: str
    state: str = OPEN


def examine(
    store: Path, *, mend: bool = False, again: Iterable[Path] = (), by: str = "", tell: Tell = lambda _: None
) -> list[Ailment]:
    """Everything that ails a store, mended where that was asked for; `again` are originals that are given once more."""
    with ledger.writing(store, tell):
        if found := list(ailing_books(store)):
            return found
        history = ledger.events(store)
        uploads = list(ledger.uploads(history).values())
        found += turned_clock(history)
        found += leftovers(store, uploads, mend)
        tell("hashing originals")
        found += ailing_plan(store, history, mend)
        found += ailing_originals(store, uploads, {digest(path): path for path in again}, mend)
        tell("hashing accepted rows")
        found += ailing_rows(store, uploads, mend, by)
        tell("reading what is published")
        return found + list(ailing_build(store, mend))


def ailing_books(store: Path) -> Iterator[Ailment]:
    """The ledger or the office's book, where it is damaged or another program holds it; nothing else is sure then."""
    for path in (store / name for name in BOOKS if (store / name).is_file()):
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as book:
                said = book.execute("pragma integrity_check(1)").fetchall()[0][0]
        except sqlite3.OperationalError as error:
            yield Ailment("book", path.name, str(error), "find the program that holds it open, and end that")
            continue
        except sqlite3.DatabaseError as error:
            said = str(error)
        if said != "ok":
            yield Ailment("book", path.name, said, "it cannot be made again: 'taizhang restore' a backup")


def turned_clock(history: list[Event]) -> list[Ailment]:
    """Entries that are dated before the one they follow: the machine's clock was set back, or had run ahead."""
    return [
        Ailment("clock", f"entry {event.number}", f"dated {event.at} UTC, after one of {before.at}", ADVICE, NOTED)
        for before, event in pairwise(history)
        if event.at < before.at
    ]


ADVICE = "entries count by their numbers, so nothing is lost; look at the machine's clock"


def leftovers(store: Path, uploads: list[Upload], mend: bool) -> list[Ailment]:
    """What a killed writer left: drafts, and rows that no entry of the ledger names."""
    drafts = [path for pattern in DRAFT_PLACES for path in store.glob(pattern)]
    named = {upload.upload_id for upload in uploads}
    rows = [path for path in (store / accepted.FOLDER).glob("U*") if path.name not in named]
    if mend:
        for path in [*drafts, *rows]:
            snapshots.drop(path)
    done, state = ("removed", MENDED) if mend else ("--mend removes it", OPEN)
    return [
        Ailment("leftover", name_in(store, path), "a killed writer left this", done, state) for path in drafts + rows
    ]


def name_in(store: Path, path: Path) -> str:
    """A path as it is called inside the store."""
    return path.relative_to(store).as_posix()


def ailing_plan(store: Path, history: list[Event], mend: bool) -> Iterator[Ailment]:
    """The plan and its document, where they are gone or changed."""
    for event in history:
        place = store / str(event.payload["path"]) if event.kind == "plan" else None
        if place and not (place.exists() and setup.digest_of(place) == event.payload["sha256"]):
            advice = "put the same plan back there; 'taizhang restore' a backup has it"
            yield Ailment("plan", name_in(store, place), "the plan is gone or changed", advice)
    changed = differing_document(store, history)
    yield from (
        Ailment("plan", found.place, found.message, "attach it again: 'taizhang plan attach'") for found in changed
    )
    document = source.attached(history)
    if document and not changed and not (store / document["text"]).is_file():
        if mend:
            ledger.write_synced(store / document["text"], source.text_of(store / document["path"]).encode())
        yield mended_or("plan", document["text"], "the text of the plan's document is gone", "read again", mend)


def mended_or(kind: str, place: str, found: str, done: str, mend: bool) -> Ailment:
    """What was mended, or what `--mend` would do."""
    return Ailment(kind, place, found, done if mend else f"--mend: {done}", MENDED if mend else OPEN)


def ailing_originals(store: Path, uploads: list[Upload], given: dict[str, Path], mend: bool) -> Iterator[Ailment]:
    """Every file as received that is gone or not what it was; put back where the same file is given again."""
    for upload in uploads:
        if original_hash(store, upload) == upload.sha256:
            continue
        place = f"{upload.upload_id} {upload.event.payload['file']}"
        found = "the file as received is gone or changed"
        if again := given.get(upload.sha256):
            if mend:
                ledger.write_synced(store / accepted.ORIGINALS / upload.sha256, again.read_bytes())
            yield mended_or("original", place, found, f"put back from {again.name}", mend)
        else:
            advice = "its accepted rows count all the same; put it back with --original FILE, if somebody has it"
            yield Ailment("original", place, found, f"{advice} (SHA-256 {upload.sha256[:12]}…)")


def ailing_rows(store: Path, uploads: list[Upload], mend: bool, by: str) -> Iterator[Ailment]:
    """Accepted rows that are gone or changed, read again from the original in the ledger's order."""
    for upload in uploads:
        names = accepted.unsound(store, upload)
        if not names:
            continue
        place, found = f"{upload.upload_id} {upload.event.payload['file']}", f"gone or changed: {', '.join(names)}"
        if original_hash(store, upload) != upload.sha256:
            yield Ailment("rows", place, found, "the original is gone or changed too: 'taizhang restore' a backup")
        elif not mend:
            yield Ailment("rows", place, found, "--mend reads them again from the original")
        else:
            yield Ailment("rows", place, found, *reread(store, upload, names, by))


def reread(store: Path, upload: Upload, names: list[str], by: str) -> tuple[str, str]:
    """Read an upload's rows again; in words what came of it, and whether that mends it."""
    try:
        different = rereading.put_back(store, upload, names, by)
    except Refused as refusal:
        return f"they cannot be read again: {refusal}; 'taizhang restore' a backup", OPEN
    if different:
        return f"read again; today's parser reads {', '.join(different)} otherwise, which the ledger now says", MENDED
    return "read again from the original: the same rows", MENDED


def ailing_build(store: Path, mend: bool) -> Iterator[Ailment]:
    """What is published, where it cannot be read through, is not there, or is behind the ledger."""
    why = soundness.why_unsound(store)
    if not why:
        return
    if not mend:
        yield Ailment("build", snapshots.CURRENT, why, "--mend builds it again from the ledger")
        return
    try:
        path = build.build(store)
    except Refused as refusal:
        yield Ailment("build", snapshots.CURRENT, why, f"it cannot be built again: {refusal}")
        return
    yield Ailment("build", snapshots.CURRENT, why, f"built again from the ledger as {path.name}", MENDED)
