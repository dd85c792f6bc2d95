"""Every order, lead time and range of the shipped plan: a unit that breaks it, and the very words that it is told.

One unit breaks one check. The other event happened on 12 June; of a range, nothing but its own event is told.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ingest.plan import load_plan
from tests.sql.drawing import draw, parse
from tests.sql.world import World, world

SHIPPED = Path(__file__).parents[2] / "data/plans/dongyang-2009"
ON = "07-15"
BROKEN = parse("""
check                               | on    | other | status       | result | words
solicitation.before_meeting         | 06-12 | 06-12 | done_late    | late   | 征求意见于 2009-06-12，应先于领导班子专题民主生活会(2009-06-12)
heart_talks.before_meeting          | 06-12 | 06-12 | done_late    | late   | 谈心交心于 2009-06-12，应先于领导班子专题民主生活会(2009-06-12)
pre_report.lead                     | 06-10 | 06-12 | incomplete   | late   | 会前书面报告于 2009-06-10，距领导班子专题民主生活会(2009-06-12)2 天，应提前 5 至 10 天
leaders_meeting.in_stage            | 07-11 |       | incomplete   | late   | 领导班子专题民主生活会于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
post_report.after_meeting           | 06-11 | 06-12 | incomplete   | late   | 会后情况报告于 2009-06-11，应后于领导班子专题民主生活会(2009-06-12)
post_report.prompt                  | 06-28 | 06-12 | incomplete   | late   | 会后情况报告于 2009-06-28，距领导班子专题民主生活会(2009-06-12)16 天，应在其后 0 至 7 天
branch_meeting.in_stage             | 07-11 |       | incomplete   | late   | 党支部组织生活会于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
draft.in_stage                      | 07-11 |       | needs_review | late   | 分析检查报告初稿于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
draft.after_meeting                 | 06-11 | 06-12 | needs_review | late   | 分析检查报告初稿于 2009-06-11，应后于领导班子专题民主生活会(2009-06-12)
group_review.after_draft            | 06-11 | 06-12 | needs_review | late   | 指导检查组审阅于 2009-06-11，应后于分析检查报告初稿(2009-06-12)
group_review.before_revision        | 06-13 | 06-12 | needs_review | late   | 指导检查组审阅于 2009-06-13，应先于修改完善报告(2009-06-12)
leader_review.after_draft           | 06-11 | 06-12 | needs_review | late   | 联系市领导审阅于 2009-06-11，应后于分析检查报告初稿(2009-06-12)
leader_review.before_revision       | 06-13 | 06-12 | needs_review | late   | 联系市领导审阅于 2009-06-13，应先于修改完善报告(2009-06-12)
discussion.in_stage                 | 07-11 |       | done_late    | late   | 民主讨论于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
discussion.after_draft              | 06-11 | 06-12 | done_late    | late   | 民主讨论于 2009-06-11，应后于分析检查报告初稿(2009-06-12)
enlarged_meeting.in_stage           | 07-11 |       | done_late    | late   | 党委(党组)扩大会议于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
enlarged_meeting.after_draft        | 06-11 | 06-12 | done_late    | late   | 党委(党组)扩大会议于 2009-06-11，应后于分析检查报告初稿(2009-06-12)
opinion_summary.after_discussion    | 06-11 | 06-12 | done_late    | late   | 意见汇总于 2009-06-11，应后于民主讨论(2009-06-12)
opinion_summary.after_enlarged      | 06-11 | 06-12 | done_late    | late   | 意见汇总于 2009-06-11，应后于党委(党组)扩大会议(2009-06-12)
topic_study.after_summary           | 06-11 | 06-12 | done         | late   | 专题研究于 2009-06-11，应后于意见汇总(2009-06-12)
revision.in_stage                   | 07-11 |       | done_late    | late   | 修改完善报告于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
revision.after_draft                | 06-11 | 06-12 | done         | late   | 修改完善报告于 2009-06-11，应后于分析检查报告初稿(2009-06-12)
revision.after_discussion           | 06-11 | 06-12 | done_late    | late   | 修改完善报告于 2009-06-11，应后于民主讨论(2009-06-12)
revision.after_enlarged             | 06-11 | 06-12 | done_late    | late   | 修改完善报告于 2009-06-11，应后于党委(党组)扩大会议(2009-06-12)
personal_materials.in_stage         | 07-11 |       | incomplete   | late   | 个人分析材料于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
evaluation_scheme.in_stage          | 07-11 |       | done_late    | late   | 民主评议方案于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
evaluation_scheme.before_evaluation | 06-12 | 06-12 | done_late    | late   | 民主评议方案于 2009-06-12，应先于民主评议(2009-06-12)
evaluation.in_stage                 | 07-11 |       | incomplete   | late   | 民主评议于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
evaluation.after_report             | 06-11 | 06-12 | incomplete   | late   | 民主评议于 2009-06-11，应后于修改完善报告(2009-06-12)
publish_result.after_evaluation     | 06-11 | 06-12 | incomplete   | late   | 公开评议结果于 2009-06-11，应后于民主评议(2009-06-12)
publish_report.after_report         | 06-11 | 06-12 | incomplete   | late   | 公开分析检查报告于 2009-06-11，应后于修改完善报告(2009-06-12)
formal_report.after_review          | 06-11 | 06-12 | needs_review | late   | 正式报告于 2009-06-11，应后于指导检查组把关(2009-06-12)
formal_report.after_revision        | 06-11 | 06-12 | needs_review | late   | 正式报告于 2009-06-11，应后于修改完善报告(2009-06-12)
filing.after_evaluation             | 06-11 | 06-12 | incomplete   | late   | 备案于 2009-06-11，应后于民主评议(2009-06-12)
filing.after_formal                 | 06-11 | 06-12 | incomplete   | late   | 备案于 2009-06-11，应后于正式报告(2009-06-12)
rectification_plan.after_report     | 06-11 | 06-12 | done_late    | late   | 整改落实方案于 2009-06-11，应后于修改完善报告(2009-06-12)
""")  # noqa: E501
ENGLISH = {
    row["check"]: row["words"]
    for row in parse("""
