"""All the sheets of evidence, by kind, in the order in which they are read."""

from ingest.sheets import branches, evaluations, meetings, problems, progress, reports, reviews, units, waivers
from ingest.spec import Sheet

SHEETS: dict[str, Sheet] = {
    module.SHEET.kind: module.SHEET
    for module in (units, branches, meetings, reports, reviews, evaluations, progress, problems, waivers)
}
