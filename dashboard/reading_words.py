"""How a reading's value is said in words: the plan's grammar is for programs, not for whoever decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from dashboard.words import catalogue, full_day, language, say

NUMBERS = ("progress_stale_days", "behind_tolerance")
Span = tuple[int | None, int | None]


class Value(Protocol):
    """What a reading's value holds: a word, a day, a number, or the days before or after an event."""

    @property
    def word(self) -> str | None: ...
    @property
    def day(self) -> date | None: ...
    @property
    def number(self) -> float | None: ...
    @property
    def direction(self) -> str | None: ...
    @property
    def target_days(self) -> int | None: ...
    @property
    def passes(self) -> Span: ...
    @property
    def warns(self) -> Span: ...


def in_words(key: str, value: Value) -> str:
    """The value of the reading `key` as people say it."""
    if value.word is not None:
        # A plan may bring words of its own.
        return say(f"reading.{value.word}") if f"reading.{value.word}" in catalogue(language()) else value.word
    if value.day is not None:
        return full_day(value.day)
    if value.number is not None:
        return say(f"reading.{key}" if key in NUMBERS else "reading.number", number=f"{value.number:g}")
    return say("reading.then").join(band(value))


def band(value: Value) -> Iterator[str]:
    """A band of days: what is right, what is pointed out, what is late, and the day aimed at."""
    yield say(f"reading.{value.direction}", days=span(value.passes))
    pointed_out = list(rims(value.passes, value.warns))
    if pointed_out:
        yield say("reading.pointed_out", days=say("reading.or").join(map(span, pointed_out)))
    beyond = list(outside(value.warns))
    if beyond:
        yield say("reading.late", days=say("reading.or").join(beyond))
    yield say("reading.target", days=value.target_days)


def rims(inner: Span, outer: Span) -> Iterator[Span]:
    """The days of a range that lie below and above one inside it."""
    if inner[0] is not None and inner[0] > 0 and (outer[0] is None or outer[0] < inner[0]):
        yield outer[0], inner[0] - 1
    if inner[1] is not None and (outer[1] is None or outer[1] > inner[1]):
        yield inner[1] + 1, outer[1]


def outside(span_: Span) -> Iterator[str]:
    """The days beyond a range, in words; none are fewer than none."""
    low, high = span_
    if low:
        yield say("reading.under", days=low)
    if high is not None:
        yield say("reading.over", days=high)


def span(days: Span) -> str:
    """A range of days in words."""
    low, high = days
    if low is not None and high is not None and low not in (0, high):
        return say("reading.between", low=low, high=high)
    if low is not None and low == high:
        return say("form.days", days=low)
    if high is not None:
        return say("reading.up_to", days=high)
    return say("reading.from", days=low) if low else say("reading.any")
