"""The patient parser of one column: what a cell means, in any of its spellings, or what is to be said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from ingest.context import Context
from ingest.dates import SERIAL_ZERO, SERIAL_ZERO_1904, read_date
from ingest.fold import clean, squeeze
from ingest.names import reference_aliases, suggest
from ingest.parse import (
    BLANK,
    Read,
    is_blank,
    read_count,
    read_flag,
    read_list,
    read_number,
    read_ratio,
    read_text,
    show,
)
from ingest.spec import LIST_MARK, Column

MOST_SUGGESTED = 200
LOOSE = re.compile(r"[\s|｜\\＼+＋&＆·。和及与]+")
COUNTED = re.compile(r"(.+?)[(（]?\d+\s*份[)）]?")
Reader = Callable[[Any], Read]


def reader_of(column: Column, context: Context) -> Reader:
    """The patient parser of one column."""
    match column.type:
        case "text" | "branch":
            return read_text
        case "count":
            return read_count
        case "number":
            return read_number
        case "ratio":
            return read_ratio
        case "flag":
            return read_flag
        case "date":
            return lambda value: read_date(value, context.window, day_zero(context))
        case "list":
            return list_reader(context)
        case "choice":
            return choice_reader(column, context)
        case "unit":
            return unit_reader(context)
        case kind:
            return known_reader(getattr(context, f"{kind}s"), kind)


def day_zero(context: Context) -> date:
    """The day from which the workbook at hand counts its days."""
    return SERIAL_ZERO_1904 if context.counts_from_1904 else SERIAL_ZERO


def list_reader(context: Context) -> Reader:
    """Lists, each item under its canonical name, no item twice; what may be several items is asked about."""
    names = known_items(context)

    def read(value: Any) -> Read:
        items, problem = [], BLANK
        for item in read_list(value):
            name, found = item_called(item, names)
            if found.is_refused:
                return found
            items.append(name)
            problem = found if found.code else problem
        return replace(problem, value=LIST_MARK.join(dict.fromkeys(items)) or None)

    return read


def known_items(context: Context) -> dict[str, str]:
    """Every known spelling of an item with its canonical name: learnt, listed, and those that the plan asks for."""
    asked = {squeeze(name): name for name in context.checks.values()}
    reference = {form: name for (kind, form), name in reference_aliases().items() if kind == "item"}
    usual = {**{squeeze(name): name for name in reference.values()}, **asked}
    learnt = {squeeze(written): name for (kind, written), name in context.aliases.items() if kind == "item"}
    return {**reference, **usual, **learnt}


def item_called(item: str, names: dict[str, str]) -> tuple[str, Read]:
    """An item's canonical name, and what is to be said of it."""
    if (name := names.get(squeeze(item))) is not None:
        return name, BLANK
    if (counted := COUNTED.fullmatch(item)) and (name := names.get(squeeze(counted[1]))):
        return name, Read(None, "list.counted", f"“{item}”按“{name}”理解，份数没有读取。", name, "notice")
    parts = [part for part in LOOSE.split(item) if part]
    if len(parts) > 1 and any(squeeze(part) in names for part in parts):
        likely = LIST_MARK.join(parts)
        message = f"“{item}”像是几项写在一起，分不清有几项。是不是“{likely}”？请用顿号“、”隔开。"
        return item, Read(None, "list.unsplit", message, likely, "question")
    return item, BLANK


def choice_reader(column: Column, context: Context) -> Reader:
    """One of the allowed values in any of its spellings."""
    offered = context.offered(column)
    allowed = {**dict.fromkeys(offered, ()), **column.choices}
    known = {choice_form(word): name for name, others in allowed.items() for word in others}
    known |= {choice_form(name): name for name in allowed}
    learnt = {choice_form(written): name for (kind, written), name in context.aliases.items() if kind == column.field}
    budget = iter(range(MOST_SUGGESTED))

    def read(value: Any) -> Read:
        if is_blank(value):
            return BLANK
        written = show(value)
        found = known.get(choice_form(written)) or learnt.get(choice_form(written))
        if found:
            return Read(found)
        likely = suggest(written, offered) if next(budget, None) is not None else ()
        hint = f"{did_you_mean(likely)}可填：{'、'.join(offered)}。"
        message = f"“{written.strip()}”不在“{column.label}”的可选项中。{hint}"
        return Read(None, "choice.unknown", message, LIST_MARK.join(likely))

    return read


def choice_form(text: str) -> str:
    """Choices compare without spaces and quotation marks."""
    return squeeze(text).translate(dict.fromkeys(map(ord, "《》“”\"'")))


def did_you_mean(likely: tuple[str, ...]) -> str:
    """The suggestions in a sentence, or nothing."""
    return f"是不是“{'”“'.join(likely)}”？" if likely else ""


def unit_reader(context: Context) -> Reader:
    """A unit of the roster."""
    names = context.unit_names
    budget = iter(range(MOST_SUGGESTED))

    def read(value: Any) -> Read:
        if is_blank(value):
            return BLANK
        written = show(value).strip()
        form = squeeze(written)
        if form in names.exact:
            return Read(names.exact[form])
        match = names.match(written)
        if match.id is None:
            if not names.titles:
                return Read(None, "unit.no_roster", "还没有单位名册，认不出是哪个单位。请先报单位名册。")
            if sharers := names.sharers(written):
                message = f"“{written}”可以指{'、'.join(sharers)}，分不清是哪一个。请写单位全称或编码。"
                return Read(None, "unit.ambiguous", message, LIST_MARK.join(sharers))
            likely = names.suggest(written) if next(budget, None) is not None else ()
            message = f"名册中没有单位“{written}”。{did_you_mean(likely)}请改成名册上的单位名称，或先把它加进名册。"
            return Read(None, "unit.unknown", message, LIST_MARK.join(likely))
        if match.how == "learnt":
            return Read(match.id)
        title = names.titles[match.id]
        return Read(match.id, f"unit.by_{match.how}", f"“{written}”按“{title}”理解。", title, "notice")

    return read


def known_reader(titles: Any, kind: str) -> Reader:
    """An id of the plan, or its title. Without a plan the text is taken as written."""
    words = {"requirement": "要求", "milestone": "里程碑", "check": "核查项"}
    ids = {squeeze(name): name for name in titles}
    by_title: dict[str, str] = {}
    for name, title in titles.items():
        form = squeeze(title)
        by_title[form] = "" if form in by_title else name
    budget = iter(range(MOST_SUGGESTED))

    def read(value: Any) -> Read:
        if is_blank(value):
            return BLANK
        written = show(value).strip()
        found = ids.get(squeeze(written)) or by_title.get(squeeze(written))
        if found or not titles:
            return Read(found or clean(written))
        likely = suggest(written, titles.values()) if next(budget, None) is not None else ()
        message = f"计划中没有{words.get(kind, '')}“{written}”。{did_you_mean(likely)}请填计划中的编号或名称。"
        return Read(None, f"{kind}.unknown", message, LIST_MARK.join(likely))

    return read
