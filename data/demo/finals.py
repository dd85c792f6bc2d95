"""The end of the stage: the formal report, the evaluation, what is published and filed; and what goes on throughout."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.demo.calendar import WEEKS, day, week_of, workday_after, workdays
from data.demo.fates import Fate
from data.demo.rows import Row, told
from data.demo.world import SMALL_UNIT, Unit
from ingest.sheets.evaluations import CATEGORIES, DIMENSIONS, OPTIONS

EARLY = frozenset(("财政局", "审计局", "甲镇", "丙镇", "第一中学", "城市建设投资公司", "公安局", SMALL_UNIT))
OFFICE = "市委学习实践活动办公室"


def evaluation_day(one: Unit, fate: Fate, revised_on: date, formal_on: date | None) -> date | None:
    """Early for a few, mostly in July, for some not at all."""
    rng = one.rng("evaluation day")
    if one.short in EARLY and revised_on <= day(6, 25):
        return workday_after(revised_on, 1)
    if fate.slips(rng, 0.05):
        return None
    first = max(workday_after(revised_on, 2), formal_on or day(6, 30), day(6, 30))
    days = workdays(first, day(7, 10))
    return rng.choice(days) if days else None


def split(total: int, parts: int, rng: Random, weights: tuple[float, ...]) -> list[int]:
    """`total` ballots over `parts` answers, by chance."""
    drawn = rng.choices(range(parts), weights=weights, k=total)
    return [drawn.count(part) for part in range(parts)]


def evaluation(one: Unit, on: date) -> list[Row]:
    """The ballots, counted."""
    rng = one.rng("ballots")
    issued = 4 if one.short == SMALL_UNIT else rng.randint(24, 70)
    returned = issued if issued < 5 else issued - rng.randint(0, 3)
    valid = returned if issued < 5 else returned - rng.randint(0, 2)
    cells: dict[str, object] = {
        "evaluation_form": rng.choice(("评议会", "评议会", "书面评议")),
        "evaluated_on": on,
        "issued_count": issued,
        "returned_count": returned,
        "valid_count": valid,
    }
    people = split(issued, len(CATEGORIES), rng, (8, 6, 1.5, 1.5, 1.2, 0.8, 2, 2))
    cells |= {f"{name}_count": number for (name, *_), number in zip(CATEGORIES, people, strict=True)}
    for name, *_ in DIMENSIONS:
        votes = split(valid, len(OPTIONS), rng, (rng.uniform(4, 8), 3, rng.uniform(0.2, 1), 0.1))
        cells |= {f"{name}_{option}_count": number for (option, *_), number in zip(OPTIONS, votes, strict=True)}
    return told("evaluations", one, on, cells)


def before_evaluation(one: Unit, fate: Fate, on: date) -> list[Row]:
    """The scheme and the roster of raters."""
    rng = one.rng("scheme")
    scheme_on = workday_after(on, -rng.randint(2, 6))
    rows = (
        []
        if fate.slips(rng, 0.05)
        else told("reports", one, scheme_on, {"report_type": "民主评议方案", "completed_on": scheme_on})
    )
    roster = {"report_type": "参评人员名册", "completed_on": scheme_on, "expected_count": rng.randint(24, 70)}
    return rows + ([] if fate.slips(rng, 0.08) else told("reports", one, scheme_on, roster))


def publication(one: Unit, fate: Fate, on: date) -> list[Row]:
    """The result made public."""
    rng = one.rng("publication")
    if fate.slips(rng, 0.1):
        return []
    method = rng.choice(("公开栏", "公开栏", "通报文件", "会议通报"))
    public_on = workday_after(on, rng.randint(1, 4))
    return told(
        "reports",
        one,
        public_on,
        {"report_type": "评议结果", "completed_on": on, "published_on": public_on, "publication_method": method},
    )


def formal_day(one: Unit, revised_on: date, passed_on: date | None) -> date | None:
    """The formal report follows the group's yes and the revised text."""
    if passed_on is None:
        return None
    last = max(revised_on, passed_on)
    return last if one.short in EARLY else workday_after(last, one.rng("formal day").randint(2, 7))


