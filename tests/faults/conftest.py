"""A store for tests of what is kept and mended: that does not depend on views, and they take a second to make."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import intake
from tests.ingest.stores import PLAN, roster


@pytest.fixture(scope="module")
def plain_store(no_views: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the shipped plan with a roster of two units, without views; to be copied, never written."""
    folder = tmp_path_factory.mktemp("plain")
    intake.init_store(folder / "store", PLAN, by="office")
    intake.accept(folder / "store", [roster(folder)], by="office")
    return folder / "store"
