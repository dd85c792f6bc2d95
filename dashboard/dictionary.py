"""The pieces of the data dictionary: what there is, one view with its columns and where they come from, one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import polars as pl
import streamlit as st

from dashboard import behind, data, filters, lineage, lists, parts, relations, saved, sqltext, store, ways_to_sql, who
from dashboard.words import ENGLISH, NOTHING, language, plain, say

HERE = "dictionary"
MOST_FOUND, EXAMPLES, EXAMPLE_LENGTH, MOST_ROOTS = 100, 3, 32, 12
KEPT_EXAMPLES = 256
LETTER = "_column"
# How somebody is reached stands on no page, so it is no example either.
NEVER_SHOWN = frozenset({"contact_role", "contact_phone"})
Row = dict[str, Any]
Cells = dict[str, list[str]]


def halves(comment: str | None) -> tuple[str, str]:
    """What a comment says, first in the reader's language, then in the other."""
    english, _, chinese = (comment or "").partition(" | ")
    return (english, chinese) if language() == ENGLISH else (chinese, english)


def search(typed: str) -> None:
    """The views and columns that hold a text in their names or their words."""
    listing(held(data.frame("dictionary__relations"), typed, "relation_name", "comment"))
    columns = held(data.frame("dictionary__columns"), typed, "column_name", "comment")
    if typed and columns.height:
        parts.heading("dictionary.columns", count=columns.height)
        found = columns.head(MOST_FOUND).to_dicts()
        table(
            {
                "column": [code(row["column_name"]) for row in found],
                "relation": [relation_link(row["relation_name"]) for row in found],
                "meaning": [plain(halves(row["comment"])[0]) for row in found],
            },
            "dictionary.columns",
        )
    if typed and columns.height > MOST_FOUND:
        st.caption(say("table.more", shown=MOST_FOUND, count=columns.height))


def held(found: pl.DataFrame, typed: str, *names: str) -> pl.DataFrame:
    """The rows in which one of these columns holds a text, whatever its case."""
    either = [pl.col(name).str.to_lowercase().str.contains(typed.lower(), literal=True) for name in names]
    return found.filter(pl.any_horizontal(either))


def listing(found: pl.DataFrame) -> None:
    """Views and tables by schema, each with what one row of it is."""
    if found.is_empty():
        parts.nothing("dictionary.none")
    for (schema,), rows in found.group_by("schema_name", maintain_order=True):
        st.subheader(f"{schema} · {say(f'schema.{schema}')}", anchor=False)
        cells: Cells = {
            "relation": [relation_link(name) for name in rows["relation_name"].to_list()],
            "grain": [plain(halves(comment)[0]) for comment in rows["comment"].to_list()],
        }
        table(cells, "dictionary.relations")


def queries(typed: str) -> None:
    """The queries of the pages, each with what one row of its answer is."""
    names = [path.stem for path in sorted(store.QUERIES.glob("*.sql"))]
    found = [(name, grain_of(store.query_text(name))) for name in names]
    kept = [row for row in found if typed.lower() in " ".join(row).lower()]
    if not kept:
        parts.nothing("dictionary.none")
        return
    table(
        {
            "query": [either_link(name) for name, _ in kept],
            "grain": [plain(grain) for _, grain in kept],
        },
        "dictionary.queries",
    )


def saved_queries(typed: str) -> None:
    """The saved queries that the reader may see, each the way to itself on the SQL page."""
    person = who.who().name
    found = [
        one
        for one in saved.listed(store.store_folder(), person)
        if typed.lower() in f"{one.name} {one.title_zh} {one.title_en} {one.note}".lower()
    ]
    if not found:
        parts.nothing("dictionary.none")
        return
    table(
        {
            "saved": [to_run(one) for one in found],
            "note": [plain(one.note) for one in found],
            "asks": [" · ".join(plain(parameter.label) for parameter in one.parameters) or NOTHING for one in found],
            "owner": [plain(one.owner or "–") for one in found],
            "typed": [code(one.name) for one in found],
        },
        "dictionary.saved",
    )


def to_run(one: saved.Saved) -> str:
    """The title of a saved query; for who may ask in SQL the way there."""
    return link(one.title, ways_to_sql.address(one.sql, usual(one))) if who.may("sql") else plain(one.title)


def usual(one: saved.Saved) -> dict[str, str]:
    """The usual values of a saved query's parameters; blank ones narrow nothing."""
    return {parameter.name: parameter.usual or "" for parameter in one.parameters}


def grain_of(sql: str) -> str:
    """What a query says one row of its answer is."""
    return sql.partition("\n")[0].removeprefix("--").strip()


def relation(name: str) -> None:
    """One view or table: what a row is, its columns, what it reads, who reads it, and its SQL."""
    [row] = data.where(data.frame("dictionary__relations"), relation_name=name).to_dicts()
    schema, kind = row["schema_name"], row["relation_kind"]
    head(name, " · ".join((say(f"schema.{schema}"), say(f"kind.{kind}"))))
    for said in halves(row["comment"]):
        st.markdown(plain(said))
    ways_to_sql.offer(f"select *\nfrom {name}\nlimit 100", {})
    columns(name)
    origins(name)
    text = lineage.text_of(name)
    ways("dictionary.reads", lineage.reads(text) if text else ())
    ways("dictionary.read_by", lineage.readers(data.reading().published).get(name, ()))
    if text:
        parts.heading("dictionary.sql")
        st.code(text, language="sql", line_numbers=True)


