"""Makes the demo's workbooks: `python -m data.demo.make [FOLDER]`. The same seed, the same bytes."""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from data.demo.calendar import LAST_SHOWN
from data.demo.hands import HANDS
from data.demo.papers import Paper, write_csv, write_workbook
from data.demo.rows import Row
from data.demo.story import story
from data.demo.world import Unit, all_units, liaison_rows
from ingest.catalogue import SHEETS

HERE = Path(__file__).parent
NEXT = "next"
IN_CSV = frozenset(("联络组",))


def spellings(units: list[Unit]) -> dict[str, tuple[str, ...]]:
    """How clerks may write each unit: in full, or by a short name."""
    names = {one.unit_id: (one.name, one.short, *one.aliases, one.short) for one in units}
    return names | {str(cells["unit_id"]): (str(cells["unit_name"]),) for cells in liaison_rows()}


def pile_up(rows: list[Row]) -> dict[tuple[date, str], list[Row]]:
    """The rows by week and workbook, in the order of the weeks."""
    piles: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for row in rows:
        piles[row.told_on, row.book].append(row)
    return dict(sorted(piles.items()))


def papers_of(rows: list[Row], book: str, told_on: date) -> list[Paper]:
    """The sheets of one workbook, in the catalogue's order."""
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in SHEETS}
    return [Paper(kind, found, HANDS[book], told_on) for kind, found in by_kind.items() if found]


def make(folder: Path) -> list[Path]:
    """Writes every workbook below `folder`; those after the last shown week go to `next/`."""
    units = all_units()
    names = spellings(units)
    made = []
    for (told_on, book), rows in pile_up(story(units)).items():
        place = folder / NEXT if told_on > LAST_SHOWN else folder
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{told_on}-{book}.{'csv' if book in IN_CSV else 'xlsx'}"
        papers = papers_of(rows, book, told_on)
        if book in IN_CSV:
            write_csv(path, papers[0], names)
        else:
            write_workbook(path, papers, names)
        made.append(path)
    return made


def main(arguments: list[str]) -> None:
    """Makes the workbooks in the folder named, or in place."""
    for path in make(Path(arguments[0]) if arguments else HERE):
        print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
