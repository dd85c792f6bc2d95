"""Where a page cannot be drawn: what is published is built again if that helps, else one sentence says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import streamlit as st

from dashboard import markup, office, parts, store, who
from dashboard.words import moment, say

SAID = {
    store.Damaged: "trouble.damaged",
    store.NotPublished: "trouble.unpublished",
    store.OfAnotherVersion: "trouble.of_another_version",
}
NOT_HERE = (who.NotSignedIn, who.NotAllowed)


@contextmanager
def told() -> Iterator[None]:
    """What ails the data is said; what nobody expected is said too, and goes on into the log."""
    try:
        yield
    except tuple(SAID) as reason:
        mend(say(SAID[type(reason)]))
    except office.TOLD as reason:
        st.error(office.in_words(reason))
    except NOT_HERE as reason:
        shut_out(reason)
    except Exception:
        # style.css hides the framework's own box, which says the same in English, wherever this sentence stands.
        with st.container(key="trouble"):
            st.error(say("trouble.unexpected", at=moment(datetime.now(UTC).replace(tzinfo=None))))
        raise


def mend(otherwise: str) -> None:
    """Have what is published built again, if that was not tried with it yet, and draw the page anew; else say so."""
    job = office.mending()
    if job and parts.wait(job, "trouble.mending"):
        st.rerun()
    st.error(otherwise)


def shut_out(reason: Exception) -> bool:
    """Say to somebody who may not come in, or not do this, why; whether it was that."""
    if isinstance(reason, who.NotSignedIn):
        st.warning(say("door.signed_out"))
        markup.show(f'<a href="/sign-in" data-leaves>{say("door.to_sign_in")}</a>')
    elif isinstance(reason, who.NotAllowed):
        st.error(say("door.not_allowed"))
    return isinstance(reason, NOT_HERE)
