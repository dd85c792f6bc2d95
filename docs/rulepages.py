"""The pages of rules and clauses: the shipped plan in words, with the examples that the tests judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from dashboard import clausebook, data, example_words, rulebook, store, words
from dashboard.examples import Example, deadline, example
from dashboard.rulebook import Ask, Book, Row
from ingest import rawtables, views
from ingest.plan import load_plan

PLAN = Path(__file__).parents[1] / "data" / "plans" / "dongyang-2009"
LANGUAGES = (words.ENGLISH, words.CHINESE)
Table = Callable[[tuple[str, ...], list[tuple[str, ...]]], str]


@cache
def empty_store() -> duckdb.DuckDBPyConnection:
    """A store in which the plan is there and nothing has been reported."""
    connection = duckdb.connect()
    rawtables.create(connection)
    rawtables.load_plan(connection, load_plan(PLAN)[0].tables)
    views.create(connection)
    return connection


def asked(name: str) -> pl.DataFrame:
    """The answer to a page's query, in the language that is spoken."""
    text = (store.QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    return data.in_language(store.plain_numbers(pl.DataFrame(empty_store().execute(text).to_arrow_table())))


def in_both(tell: Callable[[Ask], dict[str, Row]]) -> dict[str, tuple[Row, Row]]:
    """What is told in English and in Chinese, by id."""
    told = []
    for language in LANGUAGES:
        words.speak(language)
        told.append(tell(asked))
    words.speak(words.CHINESE)
    english, chinese = told
    return {name: (english[name], chinese[name]) for name in english}


def requirements_told(ask: Ask) -> dict[str, Row]:
    """Every requirement in the language that is spoken."""
    rules = rulebook.book(ask)
    clauses = {row["clause_id"]: row for row in ask("rules__clauses").to_dicts()}
    readings = ask("rules__readings").to_dicts()
    return {
        name: {
            **row,
            "clause": clauses[row["clause_id"]],
            "rule": rulebook.requirement_sentence(rules, row),
            "due": rulebook.due_sentence(rules, row),
            "readings": [one for one in readings if one["requirement_id"] == name],
            "example": shown(rules, deadline(rules, row)),
        }
        for name, row in rules.requirements.items()
    }


def checks_told(ask: Ask) -> dict[str, Row]:
    """Every check in the language that is spoken."""
    rules = rulebook.book(ask)
    return {
        name: {
            **row,
            "rule": rulebook.check_sentence(rules, row),
            "example": shown(rules, example(rules, row)),
            "weight": words.say(f"check_severity.{row['severity']}"),
            "judge": words.say(f"judged_by.{row['judged_by']}"),
        }
        for name, row in rules.checks.items()
    }


def shown(rules: Book, one: Example | None) -> tuple[str, str] | None:
    """What passes and what fails, in words."""
    return None if one is None else (example_words.passing(rules, one), example_words.failing(rules, one))


def rules_parts(table: Table) -> Iterator[str]:
    """The page of rules, part by part."""
    checks = in_both(checks_told)
    yield "# Rules"
    yield (
        "What the shipped plan asks, in words: each requirement with its clause, its deadline and the readings it "
        "rests on, and each check with an example that passes and one that fails. The sentences are those of the page "
        "规则; every example is judged by the real rules in `tests/sql/test_examples.py`. Headings are "
        "those of [the sheets](sheets.md); of what fails only the cells that differ are shown. What carries each "
        "clause stands in [clauses](clauses.md)."
    )
    for name, (english, chinese) in in_both(requirements_told).items():
        own = [pair for pair in checks.values() if pair[0]["requirement_id"] == name]
        yield requirement_part(english, chinese)
        yield table(HEADS, [check_cells(*pair) for pair in own])


HEADS = ("check", "clause", "rule", "规则", "weight · judge", "passes 达成", "fails 不达成")


def requirement_part(english: Row, chinese: Row) -> str:
    """One requirement: its clause, rule, deadline, readings and a deadline met and missed."""
    clause, passage = english["clause"], chinese["clause"]
    lines = [
        f"## {english['requirement_title']} {chinese['requirement_title']} `{english['requirement_id']}`\n",
        f"- **Clause {clause['clause_id']}** {clause['clause_title']}: {clause['summary']}. "
        f"{passage['clause_title']}：{passage['summary']}。",
        f"- **Rule** {english['rule']} {chinese['rule']}",
        f"- **Deadline** {english['due']}. {chinese['due']}。",
    ]
    if english["readings"]:
        named = [f"`{one['reading_key']}` = {one['reading_value']}" for one in english["readings"]]
        lines.append(f"- **Readings** {'; '.join(named)}")
    if chinese["example"]:
        lines.append("- **In time** {} **Late** {}".format(*chinese["example"]))
    return "\n".join(lines)


def check_cells(english: Row, chinese: Row) -> tuple[str, ...]:
    """One check as a row of its table; examples are in the words of the workbooks."""
    weight = f"{english['weight']} {chinese['weight']} · {english['judge']} {chinese['judge']}"
    named = f"`{english['check_id']}`", english["clause_id"], english["rule"], chinese["rule"], weight
    return (*named, *chinese["example"])


def clauses_parts(table: Table) -> Iterator[str]:
    """The page of clauses, part by part."""
    told = in_both(lambda ask: {row["clause_id"]: row for row in clausebook.clause_rows(ask, "carrier_id")})
    yield "# Clauses"
    yield (
        f"The {len(told)} clauses of the shipped plan, and by what each is judged, or why it is not. The summaries are "
        "the project's own; the exact words appear only where a user attaches the source. What the requirements and "
        "checks named here ask stands in [rules](rules.md)."
    )
    yield "\n".join(in_both_languages(clause_classes))
    heads = ("clause", "title", "条款", "summary", "摘要", "class", "how it is judged", "怎样判定", "readings")
    yield table(heads, [clause_cells(*pair) for pair in told.values()])


def clause_classes() -> list[str]:
    """What each class of clauses is, in the language that is spoken."""
    return [f"**{letter}** {words.say(f'clause_class.{letter}')}" for letter in "HSRTCM"]


def in_both_languages(tell: Callable[[], list[str]]) -> list[str]:
    """Lines in English with their Chinese, as a list."""
    told = []
    for language in LANGUAGES:
        words.speak(language)
        told.append(tell())
    words.speak(words.CHINESE)
    return [f"- {english}; {chinese.split('** ')[1]}" for english, chinese in zip(*told, strict=True)]


def clause_cells(english: Row, chinese: Row) -> tuple[str, ...]:
    """One clause as a row of its table."""
    titles = english["clause_title"], chinese["clause_title"], english["summary"] or "", chinese["summary"] or ""
    return (
        english["clause_id"],
        *titles,
        english["clause_class"] or "",
        english["carried_by"],
        chinese["carried_by"],
        english["reading_keys"],
    )
