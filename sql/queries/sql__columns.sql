-- One row per column of a view or table that an analyst may read, with what it means, in the order of use.
select
    columns.schema_name,
    columns.table_name,
    columns.column_name,
    lower(columns.data_type) as data_type,
    split_part(coalesce(columns.comment, ''), ' | ', 2) as meaning_zh,
    split_part(coalesce(columns.comment, ''), ' | ', 1) as meaning_en,
    split_part(coalesce(grains.comment, ''), ' | ', 2) as grain_zh,
    split_part(coalesce(grains.comment, ''), ' | ', 1) as grain_en
from duckdb_columns() as columns
left join (
    select schema_name, view_name as table_name, comment from duckdb_views()
    union all
    select schema_name, table_name, comment from duckdb_tables()
) as grains
    on
        columns.schema_name = grains.schema_name
        and columns.table_name = grains.table_name
where
    not columns.internal
    -- Beside each field of a sheet stands the letter of its column, which nobody needs to be offered.
    and not (columns.schema_name = 'raw' and columns.column_name like '%_column')
order by
    list_position(
        ['marts', 'reference', 'rules', 'intermediate', 'staging', 'plan', 'raw'],
        columns.schema_name
    ) nulls last,
    columns.table_name,
    columns.column_index
