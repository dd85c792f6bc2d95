-- One row per function that a query may use, with what it does, in the engine's own words.
select
    function_name,
    max(left(coalesce(description, ''), 90)) as description
from duckdb_functions()
where
    function_type in ('scalar', 'aggregate', 'table')
    and regexp_matches(function_name, '^[a-z][a-z0-9_]*$')
    and not regexp_matches(
        function_name,
        '^(pg_|duckdb_|pragma_|read_|sniff_|parquet_|icu_|arrow_|pandas_|python_|getenv|glob|query|write_|seq_scan|test_)'
    )
group by function_name
order by function_name
