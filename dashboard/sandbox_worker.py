"""The process in which an analyst's SQL runs: opened and locked ahead of time, used for one query, then it ends.

Run as a file with `python -I` and nothing of our environment. The first line on standard input names the published
file and what may be taken; the second is the query. The answer is a line of JSON with the columns, the rows as an Arrow
stream, and a line that says how it ended. Read-only access alone does not hold a hostile query: the limits of the
process come first, then the settings, in this order, then the gate.
"""

import contextlib
import json
import os
import re
import resource
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

GIBIBYTE = 2**30
LOW_PRIORITY = 10
SESSION_PRIORITY = "/proc/self/autogroup"
SETTINGS = (
    "memory_limit = '{memory_mb}MB'",
    "threads = {threads}",
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
NUMBERED = re.compile(r"_\d+$")
# A query stands in brackets of its own, so that a page of it can be asked for and the engine need not sort the rest.
BEFORE, AFTER = "from (\n", "\n)"
# Days since 1970-01-01 of the first and the last day that a calendar date can name.
FIRST_DAY, LAST_DAY = -719_162, 2_932_896


class Rejected(Exception):
    """The text is not one single query; `kind` is what is wrong with it, for whoever words it otherwise."""

    def __init__(self, message: str, kind: str) -> None:
        self.kind = kind
        super().__init__(message)


def confine(seconds: int) -> None:
    """Bound what this process may take: address space, processor time, file size, no core file."""
    for limit, value in (
        (resource.RLIMIT_AS, 2 * GIBIBYTE),
        (resource.RLIMIT_CPU, 2 * seconds + 2),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def step_aside() -> None:
    """Give way to whoever looks at a page.

    Where the system shares the processors out by session, what a process is worth inside its own counts for nothing:
    the session itself has to be worth less.
    """
    os.nice(LOW_PRIORITY)
    with contextlib.suppress(OSError):
        Path(SESSION_PRIORITY).write_text(str(LOW_PRIORITY), encoding="ascii")


def main() -> None:
    """Open, lock, then answer the one query, if one comes."""
    step_aside()
    opening = json.loads(sys.stdin.buffer.readline())
    confine(int(opening["seconds"]))
    import duckdb

    out = sys.stdout.buffer
    try:
        connection = locked(opening)
        say(out, {"is_ready": True})
        if opening["is_ahead"]:
            import pyarrow  # noqa: F401  (whoever asks later need not wait for it)
        line = sys.stdin.buffer.readline()
        if line:
            answer(connection, json.loads(line), out)
    except Rejected as error:
        say(out, {"error": str(error), "kind": error.kind})
    except (duckdb.Error, MemoryError, ValueError, NotImplementedError) as error:
        # What has no form in Arrow is a ValueError or a NotImplementedError of that library's.
        say(out, {"error": str(error) or type(error).__name__})
    # What is left to free may be gigabytes; the end of the process frees it at once.
    out.flush()
    os._exit(0)


def locked(opening: dict[str, Any]) -> Any:
    """The published file, opened so that nothing but reading it is left to do."""
    import duckdb

    connection = duckdb.connect(opening["path"], read_only=True)
    for setting in SETTINGS:
        connection.execute(f"set global {setting.format(**opening)}")
    return connection


def answer(connection: Any, job: dict[str, Any], out: BinaryIO) -> None:
    """Run the query and write its rows as they come, as far as they are asked for."""
    if job["as_of"]:
        connection.execute("set variable as_of = cast(? as date)", [job["as_of"]])
    sql, params = asked(connection, job)
    found = connection.execute(sql, params)
    kinds = [str(column[1]) for column in found.description]
    import pyarrow

    reader = found.to_arrow_reader(BATCH_ROWS)
    if unions := [field.name for field in reader.schema if pyarrow.types.is_union(field.type)]:
        raise Rejected(
            f"column {unions[0]!r} is a union, which has no form in any answer; cast it to varchar", "formless"
        )
    # A query that fails does so before its first rows more often than not; then nothing but the error is said.
    first = next(batches_of(reader), None)
    names = reader.schema.names
    # In brackets the engine numbers columns of one name; what the query itself calls them is asked only where one has.
    if job["pages"] and any(NUMBERED.search(name) for name in names):
        names = names_of(connection.cursor(), job, params)
    names = told_apart(names)
    say(out, {"columns": list(zip(names, kinds, strict=True))})
    facts: dict[str, Any] = {"is_cut": False}
    renamed = pyarrow.schema([one.with_name(name) for one, name in zip(reader.schema, names, strict=True)])
    with pyarrow.ipc.new_stream(out, renamed) as stream:
        for batch in bounded(chain([first] if first else [], batches_of(reader)), job["rows"], job["megabytes"], facts):
            refuse_what_no_reader_holds(batch)
            stream.write_batch(batch.rename_columns(names))
    say(out, facts)


def asked(connection: Any, job: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    """The text that is run, with its values: one query and no more, the page of it that is wanted, or its plan."""
    query = gated(connection.extract_statements(job["sql"]))
    sql, params = str(query.query), values(query, job["params"])
    if job["explains"]:
        return f"explain (format json) {sql}", params
    if not job["pages"]:
        return sql, params
    page = f"{BEFORE}{trimmed(sql)}{AFTER} limit {int(job['rows']) + 1} offset {int(job['skip'])}"
    return str(gated(connection.extract_statements(page)).query), params


def trimmed(sql: str) -> str:
    """A query without the comments and semicolons at its end."""
    import duckdb

    text = sql.encode()
    tokens = [(at, str(kind).rpartition(".")[2]) for at, kind in duckdb.tokenize(sql)]
    while tokens and (tokens[-1][1] == "comment" or text[tokens[-1][0] :].strip() == b";"):
        text = text[: tokens.pop()[0]]
    return text.decode()


def names_of(connection: Any, job: dict[str, Any], params: dict[str, Any] | None) -> list[str]:
    """The columns as the query itself calls them."""
    return [row[0] for row in connection.execute(f"describe {job['sql']}", params).fetchall()]


def refuse_what_no_reader_holds(batch: Any) -> None:
    """Intervals and days beyond the calendar (years 1 to 9999, infinity) have no form in any answer."""
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if any(is_formless(leaf) for leaf in leaves(column)):
            raise Rejected(
                f"column {name!r} holds an interval or a day beyond the years 1 to 9999; cast it to varchar", "formless"
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


def gated(statements: list[Any]) -> Any:
    """The one query, or `Rejected`."""
    if len(statements) != 1:
        raise Rejected(f"found {len(statements)} statements, expected one", "statements")
    kind = str(statements[0].type).rpartition(".")[2]
    if kind.upper() != "SELECT":
        raise Rejected(
            f"found a statement of type {kind}, expected a query (select, from, show, describe, summarize)", "no_query"
        )
    return statements[0]


def values(query: Any, params: dict[str, Any]) -> dict[str, Any] | None:
    """What the query's parameters stand for."""
    if missing := sorted(query.named_parameters - set(params)):
        raise Rejected(f"no value is given for ${', $'.join(missing)}", "params")
    return {name: params[name] for name in query.named_parameters} or None


def bounded(batches: Iterable[Any], rows: int, megabytes: int, facts: dict[str, Any]) -> Iterator[Any]:
    """As many rows as are allowed; whether there were more is noted."""
    room, space = rows, megabytes * 2**20
    for batch in batches:
        fitting = min(batch.num_rows, room, max(1, batch.num_rows * space // max(1, batch.nbytes)))
        if fitting:
            yield batch.slice(0, fitting)
        if fitting < batch.num_rows or space <= batch.nbytes:
            facts["is_cut"] = True
            return
        room, space = room - fitting, space - batch.nbytes


def batches_of(reader: Any) -> Iterator[Any]:
    """The batches of a reader that hold rows."""
    return (batch for batch in reader if batch.num_rows)


def say(out: BinaryIO, facts: dict[str, Any]) -> None:
    """Write one line of JSON."""
    out.write(json.dumps(facts).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
