"""Which branch a written name means: a code or a name, within its unit."""

from __future__ import annotations

from ingest.context import Context
from ingest.fold import squeeze
from ingest.names import suggest
from ingest.ownwords import in_words
from ingest.parse import Read
from ingest.readers import did_you_mean
from ingest.spec import LIST_MARK


def read_branch(unit: str, written: str, context: Context) -> Read:
    """A branch of one unit, by code or by name, or the refusal."""
    branches = context.branches.get(unit, {})
    form = squeeze(written)
    by_name = {squeeze(name): branch for branch, name in branches.items()}
    by_name |= {squeeze(branch): branch for branch in branches}
    learnt = {squeeze(text): branch for (kind, text), branch in context.aliases.items() if kind == "branch"}
    found = by_name.get(form) or by_name.get(squeeze(learnt.get(form, "")) or "\0")
    if found:
        return Read(found)
    likely = suggest(written, branches.values())
    title = context.units.get(unit, (unit, ()))[0]
    message = f"支部名册中“{title}”没有支部“{written}”。{did_you_mean(likely)}请改成名册上的支部，或先报支部名册。"
    return Read(None, "branch.unknown", in_words(message, context.words), LIST_MARK.join(likely))
