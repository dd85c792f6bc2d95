"""The six action plans, week by week: what is on track, what falls behind, what nobody reports."""

from __future__ import annotations

from datetime import timedelta

from data.demo.calendar import WEEKS, day
from data.demo.rows import Row
from data.demo.world import LIAISON_COUNT, Unit, liaison_id

BOOK, LIAISON_BOOK = "六大行动", "联络组"
NONE = None

# Milestone, responsible unit, object, and the figure of each of the seven Fridays; None = not reported that week.
AMOUNTS: tuple[tuple[str, str, str, tuple[int | None, ...]], ...] = (
    ("M1.3", "文化广电局", "", (320, 890, 1460, 2100, 2680, 3300, 3900)),
    ("M1.4", "总工会", "", (150, 640, 1220, 1900, 2750, 3420, 4100)),
    ("M1.5", "文化广电局", "", (60, 210, 560, 980, 1340, 1900, 2450)),
    ("M1.8", "文化广电局", "", (NONE, 6, 21, 47, 86, 131, 178)),
    ("M2.1", "人事局", "", (1, 3, 4, 6, 7, 9, 10)),
    ("M2.2", "人事局", "", (1, 2, 4, 4, 6, 7, 9)),
    ("M2.3", "人事局", "", (NONE, 96, 171, 204, 240, 262, 281)),
    ("M2.4", "人事局", "", (NONE, 210, 288, NONE, NONE, NONE, 460)),  # stale by the end of June
    ("M2.5", "人事局", "", (NONE, NONE, NONE, NONE, NONE, 2890, 3610)),  # nothing reported in June
    ("M3.1", "经济贸易局", "", (31, 58, 77, 88, 93, 95, 95)),
    ("M3.2", "经济贸易局", "", (42, 133, 260, 391, 540, 668, 790)),
    ("M3.3", "经济贸易局", "", (12, 35, 61, 84, 102, 117, 130)),
    ("M3.4", "经济贸易局", "", (9, 41, 88, 120, 151, 176, 190)),
    ("M3.5", "经济贸易局", "", (1, 8, 27, 49, 73, 101, 128)),
)
RATIOS: tuple[tuple[str, str, tuple[float | None, ...]], ...] = (
    ("M1.1", "文化广电局", (0.1, 0.22, 0.34, 0.45, 0.55, 0.72, 0.95)),
    ("M4.5", "行政服务中心", (0.8, 1.0, NONE, NONE, NONE, NONE, NONE)),  # done three days after 1 June
    ("M6.1", "发展和改革局", (0.28, 0.33, 0.38, 0.42, 0.46, 0.5, 0.54)),
    ("M6.2", "水务局", (0.35, 0.4, 0.44, 0.5, 0.54, 0.58, 0.62)),
    ("M6.3", "农村工作办公室", (0.25, 0.3, 0.33, 0.38, 0.42, 0.45, 0.5)),
    ("M6.4", "卫生局", (0.4, 0.46, 0.5, 0.57, 0.62, 0.68, 0.73)),
    ("M6.5", "残疾人联合会", (0.3, 0.35, NONE, 0.44, 0.48, 0.5, 0.55)),
    ("M6.6", "交通局", (0.22, 0.24, 0.25, 0.26, 0.27, 0.33, 0.4)),
    ("M6.7", "水务局", (0.2, 0.26, 0.31, 0.36, 0.4, 0.43, 0.47)),
    ("M6.8", "文化广电局", (0.33, 0.37, 0.45, 0.5, 0.56, 0.6, 0.66)),
    ("M6.9", "环境保护局", (0.18, 0.22, 0.27, NONE, NONE, 0.3, 0.36)),  # stale by the end of June
    ("M6.10", "劳动和社会保障局", (0.41, 0.47, 0.51, 0.55, 0.6, 0.66, 0.7)),
)
# Clerks write some milestones by their title.
TITLES = {
    "M1.2": "十五个群体座谈",
    "M1.6": "课题研究",
    "M1.7": "征文启事发布",
    "M4.1": "治安混乱地区整治",
    "M4.2": "突出治安问题整治",
    "M4.5": "优化规范审批事项",
}
STATES = {"-": "未启动", "~": "进行中", "#": "完成"}
SHARES = {"-": 0.0, "~": 0.4, "#": 1.0}
# Milestone, responsible unit, object, and its state on each Friday.
OBJECTS: tuple[tuple[str, str, str, str], ...] = (
    *(
        ("M1.2", "文化广电局", who, states)
        for who, states in (
            ("机关干部", "~######"), ("教师", "~######"), ("医务人员", "-~#####"), ("企业家", "-~#####"),
            ("青年", "--~####"), ("妇女", "--~####"), ("老干部", "--~~###"), ("农民", "---~~##"),
            ("社区居民", "---~~##"), ("民主党派", "---~~##"), ("科技人员", "----~##"), ("文艺工作者", "----~~#"),
            ("个体工商户", "-----~#"), ("在外务工人员", "------~"), ("新居民", "------~"),
        )
    ),
    ("M1.6", "文化广电局", "课题一:传统工艺与创业", "-~~~~~#"),
    ("M1.6", "文化广电局", "课题二:崇文重教的由来", "-~~~###"),
    ("M1.6", "文化广电局", "课题三:在外乡亲与家乡", "--~~~~~"),
    ("M1.7", "文化广电局", "", "~######"),
)  # fmt: skip
# Milestone, object, attempts, state on each Friday, listed on.
CLEANUPS = (
    ("M4.1", "东门夜市片", 1, "~~#####", None),
    ("M4.1", "老车站片", 1, "~~~####", None),
    ("M4.1", "子街道城中村", 2, "~~~~~~#", day(6, 10)),
    ("M4.1", "北郊出租房片", 3, "~~~~~~~", None),  # twice in vain, and nobody has listed it
    ("M4.1", "丁镇集市片", 1, "-~~~###", None),
    ("M4.2", "电动车盗窃", 2, "~~~~~~~", day(6, 17)),
    ("M4.2", "非法营运", 1, "~~~~~##", None),
    ("M4.2", "沿街诈骗", 1, "-~~####", None),
    ("M4.2", "聚众赌博", 1, "--~~~##", None),
)
SUPERVISOR = "市综治办"
LATE_STARTER, FALLEN_SILENT = 6, 8  # liaison groups: one starts in July, one stops reporting after 12 June


