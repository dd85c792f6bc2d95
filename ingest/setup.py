"""A store's beginning and end: made on a plan, deleted whole."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from ingest import build, ledger, source
from ingest.ledger import Refused
from ingest.passages import Found

PLAN_FOLDER = "plan"


def init_store(store: Path, plan_path: Path, by: str = "", document: Path | None = None) -> Path:
    """Make a store on a plan and publish it, empty; the same plan again changes nothing but a document attached."""
    clauses = build.readable_plan(plan_path).tables["clauses"]
    text = source.text_of(document) if document else ""
    if document:
        source.found_in(document, text, source.numberings(clauses))
    digest = digest_of(plan_path)
    if ledger.exists(store) and (history := ledger.events(store)):
        if history[0].payload["sha256"] != digest:
            raise Refused(f"{store}: found a store on another plan; choose another folder with --store")
        if document:
            source.keep(store, document, text, by)
        return build.ensure_published(store)
    ledger.create(store)
    place = Path(PLAN_FOLDER) / digest[:12]
    kept = copy_plan(plan_path, store / place)
    ledger.append(store, "plan", {"path": kept.relative_to(store).as_posix(), "sha256": digest}, by=by)
    if document:
        source.keep(store, document, text, by)
    return build.build(store)


def attach_source(store: Path, document: Path, by: str = "") -> Found:
    """Attach the plan's document to a store and publish its passages; the same one again changes nothing."""
    text = source.text_of(document)
    with ledger.writing(store):
        clauses = build.plan_tables(store, ledger.events(store))["clauses"]
        found = source.found_in(document, text, source.numberings(clauses))
        source.keep(store, document, text, by)
        build.ensure_published(store)
    return found


def detach_source(store: Path, reason: str, by: str = "") -> bool:
    """Publish without the plan's document; it stays in the store. False where none is attached."""
    with ledger.writing(store):
        done = source.detach(store, reason, by)
        build.ensure_published(store)
    return done


def digest_of(path: Path) -> str:
    """The fingerprint of a file, or of every file in a folder."""
    digest = hashlib.sha256()
    for file in files_of(path):
        digest.update(file.relative_to(path.parent).name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def files_of(path: Path) -> list[Path]:
    """The file, or the files of the folder in a fixed order, without what file managers hide there."""
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith((".", "~$")))


def copy_plan(path: Path, place: Path) -> Path:
    """Keep the plan as given; returns what to read it from."""
    root = path.parent if path.is_file() else path
    for file in files_of(path):
        ledger.write_synced(place / file.relative_to(root), file.read_bytes())
    return place / path.name if path.is_file() else place


def remove(store: Path) -> None:
    """Delete a whole store; refuses a folder that holds none."""
    if store.exists() and not ledger.exists(store):
        raise Refused(f"{store}: found no store here, so nothing was deleted")
    shutil.rmtree(store, ignore_errors=True)
