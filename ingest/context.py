"""What the checker knows before it opens a file: the roster, the plan's names and dates, and what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import polars as pl

from ingest.names import Names, names_of
from ingest.spec import LIST_MARK, Column

Roster = Mapping[str, tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Context:
    """The world a file is checked against.

    `units` maps unit_id to (name, short names); `branches` unit_id to {branch_id: name}; `requirements`, `milestones`
    and `checks` map an id to its title. `aliases` are learnt spellings by (kind, written): kind `unit` gives a unit_id,
    `item` a list item. `headings` are learnt headings by (sheet kind, written) and give a field. `counts_from_1904` is
    said by the workbook at hand. `words` is what the plan calls branches, groups and others, by term. `entered_on` is
    the day of the ledger's last entry.
    """

    units: Roster = field(default_factory=dict)
    branches: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    aliases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    requirements: Mapping[str, str] = field(default_factory=dict)
    milestones: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, str] = field(default_factory=dict)
    meeting_types: tuple[str, ...] = ()
    report_types: tuple[str, ...] = ()
    review_types: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    time_zone: str = "Asia/Shanghai"
    today: date | None = None
    entered_on: date | None = None
    counts_from_1904: bool = False

    @cached_property
    def unit_names(self) -> Names:
        """The roster ready for matching, made once for all files checked against this context."""
        learnt = {written: unit for (kind, written), unit in self.aliases.items() if kind == "unit"}
        return names_of(self.units, learnt)

    @property
    def window(self) -> tuple[date, date] | None:
        """The campaign's first and last day, when both are known."""
        return (self.starts_on, self.ends_on) if self.starts_on and self.ends_on else None

    def default_report_on(self) -> date | None:
        """Today in the plan's time zone while the plan runs, else nothing: it must be asked for."""
        today = self.shown_today
        is_in_campaign = self.window and self.window[0] <= today <= self.window[1]
        return today if is_in_campaign and not self.clock_is_behind else None

    @property
    def shown_today(self) -> date:
        """The day that the machine's clock shows, in the plan's time zone."""
        return self.today or datetime.now(ZoneInfo(self.time_zone)).date()

    @property
    def clock_is_behind(self) -> bool:
        """Whether the clock shows a day before that of the last entry: it was set back, and its day means nothing."""
        return self.entered_on is not None and self.shown_today < self.entered_on

    def offered(self, column: Column) -> tuple[str, ...]:
        """The values to choose from: in a column with open choices those that the plan names, if it names any."""
        named = {
            "meeting_type": self.meeting_types,
            "report_type": self.report_types,
            "material_type": tuple(dict.fromkeys(self.meeting_types + self.report_types + self.review_types)),
        }
        return (column.open_choices and named.get(column.field, ())) or tuple(column.choices)

    def with_units(self, rows: pl.DataFrame) -> Context:
        """The context after a roster of units was read from the same file."""
        read = {
            row["unit_id"]: (row["unit_name"], tuple(filter(None, (row["short_names"] or "").split(LIST_MARK))))
            for row in rows.iter_rows(named=True)
        }
        return replace(self, units={**self.units, **read})

    def with_branches(self, rows: pl.DataFrame) -> Context:
        """The context after a roster of branches was read from the same file."""
        branches = {unit: dict(names) for unit, names in self.branches.items()}
        for row in rows.iter_rows(named=True):
            branches.setdefault(row["unit_id"], {})[row["branch_id"]] = row["branch_name"]
        return replace(self, branches=branches)
