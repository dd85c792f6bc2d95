"""What a reader is told where a page cannot be drawn: one sentence in words, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import streamlit as st

from dashboard import store
from dashboard.words import moment, say

SAID = {store.Damaged: "trouble.damaged", store.OfAnotherVersion: "trouble.of_another_version"}


@contextmanager
def told() -> Iterator[None]:
    """What ails the data is said; what nobody expected is said too, and goes on into the log."""
    try:
        yield
    except tuple(SAID) as reason:
        st.error(say(SAID[type(reason)]))
    except Exception:
        # style.css hides the framework's own box, which says the same in English, wherever this sentence stands.
        with st.container(key="trouble"):
            st.error(say("trouble.unexpected", at=moment(datetime.now(UTC).replace(tzinfo=None))))
        raise
