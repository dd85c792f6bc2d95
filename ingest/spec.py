"""The grammar of a sheet: what one kind of evidence may say, declared as data.

A `Sheet` reads like the paper form it stands for. It names its columns, every spelling of a heading that has been seen,
what type of value belongs there, and which columns make the key. Reading, checking, storing and the templates all
work from these declarations; no sheet has code of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

# What a column of each type is in the store. Flags are the words yes/no; lists are joined by LIST_MARK.
SQL_TYPES = {
    "text": "varchar",
    "list": "varchar",
    "choice": "varchar",
    "flag": "varchar",
    "unit": "varchar",
    "branch": "varchar",
    "requirement": "varchar",
    "milestone": "varchar",
    "check": "varchar",
    "date": "date",
    "count": "integer",
    "number": "double",
    "ratio": "double",
}
LIST_MARK = "、"


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    `headings` are the spellings seen, the first being the one that templates and messages use; a two-row heading is
    written `upper/lower`. `choices` maps each allowed value to its other spellings; with `open_choices` the plan may
    add values (meeting and report types).
    """

    field: str
    type: str
    headings: tuple[str, ...]
    label_en: str
    required: bool = False
    default: str | int | None = None
    choices: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    open_choices: bool = False

    @property
    def label(self) -> str:
        """The heading that people are shown."""
        return self.headings[0]

    @property
    def sql_type(self) -> str:
        """The column's type in the store."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Sum:
    """A column computed from others when rows are loaded, such as all ballots cast on one question.

    `of` names the figure that it must come to, where there is one. With `counts_filled` it is how many of the others
    are above nought.
    """

    field: str
    terms: tuple[str, ...]
    label: str
    label_en: str
    of: str | None = None
    counts_filled: bool = False


@dataclass(frozen=True)
class Withheld:
    """Fields that stay out of the store where fewer than `fewest` ballots would show through.

    Of `presences` it then holds no more than whether anybody was there.
    """

    measure: str
    fewest: int
    fields: tuple[str, ...]
    presences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet: its titles, its columns and the fields that make its key.

    `type_field` names the column that says which type of evidence a row is, `number_field` the one that numbers several
    of a type. `dates` are the fields that say when something happened and so may not lie after the report date.
    `falling` are figures of which each is a part of the one before it; `required_when` names fields that a row must
    fill where another field has a value; `in_order` are pairs of days of which the first comes no later.
    """

    kind: str
    title: str
    title_en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    dates: tuple[str, ...] = ()
    type_field: str | None = None
    number_field: str | None = None
    sums: tuple[Sum, ...] = ()
    falling: tuple[str, ...] = ()
    withheld: Withheld | None = None
    required_when: tuple[tuple[str, str, str], ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError when the sheet has none."""
        for column in self.columns:
            if column.field == name:
                return column
        raise KeyError(name)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all columns, in the form's order."""
        return tuple(column.field for column in self.columns)


def column(
    name: str,
    kind: str,
    headings: str,
    label_en: str,
    *,
    required: bool = False,
    default: str | int | None = None,
    choices: Mapping[str, tuple[str, ...]] | None = None,
    open_choices: bool = False,
) -> Column:
    """A `Column` from one string of headings separated by spaces."""
    return Column(name, kind, tuple(headings.split()), label_en, required, default, choices or {}, open_choices)


WITHDRAWN = column("withdrawn", "flag", "撤销 是否撤销 作废 withdrawn", "Withdrawn")