def columns(name: str) -> None:
    """The columns of a view: type, meaning in both languages, examples, and what they come from."""
    published = data.reading().published
    known = data.where(data.frame("dictionary__columns"), relation_name=name)
    shown = known.filter(~pl.col("column_name").str.ends_with(LETTER)) if name.startswith("raw.") else known
    seen = examples(published, name, data.reading_day(), tuple(known["column_name"].to_list()))
    come = lineage.of_columns(published, name)
    parts.heading("dictionary.columns", count=known.height)
    if shown.height < known.height:
        parts.note("dictionary.letters")
    if seen is None:
        parts.note("dictionary.slow")
    rows = shown.to_dicts()
    here, other = zip(*(halves(row["comment"]) for row in rows), strict=True)
    cells = {
        "column": [code(row["column_name"]) for row in rows],
        "kind": [row["column_type"] for row in rows],
        "meaning": [plain(one) for one in here],
        "examples": ["、".join(map(plain, (seen or {}).get(row["column_name"], ()))) or NOTHING for row in rows],
        "comes_from": [from_links(come.get(row["column_name"], ())) for row in rows],
        "other": [plain(one) for one in other],
    }
    table(cells, "dictionary.relation")


@lru_cache(maxsize=KEPT_EXAMPLES)
def examples(published: store.Snapshot, name: str, as_of: Any, names: Sequence[str]) -> dict[str, list[str]] | None:
    """A few values of each column, each by itself and no row whole; nothing where finding them takes too long."""
    found = relations.examples(published, name, as_of)
    if found is None:
        return None
    # A long table names its fields in its rows.
    rows = [row for row in found if not NEVER_SHOWN & {value for value in row if isinstance(value, str)}]
    by_column = zip(names, zip(*rows, strict=True), strict=True) if rows else ()
    return {column: few(values) for column, values in by_column if column not in NEVER_SHOWN}


def few(values: Iterable[Any]) -> list[str]:
    """The first different values that say something, cut short."""
    texts = dict.fromkeys(" ".join(str(value).split()) for value in values if value not in (None, ""))
    return [text if len(text) <= EXAMPLE_LENGTH else f"{text[:EXAMPLE_LENGTH]}…" for text in list(texts)[:EXAMPLES]]


def from_links(found: Sequence[lineage.Column]) -> str:
    """Columns of other views, each with the way to its view."""
    return " · ".join(relation_link(name, f"{name}.{column}") for name, column in found) or NOTHING


def origins(name: str) -> None:
    """Of which columns of sheets and of the plan the values are made, as far down as there are any."""
    published = data.reading().published
    if name.split(".")[0] in lineage.SOURCES:
        return
    come = {column: lineage.roots(published, name, column) for column in lineage.relations(published)[name]}
    parts.heading("dictionary.origins")
    parts.note("dictionary.origins_note")
    headings = sheet_headings()
    with st.expander(say("dictionary.origins_open", count=len(come)), key="origins"):
        cells = {
            "column": [code(column) for column in come],
            "origin": [in_words(found, headings) for found in come.values()],
        }
        table(cells, "dictionary.origins")


def sheet_headings() -> dict[lineage.Column, str]:
    """The columns of sheets by their headings."""
    found = data.frame("dictionary__fields").iter_rows(named=True)
    return {(f"raw.{row['sheet']}", row["field"]): row["label"] for row in found}


def in_words(found: Sequence[lineage.Column], headings: Mapping[lineage.Column, str]) -> str:
    """Columns of sheets by sheet and heading, others by their names; the first of many."""
    said = [
        plain(say(f"sheet.{name.removeprefix('raw.')}") + " › " + headings[name, column])
        if (name, column) in headings
        else relation_link(name, f"{name}.{column}")
        for name, column in found
    ]
    more = [say("dictionary.more", count=len(said) - MOST_ROOTS)] if len(said) > MOST_ROOTS else []
    return " · ".join(said[:MOST_ROOTS] + more) or NOTHING


def ways(section: str, names: Sequence[str]) -> None:
    """Links to views and queries."""
    if names:
        parts.heading(section)
        st.markdown(" · ".join(map(either_link, names)))


def query(name: str, values: str) -> None:
    """One query of a page: what it reads, what its parameters stand for, and its SQL."""
    text = store.query_text(name).strip()
    head(name, say("dictionary.of_page"))
    st.markdown(plain(grain_of(text)))
    asked = behind.values_in(values, sqltext.parameters(text))
    ways_to_sql.offer(*ways_to_sql.fit(text, asked))
    if asked:
        parts.heading("dictionary.parameters")
        cells = {
            "parameter": [code(f"${one}") for one in asked],
            "value": [NOTHING if value is None else plain(value) or "''" for value in asked.values()],
        }
        table(cells, "dictionary.parameters")
    ways("dictionary.reads", lineage.reads(text))
    parts.heading("dictionary.sql")
    st.code(text, language="sql", line_numbers=True)


def head(name: str, about: str) -> None:
    """What the page is about, and the way back to all."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(name), anchor=False, width="content")
        st.page_link(behind.PAGE, label=say("dictionary.all"), width="content")
    st.caption(about)


def table(cells: Cells, section: str) -> None:
    """Cells as they are written, under their headings."""
    columns = {name: lists.Column(say(f"column.dictionary_{name}"), str) for name in cells}
    lists.show(pl.DataFrame(cells), columns, say(f"{section}_alt"), sorts=False, short=True)


def either_link(name: str) -> str:
    """A view, or a query of a page, as a link to its page here."""
    return relation_link(name) if "." in name else link(name, filters.address(HERE, query=name))


def relation_link(name: str, shown: str = "") -> str:
    """A view as a link to its page here."""
    return link(shown or name, filters.address(HERE, relation=name))


def link(shown: str, to: str) -> str:
    """A link in a text."""
    return f"[{plain(shown)}]({quote(to, safe='?=&%/+.-_~')})"


def code(text: str) -> str:
    """A name as it is typed."""
    return f"`{text}`"


VIEWS = {"relations": search, "queries": queries, "saved": saved_queries}
