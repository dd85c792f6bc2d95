"""Chinese texts are set in Chinese punctuation: no half-width mark stands beside a Chinese letter.

`6月15日(周一)` and a date after a name, `生活会(2009-06-20)`, keep their narrow brackets, and names are as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator

import pytest

from dashboard import words
from tests.conftest import ROOT

HAN = "\u3400-\u9fff“”《》"
HALF = re.compile(f"[{HAN}][,;:?!]|[,;:?!][{HAN}]|[{HAN}][()]|[()][{HAN}]")
ALLOWED = re.compile(r"\(周.\)|\(\{weekday\}\)|\([\d-]+\)|党委\(党组\)")
LITERAL = re.compile(r"'([^'\n]*)'")


def comments_of_columns() -> Iterator[tuple[str, str]]:
    for row in csv.DictReader((ROOT / "sql/columns.csv").open(encoding="utf-8")):
        yield row["column_name"], row["comment_zh"]


def messages() -> Iterator[tuple[str, str]]:
    yield from words.catalogue(words.CHINESE).items()


def comments_and_words_of_views() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.glob("sql/**/*.sql")):
        for line in path.read_text(encoding="utf-8").splitlines():
            told = [line] if line.startswith(("-- 每", "-- 仅")) else LITERAL.findall(line.partition("--")[0])
            yield from ((path.stem, one) for one in told)


@pytest.mark.parametrize("texts", [comments_of_columns, messages, comments_and_words_of_views])
def test_a_chinese_text_has_chinese_punctuation(texts: Callable[[], Iterator[tuple[str, str]]]) -> None:
    found = list(texts())
    assert len(found) > 100
    assert [(name, one) for name, one in found if HALF.search(ALLOWED.sub("", one))] == []
