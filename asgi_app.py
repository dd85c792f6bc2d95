"""The server's door: the pages of streamlit_app.py behind what every request passes. `streamlit run asgi_app.py`."""

from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit import config
from streamlit.runtime.secrets import SecretsValue

from dashboard import arenas, aside, events, trouble
from dashboard.web import door, gate, headers, mode, packing, routes, sockets

events.told_on_stderr()
arenas.keep_few()
sockets.send_at_once()
aside.begin()
HOW = mode.checked(st.get_option("server.address"))
events.tell("start", sign_in=HOW, version=version("taizhang"))
config.set_option("server.trustedUserHeaders", gate.TRUSTED)
# The framework fetches it with the first table, while everybody who has come by then waits.
import_module("pandas")
PAGES = Path(__file__).parent / "streamlit_app.py"

# Without any, the framework looks for their files whenever it is asked who is at a page, for one reader at a time.
SECRETS: dict[str, SecretsValue] = {"taizhang": {"sign_in": HOW}}

app = st.App(
    PAGES,
    secrets=SECRETS,
    routes=[*routes.ROUTES, *door.routes(HOW)],
    middleware=[
        Middleware(GZipMiddleware, minimum_size=packing.SMALLEST, compresslevel=packing.LEVEL),
        Middleware(headers.Fenced),
        Middleware(gate.Gate, how=HOW),
        Middleware(packing.Packed),
    ],
    on_script_error=trouble.shut_out,
)
