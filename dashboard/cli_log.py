"""What is done in the terminal stands in the log of what was done, beside what is done on the pages."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from dashboard import accounts, audit
from dashboard.cli_options import Command
from ingest import intake


def logged(kind: audit.Kind, *told: str) -> Callable[[Command], Command]:
    """What makes a command write its line before it does anything; `told` are those of its options that the line says.

    Who may only read the store leaves no line in it: the files are open to that person without this command.
    """

    def around(command: Command) -> Command:
        @wraps(command)
        def noted(*, store: Path, **given: Any) -> None:
            if (store / intake.LEDGER).exists() and os.access(store, os.W_OK):
                what = {"command": command.__name__} | {name: plain(given[name]) for name in told if given[name]}
                audit.note(store, kind, what, who=given.get("by") or getpass.getuser(), origin=accounts.TERMINAL)
            command(store=store, **given)

        return noted

    return around


def plain(value: Any) -> Any:
    """An option as the line says it: of a file its name alone, so that no folder of anybody's stands in the log."""
    if isinstance(value, Path):
        return value.name
    return [plain(one) for one in value] if isinstance(value, tuple) else value
