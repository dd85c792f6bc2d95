"""The reference pages, written from the code and the plan: the data dictionary, sheets, commands, rules, clauses.

`python -m docs.make` writes them; `python -m docs.make --check` only says which are stale.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click
import duckdb

from docs import rulepages
from ingest import rawtables, views
from ingest.catalogue import SHEETS
from ingest.spec import Column, Sheet, Sum

DOCS = Path(__file__).parent
HELP_WIDTH = 100
NOTICE = "<!-- Written by `make docs`; edit the code instead. -->\n"
SCHEMAS = {
    "marts": "what pages, commands and analysts read",
    "reference": "small tables that change with the code only",
    "rules": "one view per family of checks",
    "intermediate": "obligations, evidence and their states through time",
    "staging": "the accepted rows, renamed and typed; no joins",
    "raw": "the accepted rows as sent, and beside each field, as `<field>_column`, the letter of its column",
    "plan": "the plan as compiled",
}
COLUMNS = """
    select schema_name, table_name, column_name, data_type, comment
    from duckdb_columns()
    where not internal
    order by schema_name, table_name, column_index
"""
GRAINS = """
    select schema_name, view_name, comment from duckdb_views() where not internal
    union all
    select schema_name, table_name, comment from duckdb_tables() where not internal
"""


def dictionary_page() -> str:
    """Every view and table of an empty store, with what one row is and what each column means."""
    with duckdb.connect() as store:
        rawtables.create(store)
        views.create(store)
        columns = store.execute(COLUMNS).fetchall()
        grains = {(schema, name): comment for schema, name, comment in store.execute(GRAINS).fetchall()}
    tables = {key: list(rows) for key, rows in groupby(columns, key=lambda row: (row[0], row[1]))}
    parts = ["# Data dictionary", "Every view and table of the published store, as `schema.name`, in the order of use."]
    for schema, purpose in SCHEMAS.items():
        names = [name for found, name in tables if found == schema]
        if names:
            parts.append(f"## {schema}: {purpose}")
        parts += [table_part(schema, name, grains[schema, name], tables[schema, name]) for name in names]
    return page(parts)


def table_part(schema: str, name: str, grain: str | None, columns: list[tuple[str, ...]]) -> str:
    """One view or table: its name, its grain in both languages, its columns."""
    said = "\n\n".join((grain or "").split(" | "))
    shown = [row[2:] for row in columns if schema != "raw" or not row[2].endswith("_column")]
    rows = [(f"`{column}`", kind.lower(), *both(comment)) for column, kind, comment in shown]
    return f"### {schema}.{name}\n\n{said}\n\n" + table(("column", "type", "meaning", "含义"), rows)


def both(comment: str | None) -> tuple[str, str]:
    """The English and the Chinese half of a column's comment."""
    english, _, chinese = (comment or "").partition(" | ")
    return english, chinese


def sheets_page() -> str:
    """Every kind of sheet, as its spec declares it."""
    parts = [
        "# Sheets",
        "One workbook may hold any of these, wherever they stand in it; a sheet is known by its headings. Spaces, "
        "brackets, asterisks and colons in a heading do not matter, and `upper/lower` is a heading of two rows. "
        "`taizhang template` writes a workbook to fill in. An asterisk marks what must be filled.",
    ]
    return page(parts + [sheet_part(sheet) for sheet in SHEETS.values()])


def sheet_part(sheet: Sheet) -> str:
    """One kind of sheet: its key and its columns."""
    keys = ", ".join(sheet.column(name).label for name in sheet.key)
    rows = [column_row(column) for column in sheet.columns]
    heads = ("heading", "field", "type", "also read as", "allowed values")
    sums = [f"- `{total.field}` {total.label}: {how_made(total)} {fields(total.terms)}" for total in sheet.sums]
    computed = "\n\nComputed when rows are loaded:\n\n" + "\n".join(sums) if sums else ""
    hidden = withheld_part(sheet)
    return f"## {sheet.title} `{sheet.kind}`\n\nKey: {keys}.\n\n{table(heads, rows)}{computed}{hidden}"


def how_made(total: Sum) -> str:
    """How a computed column comes of others."""
    return "how many are above nought of" if total.counts_filled else "the sum of"


def withheld_part(sheet: Sheet) -> str:
    """What stays out of the store where too few people would show through."""
    if not sheet.withheld:
        return ""
    few = sheet.withheld
    present = f", and of {fields(few.presences)} only whether anybody was there" if few.presences else ""
    return (
        f"\n\nWhere `{few.measure}` is below {few.fewest} or not known, the store holds no "
        f"{fields(few.fields)}{present}. "
        "Nor does it hold these of a row told again with other figures, or held by another of the unit's rows but for "
        "a few ballots: see [decision 7](decisions/0007-ballots-of-few.md)."
    )


def fields(names: Iterable[str]) -> str:
    """Names of fields in a row."""
    return ", ".join(f"`{name}`" for name in names)


def column_row(column: Column) -> tuple[str, ...]:
    """One column of a sheet as a row of its table."""
    star = "*" if column.required else ""
    kind = column.type if column.default is None else f"{column.type}, blank means {column.default}"
    allowed = "、".join(column.choices) + (" and what the plan adds" if column.open_choices else "")
    return f"{column.label}{star}", f"`{column.field}`", kind, " · ".join(column.headings[1:]), allowed


def commands_page() -> str:
    """Every command with its help, as the terminal shows it."""
    from taizhang import cli

    parts = ["# Commands", "What `taizhang --help` and `taizhang COMMAND --help` say."]
    return page([*parts, *command_parts(cli, "taizhang", None)])


def command_parts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    """The help of a command, then that of each command below it."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=HELP_WIDTH)
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found and not found.hidden:
                yield from command_parts(found, below, context)


def rules_page() -> str:
    """Every requirement and check of the shipped plan."""
    return page(list(rulepages.rules_parts(table)))


def clauses_page() -> str:
    """Every clause of the shipped plan."""
    return page(list(rulepages.clauses_parts(table)))


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(parts: list[str]) -> str:
    """A page from its parts."""
    return NOTICE + "\n" + "\n\n".join(part.rstrip() for part in parts) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "data-dictionary.md": dictionary_page,
    "sheets.md": sheets_page,
    "commands.md": commands_page,
    "rules.md": rules_page,
    "clauses.md": clauses_page,
}


def stale() -> dict[str, str]:
    """The pages that are not what the code says now, with what they should be."""
    fresh = {name: write() for name, write in PAGES.items()}
    return {name: text for name, text in fresh.items() if not is_page(DOCS / name, text)}


def is_page(path: Path, text: str) -> bool:
    """Whether the file holds exactly this text."""
    return path.exists() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Write the stale pages, or with --check name them and fail."""
    pages = stale()
    if "--check" in arguments:
        for name in pages:
            print(f"docs/{name} is stale: run `make docs`")
        return int(bool(pages))
    for name, text in pages.items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"wrote docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
