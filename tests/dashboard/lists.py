"""The tables of a page as their reader finds them: what stands in each column, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pandas as pd
from streamlit.testing.v1 import AppTest


@dataclass
class List:
    """One list: its cells and their links by the names of its columns."""

    label: str
    is_short: bool
    columns: dict[str, list[str]] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    ways: dict[str, list[str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[str]:
        return self.columns[name]

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    @property
    def value(self) -> pd.DataFrame:
        """The cells under the headings that are seen."""
        return pd.DataFrame(dict(zip(self.headings, self.columns.values(), strict=True)))

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[List] = []
        self.place = -1
        self.in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "div" and about.get("role") == "region":
            self.found.append(List(about["aria-label"] or "", "short" in (about["class"] or "")))
            self.in_body = False
        elif tag == "tbody":
            self.in_body = True
        elif tag == "tr":
            self.place = -1
        elif tag in ("td", "th"):
            self.place += 1
            if self.in_body:
                self.found[-1].columns[self.name].append("")
            else:
                self.found[-1].columns[about["data-column"] or ""] = []
                self.found[-1].headings.append("")
        elif tag == "a":
            self.found[-1].ways.setdefault(self.name, []).append(about["href"] or "")

    def handle_data(self, data: str) -> None:
        if self.in_body:
            self.found[-1].columns[self.name][-1] += data
        else:
            self.found[-1].headings[-1] += data

    @property
    def name(self) -> str:
        return list(self.found[-1].columns)[self.place]


def lists(app: AppTest) -> list[List]:
    """Every long list of a page, in order."""
    return [one for one in _every(app) if not one.is_short]


def tables(app: AppTest) -> list[List]:
    """Every short table of a page, in order."""
    return [one for one in _every(app) if one.is_short]


def links(app: AppTest) -> set[str]:
    """Wherever anything in a table of a page leads."""
    return {way for one in _every(app) for column in one.ways.values() for way in column}


def _every(app: AppTest) -> list[List]:
    reader = _Reader()
    for one in app.get("html"):
        if 'class="list' in one.proto.body:
            reader.feed(one.proto.body)
    return reader.found
