"""An upload's rows read once more from its original, with the answers that were given when it was accepted."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ingest import accepted, checking, ledger, state
from ingest.accepted import Drafts
from ingest.batch import Member
from ingest.findings import FileCheck
from ingest.ledger import Refused, Upload
from ingest.results import Given, clean
from ingest.taking import findings_frame

MENDING = "mending"


def put_back(store: Path, upload: Upload, names: list[str], by: str) -> list[str]:
    """Put these files of an upload's rows back; returns those that are read otherwise than they were accepted.

    Of these the ledger gets an entry, and their new fingerprints stand beside them: nothing changes unsaid.
    """
    with anew(store, upload) as (folder, wanted):
        missing = [name for name in names if not (folder / name).is_file()]
        if missing:
            raise Refused(f"today's parser finds no {', '.join(missing)} in it")
        found = {name: accepted.digest((folder / name).read_bytes()) for name in names}
        different = [name for name in names if found[name] != (wanted[name] or found[name])]
        place = store / accepted.FOLDER / upload.upload_id
        if different:
            fingerprints = accepted.mended(place) | {name: found[name] for name in different}
            ledger.write_synced(place / accepted.MENDED, json.dumps(fingerprints).encode())
        for name in names:
            ledger.write_synced(place / name, (folder / name).read_bytes())
    if different:
        payload = {"upload_id": upload.upload_id, "files": {name: found[name] for name in different}}
        ledger.append(store, MENDING, payload, by=by, reason="accepted rows were gone or damaged")
    return different


@contextmanager
def anew(store: Path, upload: Upload) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder with the upload's files as they would be written now, and the fingerprints that were noted of them.

    Whether the report date was given by hand is not on record: both are tried, and what gives the same files is it.
    """
    wanted = {name: sha256 for _, name, sha256 in accepted.noted(upload)}
    yes = upload.event.payload.get("yes", False)
    with tempfile.TemporaryDirectory() as scratch:
        tried = [
            written(store, upload, Given(day, yes=yes), Path(scratch, str(day))) for day in (upload.report_on, None)
        ]
        folders = [folder for folder in tried if folder]
        if not folders:
            raise Refused("today's parser refuses the file")
        yield max(folders, key=lambda folder: same(folder, wanted)), wanted


def same(folder: Path, wanted: dict[str, str]) -> int:
    """How many files were written again to the letter; what was not noted is taken as it is."""
    return sum(is_as_noted(folder / name, sha256) for name, sha256 in wanted.items())


def is_as_noted(path: Path, sha256: str) -> bool:
    """Whether a file was written again to the letter; what was not noted is taken as it is."""
    return path.is_file() and sha256 in ("", accepted.digest(path.read_bytes()))


def written(store: Path, upload: Upload, given: Given, scratch: Path) -> Path | None:
    """The files of an upload written into a folder; None where it would not be taken today, or for another day."""
    found = checked(store, upload, given, scratch)
    if found is None or found.report_on != upload.report_on:
        return None
    drafts = Drafts(scratch)
    accepted.write(drafts, upload.upload_id, found.tables, findings_frame(found.findings))
    drafts.settle()
    return scratch / accepted.FOLDER / upload.upload_id


def checked(store: Path, upload: Upload, given: Given, scratch: Path) -> FileCheck | None:
    """The original checked against what was known before it was accepted, and what may be taken of it."""
    scratch.mkdir()
    copy = scratch / Path(upload.event.payload["file"]).name
    shutil.copy(store / accepted.ORIGINALS / upload.sha256, copy)
    before = state.load(store, upload.event.number - 1)
    # A later upload of the same file is none before it.
    before = replace(before, active={})
    result = checking.checked(before, Member(upload.event.payload["file"], copy), given)
    return clean(result, skip_bad_rows=True)
