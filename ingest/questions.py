"""Findings that only the accepted rows give rise to: cells emptied, rows vanished or overtaken, files known already."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ingest.catalogue import SHEETS
from ingest.diff import Diff
from ingest.findings import FileCheck, Finding
from ingest.ledger import Upload

BY_DESIGN = ("row.untouched", "file.no_rows")
"""What is said of other files and is how a template leaves us."""


def about(changes: Diff, yes: bool) -> list[Finding]:
    """All of them for one file; with `yes` the questions about emptied cells are answered."""
    return [*emptied(changes, yes), *vanished(changes), *older(changes)]


def known_file(name: str, upload: Upload) -> FileCheck:
    """The check of a file that is accepted already."""
    message = f"该文件已于 {upload.event.at:%Y-%m-%d} 采纳，上报编号 {upload.upload_id}，不再重复采纳"
    notice = Finding("notice", "", "", "", name, message, f"如需重新上报，先撤回 {upload.upload_id}", "file.known")
    return FileCheck(name, upload.sha256, upload.report_on, [], [notice])


def nothing_new(found: FileCheck) -> FileCheck:
    """The check of a file that has nothing to take; of a template, with a sentence on what that means."""
    if not found.is_template:
        return found
    message = "模板里没有新填的内容，已有的内容也没有改动，不需要采纳。"
    notice = Finding("notice", "", "", "", found.file, message, "填好后再上报", "template.untouched")
    kept = [finding for finding in found.findings if not finding.is_blocking and finding.code not in BY_DESIGN]
    return replace(found, findings=[*kept, notice])


def emptied(changes: Diff, yes: bool) -> list[Finding]:
    """A question for each cell that was filled and now is blank."""
    return [
        Finding(
            "warning" if yes else "question",
            cell["sheet"],
            cell["cell"],
            cell["field"],
            "",
            f"“{cell['label']}”此前为“{cell['before']}”，本次为空",
            "确认清空请在采纳时答复“是”（--yes）；否则补上原值",
            "cell.emptied",
            cell["kind"],
            cell["unit_id"],
        )
        for cell in changes.emptied
    ]


def vanished(changes: Diff) -> list[Finding]:
    """A warning for each sheet whose units had rows before that are not in this file; the diff lists them."""
    gone = Counter(row["kind"] for row in changes.removed if row["why"] == "vanished")
    return [
        Finding(
            "warning",
            SHEETS[kind].title,
            "",
            "",
            f"{count} 行",
            f"此前采纳的 {count} 行“{SHEETS[kind].title}”记录本次未出现，仍然有效",
            "确需作废，请保留该行并在“撤销”列填“是”",
            "row.vanished",
            kind,
        )
        for kind, count in gone.items()
    ]


def older(changes: Diff) -> list[Finding]:
    """A notice for each row that a later report has overtaken."""
    return [
        Finding(
            "notice",
            row["sheet"],
            f"A{row['row']}",
            "",
            "",
            "同一事项已有填报日期更晚的记录，本行只补充当时的情况，不改变现状",
            "",
            "row.older",
            row["kind"],
            row["unit_id"],
        )
        for row in changes.older
    ]
