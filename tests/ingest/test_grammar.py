"""The small languages of a plan: what each text means, and what is refused with the forms that are allowed."""

from datetime import date

import pytest

from ingest.check_grammar import FAMILY, parse_check
from ingest.grammar import (
    Due,
    Evidence,
    Item,
    Malformed,
    Target,
    Term,
    parse_conditions,
    parse_due,
    parse_evidence,
    parse_target,
)
from ingest.operands import Operand, parse_operands
from ingest.reading_grammar import parse_for_key, parse_reading


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("on 2009-06-15", Due("on_date", day=date(2009, 6, 15))),
        ("on reading before_mid_july", Due("on_reading", reading_key="before_mid_july")),
        ("before a by reading b", Due("before", anchor_id="a", reading_key="b")),
        ("after a within reading b", Due("after", anchor_id="a", reading_key="b")),
        ("stage  end", Due("stage_end")),
        ("none", Due("none")),
        (None, Due("none")),
    ],
)
def test_a_deadline_rule_has_six_forms(written, meant):
    assert parse_due(written) == meant


@pytest.mark.parametrize("written", ["6月15日前", "on", "by 2009-06-15", "before a", "after a by reading b", "stage"])
def test_a_deadline_rule_of_another_form_is_refused_with_the_allowed_forms(written):
    with pytest.raises(Malformed) as refusal:
        parse_due(written)
    assert refusal.value.code in ("plan.due_form", "plan.date_form")
    assert refusal.value.suggestion


def test_a_day_that_no_calendar_has_is_refused():
    with pytest.raises(Malformed, match="没有“2009-06-31”这一天"):
        parse_due("on 2009-06-31")


def test_evidence_names_sheet_types_reviewer_and_date():
    found = parse_evidence("reviews:分析检查报告初稿:unit.guidance_group@sent_on")
    assert found == Evidence("reviews", ("分析检查报告初稿",), Item(attribute="guidance_group"), "sent_on")
    assert parse_evidence("meetings:党委(党组)扩大会议|专题研究@held_on").types == ("党委(党组)扩大会议", "专题研究")


@pytest.mark.parametrize("written", ["meetings", "meetings:民主讨论", "民主讨论@held_on", "a:b:c:d@e", ""])
def test_evidence_of_another_form_is_refused(written):
    with pytest.raises(Malformed, match="佐证"):
        parse_evidence(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (None, ()),
        ("unit.contact_leader is set", (Term("unit", None, "contact_leader", "is set", (None,)),)),
        ("unit.contact_leader is empty", (Term("unit", None, "contact_leader", "is empty", (None,)),)),
        ("unit.unit_class in 镇街|市级部门", (Term("unit", None, "unit_class", "=", ("镇街", "市级部门")),)),
        ("evidence M4.1.attempt_count >= 2", (Term("evidence", "M4.1", "attempt_count", ">=", ("2",)),)),
        (
            "unit.leader_count > 0 and evidence opinion_summary.has_concentrated_problems = yes",
            (
                Term("unit", None, "leader_count", ">", ("0",)),
                Term("evidence", "opinion_summary", "has_concentrated_problems", "=", ("yes",)),
            ),
        ),
    ],
)
def test_a_condition_is_terms_joined_by_and(written, meant):
    assert parse_conditions(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "contact_leader is set",
        "unit.x",
        "unit.x is",
        "unit.x = ",
        "unit.x = 1 or unit.y = 2",
        "unit.x = 1 and y",
        "always",
    ],
)
def test_a_condition_of_another_form_is_refused(written):
    with pytest.raises(Malformed, match="适用条件"):
        parse_conditions(written)


def test_operands_are_added_and_taken_away():
    total = parse_operands("unit.member_count + unit.leader_count - 3")
    assert [(term.sign, term.kind, term.field or term.number) for term in total] == [
        (1, "unit", "member_count"),
        (1, "unit", "leader_count"),
        (-1, "number", 3.0),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("rows", Operand(1, "rows")),
        ("speech_count", Operand(1, "field", field="speech_count")),
        ("branch.member_count", Operand(1, "branch", field="member_count")),
        ("problems.rows", Operand(1, "sheet_rows", sheet="problems")),
        (
            "problems.rows[problem_class=立即解决]",
            Operand(1, "sheet_rows", sheet="problems", filter_field="problem_class", filter_value="立即解决"),
        ),
    ],
)
def test_an_operand_has_six_forms(written, meant):
    assert parse_operands(written) == (meant,)


@pytest.mark.parametrize("written", ["", "a * b", "a +", "unit.", "problems.rows[problem_class]"])
def test_an_operand_of_another_form_is_refused(written):
    with pytest.raises(Malformed, match="不是可计算的量"):
        parse_operands(written)


