"""Files handed in outlive the tab that brought them, lie under harmless names and are one batch however often sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import batches

FILES = [("名册.xlsx", b"one"), ("会议.xlsx", b"two")]


def test_files_lie_as_received_each_in_a_folder_of_its_own(tmp_path: Path):
    batch = batches.keep(tmp_path, [*FILES, ("名册.xlsx", b"three")], "office")
    assert (batch.number, batch.handed_in_by) == (1, "office")
    assert [path.name for path in batch.paths] == ["名册.xlsx", "会议.xlsx", "名册.xlsx"]
    assert [path.read_bytes() for path in batch.paths] == [b"one", b"two", b"three"]
    assert batches.numbered(tmp_path, 1) == batch


def test_the_same_files_again_are_the_same_batch_in_any_order(tmp_path: Path):
    first = batches.keep(tmp_path, FILES, "office")
    assert batches.keep(tmp_path, FILES[::-1], "somebody else") == first
    assert batches.keep(tmp_path, [("名册.xlsx", b"other"), FILES[1]], "office").number == 2


def test_files_of_a_batch_that_was_accepted_may_be_handed_in_anew(tmp_path: Path):
    first = batches.keep(tmp_path, FILES, "office")
    batches.note_accepted(first, {"upload_ids": ["U0002"], "by": "office", "moves": []})
    assert batches.keep(tmp_path, FILES, "office").number == 2
    assert [entry["upload_ids"] for entry in batches.accepted(first)] == [["U0002"]]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\表\\会议.xlsx", "会议.xlsx"),
        ("..", "file"),
        ("", "file"),
        (".hidden.xlsx", "hidden.xlsx"),
        ("a\x00b\n.xlsx", "ab.xlsx"),
        ("\u202exslx.exe", "xslx.exe"),
        ("会" * 300 + ".xlsx", "会" * 58 + ".xlsx"),
    ],
)
def test_a_name_is_kept_only_as_far_as_it_is_harmless(name: str, safe: str):
    assert batches.safe_name(name) == safe


def test_a_batch_that_is_not_there_is_nothing(tmp_path: Path):
    assert batches.numbered(tmp_path, 7) is None
    assert batches.newest(tmp_path) == []


def test_only_the_last_batches_are_kept_and_no_number_comes_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(batches, "KEPT", 2)
    numbers = [batches.keep(tmp_path, [("a.csv", bytes([place]))], "office").number for place in range(4)]
    assert numbers == [1, 2, 3, 4]
    assert [batch.number for batch in batches.newest(tmp_path)] == [4, 3]


def test_a_draft_that_a_dead_process_left_is_no_batch(tmp_path: Path):
    (tmp_path / "batches" / ".draft-x").mkdir(parents=True)
    assert batches.newest(tmp_path) == []
    assert batches.keep(tmp_path, FILES, "office").number == 1
