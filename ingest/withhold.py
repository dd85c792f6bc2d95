"""What never enters the store: figures by which it could be told how single people voted.

A breakdown is kept only where the ballots are known to be enough. Nor is it kept of a row that was told again with
other figures, or that another row of the unit holds but for a few ballots: the difference of the two would be theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ingest.longform import with_identity
from ingest.spec import Sheet, Withheld

SOMEBODY = "有"
LATER = ":later"
TOLD = ("report_on", "upload_number", "place")
UNSAID = "（与少数票有关的内容不在这里显示，请看原表）"


def withhold(frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The frame without the breakdowns that would show votes; of each present group only whether anybody came."""
    rule = sheet.withheld
    if rule is None:
        return frame
    kept = [enough(frame, sheet, rule, name) for name in rule.fields if name in frame.columns]
    present = [
        pl.when(few(frame, rule)).then((pl.col(name) > 0).cast(pl.Int32)).otherwise(pl.col(name)).alias(name)
        for name in rule.presences
        if name in frame.columns
    ]
    return without_earlier(frame.with_columns(*kept, *present), sheet, rule)


def without_presences(frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The frame as people read it: where only somebody's presence is known, no number stands."""
    rule = sheet.withheld
    names = [name for name in rule.presences if name in frame.columns] if rule else []
    return frame.with_columns(pl.when(~few(frame, rule)).then(pl.col(name)).alias(name) for name in names if rule)


def in_words(cells: pl.DataFrame, frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The cells of a frame, those in which only somebody's presence is known said so."""
    rule = sheet.withheld
    if rule is None:
        return cells
    scarce = with_identity(frame, sheet).filter(few(frame, rule))["evidence_id"]
    is_bare = pl.col("field").is_in(rule.presences) & pl.col("evidence_id").is_in(scarce.implode())
    said = pl.when(is_bare & (pl.col("item_number") > 0)).then(pl.lit(SOMEBODY)).otherwise(pl.col("item_text"))
    return cells.with_columns(said.alias("item_text"))


def unsaid(findings: pl.DataFrame, sheets: Mapping[str, Sheet]) -> pl.DataFrame:
    """Findings as the store may hold them: what was found in a breakdown is said to the sender alone."""
    if findings.is_empty():
        return findings
    rules = {kind: sheet.withheld for kind, sheet in sheets.items() if sheet.withheld}
    secret = pl.col("field").is_in([name for rule in rules.values() for name in (*rule.fields, *rule.presences)])
    if "sheet" in findings.columns:
        of_no_field = (pl.col("field") == "") & ~pl.col("code").str.starts_with("heading.")
        secret = secret | (pl.col("sheet").is_in(list(rules)) & of_no_field)
    secret = secret.fill_null(False)
    blank = [pl.when(~secret).then(pl.col(name)).otherwise(pl.lit("")).alias(name) for name in ("found", "suggestion")]
    return findings.with_columns(
        *blank, pl.when(~secret).then(pl.col("message")).otherwise(pl.lit(UNSAID)).alias("message")
    )


def few(frame: pl.DataFrame, rule: Withheld) -> pl.Expr:
    """Whether a row's ballots are fewer than enough, or not known to be."""
    known = pl.col(rule.measure) >= rule.fewest if rule.measure in frame.columns else pl.lit(False)
    return ~known.fill_null(False)


def enough(frame: pl.DataFrame, sheet: Sheet, rule: Withheld, name: str) -> pl.Expr:
    """A breakdown where the ballots are enough both by the sheet's own figure and by their sum."""
    totals = {term: total.field for total in sheet.sums for term in total.terms}
    total = totals.get(name)
    known = (pl.col(total) >= rule.fewest).fill_null(False) if total in frame.columns else pl.lit(True)
    return pl.when(~few(frame, rule) & known).then(pl.col(name)).alias(name)


def without_earlier(frame: pl.DataFrame, sheet: Sheet, rule: Withheld) -> pl.DataFrame:
    """The frame without the breakdowns of rows whose difference from a later one would be a few people's votes."""
    names = [name for name in rule.fields if name in frame.columns]
    if not {*sheet.key, rule.measure, "report_on", "upload_number"} <= set(frame.columns) or not names:
        return frame
    placed = frame.with_row_index("place")
    told = placed.filter(pl.any_horizontal(pl.col(names).is_not_null())).select(
        "place", *sheet.key, *TOLD[:2], rule.measure, *names
    )
    last = told.sort(TOLD).unique([*sheet.key, rule.measure, *names], keep="last")
    pairs = last.join(last, on="unit_id", how="inner", suffix=LATER).filter(is_later())
    gone = pairs.filter(is_same_row(sheet, names) | holds_but_few(rule, names))
    same = [*sheet.key, rule.measure, *names]
    hidden = told.join(gone.select(same).unique(), on=same, how="semi", nulls_equal=True)["place"]
    if hidden.is_empty():
        return frame
    is_hidden = pl.col("place").is_in(hidden.implode())
    return placed.with_columns(pl.when(~is_hidden).then(pl.col(name)).alias(name) for name in names).drop("place")


def is_later() -> pl.Expr:
    """Whether the second of two rows was told after the first: by report date, upload and place."""
    later = pl.lit(False)
    for name in reversed(TOLD):
        first, second = pl.col(name), pl.col(f"{name}{LATER}")
        later = (second > first) | ((second == first) & later)
    return later


def is_same_row(sheet: Sheet, names: list[str]) -> pl.Expr:
    """Whether the second row tells the first one again, with other figures."""
    same_key = [pl.col(name).eq_missing(pl.col(f"{name}{LATER}")) for name in sheet.key if name != "unit_id"]
    return pl.all_horizontal(same_key) & pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}{LATER}")) for name in names
    )


def holds_but_few(rule: Withheld, names: list[str]) -> pl.Expr:
    """Whether one of two rows may be the other and a few ballots more."""
    differences = [pl.col(f"{name}{LATER}").fill_null(0) - pl.col(name).fill_null(0) for name in (rule.measure, *names)]
    one_way = [pl.all_horizontal(sign * one >= 0 for one in differences) for sign in (1, -1)]
    return differences[0].abs().is_between(1, rule.fewest - 1) & pl.any_horizontal(one_way)
