"""Every door and everybody who may stand before it, tried: the table of docs/doors.md is what came of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard import (
    accounts,
    asking,
    audit,
    batches,
    jobs,
    log,
    managing,
    office,
    originals,
    rulings,
    sessions,
    who,
    withdrawals,
)
from dashboard.roles import Role
from dashboard.web import gate, mode
from tests.dashboard.asking import ask
from tests.dashboard.conftest import APP
from tests.dashboard.signing_in import ORIGIN, opened, signed_in
from tests.dashboard.test_gate import behind

NOBODY = "nobody"
PEOPLE: dict[str, tuple[Role, str]] = {
    "leader": ("leader", ""),
    "office": ("office", ""),
    "analyst": ("analyst", ""),
    "administrator": ("administrator", ""),
    "unit-leader": ("leader", "unit:B10"),
    "unit-analyst": ("analyst", "unit:B10"),
    "unit-office": ("office", "unit:B10"),
    "group-office": ("office", "group:第一指导检查组"),
}
YES, NO = "✓", "–"
DAY = date(2009, 6, 15)
PAGES = sorted(path.stem for path in (APP.parent / "dashboard/pages").glob("*.py"))
ADDRESSES = (
    "/healthz",
    "/sign-in",
    "/",
    "/units",
    "/audit",
    "/account",
    "/password",
    "/media/any.xlsx",
    "/component/any",
    "/static/any.js",
    "/_stcore/upload_file/any/any",
    "/_stcore/metrics",
    "/_stcore/health",
    "/_stcore/host-config",
    "/oidc/callback",
)
SOCKET = "/_stcore/stream (WebSocket)"


@dataclass(frozen=True)
class Act:
    """Something that is done, and which line of the log tells of it, if any."""

    does: Callable[[], object]
    kind: audit.Kind | None = None


LEAD = (
    "Each cell was tried by `tests/dashboard/test_every_door.py`: ✓ let through, – refused. Nobody: without a session,",
    "or with a guessed one. The address of a page gives everybody who is signed in the same empty shell; what",
    "comes into it, is under *Pages*. Those are tried by their address, and in",
    "`tests/dashboard/test_raw_sockets.py` by their forged hash over a raw WebSocket, as is the session of",
    "somebody else. An act is tried by the function that does it, whatever click or message would call it. The",
    "last four columns have a scope: all that they read is of its units alone, which is tried in",
    "`tests/dashboard/test_scope.py`.",
)
numbers = itertools.count()


def batch() -> batches.Batch:
    """A batch that the office handed in."""
    return batches.Batch(1, datetime.now(UTC), "office", "x", (Path("/nowhere/0001/files/1/a.xlsx"),))


def taken(act: Any) -> Callable[[], object]:
    return lambda: who.taken(lambda: b"", {"document": "any"}, act)()


WAIVER = {"unit_id": "B10", "requirement_id": "discussion", "waiver_type": "豁免", "reason": "any"}
WAIVER |= {"approver": "any", "approved_on": DAY, "requested_on": None, "new_due_on": None}  # type: ignore[dict-item]
ACTS: dict[str, Act] = {
    "download a table, a document or a form": Act(taken("read"), "export"),
    "see the rows of a file around a proving cell": Act(lambda: originals.surrounding("U0001", (("会议", 3),))),
    "hand files in": Act(lambda: office.hand_in([("a.xlsx", b"")]), "upload"),
    "see what is handed in and not settled": Act(office.unsettled),
    "check a batch": Act(lambda: office.checking(batch(), None)),
    "accept a batch of somebody else": Act(
        lambda: office.accept(batch(), None, skip_bad_rows=False, yes=False), "accept"
    ),
    "download the senders' files, marked": Act(taken("hand_in"), "export"),
    "download a file as received": Act(taken("work"), "export"),
    "read what was found in an upload": Act(lambda: originals.findings_of("U0001")),
    "see what a withdrawal would undo": Act(lambda: withdrawals.undoing("U0001")),
    "withdraw an upload": Act(lambda: withdrawals.withdraw("U0001", "any"), "withdraw"),
    "take a withdrawal back": Act(lambda: withdrawals.restore("U0001", "any"), "restore"),
    "extend or exempt": Act(lambda: rulings.granting(WAIVER), "waiver"),
    "take a waiver back": Act(lambda: rulings.taking_back(("B10", "discussion", "延期", DAY), "any"), "waiver"),
    "read the taught names": Act(rulings.lessons),
    "teach a name or forget one": Act(lambda: rulings.learn("unit", "", "教育居", "B10"), "name"),
    "see what another reading would change": Act(lambda: rulings.previewing_reading("before", "strict", DAY)),
    "decide a reading": Act(lambda: rulings.decide("before", "strict", "li", "any", seen="inclusive"), "reading"),
    "publish": Act(office.publish, "publish"),
    "ask in SQL": Act(lambda: who.note("sql", {"sql": "select 1"}, asking.person()), "sql"),
    "list accounts and sessions": Act(lambda: (managing.listed(), managing.open_sessions("office"))),
    "make an account": Act(lambda: managing.add(f"new-{next(numbers)}", "leader", "", outside=True), "account"),
    "change a role or scope": Act(lambda: managing.change("new", "leader", ""), "account"),
    "disable or enable an account": Act(lambda: managing.enable("new", True), "account"),
    "reset a password": Act(lambda: managing.reset("new"), "account"),
    "sign somebody out everywhere": Act(lambda: managing.end_sessions("new"), "account"),
    "read the log": Act(lambda: (log.latest(None), log.faults())),
}


@contextmanager
def without_effects(folder: Path) -> Iterator[pytest.MonkeyPatch]:
    """Whatever is asked for is let through or refused as ever; what would take long or change the store is not done."""
    done = jobs.Job(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAIZHANG_STORE", str(folder))
        patch.setenv(mode.VARIABLE, mode.ACCOUNTS)
        patch.setattr(jobs, "once", lambda *_, **__: done)
        patch.setattr(jobs, "again", lambda *_, **__: done)
        patch.setattr(jobs.Job, "ends_within", lambda *_: True)
        patch.setattr(batches, "keep", lambda *_: batch())
        yield patch


def signed(folder: Path) -> dict[str, str]:
    """Everybody's session, as the gate would name it."""
    accounts.add(folder, "new", "leader", by="t", outside=True)
    return {name: signed_in(folder, name, role, scope) for name, (role, scope) in PEOPLE.items()}


