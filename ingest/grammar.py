"""The plan's small languages: evidence, deadlines, conditions and targets, each read into a value.

A text that does not fit raises `Malformed`, which says which forms are allowed. Whether the names in it exist is for
`ingest.validate` to say: here only the form counts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

DUE_FORMS = (
    "on 2009-06-15",
    "on reading 口径",
    "before 要求 by reading 口径",
    "after 要求 within reading 口径",
    "stage end",
    "none",
)
DUE_PATTERNS = (
    ("none", re.compile(r"none")),
    ("stage_end", re.compile(r"stage end")),
    ("on_reading", re.compile(r"on reading (?P<reading>\S+)")),
    ("on_date", re.compile(r"on (?P<day>\S+)")),
    ("before", re.compile(r"before (?P<anchor>\S+) by reading (?P<reading>\S+)")),
    ("after", re.compile(r"after (?P<anchor>\S+) within reading (?P<reading>\S+)")),
)
CONDITION_FORMS = ("unit.字段 is set", "unit.字段 = 值", "unit.字段 in 甲|乙", "evidence 要求.字段 >= 数")
CONDITION = re.compile(
    r"(?:unit\.(?P<attribute>\w+)|evidence (?P<source>\S+)\.(?P<field>\w+)) "
    r"(?:(?P<test>is set|is empty)|in (?P<values>.+)|(?P<operator>!=|>=|=|>) (?P<value>.+))"
)
STRAY = re.compile(r" and | or (?:unit\.|evidence )")
EVIDENCE = re.compile(r"(?P<sheet>\w+):(?P<types>[^:@]+)(?::(?P<reviewer>[^:@]+))?@(?P<date_field>\w+)")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TARGET = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?: (?P<counted>objects|units))?")
TARGET_FORMS = ("15", "15 objects", "8 units", "all", "is_listed", "留空")


class Malformed(ValueError):
    """A text that is not of any allowed form."""

    def __init__(self, code: str, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.suggestion = code, message, suggestion


@dataclass(frozen=True)
class Item:
    """Something looked for: a literal, or what the unit's roster row says under an attribute."""

    literal: str | None = None
    attribute: str | None = None


@dataclass(frozen=True)
class Evidence:
    """Which rows answer a requirement, and which of their dates says when it happened."""

    sheet: str
    types: tuple[str, ...]
    reviewer: Item
    date_field: str


@dataclass(frozen=True)
class Due:
    """When something falls due."""

    kind: str
    day: date | None = None
    anchor_id: str | None = None
    reading_key: str | None = None


@dataclass(frozen=True)
class Term:
    """One term of a condition; true when any of `values` fits."""

    subject: str
    source_id: str | None
    field: str
    operator: str
    values: tuple[str | None, ...]


@dataclass(frozen=True)
class Target:
    """What a milestone counts towards."""

    kind: str
    number: float | None = None
    field: str | None = None
    counted: str | None = None


def folded(text: str | None) -> str:
    """A text of the grammar with full-width letters made half-width and runs of spaces made one."""
    return " ".join(unicodedata.normalize("NFKC", text or "").split())


def either(forms: tuple[str, ...]) -> str:
    """The allowed forms, for a message."""
    return "可写：" + "；".join(forms)


def parse_day(text: str) -> date:
    """A day written 2009-06-15."""
    if not ISO_DAY.fullmatch(text):
        raise Malformed("plan.date_form", f"“{text}”不是日期。", "日期写作 2009-06-15")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed("plan.date_impossible", f"没有“{text}”这一天。", "请核对月份和日子") from None


def parse_item(text: str) -> Item:
    """A literal, or `unit.ATTR`."""
    return Item(attribute=text.removeprefix("unit.")) if text.startswith("unit.") else Item(literal=text)


def parse_evidence(text: str) -> Evidence:
    """`sheet:type|type:reviewer@date_field`."""
    match = EVIDENCE.fullmatch(folded(text))
    if match is None:
        raise Malformed(
            "plan.evidence_form", f"佐证“{text}”写法不对。", either(("表:类型@日期字段", "reviews:类型:审阅方@sent_on"))
        )
    reviewer = parse_item(match["reviewer"].strip()) if match["reviewer"] else Item()
    types = tuple(part.strip() for part in match["types"].split("|"))
    return Evidence(match["sheet"], types, reviewer, match["date_field"])


def parse_due(text: str | None) -> Due:
    """A deadline rule; blank means none."""
    written = folded(text) or "none"
    for kind, pattern in DUE_PATTERNS:
        if match := pattern.fullmatch(written):
            found = match.groupdict()
            day = parse_day(found["day"]) if kind == "on_date" else None
            return Due(kind, day, found.get("anchor"), found.get("reading"))
    raise Malformed("plan.due_form", f"时限规则“{text}”写法不对。", either(DUE_FORMS))


def parse_conditions(text: str | None) -> tuple[Term, ...]:
    """Terms joined by `and`; blank means always."""
    written = folded(text)
    return tuple(parse_term(part) for part in re.split(r" and (?=unit\.|evidence )", written)) if written else ()


def parse_term(text: str) -> Term:
    """One term of a condition."""
    match = CONDITION.fullmatch(text)
    if match is None or STRAY.search(text):
        raise Malformed(
            "plan.condition_form", f"适用条件“{text}”写法不对。", either(CONDITION_FORMS) + "；多个条件以 and 相连"
        )
    subject = "unit" if match["attribute"] else "evidence"
    name = match["attribute"] or match["field"]
    if match["test"]:
        return Term(subject, match["source"], name, match["test"], (None,))
    if match["values"]:
        return Term(subject, match["source"], name, "=", tuple(part.strip() for part in match["values"].split("|")))
    return Term(subject, match["source"], name, match["operator"], (match["value"].strip(),))


def parse_target(text: str | None) -> Target:
    """A number of what is reported, of objects or of units; `all`; a flag of the progress sheet; or nothing."""
    written = folded(text)
    if not written:
        return Target("none")
    if written == "all":
        return Target("all")
    if (match := TARGET.fullmatch(written)) and float(match["number"]) > 0:
        return Target("number", number=float(match["number"]), counted=match["counted"])
    if re.fullmatch(r"[a-z_]+", written):
        return Target("flag", field=written)
    raise Malformed("plan.target_form", f"目标“{text}”写法不对。", either(TARGET_FORMS))
