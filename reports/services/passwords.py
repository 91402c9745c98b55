"""The password that an anonymous reporter chose when filing, asked again at the claim (约定密码)."""

from __future__ import annotations

import datetime
import hmac

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models import Report
from vault.receipts import claim_digest
from workflow.errors import MoveRefused

TRIES = 3
WAIT = datetime.timedelta(minutes=15)


class WrongPassword(MoveRefused):
    """The password was not the one chosen, or it is too early for another try. `reason` is for the form."""


def check_claim_password(report: Report, *, seed: bytes, password: str) -> None:
    """Let a claim pass when it brings the password chosen at filing, or none was chosen; else raise `WrongPassword`.

    A try is counted before it is judged, so that a hundred at the same time are not a hundred free ones.
    """
    stored = bytes(report.claim_digest)
    if not stored:
        return
    _count_try(report)
    typed = claim_digest(seed, password, algorithm=report.receipt_algorithm)
    if not hmac.compare_digest(typed, stored):
        raise WrongPassword(_("This is not the password that was chosen when the report was filed."))
    Report.objects.filter(pk=report.pk).update(claim_misses=0, claim_waits_until=None)


@transaction.atomic
def _count_try(report: Report) -> None:
    row = Report.objects.select_for_update().get(pk=report.pk)
    if row.claim_waits_until is not None and row.claim_waits_until > timezone.now():
        raise WrongPassword(
            _("The password was wrong several times. Wait a quarter of an hour, then try again.")
        )
    misses = row.claim_misses + 1
    waits = timezone.now() + WAIT if misses >= TRIES else None
    Report.objects.filter(pk=row.pk).update(claim_misses=0 if waits else misses, claim_waits_until=waits)
