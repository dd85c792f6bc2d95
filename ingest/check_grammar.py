"""The sixteen kinds of check: what item and threshold each is written with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.grammar import Item, Malformed, either, folded, parse_item
from ingest.operands import Operand, parse_operands

FAMILIES = {
    "membership": ("invited", "recipient", "attachment", "contains"),
    "measure": ("categories", "count", "tally", "attendance", "flag", "published"),
    "timing": ("held", "within", "order", "lead_days"),
    "mark": ("covers", "reviewed"),
}
FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
LIST_FIELDS = {"invited": "invited", "recipient": "recipients", "attachment": "attachments", "contains": "contents"}
ORDERS = ("before", "after", "on or before", "on or after")
COMPARISON = re.compile(r"(?P<comparison>>=|<=|=) ?(?P<operand>.+)")
NAME = re.compile(r"\w+")


NOTHING = Item()


@dataclass(frozen=True)
class Rule:
    """A check's item and threshold, read. What its kind does not use stays None."""

    kind: str
    field: str | None = None
    item: Item = NOTHING
    comparison: str | None = None
    percent: float | None = None
    flag_operator: str | None = None
    values: tuple[str, ...] = ()
    left: tuple[Operand, ...] = ()
    right: tuple[Operand, ...] = ()
    anchor_id: str | None = None
    reading_key: str | None = None
    material_type: str | None = None
    reviewer: Item = NOTHING
    span: tuple[str, str] | None = None

    @property
    def family(self) -> str:
        """Which of the four families of rules judges it."""
        return FAMILY[self.kind]


def parse_check(kind: str, item: str | None, threshold: str | None) -> Rule:
    """The rule of a check of `kind`."""
    literal = FAMILY[kind] in ("membership", "mark")
    return PARSERS[kind](kind, " ".join((item or "").split()) if literal else folded(item), folded(threshold))


def refused(kind: str, what: str, text: str, *forms: str) -> Malformed:
    """The refusal of an item or a threshold, with what may be written instead."""
    found = f"“{text}”" if text else "空白"
    return Malformed(f"plan.{what}_form", f"{kind} 核查项的{WHAT[what]}{found}写法不对。", either(forms))


WHAT = {"item": "核查内容", "threshold": "标准"}


def no_threshold(kind: str, threshold: str) -> None:
    """Refuse a threshold where the kind knows none."""
    if threshold:
        raise refused(kind, "threshold", threshold, "留空")


def membership(kind: str, item: str, threshold: str) -> Rule:
    """`上级机关` or `unit.guidance_group`, in the list that the kind reads."""
    no_threshold(kind, threshold)
    if not item or item == "unit.":
        raise refused(kind, "item", item, "上级机关", "unit.guidance_group")
    return Rule(kind, field=LIST_FIELDS[kind], item=parse_item(item))


def measure(kind: str, item: str, threshold: str) -> Rule:
    """An operand against `>= operand`."""
    if not item:
        raise refused(kind, "item", item, "speech_count", "problems.rows[problem_class=立即解决]")
    match = COMPARISON.fullmatch(threshold)
    if match is None:
        raise refused(kind, "threshold", threshold, ">= 1", "<= issued_count", "= unit.leader_count")
    left, right = parse_operands(item), parse_operands(match["operand"])
    if kind == "categories" and any(term.kind != "field" or term.sign < 0 for term in left):
        raise refused(kind, "item", item, "party_cadre_count + masses_count")
    return Rule(kind, comparison=match["comparison"], left=left, right=right)


def attendance(kind: str, item: str, threshold: str) -> Rule:
    """`attended_count / unit.leader_count` against `100%`."""
    parts = [part.strip() for part in item.split("/")]
    if len(parts) != 2 or not all(parts):
        raise refused(kind, "item", item, "attended_count / unit.leader_count")
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?%", threshold)
    if match is None or not 0 <= float(match[1]) <= 100:
        raise refused(kind, "threshold", threshold, "100%", "90%")
    return Rule(kind, percent=float(match[1]), left=parse_operands(parts[0]), right=parse_operands(parts[1]))


def flag(kind: str, item: str, threshold: str) -> Rule:
    """A field against `yes`, `no`, `filled` or `in A|B`."""
    if not NAME.fullmatch(item):
        raise refused(kind, "item", item, "has_minutes", "publication_method")
    if threshold == "filled":
        return Rule(kind, field=item, flag_operator="filled")
    values = (threshold,) if threshold in ("yes", "no") else listed(threshold)
    if not values:
        raise refused(kind, "threshold", threshold, "yes", "no", "filled", "in 书面|书面和电子")
    return Rule(kind, field=item, flag_operator="in", values=values)


def listed(threshold: str) -> tuple[str, ...]:
    """The values of `in A|B`; none when it is written otherwise."""
    parts = [part.strip() for part in threshold.removeprefix("in ").split("|")] if threshold.startswith("in ") else []
    return tuple(parts) if all(parts) else ()


def held(kind: str, item: str, threshold: str) -> Rule:
    """Nothing to write; `within` asks for a range of days."""
    if item:
        raise refused(kind, "item", item, "留空")
    first, dots, last = threshold.partition("..")
    if (threshold or kind == "within") and not (first and dots and last):
        raise refused(kind, "threshold", threshold, "plan.starts_on..plan.ends_on", "2009-05-21..2009-07-10")
    return Rule(kind, span=(first.strip(), last.strip()) if threshold else None)


def order(kind: str, item: str, threshold: str) -> Rule:
    """A requirement, or `reading KEY`, and which way round."""
    if threshold not in ORDERS:
        raise refused(kind, "threshold", threshold, *ORDERS)
    reading = re.fullmatch(r"reading (\S+)", item)
    if not reading and (not item or " " in item):
        raise refused(kind, "item", item, "要求编号", "reading 口径")
    return Rule(
        kind, comparison=threshold, anchor_id=None if reading else item, reading_key=reading[1] if reading else None
    )


def lead_days(kind: str, item: str, threshold: str) -> Rule:
    """A requirement and the `reading KEY` that says how many days before or after it."""
    if not item or " " in item:
        raise refused(kind, "item", item, "要求编号")
    reading = re.fullmatch(r"reading (\S+)", threshold)
    if reading is None:
        raise refused(kind, "threshold", threshold, "reading 口径")
    return Rule(kind, anchor_id=item, reading_key=reading[1])


def covers(kind: str, item: str, threshold: str) -> Rule:
    """The aspect that a reviewer looks for."""
    no_threshold(kind, threshold)
    if not item:
        raise refused(kind, "item", item, "存在的问题")
    return Rule(kind, item=Item(literal=item))


def reviewed(kind: str, item: str, threshold: str) -> Rule:
    """`type:reviewer`: the material, and who must have passed it."""
    no_threshold(kind, threshold)
    material, _, reviewer = (part.strip() for part in item.partition(":"))
    if not material or not reviewer:
        raise refused(kind, "item", item, "材料类型:unit.guidance_group")
    return Rule(kind, material_type=material, reviewer=parse_item(reviewer))


PARSERS: dict[str, Callable[[str, str, str], Rule]] = {
    **dict.fromkeys(FAMILIES["membership"], membership),
    **dict.fromkeys(("categories", "count", "tally"), measure),
    "attendance": attendance,
    "flag": flag,
    "published": flag,
    "held": held,
    "within": held,
    "order": order,
    "lead_days": lead_days,
    "covers": covers,
    "reviewed": reviewed,
}
