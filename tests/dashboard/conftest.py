"""Pages run in the framework's own test harness, on the demo's store."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_plus
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from argon2 import PasswordHasher
from streamlit.testing.v1 import AppTest

from dashboard import accounts

APP = Path(__file__).parents[2] / "streamlit_app.py"
Open = Callable[..., AppTest]
# An element that HTML need not close.
UNCLOSED = re.compile(r"<(input\b[^>]*)>")


@pytest.fixture
def open_page(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the demo, with what its address says."""
    monkeypatch.setenv("TAIZHANG_STORE", str(demo_store))

    def opened(page: str = "", **address: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        if page:
            app.switch_page(f"dashboard/pages/{page}.py")
            for name in address.keys() - {"lang"}:
                app.query_params[name] = address[name]
            app.run()
        assert not app.exception
        return app

    return opened


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that are worked out at once: what they cost is of no matter to who signs in."""
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def foot(app: AppTest) -> str:
    """The line at the foot of the page that says what its numbers are made of; who is signed in stands beside it."""
    told, _ = drawn(app, "foot")
    return text(told)


def drawn(app: AppTest, name: str) -> Element:
    """What stands around every page under a name that the style knows."""
    bodies = [one.proto.body for one in app.get("html")]
    (found,) = [body for body in bodies if re.match(rf'<\w+ class="{name}"', body)]
    return ElementTree.fromstring(UNCLOSED.sub(r"<\1/>", found))


def pieces(app: AppTest) -> Element:
    """What the page draws by elements of its own."""
    drawn = (one.proto.body for one in app.get("html") if one.proto.body.startswith('<div class="pieces">'))
    return ElementTree.fromstring(f"<main>{''.join(drawn)}</main>")


def text(piece: Element) -> str:
    """All that a piece says."""
    return "".join(piece.itertext())


def marked(app: AppTest, name: str) -> list[Element]:
    """The pieces of the page that the style knows by a name."""
    return [one for one in pieces(app).iter() if name in one.attrib.get("class", "").split()]


def ways(piece: Element) -> dict[str, str]:
    """Where each link of a piece leads, by what it says."""
    return {text(link): unquote_plus(link.attrib["href"]) for link in piece.iter("a")}


def written(app: AppTest) -> str:
    """All text on the page."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info)
    return "\n".join(element.value for kind in kinds for element in kind)
