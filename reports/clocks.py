"""The periods of a tip: what the office owes the reporter, and what the reporter may do by when."""

from reports.models import Report, Retaliation
from workflow.clocks import clocks_on

report = clocks_on(
    Report.label(),
    at={"submit": "arrived_at", "accept": "accepted_at", "answer": "answered_at", "object": "objected_at"},
)

report(
    "tip.accept",
    starts="submit",
    ends=("accept", "decline", "transfer", "merge"),
    cancels="withdraw",
    stops={"ask": ("hear_from_reporter", "stop_waiting")},
)
report("tip.conclude", starts="accept", ends="answer", cancels="withdraw", extends="extend")
report("tip.objection", starts="answer", ends="object", cancels="close")
report("tip.recheck", starts="object", ends="conclude_recheck")

retaliation = clocks_on(Retaliation.label())

retaliation("retaliation.answer", starts="raise", since="created_at", ends="answer")
