"""The periods of a tip: what the office owes the reporter, and what the reporter may do by when."""

from reports.models import Report
from workflow.clocks import clocks_on

report = clocks_on(
    Report.label(),
    at={"submit": "created_at", "accept": "accepted_at", "answer": "answered_at", "object": "objected_at"},
)

report(
    "tip.accept",
    starts="submit",
    ends=("accept", "decline", "transfer", "merge"),
    cancels="withdraw",
    stops={"ask": "hear_from_reporter"},
)
report("tip.conclude", starts="accept", ends="answer", cancels="withdraw", extends="extend")
report("tip.objection", starts="answer", ends="object", cancels="close")
report("tip.recheck", starts="object", ends="conclude_recheck")
