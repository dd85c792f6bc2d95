"""The store's two lowest schemas: `raw`, the accepted rows as sent, and `plan`, the plan as compiled.

Every table of the schema `raw` that holds a sheet follows from the sheet's spec; the others are listed here. Tables are
filled from frames by column name: what a frame lacks is null, what the table does not know is dropped.
"""

from __future__ import annotations

import duckdb
import polars as pl

from ingest.catalogue import SHEETS
from ingest.longform import CELLS, ROWS, evidence_cells, evidence_rows
from ingest.spec import Sheet, Sum
from ingest.withhold import in_words, unsaid, withhold, without_presences

PROVENANCE = """
    sheet_name varchar, row_number integer, upload_number integer, upload_id varchar, file_name varchar, report_on date
"""
UPLOADS = """
    upload_number integer, upload_id varchar, file_name varchar, sha256 varchar, report_on date, loaded_at timestamp,
    loaded_by varchar, is_active integer, withdrawn_at timestamp, withdrawn_by varchar, withdraw_reason varchar,
    row_count integer, finding_count integer
"""
FINDINGS = """
    upload_id varchar, severity varchar, code varchar, sheet_name varchar, cell varchar, field varchar, found varchar,
    message varchar, suggestion varchar, sheet varchar, unit_id varchar
"""
ENTRIES = """
    entry_number integer, entry_kind varchar, entered_at timestamp, entered_on date, entered_by varchar,
    decided_by varchar, entry_reason varchar, upload_id varchar, entry_subject varchar, entry_value varchar
"""
PASSAGES = "clause_id varchar, passage_number varchar, passage varchar"
BUILD = "ledger_number integer, built_at timestamp, parser_version varchar, latest_report_on date"

