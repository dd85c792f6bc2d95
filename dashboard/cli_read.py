"""What the terminal answers with: the same marts as the pages, as plain rows of stable shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from dashboard import store, words
from ingest import intake

Row = dict[str, Any]

STATUS_FIELDS = (
    "unit_id",
    "unit_name",
    "requirement_id",
    "bearer",
    "bearer_id",
    "original_due_on",
    "due_on",
    "done_on",
    "status",
)
STATUS_WORDS = {"late": "late", "notes": "noted"}
TRACE_FIELDS = ("unit_id", "requirement_id", "status", "due_on", "done_on", "clause", "readings", "checks")
CHECK_FIELDS = ("check_id", "kind", "item", "result", "reason", "evidence")
SAID_OF_WAIVERS = ("timing", "effect")
WAIVER_RESULTS = {"moves": "pass", "exempts": "pass", "second_base": "late"}
OTHER_BASES = ("_original", "_extended")
COUNTED = ("expected", "completed", "on_time")
WAYS = ("unit", "requirement", "deadline", "group", "action")


class NotFound(Exception):
    """A unit or requirement that the store does not know; the message says what it does know."""


@dataclass(frozen=True)
class Asked:
    """Which store is asked, as of which day, as known when, and in which language it answers."""

    store: Path
    as_of: date | None = None
    known_at: int | None = None
    language: str = words.CHINESE

    def ask(self, name: str, **params: Any) -> pl.DataFrame:
        """The answer to a named query; a past state of the store is built first where it is missing."""
        return store.query_snapshot(name, snapshot_of(self), self.as_of, params)

    def in_words(self, row: Row, field: str) -> str:
        """A text that the store holds in both languages, in the one asked for."""
        if self.language == words.ENGLISH:
            return str(row.get(f"{field}_en") or row.get(field) or row.get(f"{field}_zh") or "")
        return str(row.get(f"{field}_zh") or row.get(field) or "")


def require(folder: Path) -> None:
    """Say what to do where there is no store."""
    if not folder.is_dir():
        raise NotFound(
            f"{folder}: found no store here; 'taizhang init --plan PATH' makes one, 'taizhang demo' shows one"
        )


def unpublished(folder: Path) -> int:
    """How many entries of the ledger the published build does not know of."""
    return intake.unpublished(folder) if folder.is_dir() else 0


def snapshot_of(asked: Asked) -> store.Snapshot:
    """The build that the question is about; a past one is made first where it is missing."""
    require(asked.store)
    if asked.known_at is not None:
        return store.built(intake.known_at(asked.store, asked.known_at))
    return store.snapshot(asked.store)


def status_rows(asked: Asked, unit: str | None, *, in_full: bool = False) -> list[Row]:
    """Every obligation with its status, of all units or of one, the worst first; if asked, with more for people."""
    unit_id = None if unit is None else unit_called(asked, unit)
    found = asked.ask("cli__status", unit_id=unit_id).to_dicts()
    return [status_row(asked, row) | (beside(asked, row) if in_full else {}) for row in found]


NO_SUCH = {"group": "no unit has a guidance group", "action": "the plan has no action plans"}


def why_nothing(asked: Asked, way: str | None) -> str:
    """Why there is no status to show, and what to do."""
    day, unit_count = asked.ask("cli__overview").select("as_of", "unit_count").row(0)
    if unit_count and way in NO_SUCH:
        return NO_SUCH[way]
    if unit_count:
        return f"nothing is owed on {day}"
    return f"no unit is on the roster on {day}; 'taizhang ingest FILE' with a sheet 单位名册 fills it"


def status_row(asked: Asked, row: Row) -> Row:
    """One obligation in the shape that `status --json` promises."""
    told = {name: row[name] for name in STATUS_FIELDS}
    return {**told, "past_due": bool(row["is_past_due"]), "missing": parts(asked.in_words(row, "missing"))}


def beside(asked: Asked, row: Row) -> Row:
    """What people are told of an obligation besides: what came late, what is pointed out, what its status rests on."""
    said = {name: parts(asked.in_words(row, field)) for name, field in STATUS_WORDS.items()}
    return said | {"readings": row["readings"]}


def parts(text: str) -> list[str]:
    """The parts of a text of what is missing."""
    return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]


def status_by(asked: Asked, way: str) -> list[Row]:
    """The counts by unit, requirement, deadline, guidance group or action plan."""
    return [one_language(asked, row) for row in asked.ask(f"cli__status_by_{way}").to_dicts()]


def columns_to_show(found: list[Row]) -> list[str]:
    """The columns of a table of rates: those by other deadlines only where they differ from the rates in force."""
    names = list(found[0]) if found else []
    return [name for name in names if (base := base_of(name)) is None or differs(found, base)]


def base_of(name: str) -> str | None:
    """Which other deadlines a figure is counted by, if any."""
    return next((base for base in OTHER_BASES if base in name and name.startswith(COUNTED)), None)


def differs(found: list[Row], base: str) -> bool:
    """Whether anything counted by other deadlines is another number."""
    return any(row[f"{name}_count"] != row[f"{name}{base}_count"] for row in found for name in COUNTED)


def one_language(asked: Asked, row: Row) -> Row:
    """A row whose titles are in the language asked for only."""
    doubled = [name.removesuffix("_en") for name in row if name.endswith("_en")]
    return {
        name: asked.in_words(row, name) if name in doubled else value
        for name, value in row.items()
        if not name.endswith("_en")
    }


def unit_called(asked: Asked, unit: str) -> str:
    """The code of the one unit with this code or name, short names and learnt spellings included."""
    found = asked.ask("cli__unit", unit=unit)["unit_id"].to_list()
    return (
        str(found[0]) if len(found) == 1 else intake.unit_called(intake.known_names(asked.store, asked.known_at), unit)
    )


def trace(asked: Asked, unit: str, requirement_id: str, bearer: str | None = None) -> Row:
    """From the clause to the cell for one obligation; of several bearers, the one named or the worst."""
    unit_id = unit_called(asked, unit)
    found = asked.ask("cli__trace_obligations", unit_id=unit_id, requirement_id=requirement_id).to_dicts()
    chosen = [row for row in found if bearer in (None, row["bearer_id"], row["bearer_name"])]
    if not chosen:
        raise NotFound(no_obligation(asked, unit_id, requirement_id, bearer, found))
    row = chosen[0]
    title, summary = asked.in_words(row, "clause_title"), asked.in_words(row, "summary")
    return {
        **{name: row[name] for name in ("unit_id", "requirement_id", "status", "due_on", "done_on")},
        "unit_name": row["unit_name"],
        "requirement_title": asked.in_words(row, "requirement_title"),
        "due_phrase": row["due_phrase"],
        "due_rule": row["due_rule"],
        "bearer": row["bearer"],
        "bearer_id": row["bearer_id"],
        "bearers": [other["bearer_id"] for other in found],
        "missing": parts(asked.in_words(row, "missing")),
        "clause": {"clause_id": row["clause_id"], "title": title, "summary": summary},
        "readings": [
            {"key": reading["reading_key"], "value": reading["reading_value"]}
            for reading in asked.ask("trace__readings", **key(row)).to_dicts()
        ],
        "checks": [*traced_waivers(asked, row), *traced_checks(asked, row["obligation_id"])],
    }


def key(row: Row) -> dict[str, str]:
    """What tells an obligation from all others."""
    return {"obligation_id": row["obligation_id"], "unit_id": row["unit_id"]}


def in_shape(found: Row) -> Row:
    """A trace in the shape that `trace --json` promises."""
    checks = [{name: check[name] for name in CHECK_FIELDS} for check in found["checks"]]
    return {**{name: found[name] for name in TRACE_FIELDS}, "checks": checks}


def no_obligation(asked: Asked, unit_id: str, requirement_id: str, bearer: str | None, found: list[Row]) -> str:
    """What to say when there is nothing to trace."""
    if found:
        bearers = ", ".join(row["bearer_id"] for row in found)
        return f"found no bearer {bearer!r} of {requirement_id}; expected one of {bearers}"
    known = asked.ask("cli__requirement_ids")["requirement_id"].to_list()
    if requirement_id in known:
        return f"{unit_id} does not owe {requirement_id}"
    return f"found no requirement {requirement_id!r}; expected one of {', '.join(known)}"


def traced_checks(asked: Asked, obligation_id: str) -> Iterator[Row]:
    """Every check of an obligation with its result, the reason in words, and the cells that prove it."""
    rows = asked.ask("cli__trace_checks", obligation_id=obligation_id).to_dicts()
    for check_id, same in groupby(rows, key=lambda row: row["check_id"]):
        cells = list(same)
        yield {
            "check_id": check_id,
            "kind": cells[0]["check_kind"],
            "item": cells[0]["item"],
            "threshold": cells[0]["threshold"],
            "result": cells[0]["result"],
            "reason": asked.in_words(cells[0], "reason"),
            "severity": cells[0]["severity"],
            "evidence": [evidence(cell) for cell in cells if cell["upload_id"]],
        }


def traced_waivers(asked: Asked, obligation: Row) -> Iterator[Row]:
    """Every extension and exemption of an obligation, in the shape of a check, with what it did in words."""
    rows = asked.ask("cli__trace_waivers", obligation_id=obligation["obligation_id"]).to_dicts()
    for _, same in groupby(rows, key=lambda row: row["evidence_id"]):
        cells = list(same)
        said = (cells[0]["reason"], cells[0]["approver"], *(asked.in_words(cells[0], name) for name in SAID_OF_WAIVERS))
        yield {
            "check_id": f"{obligation['requirement_id']}.waiver",
            "kind": "waiver",
            "item": cells[0]["waiver_type"],
            "threshold": None,
            "result": WAIVER_RESULTS.get(cells[0]["effect"], "not_applicable"),
            "reason": "; ".join(said),
            "severity": "required",
            "evidence": [evidence(cell) for cell in cells],
        }


def evidence(cell: Row) -> Row:
    """One cell that proves or disproves a check."""
    return {
        "upload_id": cell["upload_id"],
        "file": cell["file_name"],
        "sheet": cell["sheet_name"],
        "row": cell["row_number"],
        "cell": cell["cell"],
        "value": cell["value_text"],
    }
