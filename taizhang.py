"""The terminal door: the `taizhang` command."""

from __future__ import annotations

import hashlib
import os
import socket
import sqlite3
import sys
from pathlib import Path
from typing import Any

import click

from dashboard import (
    accounts,
    cli_ask,
    cli_export,
    cli_files,
    cli_found,
    cli_keep,
    cli_learn,
    cli_moves,
    cli_paper,
    cli_plan,
    cli_read,
    cli_show,
    cli_user,
    cli_waivers,
    parquet,
    sandbox,
    sandbox_limits,
    saved,
)
from dashboard import store as published
from dashboard.cli_options import AS_JSON, FOLDER, FORCE, by_whom, in_store
from dashboard.web import mode
from ingest import build, catalogue, intake, ledger, limits, verify, views

VERSION = "0.1.0"
ROOT = Path(__file__).parent
PLANS = ROOT / "data" / "plans"
DEMO_FILES = {"dongyang-2009": ROOT / "data" / "demo", "safety-2026": ROOT / "data" / "safety"}
PORT = 8501
HOME = "127.0.0.1"
PORTS = click.IntRange(1, 65535)
REFUSALS = (
    accounts.Refused,
    mode.BadMode,
    ledger.Refused,
    limits.BadLimit,
    views.CheckFailed,
    views.SqlError,
    sandbox.SqlRefused,
    sandbox_limits.BadSetting,
    saved.Refused,
    parquet.Occupied,
    cli_read.NotFound,
    published.NoStore,
    published.NotPublished,
    published.Damaged,
    published.OfAnotherVersion,
    OSError,
    sqlite3.OperationalError,
)


class Door(click.Group):
    """The command group; what is refused is said in one line, a plan in one for each fault, and ends with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever reads the answer has seen enough, as `head` has; click ends such a command quietly.
            raise
        except build.PlanRefused as refusal:
            for fault in refusal.faults:
                cli_show.aside(fault)
            raise click.ClickException(f"the plan is refused; faults found: {len(refusal.faults)}") from refusal
        except REFUSALS as refusal:
            raise click.ClickException(cli_show.one_line(refusal)) from refusal


@click.group(cls=Door)
@click.version_option(VERSION, prog_name="taizhang")
@click.option("--store", "store_before", type=FOLDER, help="The store's folder, for any command.  [default: ./store]")
def cli(store_before: Path | None) -> None:
    """What is owed, by whom, by when, and which workbook cell proves it.

    Example: taizhang demo
    """


@cli.command()
@click.option("--fresh", is_flag=True, help="Delete the demo store and build it again.")
@click.option("--no-serve", is_flag=True, help="Only build the store.")
@click.option("--port", type=PORTS, default=PORT, show_default=True, help="The port on this machine.")
@click.option(
    "--plan",
    type=click.Choice(list(DEMO_FILES)),
    default=next(iter(DEMO_FILES)),
    show_default=True,
    help="Whose demo: a city's campaign of ten weeks, or a university's year of safety inspections.",
)
@in_store
def demo(store: Path, fresh: bool, no_serve: bool, port: int, plan: str) -> None:
    """Build a demo store, once, and open the dashboard.

    Example: taizhang demo --plan safety-2026 --store safety
    """
    if fresh:
        intake.remove(store)
    intake.init_store(store, PLANS / plan, by="demo")
    if files := unread(store, DEMO_FILES[plan]):
        results = intake.accept(store, cli_show.progress(files, "reading"), by="demo")
        refused = [result for result in results if not result.is_well]
        cli_found.results(refused, asked_to_store=True)
        cli_show.say(f"{len(results) - len(refused)} of {len(results)} workbooks accepted into {store}")
    if not no_serve:
        os.environ[mode.VARIABLE] = mode.DEMO
        cli_show.say("you are the demo administrator, without a password, on this machine only")
        run_dashboard(store, port, HOME)


def unread(store: Path, folder: Path) -> list[Path]:
    """The demo's workbooks that the store lacks because its first start was cut short; whoever went on keeps theirs."""
    files = sorted(path for path in folder.glob("*") if path.suffix in (".xlsx", ".xls", ".csv"))
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
    taken = {upload.sha256 for upload in intake.uploads(store)}
    return [path for sha256, path in hashes.items() if sha256 not in taken] if taken <= hashes.keys() else []


@cli.command()
@click.option(
    "--plan", required=True, type=click.Path(exists=True, path_type=Path), help="A folder of CSV files, or a workbook."
)
@cli_plan.SOURCE
@by_whom
@in_store
def init(store: Path, plan: Path, source: Path | None, by: str) -> None:
    """Make a new store on a plan; with --source the plan's own words are shown beside its clauses.

    Example: taizhang init --plan data/plans/dongyang-2009
    """
    intake.init_store(store, plan, by, source)
    if source:
        cli_plan.told(source, intake.attach_source(store, source, by))
    cli_show.say(f"{store} is ready; 'taizhang ingest FILE' fills it")


