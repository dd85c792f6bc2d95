"""How several rows make one: the first, the last, any, all, or their sum."""

from tests.sql.plans import plan
from tests.sql.world import world


def test_which_rows_answer_and_which_day_counts():
    told = world(
        plan(
            requirements="""
                requirement_id | rollup
                first_1        | first
                first_2        | first
                last_2         | last
                last_3         | last
                any_2          | any
                any_3          | any
                any_4          | any
                all_1          | all
                all_2          | all
                sum_1          | sum
                sum_4          | sum
                sum_6          | sum
                sum_7          | sum
            """,
            checks="""
                requirement_id | kind  | item         | threshold
                first_1        | count | speech_count | >= 1
                first_2        | count | speech_count | >= 2
                last_2         | count | speech_count | >= 2
                last_3         | count | speech_count | >= 3
                any_2          | count | speech_count | >= 2
                any_3          | count | speech_count | >= 3
                any_4          | count | speech_count | >= 4
                all_1          | count | speech_count | >= 1
                all_2          | count | speech_count | >= 2
                sum_1          | count | speech_count | >= 1
                sum_4          | count | speech_count | >= 4
                sum_6          | count | speech_count | >= 6
                sum_7          | count | speech_count | >= 7
            """,
        ),
        meetings="""
            unit | session | held_on | speech_count
            甲   | 1       | 06-10   | 1
            甲   | 2       | 06-14   | 3
            甲   | 3       | 06-18   | 2
        """,
    )
    told.shows(
        "06-20",
        """
        requirement | status     | happened_on | done_on | missing
        first_1     | done       | 06-10       | 06-10   |
        first_2     | incomplete | 06-10       |         | 发言材料份数应 2 实 1
        last_2      | done_late  | 06-18       | 06-18   |
        last_3      | incomplete | 06-18       |         | 发言材料份数应 3 实 2
        any_2       | done       | 06-14       | 06-14   |
        any_3       | done       | 06-14       | 06-14   |
        any_4       | incomplete | 06-10       |         | 发言材料份数应 4 实 1
        all_1       | done_late  | 06-18       | 06-18   |
        all_2       | incomplete | 06-10       |         | 发言材料份数应 2 实 1
        sum_1       | done       | 06-10       | 06-10   |
        sum_4       | done       | 06-10       | 06-14   |
        sum_6       | done_late  | 06-10       | 06-18   |
        sum_7       | incomplete | 06-10       |         | 发言材料份数应 7 实 6
        """,
    )


def test_several_types_may_answer_one_requirement():
    told = world(
        plan(requirements="requirement_id | rollup | evidence\nmeeting | any | meetings:民主讨论|集中学习@held_on"),
        units="""
            unit
            甲
            乙
            丙
        """,
        meetings="""
            unit | type     | held_on
            甲   | 民主讨论 | 06-10
            乙   | 集中学习 | 06-10
            丙   | 谈心交心 | 06-10
        """,
    )
    told.shows(
        "06-16",
        """
        unit | status
        甲   | done
        乙   | done
        丙   | overdue
        """,
    )


def test_each_row_has_its_own_past_wherever_it_stands_among_the_others():
    told = world(
        plan(
            requirements="""
                requirement_id | evidence                      | rollup
                summary        | reports:意见汇总@submitted_on | all
            """,
            checks="""
                requirement_id | kind      | item
                summary        | recipient | 市纪委
            """,
        ),
        reports="""
            told  | unit | report_number | submitted_on | recipients | withdrawn
            06-08 | 甲   | 1             | 06-08        | 市纪委     |
            06-12 | 甲   | 2             | 06-12        |            |
            06-20 | 甲   | 2             | 06-12        | 市纪委     |
            06-22 | 甲   | 1             | 06-08        | 市纪委     | yes
        """,
    )
    # Without the first the second stands in its place, and is as late as before.
    for on in ("06-20", "06-22"):
        told.shows(
            on,
            """
            status    | done_on
            done_late | 06-20
            """,
        )
