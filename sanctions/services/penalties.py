"""Writes of penalties, from the filing to the decision."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case
from notices.models import Notice
from notices.services import issue_notice
from sanctions.models import Penalty
from sanctions.notices import penalty_decision
from sanctions.states import Party, State
from workflow.errors import MoveRefused
from workflow.models import LogEntry, Subject
from workflow.services import advance, begin

NO_DEFENCE = "当事人在规定期限内未提出陈述、申辩意见，也未要求听证。"


@transaction.atomic
def file_penalty(
    case: Case,
    *,
    cause: str,
    person_name: str = "",
    party: str = "",
    actor: User | None = None,
    note: str = "",
) -> Penalty:
    """File a proceeding against one subject: 90 days run (Penalties Law art. 60). Filing twice gives the same one.

    What was annulled on review or suit a person can take up anew; the findings alone do not.
    """
    if case.unit is None:
        raise MoveRefused(_("Name the unit of this case before you file a penalty."))
    over = [State.CANCELLED, State.REVOKED] if actor else [State.CANCELLED]
    existing: Penalty | None = (
        Penalty.objects.filter(case=case, person_name=person_name).exclude(state__in=over).first()
    )
    if existing:
        return existing
    party = party or (Party.RESPONSIBLE if person_name else Party.UNIT)
    penalty = Penalty(case=case, unit=case.unit, person_name=person_name, party=party, cause=cause)
    begin(penalty, move="file", actor=actor, note=note)
    return penalty


@transaction.atomic
def file_beside(penalty: Penalty, *, actor: User, person_name: str, party: str) -> Penalty:
    """File a proceeding against somebody else who answers for the same case."""
    cause = f"{person_name}安全生产违法行为案"
    return file_penalty(penalty.case, cause=cause, person_name=person_name, party=party, actor=actor)


@transaction.atomic
def send_back_penalty(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """Refuse the legal review with a reason; the proceeding begins again at the prior notice."""
    return advance(penalty, "send_back", actor=actor, note=note)


@transaction.atomic
def decide_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Decide the penalty and issue the decision; service and publication have their periods from here."""
    entry = advance(penalty, "decide", actor=actor, note=note)
    issue(penalty, "penalty_decision", penalty_decision(penalty), actor=actor)
    return entry


@transaction.atomic
def drop_penalty(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """End the proceeding without a penalty, with the reason."""
    return advance(penalty, "drop", actor=actor, note=note)


def issue(subject: Subject, kind: str, context: dict[str, object], *, actor: User | None) -> Notice:
    """Issue a paper of this floor in the office's name."""
    return issue_notice(kind, subject=subject, context=context, actor=actor, agency=get_office())
