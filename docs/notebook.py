# ruff: noqa: T201
# %% [markdown]
# # Two questions to the published store
#
# Cells begin with `# %%`. Open it as a notebook, or run it: `python docs/notebook.py STORE`.

# %%
import sys
from pathlib import Path

import duckdb

store = Path(sys.argv[1] if len(sys.argv) > 1 else "store")
published = duckdb.connect(str(store / (store / "CURRENT").read_text(encoding="utf-8").strip()), read_only=True)

# %% [markdown]
# ## Which day does it speak of, and how much is done?

# %%
overview = published.sql("select as_of, completed_count, expected_count from marts.overview").pl()
print(overview)

# %% [markdown]
# ## How did the classes stand a week before?
#
# The day is a variable of this connection; nobody else's answers change.

# %%
published.execute("set variable as_of = cast(? as date) - 7", [overview["as_of"][0]])
classes = published.sql("""
    select
        unit_classes.unit_class,
        unit_classes.completed_count,
        unit_classes.expected_count,
        round(100 * unit_classes.completed_ratio, 1) as completed_percent
    from marts.unit_classes as unit_classes
    order by completed_percent desc nulls last
""").pl()
print(classes)

# %% [markdown]
# ## How long before its deadline is a thing done?
#
# A query that stands ready in `sql/saved`; its parameters are bound, never written into its text.

# %%
saved = Path(__file__).parents[1] / "sql" / "saved" / "lead_time_distribution.sql"
leads = published.sql(saved.read_text(encoding="utf-8"), params={"requirement_id": None, "unit_class": None}).pl()
print(leads.select("lead_days", "obligation_count").head(10))

# %%
published.close()
