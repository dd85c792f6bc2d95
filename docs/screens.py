"""Every page of the demo as it looks, in both languages, on a desk and on a phone: `make screens` draws them anew."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard import words
from tests.browser.conftest import LAUNCH, Visit, serve
from tests.browser.test_looks import PAGES
from tests.conftest import find_chromium

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "screens"
SIZES = {"desk": (1440, 1200), "phone": (390, 1200)}
QUALITY, SETTLED = 45, 700
HEAD = """\
# What every page looks like

The demo's pages in Chinese and in English, on a desk and on a phone. `make screens` draws them anew.
"""


def main() -> None:
    """Draw every page, and the document that shows them."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "store"
        subprocess.run([sys.executable, "taizhang.py", "demo", "--no-serve", "--store", store], cwd=ROOT, check=True)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH)
        with contextmanager(serve)(store) as address:
            for language, code in words.LANGUAGES.items():
                for size in SIZES:
                    draw(browser, address, language, code, size)
        browser.close()
    (FOLDER / "README.md").write_text("\n".join(document()), encoding="utf-8")


def draw(browser: Browser, address: str, language: str, code: str, size: str) -> None:
    """Every page in one language and of one size."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale=words.CODES[code])
    visit = Visit(context.new_page(), address)
    for name, path in PAGES.items():
        page = opened(visit, f"/{path}{'&' if '?' in path else '?'}lang={language}")
        page.wait_for_timeout(SETTLED)
        keep(page.screenshot(), FOLDER / picture(name, code, size))
    context.close()


def opened(visit: Visit, path: str) -> Page:
    """A page, asked for again where the browser was slow to learn how to draw it."""
    try:
        return visit.open(path)
    except AssertionError:
        return visit.open(path)


def keep(drawn: bytes, path: Path) -> None:
    """A picture as small as it can still be read."""
    Image.open(io.BytesIO(drawn)).convert("RGB").save(path, quality=QUALITY, method=6)


def picture(name: str, code: str, size: str) -> str:
    """The file of a page in a language and of a size."""
    return f"{name.replace(' ', '_')}-{code}-{size}.webp"


def document() -> Iterator[str]:
    """The page that shows them, page by page."""
    yield HEAD
    for name in PAGES:
        yield f"## {name.replace('_', ' ').capitalize()}\n"
        for size, width in (("desk", 430), ("phone", 160)):
            for code in words.LANGUAGES.values():
                yield f'<img src="{picture(name, code, size)}" alt="{name}, {code}, {size}" width="{width}">'
        yield ""


if __name__ == "__main__":
    main()
