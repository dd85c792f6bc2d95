"""A world for one test: a small plan and what was reported when, through the real views in memory.

Every sheet is drawn as a table of its spec's fields or English headings. Two columns belong to the harness: `told`, the
report date of the row's file (else the day it happened; for rosters the plan's first day), and `upload`, the file's
number in the ledger (else in the order of report dates). A meeting is a 民主讨论 and a report a 意见汇总 unless its
type is drawn. The views are made once; a world empties the tables and fills them anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import duckdb
import polars as pl

from ingest import rawtables, views
from ingest.address import letters
from ingest.catalogue import SHEETS
from ingest.compile import POLARS_TYPES
from ingest.spec import Sheet
from tests.sql.drawing import Row, day, draw, headings_of, parse, redraw
from tests.sql.plans import Tables, typed

FIRST_DAY = date(2009, 5, 21)
DEFAULTS: dict[str, Row] = {
    "units": {"unit_class": "机关"},
    "meetings": {"meeting_type": "民主讨论"},
    "reports": {"report_type": "意见汇总"},
    "waivers": {"reason": "有因", "approver": "活动办"},
    "evaluations": {"evaluation_form": "评议会"},
}
REFERENCES = ("unit", "branch", "requirement", "bearer", "check", "milestone", "action")
SHORT = {name: f"{name}_id" for name in REFERENCES} | {"missing": "missing_zh", "late": "late_zh", "why": "reason_zh"}


def world(tables: Tables, **sheets: str) -> World:
    """What was reported, sheet by sheet; without a roster there is one unit, 甲."""
    told = {"units": "unit\n甲", **sheets}
    return World(tables, {kind: reported(SHEETS[kind], text) for kind, text in told.items()})


@dataclass(frozen=True, eq=False)
class World:
    """A plan's tables and the reported rows by kind of sheet, held against the views when asked."""

    tables: Tables
    rows: dict[str, list[Row]]

    def told_by(self, on: str) -> World:
        """The same world before anything was told after a day."""
        return World(
            self.tables, {k: [row for row in rows if row["report_on"] <= day(on)] for k, rows in self.rows.items()}
        )

    def ask(self, sql: str, on: str | date | None = None) -> list[Row]:
        """What a query finds on a day; without one, on the day that the clock itself shows."""
        connection = stage().show(self)
        connection.execute(f"set variable as_of = date '{day(on)}'" if on else "reset variable as_of")
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def status(self, on: str, unit: str = "甲", requirement: str | None = None) -> str:
        """The one status of a unit, of its one requirement or of the one named."""
        return self.line(on, unit, requirement)["status"]

    def line(self, on: str, bearer: str = "甲", requirement: str | None = None) -> Row:
        """The one row of compliance of a bearer."""
        found = self.ask(f"select * from marts.compliance where bearer_id = '{bearer}'", on)
        [row] = [row for row in found if requirement in (None, row["requirement_id"])]
        return row

    def one(self, view: str, on: str | None = None, where: str = "true") -> Row:
        """The one row of a view on a day."""
        [row] = self.ask(f"select * from {view} where {where}", on)
        return row

    def shows(self, on: str, text: str, view: str = "marts.compliance", where: str = "true") -> None:
        """Hold a view on a day against a drawn table: these columns, these rows, sorted by the columns."""
        headings = headings_of(text)
        columns = ", ".join(f'{field(name)} as "{name}"' for name in headings)
        found = self.ask(f"select {columns} from {view} where {where} order by all", on)
        expected = redraw(draw(headings, sorted_rows(parse(text))))
        seen = draw(headings, sorted_rows(parse(draw(headings, [list(row.values()) for row in found]))))
        assert seen == redraw(expected), f"on {on} {view} shows\n{seen}\nand not\n{expected}"

    def checks(self, on: str, text: str, where: str = "true") -> None:
        """Hold the results of checks on a day against a drawn table."""
        self.shows(on, text, "marts.check_results", where)

    def days(self, text: str) -> None:
        """Hold statuses against a drawn table: one line a day, one column a bearer or a requirement."""
        headings = headings_of(text)
        expected = parse(text)
        seen = [[row["day"], *self.statuses(row["day"], headings[1:])] for row in expected]
        assert draw(headings, seen) == redraw(text), f"the days are\n{draw(headings, seen)}\nand not\n{redraw(text)}"

    def statuses(self, on: str, names: list[str]) -> list[str]:
        """The status of each bearer or requirement named, which must be one."""
        rows = self.ask("select bearer_id, requirement_id, status from marts.compliance", on)
        found = [[row["status"] for row in rows if name in (row["bearer_id"], row["requirement_id"])] for name in names]
        return [", ".join(statuses) for statuses in found]


