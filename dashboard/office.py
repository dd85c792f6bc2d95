"""The office's desk: what is handed in, checked, accepted and published. With its kin the only way to the intake.

Whatever takes long is a job that outlives the page; whatever writes may be asked for twice and is done once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dashboard import aside, audit, batches, board, jobs, machine_trouble, scoped, store, who
from dashboard.batches import Batch
from dashboard.jobs import Job, Step
from dashboard.roles import Act, Visitor
from dashboard.words import say
from ingest import intake
from ingest.intake import FileResult

TOLD = (intake.Refused, intake.CheckFailed, aside.Ended, OSError, sqlite3.OperationalError)


def by_whom() -> str:
    """Who is at the desk, when the role allows to work there."""
    return who.required("work").name


def doing(kind: audit.Kind, act: Act = "work", /, **what: Any) -> Visitor:
    """Who is about to do something, when the role allows it; the log says what."""
    visitor = who.required(act)
    who.note(kind, what, visitor.name)
    return visitor


def hand_in(files: Sequence[batches.File]) -> int:
    """Keep files as a batch, and its number."""
    visitor = doing("upload", "hand_in", files=[name for name, _ in files])
    # Whoever has a scope sees no batches but his own, not even one of the same files.
    shared_by = visitor.name if visitor.scope else ""
    return batches.keep(store.store_folder(), files, visitor.name, shared_by).number


def get_ready() -> None:
    """Somebody is about to hand in files."""
    aside.ready()


def batch(number: int) -> Batch | None:
    """The batch of this number, if it is kept and of whom the visitor may know."""
    found = batches.numbered(store.store_folder(), number)
    return found if found and is_open_to(found, who.required("hand_in")) else None


def is_open_to(one: Batch, visitor: Visitor) -> bool:
    """Whether somebody may know of a batch: the files in it may be of anybody."""
    return not visitor.scope or one.handed_in_by == visitor.name


def unsettled() -> list[Batch]:
    """The batches of which nothing was accepted yet, the newest first."""
    visitor = who.required("hand_in")
    found = [one for one in batches.newest(store.store_folder()) if is_open_to(one, visitor)]
    return [one for one in found if not batches.accepted(one)]


def checking(one: Batch, report_on: date | None) -> Job:
    """The check of a batch against what is known now; its answer is a `FileResult` a file."""
    folder, only = store.store_folder(), who.required("hand_in").scope
    key = ("check", one.folder, intake.known_number(folder), report_on, only)
    return jobs.once(
        key,
        len(one.paths),
        lambda step: aside.done(
            intake.check, folder, aside.Told(one.paths), report_on, tell=step, where_asked=True, only=only
        ),
    )


def previewing(one: Batch, results: Sequence[FileResult], report_on: date | None) -> Job:
    """The working out of which statuses would change; its answer is `Turns`."""
    folder = store.store_folder()
    key = ("preview", one.folder, intake.known_number(folder), report_on, who.required("hand_in").scope)
    return jobs.once(key, 1, lambda _: aside.done(intake.preview, folder, results))


def accept(one: Batch, report_on: date | None, *, skip_bad_rows: bool, yes: bool) -> None:
    """Take what may be taken of a batch and publish; what changed on the board is kept with the batch."""
    folder = store.store_folder()
    if not is_open_to(one, who.required("hand_in")):
        raise who.NotAllowed("hand_in")
    visitor = doing("accept", "hand_in", batch=one.number, clean_rows_alone=skip_bad_rows, emptied_cells=yes)
    by, only = visitor.name, visitor.scope

    def work(step: Step) -> list[FileResult]:
        before = store.snapshot(folder)
        given = {"skip_bad_rows": skip_bad_rows, "report_on": report_on, "by": by, "yes": yes, "only": only}
        found: list[FileResult] = aside.done(
            intake.accept, folder, aside.Told(one.paths), tell=step, where_asked=True, **given
        )
        taken = [result.upload_id for result in found if result.outcome == intake.ACCEPTED]
        if taken:
            moved = board.of_units(board.between(before, store.snapshot(folder)), scoped.units(only))
            batches.note_accepted(one, {"upload_ids": taken, "by": by, "moves": moved})
        return found

    jobs.again(accepting_key(one), len(one.paths), work)


def accepting(one: Batch) -> Job | None:
    """The latest acceptance of a batch, under way or over."""
    return jobs.latest(accepting_key(one))


def accepting_key(one: Batch) -> tuple[str, Path]:
    """What tells the acceptance of one batch from that of others."""
    return "accept", one.folder


def known(number: int) -> store.Snapshot | Job:
    """The build of what was known at a ledger number; where there is none, its making, whose answer is the file."""
    folder = store.store_folder()
    found = intake.already_built(folder, number)
    if found:
        return store.built(found)
    return jobs.again(("known", folder, number), 1, lambda _: aside.done(intake.known_at, folder, number))


def behind() -> int:
    """How many entries of the ledger the board does not show, and nobody is at work on."""
    return 0 if jobs.is_writing() else intake.unpublished(store.store_folder())


def publish() -> None:
    """Publish what the ledger says."""
    folder = store.store_folder()
    doing("publish")
    jobs.again(("publish", folder), 1, lambda _: aside.done(intake.refresh, folder))


def mending() -> Job | None:
    """The making anew of what is published and cannot be read; nothing where that was done and did not help."""
    folder = store.store_folder()
    key = ("mend", folder, store.published_name(folder))
    done = jobs.latest(key)
    if done and done.is_over and not done.error:
        return None
    return jobs.again(key, 1, lambda _: aside.done(intake.mend, folder))


def publishing() -> Job | None:
    """The latest publishing, under way or over."""
    return jobs.latest(("publish", store.store_folder()))


def refusal(job: Job) -> str | None:
    """Why a job came to nothing, where that can be told; what nobody expected is raised."""
    error = job.error
    if error is None:
        return None
    if isinstance(error, TOLD):
        return in_words(error)
    raise error


def in_words(error: BaseException) -> str:
    """What is refused, for whoever looks at a page."""
    return say(why_refused(error), told=machine_trouble.without_folders(str(error)))


def why_refused(error: BaseException) -> str:
    """The message for the clerk; what was written for whoever keeps the machine is passed on to them."""
    if isinstance(error, intake.Undecidable):
        return "refused.undecidable"
    if isinstance(error, intake.NoOriginal):
        return "refused.told"
    if isinstance(error, intake.CheckFailed):
        return "refused.unsound"
    if isinstance(error, aside.Ended):
        return "refused.ended"
    return machine_trouble.message(error)


def marking(one: Batch, result: FileResult, report_on: date | None) -> Job:
    """The making of the sender's file with what is wrong marked in it; its answer is a name and the bytes."""
    key = ("mark", one.folder, intake.known_number(store.store_folder()), report_on)
    return jobs.once(key, 1, lambda _: aside.done(intake.hand_back, result, next(intake.received(one.paths))))


def all_marked(one: Batch, results: Sequence[FileResult]) -> bytes:
    """All senders' files, marked, as one archive with a summary."""
    marked: bytes = aside.done(intake.hand_back_all, list(zip(results, intake.received(one.paths), strict=True)))
    return marked


def review_sheet(waiting: pl.DataFrame) -> bytes:
    """A sheet of reviews in which everything but the conclusion is filled in."""
    return intake.review_sheet(store.store_folder(), waiting.to_dicts())


def blank_form(kinds: Sequence[str]) -> bytes:
    """A workbook to fill in, of these kinds of sheets or of all that the plan uses."""
    return intake.template(store.store_folder(), kinds)
