"""Where does each unit's chain of meetings and reports stand: at which step, and for how many days?"""

import streamlit as st

from dashboard import chains, data, filters, lights, parts
from dashboard.words import say

found = data.frame("chain__chains")
if found.is_empty():
    parts.nothing("chain.none")
    st.stop()

named = {chain["chain_id"]: chains.name_of(chain) for chain in found.to_dicts()}
choices = data.choices(data.frame("units__choices"))
with st.grid(3, min_column_width=165):
    chain_id = filters.one_id("chain", say("column.chain"), named, drops=["step"])
    unit_class = filters.one_of("class", say("column.unit_class"), choices.get("unit_class", []))
    guidance_group = filters.one_of("group", say("column.guidance_group"), choices.get("guidance_group", []))
chosen = {"chain_id": chain_id, "unit_class": unit_class, "guidance_group": guidance_group}

head = data.row("chain__headline", **chosen)
steps = data.frame("chain__steps", **chosen)
parts.lead("chain.sentence", steps=steps.height, **head)

parts.heading("chain.steps")
parts.note("chain.steps_note")
chains.funnel(steps)

parts.heading("chain.units")
with st.container(horizontal=True, vertical_alignment="bottom"):
    step = filters.any_id("step", say("column.step"), chains.numbered(steps))
    taken = filters.one_segment("taken", say("filter.taken"), chains.taken_words())
units = data.frame("chain__units", step=step, taken=taken, **chosen)
parts.note("chain.units_note", count=units.height)
st.markdown(lights.legend())
chains.unit_table(units, steps)
