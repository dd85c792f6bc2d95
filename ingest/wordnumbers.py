"""The numbers that Word writes in front of paragraphs: they stand in no text, and are counted as Word counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{WORD}val"
DIGITS = "零一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting")
ENCLOSED = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
NOT_WRITTEN = ("bullet", "none")
LEVELS = 9

Style = tuple[str, int]


@dataclass(frozen=True)
class Level:
    """How one level of a list counts: from where, in which figures, and in what text."""

    start: int
    figures: str
    text: str


Definitions = Mapping[str, Mapping[int, Level]]


@dataclass
class Numbers:
    """The lists of a document and how far each has counted."""

    lists: Definitions
    styles: Mapping[str, Style]
    counts: dict[str, list[int]] = field(default_factory=dict)

    def before(self, paragraph: Element) -> str:
        """What Word writes in front of a paragraph; nothing where it is in no list."""
        name, place = list_of(paragraph, self.styles)
        levels = self.lists.get(name, {})
        if place not in levels:
            return ""
        counts = self.counts.setdefault(name, [levels[n].start - 1 if n in levels else 0 for n in range(LEVELS)])
        counts[place] += 1
        for deeper in range(place + 1, LEVELS):
            counts[deeper] = levels[deeper].start - 1 if deeper in levels else 0
        return written(levels, counts, place)


def written(levels: Mapping[int, Level], counts: list[int], place: int) -> str:
    """The text of a level with its figures filled in; a bullet is a dash."""
    level = levels[place]
    if level.figures in NOT_WRITTEN:
        return "—" if level.figures == "bullet" else ""
    text = level.text
    for number in range(place + 1):
        if number in levels:
            text = text.replace(f"%{number + 1}", figure(max(counts[number], levels[number].start), levels[number]))
    return text


def figure(number: int, level: Level) -> str:
    """A number in a level's figures; those that are not known are written as digits."""
    if level.figures in CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return (("" if tens == 1 else DIGITS[tens]) + "十" if tens else "") + (DIGITS[ones] if ones else "")
    if level.figures in ENCLOSED and 0 < number <= len(CIRCLED):
        return CIRCLED[number - 1]
    return str(number)


def list_of(paragraph: Element, styles: Mapping[str, Style]) -> Style:
    """The list and level that a paragraph is in by itself, else by its style."""
    properties = paragraph.find(f"{WORD}pPr")
    if properties is None:
        return "", 0
    own = properties.find(f"{WORD}numPr")
    style = properties.find(f"{WORD}pStyle")
    inherited = styles.get(style.get(VALUE, "") if style is not None else "", ("", 0))
    if own is None:
        return inherited
    return valued(own, "numId") or inherited[0], whole(valued(own, "ilvl"), inherited[1])


def styled(styles: Element | None) -> dict[str, Style]:
    """The styles that put their paragraphs in a list."""
    found = {}
    for style in styles.iter(f"{WORD}style") if styles is not None else ():
        numbering = style.find(f"{WORD}pPr/{WORD}numPr")
        if numbering is not None and valued(numbering, "numId"):
            found[style.get(f"{WORD}styleId", "")] = (valued(numbering, "numId"), whole(valued(numbering, "ilvl")))
    return found


def definitions(numbering: Element | None) -> dict[str, dict[int, Level]]:
    """The levels of every list by its number."""
    if numbering is None:
        return {}
    abstract = {one.get(f"{WORD}abstractNumId", ""): levels_of(one) for one in numbering.findall(f"{WORD}abstractNum")}
    found = {}
    for one in numbering.findall(f"{WORD}num"):
        levels = dict(abstract.get(valued(one, "abstractNumId"), {}))
        for override in one.findall(f"{WORD}lvlOverride"):
            levels |= restarted(override, levels)
        found[one.get(f"{WORD}numId", "")] = levels
    return found


def restarted(override: Element, levels: Mapping[int, Level]) -> dict[int, Level]:
    """One level of a list that starts elsewhere or is written otherwise than the list that it is made from."""
    place = whole(override.get(f"{WORD}ilvl", ""))
    own = levels_of(override)
    start = valued(override, "startOverride")
    base = own.get(place, levels.get(place))
    return {place: Level(whole(start, base.start), base.figures, base.text)} if base else {}


def levels_of(one: Element) -> dict[int, Level]:
    """The levels that a list declares."""
    return {
        whole(level.get(f"{WORD}ilvl", "")): Level(
            whole(valued(level, "start"), 1), valued(level, "numFmt") or "decimal", valued(level, "lvlText")
        )
        for level in one.findall(f"{WORD}lvl")
    }


def valued(node: Element, name: str) -> str:
    """The value of a child, empty when there is none."""
    child = node.find(f"{WORD}{name}")
    return child.get(VALUE, "") if child is not None else ""


def whole(text: str, otherwise: int = 0) -> int:
    """A small whole number, or another where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
