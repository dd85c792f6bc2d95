"""What one run of a page reads: one published build, one day, one language, each answer kept for the next reader."""

import time
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from dashboard import store, words
from dashboard.shelf import Shelf

KEPT_ANSWERS = 512
QUARTER = 15 * 60


def quarter() -> int:
    """The quarter of an hour that it is: a day begins with one in every time zone."""
    return int(time.time()) // QUARTER


@dataclass(frozen=True)
class Reading:
    """The build that a run reads and the day it speaks of; without a day, the build's own.

    `known_at` is the ledger number up to which the reader wanted to know, if any. While a plan runs, the usual day
    is today: answers are kept for a quarter of an hour only, so that none outlives the day that it speaks of.
    """

    published: store.Snapshot
    as_of: date | None = None
    known_at: int | None = None
    quarter: int = field(default_factory=quarter)


@dataclass(frozen=True)
class Question:
    """One query as a reader asked it: of which build and day, in which language, with which values."""

    name: str
    reading: Reading
    language: str
    params: tuple[tuple[str, Any], ...]


_reading: ContextVar[Reading] = ContextVar("reading")
_asked: ContextVar[dict[str, dict[str, Any]]] = ContextVar("asked")
_answers: Shelf[Question, pl.DataFrame] = Shelf(KEPT_ANSWERS)


def read(reading: Reading) -> None:
    """From here on, in this run, read this build as of this day."""
    _reading.set(reading)
    _asked.set({})


def asked() -> dict[str, dict[str, Any]]:
    """The queries of this run by their names, each with the values it was last asked with."""
    return _asked.get({})


def reading() -> Reading:
    """What this run reads."""
    return _reading.get()


def known_at() -> int | None:
    """The ledger number up to which this run may know; without one, all that is published."""
    return _reading.get().known_at


def reading_day() -> date:
    """The day that this run speaks of."""
    day: date = _reading.get().as_of or row("chrome__facts")["as_of"]
    return day


def frame(name: str, /, **params: Any) -> pl.DataFrame:
    """The answer to a named query, its titles and reasons in the reader's language."""
    _asked.set({**asked(), name: params})
    reading = _reading.get()
    question = Question(name, reading, words.language(), tuple(sorted(params.items())))
    # Everybody gets a frame of their own over the same rows: two threads in one may stop the whole process for good.
    return _answers.get(question, lambda: _answer(name, reading, params)).clone()


def asked_of(published: store.Snapshot) -> list[Question]:
    """What readers of all that a build knows asked it, whatever is still kept, the latest first."""
    return [
        one for one in reversed(_answers.asked()) if one.reading.published == published and one.reading.known_at is None
    ]


def ask_again(question: Question, published: store.Snapshot) -> None:
    """Have the answer to a question ready as another build gives it."""
    words.speak(question.language)
    read(replace(question.reading, published=published, quarter=quarter()))
    frame(question.name, **dict(question.params))


def row(name: str, /, **params: Any) -> dict[str, Any]:
    """The answer of a query that has one row; empty when it has none."""
    answer = frame(name, **params)
    return answer.row(0, named=True) if answer.height else {}


def _answer(name: str, reading: Reading, params: dict[str, Any]) -> pl.DataFrame:
    return in_language(store.query_snapshot(name, reading.published, reading.as_of, params))


def in_language(answer: pl.DataFrame) -> pl.DataFrame:
    """`title` and `title_en` become one `title`; `reason_zh` and `reason_en` one `reason`."""
    answer = answer.rename({name: name.removesuffix("_zh") for name in answer.columns if name.endswith("_zh")})
    english = [name for name in answer.columns if name.endswith("_en")]
    if words.language() == words.ENGLISH:
        answer = answer.with_columns(_english_or_else(name) for name in english)
    return answer.drop(english)


def _english_or_else(name: str) -> pl.Expr:
    base = name.removesuffix("_en")
    return pl.when(pl.col(name).fill_null("") == "").then(pl.col(base)).otherwise(pl.col(name)).alias(base)


def where(answer: pl.DataFrame, /, **equal: str | int) -> pl.DataFrame:
    """The rows in which each named column has the value given; `all` leaves a column free."""
    wanted = {name: value for name, value in equal.items() if value != "all"}
    return answer.filter([pl.col(name) == value for name, value in wanted.items()]) if wanted else answer


def without(answer: pl.DataFrame, /, **equal: str) -> pl.DataFrame:
    """The rows in which no named column has the value given."""
    return answer.filter([pl.col(name) != value for name, value in equal.items()])


def names(answer: pl.DataFrame, key: str, name: str) -> dict[str, Any]:
    """Two columns as a mapping, in the order of the rows."""
    return dict(zip(answer[key].to_list(), answer[name].to_list(), strict=True))


def choices(answer: pl.DataFrame) -> dict[str, list[str]]:
    """Rows of field and choice as lists of choices by field."""
    return {str(field): rows["choice"].to_list() for (field,), rows in answer.group_by("field", maintain_order=True)}