def formal_report(one: Unit, fate: Fate, on: date) -> list[Row]:
    """The formal report, and later the same line with how it was made public."""
    rng = one.rng("formal report")
    cells: dict[str, object] = {
        "report_type": "正式报告",
        "completed_on": on,
        "document_number": f"{one.short}〔2009〕{rng.randint(100, 140)}号",
    }
    rows = told("reports", one, on, cells)
    if not rows or fate.slips(rng, 0.1):
        return rows
    public_on = workday_after(on, rng.randint(1, 5))
    told_on = week_of(max(public_on, on))
    method = rng.choice(("公开栏", "通报文件", "通报文件", "网站"))
    return rows + ([rows[0].again(told_on, published_on=public_on, publication_method=method)] if told_on else [])


def filing(one: Unit, fate: Fate, on: date) -> list[Row]:
    """Report and result, both filed with the office."""
    rng = one.rng("filing")
    if fate.slips(rng, 0.12):
        return []
    filed_on = workday_after(on, rng.randint(1, 5))
    both = ("分析检查报告", "民主评议结果")
    attached = both if not fate.slips(rng, 0.06) else both[:1]
    cells = {
        "report_type": "备案",
        "submitted_on": filed_on,
        "recipients": (OFFICE,),
        "attachments": attached,
        "submission_form": "书面",
    }
    return told("reports", one, filed_on, cells)


def going_on(one: Unit, fate: Fate) -> list[Row]:
    """What the text asks for without a date: study, results of research, the plan to put things right."""
    rng = one.rng("going on")
    rows: list[Row] = []
    for number, friday in enumerate(WEEKS[:: 2 if fate.temper == "model" else 3], start=1):
        on = friday - timedelta(days=rng.randint(0, 4))
        if rng.random() < 0.3:
            rows += told("meetings", one, on, {"meeting_type": "个人自学", "session_number": number, "held_on": on})
        study = {
            "meeting_type": "集中学习",
            "session_number": number,
            "held_on": on,
            "attended_count": rng.randint(8, 40),
            "theme": "经济形势与科学发展",
        }
        rows += [] if rng.random() < 0.35 else told("meetings", one, on, study)
    plans = (("调研成果", day(6, 15), 0.25), ("下阶段工作谋划", day(7, 3), 0.25))
    for kind, first, chance in plans:
        on = workday_after(first, rng.randint(0, 7))
        rows += told("reports", one, on, {"report_type": kind, "completed_on": on}) if rng.random() < chance else []
    return rows


def rectification_plan(one: Unit, fate: Fate, revised_on: date) -> list[Row]:
    """The plan to put the listed problems right."""
    rng = one.rng("rectification plan")
    if fate.slips(rng, 0.2):
        return []
    on = workday_after(max(revised_on, day(6, 29)), rng.randint(0, 8))
    return told(
        "reports", one, on, {"report_type": "整改落实方案", "completed_on": on, "completed_count": rng.randint(4, 6)}
    )


def finals(one: Unit, fate: Fate, revised_on: date | None, passed_on: date | None) -> list[Row]:
    """Everything after the revised text."""
    rows = going_on(one, fate)
    if revised_on is None:
        return rows
    formal_on = formal_day(one, revised_on, passed_on)
    rows += rectification_plan(one, fate, revised_on) + (formal_report(one, fate, formal_on) if formal_on else [])
    evaluated_on = evaluation_day(one, fate, revised_on, formal_on)
    if evaluated_on is None:
        return rows
    rows += (
        before_evaluation(one, fate, evaluated_on)
        + evaluation(one, evaluated_on)
        + publication(one, fate, evaluated_on)
    )
    return rows + (filing(one, fate, max(evaluated_on, formal_on)) if formal_on else [])
