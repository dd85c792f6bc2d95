"""The machine's log: one line of JSON for each event, on standard error, and nobody's name or words in it."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

LOGGER = "taizhang"


class AsJson(logging.Formatter):
    """A line: when, how grave, and the fields of the event."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"at": at, "level": record.levelname.lower(), **event_of(record)}, ensure_ascii=False)


def event_of(record: logging.LogRecord) -> dict[str, object]:
    """The fields of an event; what is no event of ours keeps its words."""
    told = getattr(record, "event", None)
    return told if isinstance(told, dict) else {"event": "message", "message": record.getMessage()}


def told_on_stderr() -> None:
    """Write the events of this process on standard error, once."""
    logger = logging.getLogger(LOGGER)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(AsJson())
        logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
