"""Writes of handovers to the credit-information platform: draw up with every row checked, take the answer."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sanctions.models import Handover, HandoverRow, Penalty, RowFate
from sanctions.publishing import faults_of, row_of
from sanctions.states import IMPOSED
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin

# No file of the platform is longer.
MOST_ROWS = 1000


def waiting_penalties() -> QuerySet[Penalty]:
    """Return the imposed penalties on units that the platform has not taken and that are on no way to it.

    Those of natural persons are not handed over: the law publishes the penalties of units (Work Safety Law art. 78).
    """
    under_way = Q(fate=RowFate.ACCEPTED) | Q(fate=RowFate.READY, handover__state="drawn")
    sent = HandoverRow.objects.filter(under_way).values("penalty")
    imposed = Penalty.objects.filter(state__in=IMPOSED, person_name="").exclude(pk__in=sent)
    return imposed.select_related("unit", "case").order_by("pk")


def waiting_count() -> int:
    """Say how many wait, as far as one handover reaches."""
    return waiting_penalties()[:MOST_ROWS].count()


@transaction.atomic
def draw_handover(*, actor: User) -> Handover:
    """Draw up what waits; a row with a fault is held back and says which."""
    penalties = [one for one in waiting_penalties()[:MOST_ROWS] if one.publicity_class != "minor"]
    if not penalties:
        raise MoveRefused(_("No penalty waits to be handed over."))
    made = Handover()
    begin(made, move="draw", actor=actor)
    for penalty in penalties:
        facts = row_of(penalty)
        faults = faults_of(facts)
        fate = RowFate.FAULTY if faults else RowFate.READY
        HandoverRow.objects.create(handover=made, penalty=penalty, facts=facts, faults=faults, fate=fate)
    return made


@transaction.atomic
def answer_handover(
    handover: Handover, *, actor: User, table: Mapping[str, tuple[bool, str]], note: str = ""
) -> LogEntry:
    """Take the platform's answer: by number of decision, whether the row was taken, and why not."""
    ready = {row.facts["cf_wsh"]: row for row in handover.rows.filter(fate=RowFate.READY)}
    if strange := [number for number in table if number not in ready]:
        raise MoveRefused(
            _("The answer names a decision that is not in this handover: %(number)s.")
            % {"number": strange[0]}
        )
    if missing := [number for number in ready if number not in table]:
        raise MoveRefused(_("The answer says nothing of %(number)s.") % {"number": missing[0]})
    entry = advance(handover, "answer", actor=actor, note=note)
    for number, (is_taken, why) in table.items():
        row = ready[number]
        row.fate, row.answer = (RowFate.ACCEPTED if is_taken else RowFate.REJECTED), why[:300]
        row.save(update_fields=["fate", "answer"])
    return entry


@transaction.atomic
def discard_handover(handover: Handover, *, actor: User, note: str) -> LogEntry:
    """Give a handover up, with the reason."""
    return advance(handover, "discard", actor=actor, note=note)
