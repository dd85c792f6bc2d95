"""Commands for the plan's own document: attach it, see which clauses were found in it, take it away again."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard import cli_show
from dashboard.cli_options import REASON, by_whom, in_store
from ingest import intake

DOCUMENT = click.Path(exists=True, dir_okay=False, path_type=Path)
SOURCE = click.option(
    "--source", type=DOCUMENT, help="The plan's own document, .docx or text; its words are shown beside the clauses."
)


@click.group("plan")
def plan() -> None:
    """Attach the plan's own document, whose words are then shown with each clause.

    Example: taizhang plan attach 工作计划.txt
    """


@plan.command("attach")
@click.argument("document", type=DOCUMENT)
@by_whom
@in_store
def attach(store: Path, document: Path, by: str) -> None:
    """Attach the plan's document, .docx or text, and say which clauses were found in it by their numbering.

    Example: taizhang plan attach 工作计划.txt
    """
    told(document, intake.attach_source(store, document, by))


@plan.command("detach")
@REASON
@by_whom
@in_store
def detach(store: Path, reason: str, by: str) -> None:
    """Show no words of the plan's document any more; it stays in the store.

    Example: taizhang plan detach --reason "wrong edition"
    """
    done = intake.detach_source(store, reason, by)
    cli_show.say("the plan's document is detached" if done else "no document is attached; nothing changed")


def told(document: Path, found: intake.Found) -> None:
    """How many clauses were found, and which were not and why."""
    count = len(found.passages) + len(found.missing)
    cli_show.say(f"{document.name}: found {len(found.passages)} of {count} clauses by their numbering")
    for clause_id, why in found.missing.items():
        cli_show.say(f"  clause {clause_id}: {why}")
