"""`make faults`: 200 kills at moments drawn from a seed, and the table of what held, written to docs/faults.md."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

import click

from tests.faults import kills
from tests.faults.kills import CLOCK, FILE, OPERATIONS, Trial

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
MEANT = {
    "ingest": "six workbooks, taken two at a time",
    "build": "a new build of a ledger that has moved on",
    "publish": "the last step of a build alone: its name, the pointer, what is old removed",
    "withdraw": "an upload withdrawn",
    "take back": "the withdrawal taken back",
    "learn": "the spelling of a name learnt",
    "init": "a new store",
}
HEADS = (
    "killed during",
    "what it was",
    "kills",
    "by the clock",
    "at a file",
    "kept nothing",
    "a part",
    "all",
    "faults",
)
FRAME = """\
<!-- Written by `make faults`. -->

# Killed at {count} moments

A copy of a store is made, one operation is started on it in a process of its own, and that process is killed with
`SIGKILL`: by the clock, at a random share of the time that the operation takes undisturbed, or when it touches its
n-th file, n drawn at random. The seed is {seed}. Then

- a reader opens the store as it lies: every table of what is published must be what an undisturbed build of some ledger
  number holds, so nothing half-accepted shows;
- the ledger must be the first part of the undisturbed one: nothing accepted before is lost, and of what was under way
  whole files are there or not there;
- the operation is given again: ledger and tables must end as if nobody had disturbed it, every original must have its
  fingerprint, and no draft may be left. Every {verified}th store is also verified: built and read again from its
  originals.

{table}

*Kept* is what the ledger held of the operation right after the kill. A fault is anything that did not hold.

**{count} kills, {faults} faults.**{what}
"""


def page(found: list[Trial], seed: int) -> str:
    """The table of all kills, and every fault in words."""
    killed = [trial for trial in found if trial.is_kill]
    faults = [f"\n- {trial.operation}, {trial.way} {trial.moment}: {what}" for trial in found for what in trial.faults]
    names = [name for name in OPERATIONS if any(trial.operation == name for trial in killed)]
    lines = [line(name, MEANT[name], [one for one in killed if one.operation == name]) for name in names]
    rows = [HEADS, ("---",) * len(HEADS), *lines, line("**all**", "", killed)]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return FRAME.format(
        count=len(killed),
        seed=seed,
        verified=kills.EVERY_VERIFIED,
        table=table,
        faults=len(faults),
        what="".join(faults),
    )


def line(name: str, meant: str, killed: list[Trial]) -> tuple[str, ...]:
    """The kills of one operation as a row."""
    way, kept = Counter(trial.way for trial in killed), Counter(trial.kept for trial in killed)
    counts = (len(killed), way[CLOCK], way[FILE], kept["nothing"], kept["some"], kept["all"])
    return (name, meant, *map(str, counts), str(sum(len(trial.faults) for trial in killed)))


@click.command()
@click.option("--kills", "count", default=210, show_default=True, help="How many kills.")
@click.option("--seed", default=2009, show_default=True, help="Which moments.")
@click.option("--only", "names", multiple=True, type=click.Choice(list(OPERATIONS)), help="Only these operations.")
@click.option("-o", "output", default=PAGE, type=click.Path(path_type=Path), help="The page to write.")
def main(count: int, seed: int, names: tuple[str, ...], output: Path) -> None:
    """Kill, look, go on, and write what held.

    Example: python -m tests.faults --kills 20
    """
    with tempfile.TemporaryDirectory(prefix="taizhang-faults-") as folder:
        found = kills.trials(list(names or OPERATIONS), count, seed, Path(folder), told)
    output.write_text(page(found, seed), encoding="utf-8")
    click.echo(f"wrote {output}")
    sys.exit(1 if any(trial.faults for trial in found) else 0)


def told(trial: Trial) -> None:
    """One trial on a line."""
    what = "; ".join(trial.faults) or "holds"
    click.echo(f"{trial.operation}, {trial.way} {trial.moment:.4g}: {'killed' if trial.is_kill else 'ended'}, {what}")


if __name__ == "__main__":
    main()
