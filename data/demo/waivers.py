"""Deadlines moved or waived: asked for in time, asked for too late, and one that cannot be asked of the unit at all."""

from __future__ import annotations

from datetime import date

from data.demo.calendar import day, week_of
from data.demo.rows import Row
from data.demo.world import Unit

OFFICE_BOOK = "活动办"
OFFICE = "市委学习实践活动办公室"
EXTENDED = frozenset((("公路管理段", "draft"), ("水库管理处", "discussion")))
EXEMPT = frozenset((("中医院", "enlarged_meeting"), ("丝绸厂", "leader_review")))

# Unit, requirement, type, asked for, new deadline, reason, approved.
GRANTED: tuple[tuple[str, str, str, date, date | None, str, date], ...] = (
    ("林业局", "leaders_meeting", "延期", day(6, 9), day(6, 22), "班子主要成员参加森林防火督查", day(6, 11)),
    ("公路管理段", "分析检查报告初稿", "延期", day(6, 15), day(6, 30), "公路水毁抢修", day(6, 16)),
    ("旅游局", "领导班子专题民主生活会", "延期", day(6, 16), day(6, 25), "承办旅游节,申请时已过期", day(6, 17)),
    ("中医院", "enlarged_meeting", "豁免", day(6, 17), None, "党委正在换届,与民主讨论合并召开", day(6, 19)),
    ("丝绸厂", "leader_review", "豁免", day(6, 24), None, "联系市领导因公外出,由指导检查组一并审阅", day(6, 26)),
    ("水库管理处", "discussion", "延期", day(6, 22), day(7, 3), "入梅防汛值守", day(6, 23)),
    ("水泥厂", "evaluation", "延期", day(7, 6), day(7, 20), "停产检修,职工轮休", day(7, 8)),
)


def waiver_rows(units: dict[str, Unit]) -> list[Row]:
    """The office's own list of what it granted."""
    rows = []
    for short, requirement, kind, asked_on, new_due_on, reason, approved_on in GRANTED:
        cells: dict[str, object] = {
            "unit_id": units[short].unit_id,
            "requirement_id": requirement,
            "waiver_type": kind,
            "requested_on": asked_on,
            "new_due_on": new_due_on,
            "reason": reason,
            "approver": OFFICE,
            "approved_on": approved_on,
        }
        friday = week_of(approved_on)
        rows += [Row("waivers", OFFICE_BOOK, friday, cells)] if friday else []
    return rows
