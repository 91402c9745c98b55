"""A bare view that writes the rows of one filing: same tables, same number of INSERTs, same receipt hash.

It seals nothing, keeps no draft and asks no form: what the house costs beyond this is the price of its promises.
"""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST

from reports.models import Report
from vault.models import Envelope, KeyRing
from vault.receipts import enrol, new_receipt
from workflow.events import subscribers_of
from workflow.models import Clock, Delivery, LogEntry, Unsealed

ENVELOPE = secrets.token_bytes(1024)  # as long as a sealed one


@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """Hash a receipt, insert the rows, answer with the reference."""
    try:
        return HttpResponse(insert(request.POST).reference)
    except IntegrityError:  # the receipt's locator was taken: another one, as the house does
        return HttpResponse(insert(request.POST).reference)


def insert(told: QueryDict) -> Report:
    """Write the rows of one filing in one transaction."""
    (_keys, stored), now = enrol(new_receipt()), timezone.now()
    ring = KeyRing.objects.values_list("pk", flat=True)[0]
    with transaction.atomic():
        report: Report = Report.objects.create(
            **Report.receipt_fields(stored),
            filing_key=secrets.token_hex(32),
            kind=told["kind"],
            mode=told["mode"],
            division=told["division"],
            unit_name=told["unit_name"],
            sector=told["sector"],
        )
        about = {"subject_label": "reports.report", "subject_id": report.pk}
        entry = LogEntry.objects.create(
            **about, sequence=1, move="submit", target="submitted", at=now, canonical="-", hash="-"
        )
        Unsealed.objects.create(entry=entry)
        wanted = subscribers_of("reports.report.submit")
        if wanted:
            Delivery.objects.bulk_create(Delivery(entry=entry, subscriber=one.name) for one in wanted)
        Envelope.objects.bulk_create(
            Envelope(**about, purpose=purpose, ciphertext=ENVELOPE, algorithm="none", ring_id=ring)
            for purpose in ("words", "identity")
        )
        Clock.objects.create(**about, rule_id="tip.accept", started_at=now, due_at=now)
    return report
