"""Every status as a reader sees it: a mark, a word, a colour; the colour never stands alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.words import say


@dataclass(frozen=True)
class Light:
    """How one status looks. `badge` is the framework's colour name, whose shades the theme sets."""

    mark: str
    fill: str
    edge: str
    ink: str
    badge: str
    pattern: str = ""


NAVY = "#1B4F8F"
INK = "#1F2933"
SOFT_INK = "#5B6470"
GRID = "#E4E7EB"
TRACK = "#EEF1F4"
TODAY = "#A4161A"
WHITE = "#FFFFFF"

# What stands in the dark for what charts are drawn with on white; a test holds that each can be told from the ground.
IN_THE_DARK = {
    WHITE: "#12161C",
    INK: "#E6E9EE",
    SOFT_INK: "#AEB6C1",
    GRID: "#4A5463",
    TRACK: "#2A323D",
    NAVY: "#2F6FC4",
    TODAY: "#D03A3E",
    "#B4BAC3": "#7C8798",
    "#4B3B8F": "#B7A8F0",
    "#F1EEFA": "#352D55",
}

DONE = Light("✔", NAVY, NAVY, WHITE, "blue")
DONE_LATE = Light("◐", "#6FA8DC", "#4C86BB", INK, "green")
INCOMPLETE = Light("▲", "#E69F00", "#B87F00", INK, "orange")
NEEDS_REVIEW = Light("◎", "#F1EEFA", "#4B3B8F", INK, "violet", pattern="/")
OVERDUE = Light("✖", "#A4161A", "#A4161A", WHITE, "red")
DUE_SOON = Light("●", "#F3E3A2", "#B59F3B", INK, "yellow")
NOT_DUE = Light("○", "#E4E7EB", "#B4BAC3", INK, "gray")
EXEMPT = Light("–", "#8A8F98", "#6B7078", WHITE, "gray")
NOT_APPLICABLE = Light("·", WHITE, "#B4BAC3", INK, "gray")

# Worst first, as the marts order them.
STATUSES = {
    "overdue": OVERDUE,
    "incomplete": INCOMPLETE,
    "needs_review": NEEDS_REVIEW,
    "due_soon": DUE_SOON,
    "done_late": DONE_LATE,
    "not_due": NOT_DUE,
    "done": DONE,
    "exempt": EXEMPT,
    "not_applicable": NOT_APPLICABLE,
}

# From what is finished to what has not begun: the order in which a bar is read.
BAR_ORDER = ("done", "done_late", "needs_review", "incomplete", "overdue", "due_soon", "not_due", "exempt")

MILESTONE_STATUSES = {
    "done": DONE,
    "done_late": DONE_LATE,
    "on_track": Light("▶", "#A9C6E8", NAVY, INK, "blue"),
    "behind": INCOMPLETE,
    "overdue": OVERDUE,
    "stale": Light("◌", "#F3E3A2", "#B59F3B", INK, "yellow"),
    "no_report": Light("□", "#E4E7EB", "#8A8F98", INK, "gray"),
    "not_applicable": NOT_APPLICABLE,
}


# What raters answer, best first; these are no statuses and carry no mark.
ANSWERS = {
    "good": Light("", NAVY, NAVY, WHITE, "blue"),
    "fair": Light("", "#A9C6E8", "#4C86BB", INK, "blue"),
    "average": Light("", "#F3E3A2", "#B59F3B", INK, "yellow", pattern="."),
    "poor": Light("", "#A4161A", "#A4161A", WHITE, "red", pattern="/"),
}

# What is found in a file, worst first.
SEVERITIES = {
    "error": Light("✖", "#A4161A", "#A4161A", WHITE, "red"),
    "question": Light("?", "#F1EEFA", "#4B3B8F", INK, "violet"),
    "warning": Light("▲", "#E69F00", "#B87F00", INK, "orange"),
    "notice": Light("○", "#E4E7EB", "#B4BAC3", INK, "gray"),
}


# What a check came to; `warn` counts as passed and is said.
RESULTS = {
    "pass": DONE,
    "warn": Light("✔", "#F3E3A2", "#B59F3B", INK, "yellow"),
    "late": DONE_LATE,
    "wait": NOT_DUE,
    "fail": INCOMPLETE,
    "missing": Light("□", "#E69F00", "#B87F00", INK, "orange"),
    "awaiting_review": NEEDS_REVIEW,
    "stale": Light("◌", "#F1EEFA", "#4B3B8F", INK, "violet"),
    "not_applicable": NOT_APPLICABLE,
}


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 to 1, as WCAG reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """How well one colour can be told from another: 4.5 lets text be read, 3 a shape be seen."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def ink_on(fill: str) -> str:
    """The ink, dark or white, that reads better on a fill."""
    return max((INK, WHITE), key=lambda ink: contrast(fill, ink))


def result_badge(result: str) -> str:
    """What a check came to, as a coloured badge in Markdown: mark and word."""
    return f":{RESULTS[result].badge}-badge[{RESULTS[result].mark} {say(f'result.{result}')}]"


def severity_word(severity: str) -> str:
    """How much a finding weighs, in words: mark and name."""
    return f"{SEVERITIES[severity].mark} {say(f'severity.{severity}')}"


def severity_badge(severity: str) -> str:
    """The same as a coloured badge in Markdown."""
    return f":{SEVERITIES[severity].badge}-badge[{severity_word(severity)}]"


def transitions(counts: Iterable[tuple[str | None, str | None, int]]) -> str:
    """From which status to which, and how often, one a line."""
    return "  \n".join(
        f"{badge(before) if before else say('board.new')} → {badge(after) if after else say('board.gone')} **{count}**"
        for before, after, count in counts
    )


def word(status: str) -> str:
    """The light in words: mark and name."""
    return f"{STATUSES[status].mark} {say(f'status.{status}')}"


def milestone_word(status: str) -> str:
    """The same for a milestone, whose words are its own."""
    return f"{MILESTONE_STATUSES[status].mark} {say(f'milestone_status.{status}')}"


def badge(status: str) -> str:
    """The light as a coloured badge in Markdown."""
    return f":{STATUSES[status].badge}-badge[{word(status)}]"


def mark_badge(status: str) -> str:
    """The light's mark alone, under a heading that has no room for words."""
    return f":{STATUSES[status].badge}-badge[{STATUSES[status].mark}]"


def legend(counts: Mapping[str, int] | None = None) -> str:
    """The lights that occur, as a line of badges in the order of the bars, with their counts."""
    shown = BAR_ORDER if counts is None else [status for status in BAR_ORDER if counts.get(status)]
    return " ".join(
        f":{STATUSES[status].badge}-badge[{word(status)}{f' {counts[status]:,}' if counts else ''}]" for status in shown
    )


def milestone_badge(status: str) -> str:
    """A milestone's light as a coloured badge in Markdown."""
    return f":{MILESTONE_STATUSES[status].badge}-badge[{milestone_word(status)}]"
