"""Which unit a written name means: exact, then rules, then learnt aliases. Similarity only ever suggests."""

from __future__ import annotations

import csv
import heapq
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, cached_property
from pathlib import Path

from ingest.fold import squeeze

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference" / "aliases.csv"
PLACE = re.compile(r"^(.{2,4}?[市县区州旗盟])(?=.{2})")
AFFIXES = re.compile(r"^(?:中共)|\((?:本级|机关|盖章|公章)\)$")
MOST_SUGGESTIONS = 3
SHORTLIST = 40
LONGEST_NAME = 100


@dataclass(frozen=True)
class Match:
    """The answer for one written name: an id and how it was found, or nothing."""

    id: str | None
    how: str = ""


@dataclass(frozen=True)
class Names:
    """Names ready to be matched: exact spellings, forms made by rule, learnt aliases."""

    titles: Mapping[str, str]
    exact: Mapping[str, str]
    ruled: Mapping[str, str]
    learnt: Mapping[str, str]
    places: tuple[str, ...]
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def match(self, written: str) -> Match:
        """The one id that the name means, or none."""
        form = squeeze(written)
        if form in self.exact:
            return Match(self.exact[form], "exact")
        found = {self.ruled[variant] for variant in variants(form, self.places) if variant in self.ruled}
        if len(found) == 1:
            return Match(found.pop(), "rule")
        if form in self.learnt:
            return Match(self.learnt[form], "learnt")
        return Match(None)

    def sharers(self, written: str) -> tuple[str, ...]:
        """The names of the units that share this spelling; none when it is nobody's, or one's alone."""
        return self.shared.get(squeeze(written), ())

    @cached_property
    def marks(self) -> list[tuple[str, str, frozenset[str]]]:
        """Each title with its form and the characters in it."""
        return marked(self.titles.values())

    def suggest(self, written: str) -> tuple[str, ...]:
        """Up to three names that look alike, best first."""
        return most_alike(squeeze(written), self.marks)


def names_of(units: Mapping[str, tuple[str, tuple[str, ...]]], learnt: Mapping[str, str]) -> Names:
    """The names of a roster. A spelling that two units share belongs to neither."""
    places = common_places(name for name, _ in units.values())
    exact: list[tuple[str, str]] = []
    ruled: list[tuple[str, str]] = []
    for unit_id, (name, short_names) in units.items():
        spellings = [squeeze(text) for text in (unit_id, name, *short_names) if text]
        exact += [(form, unit_id) for form in spellings]
        ruled += [(variant, unit_id) for form in spellings for variant in variants(form, places)]
    titles = {unit_id: name for unit_id, (name, _) in units.items()}
    known = {squeeze(written): unit_id for written, unit_id in learnt.items() if unit_id in titles}
    shared = {form: tuple(titles[id] for id in sorted(ids)) for form, ids in owners(ruled).items() if len(ids) > 1}
    return Names(titles, only_owned(exact), only_owned(ruled), known, places, shared)


def only_owned(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Spellings that belong to exactly one id."""
    return {form: next(iter(ids)) for form, ids in owners(pairs).items() if len(ids) == 1}


def owners(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Whose each spelling is."""
    found: dict[str, set[str]] = {}
    for form, owner in pairs:
        found.setdefault(form, set()).add(owner)
    return found


def common_places(names: Iterable[str]) -> tuple[str, ...]:
    """The place that many names of the roster begin with, such as the city's; with and without its last character."""
    names = list(names)
    found = Counter(match[1] for name in names if (match := PLACE.match(AFFIXES.sub("", squeeze(name)))))
    usual = [place for place, count in found.most_common(3) if count >= max(2, len(names) * 0.1)]
    return tuple(form for place in usual for form in (place, place[:-1]))


def variants(form: str, places: tuple[str, ...]) -> set[str]:
    """The forms of a name by rule: without 中共, the city's name or 市 in front."""
    plain = AFFIXES.sub("", form)
    made = {form, plain}
    for place in places:
        if plain.startswith(place) and len(plain) > len(place) + 1:
            made.add(plain[len(place) :])
    made |= {name[1:] for name in list(made) if name[:1] in "市县区" and len(name) > 2}
    return made


def likeness(left: str, right: str) -> float:
    """Ratio and ordered subsequence together: 教育局 is likely 东阳市教育局."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return (matcher.ratio() + shared / max(1, min(len(left), len(right)))) / 2


def suggest(written: str, titles: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the titles that look like what was written."""
    return most_alike(squeeze(written), marked(titles))


def marked(titles: Iterable[str]) -> list[tuple[str, str, frozenset[str]]]:
    """Titles with their forms and the characters in them."""
    return [(title, form, frozenset(form)) for title in titles for form in [squeeze(title)]]


def most_alike(form: str, titles: list[tuple[str, str, frozenset[str]]]) -> tuple[str, ...]:
    """The best three; only those that share most characters are compared at length."""
    if len(form) > LONGEST_NAME:
        return ()
    characters = frozenset(form)
    near = heapq.nlargest(SHORTLIST, titles, key=lambda title: len(characters & title[2]) / (len(title[2]) + 1))
    scored = sorted(((likeness(form, other), title) for title, other, _ in near), reverse=True)
    return tuple(title for score, title in scored[:MOST_SUGGESTIONS] if score >= 0.4)


@cache
def reference_aliases() -> dict[tuple[str, str], str]:
    """data/reference/aliases.csv: (kind, folded spelling) → canonical name."""
    with REFERENCE.open(encoding="utf-8", newline="") as stream:
        return {(row["kind"], squeeze(row["written"])): row["canonical"] for row in csv.DictReader(stream)}
