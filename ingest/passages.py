"""The passages of a document, found by the numbering that stands in front of its paragraphs.

一、 （一） 1． （1） ① 1.2.3 第三章 第六条 and dashes, in whatever order a document nests them. A number counts as one
only where it goes on from the one before it, so that a line that happens to start with 6.15 is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.numerals import chinese_number

NUMERAL = "[一二三四五六七八九十百零〇]{1,5}"
WIDE = str.maketrans("０１２３４５６７８９（）．　", "0123456789(). ")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# What a number looks like, the most exact first: 1.2.3 before 1. and （一） before （1）.
MARKS = {
    "part": re.compile(rf"第({NUMERAL}|\d{{1,3}})[编篇章部](?:分)?[ 、]*"),
    "section": re.compile(rf"第({NUMERAL}|\d{{1,3}})节[ 、]*"),
    "article": re.compile(rf"第({NUMERAL}|\d{{1,3}})条[ 、]*"),
    "item": re.compile(rf"({NUMERAL})[、.，,: ] *"),
    "bracketed item": re.compile(rf"\(({NUMERAL})\)[、. ]*"),
    "decimal": re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,5})\.?(?!\d|[%万亿元])[、 ]*"),
    "number": re.compile(r"(\d{1,3})(?:[、.)](?!\d) *| +(?=[\u4e00-\u9fff]))"),
    "bracketed number": re.compile(r"\((\d{1,3})\)[、. ]*"),
    "circled": re.compile(rf"([{CIRCLED}])[、. ]*"),
    "dash": re.compile(r"(?:[—–]{1,2}|[-•●·▪◆■] ) *"),
}
CONTINUED = ("article",)
# Nothing of another kind stands inside what these start.
INNERMOST = ("circled", "dash")
CONTENTS = re.compile(r"(?:[.…·]{3,}|\t) *\d{1,4}$")
NUMBERS = re.compile(rf"(第)?({NUMERAL}|\d{{1,3}}|[{CIRCLED}])([编篇章节条])?")
SENTENCES = re.compile(r"第(\d{1,3})(?:[-–—~至到](\d{1,3}))?句$")
SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]*[”’」』）)]*")
ABSENT = "its numbering is not in the document"
TWICE = "its numbering stands in the document more than once"
NO_NUMBERING = "what the plan gives is no numbering"
NO_SENTENCE = "its passage has not so many sentences"

Path = tuple[int, ...]


@dataclass
class Passage:
    """One numbered passage: its place among the numbers, the numbering as written, and its own words."""

    path: Path
    label: str
    lines: list[str] = field(default_factory=list)
    article: int = 0

    @property
    def words(self) -> str:
        """Its words, those of the passages numbered inside it left out."""
        return "\n".join(line for line in self.lines if line)


@dataclass(frozen=True)
class Wanted:
    """What a plan's numbering asks for: a place, which article the place starts from, and which sentences."""

    path: Path
    article: int = 0
    first: int = 0
    last: int = 0


@dataclass(frozen=True)
class Found:
    """The passages by clause as (numbering, words), and why the other clauses have none."""

    passages: dict[str, tuple[str, str]]
    missing: dict[str, str]


def find_passages(text: str, clauses: Mapping[str, str]) -> Found:
    """The passage of each clause; `clauses` gives the numbering of each by its id."""
    held = list(passages(text))
    counts = Counter(passage.path for passage in held)
    by_path = {passage.path: passage for passage in held}
    found: dict[str, tuple[str, str]] = {}
    missing: dict[str, str] = {}
    for clause_id, numbering in clauses.items():
        wanted = wanted_by(numbering)
        path = started_at(wanted, held) if wanted else None
        if wanted is None:
            missing[clause_id] = NO_NUMBERING
        elif path is None or path not in by_path or not by_path[path].words:
            missing[clause_id] = ABSENT
        elif counts[path] > 1:
            missing[clause_id] = TWICE
        elif words := chosen(by_path[path].words, wanted):
            found[clause_id] = (label_of(by_path[path], by_path), words)
        else:
            missing[clause_id] = NO_SENTENCE
    return Found(found, missing)


def passages(text: str) -> Iterator[Passage]:
    """Every passage of a document in its order; what stands before the first number is passage 0."""
    held = [Passage((0,), "")]
    counting = Counting()
    for line in text.splitlines():
        line = line.strip("\ufeff \t\u3000")
        if not line or is_contents(line):
            continue
        mark = counting.mark(line)
        if mark:
            held.append(mark)
        else:
            held[-1].lines.append(line)
    yield from held


def is_contents(line: str) -> bool:
    """Whether a line is one of a table of contents: a number in front, a page at the end."""
    plain = line.translate(WIDE)
    return bool(CONTENTS.search(plain)) and any(pattern.match(plain) for pattern in MARKS.values())


