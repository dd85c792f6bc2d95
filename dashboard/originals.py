"""What is kept of an upload: the file as received, its rows, and what was said of it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

from dashboard import aside, jobs, scoped, store, who
from dashboard.jobs import Job
from dashboard.office import by_whom
from ingest import intake

Surroundings = intake.Surroundings


def rows_taken(upload_id: str) -> list[intake.SheetRows]:
    """The rows that were accepted of an upload, as far as they are of the reader's scope."""
    return intake.rows_taken(store.store_folder(), upload_id, scoped.units(who.who().scope))


def findings_of(upload_id: str) -> pl.DataFrame:
    """What was said of an upload when it was accepted."""
    by_whom()
    return intake.findings_of(store.store_folder(), upload_id)


def surrounding(upload_id: str, places: tuple[tuple[str, int], ...]) -> Job:
    """The reading of an original around some of its rows; its answer is `Surroundings` by sheet and row."""
    who.required("quote")
    folder = store.store_folder()
    key = ("around", folder, upload_id, places)
    return jobs.once(key, 1, lambda _: aside.done(intake.surroundings, folder, upload_id, places))


def original_name(upload_id: str) -> str | None:
    """Under which name the file as received goes out; nothing where it is gone."""
    return _original_name(store.store_folder(), upload_id)


@lru_cache(maxsize=512)
def _original_name(folder: Path, upload_id: str) -> str | None:
    try:
        return intake.original_name(folder, upload_id)
    except (intake.NoOriginal, OSError):
        return None


def original(upload_id: str) -> bytes:
    """The file as received, without macros."""
    return intake.original(store.store_folder(), upload_id)
