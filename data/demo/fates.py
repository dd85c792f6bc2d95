"""What the demo wants to happen: the few units whose story is told, and how diligent the rest are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from data.demo.calendar import day, workday_before, workdays
from data.demo.world import MERGED_UNIT, Unit

# Held after 15 June, and on which day.
LATE = {
    "林业局": day(6, 19),  # extended in time, to 22 June
    "旅游局": day(6, 18),  # extended only after the deadline
    "粮食局": day(6, 16),
    "体育局": day(6, 17),
    "午乡": day(6, 16),
    "未乡": day(6, 18),
    "丑街道": day(6, 17),
    "市场开发服务中心": day(6, 19),
    "盐业公司": day(6, 16),
    "丝绸厂": day(6, 23),
}
# Not held by 26 June; when they do at last.
NEVER_IN_TIME: dict[str, date | None] = {
    "园林管理处": day(6, 30),
    "化工总公司": day(7, 2),
    "水泥厂": day(7, 7),
    "癸镇": None,  # silent since the first days of June
}
SILENT_UNIT, SILENT_AFTER = "癸镇", day(6, 5)
PUNCTUAL = frozenset((MERGED_UNIT, "气象站", "财政局", "甲镇"))
STEADY_BELOW, SLACK_BELOW = 0.30, 0.90
CARE = {"model": 0.12, "steady": 1.0, "slack": 2.6}


@dataclass(frozen=True)
class Fate:
    """When a unit's leaders meet, and how likely it is to slip."""

    held_on: date | None
    temper: str

    def slips(self, rng: Random, chance: float) -> bool:
        """Whether something goes wrong that goes wrong with a steady unit `chance` of the time."""
        return rng.random() < chance * CARE[self.temper]


def temper_of(one: Unit) -> str:
    """How a unit keeps its dates: model, steady or slack."""
    if one.short in LATE or one.short in NEVER_IN_TIME:
        return "slack"
    if one.short in PUNCTUAL:
        return "model"
    draw = one.rng("temper").random()
    return "model" if draw < STEADY_BELOW else "steady" if draw < SLACK_BELOW else "slack"


def held_in_time(one: Unit, temper: str) -> date:
    """A meeting by 15 June; the slack ones leave it to the last days."""
    first = {"model": day(6, 2), "steady": day(6, 4), "slack": day(6, 9)}[temper]
    days = workdays(first, day(6, 15))
    return one.rng("held").choices(days, weights=range(2, len(days) + 2))[0]


def fate_of(one: Unit) -> Fate:
    """The fate of a unit."""
    temper = temper_of(one)
    if one.short in NEVER_IN_TIME:
        return Fate(NEVER_IN_TIME[one.short], temper)
    if one.short == MERGED_UNIT:
        return Fate(day(6, 10), temper)
    return Fate(LATE.get(one.short) or held_in_time(one, temper), temper)


def lead_days(one: Unit, fate: Fate) -> int:
    """How many days before the meeting the unit reports to its superiors: about seven, sometimes far fewer."""
    rng = one.rng("lead")
    if fate.slips(rng, 0.02):
        return 1
    if fate.slips(rng, 0.05):
        return rng.randint(3, 4)
    return rng.choice((5, 6, 6, 7, 7, 7, 7, 8, 8, 9, 10))


def reported_on(one: Unit, fate: Fate, held_on: date) -> date:
    """The day of the report before the meeting: a working day within the stage."""
    return max(workday_before(held_on, lead_days(one, fate)), day(5, 25))