check                               | words
solicitation.before_meeting         | Soliciting opinions on 2009-06-12, must be before Leaders' democratic life meeting (2009-06-12)
heart_talks.before_meeting          | Heart-to-heart talks on 2009-06-12, must be before Leaders' democratic life meeting (2009-06-12)
pre_report.lead                     | Written report before the meeting on 2009-06-10, 2 days before Leaders' democratic life meeting (2009-06-12), must be 5 to 10 days before
leaders_meeting.in_stage            | Leaders' democratic life meeting on 2009-07-11, not between 2009-05-21 and 2009-07-10
post_report.after_meeting           | Report after the meeting on 2009-06-11, must be on or after Leaders' democratic life meeting (2009-06-12)
post_report.prompt                  | Report after the meeting on 2009-06-28, 16 days after Leaders' democratic life meeting (2009-06-12), must be 0 to 7 days after
branch_meeting.in_stage             | Party branch meeting on 2009-07-11, not between 2009-05-21 and 2009-07-10
draft.in_stage                      | Draft of the analysis report on 2009-07-11, not between 2009-05-21 and 2009-07-10
draft.after_meeting                 | Draft of the analysis report on 2009-06-11, must be on or after Leaders' democratic life meeting (2009-06-12)
group_review.after_draft            | Review by the guidance group on 2009-06-11, must be on or after Draft of the analysis report (2009-06-12)
group_review.before_revision        | Review by the guidance group on 2009-06-13, must be on or before Revision of the report (2009-06-12)
leader_review.after_draft           | Review by the contact leader on 2009-06-11, must be on or after Draft of the analysis report (2009-06-12)
leader_review.before_revision       | Review by the contact leader on 2009-06-13, must be on or before Revision of the report (2009-06-12)
discussion.in_stage                 | Democratic discussion on 2009-07-11, not between 2009-05-21 and 2009-07-10
discussion.after_draft              | Democratic discussion on 2009-06-11, must be on or after Draft of the analysis report (2009-06-12)
enlarged_meeting.in_stage           | Enlarged Party committee meeting on 2009-07-11, not between 2009-05-21 and 2009-07-10
enlarged_meeting.after_draft        | Enlarged Party committee meeting on 2009-06-11, must be on or after Draft of the analysis report (2009-06-12)
opinion_summary.after_discussion    | Summary of opinions on 2009-06-11, must be on or after Democratic discussion (2009-06-12)
opinion_summary.after_enlarged      | Summary of opinions on 2009-06-11, must be on or after Enlarged Party committee meeting (2009-06-12)
topic_study.after_summary           | Study of concentrated problems on 2009-06-11, must be on or after Summary of opinions (2009-06-12)
revision.in_stage                   | Revision of the report on 2009-07-11, not between 2009-05-21 and 2009-07-10
revision.after_draft                | Revision of the report on 2009-06-11, must be on or after Draft of the analysis report (2009-06-12)
revision.after_discussion           | Revision of the report on 2009-06-11, must be on or after Democratic discussion (2009-06-12)
revision.after_enlarged             | Revision of the report on 2009-06-11, must be on or after Enlarged Party committee meeting (2009-06-12)
personal_materials.in_stage         | Personal analyses on 2009-07-11, not between 2009-05-21 and 2009-07-10
evaluation_scheme.in_stage          | Evaluation scheme on 2009-07-11, not between 2009-05-21 and 2009-07-10
evaluation_scheme.before_evaluation | Evaluation scheme on 2009-06-12, must be before Democratic evaluation (2009-06-12)
evaluation.in_stage                 | Democratic evaluation on 2009-07-11, not between 2009-05-21 and 2009-07-10
evaluation.after_report             | Democratic evaluation on 2009-06-11, must be on or after Revision of the report (2009-06-12)
publish_result.after_evaluation     | Publishing the evaluation result on 2009-06-11, must be on or after Democratic evaluation (2009-06-12)
publish_report.after_report         | Publishing the report on 2009-06-11, must be on or after Revision of the report (2009-06-12)
formal_report.after_review          | Formal report on 2009-06-11, must be on or after Verdict of the guidance group (2009-06-12)
formal_report.after_revision        | Formal report on 2009-06-11, must be on or after Revision of the report (2009-06-12)
filing.after_evaluation             | Filing on 2009-06-11, must be on or after Democratic evaluation (2009-06-12)
filing.after_formal                 | Filing on 2009-06-11, must be on or after Formal report (2009-06-12)
rectification_plan.after_report     | Rectification plan on 2009-06-11, must be on or after Revision of the report (2009-06-12)
""")  # noqa: E501
}
ROSTER = {"unit_class": "市级部门", "guidance_group": "第一组", "contact_leader": "李某", "has_party_committee": "yes"}


@cache
def campaign() -> World:
    """All units that break something, on the shipped plan."""
    plan, findings = load_plan(SHIPPED)
    assert not [finding for finding in findings if finding.is_blocking]
    checks = {row["check_id"]: row for row in plan.frames["checks"].to_dicts()}
    rows: dict[str, list[dict[str, str]]] = {"branches": []}
    for line in BROKEN:
        check = checks[line["check"]]
        anchor = check["item"] if check["kind"] in ("order", "lead_days") else None
        for name, on in ((check["requirement_id"], line["on"]), (anchor, line["other"])):
            if name:
                add_event(rows, plan, name, line["check"], on)
    rows["units"] = [{"unit": line["check"], **ROSTER} for line in BROKEN]
    return world(plan.tables, **{kind: drawn(found) for kind, found in rows.items() if found})


def add_event(rows, plan, requirement_id, unit, on):
    """The event that answers a requirement, told for a unit on a day."""
    [owed] = [row for row in plan.frames["requirements"].to_dicts() if row["requirement_id"] == requirement_id]
    place, field = owed["evidence"].split("@")
    sheet, kind = place.split(":")[:2]
    row = {"unit": unit, field: on}
    if sheet != "evaluations":
        row["type"] = kind.split("|")[0]
    if sheet == "reviews":
        row |= {"reviewer": "李某" if "contact_leader" in place else "第一组", "sent_on": on}
    if owed["bearer"] == "branch":
        row["branch"] = f"{unit}支部"
        rows["branches"].append({"unit": unit, "branch": row["branch"]})
    if requirement_id == "opinion_summary":
        row["has_concentrated_problems"] = "yes"
    rows.setdefault(sheet, []).append(row)


def drawn(rows):
    """Rows as a drawn table."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return draw(names, [[row.get(name) for name in names] for row in rows])


