"""As of a day: what reports up to that day said of what had happened by it (design, section 5).

What is told later changes no earlier day; an older report never overrides a newer one.
"""

from tests.sql.plans import plan
from tests.sql.world import world

MEETING = plan(
    requirements="requirement_id\nmeeting",
    checks="""
        requirement_id | kind  | item         | threshold
        meeting        | count | speech_count | >= 3
    """,
)


def test_what_is_told_later_changes_no_day_before_its_report():
    told = world(
        MEETING,
        meetings="""
            told  | unit | held_on | speech_count
            06-18 | 甲   | 06-10   | 3
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | due_soon
        06-17 | overdue
        06-18 | done
        """
    )


def test_an_older_report_never_overrides_a_newer_one_whenever_it_arrives():
    told = world(
        MEETING,
        meetings="""
            told  | upload | unit | held_on | speech_count
            06-14 | 1      | 甲   | 06-10   | 3
            06-12 | 2      | 甲   | 06-10   | 2
        """,
    )
    told.days(
        """
        day   | 甲
        06-11 | due_soon
        06-12 | incomplete
        06-14 | done
        """
    )


def test_of_two_reports_of_one_day_the_later_in_the_ledger_wins():
    told = world(
        MEETING,
        meetings="""
            told  | upload | unit | held_on | speech_count
            06-12 | 7      | 甲   | 06-10   | 3
            06-12 | 6      | 甲   | 06-10   | 2
        """,
    )
    assert told.status("06-12") == "done"
    assert told.line("06-12")["recorded_on"].isoformat() == "2009-06-12"


def test_a_row_sent_again_unchanged_is_no_new_version_but_it_is_a_return():
    told = world(
        MEETING,
        meetings="""
            told  | unit | held_on | speech_count
            06-12 | 甲   | 06-10   | 3
            06-19 | 甲   | 06-10   | 3
        """,
    )
    assert told.line("06-20")["recorded_on"].isoformat() == "2009-06-12"
    [version] = told.ask("select upload_id from intermediate.evidence_versions where sheet = 'meetings'")
    assert version["upload_id"].endswith("2009-06-12")
    assert told.one("marts.units", "06-20")["last_report_on"].isoformat() == "2009-06-19"
    assert told.one("marts.overview", "06-20")["silent_unit_count"] == 0
    assert told.one("marts.overview", "06-26")["silent_unit_count"] == 1


def test_a_unit_is_silent_after_the_days_that_the_plan_reads_as_long():
    told = world(
        plan(requirements="requirement_id\nmeeting", readings="key | value\nsilent_days | 31"),
        meetings="""
            told  | unit | held_on
            06-12 | 甲   | 06-10
        """,
    )
    heads = [told.one("marts.overview", day) for day in ("07-12", "07-13")]
    assert [(head["silent_days"], head["silent_unit_count"]) for head in heads] == [(31, 0), (31, 1)]


def test_a_version_replaces_its_row_whole():
    told = world(
        MEETING,
        meetings="""
            told  | unit | held_on | speech_count
            06-12 | 甲   | 06-10   | 3
            06-14 | 甲   | 06-10   |
        """,
    )
    told.days(
        """
        day   | 甲
        06-12 | done
        06-14 | incomplete
        """
    )


def test_a_day_of_the_event_corrected_later_is_judged_anew():
    told = world(
        MEETING,
        meetings="""
            told  | unit | held_on | speech_count
            06-17 | 甲   | 06-16   | 3
            06-19 | 甲   | 06-14   | 3
        """,
    )
    told.days(
        """
        day   | 甲
        06-17 | done_late
        06-19 | done
        """
    )


def test_evidence_told_before_the_roster_counts_once_the_unit_is_on_it():
    told = world(
        MEETING,
        units="""
            told  | unit
            06-17 | 甲
        """,
        meetings="""
            told  | unit | held_on | speech_count
            06-12 | 甲   | 06-10   | 3
        """,
    )
    assert told.statuses("06-12", ["甲"]) == [""]
    assert told.status("06-17") == "done"


def test_a_row_withdrawn_counts_until_the_day_it_was_withdrawn():
    told = world(
        MEETING,
        meetings="""
            told  | unit | held_on | speech_count | withdrawn
            06-12 | 甲   | 06-10   | 3            |
            06-14 | 甲   | 06-10   | 3            | yes
            06-20 | 甲   | 06-11   | 3            |
        """,
    )
    told.days(
        """
        day   | 甲
        06-12 | done
        06-14 | due_soon
        06-16 | overdue
        06-20 | done
        """
    )


def test_sessions_are_rows_of_their_own():
    told = world(
        MEETING,
        meetings="""
            unit | session | held_on | speech_count
            甲   | 1       | 06-10   | 1
            甲   | 2       | 06-12   | 2
        """,
    )
    told.days(
        """
        day   | 甲
        06-10 | incomplete
        06-12 | done
        """
    )