PLAN_TABLES = {
    "plan": """
        plan_id varchar, plan_title varchar, plan_title_en varchar, authority varchar, starts_on date, ends_on date,
        time_zone varchar, group_class varchar
    """,
    "clauses": """
        clause_id varchar, clause_order integer, clause_title varchar, clause_title_en varchar, summary varchar,
        summary_en varchar, parent_id varchar, clause_class varchar, unjudged varchar, unjudged_en varchar,
        numbering varchar
    """,
    "requirements": """
        requirement_id varchar, requirement_order integer, requirement_title varchar, requirement_title_en varchar,
        clause_id varchar, bearer varchar, duty varchar, evidence varchar, evidence_sheet varchar,
        evidence_type_field varchar, evidence_date_field varchar, evidence_reviewer varchar,
        evidence_reviewer_attribute varchar, rollup varchar, due_phrase varchar, due_rule varchar, due_kind varchar,
        due_date date, due_anchor_id varchar, due_reading_key varchar, applies_when varchar
    """,
    "evidence_types": "requirement_id varchar, sheet varchar, evidence_type varchar",
    "sources": "requirement_id varchar, sheet varchar, evidence_type varchar",
    "conditions": """
        owner_kind varchar, owner_id varchar, term_number integer, alternative_number integer, subject varchar,
        source_id varchar, field varchar, operator varchar, value varchar
    """,
    "checks": """
        check_id varchar, requirement_id varchar, check_order integer, clause_id varchar, check_kind varchar,
        family varchar, item varchar, threshold varchar, severity varchar, judged_by varchar, applies_when varchar,
        field varchar, item_literal varchar, item_attribute varchar, comparison varchar, percent double,
        flag_operator varchar, anchor_id varchar, reading_key varchar, material_type varchar, reviewer_literal varchar,
        reviewer_attribute varchar, range_from_on date, range_to_on date
    """,
    "check_values": "check_id varchar, value_text varchar",
    "operands": """
        check_id varchar, side varchar, term_number integer, sign integer, operand_kind varchar, number_value double,
        sheet varchar, field varchar, filter_field varchar, filter_value varchar
    """,
    "readings": """
        reading_key varchar, phrase varchar, phrase_en varchar, clause_id varchar, reading_value varchar,
        plan_value varchar, alternatives varchar, why varchar, why_en varchar, decided_on date, decided_by varchar,
        reading_kind varchar, word varchar, date_on date, direction varchar, target_days integer,
        pass_from integer, pass_to integer, warn_from integer, warn_to integer, number_value double
    """,
    "actions": """
        action_id varchar, action_order integer, action_title varchar, action_title_en varchar, clause_id varchar,
        summary varchar
    """,
    "milestones": """
        milestone_id varchar, milestone_order integer, action_id varchar, parent_id varchar, milestone_title varchar,
        milestone_title_en varchar, target varchar, target_kind varchar, target_number double, target_field varchar,
        target_counted varchar, unit_of_measure varchar, starts_on date, due_phrase varchar, due_rule varchar,
        due_kind varchar, due_date date, due_reading_key varchar, applies_when varchar, owners varchar,
        clause_id varchar
    """,
    "words": "term varchar, own_word varchar, own_word_en varchar",
    "attribute_labels": "attribute varchar, label varchar",
    "field_labels": """
        sheet varchar, field varchar, label varchar, label_en varchar, field_type varchar, choices varchar,
        summed_fields varchar
    """,
}
GRAINS = {
    "raw.evidence_rows": ("One row per accepted row of any sheet.", "每行：任一表中一条已采纳的记录。"),
    "raw.evidence_cells": ("One row per filled cell of an accepted row.", "每行：一条已采纳记录中一个填了的单元格。"),
    "raw.uploads": ("One row per upload, withdrawn ones too.", "每行：一次上报，含已撤回的。"),
    "raw.findings": ("One row per thing said of a file when it was accepted.", "每行：采纳时对文件提出的一个问题。"),
    "raw.entries": ("One row per entry of the ledger.", "每行：台账账册的一条记载。"),
    "raw.passages": ("One row per passage of the document that the plan was made of.", "每行：计划原文的一段。"),
    "raw.build": ("One row: what the store was built from.", "仅一行：本库由何生成。"),
    "plan.plan": ("One row: the plan.", "仅一行：计划本身。"),
    "plan.clauses": ("One row per clause of the plan.", "每行：计划的一个条款。"),
    "plan.requirements": ("One row per requirement.", "每行：一项要求。"),
    "plan.evidence_types": (
        "One row per type of row that answers a requirement.",
        "每行：可作某项要求佐证的一类记录。",
    ),
    "plan.sources": (
        "One row per type of row that a requirement or check reads.",
        "每行：某项要求或核查所读的一类记录。",
    ),
    "plan.conditions": ("One row per value of a term of a condition.", "每行：适用条件中一项的一个值。"),
    "plan.checks": ("One row per check of a requirement.", "每行：某项要求的一个核查项。"),
    "plan.check_values": ("One row per value that a check lets pass.", "每行：核查项认可的一个值。"),
    "plan.operands": ("One row per term of what a check measures.", "每行：核查项所计量的一个分量。"),
    "plan.readings": ("One row per reading of an open phrase.", "每行：对一个未定说法的口径。"),
    "plan.actions": ("One row per action plan.", "每行：一个行动计划。"),
    "plan.milestones": ("One row per milestone of an action plan.", "每行：行动计划的一个里程碑。"),
    "plan.words": ("One row per term that the plan calls otherwise.", "每行：计划另有叫法的一个词。"),
    "plan.attribute_labels": ("One row per field of the unit roster.", "每行：单位名册的一个字段。"),
    "plan.field_labels": ("One row per field of a kind of sheet.", "每行：一种表的一个字段。"),
}
"""What one row of a table is that follows from no sheet, in English and in Chinese."""
LETTER_OF = "_column"
POLARS_TYPES = {"varchar": pl.String, "date": pl.Date, "integer": pl.Int32, "double": pl.Float64}


def column_types(declared: str) -> dict[str, str]:
    """The columns of a declaration such as `unit_id varchar, held_on date`, in its order."""
    return dict(part.split() for part in declared.split(","))


def sheet_types(sheet: Sheet) -> dict[str, str]:
    """The columns of a sheet's raw table: its fields, its sums, where each field stood, and where the row came from."""
    fields = {column.field: column.sql_type for column in sheet.columns}
    sums = {total.field: "integer" for total in sheet.sums}
    letters = {f"{column.field}_column": "varchar" for column in sheet.columns}
    return {**fields, **sums, **letters, "unit_written": "varchar", **column_types(PROVENANCE)}


