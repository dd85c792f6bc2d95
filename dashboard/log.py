"""The log as a page and a file show it."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from dashboard import audit, store, who
from dashboard.words import say

MOST = 500
NAMES = {"who": "done_by", "origin": "origin", "what": "done_what"}


def kinds() -> dict[str, str]:
    """What may have been done, in words."""
    return {kind: say(f"audit.{kind}") for kind in audit.KINDS}


def latest(kind: str | None) -> pl.DataFrame:
    """The last lines, the latest first."""
    who.required("manage")
    worded = kinds()
    rows = [
        {
            "audit_number": line["number"],
            "done_at": datetime.fromisoformat(line["at"]).replace(tzinfo=None),
            "done_kind": worded[line["kind"]],
            **{shown: line[name] for name, shown in NAMES.items()},
        }
        for line in audit.latest(store.store_folder(), MOST, kind)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def faults() -> list[str]:
    """Where the chain does not hold."""
    who.required("manage")
    return list(audit.broken(audit.lines(store.store_folder())))
