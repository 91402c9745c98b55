"""What each insider can learn of a reporter: `docs/insiders.md` is drawn from it, tests/test_insiders.py tries it.

A person has all pages of the duty, the whole database, and their own unlocked key. "Words" are the original words and
whatever else the desk reads; the working text that the desk has released points to nobody and is no secret.
"""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import Duty

NAME, WORDS, FILES, MESSAGES, PAYEE = "name", "words", "files", "messages", "payee"
SECRETS: Mapping[str, str] = {
    NAME: "name and contact",
    WORDS: "original words",
    FILES: "original files",
    MESSAGES: "messages",
    PAYEE: "payee details",
}
_DESK = frozenset({WORDS, FILES, MESSAGES})

# What the desk can grant to somebody of a case's team, who then learns it with the own key as well.
GRANTED = frozenset({WORDS, FILES})

# ---- With one's own key and the whole database, and no page at all ---------------------------------------------
ALONE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(Duty, frozenset()),
    Duty.DESK: _DESK,
    Duty.CASHIER: frozenset({PAYEE}),
}
# A tip against the office itself is sealed to supervision in the desk's place.
ALONE_INTERNAL: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(Duty, frozenset()),
    Duty.SUPERVISION: _DESK,
    Duty.CASHIER: frozenset({PAYEE}),
}
# What two can learn together that neither could alone. Every other pair learns what the two know already.
TOGETHER: Mapping[frozenset[str], frozenset[str]] = {
    frozenset({Duty.CUSTODIAN, Duty.LEADER}): frozenset({NAME}),
}
TOGETHER_INTERNAL: Mapping[frozenset[str], frozenset[str]] = {
    frozenset({Duty.CUSTODIAN, Duty.SUPERVISION}): frozenset({NAME}),
}

# ---- On the pages, in a session with one's key -----------------------------------------------------------------
ON_PAGES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(Duty, frozenset()),
    Duty.DESK: _DESK,
    Duty.INVESTIGATOR: GRANTED,
    Duty.CASHIER: frozenset({PAYEE}),
    Duty.CUSTODIAN: frozenset({NAME}),
}
REMARKS: Mapping[str, str] = {
    Duty.DESK: "Each opening is in the log. Sees whether a report is anonymous, and never a name that stands only "
    "in the identity.",
    Duty.INVESTIGATOR: "Kind, place, unit, the structured answers and the released working text; not even whether the "
    "reporter gave a name. The original words and files of a case only on its team, where the desk grants them to this "
    "person with a reason, until the seat or the case ends; each opening is in the log.",
    Duty.REVIEWER: "The file of the case, which does not say that a tip existed where a party may read it.",
    Duty.LEADER: "Sees whether a report is anonymous. The key takes off the outer envelope of a name, shows nothing.",
    Duty.REWARDS: "A token, an amount and the sheet.",
    Duty.FINANCE: "A token, an amount and the sheet.",
    Duty.CASHIER: "An account names its holder; a token and an amount stand beside it, and no tip.",
    Duty.CUSTODIAN: "Names on pages only after a leader has agreed, for minutes; each look is in the log and the "
    "reporter is told. Whoever reads out a new receipt code could use it: the old one dies, and the log names them.",
    Duty.AUDITOR: "Who opened what and when, and never what.",
    Duty.ADMIN: "Sets passwords anew, which opens no envelope: the key stays locked, and a new one counts when a "
    "colleague has compared its fingerprint.",
    Duty.CHAIR: "Nothing.",
    Duty.SUPERVISION: "Tips against the office itself, in the desk's and the leaders' place.",
}
OTHERS: Mapping[str, str] = {
    "a superuser, or whoever holds a copy of the whole disk": "Nothing: there is no key on it that is not sealed. What "
    "stands in the clear: kind, place, unit, dates, whether a name was given, sizes and types of files, who could "
    "open what.",
    "whoever holds one sheet of the escrow key": "Nothing.",
    "whoever holds two sheets and a copy of the database": "Everything but the reporters' own mailboxes. That is why "
    "they are three people's.",
    "whoever watches a process while somebody works in it": "What is opened there meanwhile. Sealing protects what "
    "lies still.",
}


def mark(duty: str, secret: str) -> str:
    """Write one cell of the table."""
    if secret in ALONE[duty]:
        return "●"
    if secret in ALONE_INTERNAL[duty]:
        return "○"
    if secret in ON_PAGES[duty]:
        return "◐"
    return ""
