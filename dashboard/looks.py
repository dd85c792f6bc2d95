"""How every page looks: the rules of its own making, and the theme's colours by names of its own."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

STYLES = [Path(__file__).with_name(name) for name in ("style.css", "menu.css", "overview.css")]
THEMES = ("light", "dark")
COLOURS = {"ground": "backgroundColor", "head": "secondaryBackgroundColor", "line": "borderColor", "link": "linkColor"}
COLOURS |= {
    f"{light}-{own}": f"{light}{name}Color"
    for light in ("blue", "green", "orange", "red", "yellow", "violet", "gray")
    for own, name in {"ground": "Background", "ink": "Text"}.items()
}


def text() -> str:
    """All of it, as one style sheet."""
    return "\n".join([*(style.read_text(encoding="utf-8") for style in STYLES), colours()])


def colours() -> str:
    """The theme's colours in the light and in the dark, for what the framework does not draw."""
    named = {own: [st.get_option(f"theme.{theme}.{name}") for theme in THEMES] for own, name in COLOURS.items()}
    rules = ";".join(f"--tz-{own}:light-dark({','.join(pair)})" for own, pair in named.items())
    return f"[data-testid='stApp'] {{{rules}}}"
