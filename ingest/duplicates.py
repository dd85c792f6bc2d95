"""Rows of one kind that share a key: the same row twice is a notice, two different rows are an error at both."""

from __future__ import annotations

import polars as pl

from ingest.columns import FEW_ROWS
from ingest.doubts import written_at
from ingest.parse import Read, show
from ingest.rows import MOST_FINDINGS, Judged

MOST_OTHERS = 5


def find_duplicates(tables: list[Judged]) -> None:
    """Look over all tables of one kind in the file; exact repeats are dropped, contradictions refused."""
    sheet = tables[0].sheet
    fields = list(sheet.fields)
    if not may_repeat(tables):
        return
    frames = [
        judged.frame.select(fields).with_columns(
            pl.lit(place).alias("table"),
            pl.int_range(pl.len()).alias("inside"),
            pl.Series("refused", judged.refused),
        )
        for place, judged in enumerate(tables)
    ]
    rows = pl.concat(frames).filter(pl.all_horizontal(pl.col(required_key(tables)).is_not_null()))
    keys = list(sheet.key)
    if not rows.select(keys).is_duplicated().any():
        return
    shared = rows.filter(rows.select(keys).is_duplicated())
    for group in shared.partition_by(keys, maintain_order=True):
        settle(tables, group, fields)


def may_repeat(tables: list[Judged]) -> bool:
    """A cheap look for any key that comes twice."""
    keys = list(tables[0].sheet.key)
    if sum(len(judged.refused) for judged in tables) > FEW_ROWS:
        return bool(pl.concat([judged.frame.select(keys) for judged in tables]).is_duplicated().any())
    rows = [row for judged in tables for row in zip(*(judged.frame[key].to_list() for key in keys), strict=True)]
    return len(set(rows)) < len(rows)


def required_key(tables: list[Judged]) -> list[str]:
    """The key's fields that every row must have."""
    sheet = tables[0].sheet
    return [name for name in sheet.key if sheet.column(name).required] or list(sheet.key)


def settle(tables: list[Judged], group: pl.DataFrame, fields: list[str]) -> None:
    """One key with several rows."""
    places = [(tables[table], int(inside)) for table, inside in group.select("table", "inside").rows()]
    unlike = [name for name in fields if group[name].n_unique() > 1]
    for number, (judged, inside) in enumerate(places):
        others = places[:number] + places[number + 1 :]
        if unlike:
            judged.refused[inside] = True
            contradict(judged, inside, unlike, others)
        elif number:
            judged.refused[inside] = True
            name = next(name for name in judged.sheet.key if name in judged.region.heading.columns)
            tell(judged, inside, name, "notice", "row.repeated", f"与{spot(*places[0])}完全相同，只取一次。")


def contradict(judged: Judged, inside: int, unlike: list[str], others: list[tuple[Judged, int]]) -> None:
    """An error at each cell of a row that differs from its fellows of one key, with what stands in both."""
    for name in unlike:
        here = text_at(judged, inside, name)
        there = "、".join(f"{spot(*other)}是{quoted(text_at(*other, name))}" for other in others[:MOST_OTHERS])
        more = f"等 {len(others)} 行" if len(others) > MOST_OTHERS else ""
        message = (
            f"{key_words(judged)}相同的行，“{judged.sheet.column(name).label}”不一样："
            f"这一格是{quoted(here)}，{there}{more}。请只保留正确的一行。"
        )
        tell(judged, inside, name, "error", "key.conflict", message, here)


def spot(judged: Judged, inside: int) -> str:
    """Where a row stands, in words."""
    return f"{judged.region.grid.sheet_name} 第 {row_of(judged, inside)} 行"


def text_at(judged: Judged, inside: int, name: str) -> str:
    """What a row's cell shows; nothing where it is blank or its table lacks the column."""
    if name not in judged.region.heading.columns:
        return ""
    return show(written_at(judged, inside, judged.sheet.column(name)))


def quoted(text: str) -> str:
    """What stands in a cell, in words."""
    return f"“{text}”" if text else "空白"


def row_of(judged: Judged, inside: int) -> int:
    """A row's number in the file."""
    return judged.region.row_number(judged.region.rows[inside])


def key_words(judged: Judged) -> str:
    """The key in the form's words, as far as the sheet has it."""
    sheet = judged.sheet
    return "、".join(sheet.column(name).label for name in sheet.key if name in judged.region.heading.columns)


def tell(judged: Judged, inside: int, name: str, severity: str, code: str, message: str, found: str = "") -> None:
    """A finding at a field's cell."""
    if sum(finding.code == code for finding in judged.findings[-MOST_FINDINGS:]) < MOST_FINDINGS:
        judged.add(severity, inside, judged.sheet.column(name), Read(None, code, message), found)
