"""What does the plan ask, of whom, by when, and who judges it? By requirement and check, milestone, and clause."""

import streamlit as st

from dashboard import data, filters, parts, rulebook, rulesheet
from dashboard.words import say

rules = rulebook.book(data.frame)
chosen = rulesheet.chosen_requirement(rules)
if chosen:
    rulesheet.requirement(rules, chosen)
    st.stop()

parts.note("rules.sentence", **rulesheet.counts(rules))
view = filters.one_segment("view", say("page.rules"), {one: say(f"rules.{one}_word") for one in rulesheet.views(rules)})
if view == "clauses":
    rulesheet.clauses(filters.search_text("search", say("filter.search_rule")))
elif view == "milestones":
    rulesheet.milestones(rules, filters.search_text("search", say("filter.search_rule")))
else:
    rulesheet.requirements(rules, **rulesheet.choices(rules))
