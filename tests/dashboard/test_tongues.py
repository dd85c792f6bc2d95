"""What stays Chinese on an English page says that it is: for who listens to it, and for the shape of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

import pytest

from dashboard import tongues, words
from dashboard.paper.html import element
from tests.dashboard.conftest import Open, pieces, text


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    words.speak(words.ENGLISH)
    yield
    words.speak(words.CHINESE)


def shown(one: Element) -> str:
    return tostring(tongues.marked(one), encoding="unicode")


def unmarked(root: Element, is_chinese: bool = False) -> Iterator[str]:
    """Every text with Chinese in it that nothing says to be Chinese."""
    inside = is_chinese or root.get("lang") == "zh"
    for said, known in [(root.text, inside), *((child.tail, inside) for child in root)]:
        if not known and tongues.RUN.search(said or ""):
            yield str(said)
    for child in root:
        yield from unmarked(child, inside)


def test_an_element_that_says_one_thing_in_chinese_is_marked_itself():
    assert shown(element("a", "市教育局", href="x")) == '<a href="x" lang="zh">市教育局</a>'
    assert shown(element("p", "缺：市纪委 1 份。")) == '<p lang="zh">缺：市纪委 1 份。</p>'


def test_among_other_words_only_the_chinese_ones_are_marked():
    told = shown(element("p", "by 市委办 and WPS 组。", element("b", 3), " of 财政局, 4"))
    assert told == (
        '<p>by <span lang="zh">市委办</span> and WPS <span lang="zh">组。</span><b>3</b>'
        ' of <span lang="zh">财政局</span>, 4</p>'
    )


def test_what_can_hold_nothing_but_text_holds_nothing_else():
    assert shown(element("title", "Unit 市教育局")) == "<title>Unit 市教育局</title>"


def test_a_text_that_is_escaped_already_stays_so():
    assert tongues.told("a &lt;b&gt; &amp;市委&quot;") == 'a &lt;b&gt; &amp;<span lang="zh">市委</span>&quot;'


def test_nothing_is_marked_where_the_page_is_chinese():
    words.speak(words.CHINESE)
    assert shown(element("p", "by 市委办")) == "<p>by 市委办</p>"
    assert tongues.told("市委") == "市委"


def test_every_chinese_name_on_an_english_overview_is_marked(open_page: Open):
    page = pieces(open_page(lang="en"))
    assert list(unmarked(page)) == []
    assert [one for one in page.iter("a") if one.get("lang") == "zh" and "第" in text(one)]
