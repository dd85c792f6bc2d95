"""The pieces of the page of uploads: one upload, its findings and rows, and what withdrawing it would undo."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import (
    board,
    data,
    filters,
    moves,
    originals,
    parts,
    past,
    proof,
    serving,
    tables,
    verdicts,
    who,
    withdrawals,
)
from dashboard.words import full_day, moment, plain, say

STATES = ("counts", "withdrawn")
SEVERITY_ORDER = pl.Enum(verdicts.SEVERITIES)

Upload = dict[str, Any]


def states() -> dict[str, str]:
    """The states of an upload in words."""
    return {state: say(f"upload_state.{state}") for state in STATES}


def chosen_upload() -> Upload | None:
    """The upload that the address names; where there is none of that name, that is said."""
    asked = st.query_params.get("upload", "")
    upload = data.row("uploads__one", upload_id=asked) if asked else {}
    if asked and not upload:
        st.warning(say("uploads.unknown", asked=plain(asked)))
    return upload or None


def upload_line(upload: Upload) -> None:
    """Which upload this is, who took it in and when, and the way back."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(f"{upload['upload_id']} {upload['file_name']}"), anchor=False, width="content")
        proof.download(upload["upload_id"])
        st.button(say("uploads.all"), key="all_uploads", on_click=partial(filters.leave, "upload", "sheet", "row"))
    words = {"day": full_day(upload["report_on"]), "at": moment(upload["loaded_at"]), "by": plain(upload["loaded_by"])}
    parts.note("uploads.line", **words, rows=upload["row_count"], findings=upload["finding_count"])


def finish(upload: Upload) -> None:
    """Wait for a withdrawal or its return that is under way, then show how things are now."""
    job = withdrawals.turning(upload["upload_id"])
    if job and not job.is_over:
        parts.wait(job, "uploads.turning")
        st.rerun()
    elif job and not parts.refused(job) and job.answer is False:
        st.warning(say("uploads.counts_already"))


def turn(upload: Upload) -> None:
    """Withdraw an upload that counts, having seen what that undoes; take back the withdrawal of one that does not.

    Who may not work here only reads that it was withdrawn.

    What a past state of the ledger shows may have been turned since, so nothing is turned there.
    """
    if past.is_chosen():
        parts.note("chrome.only_now")
    elif upload["is_active"] and who.may("work"):
        withdrawal(upload)
    elif not upload["is_active"]:
        words = {"at": moment(upload["withdrawn_at"]), "by": plain(upload["withdrawn_by"])}
        st.warning(say("uploads.withdrawn", **words, reason=plain(upload["withdraw_reason"])))
        if who.may("work"):
            with_reason(upload, "restore")


def withdrawal(upload: Upload) -> None:
    """What a withdrawal would undo, row by row and status by status, and the button."""
    if not st.toggle(say("uploads.withdraw_title"), key="withdrawal"):
        return
    undone = withdrawals.undoing(upload["upload_id"])
    names = data.names(data.frame("unit__choices"), "unit_id", "unit_name")
    cells, gone = verdicts.undone_cells(undone, names), verdicts.undone_rows(undone, names)
    parts.note("uploads.undoes", gone=gone.height, back=len(undone.changed), cells=cells.height)
    with_reason(upload, "withdraw")
    parts.opening(gone, ["sheet", "unit_name", "row_name", "row_number"], "uploads.gone")
    parts.opening(cells, ["place", "unit_name", "row_name", "label", "before", "after"], "uploads.back")
    turns = parts.wait(withdrawals.previewing_withdrawal(upload["upload_id"]), "upload.previewing")
    if turns:
        moves.show(board.told(turns), "uploads.preview", "withdrawal_moves")


def with_reason(upload: Upload, act: str) -> None:
    """The button of an act that needs a reason."""
    reason = st.text_input(say("uploads.reason"), key=f"{act}_reason", placeholder=say(f"uploads.{act}_hint")).strip()
    does = {"withdraw": withdrawals.withdraw, "restore": withdrawals.restore}[act]
    click = partial(does, upload["upload_id"], reason)
    st.button(say(f"uploads.{act}"), key=act, type="primary", disabled=not reason, on_click=click)


def findings(upload: Upload) -> None:
    """What was said of the file when it was taken in; it quotes cells, so it is for whom files as received are open."""
    if not who.may("work"):
        return
    parts.heading("uploads.findings")
    found = originals.findings_of(upload["upload_id"])
    if found.is_empty():
        parts.note("uploads.findings_none")
        return
    rows = found.with_columns(place=pl.concat_str("sheet_name", "cell", separator=" "))
    tables.first_rows(rows, ["severity", "place", "found", "message", "suggestion"], "uploads.findings")


def rows(upload: Upload) -> None:
    """One row and what it serves; then all that were taken, sheet by sheet, under the form's own headings."""
    taken = originals.rows_taken(upload["upload_id"])
    if taken:
        sheets = pl.concat([one.rows["sheet_name"] for one in taken]).unique(maintain_order=True).to_list()
        serving.row(upload, sheets)
    if not who.may("work"):
        return
    parts.heading("uploads.rows")
    for one in taken:
        st.markdown(say("uploads.sheet", sheet=say(f"sheet.{one.kind}"), count=one.rows.height))
        tables.form_table(one.rows, f"rows_{one.kind}", upload["upload_id"], say(f"sheet.{one.kind}"))
