"""The reminders 催办单: for each unit that owes something, one document with what is missing and where it goes."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import data
from dashboard.paper import official, owed
from dashboard.paper.texts import file_part
from dashboard.words import full_day, say

WIDTHS = (10, 40, 44, 30, 44)
COLUMNS = ("number", "item", "missing", "late", "hand_in")
# Archives are read by programs that know no year before 1980, and the same content should make the same file.


def documents() -> Iterator[tuple[str, bytes]]:
    """Each document with the name of its file; no two have the same."""
    facts, seen = data.row("chrome__facts"), set[str]()
    for debtor in owed.debtors():
        names = [file_part(part) for part in (debtor.debtor_id, debtor.name) if part]
        stem = "-".join([say("chase.title"), *names, str(facts["as_of"])])
        while stem.casefold() in seen:
            stem += "_"
        seen.add(stem.casefold())
        yield f"{stem}.docx", document(debtor)


def document(debtor: owed.Debtor) -> bytes:
    """One reminder."""
    facts = data.row("chrome__facts")
    made = official.paper(say("chase.title"), facts["as_of"])
    official.addressee(made, say("chase.to", name=debtor.name))
    owes = owed.counted([debtor])
    official.body(made, say("chase.lead", day=full_day(facts["as_of"]), plan=facts["plan_title"], owed=owes))
    headings = [say(f"chase.{name}") for name in COLUMNS]
    official.table(made, headings, [row_of(*one) for one in enumerate(debtor.rows, start=1)], WIDTHS)
    official.body(made, say("chase.end"))
    official.closing(made, facts["as_of"])
    return official.content(made)


def row_of(number: int, row: owed.Row) -> list[str]:
    """One thing owed."""
    clause = say("chase.clause", clause=row["clause_id"])
    return [str(number), f"{owed.title(row)}\n{clause}", owed.missing(row), owed.late(row), owed.hand_in(row)]


def archive() -> bytes:
    """All of them in one zip."""
    return official.packed(documents())
