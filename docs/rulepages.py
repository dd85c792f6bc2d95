"""The pages of rules and clauses: the shipped plan in words, with the examples that the tests judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from dashboard import clausebook, data, example_words, milestonebook, reading_words, rulebook, store, words
from dashboard.examples import Example, deadline, example
from dashboard.rulebook import Ask, Book, Row
from ingest import rawtables, views
from ingest.plan import load_plan
from ingest.reading_grammar import parse_reading

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
            "readings": {one["reading_key"]: read(one) for one in readings if one["requirement_id"] == name},
            "example": shown(rules, deadline(rules, row)),
        }
        for name, row in rules.requirements.items()
    }


def read(one: Row) -> str:
    """How a phrase is read."""
    read_as = reading_words.in_words(one["reading_key"], parse_reading(one["reading_value"]))
    return words.say("readings.rest", phrase=one["phrase"], read_as=read_as)


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

    yield "## Milestones 里程碑"
    yield (
        "The steps of the action plans: at how much each is done, by when, and who answers for it. "
        "How they stand is told apart from the requirements and enters none of their rates."
    )
    yield table(MILESTONE_HEADS, [milestone_cells(*pair) for pair in in_both(milestones_told).values()])


def milestones_told(ask: Ask) -> dict[str, Row]:
    """Every milestone in the language that is spoken."""
    return {row["milestone_id"]: row for row in milestonebook.milestone_rows(rulebook.book(ask))}


MILESTONE_HEADS = ("milestone", "clause", "title", "里程碑", "done when", "怎样算完成", "deadline", "时限", "owners")


def milestone_cells(english: Row, chinese: Row) -> tuple[str, ...]:
    """One milestone as a row of its table."""
    both = [told[name] for name in ("milestone_title", "rule_words", "due_words") for told in (english, chinese)]
    return (f"`{english['milestone_id']}`", english["clause_id"], *both, english["owner_names"])


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
        keyed = [f"`{key}` {said}" for key, said in english["readings"].items()]
        lines.append(f"- **Readings** {'; '.join(keyed)}. {'；'.join(chinese['readings'].values())}。")
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
