"""Signing in at an OIDC provider in a real browser: there, back, in one's role, and out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

if os.environ.get("CI") != "true":
    pytest.importorskip("authlib", reason="Authlib is not installed here; 'make setup' installs it")

from dashboard import accounts
from dashboard.web import mode, oidc_settings
from tests.browser import conftest
from tests.browser.conftest import Visit
from tests.dashboard import provider as providers
from tests.dashboard.provider import Provider

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providers.running() as provider:
        provider.user = {"preferred_username": "wang", "role": "leader"}
        yield provider


@pytest.fixture(scope="module")
def store(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(demo_store, tmp_path_factory.mktemp("oidc") / "store"))


@pytest.fixture(scope="module")
def address(provider: Provider, store: Path) -> Iterator[str]:
    said = {
        "ISSUER": provider.address,
        "CLIENT_ID": providers.CLIENT,
        "CLIENT_SECRET": providers.SECRET,
        "ROLE_CLAIM": "role",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(mode.VARIABLE, mode.OIDC)
        for name, value in said.items():
            patch.setenv(f"{oidc_settings.PREFIX}{name}", value)
        yield from conftest.serve(store)


def test_somebody_signs_in_at_the_provider_has_the_role_it_tells_and_signs_out(
    browser: Browser, address: str, store: Path
) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    visit = Visit(page, address)
    page.goto(f"{address}/units?lang=zh")
    assert "/sign-in" in page.url
    page.get_by_role("link", name="用单位统一账号登录").click()
    visit.settled()
    assert "/units" in page.url
    expect(page.get_by_text("wang · 领导")).to_be_visible()
    expect(page.get_by_role("link", name="上报", exact=True)).to_have_count(0)
    assert [one["role"] for one in accounts.listed(store)] == ["leader"]
    page.get_by_text("wang · 领导").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("link", name="用单位统一账号登录")).to_be_visible()
    for path in ("/_stcore/metrics", "/_stcore/host-config", "/media/x"):
        assert page.request.get(f"{address}{path}").status == 401
    page.goto(address)
    assert "/sign-in" in page.url
