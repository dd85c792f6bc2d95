"""The office's desk: what is handed in, checked, accepted, withdrawn and learnt. The pages' only way to the intake.

Whatever takes long is a job that outlives the page; whatever writes may be asked for twice and is done once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache, partial
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

Surroundings = intake.Surroundings
TICK = 0.05
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


def withdraw(upload_id: str, reason: str) -> None:
    """Withdraw an upload and publish without it."""
    folder = store.store_folder()
    by = doing("withdraw", upload=upload_id, reason=reason).name
    jobs.again(turning_key(upload_id), 1, lambda _: aside.done(intake.withdraw, folder, upload_id, reason, by))


def restore(upload_id: str, reason: str) -> None:
    """Take a withdrawal back and publish; the answer is whether the upload counts again."""
    folder = store.store_folder()
    by = doing("restore", upload=upload_id, reason=reason).name

    def work(_: Step) -> bool:
        aside.done(intake.restore, folder, upload_id, reason, by)
        return any(one.is_active for one in intake.uploads(folder) if one.upload_id == upload_id)

    jobs.again(turning_key(upload_id), 1, work)


def turning(upload_id: str) -> Job | None:
    """The latest withdrawal or return of an upload, under way or over."""
    return jobs.latest(turning_key(upload_id))


def turning_key(upload_id: str) -> tuple[str, Path, str]:
    """What tells the turns of one upload from those of others."""
    return "turn", store.store_folder(), upload_id


def undoing(upload_id: str) -> intake.Diff:
    """What withdrawing an upload would undo, row by row."""
    by_whom()
    return intake.undoing(store.store_folder(), upload_id)


def previewing_withdrawal(upload_id: str) -> Job:
    """The working out of which statuses would change without an upload; its answer is `Turns`."""
    by_whom()
    folder = store.store_folder()
    key = ("without", folder, upload_id, intake.known_number(folder))
    return jobs.once(key, 1, lambda _: aside.done(intake.preview_withdrawal, folder, upload_id))


def rows_taken(upload_id: str) -> list[intake.SheetRows]:
    """The rows that were accepted of an upload, as far as they are of the reader's scope."""
    return intake.rows_taken(store.store_folder(), upload_id, scoped.units(who.who().scope))


def review_sheet(waiting: pl.DataFrame) -> bytes:
    """A sheet of reviews in which everything but the conclusion is filled in."""
    return intake.review_sheet(store.store_folder(), waiting.to_dicts())


def blank_form(kinds: Sequence[str]) -> bytes:
    """A workbook to fill in, of these kinds of sheets or of all that the plan uses."""
    return intake.template(store.store_folder(), kinds)


def findings_of(upload_id: str) -> pl.DataFrame:
    """What was said of an upload when it was accepted."""
    by_whom()
    return intake.findings_of(store.store_folder(), upload_id)


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
