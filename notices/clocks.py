"""The period of a public notice, after which a paper counts as served."""

from notices.models import Service
from workflow.clocks import clocks_on

service = clocks_on(Service.label(), at={"send": "sent_on"})

service(
    "service.public_notice",
    starts="send",
    ends="elapse",
    cancels="fail",
    when=lambda sent: sent.counts_by_time,
)
