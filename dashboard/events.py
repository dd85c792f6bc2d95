"""The machine's log: one line of JSON for each event, on standard error, and nobody's name or words in it.

What an unexpected error says of itself may quote what stands in a workbook: it is left out, its kind and where it came
from are told. `TAIZHANG_LOG=words` adds it, for whoever looks for a fault.
"""

from __future__ import annotations

import json
import logging
import os
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

LOGGER = "taizhang"
VARIABLE, WITH_WORDS = "TAIZHANG_LOG", "words"
SLOW_SECONDS = 3.0
ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = "site-packages/"
WHERE = "taizhang_where"
MOST_CAUSES = 9
VISITS = "uvicorn.access"
log = logging.getLogger(LOGGER)


class AsJson(logging.Formatter):
    """A line: when, how grave, and the fields of the event."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"at": at, "level": record.levelname.lower(), **event_of(record)}, ensure_ascii=False)


def event_of(record: logging.LogRecord) -> dict[str, object]:
    """The fields of an event; what is no event of ours keeps its words, and an error its kind and place."""
    told = getattr(record, "event", None)
    if isinstance(told, dict):
        return told
    said: dict[str, object] = {"event": "message", "from": record.name, "message": record.getMessage()}
    error = record.exc_info[1] if record.exc_info else None
    return said | {"event": "error", **about(error)} if error else said


def about(error: BaseException) -> dict[str, object]:
    """What may be told of an error: its kind and that of its causes, and where it came from."""
    kinds = [type(one).__name__ for one in islice(causes(error), MOST_CAUSES)]
    told: dict[str, object] = {"error": " < ".join(kinds), "where": [*places(error), *getattr(error, WHERE, [])]}
    return told | {"words": str(error)} if os.environ.get(VARIABLE) == WITH_WORDS else told


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what caused it, what caused that."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def places(error: BaseException) -> list[str]:
    """The places that an error came through, the last one last."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def short(path: str) -> str:
    """A file's name as the repository or the library knows it."""
    return path.partition(ELSEWHERE)[2] or path.removeprefix(f"{ROOT}/")


def tell(event: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Write one event down."""
    log.log(level, event, extra={"event": {"event": event, **facts}})


@contextmanager
def slow(what: str, name: str) -> Iterator[None]:
    """Tell of what took long."""
    began = time.monotonic()
    try:
        yield
    finally:
        if (seconds := time.monotonic() - began) > SLOW_SECONDS:
            tell("slow", level=logging.WARNING, what=what, name=name, seconds=round(seconds, 1))


def told_on_stderr() -> None:
    """Write the events of this process, and all that the framework says, on standard error."""
    # The terminal and the children tell events too and are quicker without the framework.
    from streamlit import logger as framework

    handler = logging.StreamHandler()
    handler.setFormatter(AsJson())
    set_on(log, handler)
    log.setLevel(logging.INFO)
    # Who asked for which address, and from where, is nobody's business here.
    logging.getLogger(VISITS).setLevel(logging.WARNING)
    # The framework sets a handler of its own on each of its loggers, and on those that it makes later.
    framework.setup_formatter = lambda logger: set_on(logger, handler)
    framework.update_formatter()


def set_on(logger: logging.Logger, handler: logging.Handler) -> None:
    """Let one logger write by this handler and no other."""
    logger.handlers[:] = [handler]
    logger.propagate = False
