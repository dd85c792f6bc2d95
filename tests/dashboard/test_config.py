"""The settings that keep everything on this machine and every rerun quick."""

from __future__ import annotations

import tomllib
from pathlib import Path

from streamlit import config

from dashboard import strokes

SETTINGS = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text(encoding="utf-8"))


def test_every_setting_is_one_that_the_framework_knows() -> None:
    known = config.get_config_options(force_reparse=False)
    named = {f"{section}.{name}" for section, names in SETTINGS.items() for name in names}
    assert named <= known.keys()


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
