"""The editor of the SQL page: a component of our own, bundled from CodeMirror, that is served from this machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from dashboard import data, words
from dashboard.sql_trouble import Trouble
from dashboard.words import say

HOME = Path(__file__).parent / "editor"
PACKAGE, NAME = "taizhang", "sql_editor"
KEY = "sql_editor"
WORDS = ("run", "part", "plan", "keys", "hint", "label")
CSS = """\
.bar { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.5rem; }
.bar button {
    font: inherit; padding: 0.25rem 0.9rem; min-height: 2.25rem; cursor: pointer; color: var(--st-text-color);
    background: var(--st-background-color);
    border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
}
.bar button:first-child {
    color: var(--st-background-color); background: var(--st-primary-color); border-color: var(--st-primary-color);
}
.bar button:disabled { opacity: 0.5; cursor: default; }
.bar button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
Asked = Callable[[dict[str, Any]], None]


def show(text: str, stamp: str, trouble: Trouble | None, asked: Asked) -> None:
    """The editor with a text in it; `asked` hears what is to be run. A new stamp puts the text in anew."""
    _component()(
        key=KEY,
        data={
            "text": text,
            "stamp": stamp,
            "words": {name: say(f"sql.editor_{name}") for name in WORDS},
            "marks": _marks(trouble),
            "mark_key": repr(trouble),
            "catalogue": catalogue(data.reading(), words.language()),
            "catalogue_key": f"{data.reading().published.stamp} {words.language()}",
        },
        on_asked_change=lambda: asked(dict(st.session_state[KEY].asked or {})),
    )


def _marks(trouble: Trouble | None) -> list[dict[str, Any]]:
    if trouble is None or trouble.start is None:
        return []
    return [{"from": trouble.start, "to": trouble.end, "message": trouble.said.replace("`", "")}]


def _component() -> Any:
    """The component; by its file, which a strict policy of the browser allows, as it does not allow code in a page."""
    manager = get_bidi_component_manager()
    full = f"{PACKAGE}.{NAME}"
    if manager.get_component_asset_root(full) is None:
        manager.register_from_manifest(
            ComponentManifest(PACKAGE, "1", [ComponentConfig(NAME, asset_dir="bundle")]), HOME
        )
    return _declared(id(manager))


@lru_cache(maxsize=4)
def _declared(_manager: int) -> Any:
    return st.components.v2.component(f"{PACKAGE}.{NAME}", js="editor.js", css=CSS)


@lru_cache(maxsize=4)
def catalogue(_reading: data.Reading, _language: str) -> dict[str, Any]:
    """What there is to complete: views with their columns, and functions, each with what it means."""
    columns = data.frame("sql__columns").iter_rows(named=True)
    tables = [
        [schema, table, first["grain"], [[row["column_name"], row["data_type"], row["meaning"]] for row in rows]]
        for (schema, table), group in groupby(columns, key=lambda row: (row["schema_name"], row["table_name"]))
        for first, *more in [list(group)]
        for rows in [[first, *more]]
    ]
    return {"tables": tables, "functions": [list(row) for row in data.frame("sql__functions").iter_rows()]}
