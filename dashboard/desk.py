"""The pieces of the upload page: handing in, names to settle, findings, what would change, and taking it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

import streamlit as st

from dashboard import batches, board, data, filters, lights, moves, office, parts, rulings, tables, verdicts, who
from dashboard.batches import Batch
from dashboard.verdicts import Results
from dashboard.words import moment, plain, say

UPLOAD_PAGE = "dashboard/pages/upload.py"
UPLOADS_PAGE = "dashboard/pages/uploads.py"
A_YEAR = timedelta(days=366)
MOST_BATCHES = 10
MOST_NAMES = 20
HANDED_IN = "handed_in_times"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ARCHIVE = "application/zip"
PLACE = ["file_name", "place", "unit_name", "row_name"]


def reception() -> None:
    """Where files are handed in; they become a batch at once, and the address names it."""
    office.get_ready()
    parts.note("upload.sentence")
    # Each time another field: what was handed in stands in the last one for as long as its page is still being drawn.
    times = st.session_state.setdefault(HANDED_IN, 0)
    label, why = say("upload.drop"), say("upload.drop_help")
    files = st.file_uploader(label, accept_multiple_files=True, key=f"files_{times}", help=why)
    if files:
        st.session_state[HANDED_IN] = times + 1
        st.query_params["batch"] = str(office.hand_in([(file.name, file.getvalue()) for file in files]))
        st.rerun()
    waiting = office.unsettled()[:MOST_BATCHES]
    if waiting:
        parts.heading("upload.unsettled")
    for one in waiting:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            label = say("upload.batch_line", number=one.number, files=plain(one.title), count=len(one.paths))
            st.page_link(UPLOAD_PAGE, label=label, query_params={"batch": str(one.number)})
            st.caption(f"{moment(one.handed_in_at)} · {plain(one.handed_in_by)}", width="content")


def chosen_batch() -> Batch | None:
    """The batch that the address names; where there is none of that number, that is said."""
    asked = st.query_params.get("batch", "")
    one = office.batch(int(asked)) if asked.isdecimal() else None
    if asked and one is None:
        st.warning(say("upload.no_batch", asked=plain(asked)))
    return one


def batch_line(one: Batch) -> None:
    """Which batch this is, and the way to hand in another."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(say("upload.batch", number=one.number, count=len(one.paths)), anchor=False, width="content")
        leave = partial(filters.leave, "batch", "report_on", "file")
        st.button(say("upload.another"), key="another", on_click=leave)
    st.caption(f"{moment(one.handed_in_at)} · {plain(one.handed_in_by)}")


def rounds(one: Batch) -> None:
    """What was accepted of the batch so far, and what that changed on the board."""
    for number, entry in enumerate(batches.accepted(one)):
        st.success(say("upload.accepted", uploads="、".join(entry["upload_ids"]), by=plain(entry["by"])))
        with st.container(horizontal=True, gap="small"):
            for upload_id in entry["upload_ids"]:
                st.page_link(
                    UPLOADS_PAGE, label=say("upload.open", upload=upload_id), query_params={"upload": upload_id}
                )
        moves.show(entry["moves"], "upload.moved", f"moved_{number}")


def report_date(results: Results) -> date | None:
    """The day to be given to files that do not say of which day they speak."""
    if not verdicts.asks_for_day(results) and "report_on" not in st.query_params:
        return None
    facts = data.row("chrome__facts")
    last = min(max(facts["last_on"], date.today()), facts["last_on"] + A_YEAR)
    return filters.any_day("report_on", say("upload.report_on"), say("upload.report_on_help"), facts["starts_on"], last)


def files(results: Results) -> None:
    """Every file at a glance."""
    columns = [
        "verdict",
        "upload_id",
        "file_name",
        "report_on",
        "accepted_count",
        "row_count",
        "error_count",
        "question_count",
    ]
    columns += ["warning_count", "notice_count", "added_count", "changed_count", "vanished_count"]
    tables.plain_table(verdicts.files(results), columns, "upload.files")


def names(results: Results) -> None:
    """Names that nobody knows yet, each with what it may be; one click settles it for good."""
    unknown = verdicts.unknowns(results)
    if not unknown or not who.may("work"):
        return
    parts.heading("upload.names")
    parts.note("upload.names_note", by=plain(office.by_whom()))
    for number, one in enumerate(unknown[:MOST_NAMES]):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(say(f"upload.name_{one.about}", written=plain(one.written), places=one.places))
            for place, likely in enumerate(one.suggestions):
                keep = partial(rulings.learn, one.about, one.scope, one.written, likely)
                st.button(plain(likely), key=f"name_{number}_{place}", on_click=keep)
    if len(unknown) > MOST_NAMES:
        parts.note("upload.more_names", count=len(unknown) - MOST_NAMES)


