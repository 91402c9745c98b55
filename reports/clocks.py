"""The periods of a tip: what the office owes the reporter, and what the reporter may do by when."""

from reports.models import Report
from workflow.clocks import clocks_on

report = clocks_on(Report.label())

report(
    "tip.accept",
    starts="submit",
    since="created_at",
    ends=("accept", "decline", "transfer", "merge"),
    cancels="withdraw",
    stops={"ask": "hear_from_reporter"},
)
report(
    "tip.conclude", starts="accept", since="accepted_at", ends="answer", cancels="withdraw", extends="extend"
)
report("tip.objection", starts="answer", since="answered_at", ends="object", cancels="close")
report("tip.recheck", starts="object", ends="conclude_recheck")
