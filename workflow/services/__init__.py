"""Writes of the engine. `advance` is the only door for moves."""

from workflow.services.annulments import confirm_annulment, propose_annulment
from workflow.services.deliveries import deliver, deliver_pending, delivering_inline, hand_out_again
from workflow.services.moves import advance, begin, record
from workflow.services.seals import seal_log
from workflow.services.warnings import recompute_provisional_clocks, watch_clocks

__all__ = [
    "advance",
    "begin",
    "confirm_annulment",
    "deliver",
    "deliver_pending",
    "delivering_inline",
    "hand_out_again",
    "propose_annulment",
    "recompute_provisional_clocks",
    "record",
    "seal_log",
    "watch_clocks",
]
