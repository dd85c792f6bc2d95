"""How a reading is written: a word, a day, a number or a band of days; and which readings the rules know by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ingest.grammar import ISO_DAY, Malformed, either, folded, parse_day

WORDS = ("inclusive", "exclusive", "none", "next_working_day", "stage_end", "never", "order_only")
BAND = re.compile(
    r"(?P<direction>lead|lag) target (?P<target>\d+) pass (?P<pass>\d*\.\.\d*)(?: warn (?P<warn>\d*\.\.\d*))?"
)
FORMS = (
    "一个词（" + "、".join(WORDS) + "）",
    "2009-07-20",
    "7",
    "lead target 7 pass 5..10 warn 3..",
    "lag target 7 pass 0..7 warn 8..15",
)
LONGEST = 366
SIGNED_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Fixed:
    """A reading that the rules know by name: what kind its value is, which words it may be, and what holds unsaid."""

    kind: str
    words: tuple[str, ...] = ()
    default: str | None = None
    is_whole: bool = False


FIXED = {
    "before_date": Fixed("word", ("inclusive", "exclusive"), "inclusive"),
    "rest_day": Fixed("word", ("none", "next_working_day"), "none"),
    "undated": Fixed("word", ("stage_end", "never"), "stage_end"),
    "stage_starts_on": Fixed("date"),
    "stage_ends_on": Fixed("date"),
    "silent_days": Fixed("number", default="7", is_whole=True),
    "progress_stale_days": Fixed("number", default="7", is_whole=True),
    "behind_tolerance": Fixed("number", default="10"),
}

STAGE_DAYS = {"stage_starts_on": "starts_on", "stage_ends_on": "ends_on"}
"""The readings that say over again what the plan's own row says."""


@dataclass(frozen=True)
class Reading:
    """A reading's value. The outer range `warn` contains the range `pass`; an open end is None."""

    kind: str
    word: str | None = None
    day: date | None = None
    number: float | None = None
    direction: str | None = None
    target_days: int | None = None
    passes: tuple[int | None, int | None] = (None, None)
    warns: tuple[int | None, int | None] = (None, None)


def parse_reading(text: str | None) -> Reading:
    """The value of a reading."""
    written = folded(text)
    if written in WORDS:
        return Reading("word", word=written)
    if ISO_DAY.fullmatch(written):
        return Reading("date", day=parse_day(written))
    if SIGNED_NUMBER.fullmatch(written):
        return Reading("number", number=float(written))
    if match := BAND.fullmatch(written):
        return parse_band(match)
    raise Malformed("plan.reading_form", f"口径取值“{text}”写法不对。", either(FORMS))


def parse_band(match: re.Match[str]) -> Reading:
    """`lead target 7 pass 5..10 warn 3..`: the days before (lead) or after (lag) an event."""
    passes = bounds(match["pass"])
    warns = around(passes, bounds(match["warn"])) if match["warn"] else passes
    target = int(match["target"])
    if any(int(days) > LONGEST for days in re.findall(r"\d+", match[0])):
        raise Malformed("plan.reading_band", f"“{match[0]}”里有超过 {LONGEST} 天的天数。", "天数请在一年之内")
    if not inside(target, passes):
        raise Malformed(
            "plan.reading_band", f"目标 {target} 天不在合格范围 {match['pass']} 之内。", "目标应落在 pass 的范围里"
        )
    return Reading("band", direction=match["direction"], target_days=target, passes=passes, warns=warns)


def bounds(text: str) -> tuple[int | None, int | None]:
    """`5..10` → (5, 10); `3..` → (3, None)."""
    low, _, high = text.partition("..")
    first, last = int(low) if low else None, int(high) if high else None
    if first is not None and last is not None and first > last:
        raise Malformed("plan.reading_band", f"范围“{text}”前大后小。", "范围写作 5..10")
    return first, last


def around(inner: tuple[int | None, int | None], outer: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    """The smallest range that contains both."""
    lows, highs = (inner[0], outer[0]), (inner[1], outer[1])
    return (
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def inside(days: int, span: tuple[int | None, int | None]) -> bool:
    """Whether a number of days lies in a range with open ends."""
    return (span[0] is None or span[0] <= days) and (span[1] is None or days <= span[1])


def parse_for_key(key: str, text: str | None) -> Reading:
    """The value of the reading `key`; one that the rules know by name must be of its own kind."""
    reading = parse_reading(text)
    fixed = FIXED.get(key)
    if fixed is None:
        return reading
    if reading.kind != fixed.kind or (fixed.words and reading.word not in fixed.words):
        allowed = fixed.words or {"date": ("2009-07-20",), "number": ("7",)}[fixed.kind]
        raise Malformed("plan.reading_value", f"口径 {key} 不能取“{text}”。", either(allowed))
    if reading.number is not None and not 0 <= reading.number <= LONGEST:
        raise Malformed("plan.reading_value", f"口径 {key} 应在 0 到 {LONGEST} 之间。", either(("7",)))
    if fixed.is_whole and reading.number is not None and reading.number % 1:
        raise Malformed("plan.reading_value", f"口径 {key} 应是整天数，不能取“{text}”。", either(("7",)))
    return reading
