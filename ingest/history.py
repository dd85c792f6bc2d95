"""The uploads of a store: listed, withdrawn, counted again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ingest import build, elsewhere, ledger, past, snapshots
from ingest.ledger import Upload
from ingest.review import upload_of
from ingest.taking import Tell


def withdraw(store: Path, upload_id: str, reason: str, by: str = "", tell: Tell | None = None) -> str:
    """Withdraw an upload and publish without it; returns what was done, in a sentence."""
    with ledger.writing(store, tell):
        upload = upload_of(store, upload_id)
        if upload.withdrawal:
            build.ensure_published(store)
            return f"{upload_id} is withdrawn already, since {upload.withdrawal.at} UTC; nothing changed"
        ledger.append(store, "withdrawal", {"upload_id": upload_id}, by=by, reason=reason)
        build.build(store)
        return f"{upload_id} ({upload.event.payload['file']}) is withdrawn"


def restore(store: Path, upload_id: str, reason: str, by: str = "", tell: Tell | None = None) -> str:
    """Take a withdrawal back, unless the same file counts under another name by now."""
    with ledger.writing(store, tell):
        upload = upload_of(store, upload_id)
        if upload.is_active:
            build.ensure_published(store)
            return f"{upload_id} is not withdrawn; nothing changed"
        again = [other for other in uploads(store) if other.is_active and other.sha256 == upload.sha256]
        if again:
            return f"the same file counts as {again[0].upload_id} already; nothing changed"
        ledger.append(store, "restoration", {"upload_id": upload_id}, by=by, reason=reason)
        build.build(store)
        return f"{upload_id} ({upload.event.payload['file']}) counts again"


def uploads(store: Path) -> list[Upload]:
    """Every upload, withdrawn ones too, in the ledger's order."""
    return list(ledger.uploads(ledger.events(store)).values())


def known_number(store: Path) -> int:
    """The number of the ledger's last entry: what is known changes when it does."""
    return ledger.next_number(store) - 1


def upload_rows(store: Path, as_of: date | None = None, number: int | None = None) -> list[dict[str, Any]]:
    """The uploads as the ledger tells them, up to a number, and those that speak of a day or of one before it."""
    past.require(store, number)
    found = ledger.uploads(ledger.events(store, number)).values()
    return [build.upload_row(upload) for upload in found if as_of is None or upload.report_on <= as_of]


def unpublished(store: Path) -> int:
    """How many entries of the ledger came after the build that readers see; none where nothing is published."""
    return snapshots.entries_behind(store) if ledger.exists(store) else 0


def built_by(store: Path, number: int | None = None) -> str:
    """Which code built what readers see, or the state as known at a number."""
    return snapshots.built_by(store, snapshots.CURRENT_BY if number is None else snapshots.KNOWN_BY)


def take_judged(store: Path, folder: Path) -> Path:
    """Publish the store with what another engine judged in place of judging here; the ledger stays as it is."""
    with ledger.writing(store):
        return build.build(store, judged=elsewhere.read(folder, known_number(store)))


def refresh(store: Path) -> Path:
    """The current snapshot, built again first if the ledger or the code has moved on."""
    return build.ensure_published(store)
