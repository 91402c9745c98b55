"""Writes of partners: connections and keys, and what comes in through the interface."""

from partners.services.answers import Intent, forget_answers, recall
from partners.services.filing import Filed, file_tip
from partners.services.keys import Caller, admit, connect_partner, end_partner, make_key, withdraw_key

__all__ = [
    "Caller",
    "Filed",
    "Intent",
    "admit",
    "connect_partner",
    "end_partner",
    "file_tip",
    "forget_answers",
    "make_key",
    "recall",
    "withdraw_key",
]
