"""The store as it was known at an earlier ledger number: built when first asked for, kept for whoever asks again.

Where the store's folder may only be read, it is built in a folder of this process, which goes when the process ends.
"""

from __future__ import annotations

import errno
import threading
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest import build, ledger, snapshots
from ingest.ledger import Refused
from ingest.version import build_fingerprint

READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)

_lock = threading.Lock()


def known_at(store: Path, number: int) -> Path:
    """The store as known at a ledger number, built if it is not there yet."""
    require(store, number)
    return already_built(store, number) or built(store, number)


def require(store: Path, number: int | None) -> None:
    """Refuse a number that the ledger does not hold; none at all means all that is known."""
    last = ledger.next_number(store) - 1
    if number is not None and not 1 <= number <= last:
        raise Refused(f"found no ledger number {number}; expected 1 to {last}; 'taizhang uploads' shows them")


def already_built(store: Path, number: int) -> Path | None:
    """What is built already: the published store where it knows just as much, else one of the past, by today's code."""
    if number == ledger.next_number(store) - 1 and snapshots.is_current(store):
        return snapshots.current(store)
    folder = store / snapshots.FOLDER
    is_ours = snapshots.built_by(store, snapshots.KNOWN_BY) == build_fingerprint()
    places = [*([folder] if is_ours else []), Path(elsewhere(store).name)]
    return next((path for place in places if (path := place / snapshots.known_name(number)).is_file()), None)


def built(store: Path, number: int) -> Path:
    """Build it beside the others, or elsewhere where that may not be."""
    try:
        return build.build(store, number)
    except OSError as error:
        if error.errno not in READ_ONLY:
            raise
    with _lock:
        return build.build_known(store, ledger.events(store, number), Path(elsewhere(store).name))


@cache
def elsewhere(_store: Path) -> TemporaryDirectory[str]:
    """A folder of this process for what may not be written into a store."""
    return TemporaryDirectory(prefix="taizhang-")
