"""The public face of ingest: check files, accept them, withdraw them, learn, and keep the published store true.

Everything that writes holds the store's lock, and everything done twice changes nothing the second time. What is done
stands in modules of its own; the doors and pages know this one only.
"""

from ingest.backup import back_up, bring_back
from ingest.checking import check, received
from ingest.diff import Diff
from ingest.doctor import MENDED, NOTED, OPEN, Ailment, examine
from ingest.download import original, original_name
from ingest.foretelling import preview, preview_reading, preview_withdrawal
from ingest.handback import hand_back, hand_back_all, hand_back_each
from ingest.history import (
    built_by,
    known_number,
    refresh,
    restore,
    take_judged,
    unpublished,
    upload_rows,
    uploads,
    withdraw,
)
from ingest.learning import (
    Undecidable,
    decide_reading,
    known_names,
    learn,
    learn_alias,
    learn_heading,
    learnt,
    lessons,
    reading_named,
    unit_called,
)
from ingest.ledger import LEDGER, Refused
from ingest.originals import NoOriginal, Surroundings, surroundings
from ingest.partly import part_already, part_at
from ingest.passages import Found
from ingest.past import already_built, known_at
from ingest.plan_template import plan_workbook
from ingest.results import ACCEPTED, CHECKED, KNOWN, NOT_YET, NOTHING, REFUSED, FileResult, Given, asks_for_day, rows_of
from ingest.review import SheetRows, findings_of, rows_taken, undoing
from ingest.scope import parts as scope_parts
from ingest.scope import scopes, units_in
from ingest.setup import attach_source, detach_source, init_store, remove
from ingest.soundness import mend
from ingest.spellings import learn_all, read_spellings
from ingest.taking import accept
from ingest.templates import all_templates, review_sheet, template
from ingest.turns import Flips, Turns
from ingest.views import CheckFailed
from ingest.waiving import Waiver, waiver_file, waiver_withdrawal

__all__ = [
    "ACCEPTED",
    "CHECKED",
    "KNOWN",
    "LEDGER",
    "MENDED",
    "NOTED",
    "NOTHING",
    "NOT_YET",
    "OPEN",
    "REFUSED",
    "Ailment",
    "CheckFailed",
    "Diff",
    "FileResult",
    "Flips",
    "Found",
    "Given",
    "NoOriginal",
    "Refused",
    "SheetRows",
    "Surroundings",
    "Turns",
    "Undecidable",
    "Waiver",
    "accept",
    "all_templates",
    "already_built",
    "asks_for_day",
    "attach_source",
    "back_up",
    "bring_back",
    "built_by",
    "check",
    "decide_reading",
    "detach_source",
    "examine",
    "findings_of",
    "hand_back",
    "hand_back_all",
    "hand_back_each",
    "init_store",
    "known_at",
    "known_names",
    "known_number",
    "learn",
    "learn_alias",
    "learn_all",
    "learn_heading",
    "learnt",
    "lessons",
    "mend",
    "original",
    "original_name",
    "part_already",
    "part_at",
    "plan_workbook",
    "preview",
    "preview_reading",
    "preview_withdrawal",
    "read_spellings",
    "reading_named",
    "received",
    "refresh",
    "remove",
    "restore",
    "review_sheet",
    "rows_of",
    "rows_taken",
    "scope_parts",
    "scopes",
    "surroundings",
    "take_judged",
    "template",
    "undoing",
    "unit_called",
    "units_in",
    "unpublished",
    "upload_rows",
    "uploads",
    "waiver_file",
    "waiver_withdrawal",
    "withdraw",
]
