"""Writes at the end of a case: the supervisors' side, and the papers that open the four gates."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.gates import grounds_of, rule_of
from investigations.models import Case, Proof, Waiver
from investigations.policies import may_examine, may_prove
from investigations.states import FROM_FILES, Gate, Ground, Kind
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import begin, record
from workflow.verdicts import refuse_unless


@transaction.atomic
def prove_gate(
    case: Case, *, actor: User, gate: str, ground: str, title: str, number: str, dated_on: datetime.date
) -> LogEntry:
    """Bring the paper that opens a gate: only of a kind that the rule of the gate names."""
    refuse_unless(may_prove(case, actor))
    rule = rule_of(gate)
    if ground not in grounds_of(gate):
        raise MoveRefused(
            _("This does not open the gate. The rule names what does: %(rule)s.") % {"rule": rule.text}
        )
    if ground in FROM_FILES:
        raise MoveRefused(_("This follows from the files of the case by itself; nobody types it."))
    if not (title.strip() and number.strip()):
        raise MoveRefused(_("A tick opens no gate: name the paper and its number."))
    try:
        with transaction.atomic():
            Proof.objects.create(
                case=case,
                gate=gate,
                ground=ground,
                title=title,
                number=number,
                dated_on=dated_on,
                added_by=actor,
            )
    except IntegrityError as error:
        raise MoveRefused(_("This paper has been brought already.")) from error
    return record(case, "prove_gate", actor=actor)


@transaction.atomic
def note_penalty(case: Case, *, title: str, number: str, dated_on: datetime.date) -> None:
    """Note that a penalty was decided: it opens the gate of those responsible. Noting twice is noting once."""
    key = {"case": case, "gate": Gate.RESPONSIBLE, "ground": Ground.PENALTY, "number": number}
    Proof.objects.get_or_create(**key, defaults={"title": title, "dated_on": dated_on})


@transaction.atomic
def forget_penalty(case: Case, *, number: str) -> None:
    """Forget a penalty that was annulled."""
    case.proofs.filter(ground=Ground.PENALTY, number=number).delete()


@transaction.atomic
def order_examination(case: Case, *, actor: User, note: str = "") -> Case:
    """Have the supervisors' side examined: a case of its own, led by supervision, with other people."""
    refuse_unless(may_examine(case, actor))
    examination = Case(
        kind=Kind.DERELICTION,
        title=f"{case.title}监管履职情况",
        examines=case,
        division=case.division,
        sector=case.sector,
        is_internal=True,
        lead_agency=get_office(),
    )
    begin(examination, move="open", actor=actor)
    record(case, "order_examination", actor=actor, note=note)
    return examination


@transaction.atomic
def waive_examination(case: Case, *, actor: User, note: str) -> LogEntry:
    """Sign why the supervisors' side is not examined."""
    refuse_unless(may_examine(case, actor))
    Waiver.objects.create(case=case, reason=note, signed_by=actor)
    return record(case, "waive_examination", actor=actor, note=note)