def findings(results: Results) -> None:
    """What is wrong, by what to do about it, narrowed by severity and file."""
    parts.heading("upload.findings")
    found = verdicts.findings(results)
    if not found:
        parts.note("upload.findings_none")
        return
    worded = {"all": say("filter.all"), **{one: lights.severity_word(one) for one in verdicts.SEVERITIES}}
    several, file = len(results) > 1, None
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        severity = filters.one_segment("severity", say("filter.severity"), worded)
    if several:
        with right:
            file = filters.one_of("file", say("column.file_name"), [one.check.file for one in results])
    columns = ["severity", *(["file_name"] if several and not file else []), "place", "found", "message", "suggestion"]
    groups = verdicts.grouped(found, severity, file)
    for what, rows in groups.items():
        st.markdown(f"**{say(f'todo.{what}', count=rows.height)}**")
        tables.first_rows(rows, columns, "upload.findings")
    if not groups:
        parts.note("upload.findings_none")


def handed_back(one: Batch, results: Results, report_on: date | None) -> None:
    """The senders' own files, marked; many of them as one archive."""
    if not any(result.check.findings for result in results):
        return
    button = partial(st.download_button, say("upload.hand_back"), key="hand_back", on_click="ignore")
    if len(results) > 1:
        name = say("upload.archive", number=one.number)
        make = who.taken(partial(office.all_marked, one, results), {"marked": one.number}, "hand_in")
        button(data=make, file_name=name, mime=ARCHIVE)
    elif marked := parts.wait(office.marking(one, results[0], report_on), "upload.marking"):
        content: bytes = marked[1]
        make = who.taken(lambda: content, {"marked": one.number}, "hand_in")
        button(data=make, file_name=marked[0], mime=WORKBOOK)
    parts.note("upload.hand_back_note")


def changes(results: Results, unit_names: Mapping[str, str]) -> None:
    """What the files would change in what is accepted."""
    parts.heading("upload.changes")
    cells, more, gone = (make(results, unit_names) for make in (verdicts.changed, verdicts.added, verdicts.vanished))
    parts.note("upload.changes_note", changed=cells.height, added=more.height, vanished=gone.height)
    parts.opening(cells, [*PLACE, "label", "before", "after"], "upload.changed")
    parts.opening(gone, ["file_name", "sheet", "unit_name", "row_name", "why", "upload_id"], "upload.vanished")
    parts.opening(more, ["file_name", "sheet", "unit_name", "row_name", "row_number"], "upload.added")


def preview(one: Batch, results: Results, report_on: date | None) -> None:
    """The statuses that would change, were all that is clean taken."""
    turns = parts.wait(office.previewing(one, results, report_on), "upload.previewing")
    if turns and turns.files:
        moves.show(board.told(turns), "upload.preview", "preview_moves")


def finish(one: Batch) -> None:
    """Wait for an acceptance that is under way, then show the board as it is now."""
    job = office.accepting(one)
    if job and not job.is_over:
        parts.wait(job, "upload.accepting")
        st.rerun()
    elif job:
        parts.refused(job)


def acceptance(one: Batch, results: Results, report_on: date | None, unit_names: Mapping[str, str]) -> None:
    """The question about emptied cells, and the buttons that take the files."""
    parts.heading("upload.accept")
    finish(one)
    emptied, asked = verdicts.emptied(results, unit_names), verdicts.to_answer(results)
    if emptied.height:
        tables.first_rows(emptied, [*PLACE, "label", "before"], "upload.emptied")
    yes = asked > 0 and st.checkbox(say("upload.yes", count=asked), key="yes")
    whole, blocked, clean_rows = verdicts.to_take(results, yes)
    take = partial(office.accept, one, report_on, yes=yes)
    if not (whole or clean_rows):
        parts.note("upload.take_none" if blocked else "upload.take_over")
        return
    parts.note("upload.accept_note", whole=whole, blocked=blocked)
    with st.container(horizontal=True, gap="small"):
        if whole:
            label = say("upload.take", count=whole)
            st.button(label, key="take", type="primary", on_click=partial(take, skip_bad_rows=False))
        if clean_rows:
            label = say("upload.take_clean", rows=clean_rows, blocked=blocked)
            st.button(label, key="take_clean", on_click=partial(take, skip_bad_rows=True))
