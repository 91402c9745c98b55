"""A way back for a mistaken move: a reason, a second person, both entries stay, consequences are withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflow.errors import AnnulmentRefused, MoveRefused, StalePage
from workflow.events import withdrawals_of
from workflow.models import Annulment, Delivery, LogEntry, Subject
from workflow.selectors import annullable_entry
from workflow.services.clocks import rewind_clocks
from workflow.services.moves import copy_fields, lock_subject, write_back, write_entry
from workflow.verdicts import refuse_unless


def propose_annulment(subject: Subject, *, actor: Any, reason: str) -> Annulment:
    """Propose that the subject's last move be annulled. Raises `MoveRefused` when it cannot be."""
    with transaction.atomic():
        row = lock_subject(subject)
        refuse_unless(row.may_annul(actor))
        entry = annullable_entry(row)
        if entry is None:
            raise MoveRefused(_("There is no move on this file that can be annulled."))
        try:
            with transaction.atomic():
                return Annulment.objects.create(entry=entry, reason=reason, proposed_by=actor)
        except IntegrityError as error:
            raise StalePage(_("Somebody has already proposed to annul this move.")) from error


def confirm_annulment(subject: Subject, *, actor: Any) -> LogEntry:
    """Take the proposed move back.

    Raises `MoveRefused` when the same person confirms or nothing is proposed, and `AnnulmentRefused` when a
    consequence cannot be withdrawn; then nothing has changed.
    """
    with transaction.atomic():
        row = lock_subject(subject)
        entry = annullable_entry(row)
        annulment = Annulment.objects.select_for_update().filter(entry=entry, confirmed_at=None).first()
        if entry is None or annulment is None:
            raise StalePage
        refuse_unless(row.may_annul(actor))
        if annulment.proposed_by_id == actor.pk:
            raise MoveRefused(_("The person who proposed the annulment cannot confirm it."))
        annulment.confirmed_by, annulment.confirmed_at = actor, timezone.now()
        annulment.save(update_fields=["confirmed_by", "confirmed_at"])
        undo = _take_back(row, entry, actor=actor, reason=annulment.reason)
    copy_fields(row, subject)
    return undo


def _take_back(row: Subject, entry: LogEntry, *, actor: Any, reason: str) -> LogEntry:
    _cancel_deliveries(entry)
    source = row.state
    for name, value in entry.before.items():
        field = next(field for field in row._meta.concrete_fields if field.attname == name)
        row.__dict__[name] = field.to_python(value)
    write_back(row, source=source, changed=set(entry.before))
    undo = write_entry(
        row, move="annul", source=source, target=row.state, actor=actor, note=reason, annuls=entry
    )
    rewind_clocks(entry, undo)
    for withdraw in withdrawals_of(entry.event):
        withdraw(entry)
    return undo


def _cancel_deliveries(entry: LogEntry) -> None:
    """Stop what has not been delivered; refuse while a worker is in the middle of one."""
    open_deliveries = Delivery.objects.select_for_update().filter(entry=entry, done_at=None)
    if open_deliveries.filter(attempts__gt=0, lease_until__gt=Now(), failure="").exists():
        raise AnnulmentRefused(
            _("The system is still working on what this move set off. Try again in a minute.")
        )
    open_deliveries.update(done_at=timezone.now(), is_cancelled=True)