@cli.command("verify")
@AS_JSON
@in_store
def verify_store(store: Path, as_json: bool) -> None:
    """Build the store again from its ledger, read the originals again, and compare.

    Example: taizhang verify
    """
    found = [vars(difference) for difference in verify.verify(store, cli_show.step)]
    if as_json:
        cli_show.as_json(found)
    else:
        cli_show.rows(found) if found else cli_show.say("the store is what its ledger says")
    sys.exit(1 if found else 0)


@cli.command("template")
@click.argument("kinds", nargs=-1, type=click.Choice(list(catalogue.SHEETS)))
@click.option("--unit", help="For this unit: its name, its rows and what it owes are filled in.")
@click.option("--all-units", is_flag=True, help="For every unit: an archive (.zip) with a workbook for each.")
@click.option(
    "--plan",
    is_flag=False,
    flag_value=str(PLANS / "example"),
    type=click.Path(exists=True, path_type=Path),
    help="A plan as a workbook, to be changed into another: this plan, or a small example if none is named.",
)
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@FORCE
@in_store
def write_template(
    store: Path,
    kinds: tuple[str, ...],
    unit: str | None,
    all_units: bool,
    plan: Path | None,
    output: Path,
    force: bool,
) -> None:
    """Write a workbook to fill in, with drop-downs of what the store knows: of some kinds, or all that the plan uses.

    Example: taizhang template meetings reports --unit 教育局 -o 填报.xlsx
    """
    if sum(map(bool, (unit, all_units, plan))) > 1 or (plan and kinds):
        raise click.UsageError("--unit, --all-units and --plan exclude each other, and --plan has all its sheets")
    ending, what = (".zip", "an archive") if all_units else (".xlsx", "a workbook")
    if output.suffix.lower() != ending:
        raise click.BadParameter(f"{output.name}: this is {what}; end its name with {ending}", param_hint="-o")
    if plan:
        content = intake.plan_workbook(plan)
    elif all_units:
        content = intake.all_templates(store, kinds)
    else:
        unit_id = intake.unit_called(intake.known_names(store), unit) if unit else None
        content = intake.template(store, kinds, unit_id)
    cli_show.writable(output, force)
    output.write_bytes(content)
    cli_show.say(f"{output} is ready to be filled in")


@cli.command()
@click.option("--port", type=PORTS, default=PORT, show_default=True, help="The port on this machine.")
@click.option(
    "--address", default=HOME, show_default=True, help="The address to listen on; a proxy stands before others."
)
@in_store
def serve(store: Path, port: int, address: str) -> None:
    """Open the dashboard to who has an account; the first start makes an administrator and prints a one-time password.

    Example: taizhang serve --port 8600
    """
    how = mode.checked(address)
    intake.refresh(store)
    if how == mode.ACCOUNTS and (password := accounts.first(store)):
        cli_show.say(f"the first account is 'admin', administrator; its one-time password: {password}")
    run_dashboard(store, port, address)


def require_free(port: int, address: str) -> None:
    """Say what to do where the port cannot be had, before anything is started on it."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise click.ClickException(f"port {port}: {reason}; choose another with --port") from error


def run_dashboard(store: Path, port: int, address: str) -> None:
    """Run the web door until it is stopped."""
    require_free(port, address)
    cli_show.say(f"the dashboard is at http://{address}:{port}; Ctrl-C stops it")
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "asgi_app.py")]
    settings = [f"--server.address={address}", f"--server.port={port}", "--server.headless=true"]
    environment = {**os.environ, "TAIZHANG_STORE": str(store.resolve())}
    os.chdir(ROOT)
    # In place of this process: who stops it stops the server, and no server is left behind on the port.
    os.execve(sys.executable, [*command, *settings], environment)


for command in (
    cli_files.check,
    cli_files.ingest,
    cli_files.uploads,
    cli_files.undo,
    cli_ask.status,
    cli_ask.trace,
    cli_moves.moves,
    cli_ask.sql,
    cli_learn.alias,
    cli_learn.reading,
    cli_plan.plan,
    cli_waivers.waiver,
    cli_paper.print_page,
    cli_paper.brief,
    cli_paper.chase,
    cli_paper.ledger,
    cli_keep.doctor,
    cli_keep.backup,
    cli_keep.restore,
    cli_export.export,
    cli_export.bring_in,
    cli_user.user,
    cli_user.audit_log,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
