"""What is asked of one unit looks at its rows alone: tables lie by unit, so that it costs the same among any number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import store as door
from ingest import judging, rawtables, views

OF_UNITS = {view.name for view in views.views() if view.is_ranged} | set(
    filter(judging.speaks_of_units, rawtables.TABLES)
)
# These compare the unit with others, or list others.
OF_OTHERS = {"unit__choices", "unit__evaluations", "unit__mergers", "unit__peers"}
# Here a part of the view serves several others at once, and is worked out for everybody first.
NOT_YET = {"trace__cells", "trace__checks", "trace__waivers", "unit__waivers"}
ASKED = sorted(path.stem for pattern in ("unit__*.sql", "trace__*.sql") for path in door.QUERIES.glob(pattern))


def scans(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is said of every table that a plan reads."""
    if step["name"].strip() in ("SEQ_SCAN", "TABLE_SCAN"):
        yield step["extra_info"]
    for child in step["children"]:
        yield from scans(child)


@pytest.mark.parametrize("name", [name for name in ASKED if name not in OF_OTHERS | NOT_YET])
def test_what_is_asked_of_one_unit_reads_no_rows_of_others(name: str, demo_store: Path):
    choices = {"unit_id": "B10", "requirement_id": "post_report", "obligation_id": "post_report|B10|B10"}
    text = door.query_text(name)
    asked = {one: choices[one] for one in re.findall(r"\$(\w+)", text)}
    with door.cursor(door.snapshot(demo_store)) as reader:
        row = reader.execute(f"explain (format json) {text}", asked).fetchone()
    assert row is not None
    read = [
        (one["Table"].split(".", 1)[1], str(one.get("Filters"))) for step in json.loads(row[1]) for one in scans(step)
    ]
    assert read
    assert [table for table, filters in read if table in OF_UNITS and "unit_id = 'B10'" not in filters] == []
