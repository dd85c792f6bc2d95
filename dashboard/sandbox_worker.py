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
# Days since 1970-01-01 of the first and the last day that a calendar date can name.
FIRST_DAY, LAST_DAY = -719_162, 2_932_896


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
    import pyarrow

    try:
        answer(job, sys.stdout.buffer)
    except (duckdb.Error, pyarrow.ArrowException, Rejected, MemoryError) as error:
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
    refuse_what_no_reader_holds(batches)
    say(out, facts)
    names = told_apart(batches[0].schema.names)
    with pyarrow.ipc.new_stream(out, batches[0].rename_columns(names).schema) as stream:
        for batch in batches:
            stream.write_batch(batch.rename_columns(names))


def refuse_what_no_reader_holds(batches: list[Any]) -> None:
    """Intervals and days beyond the calendar (years 1 to 9999, infinity) have no form in any answer."""
    for batch in batches:
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if any(is_formless(leaf) for leaf in leaves(column)):
                raise Rejected(
                    f"column {name!r} holds an interval or a day beyond the years 1 to 9999; cast it to varchar"
                )


def leaves(column: Any) -> Iterator[Any]:
    """A column, or the columns inside its lists and structs."""
    import pyarrow

    kind = column.type
    if pyarrow.types.is_struct(kind):
        yield from (leaf for part in column.flatten() for leaf in leaves(part))
    elif pyarrow.types.is_map(kind):
        yield from (leaf for part in (column.keys, column.items) for leaf in leaves(part))
    elif pyarrow.types.is_nested(kind):
        yield from leaves(column.flatten())
    else:
        yield column


def is_formless(column: Any) -> bool:
    """Whether no reader of the answer could hold a column."""
    import pyarrow

    kind = column.type
    return pyarrow.types.is_interval(kind) or is_beyond_the_calendar(column)


def is_beyond_the_calendar(column: Any) -> bool:
    """Whether a column of days or moments holds one before the year 1 or after 9999."""
    import pyarrow
    from pyarrow import compute

    kind = column.type
    if not (pyarrow.types.is_date(kind) or pyarrow.types.is_timestamp(kind)) or column.null_count == len(column):
        return False
    seconds = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[getattr(kind, "unit", "s")]
    a_day = 86_400 * seconds if pyarrow.types.is_timestamp(kind) else 1
    ends = compute.min_max(column.cast(pyarrow.int32() if pyarrow.types.is_date32(kind) else pyarrow.int64())).as_py()
    return bool(ends["min"] < FIRST_DAY * a_day or ends["max"] >= (LAST_DAY + 1) * a_day)


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
