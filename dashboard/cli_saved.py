"""The terminal's way to saved queries: which there are, and one of them with its parameters filled in."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from dashboard import cli_show, saved, words

Command = Callable[..., None]


def options(command: Command) -> Command:
    """The options that name a saved query, list all, and fill in parameters."""
    for option in (LIST, PARAM, SAVED):
        command = option(command)
    return command


SAVED = click.option("--saved", "saved_name", metavar="NAME", help="Run the saved query of this name instead.")
PARAM = click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="What $NAME stands for; may be given again."
)
LIST = click.option("--list", "lists", is_flag=True, help="List the saved queries and what they ask for.")


def asked(
    store: Path, query: str | None, saved_name: str | None, params: Sequence[str]
) -> tuple[str, dict[str, str | None]]:
    """The text to run and what its parameters stand for."""
    if (query is None) == (saved_name is None):
        raise click.UsageError("give a query, or --saved NAME, or --list; one of them")
    given = values(params)
    if saved_name is None:
        one = saved.Saved("the query", str(query), "", "", "", "")
    else:
        one = saved.found(store, getpass.getuser(), saved_name)
    return one.sql, one.given(given)


def values(params: Sequence[str]) -> Mapping[str, str]:
    """NAME=VALUE pairs by name."""
    pairs = [text.partition("=") for text in params]
    for name, equals, _ in pairs:
        if not equals or not name.strip():
            raise click.BadParameter("found no NAME=VALUE; such as --param unit_id=A01", param_hint="--param")
    return {name.strip(): value for name, _, value in pairs}


def show(store: Path, language: str, as_json: bool) -> None:
    """Every query that whoever asks may see."""
    words.speak(language)
    found = [
        {
            "name": one.name,
            "title": one.title,
            "note": one.note,
            "owner": one.owner,
            "shared": one.is_shared,
            "parameters": ", ".join(usual(parameter) for parameter in one.parameters),
        }
        for one in saved.listed(store, getpass.getuser())
    ]
    cli_show.answer(found, as_json, language, ["name", "title", "parameters", "owner", "note"])


def usual(parameter: saved.Parameter) -> str:
    """A parameter with its usual value."""
    return f"{parameter.name}={parameter.usual}" if parameter.usual else parameter.name
