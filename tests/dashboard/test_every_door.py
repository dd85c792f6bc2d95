"""The walk through every door as everybody: docs/doors.md says what came of it, and is as fresh as this test.

`TAIZHANG_DOORS=write` writes the page anew; what changed in it is then there to be read.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dashboard import audit, who
from dashboard.roles import ALLOWED
from dashboard.web import mode
from tests.dashboard import doors
from tests.dashboard.conftest import APP
from tests.dashboard.signing_in import ORIGIN

DOORS = APP.parent / "docs/doors.md"


@pytest.fixture(scope="module")
def folder(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = Path(shutil.copytree(demo_store, tmp_path_factory.mktemp("doors") / "store"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAIZHANG_STORE", str(made))
        patch.setenv(mode.VARIABLE, mode.ACCOUNTS)
        yield made


@pytest.fixture(scope="module")
def signed(folder: Path) -> dict[str, str]:
    return doors.signed(folder)


@pytest.fixture(scope="module")
def walked(folder: Path, signed: dict[str, str]) -> dict[str, dict[str, dict[str, bool]]]:
    return {
        "Addresses": doors.addresses(folder),
        "Pages": doors.pages(signed),
        "Acts": doors.acts(folder, signed),
    }


def test_the_page_about_the_doors_says_what_came_of_trying_each(
    walked: Mapping[str, Mapping[str, Mapping[str, bool]]],
) -> None:
    found = doors.page_of(walked)
    if os.environ.get("TAIZHANG_DOORS") == "write":
        DOORS.write_text(found, encoding="utf-8")
    assert DOORS.read_text(encoding="utf-8") == found


def test_nobody_gets_through_more_than_the_door_and_the_word_of_health(
    walked: Mapping[str, Mapping[str, Mapping[str, bool]]],
) -> None:
    through = {door for rows in walked.values() for door, row in rows.items() if row[doors.NOBODY]}
    assert through == {"/healthz", "/sign-in"}


def test_a_scope_never_opens_what_the_role_does_not(walked: Mapping[str, Mapping[str, Mapping[str, bool]]]) -> None:
    for rows in walked.values():
        for door, row in rows.items():
            for name, (role, scope) in doors.PEOPLE.items():
                assert not scope or row[role] or not row[name], (door, name)


def test_every_act_of_the_office_and_the_administrator_is_guarded(
    walked: Mapping[str, Mapping[str, Mapping[str, bool]]],
) -> None:
    acts = walked["Acts"]
    assert all(acts[door]["administrator"] for door in acts)
    assert set(ALLOWED) == {role for role, _ in doors.PEOPLE.values()}
    assert sum(not acts[door]["leader"] for door in acts) > 20


@pytest.mark.parametrize("what", [what for what, act in doors.ACTS.items() if act.kind])
def test_what_is_done_stands_in_the_log_with_who_when_and_from_where(
    what: str, folder: Path, signed: dict[str, str]
) -> None:
    act = doors.ACTS[what]
    with doors.without_effects(folder) as patch:
        patch.setattr(who, "said", lambda: doors.said_of(signed["administrator"], "administrator"))
        before = len(audit.lines(folder))
        assert doors.may_do(act)
        told = audit.lines(folder)[before:]
    assert [(line["kind"], line["who"], line["origin"]) for line in told][:1] == [(act.kind, "administrator", ORIGIN)]
    assert told[0]["at"]
    assert not list(audit.broken(audit.lines(folder)))


def test_every_kind_of_line_in_the_log_is_written_by_something(folder: Path) -> None:
    written = {act.kind for act in doors.ACTS.values()} | {
        "sign_in",
        "sign_in_failed",
        "sign_out",
        "password",
        "refused",
    }
    assert written >= set(audit.KINDS)
