"""What ails the machine, from an error of its own: a full disk, a folder that is shut, a file held elsewhere."""

from __future__ import annotations

import errno
import re
import sqlite3

FULL, SHUT, GONE, BUSY, OTHER = "refused.full", "refused.shut", "refused.gone", "refused.busy", "refused.other"
OF_THE_DISK = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: SHUT, errno.EACCES: SHUT, errno.ENOENT: GONE}
PRIMARY = 0xFF
OF_THE_LEDGER = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: SHUT,
    sqlite3.SQLITE_CANTOPEN: SHUT,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
}
# Who looks at a page need not know where on the machine a file lies; its name is enough for whoever keeps it.
FOLDERS = re.compile(r"(?<![\w.])/(?:[^\s/:;,'\"]+/)+")


def message(error: BaseException) -> str:
    """The message that says what ails the machine, from the error itself or from what caused it."""
    if isinstance(error, OSError):
        return OF_THE_DISK.get(error.errno or 0, OTHER)
    if isinstance(error.__cause__, OSError):
        return message(error.__cause__)
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    return OF_THE_LEDGER.get(getattr(cause, "sqlite_errorcode", 0) & PRIMARY, OTHER)


def without_folders(told: str) -> str:
    """A text without the folders of the files that it names."""
    return FOLDERS.sub("", told)
