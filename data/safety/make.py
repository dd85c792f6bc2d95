"""Makes the second demo's workbooks: `python -m data.safety.make [FOLDER]`. The same bytes every time."""

from __future__ import annotations

import sys
from pathlib import Path

from data.demo.hands import Hand
from data.demo.make import pile_up
from data.demo.papers import Paper, write_workbook
from data.demo.rows import Row
from data.safety.story import LAST_SHOWN, OFFICE, ROSTER_BOOK, story
from data.safety.world import UNIVERSITY, all_units
from ingest.catalogue import SHEETS

HERE = Path(__file__).parent
NEXT = "next"
LABORATORIES = {"支部": "实验室", "党员": "教职工"}
HANDS = {
    ROSTER_BOOK: Hand("示例大学{}", own_words=LABORATORIES),
    "学院": Hand("各学院安全{}月报", dates="words", own_words=LABORATORIES),
    "部处": Hand("机关部处安全{}月报", note="截至日期:{}", numbers_rows=True),
    "直属单位": Hand("直属单位安全{}月报", dates="dots", merges_units=True),
    OFFICE: Hand("安全管理处{}"),
}


def make(folder: Path) -> list[Path]:
    """Writes every workbook below `folder`; those after the last shown month go to `next/`."""
    names: dict[str, tuple[str, ...]] = {one.unit_id: (one.name, f"{UNIVERSITY}{one.name}") for one in all_units()}
    made = []
    for (told_on, book), rows in pile_up(story()).items():
        place = folder / NEXT if told_on > LAST_SHOWN else folder
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{told_on}-{book}.xlsx"
        write_workbook(path, papers_of(rows, HANDS[book]), names, UNIVERSITY)
        made.append(path)
    return made


def papers_of(rows: list[Row], hand: Hand) -> list[Paper]:
    """The sheets of one workbook, in the catalogue's order."""
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in SHEETS}
    return [Paper(kind, found, hand, found[0].told_on) for kind, found in by_kind.items() if found]


def main(arguments: list[str]) -> None:
    """Makes the workbooks in the folder named, or in place."""
    for path in make(Path(arguments[0]) if arguments else HERE):
        print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
