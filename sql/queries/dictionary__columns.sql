-- One row per column of a view or table of the store, in its order.
select
    duckdb_columns.schema_name || '.' || duckdb_columns.table_name as relation_name,
    duckdb_columns.column_name,
    duckdb_columns.column_index as column_order,
    lower(duckdb_columns.data_type) as column_type,
    duckdb_columns.comment
from duckdb_columns()
where not duckdb_columns.internal
order by relation_name, column_order
