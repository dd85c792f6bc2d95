"""How does one unit stand: what it owes, what is done, what exactly is missing, and which files say so?"""

import streamlit as st

from dashboard import data, filters, idle, parts, printing, rates, unit_list, unit_sheet, waiving
from dashboard.words import plain, say

FACTS = ["unit_id", "short_names", "unit_class", "guidance_group", "contact_leader", "member_count", "leader_count"]

names = data.names(data.frame("unit__choices"), "unit_id", "unit_name")
unit_id = filters.one_id("unit", say("column.unit_name"), names)
unit = data.row("unit__summary", unit_id=unit_id)
unit_list.neighbours(unit_id)

parts.title(unit["unit_name"])
parts.facts(unit, FACTS)
printing.sheet("unit", unit["unit_name"], unit_id)
waiving.comings_and_goings(unit, data.frame("unit__mergers", unit_id=unit_id))
if unit["owes_nothing"]:
    st.info(plain(idle.why(unit)))
else:
    with st.grid(4, min_column_width=165):
        unit_sheet.figures(unit)
    rates.side_by_side(unit)
    unit_sheet.obligations(unit_id)
    unit_sheet.timeline(unit_id)
    unit_sheet.peers(unit)

waiving.of_unit(data.frame("unit__waivers", unit_id=unit_id))
unit_sheet.reviews(unit_id)
unit_sheet.ballots(unit)
unit_sheet.problems(unit_id)
unit_sheet.duties(unit_id)
unit_sheet.evidence(unit_id)
