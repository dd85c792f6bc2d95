"""What does the office take along: the briefing, the reminders, the ledger, and the overview on paper?"""

from dashboard import parts, printing

parts.heading("take.documents")
parts.note("take.lead")
for kind in ("brief", "chase", "ledger", "overview"):
    printing.document(kind)
parts.note("take.at_unit")
