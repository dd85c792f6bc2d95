"""What do the data hold: which views and columns there are, what they mean, and where each figure comes from?"""

import streamlit as st

from dashboard import behind, data, dictionary, filters, parts
from dashboard.words import plain, say

asked = {name: st.query_params.get(name, "") for name in (behind.QUERY, behind.RELATION, behind.VALUES)}
if behind.is_query(asked[behind.QUERY]):
    dictionary.query(asked[behind.QUERY], asked[behind.VALUES])
    st.stop()
known = data.names(data.frame("dictionary__relations"), "relation_name", "relation_kind")
if asked[behind.RELATION] in known:
    dictionary.relation(asked[behind.RELATION])
    st.stop()
if missing := asked[behind.QUERY] or asked[behind.RELATION]:
    st.warning(say("filter.unknown", asked=plain(missing)))

parts.note("dictionary.lead", count=len(known))
view = filters.one_segment(
    "view", say("page.dictionary"), {one: say(f"dictionary.{one}_word") for one in dictionary.VIEWS}
)
typed = filters.search_text("search", say("dictionary.search"))
dictionary.VIEWS[view](typed)
