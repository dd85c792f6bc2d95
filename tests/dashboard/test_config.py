"""The settings that keep everything on this machine and every rerun quick."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

from dashboard import lights, strokes

SETTINGS = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text(encoding="utf-8"))


HUES = ("blue", "green", "orange", "red", "yellow", "violet", "gray")
LEGIBLE = 4.5


def named(settings: dict[str, Any], above: str = "") -> Iterator[str]:
    """Every setting by its full name."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from named(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def test_every_setting_is_one_that_the_framework_knows() -> None:
    known = config.get_config_options(force_reparse=False)
    assert set(named(SETTINGS)) <= known.keys()


def test_the_hidden_switch_for_the_collection_after_each_rerun_still_exists() -> None:
    option = config.get_config_options(force_reparse=False)["runner.postScriptGC"]
    assert option.default_val is True
    assert SETTINGS["runner"]["postScriptGC"] is False


def test_nothing_leaves_the_machine() -> None:
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert "http" not in str(SETTINGS["theme"])


def test_errors_show_nothing_of_the_inside() -> None:
    assert SETTINGS["client"]["showErrorDetails"] == "none"


def test_pages_and_charts_use_the_same_fonts() -> None:
    assert SETTINGS["theme"]["font"] == strokes.FONTS


def test_both_themes_set_the_same_and_neither_is_forced_on_the_reader() -> None:
    theme = SETTINGS["theme"]
    assert theme["light"].keys() == theme["dark"].keys()
    assert "base" not in theme


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_links_and_badges_can_be_read_in_either_theme(name: str) -> None:
    theme = SETTINGS["theme"][name]
    grounds = (theme["backgroundColor"], theme["secondaryBackgroundColor"])
    faint = [ink for ink in ("textColor", "linkColor") for on in grounds if lights.contrast(theme[ink], on) < LEGIBLE]
    faint += [
        hue for hue in HUES if lights.contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"]) < LEGIBLE
    ]
    assert not faint


def test_the_dark_ground_of_charts_is_that_of_the_page() -> None:
    assert lights.IN_THE_DARK[lights.WHITE] == SETTINGS["theme"]["dark"]["backgroundColor"]
    assert lights.IN_THE_DARK[lights.INK] == SETTINGS["theme"]["dark"]["textColor"]
