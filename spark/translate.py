"""The files of `sql/` in Spark's SQL. sqlglot translates; what it cannot is in this module, each thing under a name."""

from __future__ import annotations

import sqlglot
from sqlglot import ErrorLevel, exp

from ingest.views import View

COMPLIANCE = "marts.compliance"
"""How every obligation stands on a day."""
AS_OF = "as_of"
"""The session variable that holds the day, there as here."""


class NotTranslated(Exception):
    """A construct that Spark does not know."""


def translated(view: View) -> str:
    """The select of a view for Spark, which reads every view and table under the name that `flat` gives it."""
    tree = sqlglot.parse_one(view.text, read="duckdb")
    refuse_recursive_union(view.name, tree)
    for change in (flat_name, variable, local_time, weekday, fraction):
        tree = tree.transform(change)
    return tree.sql("spark", comments=False, unsupported_level=ErrorLevel.RAISE)


def flat(name: str) -> str:
    """Spark's name for `schema.name`: only its temporary views read the day, and these are in no schema."""
    return name.replace(".", "__")


def flat_name(node: exp.Expr) -> exp.Expr:
    """A table by its flat name, called as it was."""
    if isinstance(node, exp.Table) and node.db:
        return exp.to_table(flat(f"{node.db}.{node.name}"), alias=node.alias or node.name)
    return node


def variable(node: exp.Expr) -> exp.Expr:
    """`getvariable('as_of')` as the session variable."""
    if called(node, "getvariable"):
        return exp.column(node.expressions[0].name, table="session")
    return node


def local_time(node: exp.Expr) -> exp.Expr:
    """`timezone(zone, now())` as the local time there; Spark's own clock is set to UTC."""
    if called(node, "timezone"):
        return exp.func("from_utc_timestamp", exp.CurrentTimestamp(), node.expressions[0])
    return node


def weekday(node: exp.Expr) -> exp.Expr:
    """`extract(isodow from day)` under Spark's name for the same numbers."""
    if isinstance(node, exp.Extract) and node.name.lower() == "isodow":
        return exp.Extract(this=exp.var("DAYOFWEEK_ISO"), expression=node.expression)
    return node


def fraction(node: exp.Expr) -> exp.Expr:
    """`1.0` as a double: Spark divides in decimals of six places, where DuckDB answers with a double."""
    if isinstance(node, exp.Literal) and node.is_number and not node.is_int and not isinstance(node.parent, exp.Cast):
        return exp.cast(node, "double")
    return node


def called(node: exp.Expr, name: str) -> bool:
    """Whether a node calls a function that sqlglot does not know."""
    return isinstance(node, exp.Anonymous) and node.name.lower() == name


def refuse_recursive_union(name: str, tree: exp.Expr) -> None:
    """Spark recurses by `union all` alone; what would be walked twice it cannot leave out."""
    for clause in tree.find_all(exp.With):
        if clause.args.get("recursive") and any(union.args.get("distinct") for union in clause.find_all(exp.Union)):
            raise NotTranslated(f"{name}: Spark has no recursion with union, only with union all")
