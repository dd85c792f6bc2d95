"""The builds that somebody with a scope reads: of what is known, only what is of the scope's units.

Such a build holds nobody else's rows, so no query, page, document or SQL of a reader has to be kept from them.
"""

from __future__ import annotations

from dashboard import data, jobs, store
from dashboard.jobs import Job
from ingest import intake


def number_published() -> int:
    """Up to which ledger number the published store knows."""
    folder = store.store_folder()
    return intake.known_number(folder) - intake.unpublished(folder)


def known(number: int, scope: str) -> store.Snapshot | Job:
    """The part of what was known at a number; where it is not built yet, its making, whose answer is the file."""
    folder = store.store_folder()
    if found := intake.part_already(folder, number, scope):
        return store.built(found)
    return jobs.again(("part", folder, number, scope), 1, lambda _: intake.part_at(folder, number, scope), reads=True)


def units(scope: str) -> frozenset[str] | None:
    """The units of a scope; nothing where it is everybody."""
    return intake.units_in(store.store_folder(), scope) if scope else None


def scopes() -> dict[str, str]:
    """Every scope that an account may have, and what it is called."""
    return intake.scopes(store.store_folder())


def called(scope: str) -> str:
    """What people call a scope, said with no more than what its reader may know."""
    kind, name = intake.scope_parts(scope)
    return data.names(data.frame("unit__choices"), "unit_id", "unit_name").get(name, name) if kind == "unit" else name
