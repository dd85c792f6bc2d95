"""Which words of a page of another language are Chinese: said to whoever reads aloud or chooses the glyphs.

Names and reasons are as the office wrote them; on an English page they stand among English words.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from dashboard import words

HAN = "\u3400-\u9fff\uf900-\ufaff"
# From the first Chinese letter to the last before a letter of another kind, with the marks that close it.
RUN = re.compile(f"[{HAN}](?:[^A-Za-z<>&;]*[{HAN}])?[，。、；：！？）》”]*")
LANG, CODE = "lang", "zh"
# Elements that hold nothing but text.
BARE = ("title", "text", "style", "script", "option")


def told(escaped: str) -> str:
    """A text as HTML, its Chinese marked where the page is not in Chinese."""
    if words.language() == words.CHINESE:
        return escaped
    return RUN.sub(rf'<span {LANG}="{CODE}">\g<0></span>', escaped)


def marked(root: Element) -> Element:
    """An element in which every Chinese text is marked where the page is not in Chinese."""
    if words.language() != words.CHINESE:
        for one in list(root.iter()):
            _mark(one)
    return root


def _mark(one: Element) -> None:
    """Where all that an element says is Chinese, it is marked itself; else each piece that is."""
    for at, child in reversed(list(enumerate(one))):
        child.tail, pieces = _cut(child.tail)
        _insert(one, at + 1, pieces)
    run = RUN.fullmatch((one.text or "").strip())
    if run and not len(one):
        one.set(LANG, CODE)
    elif one.tag not in BARE:
        one.text, pieces = _cut(one.text)
        _insert(one, 0, pieces)


def _cut(text: str | None) -> tuple[str | None, list[Element]]:
    """What stands before the first Chinese piece, and each such piece with what follows it."""
    found = list(RUN.finditer(text or ""))
    if text is None or not found:
        return text, []
    ends = [one.start() for one in found[1:]] + [len(text)]
    pieces = []
    for run, end in zip(found, ends, strict=True):
        piece = Element("span", {LANG: CODE})
        piece.text, piece.tail = run[0], text[run.end() : end]
        pieces.append(piece)
    return text[: found[0].start()], pieces


def _insert(into: Element, at: int, pieces: list[Element]) -> None:
    for place, piece in enumerate(pieces):
        into.insert(at + place, piece)
