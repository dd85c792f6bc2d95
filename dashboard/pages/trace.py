"""Why does one obligation stand as it does: which clause, which deadline, which checks, and which cells prove it?"""

import streamlit as st

from dashboard import tracing

one = tracing.chosen()
if one is None:
    st.stop()

tracing.head(one)
tracing.clause(one)
tracing.deadline(one)
tracing.checks(one)
tracing.originals(one)
