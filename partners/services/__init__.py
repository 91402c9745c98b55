"""Writes of partners: connections and keys, what comes in through the interface, and what goes out."""

from partners.services.answers import Intent, forget_answers, recall
from partners.services.filing import Filed, file_tip
from partners.services.hooks import (
    call_again,
    make_call,
    make_due_calls,
    note_call,
    rotate_secret,
    set_hook,
    switch_hook_off,
)
from partners.services.keys import Caller, admit, connect_partner, end_partner, make_key, withdraw_key
from partners.services.lists import check_list, close_batch, file_lines, read_results, release_batch
from partners.services.transfers import (
    acknowledge_offer,
    fetch_packet,
    offer_transfer,
    told_of,
    withdraw_offer,
)

__all__ = [
    "Caller",
    "Filed",
    "Intent",
    "acknowledge_offer",
    "admit",
    "call_again",
    "check_list",
    "close_batch",
    "connect_partner",
    "end_partner",
    "fetch_packet",
    "file_lines",
    "file_tip",
    "forget_answers",
    "make_call",
    "make_due_calls",
    "make_key",
    "note_call",
    "offer_transfer",
    "read_results",
    "recall",
    "release_batch",
    "rotate_secret",
    "set_hook",
    "switch_hook_off",
    "told_of",
    "withdraw_key",
    "withdraw_offer",
]
