"""The ledger as rows of the store, so that whoever reads the store sees what it was made of, entry by entry."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from ingest.ledger import Event

SCHEMA = {
    "entry_number": pl.Int32,
    "entry_kind": pl.String,
    "entered_at": pl.Datetime,
    "entered_on": pl.Date,
    "entered_by": pl.String,
    "decided_by": pl.String,
    "entry_reason": pl.String,
    "upload_id": pl.String,
    "entry_subject": pl.String,
    "entry_value": pl.String,
}


def rows(history: list[Event], zone: ZoneInfo) -> pl.DataFrame:
    """Events as rows of raw.entries; the day is that of where the plan lives."""
    return pl.DataFrame([row(event, zone) for event in history], schema=SCHEMA, orient="row")


def row(event: Event, zone: ZoneInfo) -> dict[str, Any]:
    """One event; what was learnt or decided has a subject and, unless it was taken back, a value."""
    return {
        "entry_number": event.number,
        "entry_kind": event.kind,
        "entered_at": event.at,
        "entered_on": day_of(event, zone),
        "entered_by": event.payload.get("entered_by", event.by_whom),
        "decided_by": event.by_whom,
        "entry_reason": event.reason,
        "upload_id": event.payload.get("upload_id"),
        "entry_subject": text(event.payload.get("key")),
        "entry_value": text(event.payload.get("value")),
    }


def day_of(event: Event, zone: ZoneInfo) -> date:
    """The day of an event where the plan lives."""
    return event.at.replace(tzinfo=UTC).astimezone(zone).date()


def text(value: Any) -> str | None:
    """A value of a payload as text."""
    return None if value is None else str(value)
