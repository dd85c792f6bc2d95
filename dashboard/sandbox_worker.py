"""The process in which an analyst's SQL runs: one query, then it ends.

Run as a file with `python -I`, an empty environment and a job on standard input; answers with a line of JSON and, where
there is one, the result as an Arrow stream. Read-only access alone does not hold a hostile query: the limits of the
process come first, then the settings, in this order, then the gate.
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

GIBIBYTE = 2**30
SETTINGS = (
    "memory_limit = '{memory_mb}MB'",
    "threads = 2",
    "temp_directory = ''",
    "max_temp_directory_size = '0B'",
    "max_execution_time = {milliseconds}",
    "python_enable_replacements = false",
    "errors_as_json = true",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "enable_external_access = false",
    "disabled_filesystems = 'LocalFileSystem'",
    "lock_configuration = true",
)
BATCH_ROWS = 2048


class Rejected(Exception):
    """The text is not one single query."""


def confine(seconds: int) -> None:
    """Bound what this process may take: address space, processor time, file size, no core file."""
    for limit, value in (
        (resource.RLIMIT_AS, 2 * GIBIBYTE),
        (resource.RLIMIT_CPU, 2 * seconds + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def main() -> None:
    """Answer the one job."""
    job = json.load(sys.stdin.buffer)
    confine(int(job["seconds"]))
    import duckdb

    try:
        answer(job, sys.stdout.buffer)
    except (duckdb.Error, Rejected, MemoryError) as error:
        say(sys.stdout.buffer, {"error": str(error) or type(error).__name__})


def answer(job: dict[str, Any], out: BinaryIO) -> None:
    """Run the query and write its result."""
    import duckdb
    import pyarrow

    connection = duckdb.connect(job["path"], read_only=True)
    for setting in SETTINGS:
        connection.execute(f"set global {setting.format(**job)}")
    if job["as_of"]:
        connection.execute("set variable as_of = cast(? as date)", [job["as_of"]])
    sql = gated(duckdb.extract_statements(job["sql"]))
    batches, facts = bounded(connection.execute(sql).to_arrow_reader(BATCH_ROWS), job["rows"], job["megabytes"])
    say(out, facts)
    names = told_apart(batches[0].schema.names)
    with pyarrow.ipc.new_stream(out, batches[0].rename_columns(names).schema) as stream:
        for batch in batches:
            stream.write_batch(batch.rename_columns(names))


def told_apart(names: list[str]) -> list[str]:
    """Column names, those that a join gives twice numbered from the second on."""
    taken: list[str] = []
    for name in names:
        numbered = (f"{name}_{number}" for number in range(2, len(names) + 2))
        taken.append(name if name not in taken else next(other for other in numbered if other not in names + taken))
    return taken


def gated(statements: list[Any]) -> str:
    """The text of the one query, or `Rejected`."""
    if len(statements) != 1:
        raise Rejected(f"found {len(statements)} statements, expected one")
    kind = str(statements[0].type).rpartition(".")[2]
    if kind.upper() != "SELECT":
        raise Rejected(f"found a statement of type {kind}, expected a query (select, from, show, describe, summarize)")
    return str(statements[0].query)


def bounded(reader: Any, rows: int, megabytes: int) -> tuple[list[Any], dict[str, Any]]:
    """As many rows as are allowed, and whether there were more."""
    import pyarrow

    empty = pyarrow.RecordBatch.from_pylist([], schema=reader.schema)
    kept, count, size = [empty], 0, 0
    for batch in batches_of(reader):
        size += batch.nbytes
        room = rows - count
        if batch.num_rows > room or size > megabytes * 2**20:
            kept.append(batch.slice(0, room))
            return kept, {"is_cut": True}
        kept.append(batch)
        count += batch.num_rows
    return kept, {"is_cut": False}


def batches_of(reader: Any) -> Iterator[Any]:
    """The batches of a reader that hold rows."""
    return (batch for batch in reader if batch.num_rows)


def say(out: BinaryIO, facts: dict[str, Any]) -> None:
    """Write one line of JSON."""
    out.write(json.dumps(facts).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
