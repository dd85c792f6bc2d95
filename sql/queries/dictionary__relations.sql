-- One row per view or table of the store, in the order of use.
with found as (
    select
        duckdb_views.schema_name,
        duckdb_views.view_name as name,
        'view' as relation_kind,
        duckdb_views.comment
    from duckdb_views()
    where not duckdb_views.internal
    union all
    select
        duckdb_tables.schema_name,
        duckdb_tables.table_name as name,
        'table' as relation_kind,
        duckdb_tables.comment
    from duckdb_tables()
    where not duckdb_tables.internal
)

select
    found.schema_name,
    found.schema_name || '.' || found.name as relation_name,
    found.relation_kind,
    found.comment,
    list_position(
        ['marts', 'reference', 'rules', 'intermediate', 'staging', 'raw', 'plan'], found.schema_name
    ) as schema_order
from found
order by schema_order, found.name
