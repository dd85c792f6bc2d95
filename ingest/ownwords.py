"""The plan's own words: a sheet may head its columns 实验室编码 where the plan calls its branches 实验室."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.catalogue import SHEETS
from ingest.plan_sheets.words import TERMS
from ingest.spec import Column, Sheet

Words = Mapping[str, str]


def in_words(text: str, words: Words) -> str:
    """A text with the usual words for those that the plan calls otherwise replaced by the plan's, all at once."""
    own = {usual: word for term, word in words.items() for usual in TERMS[term]}
    return re.sub("|".join(sorted(own, key=len, reverse=True)), lambda found: own[found[0]], text) if own else text


def own_headings(words: Words) -> dict[tuple[str, str], str]:
    """The headings that follow from the plan's words, by sheet and text, each with its field."""
    return {
        (sheet.kind, own): column.field
        for sheet in SHEETS.values()
        for column in sheet.columns
        for heading in column.headings
        if (own := in_words(heading, words)) != heading
    }


def own_sheet(sheet: Sheet, words: Words) -> Sheet:
    """A sheet with its title and first headings in the plan's words."""
    columns = tuple(own_column(column, words) for column in sheet.columns)
    return replace(sheet, title=in_words(sheet.title, words), columns=columns)


def own_column(column: Column, words: Words) -> Column:
    """A column under its heading in the plan's words."""
    return replace(column, headings=(in_words(column.headings[0], words), *column.headings[1:]))
