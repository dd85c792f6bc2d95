"""What was found, in the terminal: files with their findings and changes, statuses that would be others, one trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from dashboard.cli_show import aside, console, plain_text, say, status_word
from ingest.intake import ACCEPTED, CHECKED, KNOWN, NOTHING, FileResult, Flips, Turns

SEVERITY_STYLES = {"error": "bold red", "question": "bold magenta", "warning": "yellow", "notice": "dim"}
OUTCOMES = {
    CHECKED: "would be accepted",
    ACCEPTED: "accepted",
    KNOWN: "already accepted",
    NOTHING: "nothing to take",
}
DIFF_SHOWN = 10
TURNS_SHOWN = 30


def results(found: Sequence[FileResult], asked_to_store: bool) -> None:
    """What became of each file, its findings and what it changes."""
    for result in found:
        name = f" as {result.upload_id}" if result.upload_id else ""
        outcome = (
            OUTCOMES[result.outcome] if result.is_well else "not accepted" if asked_to_store else "would be refused"
        )
        say(f"{result.check.file}: {outcome}{name}; {counted(result)}")
        show_findings(result)
        show_diff(result)


def counted(result: FileResult) -> str:
    """How many rows of each sheet are good, and how many would change."""
    tables = result.check.tables
    sheets = (
        ", ".join(f"{table.sheet_name} {table.accepted}/{table.row_count} rows" for table in tables) or "no sheet read"
    )
    changes = result.diff
    return (
        f"{sheets}; {changes.added_count} added, {len(changes.changed)} changed, {result.unchanged_count} unchanged, "
        f"{len(changes.removed)} no longer there"
    )


def show_findings(result: FileResult) -> None:
    """The findings of one file, one a line."""
    if not result.check.findings:
        return
    table = Table(box=None, show_header=False, pad_edge=True)
    for finding in result.check.findings:
        table.add_row(
            f"[{SEVERITY_STYLES[finding.severity]}]{finding.severity}[/]",
            plain_text(" ".join(filter(None, (finding.sheet, finding.cell)))),
            plain_text(finding.found),
            plain_text(finding.message),
            plain_text(finding.suggestion),
        )
    console().print(table)


def show_diff(result: FileResult) -> None:
    """The first cells that would change, before and after, and the first rows that are no longer there."""
    cells = [(row, one) for row in result.diff.changed for one in row["cells"]]
    for row, one in cells[:DIFF_SHOWN]:
        say(f"  {row['sheet']} {one['cell']} {one['label']}: {shown(one['before'])} → {shown(one['after'])}")
    if len(cells) > DIFF_SHOWN:
        say(f"  … and {len(cells) - DIFF_SHOWN} more cells; --json shows all")
    gone = result.diff.removed
    for row in gone[:DIFF_SHOWN]:
        key = " ".join(str(value) for value in row["key"].values() if value is not None)
        say(f"  {row['why']}: {row['sheet']} row {row['row']} of {row['upload_id']}: {key}")
    if len(gone) > DIFF_SHOWN:
        say(f"  … and {len(gone) - DIFF_SHOWN} more rows; --json shows all")


def turns(found: Turns | None, *, clean_rows: bool) -> None:
    """Which statuses would be others, in numbers and then unit by unit; `clean_rows`: of some files these alone."""
    if found is None or not found.files:
        return
    counts = ", ".join(f"{turn_words(row)} {row['count']}" for row in found.by_status())
    which = " if clean rows alone were taken (--skip-bad-rows)" if clean_rows else ""
    say(f"as of {found.as_of}, {len(found.turns)} statuses would change{which}{': ' if counts else ''}{counts}")
    for turn in found.turns[:TURNS_SHOWN]:
        bearer = f" {turn['bearer_name']}" if turn["bearer"] == "branch" else ""
        say(f"  {turn['unit_name'] or turn['unit_id']}{bearer} {turn['requirement_title']}: {turn_words(turn)}")
    if len(found.turns) > TURNS_SHOWN:
        say(f"  … and {len(found.turns) - TURNS_SHOWN} more; --json --preview shows all")


def flips(found: Flips) -> None:
    """What another reading would change: by status, by requirement, unit by unit, and the milestones."""
    turns(found, clean_rows=False)
    for row in found.by_requirement():
        say(f"  {row['requirement_title']}: {turn_words(row)} {row['count']}")
    for row in found.milestones:
        before, after = (status_word(row[when], "milestone_") for when in ("before", "after"))
        say(f"  {row['milestone_id']} {row['milestone_title']}: {before} → {after}")
    say(f"{found.deadlines} deadlines would be others")


def turn_words(turn: dict[str, Any]) -> str:
    """From one status to another, in words."""
    before, after = (status_word(turn[when]) if turn[when] else "–" for when in ("before", "after"))
    return f"{before} → {after}"


def trace(found: dict[str, Any]) -> None:
    """One obligation from its clause down to the cells."""
    clause = found["clause"]
    bearer = "" if found["bearer_id"] == found["unit_id"] else f" {found['bearer_id']}"
    owed = f"{found['requirement_id']} {found['requirement_title']}"
    say(f"{found['unit_id']} {found['unit_name']}{bearer}, {owed}: {status_word(found['status'])}")
    say(f"  due {found['due_on'] or '–'}, done {found['done_on'] or '–'}; {'; '.join(found['missing'])}".rstrip("; "))
    say(f"clause {clause['clause_id']} {clause['title'] or ''}: {clause['summary'] or ''}")
    say(f"rule {found['due_rule']}" + (f" ({found['due_phrase']})" if found["due_phrase"] else ""))
    for reading in found["readings"]:
        say(f"reading {reading['key']} = {reading['value']}")
    for check in found["checks"]:
        weight = " (advised)" if check["severity"] == "advised" else ""
        rule = " ".join(filter(None, (check["kind"], check["item"], check["threshold"])))
        say(f"check {check['check_id']} {rule}: {check['result']}{weight} {check['reason']}".rstrip())
        for one in check["evidence"]:
            say(f"    {one['upload_id']} {one['file']} › {one['sheet']} › {one['cell']} = {one['value']}")
    others = [bearer for bearer in found["bearers"] if bearer != found["bearer_id"]]
    if others:
        aside(f"owed by {len(others)} more: {', '.join(others)}; --bearer chooses")


def shown(value: Any) -> str:
    """A cell's value, or a dash for a blank."""
    return "–" if value is None else str(value)
