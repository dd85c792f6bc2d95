"""All the sheets of a plan, by kind, in the order in which they are read."""

from ingest.plan_sheets import actions, checks, clauses, milestones, plan, readings, requirements, words
from ingest.spec import Sheet

PLAN_SHEETS: dict[str, Sheet] = {
    module.SHEET.kind: module.SHEET
    for module in (plan, clauses, requirements, checks, actions, milestones, readings, words)
}
OPTIONAL_SHEETS = frozenset(("actions", "milestones", "readings", "words"))
