"""A store's beginning and end: made on a plan, deleted whole."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from ingest import build, ledger
from ingest.ledger import Refused

PLAN_FOLDER = "plan"


def init_store(store: Path, plan_path: Path, by: str = "") -> Path:
    """Make a store on a plan and publish it, empty; the same plan again changes nothing."""
    build.readable_plan(plan_path)
    digest = digest_of(plan_path)
    if ledger.exists(store) and (history := ledger.events(store)):
        if history[0].payload["sha256"] != digest:
            raise Refused(f"{store}: found a store on another plan; choose another folder with --store")
        return build.ensure_published(store)
    ledger.create(store)
    place = Path(PLAN_FOLDER) / digest[:12]
    kept = copy_plan(plan_path, store / place)
    ledger.append(store, "plan", {"path": kept.relative_to(store).as_posix(), "sha256": digest}, by=by)
    return build.build(store)


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
