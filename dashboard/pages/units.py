"""Which units are there, and how does each stand? Narrowed by class, group, status, requirement or name."""

from dashboard import data, parts, rates, unit_list

COLUMNS = [
    "worst_status",
    "completed_count",
    "expected_count",
    "completed_ratio",
    "overdue_count",
    "incomplete_count",
    "needs_review_count",
    "due_soon_count",
    "next_due_on",
    "last_report_on",
    "unit_class",
    "guidance_group",
    "short_names",
    "active_until_on",
    "merged_into",
    "unit_id",
]


def listed() -> None:
    """The choices, the units that they leave, and their rates."""
    chosen = unit_list.chosen()
    units = data.frame("units__list", **chosen)
    parts.note("units.sentence", count=units.height)
    if owing_nothing := data.where(units, obligation_count=0).height:
        parts.note("units.idle", count=owing_nothing)
    unit_list.table(units, chosen, COLUMNS)
    narrowed = {name: value for name, value in chosen.items() if name != "sort"}
    rates.side_by_side(data.row("units__rates", **narrowed))


parts.kept(listed)