@pytest.mark.parametrize(
    ("kind", "item", "threshold", "field", "value"),
    [
        ("invited", "市纪委", "", "item", Item(literal="市纪委")),
        ("invited", "unit.guidance_group", None, "item", Item(attribute="guidance_group")),
        ("recipient", "市纪委", "", "field", "recipients"),
        ("attachment", "征求意见汇总", "", "field", "attachments"),
        ("contains", "形成的共识", "", "field", "contents"),
        ("count", "speech_count", ">= unit.leader_count", "comparison", ">="),
        ("tally", "valid_count", "<= returned_count", "comparison", "<="),
        ("tally", "valid_count", "= 3", "comparison", "="),
        ("attendance", "attended_count / unit.leader_count", "100%", "percent", 100.0),
        ("flag", "has_minutes", "yes", "values", ("yes",)),
        ("flag", "theme", "filled", "flag_operator", "filled"),
        ("published", "publication_method", "in 公开栏|通报文件", "values", ("公开栏", "通报文件")),
        ("held", "", "", "span", None),
        ("within", "", "plan.starts_on..plan.ends_on", "span", ("plan.starts_on", "plan.ends_on")),
        ("order", "draft", "on or after", "anchor_id", "draft"),
        ("order", "reading stage_ends_on", "before", "reading_key", "stage_ends_on"),
        ("lead_days", "leaders_meeting", "reading promptly", "reading_key", "promptly"),
        ("covers", "存在的问题", "", "item", Item(literal="存在的问题")),
        ("reviewed", "修改稿:unit.contact_leader", "", "reviewer", Item(attribute="contact_leader")),
    ],
)
def test_each_kind_of_check_reads_its_item_and_threshold(kind, item, threshold, field, value):
    assert getattr(parse_check(kind, item, threshold), field) == value


@pytest.mark.parametrize(
    ("kind", "item", "threshold"),
    [
        ("invited", "", ""),
        ("invited", "市纪委", "yes"),
        ("count", "speech_count", "3"),
        ("count", "", ">= 1"),
        ("categories", "unit.leader_count", ">= 1"),
        ("attendance", "attended_count", "100%"),
        ("attendance", "attended_count / unit.leader_count", "120%"),
        ("attendance", "attended_count / unit.leader_count", "all"),
        ("flag", "has_minutes", "maybe"),
        ("flag", "", "yes"),
        ("published", "publication_method", "in 公开栏||通报文件"),
        ("held", "leaders_meeting", ""),
        ("within", "", ""),
        ("order", "draft", "later"),
        ("order", "", "before"),
        ("lead_days", "leaders_meeting", "7"),
        ("covers", "", ""),
        ("reviewed", "修改稿", ""),
    ],
)
def test_a_check_of_another_form_is_refused_with_the_allowed_forms(kind, item, threshold):
    with pytest.raises(Malformed) as refusal:
        parse_check(kind, item, threshold)
    assert "可写：" in refusal.value.suggestion


def test_sixteen_kinds_belong_to_four_families():
    assert len(FAMILY) == 16
    assert set(FAMILY.values()) == {"membership", "measure", "timing", "mark"}


def test_a_band_has_an_outer_range_that_contains_the_inner_one():
    lead = parse_reading("lead target 7 pass 5..10 warn 3..")
    assert (lead.direction, lead.target_days, lead.passes, lead.warns) == ("lead", 7, (5, 10), (3, None))
    assert parse_reading("lag target 7 pass 0..7 warn 8..15").warns == (0, 15)
    assert parse_reading("lag target 3 pass 0..3").warns == (0, 3)


def test_a_reading_is_a_word_a_day_a_number_or_a_band():
    assert parse_reading("inclusive").word == "inclusive"
    assert parse_reading("2009-07-20").day == date(2009, 7, 20)
    assert parse_reading("7").number == 7


@pytest.mark.parametrize(
    "written", ["sometimes", "", "pass 5..10", "lead target 4 pass 5..10", "lag target 7 pass 9..2", "2009-06-31"]
)
def test_a_reading_of_another_form_is_refused(written):
    with pytest.raises(Malformed):
        parse_reading(written)


@pytest.mark.parametrize(
    ("key", "value"),
    [("before_date", "never"), ("rest_day", "inclusive"), ("stage_ends_on", "7"), ("progress_stale_days", "-1")],
)
def test_a_reading_that_the_rules_know_takes_only_its_own_values(key, value):
    with pytest.raises(Malformed) as refusal:
        parse_for_key(key, value)
    assert refusal.value.code == "plan.reading_value"


def test_a_target_is_a_number_all_a_flag_or_nothing():
    assert parse_target("15") == Target("number", number=15.0)
    assert parse_target("all") == Target("all")
    assert parse_target("is_listed") == Target("flag", field="is_listed")
    assert parse_target(None) == Target("none")
    with pytest.raises(Malformed, match="目标"):
        parse_target("十五个")
