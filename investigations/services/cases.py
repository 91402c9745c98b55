"""Writes of cases: opening, the joint team, rectification."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.grants import grant, revoke
from accounts.models import Recusal, User
from accounts.selectors import get_office
from accounts.services import recuse
from enterprises.models import Unit
from investigations.models import Case, TeamMember
from investigations.policies import may_order, may_staff, may_stand_aside
from investigations.selectors import INVESTIGATE, people_kept_away
from investigations.services.seats import (
    Sent,
    claim_side,
    refuse_incomplete_team,
    refuse_interest,
    seat_delegates,
)
from investigations.states import Kind, Role, State
from reports.models import Report, Retaliation
from reports.notices import matter_of
from reports.selectors import VIEW as VIEW_REPORT
from reports.services import end_words, shut_out_of, tell_reporter
from reports.states import StatusWord
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless


@transaction.atomic
def open_case_for(report: Report) -> Case:
    """Open the case of an accepted tip (有案必查). Opening twice gives the same case."""
    existing: Case | None = report.cases.exclude(state="cancelled").first()
    if existing:
        return existing
    case = Case(
        kind=Kind.TIP,
        title=matter_of(report),
        report=report,
        unit=report.unit,
        division=report.division,
        sector=report.sector,
        is_internal=report.is_internal,
        lead_agency=get_office(),
    )
    begin(case, move="open", actor=None)
    return case


@transaction.atomic
def open_case_about(retaliation: Retaliation) -> Case:
    """Open the case of a report of retaliation. Opening twice gives the same case."""
    existing: Case | None = Case.objects.filter(retaliation=retaliation).first()
    if existing:
        return existing
    report = retaliation.report
    case = Case(
        kind=Kind.RETALIATION,
        is_internal=report.is_internal,
        title=f"{report.unit_name}涉嫌打击报复举报人",
        retaliation=retaliation,
        unit=report.unit,
        division=report.division,
        sector=report.sector,
        lead_agency=get_office(),
    )
    begin(case, move="open", actor=None)
    return case


@transaction.atomic
def form_team(
    case: Case,
    *,
    actor: User,
    head: User,
    members: Iterable[User] = (),
    delegates: Iterable[Sent] = (),
    note: str = "",
) -> LogEntry:
    """Name the joint team; each member is granted the case, and its tip without its words, for as long as they sit.

    `delegates` have no account. A team for an accident takes all seats that the law gives it.
    """
    entry = advance(case, "form_team", actor=actor, note=note)
    add_member(case, head, role=Role.HEAD)
    for member in members:
        if member != head:
            add_member(case, member, role=Role.MEMBER)
    seat_delegates(case, delegates)
    refuse_incomplete_team(case)
    if case.report:
        tell_reporter(case.report, word=StatusWord.INVESTIGATING)
    return entry


def add_member(case: Case, user: User, *, role: str, declaration: str = "") -> TeamMember:
    """Seat a person on the team with the grants that go with it; refuse whoever has a conflict of interest."""
    if people_kept_away(case).filter(pk=user.pk).exists():
        raise MoveRefused(
            _("%(person)s has a conflict of interest in this case and cannot join its team.")
            % {"person": user}
        )
    claim_side(case, user)
    member = TeamMember.objects.create(case=case, user=user, role=role, declaration=declaration)
    grant(user, INVESTIGATE, case)
    if case.report:
        grant(user, VIEW_REPORT, case.report)
    return member


@transaction.atomic
def remove_member(case: Case, user: User) -> None:
    """Take a person off the team; the grants end with it."""
    TeamMember.objects.filter(case=case, user=user, left_at=None).update(left_at=timezone.now())
    revoke(user, INVESTIGATE, case)
    if case.report:
        revoke(user, VIEW_REPORT, case.report)
        end_words(case.report, [user])


@transaction.atomic
def seat_member(
    case: Case,
    *,
    actor: User,
    person: User,
    role: str,
    declaration: str = "",
    has_interest: bool = False,
    note: str = "",
) -> LogEntry:
    """Seat somebody on a team at work, in the place of one who stood aside or left; they have declared no interest."""
    refuse_unless(may_staff(case, actor))
    refuse_interest(has_interest)
    if case.is_member(person):
        raise MoveRefused(_("%(person)s is on the team already.") % {"person": person})
    add_member(case, person, role=role, declaration=declaration)
    return record(case, "seat_member", actor=actor, note=note)


@transaction.atomic
def stand_aside(case: Case, *, actor: User, note: str) -> LogEntry:
    """Stand aside from a case for a conflict of interest: seat and grants end, and the file is out of reach."""
    refuse_unless(may_stand_aside(case, actor))
    remove_member(case, actor)
    recuse({actor: Recusal.Ground.DECLARED}, *[file for file in (case, case.report) if file])
    if case.report:
        shut_out_of(case.report, [actor])
    return record(case, "stand_aside", actor=actor, note=note)


@transaction.atomic
def name_unit(case: Case, *, actor: User, unit: Unit) -> LogEntry:
    """Name the registered unit of a case whose tip named it in other words; without it nobody can be penalised."""
    refuse_unless(may_order(case, actor))
    if Case.objects.filter(pk=case.pk).exclude(unit=None).exclude(state=State.INVESTIGATING).exists():
        raise MoveRefused(_("The unit of a case stands fast once its findings are submitted."))
    Case.objects.filter(pk=case.pk).update(unit=unit, sector=unit.sector)
    case.unit, case.sector = unit, unit.sector
    return record(case, "name_unit", actor=actor)


@transaction.atomic
def close_case(case: Case, *, actor: User, note: str = "") -> LogEntry:
    """Close a concluded case; what its team was granted of the original words ends with it."""
    entry = advance(case, "close", actor=actor, note=note)
    if case.report:
        end_words(case.report)
    return entry
