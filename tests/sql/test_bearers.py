"""Who owes: the unit, the guidance group for each unit it guides, a liaison group, or the members, counted and never named."""  # noqa: E501

from tests.sql.plans import plan
from tests.sql.world import world

GUIDANCE = plan(
    requirements="""
        requirement_id | bearer | evidence                      | applies_when
        guidance       | group  | reports:指导撰写@completed_on |
        contacts       | group  | reports:意见汇总@completed_on | unit.unit_class = 联络组
        meeting        | unit   | meetings:民主讨论@held_on     |
    """
)


def test_a_groups_duty_is_owed_by_the_group_of_each_unit_and_by_liaison_groups_for_themselves():
    told = world(
        GUIDANCE,
        units="""
            unit | unit_name  | unit_class | guidance_group
            甲   | 教育局     | 机关       | 第一组
            乙   | 水务局     | 机关       |
            丙   | 上海联络组 | 联络组     |
        """,
    )
    told.shows(
        "06-16",
        """
        requirement | unit | owed_by    | status
        guidance    | 甲   | 第一组     | overdue
        guidance    | 乙   |            | not_applicable
        contacts    | 甲   | 第一组     | not_applicable
        contacts    | 乙   |            | not_applicable
        contacts    | 丙   | 上海联络组 | overdue
        meeting     | 甲   | 教育局     | overdue
        meeting     | 乙   | 水务局     | overdue
        """,
    )


def test_the_duty_passes_to_the_group_that_takes_the_unit_over():
    told = world(
        GUIDANCE,
        units="""
            told  | unit | guidance_group
            05-21 | 甲   | 第一组
            06-10 | 甲   | 第二组
        """,
    )
    told.shows("06-09", "owed_by\n第一组", where="requirement_id = 'guidance'")
    told.shows("06-10", "owed_by\n第二组", where="requirement_id = 'guidance'")


def test_members_owe_as_one_number():
    told = world(
        plan(
            requirements="""
                requirement_id | bearer | evidence                          | rollup
                materials      | member | reports:个人分析材料@completed_on | last
            """,
            checks="""
                requirement_id | kind  | item            | threshold
                materials      | count | completed_count | >= unit.member_count
            """,
        ),
        units="""
            unit | member_count
            甲   | 30
        """,
        reports="""
            told  | unit | type         | completed_on | completed_count
            06-10 | 甲   | 个人分析材料 | 06-10        | 28
            06-14 | 甲   | 个人分析材料 | 06-14        | 30
        """,
    )
    told.shows(
        "06-10",
        """
        bearer | status     | missing
        甲     | incomplete | 已完成数应 30 实 28
        """,
    )
    assert told.status("06-14") == "done"


def test_a_unit_of_which_nothing_is_asked_is_on_the_list_owes_nothing_and_is_not_counted():
    told = world(
        plan(requirements="requirement_id | bearer\nmeeting | unit\nbranch_meeting | branch"),
        units="""
            told  | unit | unit_class | active_from_on
            05-21 | 甲   | 机关       |
            05-21 | 丙   | 联络组     |
            05-21 | 丁   | 联络组     | 06-20
        """,
        meetings="unit | held_on | told\n丙 | 06-02 | 06-03",
    )
    told.shows(
        "06-10",
        """
        unit | is_liaison_group | obligation_count | expected_count | worst_status   | last_report_on
        甲   | 0                | 1                | 0              | due_soon       |
        丙   | 1                | 0                | 0              | not_applicable | 06-03
        丁   | 1                | 0                | 0              | not_applicable |
        """,
        view="marts.units",
    )
    told.shows("06-10", "unit_count | obligation_count\n1 | 1", view="marts.overview")
    told.shows("06-10", "unit_class | unit_count\n机关 | 1", view="marts.unit_classes")
    assert told.ask("select 1 from marts.units", "05-20") == []
