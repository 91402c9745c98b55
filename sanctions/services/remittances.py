"""Writes of the treasury's files: check them line by line, book what is good, end a penalty that is paid in full."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notices.models import Notice
from notices.states import STANDING
from sanctions.models import LineFate, Penalty, Received, Remittance, RemittanceLine
from sanctions.notices_file import DECISIONS
from sanctions.remittances import PaymentLine, references_in
from sanctions.services.enforcement import record_penalty_payment, surcharge_of
from sanctions.services.settling import note_parts
from sanctions.states import ENFORCED, State
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin
from workflow.services.moves import lock_subject

OWED = (*ENFORCED, State.PAID, State.CLOSED)


@transaction.atomic
def check_payments(data: bytes, lines: Sequence[PaymentLine], *, actor: User) -> Remittance:
    """Judge every line of a file; nothing is booked. A file that is here already is refused."""
    digest = sha256(data).hexdigest()
    if Remittance.objects.filter(sha256=digest).exclude(state="discarded").exists():
        raise MoveRefused(_("This very file was brought before."))
    made = Remittance(sha256=digest, uploaded_by=actor)
    begin(made, move="check", actor=actor)
    seen: set[str] = set()
    for line in lines:
        penalty = penalty_of(line.matter)
        fate = _fate(line, penalty, seen)
        seen.add(line.serial)
        RemittanceLine.objects.create(
            remittance=made,
            number=line.number,
            serial=line.serial,
            matter=line.matter,
            payer=line.payer,
            amount_fen=line.amount_fen or 0,
            paid_on=line.paid_on,
            penalty=penalty,
            fate=fate,
        )
    return made


@transaction.atomic
def book_remittance(remittance: Remittance, *, actor: User, note: str = "") -> LogEntry:
    """Take what the good lines say as received; a penalty that is paid in full moves on."""
    entry = advance(remittance, "book", actor=actor, note=note)
    for line in remittance.lines.filter(fate=LineFate.GOOD).select_related("penalty"):
        _book(line, actor=actor)
    return entry


@transaction.atomic
def discard_remittance(remittance: Remittance, *, actor: User, note: str) -> LogEntry:
    """Book nothing of a file, with the reason."""
    return advance(remittance, "discard", actor=actor, note=note)


def penalty_of(matter: str) -> Penalty | None:
    """Find the one penalty that a payment names, by its reference or the number of its decision."""
    found: set[int] = set()
    for reference in references_in(matter):
        found |= _keys_of(reference)
    return Penalty.objects.filter(pk=found.pop()).first() if len(found) == 1 else None


def received_for(penalty: Penalty) -> Decimal:
    """Add up what the treasury received for a penalty, without what it returns."""
    sums = penalty.received.aggregate(amount=Sum("amount_fen"), excess=Sum("excess_fen"))
    return Decimal((sums["amount"] or 0) - (sums["excess"] or 0)) / 100


def owed_for(penalty: Penalty, *, on: datetime.date | None = None) -> Decimal:
    """Compute what a penalty asks for until a day: the fine, and the surcharge where it runs."""
    added = surcharge_of(penalty, on=on)
    return penalty.fine + (added.amount if added else Decimal())


def _keys_of(reference: str) -> set[int]:
    if reference.startswith(Penalty.PREFIX):
        try:
            return {Penalty.objects.by_reference(reference).pk}
        except Penalty.DoesNotExist:
            return set()
    # What stands before the number in the text of a payment clings to its mark.
    mark = reference.partition("〔")[0]
    names = [reference[start:] for start in range(len(mark))]
    decisions = Notice.objects.filter(
        number__in=names, kind__in=DECISIONS, subject_label=Penalty.label(), state__in=STANDING
    )
    return set(decisions.values_list("subject_id", flat=True))


def _fate(line: PaymentLine, penalty: Penalty | None, seen: set[str]) -> LineFate:
    """Judge a line: the first fault counts."""
    if (
        not line.serial
        or line.amount_fen is None
        or line.paid_on is None
        or line.paid_on > timezone.localdate()
    ):
        return LineFate.UNREADABLE
    if line.serial in seen or Received.objects.filter(serial=line.serial).exists():
        return LineFate.KNOWN
    if line.account not in settings.TREASURY_ACCOUNTS:
        return LineFate.PRIVATE
    if penalty is None:
        return LineFate.UNMATCHED
    if penalty.state not in OWED or penalty.served_on is None:
        return LineFate.NOT_SERVED
    return LineFate.EARLY if line.paid_on < penalty.served_on else LineFate.GOOD


def _book(line: RemittanceLine, *, actor: User) -> None:
    """Book a line under the penalty's lock: two files with the same payment count it once."""
    if line.penalty is None or line.paid_on is None:
        return
    penalty = lock_subject(line.penalty)
    if Received.objects.filter(serial=line.serial).exists():
        _set_fate(line, LineFate.KNOWN)
        return
    if penalty.state not in OWED:
        _set_fate(line, LineFate.NOT_SERVED)
        return
    left = max(owed_for(penalty, on=line.paid_on) - received_for(penalty), Decimal())
    if penalty.state not in ENFORCED:
        left = Decimal()
    excess = max(line.amount - left, Decimal())
    Received.objects.create(
        penalty=penalty,
        line=line,
        serial=line.serial,
        amount_fen=line.amount_fen,
        excess_fen=int(excess * 100),
        paid_on=line.paid_on,
    )
    _set_fate(line, LineFate.BOOKED)
    if penalty.state in ENFORCED and line.amount >= left:
        record_penalty_payment(penalty, actor=actor, paid_on=line.paid_on)
    elif penalty.plan:
        note_parts(penalty, actor=actor, paid_on=line.paid_on, received=received_for(penalty))


def _set_fate(line: RemittanceLine, fate: LineFate) -> None:
    line.fate = fate
    line.save(update_fields=["fate"])
