"""People of each role and scope for the tests of pages: accounts, sessions, and the app opened as one of them."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard import accounts, sessions, who
from dashboard.roles import Role
from tests.dashboard.conftest import APP

PASSWORD = "long enough"
ORIGIN = "10.0.0.9"


def signed_in(folder: Path, name: str, role: Role, scope: str = "") -> str:
    """A session of somebody who gets an account here; what the gate would say of it."""
    accounts.add(folder, name, role, by="t", password=PASSWORD, scope=scope)
    token = sessions.sign_in(folder, name, PASSWORD, ORIGIN)
    assert token
    return sessions.hashed(token)


def opened(session: str | None, page: str = "", **address: str) -> AppTest:
    """A page as the holder of a session sees it."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = {who.SESSION: session, who.NAME: "boss", who.ORIGIN: ORIGIN}
    app.query_params.update({name: value for name, value in address.items() if name == "lang"})
    app.run()
    if page:
        app.switch_page(f"dashboard/pages/{page}.py")
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
    return app