def test_every_order_lead_time_and_range_that_the_plan_asks_of_anybody_is_broken_here():
    asked = """
        select checks.check_id
        from plan.checks
        inner join plan.requirements on requirements.requirement_id = checks.requirement_id
        where checks.check_kind in ('order', 'lead_days', 'within') and requirements.duty = 'owed'
        order by checks.check_order
    """
    assert [row["check_id"] for row in campaign().ask(asked, ON)] == [line["check"] for line in BROKEN] == list(ENGLISH)


@pytest.mark.parametrize("line", BROKEN, ids=[line["check"] for line in BROKEN])
def test_who_breaks_it_is_told_so_with_both_days_at_the_check_and_at_the_obligation(line):
    name = line["check"]
    check = campaign().one("marts.check_results", ON, f"unit_id = '{name}' and check_id = '{name}'")
    assert (check["result"], check["reason_zh"], check["reason_en"]) == (line["result"], line["words"], ENGLISH[name])
    owed = campaign().one("marts.compliance", ON, f"obligation_id = '{check['obligation_id']}' and unit_id = '{name}'")
    assert owed["status"] == line["status"]
    weight = "late" if check["severity"] == "required" else "noted"
    assert line["words"] in owed[f"{weight}_zh"]
    assert line["words"] in owed["reason_zh"]
    assert ENGLISH[name] in owed["reason_en"]


def test_filing_without_either_document_says_which_one_is_missing():
    plan, _ = load_plan(SHIPPED)
    told = world(
        plan.tables,
        units="unit\n甲\n乙\n丙",
        reports="""
            unit | type | submitted_on | recipients | attachments
            甲   | 备案 | 07-10        | 活动办     | 分析检查报告、民主评议结果
            乙   | 备案 | 07-10        | 活动办     | 分析检查报告
            丙   | 备案 | 07-10        | 活动办     | 民主评议结果
        """,
    )
    told.shows(
        ON,
        """
        unit | status     | missing
        甲   | done       |
        乙   | incomplete | 民主评议结果
        丙   | incomplete | 分析检查报告
        """,
        where="requirement_id = 'filing'",
    )