class Stage:
    """The one connection: views made once, tables filled for whichever world is looked at."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(":memory:")
        self.connection.execute("set threads = 1")
        self.shown: World | None = None
        self.plan: Tables | None = None
        rawtables.create(self.connection)
        views.create(self.connection)
        self.built = [view for view in views.in_order(views.views()) if view.sorted_by]

    def show(self, wanted: World) -> duckdb.DuckDBPyConnection:
        """The connection, filled with a world whose statuses passed the checks."""
        if self.shown is not wanted:
            self.shown = None
            self.load_plan(wanted.tables)
            self.load_rows(wanted.rows)
            self.build()
            self.shown = wanted
        return self.connection

    def load_plan(self, tables: Tables) -> None:
        """Put a plan in place, unless it is there."""
        if self.plan is tables:
            return
        self.plan = None
        for name in rawtables.PLAN_TABLES:
            self.connection.execute(f"truncate plan.{name}")
        rawtables.load_plan(self.connection, tables)
        self.plan = tables

    def load_rows(self, rows: dict[str, list[Row]]) -> None:
        """Put the reported rows in place."""
        for name in rawtables.TABLES:
            if name.startswith("raw."):
                self.connection.execute(f"truncate {name}")
        for kind, found in rows.items():
            if found:
                rawtables.load_rows(self.connection, kind, frame(SHEETS[kind], found))
        uploads = {row["upload_number"]: row for found in rows.values() for row in found}
        rawtables.load(self.connection, "raw.uploads", pl.DataFrame([upload(row) for row in uploads.values()] or None))
        rawtables.load(self.connection, "raw.build", pl.DataFrame([built(uploads)]))

    def build(self) -> None:
        """Make the tables of the views anew and hold them to the checks."""
        for view in self.built:
            self.connection.execute(f"truncate {view.name}")
            views.run(self.connection, view.path, f"insert into {view.name}\n{view.text}", lines_before=1)
        views.run_checks(self.connection)


@cache
def stage() -> Stage:
    """The stage on which every world of this run is shown."""
    return Stage()


def field(name: str) -> str:
    """The column that a heading stands for."""
    return SHORT.get(name, name)


def sorted_rows(rows: list[Row]) -> list[list[Any]]:
    """Rows in one fixed order."""
    return sorted((list(row.values()) for row in rows), key=lambda row: [value or "" for value in row])


def reported(sheet: Sheet, text: str) -> list[Row]:
    """A drawn sheet as rows with their upload."""
    return [report(sheet, row, number) for number, row in enumerate(parse(text), start=2)]


def report(sheet: Sheet, drawn: Row, number: int) -> Row:
    """One drawn row with its blanks filled, and where it came from."""
    names = {word: column.field for column in sheet.columns for word in (*column.headings, column.field)}
    names |= {name: f"{name}_id" for name in REFERENCES} | {"type": sheet.type_field or ""}
    given = {names[name]: value for name, value in drawn.items() if name not in ("told", "upload")}
    row = {**defaults(sheet, given), **{name: value for name, value in given.items() if value is not None}}
    row = {column.field: typed(row[column.field], POLARS_TYPES[column.sql_type]) for column in sheet.columns}
    told = day(drawn["told"]) if drawn.get("told") else happened(sheet, row)
    ledger = int(drawn.get("upload") or 1000 + (told - FIRST_DAY).days)
    return {**row, "unit_written": row["unit_id"], **provenance(sheet, told, ledger, number)}


def defaults(sheet: Sheet, given: Row) -> Row:
    """What the reader fills in, and what a test may leave out."""
    blank = {column.field: "" if column.type == "branch" else column.default for column in sheet.columns}
    names = {"units": {"unit_name": given.get("unit_id")}, "branches": {"branch_name": given.get("branch_id")}}
    return {**blank, **names.get(sheet.kind, {}), **DEFAULTS.get(sheet.kind, {})}


def happened(sheet: Sheet, row: Row) -> date:
    """The last thing that a row tells of; a roster is told on the first day."""
    days = [row[name] for name in sheet.dates if row[name]]
    assert days or sheet.kind in ("units", "branches", "problems"), f"when was this told? {row}"
    return max(days, default=FIRST_DAY)


def provenance(sheet: Sheet, told: date, ledger: int, number: int) -> Row:
    """Which file a row came in."""
    file = {"upload_number": ledger, "upload_id": f"u{ledger}-{told}", "file_name": f"{told}.xlsx", "report_on": told}
    return {**file, "sheet_name": sheet.title, "row_number": number}


def frame(sheet: Sheet, rows: list[Row]) -> pl.DataFrame:
    """Rows as they are read back from what was accepted."""
    types = {column.field: POLARS_TYPES[column.sql_type] for column in sheet.columns}
    text = dict.fromkeys(("unit_written", "upload_id", "file_name", "sheet_name"), pl.String)
    numbers = dict.fromkeys(("upload_number", "row_number"), pl.Int32)
    schema = {**types, **text, **numbers, "report_on": pl.Date}
    columns = [pl.lit(letters(place)).alias(f"{name}_column") for place, name in enumerate(types)]
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(columns)


def upload(row: Row) -> Row:
    """One file as the ledger has it."""
    names = ("upload_number", "upload_id", "file_name", "report_on")
    return {name: row[name] for name in names} | {"is_active": 1, "loaded_at": datetime(2009, 7, 1)}


def built(uploads: dict[int, Row]) -> Row:
    """What the store says of itself."""
    told = [row["report_on"] for row in uploads.values()]
    return {"ledger_number": max(uploads, default=1), "latest_report_on": max(told, default=None)}
