"""Writes of the engine. `advance` is the only door for moves."""

from workflow.services.annulments import confirm_annulment, propose_annulment
from workflow.services.clocks import (
    cancel_clock,
    end_clock,
    extend_clock,
    mark_late_clocks,
    resume_clock,
    start_clock,
    stop_clock,
)
from workflow.services.deliveries import deliver, deliver_pending, delivering_inline, hand_out_again
from workflow.services.moves import advance, begin, record
from workflow.services.seals import seal_log

__all__ = [
    "advance",
    "begin",
    "cancel_clock",
    "confirm_annulment",
    "deliver",
    "deliver_pending",
    "delivering_inline",
    "end_clock",
    "extend_clock",
    "hand_out_again",
    "mark_late_clocks",
    "propose_annulment",
    "record",
    "resume_clock",
    "seal_log",
    "start_clock",
    "stop_clock",
]
