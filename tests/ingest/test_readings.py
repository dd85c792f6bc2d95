"""What another reading would change is known before it is decided, and is what then changes; each decision is kept."""

from __future__ import annotations

import shutil
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest import intake
from tests.ingest.stores import ask

DAY = date(2009, 6, 26)
KEY = "unit_id, requirement_id, bearer_id"
STRICT = "lag target 3 pass 0..3 warn 4..7"
RESTS = """
    select requirement_id, reading_key from reference.requirement_readings
    union all select milestone_id, reading_key from reference.milestone_readings
"""

Standing = dict[str, dict[Any, Any]]


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path / "store"))


def standing(store: Path) -> Standing:
    """Every status, milestone and deadline on the day, by what it is of."""
    on_the_day = f"set variable as_of = date '{DAY}'; select"
    rows = ask(store, f"{on_the_day} {KEY}, status, due_on from marts.compliance")
    return {
        "statuses": {row[:3]: row[3] for row in rows},
        "milestones": dict(ask(store, f"{on_the_day} milestone_id, status from marts.milestones")),
        "deadlines": {row[:3]: row[4] for row in rows}
        | dict(ask(store, f"{on_the_day} milestone_id, due_on from marts.milestones")),
    }


def moved(before: dict[Any, Any], after: dict[Any, Any]) -> dict[Any, Any]:
    """What is another now, with what it was."""
    return {key: (before.get(key), after.get(key)) for key in before | after if before.get(key) != after.get(key)}


def told(found: intake.Flips) -> tuple[dict[Any, Any], dict[Any, Any], int]:
    """What was foretold, in the same form."""
    turns = {
        (turn["unit_id"], turn["requirement_id"], turn["bearer_id"]): (turn["before"], turn["after"])
        for turn in found.turns
    }
    return turns, {one["milestone_id"]: (one["before"], one["after"]) for one in found.milestones}, found.deadlines


def test_the_flips_foretold_are_those_that_happen_and_each_rests_on_the_reading(demo_store: Path, tmp_path: Path):
    store = Path(shutil.copytree(demo_store, tmp_path / "store"))
    before, seen = standing(store), 0
    for key, value in (("before_date", "exclusive"), ("promptly", STRICT), ("before_mid_july", "2009-06-20")):
        found = intake.preview_reading(store, key, value, DAY)
        intake.decide_reading(store, key, value, by="办公室", reason="试行")
        after = standing(store)
        flips, milestones = (moved(before[kind], after[kind]) for kind in ("statuses", "milestones"))
        assert told(found) == (flips, milestones, len(moved(before["deadlines"], after["deadlines"]))), key
        rests = ask(store, RESTS)
        assert all((one, key) in rests for one in {place[1] for place in flips} | milestones.keys())
        before, seen = after, seen + len(flips) + len(milestones)
    assert seen > 50


def test_looking_ahead_writes_nothing_and_a_reading_that_stands_changes_nothing(store: Path):
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()}
    assert told(intake.preview_reading(store, "before_date", "inclusive", DAY)) == ({}, {}, 0)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()} == before


def test_flips_are_counted_by_status_by_requirement_and_by_unit(store: Path):
    found = intake.preview_reading(store, "stage_ends_on", "2009-06-12", date(2009, 6, 15)).as_json()
    assert found["changed"] == sum(row["count"] for row in found["by_status"]) > 0
    assert found["changed"] == sum(row["count"] for row in found["by_requirement"])
    assert found["changed"] == sum(len(unit["turns"]) for unit in found["units"])
    assert {row["after"] for row in found["by_requirement"]} == {"overdue"}


def history(store: Path) -> list[tuple[Any, ...]]:
    """The decisions as the store lists them."""
    names = "reading_key, earlier_value, reading_value, decided_by, decision_reason"
    return ask(store, f"select {names} from reference.reading_decisions order by decision_number")


def in_force(store: Path, key: str) -> tuple[Any, ...]:
    """A reading as it stands, and by whose decision."""
    [row] = ask(store, f"select reading_value, decided_by, why from reference.readings where reading_key = '{key}'")
    return row


def test_a_decision_is_kept_with_who_when_and_why_and_going_back_is_one_more(store: Path):
    assert in_force(store, "promptly")[1] is None
    intake.decide_reading(store, "promptly", STRICT, by="王主任", reason="市委来函")
    assert in_force(store, "promptly") == (STRICT, "王主任", "市委来函")
    own = ask(store, "select plan_value from reference.readings where reading_key = 'promptly'")[0][0]
    intake.decide_reading(store, "promptly", own, by="李主任", reason="来函撤销")
    assert history(store) == [
        ("promptly", own, STRICT, "王主任", "市委来函"),
        ("promptly", STRICT, own, "李主任", "来函撤销"),
    ]
    assert in_force(store, "promptly") == (own, "李主任", "来函撤销")
    first = ask(store, "select decided_at, decided_on from reference.reading_decisions order by all limit 1")[0]
    assert all(first)


def test_a_decision_taken_back_leaves_the_plans_own_reading(store: Path):
    intake.decide_reading(store, "before_date", "exclusive", by="甲", reason="函")
    intake.learn(store, "reading", "", "before_date", None, by="乙", reason="撤回")
    assert in_force(store, "before_date")[:2] == ("inclusive", None)
    assert history(store)[-1] == ("before_date", "exclusive", "inclusive", "乙", "撤回")


def test_the_same_decision_twice_is_one_however_it_is_written(store: Path):
    assert intake.decide_reading(store, "promptly", STRICT, by="甲", reason="函")
    assert not intake.decide_reading(store, "promptly", f" {STRICT.replace(' ', '  ')} ", by="乙", reason="函")
    assert len(history(store)) == 1


def test_of_two_who_decide_at_once_one_is_kept_and_the_other_is_told_what_stands_now(store: Path):
    seen = in_force(store, "promptly")[0]
    kept, refused = [], []

    def decide(by: str, value: str) -> None:
        try:
            intake.decide_reading(store, "promptly", value, by=by, reason="函", seen=seen)
            kept.append(by)
        except intake.Refused as refusal:
            refused.append(str(refusal))

    both = [threading.Thread(target=decide, args=one) for one in (("甲", STRICT), ("乙", "lag target 5 pass 0..5"))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(kept) == len(refused) == len(history(store)) == 1
    assert f"已由 {kept[0]} 改为" in refused[0]


def test_a_decision_on_a_value_that_somebody_changed_since_is_refused_and_changes_nothing(store: Path):
    intake.decide_reading(store, "before_date", "exclusive", by="甲", reason="函", seen="inclusive")
    intake.decide_reading(store, "before_date", "inclusive", by="甲", reason="回到原样", seen="exclusive")
    with pytest.raises(intake.Refused, match=r"改为“inclusive”.*回到原样.*请重新预览"):
        intake.decide_reading(store, "before_date", "exclusive", by="乙", reason="函", seen="exclusive")
    assert len(history(store)) == 2


@pytest.mark.parametrize("act", [intake.preview_reading, intake.decide_reading])
def test_a_value_that_the_plan_cannot_bear_is_refused_before_anything_is_shown_or_kept(store: Path, act: Any):
    with pytest.raises(intake.Refused, match="结束日期早于开始日期"):
        act(store, "stage_ends_on", "2009-05-01")
    assert history(store) == []