def row(milestone: str, unit_id: str, thing: str, week: int, figures: dict[str, object], book: str = BOOK) -> Row:
    """One line of the weekly report, counted on the Thursday."""
    counted_on = WEEKS[week] - timedelta(days=1)
    written = TITLES.get(milestone, milestone)
    cells = {"milestone_id": written, "unit_id": unit_id, "object_name": thing or None, "counted_on": counted_on}
    return Row("progress", book, WEEKS[week], {**cells, **figures})


def state_of(ratio: float) -> str:
    """The word that goes with a share."""
    return STATES["#"] if ratio >= 1 else STATES["~"]


def state_and_share(milestone: str, state: str) -> dict[str, object]:
    """An object's state, and the share done of a research topic; a discussion is held or not."""
    share: dict[str, object] = {"completion_ratio": SHARES[state]} if milestone == "M1.6" else {}
    return {"progress_state": STATES[state], **share}


def figure_rows(units: dict[str, Unit], week: int) -> list[Row]:
    """Counts and shares of one week."""
    rows = [
        row(milestone, units[short].unit_id, thing, week, {"cumulative_amount": amounts[week]})
        for milestone, short, thing, amounts in AMOUNTS
        if amounts[week] is not None
    ]
    return rows + [
        row(milestone, units[short].unit_id, "", week, {"completion_ratio": ratio, "progress_state": state_of(ratio)})
        for milestone, short, ratios in RATIOS
        if (ratio := ratios[week]) is not None
    ]


def object_rows(units: dict[str, Unit], week: int) -> list[Row]:
    """Groups met, topics studied, approvals streamlined: an object's state each week until it is done."""
    return [
        row(milestone, units[short].unit_id, thing, week, state_and_share(milestone, states[week]))
        for milestone, short, thing, states in OBJECTS
        if week == 0 or states[week - 1] != "#"
    ]


def cleanup_rows(units: dict[str, Unit], week: int) -> list[Row]:
    """Areas and problems under clean-up; what was tried twice in vain says whether it is listed, and by whom."""
    rows = []
    for milestone, thing, attempts, states, listed_on in CLEANUPS:
        tried = min(attempts, 1 + week // 2) if states[week] != "-" else 0
        figures: dict[str, object] = {"progress_state": STATES[states[week]], "attempt_count": tried}
        if tried >= 2:
            listed = listed_on is not None and listed_on < WEEKS[week]
            figures |= {"is_listed": listed}
            figures |= {"listed_on": listed_on, "supervisor_unit": SUPERVISOR} if listed else {}
        rows.append(row(milestone, units["公安局"].unit_id, thing, week, figures))
    return rows


def liaison_rows(week: int) -> list[Row]:
    """What the eight groups did, each in its region; talks become intents, and some intents contracts."""
    rows = []
    for number in range(1, LIAISON_COUNT + 1):
        if (number == LATE_STARTER and week < 5) or (number == FALLEN_SILENT and week > 2):
            continue
        pace = number % 3 + 1
        talks = pace * (week + 1) + number // 2
        figures = (("M5.1", 1), ("M5.2", pace + week), ("M5.3", talks), ("M5.4", talks // 3), ("M5.5", talks // 9))
        rows += [
            row(milestone, liaison_id(number), "", week, {"cumulative_amount": n}, LIAISON_BOOK)
            for milestone, n in figures
        ]
    return rows


def action_rows(units: list[Unit]) -> list[Row]:
    """All seven weeks of the six action plans."""
    by_short = {one.short: one for one in units}
    return [
        line
        for week in range(len(WEEKS))
        for line in (
            *figure_rows(by_short, week),
            *object_rows(by_short, week),
            *cleanup_rows(by_short, week),
            *liaison_rows(week),
        )
    ]
