"""Operands: what a measure compares: numbers, fields, attributes and counted rows, with + and - between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.grammar import Malformed, either

FORMS = (
    "5",
    "attended_count",
    "unit.leader_count",
    "branch.member_count",
    "rows",
    "problems.rows[problem_class=立即解决]",
)
SIGNED = re.compile(r"\s*([+-])\s*")
SIMPLE = (
    ("number", re.compile(r"(?P<number>\d+(?:\.\d+)?)")),
    ("rows", re.compile(r"rows")),
    ("unit", re.compile(r"unit\.(?P<field>\w+)")),
    ("branch", re.compile(r"branch\.(?P<field>\w+)")),
    ("sheet_rows", re.compile(r"(?P<sheet>\w+)\.rows(?:\[(?P<filter>\w+)=(?P<value>[^\]]+)\])?")),
    ("field", re.compile(r"(?P<field>[a-z]\w*)")),
)


@dataclass(frozen=True)
class Operand:
    """One term of a sum, with its sign."""

    sign: int
    kind: str
    number: float | None = None
    sheet: str | None = None
    field: str | None = None
    filter_field: str | None = None
    filter_value: str | None = None


def parse_operands(text: str) -> tuple[Operand, ...]:
    """The terms of a sum such as `unit.member_count + unit.leader_count - unit.party_leader_count`."""
    first, *rest = SIGNED.split(text.strip())
    signed = [("+", first), *zip(rest[::2], rest[1::2], strict=True)]
    return tuple(parse_operand(sign, part) for sign, part in signed)


def parse_operand(sign: str, text: str) -> Operand:
    """One term."""
    for kind, pattern in SIMPLE:
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            number = float(found["number"]) if found.get("number") else None
            value = found["value"].strip() if found.get("value") else None
            return Operand(
                1 if sign == "+" else -1,
                kind,
                number,
                found.get("sheet"),
                found.get("field"),
                found.get("filter"),
                value,
            )
    raise Malformed("plan.operand_form", f"“{text}”不是可计算的量。", either(FORMS) + "；可用 + 和 - 相连")
