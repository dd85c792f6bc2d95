"""The nine statuses, top down: the first that holds is the one (design, section 5).

The requirement below falls due on 15 June: a meeting, with at least one speech and a reviewer's mark on what it held.
"""

from tests.sql.plans import plan
from tests.sql.world import world

MEETING = plan(
    requirements="""
        requirement_id | title    | title_en   | applies_when
        meeting        | 民主讨论 | Discussion | unit.has_party_committee = yes
    """,
    checks="""
        requirement_id | kind   | item         | threshold
        meeting        | count  | speech_count | >= 1
        meeting        | covers | 内容         |
    """,
)
ALL = world(
    MEETING,
    units="""
        unit     | has_party_committee
        无音信   | yes
        缺材料   | yes
        零份     | yes
        待审     | yes
        迟开待审 | yes
        已办     | yes
        迟办     | yes
        免办     | yes
        已办又免 | yes
        不适用   | no
        办了也免 | no
    """,
    meetings="""
        unit     | held_on | speech_count
        缺材料   | 06-12   |
        零份     | 06-12   | 0
        待审     | 06-12   | 1
        迟开待审 | 06-16   | 1
        已办     | 06-12   | 1
        迟办     | 06-16   | 1
        已办又免 | 06-12   | 1
        办了也免 | 06-12   | 1
    """,
    reviews="""
        unit     | type     | reviewer | sent_on | reviewed_on | conclusion
        已办     | 民主讨论 | 第一组   | 06-12   | 06-14       | 通过
        迟办     | 民主讨论 | 第一组   | 06-16   | 06-17       | 通过
        已办又免 | 民主讨论 | 第一组   | 06-12   | 06-14       | 通过
    """,
    waivers="""
        unit     | requirement | waiver_type | approved_on
        免办     | meeting     | 豁免        | 06-10
        已办又免 | meeting     | 豁免        | 06-15
        办了也免 | meeting     | 豁免        | 06-10
    """,
)


def test_the_first_that_holds_is_the_status():
    ALL.shows(
        "06-17",
        """
        unit     | status         | status_order | is_past_due
        无音信   | overdue        | 1            | 1
        缺材料   | incomplete     | 2            | 1
        零份     | incomplete     | 2            | 1
        待审     | needs_review   | 3            | 0
        迟开待审 | needs_review   | 3            | 1
        已办     | done           | 7            | 0
        迟办     | done_late      | 5            | 1
        免办     | exempt         | 8            | 0
        已办又免 | exempt         | 8            | 0
        不适用   | not_applicable | 9            | 0
        办了也免 | not_applicable | 9            | 0
        """,
    )


def test_statuses_turn_with_the_days_and_with_what_is_told():
    ALL.days(
        """
        day   | 无音信   | 缺材料     | 待审         | 已办         | 已办又免     | 免办     | 不适用
        06-07 | not_due  | not_due    | not_due      | not_due      | not_due      | not_due  | not_applicable
        06-08 | due_soon | due_soon   | due_soon     | due_soon     | due_soon     | due_soon | not_applicable
        06-10 | due_soon | due_soon   | due_soon     | due_soon     | due_soon     | exempt   | not_applicable
        06-12 | due_soon | incomplete | needs_review | needs_review | needs_review | exempt   | not_applicable
        06-14 | due_soon | incomplete | needs_review | done         | done         | exempt   | not_applicable
        06-15 | due_soon | incomplete | needs_review | done         | exempt       | exempt   | not_applicable
        06-16 | overdue  | incomplete | needs_review | done         | exempt       | exempt   | not_applicable
        """
    )


def test_each_status_says_what_is_missing_and_how_many_days_are_left_or_lost():
    ALL.shows(
        "06-15",
        """
        unit   | status       | missing                  | missing_en                     | days_left | days_late | is_past_due
        无音信 | due_soon     | 民主讨论                 | Discussion                     | 0         | 0         | 0
        缺材料 | incomplete   | 发言材料份数未填         | Speeches prepared not filled in | 0         | 0         | 0
        零份   | incomplete   | 发言材料份数应 1 实 0    | Speeches prepared: 0 of 1      | 0         | 0         | 0
        待审   | needs_review | 待人工核内容             | contents await a reviewer      | 0         | 0         | 0
        """,  # noqa: E501
        where="unit_id in ('无音信', '缺材料', '零份', '待审')",
    )
    ALL.shows(
        "06-18",
        """
        unit     | status       | missing          | late          | done_on | days_left | days_late
        无音信   | overdue      | 民主讨论         |               |         | -3        | 3
        缺材料   | incomplete   | 发言材料份数未填 |               |         | -3        | 3
        迟开待审 | needs_review | 待人工核内容     |               |         | -3        | 1
        迟办     | done_late    |                  | 晚于时限 1 天 | 06-16   | -3        | 1
        """,
        where="unit_id in ('无音信', '缺材料', '迟开待审', '迟办')",
    )


def test_lateness_runs_on_the_day_of_the_event_and_never_on_that_of_the_report():
    told = world(
        plan(requirements="requirement_id\nmeeting"),
        meetings="""
            told  | unit | held_on
            06-30 | 甲   | 06-15
        """,
    )
    told.days(
        """
        day   | 甲
        06-16 | overdue
        06-29 | overdue
        06-30 | done
        """
    )
    told.shows(
        "06-30",
        """
        done_on | recorded_on | days_late
        06-15   | 06-30       | 0
        """,
    )
