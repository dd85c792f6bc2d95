"""The server's door: the pages of streamlit_app.py behind what every request passes. `streamlit run asgi_app.py`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from dashboard.web import headers, packing, routes

PAGES = Path(__file__).parent / "streamlit_app.py"

app = st.App(
    PAGES,
    routes=routes.ROUTES,
    middleware=[
        Middleware(GZipMiddleware, minimum_size=packing.SMALLEST, compresslevel=packing.LEVEL),
        Middleware(headers.Fenced),
        Middleware(packing.Packed),
    ],
)