def said_of(session: str, name: str) -> dict[str, str]:
    """What the gate says of somebody."""
    return {who.SESSION: session, who.NAME: name, who.ORIGIN: ORIGIN}


def may_do(act: Act) -> bool:
    """Whether somebody may do something; that there is nothing to do it with is no refusal."""
    try:
        act.does()
    except (who.NotAllowed, who.NotSignedIn):
        return False
    except Exception as other:  # noqa: BLE001
        # Whoever got as far as that was let through.
        assert not isinstance(other, AttributeError | TypeError | NameError), other
    return True


def acts(folder: Path, known: Mapping[str, str]) -> dict[str, dict[str, bool]]:
    """Who may do what, by whatever calls it."""
    found: dict[str, dict[str, bool]] = {name: {NOBODY: False} for name in ACTS}
    with without_effects(folder) as patch:
        for name in (NOBODY, *PEOPLE):
            said = said_of(known.get(name, "guessed"), name)
            patch.setattr(who, "said", lambda said=said: said)
            for what, act in ACTS.items():
                found[what][name] = may_do(act)
    return found


def pages(known: Mapping[str, str]) -> dict[str, dict[str, bool]]:
    """Who reaches which page; what is not in one's navigation is known by no address."""
    found: dict[str, dict[str, bool]] = {page: {NOBODY: False} for page in PAGES}
    for name in PEOPLE:
        app = opened(known[name])
        for page in PAGES:
            try:
                app.switch_page(f"dashboard/pages/{page}.py")
                found[page][name] = True
            except ValueError:
                found[page][name] = False
    return found


def addresses(folder: Path) -> dict[str, dict[str, bool]]:
    """What answers whom at the gate."""
    app = behind(mode.ACCOUNTS)
    cookies = {name: {"cookie": f"{gate.COOKIE}={sessions.let_in(folder, name, ORIGIN)}"} for name in PEOPLE}
    every: dict[str, Mapping[str, str]] = {NOBODY: {}, **cookies}
    found = {
        path: {name: ask(app, path, headers=headers).status == 200 for name, headers in every.items()}
        for path in ADDRESSES
    }
    socket = {
        name: ask(app, "/_stcore/stream", socket=True, headers=headers).status == 101 for name, headers in every.items()
    }
    return {**found, SOCKET: socket}


def page_of(parts: Mapping[str, Mapping[str, Mapping[str, bool]]]) -> str:
    """The tables as a page of the documentation."""
    lines = [
        "<!-- Written by `TAIZHANG_DOORS=write make test`; edit the code instead. -->",
        "",
        "# Who gets through which door?",
        "",
        *LEAD,
    ]
    for title, rows in parts.items():
        people = [NOBODY, *PEOPLE]
        lines += ["", f"## {title}", "", f"| | {' | '.join(people)} |", f"| --- {'| :-: ' * len(people)}|"]
        lines += [f"| {door} | {' | '.join(YES if row[one] else NO for one in people)} |" for door, row in rows.items()]
    return "\n".join(lines) + "\n"
