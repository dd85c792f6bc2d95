"""The commands about who may come in, and about the log of what was done."""

from __future__ import annotations

import getpass
import json
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import cast

import click

from dashboard import accounts, audit, cli_show
from dashboard.cli_options import AS_JSON, FORCE, in_store
from dashboard.roles import ROLES, Role
from ingest import intake

NAME = click.argument("name")
ROLE = click.argument("role", type=click.Choice(ROLES))
SCOPE_HELP = "Of which units alone: group:NAME, or unit:ID."


def operator() -> str:
    """Who sits at the terminal."""
    return getpass.getuser()


@click.group()
def user() -> None:
    """Who may open the dashboard, and in which role: leader, office, analyst or administrator.

    Example: taizhang user add wang office
    """


@user.command()
@NAME
@ROLE
@click.option("--outside", is_flag=True, help="Without a password: a trusted proxy vouches for this person.")
@click.option("--scope", default="", help=SCOPE_HELP)
@in_store
def add(store: Path, name: str, role: str, outside: bool, scope: str) -> None:
    """Make an account; its one-time password is printed once, and has to be changed at the first sign-in.

    Example: taizhang user add wang office
    """
    scope = known_scope(store, scope)
    password = accounts.add(store, name, cast(Role, role), by=operator(), outside=outside, scope=scope)
    cli_show.say(f"{name} may sign in through the proxy" if outside else f"one-time password of {name}: {password}")


@user.command("list")
@AS_JSON
@in_store
def list_users(store: Path, as_json: bool) -> None:
    """Every account: role, whether it is enabled, and how many sessions are open.

    Example: taizhang user list
    """
    found = accounts.listed(store)
    if as_json:
        cli_show.as_json(found)
    else:
        cli_show.rows(found) if found else cli_show.say("no accounts yet; 'taizhang serve' makes the first")


@user.command()
@NAME
@ROLE
@in_store
def role(store: Path, name: str, role: str) -> None:
    """Give an account another role; it holds from the next click on.

    Example: taizhang user role li analyst
    """
    accounts.change(store, name, by=operator(), role=cast(Role, role))
    cli_show.say(f"{name} is now {role}")


@user.command()
@NAME
@click.argument("scope", default="")
@in_store
def scope(store: Path, name: str, scope: str) -> None:
    """Let an account see a part of the units alone, or all again where no scope is given; it holds from the next click.

    A scope is group:NAME, of a guidance group's units, or unit:ID.

    Example: taizhang user scope li unit:B10
    """
    accounts.change(store, name, by=operator(), scope=known_scope(store, scope))
    cli_show.say(f"{name} now sees {scope or 'all units'}")


def known_scope(store: Path, scope: str) -> str:
    """A scope that names units of the roster; a refusal says which there are."""
    found = intake.scopes(store) if scope else {}
    if not scope or scope in found:
        return scope
    intake.scope_parts(scope)
    likely = ", ".join(get_close_matches(scope, found, n=3, cutoff=0.3)) or "none yet: hand in the roster first"
    raise intake.Refused(f"{scope}: no unit of the roster is meant by it; expected one of the scopes, such as {likely}")


@user.command()
@NAME
@in_store
def disable(store: Path, name: str) -> None:
    """Shut somebody out: every session ends at the next click.

    Example: taizhang user disable li
    """
    accounts.change(store, name, by=operator(), enabled=False)
    cli_show.say(f"{name} is shut out")


@user.command()
@NAME
@in_store
def enable(store: Path, name: str) -> None:
    """Let somebody in again, also where too many wrong passwords locked the account.

    Example: taizhang user enable li
    """
    accounts.change(store, name, by=operator(), enabled=True)
    cli_show.say(f"{name} may sign in")


@user.command()
@NAME
@in_store
def reset(store: Path, name: str) -> None:
    """A new one-time password, printed once; every session ends.

    Example: taizhang user reset li
    """
    cli_show.say(f"one-time password of {name}: {accounts.reset(store, name, by=operator())}")


@click.group("audit")
def audit_log() -> None:
    """The log of what was done: who, when, from where, what.

    Example: taizhang audit verify
    """


@audit_log.command("verify")
@in_store
def verify_log(store: Path) -> None:
    """Whether every line is as it was written and none is missing; the last seal says what to compare with later.

    Example: taizhang audit verify
    """
    found = audit.lines(store)
    faults = list(audit.broken(found))
    for fault in faults:
        cli_show.say(fault)
    if not faults:
        cli_show.say(f"{len(found)} lines hold; the last seal is {found[-1]['seal'] if found else 'none'}")
    sys.exit(1 if faults else 0)


@audit_log.command("export")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@FORCE
@in_store
def export_log(store: Path, output: Path, force: bool) -> None:
    """Write the log as JSON, one line each, with its seals.

    Example: taizhang audit export -o audit.jsonl
    """
    cli_show.writable(output, force)
    found = audit.lines(store)
    output.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in found), encoding="utf-8")
    audit.note(store, "export", {"log": len(found)}, who=operator(), origin=accounts.TERMINAL)
    cli_show.say(f"{len(found)} lines in {output}")
