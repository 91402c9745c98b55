"""Which duties one person may hold together."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused

# Who sets passwords anew could sign in as whoever opens what is sealed; who audits looks at what others did.
OPENS = frozenset({Duty.DESK, Duty.CUSTODIAN, Duty.LEADER, Duty.CASHIER, Duty.SUPERVISION})


def may_hold(duties: Collection[str]) -> Verdict:
    """Say whether one person may hold these duties together."""
    held = set(duties)
    if Duty.ADMIN in held and held & OPENS:
        return refused(_("An administrator sets passwords anew and opens nothing that is sealed."))
    if Duty.AUDITOR in held and len(held) > 1:
        return refused(_("An auditor looks at what others did and does nothing else."))
    if {Duty.FINANCE, Duty.CASHIER} <= held:
        return refused(_("Who approves a payment does not pay it out."))
    if {Duty.CUSTODIAN, Duty.LEADER} <= held:
        return refused(_("It takes two people to open an identity: the custodian and the leader."))
    return ALLOWED