def test_due_soon_is_seven_days_ahead_today_included_and_overdue_the_day_after():
    told = world(MEETING)
    told.days(
        """
        day   | 甲
        05-21 | not_due
        06-07 | not_due
        06-08 | due_soon
        06-15 | due_soon
        06-16 | overdue
        """
    )


REPORT = plan(
    requirements="requirement_id | evidence\nreport | reports:意见汇总@submitted_on",
    checks="""
        requirement_id | check_id | kind       | item                  | threshold
        report         | opinions | attachment | 征求意见汇总          |
        report         | speeches | count      | attached_speech_count | >= 2
    """,
)


def test_a_part_supplied_later_counts_from_the_day_of_supplying_or_else_from_its_first_report():
    told = world(
        REPORT,
        units="""
            unit
            甲
            乙
            丙
            丁
        """,
        reports="""
            told  | unit | submitted_on | attachments  | attached_speech_count | supplied_on | supplied_items
            06-10 | 甲   | 06-10        |              | 2                     |             |
            06-25 | 甲   | 06-10        | 征求意见汇总 | 2                     |             |
            06-10 | 乙   | 06-10        |              | 2                     |             |
            06-25 | 乙   | 06-10        | 征求意见汇总 | 2                     | 06-15       | 征求意见汇总
            06-10 | 丙   | 06-10        | 征求意见汇总 | 1                     |             |
            06-25 | 丙   | 06-10        | 征求意见汇总 | 2                     | 06-17       | 发言材料
            06-25 | 丁   | 06-10        | 征求意见汇总 | 2                     | 06-17       | 发言材料
        """,
    )
    told.shows(
        "06-24",
        """
        unit | status     | missing
        甲   | incomplete | 征求意见汇总
        乙   | incomplete | 征求意见汇总
        丙   | incomplete | 随附发言材料份数应 2 实 1
        丁   | overdue    | report
        """,
    )
    told.shows(
        "06-25",
        """
        unit | status    | happened_on | done_on | late
        甲   | done_late | 06-10       | 06-25   | 晚于时限 10 天
        乙   | done      | 06-10       | 06-15   |
        丙   | done_late | 06-10       | 06-17   | 晚于时限 2 天
        丁   | done_late | 06-10       | 06-17   | 晚于时限 2 天
        """,
    )


def test_what_is_added_after_everything_was_there_makes_nothing_late():
    told = world(
        REPORT,
        reports="""
            told  | unit | submitted_on | attachments        | attached_speech_count | supplied_on | supplied_items
            06-10 | 甲   | 06-10        | 征求意见汇总       | 2                     |             |
            06-25 | 甲   | 06-10        | 征求意见汇总、照片 | 3                     | 06-24       |
        """,
    )
    assert told.status("06-25") == "done"


def test_a_day_of_supplying_told_later_corrects_the_day():
    told = world(
        REPORT,
        reports="""
            told  | unit | submitted_on | attachments  | attached_speech_count | supplied_on | supplied_items
            06-10 | 甲   | 06-10        |              | 2                     |             |
            06-20 | 甲   | 06-10        | 征求意见汇总 | 2                     |             |
            06-22 | 甲   | 06-10        | 征求意见汇总 | 2                     | 06-12       | 征求意见汇总
        """,
    )
    told.days(
        """
        day   | 甲
        06-20 | done_late
        06-22 | done
        """
    )


def test_without_a_day_set_the_clock_shows_the_last_report_once_the_campaign_is_over():
    told = world(
        MEETING,
        meetings="""
            unit | held_on
            甲   | 06-12
        """,
    )
    assert told.one("intermediate.clock")["as_of"].isoformat() == "2009-06-12"


def test_while_the_plan_runs_the_clock_shows_today():
    told = world(plan(requirements="requirement_id\nmeeting", starts_on="2009-05-21", ends_on="2999-07-10"))
    [seen] = told.ask(
        "select as_of = cast(timezone('Asia/Shanghai', now()) as date) as is_today from intermediate.clock"
    )
    assert seen["is_today"]


def test_proofs_lead_to_the_cells_of_the_versions_that_held_on_the_day():
    told = world(
        MEETING,
        meetings="""
            told  | unit | held_on | speech_count
            06-12 | 甲   | 06-10   | 2
            06-14 | 甲   | 06-10   | 3
        """,
    )
    told.shows(
        "06-13",
        """
        check         | file_name       | sheet_name | cell | value_text
        meeting.count | 2009-06-12.xlsx | 会议       | N2   | 2
        """,
        view="marts.check_evidence",
    )
    told.shows(
        "06-14",
        """
        check         | file_name       | sheet_name | cell | value_text
        meeting.count | 2009-06-14.xlsx | 会议       | N3   | 3
        """,
        view="marts.check_evidence",
    )
