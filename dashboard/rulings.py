"""What the office rules: waivers, what written names mean, how a phrase of the plan is read. Each is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from dashboard import aside, batches, jobs, store
from dashboard.jobs import Job
from dashboard.office import by_whom, doing
from ingest import intake

TICK = 0.05


def granting(fields: dict[str, Any]) -> Job:
    """A waiver made a workbook and handed in; its answer is the number of the batch."""
    given = intake.Waiver(**fields)
    doing("waiver", **fields)
    return handing_in(("grant", *fields.values()), lambda folder: intake.waiver_file(folder, given))


def taking_back(waiver: tuple[Any, ...], reason: str) -> Job:
    """The same for the withdrawal of the waiver with this key."""
    unit_id, requirement_id, kind, approved_on = waiver
    key = (unit_id, requirement_id, kind, approved_on)
    doing("waiver", taken_back=list(key), reason=reason)
    return handing_in(("take back", *key, reason), lambda folder: intake.waiver_withdrawal(folder, key, reason))


def handing_in(key: tuple[Any, ...], make: Callable[[Path], batches.File]) -> Job:
    """A file made by the product itself and handed in as a batch."""
    folder, by = store.store_folder(), by_whom()
    full = ("hand in", folder, intake.known_number(folder), *key)
    return jobs.once(full, 1, lambda _: batches.keep(folder, [make(folder)], by).number)


def lessons(known_at: int | None = None) -> pl.DataFrame:
    """Every spelling that is known now, or was known at a ledger number, the latest first."""
    by_whom()
    return pl.DataFrame(intake.lessons(store.store_folder(), known_at)[::-1])


def learn(about: str, scope: str, written: str, meaning: str | None) -> None:
    """Keep what a written name means, or take that back; back as soon as the ledger knows, before all is published."""
    folder = store.store_folder()
    by = doing("name", about=about, written=written, meaning=meaning).name
    number = intake.known_number(folder)
    teach = intake.learn_heading if about == "heading" else intake.learn_alias
    work = partial(aside.done, teach, folder, scope, written, meaning, by=by)
    job = jobs.again(("learn", folder, about, scope, written), 1, lambda _: work())
    while intake.known_number(folder) == number and not job.ends_within(TICK):
        pass


def forget(row: dict[str, Any] | None) -> None:
    """Take a learnt spelling back."""
    if row:
        learn("heading" if row["kind"] == "heading" else row["about"], row["scope"], row["written"], None)


def reading_named(text: str) -> Any:
    """What a reading's value means, taken apart."""
    return intake.reading_named(text)


def previewing_reading(key: str, value: str, as_of: date) -> Job:
    """The working out of what another reading would change; its answer is `Flips`."""
    by_whom()
    folder = store.store_folder()
    job = ("reading", folder, key, value, as_of, intake.known_number(folder))
    return jobs.once(job, 1, lambda _: aside.done(intake.preview_reading, folder, key, value, as_of))


def decide(key: str, value: str, by: str, reason: str, *, seen: str) -> None:
    """Decide how a phrase is read, having seen what that changes, and publish."""
    folder = store.store_folder()
    typed = doing("reading", reading=key, value=value, decided_by=by, reason=reason).name
    work = partial(aside.done, intake.decide_reading, folder, key, value, by=by, reason=reason, seen=seen, typed=typed)
    jobs.again(deciding_key(key), 1, lambda _: work())


def deciding(key: str) -> Job | None:
    """The latest decision on a reading, under way or over."""
    return jobs.latest(deciding_key(key))


def deciding_key(key: str) -> tuple[str, Path, str]:
    """What tells the decisions on one reading from those on others."""
    return "decide", store.store_folder(), key