@dataclass
class Counting:
    """The numbers that are open: kind and number of each, the outermost first, and how far each kind has counted."""

    open: list[tuple[str, int]] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)

    def mark(self, line: str) -> Passage | None:
        """The passage that a line starts, if its number goes on from the last."""
        plain = line.translate(WIDE)
        for kind, pattern in MARKS.items():
            found = pattern.match(plain)
            if found:
                return self.passage(kind, found, line)
        return None

    def passage(self, kind: str, found: re.Match[str], line: str) -> Passage | None:
        """The same for one kind of number."""
        if kind == "decimal":
            path = tuple(int(part) for part in found[1].split("."))
            fits = self.goes_on_to(path)
        else:
            number = self.next_dash() if kind == "dash" else number_of(found[1])
            fits = number is not None and self.counts_to(kind, number)
        if not fits:
            return None
        label, words = line[: found.end()].strip(), line[found.end() :].strip()
        article = next((number for kind, number in self.open if kind == "article"), 0)
        return Passage(tuple(number for _, number in self.open), label, [words], article)

    def next_dash(self) -> int:
        """Dashes have no number of their own: they count from one inside what they stand in."""
        return next((number + 1 for kind, number in self.open if kind == "dash"), 1)

    def counts_to(self, kind: str, number: int) -> bool:
        """Open a number of a kind: the next of those that are open, the first inside them, or where the text begins."""
        if kind not in INNERMOST:
            self.open = [one for one in self.open if one[0] not in INNERMOST]
        kinds = [one for one, _ in self.open]
        if kind == "dash" and not kinds:
            return False
        if kind in kinds:
            place = kinds.index(kind)
            if number not in (self.open[place][1] + 1, 1):
                return False
            del self.open[place:]
        elif number != 1 and self.open and not (kind in CONTINUED and number == self.counted.get(kind, 0) + 1):
            return False
        self.open.append((kind, number))
        self.counted[kind] = number
        return True

    def goes_on_to(self, path: Path) -> bool:
        """Open a number such as 1.2.3, whose place is written out."""
        self.open = [one for one in self.open if one[0] not in INNERMOST]
        now = tuple(number for _, number in self.open)
        depth = len(path) - 1
        above, siblings = now[:depth], now[depth : depth + 1]
        kind = "decimal"
        is_next = path[-1] in ((siblings[0] + 1 if siblings else 1), 1)
        if now and not (above == path[:depth] and is_next):
            return False
        self.open = [*(self.open[:depth] or [(kind, number) for number in path[:depth]]), (kind, path[-1])]
        return len(self.open) == len(path)


def number_of(text: str) -> int | None:
    """三, 3 or ③ as a number."""
    if text in CIRCLED:
        return CIRCLED.index(text) + 1
    return int(text) if text.isascii() and text.isdigit() else chinese_number(text)


def wanted_by(numbering: str) -> Wanted | None:
    """A plan's numbering taken apart: 一、3、第2句 is the second sentence of 3 in 一; 第六条 is an article wherever."""
    plain = numbering.strip().translate(WIDE)
    sentences = SENTENCES.search(plain)
    first = int(sentences[1]) if sentences else 0
    last = int(sentences[2] or sentences[1]) if sentences else 0
    rest = plain[: sentences.start()] if sentences else plain
    parts = NUMBERS.findall(rest)
    numbers = [number_of(text) for _, text, _ in parts]
    if not parts or None in numbers or NUMBERS.sub("", rest).strip("()、.。,，:：-—–/ §"):
        return None
    whole = [number for number in numbers if number is not None]
    article = next((place for place, (_, _, kind) in enumerate(parts) if kind == "条"), None)
    if article is None:
        return Wanted(tuple(whole), 0, first, last)
    return Wanted(tuple(whole[article + 1 :]), whole[article], first, last)


def started_at(wanted: Wanted, held: list[Passage]) -> Path | None:
    """The place that is asked for; articles are counted through a whole document, whatever chapter they stand in."""
    if not wanted.article:
        return wanted.path
    starts = {one.path for one in held if one.article == wanted.article and one.label.startswith("第")}
    return (*starts.pop(), *wanted.path) if len(starts) == 1 else None


def label_of(passage: Passage, by_path: Mapping[Path, Passage]) -> str:
    """The numbering in full, as the document writes it: 三、4、."""
    above = (by_path.get(passage.path[:depth]) for depth in range(1, len(passage.path)))
    labels = [one.label for one in above if one] if "." not in passage.label else []
    return "".join([*labels, passage.label])


def chosen(words: str, wanted: Wanted) -> str:
    """The sentences that are asked for, or all; nothing where there are not so many."""
    if not wanted.first:
        return words
    sentences = [found.strip() for found in SENTENCE.findall(words) if found.strip()]
    return "".join(sentences[wanted.first - 1 : wanted.last]) if wanted.last <= len(sentences) else ""
