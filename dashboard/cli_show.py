"""How the terminal shows things: tables and sentences for people, JSON for programs, both on standard output."""

from __future__ import annotations

import errno
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
import polars as pl
from rich.console import Console
from rich.progress import track
from rich.table import Table

from dashboard import store, words

PIPE_WIDTH = 100_000
FORMS = ("table", "csv", "json", "parquet")
JSON_LETS_STAND = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OS_ADVICE = {
    errno.ENOSPC: "what was published still stands; make room and run the same command again",
    errno.EROFS: "choose a folder that can be written",
    errno.EACCES: "choose a folder that you may write, or ask whoever keeps it",
    errno.ENOENT: "choose a folder that is there",
}

# What a terminal obeys instead of showing, and what turns the order of letters around; line breaks and tabs do no harm.
OBEYED = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"} | dict.fromkeys(
    (*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
)

Item = TypeVar("Item")


def console() -> Console:
    """Standard output, as wide as the terminal; in a pipe or a file every row is one line."""
    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=False)


def say(text: str) -> None:
    """A sentence on standard output."""
    click.echo(harmless(text))


def harmless(text: str) -> str:
    """A text that may hold what somebody else wrote, with nothing in it that a terminal would obey."""
    return text.translate(OBEYED)


def aside(text: str) -> None:
    """A sentence on standard error, so that it is no part of the answer."""
    click.echo(harmless(text), err=True)


def one_line(refusal: Exception) -> str:
    """What is refused, in one line; of the operating system's refusals, the place and what to do."""
    if isinstance(refusal, OSError) and refusal.strerror:
        place = f"{refusal.filename}: " if refusal.filename else ""
        advice = OS_ADVICE.get(refusal.errno or 0, "nothing was changed there")
        return harmless(f"{place}{refusal.strerror.lower()}; {advice}")
    return harmless(" ".join(str(refusal).split()))


def progress(items: Sequence[Item], what: str) -> Iterable[Item]:
    """The items, with a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty() or len(items) < 2:
        return items
    return track(items, description=what, console=Console(stderr=True), transient=True)


def as_json(value: Any) -> None:
    """A value as JSON, readable and with Chinese as Chinese."""
    click.echo(json_text(value, indent=2))


def plain(value: Any) -> str:
    """A day or a time as JSON has it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def rows(found: Sequence[dict[str, Any]], columns: Sequence[str] = (), on: Console | None = None) -> None:
    """Rows as a table; a sentence when there are none."""
    if not found:
        say("nothing to show")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    names = columns or list(found[0])
    for name in names:
        table.add_column(heading(name), justify="right" if is_number(found[0].get(name)) else "left", overflow="fold")
    for row in found:
        table.add_row(*(cell(name, row.get(name)) for name in names))
    (on or console()).print(table)


def answer(
    found: list[dict[str, Any]], in_json: bool, language: str, columns: Sequence[str] = (), without: str = ""
) -> None:
    """Rows as JSON, or these columns of them as a table, in a language; a sentence where there are none."""
    words.speak(language)
    if in_json:
        as_json(found)
    elif found:
        rows(found, columns)
    else:
        say(without or "nothing to show")


def heading(name: str) -> str:
    """A column's name as a heading."""
    return plain_text(name).removesuffix("_count").removesuffix("_ratio").removesuffix("_on").replace("_", " ")


def is_number(value: Any) -> bool:
    """Whether a value is set to the right."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def cell(name: str, value: Any) -> str:
    """One value as text: statuses in words, shares in per cent, a blank for nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return plain_text("; ".join(str(part) for part in value))
    if name.endswith(("status", "status_before")):
        return status_word(str(value), name.removesuffix("_before").removesuffix("status"))
    if name.endswith("_ratio"):
        return f"{value:.0%}"
    return ("yes" if value else "") if isinstance(value, bool) else plain_text(value)


def plain_text(value: Any) -> str:
    """A value as people write it, with no markup in it and nothing that the terminal would obey."""
    return harmless(str(value)).replace("[", "\\[")


def status_word(status: str, whose: str = "") -> str:
    """A status as the pages call it; milestones have words of their own."""
    catalogue = words.catalogue(words.language())
    sections = ("milestone_status", "status") if whose == "milestone_" else ("status", "milestone_status")
    return next((catalogue[key] for section in sections if (key := f"{section}.{status}") in catalogue), status)


def step(what: str) -> None:
    """A step of long work, on standard error where that is a terminal."""
    if sys.stderr.isatty():
        aside(what)


def frame(found: pl.DataFrame, form: str, path: Path | None) -> None:
    """A result as a table, CSV, JSON or Parquet, on standard output or in a file."""
    found = store.plain_numbers(found)
    if form == "table" and path:
        with path.open("w", encoding="utf-8") as file:
            rows(found.to_dicts(), found.columns, Console(file=file, width=PIPE_WIDTH, highlight=False))
    elif form == "table":
        rows(found.to_dicts(), found.columns)
    elif form == "json":
        write(json_text(found.to_dicts()).encode() + b"\n", path)
    elif form == "csv":
        # Spreadsheet programs take a file for UTF-8 only by its mark; a pipe is better without.
        write((b"\xef\xbb\xbf" if path else b"") + flat(found).write_csv().encode(), path)
    else:
        content = io.BytesIO()
        found.write_parquet(content)
        write(content.getvalue(), path)


def flat(found: pl.DataFrame) -> pl.DataFrame:
    """The rows with lists and records as JSON text, which is all that CSV can hold of them."""
    return found.with_columns(
        pl.Series(name, [None if value is None else json_text(value) for value in found[name].to_list()], pl.String)
        for name, kind in found.schema.items()
        if kind.is_nested() or kind in (pl.Binary, pl.Object)
    )


def json_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON, by default on one line; the control characters that JSON would let stand are escaped too."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=plain)
    return JSON_LETS_STAND.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def writable(path: Path | None, force: bool) -> None:
    """Refuse a place where a file already stands, before anything is worked out; with --force it is written over."""
    if path and path.exists() and not force:
        raise click.ClickException(
            f"{path}: a file of this name is already there; choose another, or --force writes over it"
        )
    if path and path.parent.exists() and not path.parent.is_dir():
        raise click.ClickException(f"{path.parent}: this is no folder; choose one that is there")


def write(content: bytes, path: Path | None) -> None:
    """Bytes into a file or onto standard output."""
    if path:
        path.write_bytes(content)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
