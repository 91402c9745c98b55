"""Which seats of the law a team fills, and who may not take one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Case, Delegate, TeamMember
from investigations.states import GATED, Kind, Role
from statutes.disasters import assessment_seats
from statutes.investigation import Seat, seat_of, team_seats
from statutes.rules import NATION, get_rule
from workflow.errors import MoveRefused
from workflow.models import Act

PROCURATORATE = "procuratorate"
NO_INTEREST = "accident.team.no_interest"


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody without an account who is sent to a team; without a seat of the law it is an expert."""

    name: str
    agency_name: str
    seat: str = ""
    declaration: str = ""

    @property
    def role(self) -> str:
        """The part that goes with the seat."""
        if not self.seat:
            return Role.EXPERT
        return Role.INVITED if self.seat == PROCURATORATE else Role.MEMBER


def seats_for(case: Case) -> tuple[Seat, ...]:
    """List the seats that the law gives a team of this kind of case, those to be invited last; most kinds have none."""
    if case.kind == Kind.DISASTER:
        return assessment_seats(case.disaster.hazard, on=timezone.localdate())
    if case.kind != Kind.ACCIDENT:
        return ()
    return team_seats(sector=case.sector, place=case.division, on=_day_of(case))


def seats_lacking(case: Case) -> tuple[Seat, ...]:
    """List the seats of the law that nobody on the team takes."""
    seats = seats_for(case)
    if not seats:
        return ()
    members = TeamMember.objects.filter(case=case, left_at=None).select_related("user__agency")
    taken = [seat_of_person(member, case.sector) for member in members]
    taken += Delegate.objects.filter(case=case, left_at=None).values_list("seat", flat=True)
    return tuple(seat for seat in seats if seat.key not in taken)


def seat_of_person(member: TeamMember, sector: str) -> str:
    """Name the seat of somebody with an account, by the agency that sends them."""
    agency = member.user.agency
    return seat_of(agency.competence, is_office=agency.is_office, sector=sector) if agency else ""


def refuse_incomplete_team(case: Case) -> None:
    """Refuse a team that lacks a seat of the law, with the rule that gives it."""
    lacking = seats_lacking(case)
    if lacking:
        raise MoveRefused(
            _("The team lacks somebody of: %(seats)s. The law asks for them: %(rule)s.")
            % {"seats": "、".join(seat.title_zh for seat in lacking), "rule": lacking[0].citation}
        )


SIDES = "sides"


def claim_side(case: Case, person: User) -> None:
    """Note on which side of a matter somebody examines; who examines the unit does not examine its supervisors."""
    root, side = (case.examines, "supervisors") if case.examines else (case, "unit")
    if case.kind not in (*GATED, Kind.DERELICTION) or root is None:
        return
    act, _created = Act.objects.get_or_create(
        subject_label=root.label(),
        subject_id=root.pk,
        separation=SIDES,
        person=person,
        defaults={"duty": side},
    )
    if act.duty != side:
        raise MoveRefused(
            _("%(person)s examines the other side of this matter: two sides, different people.")
            % {"person": person}
        )


def refuse_interest(has_interest: bool) -> None:
    """Refuse whoever declares an interest in the matter, with the rule that says so."""
    if has_interest:
        rule = get_rule(NO_INTEREST, place=NATION, on=timezone.localdate())
        raise MoveRefused(
            _("Who has an interest in the matter does not investigate it: %(rule)s.")
            % {"rule": rule.citation}
        )


def seat_delegates(case: Case, delegates: Iterable[Sent]) -> None:
    """Seat people without an account."""
    Delegate.objects.bulk_create(
        Delegate(
            case=case,
            name=sent.name,
            agency_name=sent.agency_name,
            seat=sent.seat,
            role=sent.role,
            declaration=sent.declaration,
        )
        for sent in delegates
    )


def _day_of(case: Case) -> datetime.date:
    return timezone.localdate(case.accident.happened_at)
