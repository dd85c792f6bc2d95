"""Rows of one kind that share a key: the same row twice is a notice, two different rows are an error at both."""

from __future__ import annotations

import polars as pl

from ingest.columns import FEW_ROWS
from ingest.parse import Read
from ingest.rows import MOST_FINDINGS, Judged


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
    distinct = group.select(fields).unique()
    places = [(tables[table], int(inside)) for table, inside in group.select("table", "inside").rows()]
    spots = [f"{judged.region.grid.sheet_name} 第 {row_of(judged, inside)} 行" for judged, inside in places]
    if distinct.height == 1:
        for (judged, inside), _ in zip(places[1:], spots, strict=False):
            judged.refused[inside] = True
            tell(judged, inside, "notice", "row.repeated", f"与{spots[0]}完全相同，只取一次。")
        return
    for number, (judged, inside) in enumerate(places):
        others = "、".join(spots[:number] + spots[number + 1 :])
        judged.refused[inside] = True
        unlike = differences(group, judged, fields)
        message = f"{key_words(judged)}与{others}相同，但内容不一样：{unlike}。请只保留正确的一行。"
        tell(judged, inside, "error", "key.conflict", message)


def row_of(judged: Judged, inside: int) -> int:
    """A row's number in the file."""
    return judged.region.row_number(judged.region.rows[inside])


def key_words(judged: Judged) -> str:
    """The key in the form's words, as far as the sheet has it."""
    sheet = judged.sheet
    return "、".join(sheet.column(name).label for name in sheet.key if name in judged.region.heading.columns)


def differences(group: pl.DataFrame, judged: Judged, fields: list[str]) -> str:
    """The labels of the columns that differ."""
    return "、".join(judged.sheet.column(name).label for name in fields if group[name].n_unique() > 1)


def tell(judged: Judged, inside: int, severity: str, code: str, message: str) -> None:
    """A finding at the key's first cell."""
    if sum(finding.code == code for finding in judged.findings[-MOST_FINDINGS:]) >= MOST_FINDINGS:
        return
    name = next(name for name in judged.sheet.key if name in judged.region.heading.columns)
    judged.add(severity, inside, judged.sheet.column(name), Read(None, code, message), "")
