"""Writes of retention: hold a tip, propose what is destroyed, and destroy it by two people with a proof that stays."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reports import policies
from reports.keeping import due_for_disposal
from reports.models import Disposal, Hold, Report
from vault.selectors import envelopes_of
from vault.services import destroy_envelope
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless


@transaction.atomic
def hold_report(report: Report, *, actor: User, note: str) -> LogEntry:
    """Hold a tip beyond its time, with the reason."""
    refuse_unless(policies.may_hold(report, actor))
    try:
        with transaction.atomic():
            Hold.objects.create(report=report, reason=note, placed_by=actor)
    except IntegrityError as error:
        raise MoveRefused(_("This report is held already.")) from error
    return record(report, "hold", actor=actor, note=note)


@transaction.atomic
def lift_hold(report: Report, *, actor: User, note: str = "") -> LogEntry:
    """Lift the hold of a tip; its time counts again."""
    refuse_unless(policies.may_hold(report, actor))
    if not Hold.objects.filter(report=report, lifted_at=None).update(lifted_at=timezone.now()):
        raise MoveRefused(_("This report is not held."))
    return record(report, "lift_hold", actor=actor, note=note)


def propose_disposals(reports: Iterable[Report], *, actor: User) -> list[Disposal]:
    """Propose that what is sealed in these tips be destroyed; one that is not due, or proposed already, is left out."""
    refuse_unless(policies.may_propose_disposal(actor))
    wanted = {report.pk for report in reports}
    made = []
    for report in due_for_disposal().filter(pk__in=wanted):
        disposal = Disposal(report=report, proposed_by=actor)
        try:
            with transaction.atomic():
                begin(disposal, move="propose", actor=actor)
        except IntegrityError:  # a colleague proposed it a moment ago
            continue
        made.append(disposal)
    return made


@transaction.atomic
def carry_out(disposal: Disposal, *, actor: User, note: str = "") -> LogEntry:
    """Destroy every envelope of the tip and of what it says of retaliation, and with it the keys of its files.

    Stubs and their digests stay as proof. Raises `MoveRefused` when somebody needs the tip by now.
    """
    report = disposal.report
    if not _is_free(disposal):
        raise MoveRefused(_("This report is held, or a case, a penalty or a reward needs it."))
    envelopes = [
        envelope
        for subject in (report, *report.retaliations.all())
        for envelope in envelopes_of(subject).filter(destroyed_at=None)
    ]
    proof: list[dict[str, Any]] = [
        {
            "handle": str(envelope.handle),
            "purpose": envelope.purpose,
            "sha256": sha256(bytes(envelope.ciphertext)).hexdigest(),
        }
        for envelope in envelopes
    ]
    entry = advance(disposal, "destroy", actor=actor, note=note, by=actor, proof=proof)
    for envelope in envelopes:
        destroy_envelope(envelope)
    report.mailbox.update(sealed_body=b"")
    Report.objects.filter(pk=report.pk).update(working_text="")
    record(report, "dispose", actor=actor)
    return entry


@transaction.atomic
def decline_disposal(disposal: Disposal, *, actor: User, note: str) -> LogEntry:
    """Keep it for now, with the reason."""
    return advance(disposal, "decline", actor=actor, note=note, by=actor)


def _is_free(disposal: Disposal) -> bool:
    """Tell whether nothing has come up since it was proposed: its own proposal does not count."""
    return due_for_disposal(but_for=disposal).filter(pk=disposal.report_id).exists()
