"""An upload is withdrawn, or its withdrawal taken back: what that undoes, and the doing of it."""

from __future__ import annotations

from pathlib import Path

from dashboard import aside, jobs, store
from dashboard.jobs import Job, Step
from dashboard.office import by_whom, doing
from ingest import intake


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
