"""The plan's source document: attached to a store as it came, its passages found by their numbering at each build."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from ingest import arrival, ledger
from ingest.ledger import Event, Refused
from ingest.limits import Unreadable, in_force
from ingest.passages import Found, find_passages
from ingest.pool import read_in_worker

FOLDER = "plan/source"
KIND = "source"
TEXT = "text.txt"


def text_of(path: Path) -> str:
    """The text of a document, read by the worker; raises `Refused` in one sentence where it is none."""
    try:
        arrival.content_of(path, in_force())
        return str(read_in_worker(str(path.resolve()), in_force(), "document"))
    except Unreadable as refusal:
        raise Refused(f"{path.name}: {refusal}") from None


def found_in(path: Path, text: str, clauses: Mapping[str, str]) -> Found:
    """The passages of a plan's clauses in a document; one that holds none of them is another plan's."""
    found = find_passages(text, clauses)
    if not found.passages:
        raise Refused(
            f"{path.name}: found none of the plan's {len(clauses)} clauses by their numbering; nothing was attached: "
            "is this the plan's document, and does it number its paragraphs?"
        )
    return found


def keep(store: Path, path: Path, text: str, by: str) -> None:
    """Keep a document and its text with the plan, and say so in the ledger; the one that is attached stays."""
    content = arrival.content_of(path, in_force())
    sha256 = hashlib.sha256(content).hexdigest()
    now = attached(ledger.events(store))
    if now and now["sha256"] == sha256:
        return
    place = f"{FOLDER}/{sha256[:12]}"
    # Under names of ours: the one that it came with may be any that a file system takes.
    ledger.write_synced(store / place / f"document{path.suffix.lower()[:6]}", content)
    ledger.write_synced(store / place / TEXT, text.encode())
    payload = {"path": f"{place}/document{path.suffix.lower()[:6]}", "text": f"{place}/{TEXT}"}
    ledger.append(store, KIND, {**payload, "sha256": sha256, "file": path.name}, by=by)


def detach(store: Path, reason: str, by: str) -> bool:
    """Take the document away from what is shown; False where none is attached."""
    if not attached(ledger.events(store)):
        return False
    ledger.append(store, KIND, {"path": None}, by=by, reason=reason)
    return True


def attached(history: list[Event]) -> dict[str, str] | None:
    """What the ledger says of the document attached last, unless it was taken away again."""
    said = [event.payload for event in history if event.kind == KIND]
    return said[-1] if said and said[-1]["path"] else None


def numberings(clauses: pl.DataFrame) -> dict[str, str]:
    """Where each clause stands in the document: where the plan does not say, its id is its numbering."""
    return {
        row["clause_id"]: row["numbering"] or row["clause_id"]
        for row in clauses.select("clause_id", "numbering").iter_rows(named=True)
    }


def passage_rows(store: Path, history: list[Event], clauses: pl.DataFrame) -> pl.DataFrame:
    """The passages of the document attached, as rows of `raw.passages`."""
    document = attached(history)
    schema = {"clause_id": pl.String, "passage_number": pl.String, "passage": pl.String}
    if document is None:
        return pl.DataFrame(schema=schema)
    try:
        text = (store / document["text"]).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refused(
            f"{store / document['text']}: the text of the attached document is gone; put it back from a copy of the "
            "store"
        ) from None
    found = find_passages(text, numberings(clauses)).passages
    return pl.DataFrame([(clause, *passage) for clause, passage in found.items()], schema=schema, orient="row")
