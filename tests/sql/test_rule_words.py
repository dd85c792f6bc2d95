"""Each rule is told in one sentence, the same on the page and in the documents, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import milestonebook, rulebook, words
from ingest.plan import compile_plan, load_plan
from tests.sql.test_examples import book
from tests.sql.world import World

PLAN = load_plan(Path(__file__).parents[2] / "data" / "plans" / "dongyang-2009")[0]

# Each row: a check of the shipped plan, and what it asks.
CHECKS = [
    ("pre_report.to_discipline", "“报送对象”中有市纪委", '"Recipients" lists 市纪委'),
    (
        "leaders_meeting.leader_invited",
        "“邀请参加”中有本单位的联系市领导（只适用于：单位名册的“联系市领导”已填写）",
        '"Invited" lists the unit\'s "Contact leader" (only where "Contact leader" on the roster is filled in)',
    ),
    (
        "leaders_meeting.attendance",
        "“实到人数”不低于本单位的班子成员数（请假的除外）的 100%",
        '"Attended" is at least 100% of the unit\'s "Leading members" (those on leave aside)',
    ),
    (
        "draft.at_once_rows",
        "“整改问题”中“立即解决”的行数不少于 1",
        'the number of rows "立即解决" of "Problems" is at least 1',
    ),
    ("evaluation.valid", "“有效票数”不多于“收回票数”", '"Valid ballots" is at most "Ballots returned"'),
    ("pre_report.form", "“报送形式”为书面或书面和电子", '"Submitted as" is 书面 or 书面和电子'),
    ("branch_meeting.minutes", "“会议记录”为是", '"Minutes kept" is yes'),
    ("publish_result.method", "“公开方式”已填写", '"Published by" is filled in'),
    (
        "draft.in_stage",
        "“完成日期”在2009年5月21日(周四)至2009年7月10日(周五)之间",
        '"Completed on" lies between Thu 21 May 2009 and Fri 10 Jul 2009',
    ),
    (
        "evaluation_scheme.before_evaluation",
        "“完成日期”早于“民主评议”",
        '"Completed on" is before "Democratic evaluation"',
    ),
    (
        "pre_report.lead",
        "“报送日期”比“领导班子专题民主生活会”提前 5 至 10 天；至少 3 天的也算达成，但予提示",
        '"Submitted on" is 5 to 10 days before "Leaders\' democratic life meeting"; '
        "3 days or more count too, with a warning",
    ),
    ("draft.roots", "审阅方认定：剖析原因", "a reviewer finds: 剖析原因"),
    (
        "leader_review.passed",
        "本单位的联系市领导审阅“分析检查报告初稿”，结论为通过",
        'the unit\'s "Contact leader" reviewed "分析检查报告初稿" and passed it',
    ),
]


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    yield
    words.speak(words.CHINESE)


@pytest.fixture(scope="module", params=[words.CHINESE, words.ENGLISH])
def rules(request: pytest.FixtureRequest) -> tuple[str, rulebook.Book]:
    words.speak(request.param)
    return request.param, book(World(PLAN.tables, {}))


@pytest.mark.parametrize(("check_id", "zh", "en"), CHECKS, ids=[name for name, *_ in CHECKS])
def test_a_check_is_told_in_a_sentence(check_id: str, zh: str, en: str, rules: tuple[str, rulebook.Book]) -> None:
    language, told = rules
    words.speak(language)
    assert rulebook.check_sentence(told, told.checks[check_id]) == {"zh": zh, "en": en}[language]


def test_every_check_and_requirement_of_the_plan_has_a_sentence(rules: tuple[str, rulebook.Book]) -> None:
    language, told = rules
    words.speak(language)
    assert all(rulebook.check_sentence(told, row) for row in told.checks.values())
    for row in told.requirements.values():
        assert rulebook.requirement_sentence(told, row)
        assert rulebook.due_sentence(told, row)


# Each row: a milestone of the shipped plan, when it is done, by when, and who answers for it.
MILESTONES = [
    ("M1.2", "有填报的对象满 15 个算完成", "7月10日完成：最迟2009年7月10日(周五)", "谁填报谁承办"),
    (
        "M4.1",
        "填报的对象全部完成才算完成；自身没有填报的，看下级里程碑（1 个）的平均",
        "7月中旬前：最迟2009年7月20日(周一)",
        "谁填报谁承办",
    ),
    (
        "M4.3",
        "填报的对象“挂牌督办”为是才算完成（只适用于：“治安混乱地区整治”的“整治次数”不小于 2，"
        "且“治安混乱地区整治”的“状态”不为“完成”）",
        "不设时限",
        "谁填报谁承办",
    ),
    ("M5.1", "有填报的单位满 8 个算完成", "不设时限", "联络组"),
    (
        "M6.1",
        "没有定数，填报的完成比例满 100% 或状态为完成算完成；自身没有填报的，看下级里程碑（9 个）的平均",
        "不设时限",
        "谁填报谁承办",
    ),
]


@pytest.mark.parametrize(("milestone_id", "rule", "due", "owners"), MILESTONES, ids=[name for name, *_ in MILESTONES])
def test_a_milestone_is_told_by_its_target_deadline_and_owners(
    milestone_id: str, rule: str, due: str, owners: str, rules: tuple[str, rulebook.Book]
) -> None:
    language, told = rules
    words.speak(language)
    row = next(one for one in milestonebook.milestone_rows(told) if one["milestone_id"] == milestone_id)
    found = (row["rule_words"], row["due_words"], row["owner_names"])
    assert found == (rule, due, owners) if language == words.CHINESE else all(found)


@pytest.mark.parametrize(
    ("requirement_id", "decided", "said"),
    [
        ("draft", {}, "6月20日前：最迟2009年6月20日(周六)"),
        ("draft", {"before_date": "exclusive"}, "6月20日前：最迟2009年6月19日(周五)"),
        ("draft", {"rest_day": "next_working_day"}, "6月20日前：最迟2009年6月22日(周一)"),
        ("filing", {}, "没有写明时限，按本阶段结束之日2009年7月10日(周五)"),
        ("filing", {"undated": "never"}, "没有写明时限，不设到期日"),
        ("pre_report", {}, "“领导班子专题民主生活会”前 7 天左右，最少提前 3 天"),
        (
            "pre_report",
            {"pre_report_lead": "lead target 7 pass 7.. warn 5.."},
            "“领导班子专题民主生活会”前 7 天左右，最少提前 5 天",
        ),
        ("self_study", {}, "不设时限"),
    ],
)
def test_a_deadline_is_told_as_its_words_are_read_now(requirement_id: str, decided: dict[str, str], said: str) -> None:
    words.speak(words.CHINESE)
    told = book(World(compile_plan(PLAN, decided), {}))
    assert rulebook.due_sentence(told, told.requirements[requirement_id]) == said
