"""Back from a row to what it serves: every accepted row counts, repeats, was replaced, withdraws or is not told yet."""

from tests.sql.plans import plan
from tests.sql.world import world

MEETING = plan(
    requirements="""
        requirement_id | evidence                  | rollup | due_rule
        meeting        | meetings:民主讨论@held_on | first  | on 2009-06-25
    """,
    checks="""
        requirement_id | check_id | kind  | item           | threshold
        meeting        | attended | count | attended_count | >= 1
    """,
)
STATES = "marts.row_states"


def test_a_row_counts_until_a_later_version_replaces_it_and_the_page_can_follow():
    told = world(
        MEETING,
        meetings="""
            told  | upload | unit | held_on | attended_count
            06-12 | 11     | 甲   | 06-10   | 7
            06-19 | 12     | 甲   | 06-10   | 8
        """,
    )
    where = "evidence_id like '%会议%'"
    told.shows(
        "06-12",
        """
        report_on | row_state | other_upload_id
        06-12     | counts    |
        06-19     | not_yet   |
        """,
        STATES,
        where,
    )
    told.shows(
        "06-19",
        """
        report_on | row_state | other_upload_id | other_sheet_name | other_row_number
        06-12     | replaced  | u12-2009-06-19  | 会议             | 3
        06-19     | counts    |                 |                  |
        """,
        STATES,
        where,
    )


def test_a_row_sent_again_unchanged_repeats_the_first_which_stays_the_proof():
    told = world(
        MEETING,
        meetings="""
            told  | upload | unit | held_on | attended_count
            06-12 | 11     | 甲   | 06-10   | 7
            06-19 | 12     | 甲   | 06-10   | 7
            06-26 | 13     | 甲   | 06-10   | 8
        """,
    )
    told.shows(
        "06-20",
        """
        report_on | row_state | other_report_on
        06-12     | counts    |
        06-19     | repeats   | 06-12
        06-26     | not_yet   |
        """,
        STATES,
        "evidence_id like '%会议%'",
    )
    told.shows(
        "06-26",
        """
        report_on | row_state | other_report_on
        06-12     | replaced  | 06-26
        06-19     | replaced  | 06-26
        06-26     | counts    |
        """,
        STATES,
        "evidence_id like '%会议%'",
    )


def test_a_row_that_takes_another_back_withdraws_it():
    told = world(
        MEETING,
        meetings="""
            told  | upload | unit | held_on | withdrawn
            06-12 | 11     | 甲   | 06-10   |
            06-19 | 12     | 甲   | 06-10   | yes
        """,
    )
    told.shows(
        "06-19",
        """
        report_on | row_state | other_is_withdrawn
        06-12     | replaced  | 1
        06-19     | withdraws |
        """,
        STATES,
        "evidence_id like '%会议%'",
    )


def test_a_row_answers_is_only_planned_or_gives_way_to_another():
    told = world(
        MEETING,
        meetings="""
            told  | unit | session_number | planned_on | held_on
            06-12 | 甲   | 1              |            | 06-10
            06-12 | 甲   | 2              |            | 06-11
            06-12 | 甲   | 3              | 06-20      |
        """,
    )
    told.shows(
        "06-12",
        """
        evidence_id              | row_role
        u1022-2009-06-12/会议/2  | answers
        u1022-2009-06-12/会议/3  | passed_over
        u1022-2009-06-12/会议/4  | planned
        """,
        "marts.row_obligations",
    )


def test_rows_that_are_only_counted_are_proved_by_the_cell_they_are_counted_by():
    counted = plan(
        requirements="""
            requirement_id | evidence                         | rollup | due_rule
            draft          | reports:分析检查报告初稿@completed_on | last   | on 2009-06-20
        """,
        checks="""
            requirement_id | check_id | kind  | item                                 | threshold
            draft          | all      | count | problems.rows                        | >= 1
            draft          | at_once  | count | problems.rows[problem_class=立即解决] | >= 1
        """,
    )
    told = world(
        counted,
        reports="""
            told  | unit | type             | completed_on
            06-12 | 甲   | 分析检查报告初稿 | 06-10
        """,
        problems="""
            told  | unit | problem_number | problem | problem_class
            06-12 | 甲   | 1              | 路坏    | 立即解决
            06-12 | 甲   | 2              | 桥坏    | 限期解决
        """,
    )
    told.shows(
        "06-12",
        """
        check   | row_number | value_text
        all     | 2          | 1
        all     | 3          | 2
        at_once | 2          | 立即解决
        """,
        "marts.check_evidence",
        "sheet_name = '整改问题'",
    )
