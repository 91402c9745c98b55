"""One act on several files: each in a transaction of its own, so that what one refuses holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from desk.models import BulkAct, BulkLine, LineState
from desk.several import KINDS
from workflow.errors import MoveRefused
from workflow.models import Subject, subject_model
from workflow.selectors import annullable_entry
from workflow.services import propose_annulment

# So many files are acted on before the page shows again how far it is.
AT_ONCE = 10


@transaction.atomic
def begin_bulk(*, key: str, subjects: Iterable[Subject], note: str, click: str, actor: User) -> BulkAct:
    """Note what is to be done to which files; a second click gives the act that the first began."""
    act, is_new = BulkAct.objects.get_or_create(click=click, user=actor, defaults={"key": key, "note": note})
    if is_new:
        BulkLine.objects.bulk_create(
            BulkLine(act=act, subject_label=one.label(), subject_id=one.pk, reference=one.reference)
            for one in subjects
        )
    return act


def go_on(act: BulkAct, *, actor: User) -> None:
    """Act on the next files that wait. Whoever comes at the same time takes others or waits."""
    waiting = act.lines.filter(state=LineState.WAITING)[:AT_ONCE]
    _one_by_one(waiting, partial(_do, act, actor=actor))


def _one_by_one(lines: Iterable[BulkLine], treat: Callable[[BulkLine], None]) -> None:
    """Treat each line in a transaction of its own, unless somebody else has meanwhile."""
    for line in lines:
        with transaction.atomic():
            locked = BulkLine.objects.select_for_update().get(pk=line.pk)
            if locked.state == line.state:
                treat(locked)
                locked.save()


def _do(act: BulkAct, line: BulkLine, *, actor: User) -> None:
    kind = KINDS[act.key]
    subject = kind.visible_to(actor).filter(pk=line.subject_id).first()
    offer = kind.offer_of(subject, actor) if subject is not None else None
    if offer is None:
        line.state, line.reason = LineState.REFUSED, _("It has moved on, or you no longer see it.")
        return
    try:
        with transaction.atomic():
            line.entry = kind.services[offer.move](subject, actor=actor, note=act.note)
        line.state = LineState.DONE
    except MoveRefused as refusal:
        line.state, line.reason = LineState.REFUSED, str(refusal.reason)


def undo_bulk(act: BulkAct, *, reason: str, actor: User) -> None:
    """Propose that what was done be annulled, file by file; a second person confirms each as ever.

    A line whose file has moved on since, or whose step cannot be taken back, stays done and says why.
    """
    _one_by_one(act.lines.filter(state=LineState.DONE), partial(_undo, reason=reason, actor=actor))


def _undo(line: BulkLine, *, reason: str, actor: User) -> None:
    subject = subject_model(line.subject_label)._default_manager.get(pk=line.subject_id)
    entry = annullable_entry(subject)
    if entry is None or entry.pk != line.entry_id:
        line.reason = _("It cannot be taken back: something was done since, or the step is final.")
        return
    try:
        with transaction.atomic():
            propose_annulment(subject, actor=actor, reason=reason)
        line.state, line.reason = LineState.UNDOING, ""
    except MoveRefused as refusal:
        line.reason = str(refusal.reason)
