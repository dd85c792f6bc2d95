"""The page of rules: what the plan asks in words, how it is judged, and how each requirement stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import clausebook, store
from tests.dashboard.conftest import Open
from tests.dashboard.lists import links, lists, tables


def written(app: AppTest) -> str:
    """All text above the tables."""
    kinds = (app.header, app.subheader, app.markdown, app.caption, app.info)
    return "\n".join(element.value for kind in kinds for element in kind)


def listed(app: AppTest) -> list[str]:
    return list(lists(app)[0]["requirement_title"])


def test_the_list_holds_every_requirement_until_it_is_narrowed(open_page: Open, demo_store: Path) -> None:
    everything = store.query("rules__requirements", store=demo_store)
    app = open_page("rules")
    assert listed(app) == everything["requirement_title"].to_list()
    assert len(tables(app)) == 0
    app.text_input(key="search").set_value("市纪委").run()
    assert listed(app) == ["会前书面报告", "领导班子专题民主生活会", "会后情况报告"]
    assert len(tables(app)[0].value) == 3


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ({"clause": "1.19"}, ["会前书面报告"]),
        ({"kind": "categories"}, ["民主评议"]),
        ({"kind": "reviewed", "judge": "reviewer"}, ["指导检查组审阅", "联系市领导审阅", "正式报告"]),
        ({"kind": "reviewed", "judge": "machine"}, None),
    ],
)
def test_the_list_is_narrowed_by_clause_kind_and_judge(
    address: dict[str, str], titles: list[str] | None, open_page: Open
) -> None:
    app = open_page("rules", **address)
    assert (listed(app) if lists(app) else None) == titles


def test_a_requirement_is_opened_by_its_address_in_full(open_page: Open, demo_store: Path) -> None:
    app = open_page("rules", requirement="pre_report")
    text = written(app)
    assert app.header[0].value == "会前书面报告"
    assert "**条款 1.18a** 会前报告的时间：开会前大约一周向上级报告" in text
    assert "“领导班子专题民主生活会”前 7 天左右，最少提前 3 天" in text
    standing = store.query("rules__standings", store=demo_store).filter(requirement_id="pre_report").row(0, named=True)
    assert f"共 {standing['obligation_count']} 件应办事项" in text
    assert f"✖ 逾期未办 {standing['overdue_count']}" in text
    assert "谁办了，谁没有办" in [link.value for link in app.page_link]
    checks, readings = (table.value for table in tables(app))
    assert len(checks) == 7
    assert "pre_report.held" in set(checks["核查项"])
    assert list(checks["怎样才算达成"])[3] == "“报送对象”中有市纪委"
    assert list(checks["不达成"])[3] == "报告材料：报送对象 （空）"
    read = dict(zip(readings["说法"], readings["现行口径"], strict=True))
    assert read["会前7天左右"].startswith("提前 5–10 天为好")
    # The deadline of the meeting, on which this one hangs until it is held, is itself a day 前.
    assert "某日前" in read and "readings?reading=before_date" in links(app)


@pytest.mark.parametrize(("requirement", "why"), [("guest_attendance", "可办"), ("self_study", "跟踪")])
def test_what_nobody_owes_says_why_it_has_no_obligations(requirement: str, why: str, open_page: Open) -> None:
    said = open_page("rules", requirement=requirement).info[0].value
    assert why in said
    assert "没有应办事项" in said


def test_an_unknown_requirement_is_said_and_the_list_stands(open_page: Open) -> None:
    app = open_page("rules", requirement="ZZZ")
    assert "没有编号为“ZZZ”的要求" in app.warning[0].value
    assert len(listed(app)) > 20


def test_every_clause_says_what_carries_it_or_why_nothing_does(open_page: Open) -> None:
    table = tables(open_page("rules", view="clauses"))[0].value
    assert len(table) == 91
    told = dict(zip(table["条款"], table["怎样判定"], strict=True))
    assert told["0.1"] == "不单独判定：只作说明，不设任务"
    assert told["1.3"] == "审阅方核查 1 项（领导班子专题民主生活会）"
    assert told["5.2"] == "里程碑：十五个群体座谈"
    assert all(told.values())


def test_every_milestone_is_told_in_words_and_leads_to_its_plan(open_page: Open) -> None:
    app = open_page("rules", view="milestones")
    table = tables(app)[0].value
    assert len(table) == 38
    told = dict(zip(table["里程碑"], table["怎样才算达成"], strict=True))
    assert told["十五个群体座谈"] == "有填报的对象满 15 个算完成"
    assert "action_plans?action=A1" in links(app)


def test_clauses_are_found_by_their_words(open_page: Open) -> None:
    table = tables(open_page("rules", view="clauses", search="征求意见汇总"))[0].value
    assert list(table["条款"]) == ["1.19"]


def test_in_english_no_sentence_of_a_rule_is_chinese_but_what_stands_in_workbooks(open_page: Open) -> None:
    app = open_page("rules", lang="en", requirement="leaders_meeting")
    assert "Clause 1.6" in written(app)
    assert "by Mon 15 Jun 2009 at the latest" in written(app)
    assert '"Attended" is at least 100% of the unit' in "\n".join(tables(app)[0].value["What is asked"])


def test_a_clause_that_nothing_carries_is_of_a_class_that_says_why(demo_store: Path) -> None:
    rows = clausebook.clause_rows(lambda name: store.query(name, store=demo_store))
    left = {row["clause_id"] for row in rows if row["carried_by"].startswith("不单独判定")}
    assert left == {"0.1"}


def test_a_clause_that_is_judged_in_part_says_what_is_left_out_and_why(demo_store: Path) -> None:
    rows = clausebook.clause_rows(lambda name: store.query(name, store=demo_store))
    told = {row["clause_id"]: row["carried_by"] for row in rows if "未判定：" in row["carried_by"]}
    assert set(told) == {"1.5", "2.9d", "5.0", "5.6", "5.13"}
    assert "机器核查" in told["1.5"] and told["1.5"].endswith("只按支部人数核对")
