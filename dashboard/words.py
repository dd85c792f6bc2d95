"""What the pages say, in the reader's language: catalogues of words, and how days and shares are written."""

import re
import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

LOCALES = Path(__file__).parent / "locales"
CHINESE = "zh"
ENGLISH = "en"
CODES = {CHINESE: "zh-CN", ENGLISH: "en"}
LANGUAGES = {"中文": CHINESE, "English": ENGLISH}
NOTHING = "–"
ESCAPED = re.compile(r"\\([^\w\s]|_)")
MARKUP = re.compile(r"[\\\\`*_{}\[\]<>#!|~$:@]")

TERMS = ("branch", "group", "member", "leader", "contact")
CALLED = re.compile(rf"\{{(?:{'|'.join(TERMS)})\b")

_language: ContextVar[str] = ContextVar("language", default=CHINESE)
_own: ContextVar[Mapping[str, str]] = ContextVar("own", default=MappingProxyType({}))


class Term(str):
    """What the plan calls somebody; a message may ask for it as `One`, `many` or `Many`, which Chinese writes alike."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        word = several(self) if form.lower() == "many" and self.isascii() else str(self)
        return word[:1].upper() + word[1:] if form[:1].isupper() else word


def several(noun: str) -> str:
    """The plural of an English noun."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def speak(language: str) -> None:
    """From here on, in this run, say everything in this language."""
    _language.set(language if language in LANGUAGES.values() else CHINESE)


def language() -> str:
    """The language of this run."""
    return _language.get()


def language_code() -> str:
    """The language of this run as browsers name it."""
    return CODES[language()]


@lru_cache(maxsize=4)
def catalogue(code: str) -> Mapping[str, str]:
    """All messages of one language, `section.name` to text."""
    tables = tomllib.loads((LOCALES / f"{code}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": text for section, names in tables.items() for name, text in names.items()}


def words_of(section: str) -> dict[str, str]:
    """A section's codes with their words."""
    known = catalogue(language())
    return {key.removeprefix(f"{section}."): text for key, text in known.items() if key.startswith(f"{section}.")}


def call(plans_own: Mapping[str, str]) -> None:
    """From here on, in this run, say the plan's own words for those whom it calls otherwise."""
    _own.set(plans_own)


def own() -> Mapping[str, str]:
    """The plan's own words in this run."""
    return _own.get()


def terms() -> Mapping[str, Term]:
    """The word for each term: the plan's own, else the usual one."""
    called = own()
    return _terms(language(), tuple(called.get(term) for term in TERMS))


@lru_cache(maxsize=32)
def _terms(code: str, called: tuple[str | None, ...]) -> Mapping[str, Term]:
    usual = catalogue(code)
    return {term: Term(own_word or usual[f"term.{term}"]) for term, own_word in zip(TERMS, called, strict=True)}


def say(key: str, **values: Any) -> str:
    """The message called `key`, with its {values} and the plan's words filled in."""
    code = language()
    message = catalogue(code)[key]
    # A page says hundreds of messages, and hardly one calls somebody.
    return message.format(**({**terms(), **values} if key in _calling(code) else values))


@lru_cache(maxsize=4)
def _calling(code: str) -> frozenset[str]:
    """The messages that call somebody by what the plan calls them."""
    return frozenset(key for key, text in catalogue(code).items() if CALLED.search(text))


def plain(text: str) -> str:
    """A text of somebody else's as it stands: nothing in it is markup, and it is one line."""
    return MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def as_typed(written: str) -> str:
    """What `plain` wrote, without its marks."""
    return ESCAPED.sub(r"\1", written)


def day(on: date | None) -> str:
    """A day with its weekday, as it is said: 6月15日(周一)."""
    if on is None:
        return NOTHING
    weekday = say(f"weekday.d{on.isoweekday()}")
    return say("form.day", month=on.month, day=on.day, weekday=weekday, month_name=_month(on))


def span(first: date | None, last: date | None) -> str:
    """One day with its weekday, or the first and last of several."""
    if first is None or last is None or first == last:
        return day(first)
    return " – ".join(map(short_day, (first, last)))


def short_day(on: date | None) -> str:
    """A day without its weekday, where there is little room."""
    return NOTHING if on is None else say("form.short_day", month=on.month, day=on.day, month_name=_month(on))


def full_day(on: date | None) -> str:
    """The same with its year."""
    return NOTHING if on is None else say("form.full_day", year=on.year, day=day(on))


def plain_day(on: date) -> str:
    """A day as documents are dated: with its year, without its weekday."""
    return say("form.date", year=on.year, month=on.month, day=on.day, month_name=_month(on))


def _month(on: date) -> str:
    return say(f"month.m{on.month}")


def moment(at: datetime | None) -> str:
    """A UTC time on the clock of this machine."""
    return NOTHING if at is None else at.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def day_count(days: int | None) -> str:
    """How many days."""
    return NOTHING if days is None else say("form.days", days=days)


def percent(ratio: float | None) -> str:
    """A ratio as a percentage; one decimal, and none when it is whole."""
    return NOTHING if ratio is None else f"{100 * ratio:.1f}".removesuffix(".0") + "%"


def share(part: int | None, whole: int | None) -> str:
    """Numerator and denominator, never one without the other."""
    return NOTHING if whole is None else f"{part or 0} / {whole}"


def change(points: float | None) -> float | None:
    """A change fit to be shown: one decimal, and nothing where there was nothing to compare with."""
    return None if points is None else round(points, 1)
