"""Who lives in 示例市: 96 units of four classes, their Party branches, 12 guidance groups and 8 liaison groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from data.demo.names import CITY, CLASSES, CONTACTS, LIAISON_REGIONS, NO_COMMITTEE, NUMERALS, PARENTS

UNITS_PER_GROUP = 8
MERGED_UNIT, MERGED_INTO, MERGED_ON = "物资总公司", "国有资产经营公司", date(2009, 6, 16)
SMALL_UNIT = "气象站"
LIAISON_COUNT = len(LIAISON_REGIONS)
SIZES = {"市级部门": (16, 70), "镇街": (45, 110), "事业单位": (9, 80), "国有企业": (14, 60)}
BRANCH_NAMES = {
    "市级部门": ("机关支部", "下属单位支部", "离退休支部", "执法大队支部", "服务中心支部", "稽查支部"),
    "镇街": ("机关第一支部", "机关第二支部", "站所支部", "离退休支部", "综治中心支部", "企业服务支部"),
    "事业单位": ("第一支部", "第二支部", "第三支部", "离退休支部", "后勤支部", "青年支部"),
    "国有企业": ("机关支部", "生产支部", "营销支部", "工程支部", "离退休支部", "车队支部"),
}


@dataclass(frozen=True)
class Branch:
    """One Party branch of a unit."""

    branch_id: str
    name: str
    members: int


@dataclass(frozen=True)
class Unit:
    """One unit as its roster row has it."""

    unit_id: str
    short: str
    unit_class: str
    group: str
    aliases: tuple[str, ...] = ()
    contact: str | None = None
    committee: bool = True
    leaders: int = 0
    party_leaders: int = 0
    branches: tuple[Branch, ...] = field(default=())

    @property
    def name(self) -> str:
        """The full name, with the city in front."""
        return f"{CITY}{self.short}"

    @property
    def members(self) -> int:
        """Party members, all branches together."""
        return sum(branch.members for branch in self.branches)

    def rng(self, what: str) -> Random:
        """Chance of this unit's own, so that changing one unit disturbs no other."""
        return Random(f"{CITY}/{self.unit_id}/{what}")


def group_name(number: int) -> str:
    """第一指导检查组 … 第十二指导检查组, counted from 0."""
    return f"第{NUMERALS[number]}指导检查组"


def branches_of(unit_id: str, unit_class: str, rng: Random) -> tuple[Branch, ...]:
    """One to six branches; the smallest unit has one of four members or so."""
    low, high = SIZES[unit_class]
    members = rng.randint(low, high)
    count = min(6, max(1, members // rng.randint(9, 20)))
    share, rest = divmod(members, count)
    names = BRANCH_NAMES[unit_class] if count > 1 else ("党支部",)
    return tuple(Branch(f"{unit_id}-{n + 1}", names[n], share + (rest if n == 0 else 0)) for n in range(count))


def unit(unit_class: str, letter: str, number: int, place: int, words: list[str]) -> Unit:
    """The unit at `place` of the whole list; `words` are its short name and other names."""
    unit_id = f"{letter}{number:02d}"
    rng = Random(f"{CITY}/{unit_id}/roster")
    short = words[0]
    leaders = 3 if short == SMALL_UNIT else rng.randint(4, 9)
    branches = (Branch(f"{unit_id}-1", "党支部", 5),) if short == SMALL_UNIT else branches_of(unit_id, unit_class, rng)
    outside = 1 if leaders > 4 and rng.random() < 0.3 else 0
    return Unit(
        unit_id, short, unit_class, group_name(place // UNITS_PER_GROUP), tuple(words[1:]), CONTACTS.get(short),
        short not in NO_COMMITTEE, leaders, leaders - outside, branches,
    )  # fmt: skip


def all_units() -> list[Unit]:
    """The 96 units, in the order of the roster."""
    units: list[Unit] = []
    for letter, (unit_class, names) in zip("ABCD", CLASSES.items(), strict=True):
        for number, words in enumerate(names.split(), start=1):
            units.append(unit(unit_class, letter, number, len(units), words.split("/")))
    return units


def unit_row(one: Unit) -> dict[str, object]:
    """A unit's line in the roster."""
    return {
        "unit_id": one.unit_id,
        "unit_name": one.name,
        "short_names": (one.short, *one.aliases),
        "unit_class": one.unit_class,
        "parent_unit": PARENTS.get(one.short, CITY if one.unit_class == "镇街" else None),
        "guidance_group": one.group,
        "contact_leader": one.contact,
        "has_party_committee": one.committee,
        "leader_count": one.leaders,
        "party_leader_count": one.party_leaders,
        "member_count": one.members,
        "contact_role": "办公室主任" if one.unit_class != "镇街" else "党政办主任",
        "contact_phone": f"内线 {2000 + ord(one.unit_id[0]) * 100 % 1000 + int(one.unit_id[1:])}",
    }


def liaison_id(number: int) -> str:
    """The code of a liaison group, counted from 1."""
    return f"L{number:02d}"


def liaison_rows() -> list[dict[str, object]]:
    """The eight liaison groups, each with its region; extra to the 96 units."""
    return [
        {
            "unit_id": liaison_id(number),
            "unit_name": f"第{NUMERALS[number - 1]}联络组",
            "short_names": (f"{region}联络组",),
            "unit_class": "联络组",
            "contact_role": "联络组组长",
        }
        for number, region in enumerate(LIAISON_REGIONS, start=1)
    ]


def branch_rows(units: list[Unit]) -> list[dict[str, object]]:
    """The roster of branches."""
    return [
        {
            "unit_id": one.unit_id,
            "branch_id": branch.branch_id,
            "branch_name": branch.name,
            "member_count": branch.members,
        }
        for one in units
        for branch in one.branches
    ]
