"""Writes of penalties: the proposal to file, the filing, more time to decide, the decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case
from notices.models import Notice
from notices.services import issue_notice
from sanctions.models import Penalty
from sanctions.notices import penalty_decision
from sanctions.notices_file import filing_approval
from sanctions.states import Party, State
from workflow.clocks import Approval
from workflow.errors import MoveRefused
from workflow.models import LogEntry, Subject
from workflow.rehearsing import issues_paper
from workflow.selectors import last_clock
from workflow.services import advance, begin

# Art. 57: the heads of the office, in the plural.
FEWEST_TO_DISCUSS = 2
NO_DEFENCE = "当事人在规定期限内未提出陈述、申辩意见，也未要求听证。"


@transaction.atomic
def propose_penalty(
    case: Case,
    *,
    cause: str,
    person_name: str = "",
    party: str = "",
    actor: User | None = None,
    note: str = "",
) -> Penalty:
    """Propose to file a proceeding against one subject; a leader approves. Proposing twice gives the same one.

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
    begin(penalty, move="propose", actor=actor, note=note)
    return penalty


@transaction.atomic
def propose_beside(penalty: Penalty, *, actor: User, person_name: str, party: str) -> Penalty:
    """Propose to file a proceeding against somebody else who answers for the same case."""
    cause = f"{person_name}安全生产违法行为案"
    return propose_penalty(penalty.case, cause=cause, person_name=person_name, party=party, actor=actor)


@issues_paper
@transaction.atomic
def file_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Approve the filing, with its form: 90 days run (Penalties Law art. 60)."""
    entry = advance(penalty, "file", actor=actor, note=note, filed_by=actor)
    issue(penalty, "filing_approval", filing_approval(penalty), actor=actor)
    return entry


@transaction.atomic
def extend_penalty(penalty: Penalty, *, actor: User, until_on: datetime.date, note: str) -> LogEntry:
    """Put the decision off once, for a reason."""
    approval = _put_off(penalty, until_on)
    return advance(penalty, "extend", actor=actor, note=note, approval=approval, extended_to=until_on)


@transaction.atomic
def extend_penalty_further(
    penalty: Penalty, *, actor: User, until_on: datetime.date, present: Iterable[User], note: str
) -> LogEntry:
    """Put the decision off once more, as the heads of the office concluded together."""
    approval, names = _put_off(penalty, until_on), discussed_by(penalty, present, actor)
    return advance(
        penalty,
        "extend_further",
        actor=actor,
        note=note,
        approval=approval,
        extended_to=until_on,
        present=names,
    )


def discussed_by(penalty: Penalty, present: Iterable[User], actor: User) -> list[str]:
    """Name who discussed a penalty together: at least two, and nobody who investigated it (art. 57)."""
    people = {person.pk: person for person in (*present, actor)}
    if len(people) < FEWEST_TO_DISCUSS:
        raise MoveRefused(_("At least two heads of the office discuss a penalty."))
    if penalty.case.members.filter(user__in=people).exists():
        raise MoveRefused(_("Whoever investigated this case does not discuss its penalty."))
    return [person.name for person in people.values()]


def _put_off(penalty: Penalty, until_on: datetime.date) -> Approval:
    clock = last_clock(penalty, "penalty.decide")
    if clock is not None and until_on <= timezone.localdate(clock.due_at):
        raise MoveRefused(_("The new day must lie after the one that counts now."))
    return Approval(approved_on=timezone.localdate(), until_on=until_on)


@issues_paper
@transaction.atomic
def decide_penalty(penalty: Penalty, *, actor: User, note: str = "") -> LogEntry:
    """Decide the penalty and issue the decision; service and publication have their periods from here."""
    entry = advance(penalty, "decide", actor=actor, note=note, decided_by=actor)
    issue(penalty, "penalty_decision", penalty_decision(penalty), actor=actor)
    return entry


@transaction.atomic
def drop_penalty(penalty: Penalty, *, actor: User, note: str) -> LogEntry:
    """End the proceeding without a penalty, with the reason."""
    return advance(penalty, "drop", actor=actor, note=note)


def issue(subject: Subject, kind: str, context: dict[str, object], *, actor: User | None) -> Notice:
    """Issue a paper of this floor in the office's name."""
    return issue_notice(kind, subject=subject, context=context, actor=actor, agency=get_office())