TABLES: dict[str, dict[str, str]] = {
    **{f"raw.{kind}": sheet_types(sheet) for kind, sheet in SHEETS.items()},
    "raw.evidence_rows": ROWS,
    "raw.evidence_cells": CELLS,
    "raw.uploads": column_types(UPLOADS),
    "raw.findings": column_types(FINDINGS),
    "raw.entries": column_types(ENTRIES),
    "raw.passages": column_types(PASSAGES),
    "raw.build": column_types(BUILD),
    **{f"plan.{name}": column_types(declared) for name, declared in PLAN_TABLES.items()},
}
"""Every table of the schemas `raw` and `plan`, with the types of its columns."""


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all tables of `raw` and `plan`, empty."""
    for schema in ("raw", "plan"):
        connection.execute(f"create schema if not exists {schema}")
    for table, types in TABLES.items():
        columns = ", ".join(f"{name} {sql_type}" for name, sql_type in types.items())
        connection.execute(f"create table {table} ({columns})")
        connection.execute(f"comment on table {table} is '{' | '.join(grain(table))}'")
        for name in filter(is_letter, types):
            connection.execute(f"comment on column {table}.{name} is '{' | '.join(letter(name))}'")


def grain(table: str) -> tuple[str, str]:
    """What one row of a table is, in English and in Chinese."""
    if table in GRAINS:
        return GRAINS[table]
    title = SHEETS[table.removeprefix("raw.")].title
    return f"One row per accepted row of the sheet {title}, as sent.", f"每行：“{title}”表中一条已采纳的记录，照原样。"


def is_letter(column: str) -> bool:
    """Whether a column says where in its sheet another one stood."""
    return column.endswith(LETTER_OF)


def letter(column: str) -> tuple[str, str]:
    """What such a column holds, in English and in Chinese."""
    field = column.removesuffix(LETTER_OF)
    return f"Letter of the column in which {field} stands; null = none", f"{field} 所在列的列号；空为无此列"


def load_rows(connection: duckdb.DuckDBPyConnection, kind: str, frame: pl.DataFrame) -> None:
    """Add rows to `raw.<kind>`, wide and long; a sheet's sums are computed, and what must not be shown is withheld.

    The frame holds the sheet's fields and where each row came from: upload, file, sheet, row and report date.
    """
    sheet = SHEETS[kind]
    known = withhold(add_sums(frame, sheet), sheet)
    load(connection, f"raw.{kind}", without_presences(known, sheet))
    load(connection, "raw.evidence_rows", evidence_rows(known, sheet))
    load(connection, "raw.evidence_cells", in_words(evidence_cells(known, sheet), known, sheet))


def with_all_columns(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The frame with every column of `raw.<kind>`; what it lacks is blank."""
    return frame.with_columns(
        pl.lit(None, POLARS_TYPES[sql_type]).alias(name)
        for name, sql_type in TABLES[f"raw.{kind}"].items()
        if name not in frame.columns
    )


def load_plan(connection: duckdb.DuckDBPyConnection, tables: dict[str, pl.DataFrame]) -> None:
    """Add the compiled tables of a plan to the schema `plan`."""
    for name, frame in tables.items():
        load(connection, f"plan.{name}", frame)


def load_findings(connection: duckdb.DuckDBPyConnection, findings: pl.DataFrame) -> None:
    """Add what was said of files when they were accepted, without what must not be shown."""
    load(connection, "raw.findings", unsaid(findings, SHEETS))


def load(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Add the rows of a frame to a table by column name."""
    if table not in TABLES:
        raise KeyError(f"the store has no table {table}")
    known = [name for name in TABLES[table] if name in frame.columns]
    if not known:
        return
    connection.register("incoming_rows", frame.select(known))
    connection.execute(f"insert into {table} by name select * from incoming_rows")
    connection.unregister("incoming_rows")


def add_sums(frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The frame with the sheet's sums. What is blank is not counted, and only blanks make no sum."""
    sums = [
        pl.when(pl.any_horizontal(pl.col(present).is_not_null())).then(summed(present, total)).alias(total.field)
        for total in sheet.sums
        if (present := [term for term in total.terms if term in frame.columns])
    ]
    return frame.with_columns(sums)


def summed(names: list[str], total: Sum) -> pl.Expr:
    """What some columns add up to, or how many of them are above nought."""
    if total.counts_filled:
        return pl.sum_horizontal((pl.col(name) > 0).fill_null(False).cast(pl.Int32) for name in names)
    return pl.sum_horizontal(names)
