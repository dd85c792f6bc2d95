"""Who works at 示例大学: 20 units (one founded, one closed in mid-year) and the laboratories of its colleges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

UNIVERSITY = "示例大学"
OFFICE = "安全管理处"
FOUNDED, FOUNDED_ON = "人工智能学院", date(2026, 7, 1)
CLOSED, CLOSED_INTO, CLOSED_ON = "基建处", "后勤集团", date(2026, 6, 30)
CLASSES = {
    "学院": ("C", "物理学院 机电学院 化学学院 材料学院 医学院 生命学院 文学院 法学院 美术学院 体育学院 人工智能学院"),
    "部处": ("D", "教务处 财务处 学生处 基建处 安全管理处"),
    "直属单位": ("S", "图书馆 后勤集团 校医院 档案馆"),
}
LABORATORIES = {
    "物理学院": "光学 低温",
    "机电学院": "金工 焊接 数控",
    "化学学院": "有机 无机 分析 危化品库",
    "材料学院": "热处理 粉体",
    "医学院": "解剖 病原",
    "生命学院": "细胞 动物房",
    "人工智能学院": "机器人",
}


@dataclass(frozen=True)
class Laboratory:
    """A laboratory of a college: a branch of its unit, in the words of the sheets."""

    branch_id: str
    name: str
    people: int


@dataclass(frozen=True)
class Unit:
    """A college, an office or another unit of the university; `place` counts all of them from 0."""

    unit_id: str
    name: str
    unit_class: str
    place: int
    people: int
    laboratories: tuple[Laboratory, ...]

    @property
    def book(self) -> str:
        """The workbook that its clerk fills in."""
        return self.unit_class


def all_units() -> list[Unit]:
    """Every unit of the year, in the order of the roster."""
    found: list[Unit] = []
    for unit_class, (letter, names) in CLASSES.items():
        for number, name in enumerate(names.split(), start=1):
            unit_id = f"{letter}{number:02d}"
            rooms = LABORATORIES.get(name, "").split()
            laboratories = tuple(
                Laboratory(f"{unit_id}-{order}", f"{room}实验室", 6 + 2 * order) for order, room in enumerate(rooms, 1)
            )
            found.append(Unit(unit_id, name, unit_class, len(found), 20 + 7 * (len(found) % 6), laboratories))
    return found


def unit_row(one: Unit) -> dict[str, object]:
    """A unit's line in the roster."""
    return {
        "unit_id": one.unit_id,
        "unit_name": f"{UNIVERSITY}{one.name}",
        "short_names": (one.name,),
        "unit_class": one.unit_class,
        "member_count": one.people,
        "contact_role": "安全员",
        "active_from_on": FOUNDED_ON if one.name == FOUNDED else None,
    }


def laboratory_rows(one: Unit) -> list[dict[str, object]]:
    """A unit's lines in the roster of laboratories."""
    return [
        {"unit_id": one.unit_id, "branch_id": lab.branch_id, "branch_name": lab.name, "member_count": lab.people}
        for lab in one.laboratories
    ]
