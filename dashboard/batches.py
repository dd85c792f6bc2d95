"""Files that were handed in and are not settled yet: each batch is a folder under a number, so that it outlives a tab.

    batches/0007/batch.json        who handed it in, when, and which files
    batches/0007/files/1/name.xlsx each file as received, under a name that is safe on this machine
    batches/0007/accepted.json     what was accepted of it so far, and what changed on the board

A batch appears whole under its number or not at all, and the same files handed in again are the same batch.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

FOLDER = "batches"
ABOUT, ACCEPTED = "batch.json", "accepted.json"
KEPT = 100
MOST_NAME_BYTES = 180
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*/\\]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')

File = tuple[str, bytes]


@dataclass(frozen=True)
class Batch:
    """Files handed in together."""

    number: int
    handed_in_at: datetime
    handed_in_by: str
    fingerprint: str
    paths: tuple[Path, ...]

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.paths[0].parents[2]

    @property
    def title(self) -> str:
        """What it is called where there is little room: its first file."""
        return self.paths[0].name


def keep(store: Path, files: Sequence[File], by: str, shared_by: str = "") -> Batch:
    """Keep files as a batch; the same files that are not settled yet are the batch they were, of those who share it."""
    fingerprint = f"{fingerprint_of(files)}{shared_by}"
    same = [batch for batch in newest(store) if batch.fingerprint == fingerprint and not accepted(batch)]
    return same[0] if same else _publish(store, _draft(store, files, fingerprint, by))


def fingerprint_of(files: Iterable[File]) -> str:
    """What tells one batch from another: the names and contents of its files, in any order."""
    parts = sorted(f"{hashlib.sha256(content).hexdigest()} {name}" for name, content in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def safe_name(name: str) -> str:
    """The last part of a name without what a file system minds; the ending stays."""
    last = UNSAFE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip().lstrip(".") or "file"
    path = PurePosixPath(last)
    stem = path.stem.encode()[: MOST_NAME_BYTES - len(path.suffix.encode())].decode(errors="ignore")
    return f"{stem}{path.suffix[:20]}"


def newest(store: Path) -> list[Batch]:
    """The batches that are still kept, the newest first."""
    numbers = sorted((int(path.name) for path in (store / FOLDER).glob("[0-9]*")), reverse=True)
    return [batch for number in numbers if (batch := numbered(store, number))]


def numbered(store: Path, number: int) -> Batch | None:
    """The batch of this number, if it is there."""
    folder = store / FOLDER / f"{number:04d}"
    if not (folder / ABOUT).is_file():
        return None
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    paths = tuple(folder / "files" / str(place) / name for place, name in enumerate(about["files"], start=1))
    return Batch(number, datetime.fromisoformat(about["at"]), about["by"], about["fingerprint"], paths)


def accepted(batch: Batch) -> list[dict[str, Any]]:
    """What was accepted of a batch, round by round."""
    path = batch.folder / ACCEPTED
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []


def note_accepted(batch: Batch, entry: dict[str, Any]) -> None:
    """Add a round to what was accepted of a batch."""
    _write(batch.folder / ACCEPTED, [*accepted(batch), entry])


def _draft(store: Path, files: Sequence[File], fingerprint: str, by: str) -> Path:
    (store / FOLDER).mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=store / FOLDER))
    names = [safe_name(name) for name, _ in files]
    for place, (name, (_, content)) in enumerate(zip(names, files, strict=True), start=1):
        folder = draft / "files" / str(place)
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content)
    at = datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat()
    _write(draft / ABOUT, {"at": at, "by": by, "fingerprint": fingerprint, "files": names})
    return draft


def _publish(store: Path, draft: Path) -> Batch:
    draft.chmod(0o755)
    number = _next_number(store)
    while True:
        try:
            # A folder cannot be renamed onto one that holds something, so two writers never share a number.
            draft.rename(store / FOLDER / f"{number:04d}")
            break
        except OSError:
            if number >= _next_number(store):
                raise
            number += 1
    _drop_old(store)
    batch = numbered(store, number)
    assert batch
    return batch


def _next_number(store: Path) -> int:
    return max((int(path.name) for path in (store / FOLDER).glob("[0-9]*")), default=0) + 1


def _drop_old(store: Path) -> None:
    for batch in newest(store)[KEPT:]:
        shutil.rmtree(batch.folder, ignore_errors=True)


def _write(path: Path, value: Any) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    draft.replace(path)
