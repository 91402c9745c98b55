"""Writes of natural disasters: the record, what became known, the assessment, the decision, handing up."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import get_office
from investigations.models import Case, Disaster
from investigations.notices_disasters import disaster_assessment_notice
from investigations.policies_disasters import may_record_disaster
from investigations.services.handing_up import hand_up, refuse_fewer_deaths
from investigations.services.papers import issue_paper
from investigations.states import Hazard, Kind
from statutes.levels import AccidentLevel
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless

TITLES_ZH = {Hazard.FLOOD: "水旱灾害", Hazard.GEOLOGY: "地质灾害", Hazard.FOREST_FIRE: "森林火灾"}


@transaction.atomic
def record_disaster(
    *,
    actor: User,
    hazard: str,
    happened_at: datetime.datetime,
    received_at: datetime.datetime,
    place: str,
    course: str,
    stated_level: str = "",
    deaths: int = 0,
    missing: int = 0,
    serious_injuries: int = 0,
    hectares: Decimal = Decimal(0),
    loss: Decimal = Decimal(0),
    note: str = "",
) -> Disaster:
    """Record a disaster and open the case of its assessment. A flood brings the level that was announced."""
    refuse_unless(may_record_disaster(actor))
    if not happened_at <= received_at <= timezone.now():
        raise MoveRefused(_("Nobody knew of the disaster before it happened, and nothing lies ahead."))
    if hazard == Hazard.FLOOD and stated_level not in set(AccidentLevel):
        raise MoveRefused(_("No text gives numbers for a flood: say which level was announced."))
    office = get_office()
    case = Case(
        kind=Kind.DISASTER,
        title=f"{place}“{timezone.localtime(happened_at):%-m·%-d}”{TITLES_ZH[Hazard(hazard)]}"[:200],
        division=office.place,
        lead_agency=office,
    )
    begin(case, move="open", actor=actor)
    disaster = Disaster(
        case=case,
        hazard=hazard,
        happened_at=happened_at,
        received_at=received_at,
        place=place,
        course=course,
        stated_level=stated_level if hazard == Hazard.FLOOD else "",
        deaths=deaths,
        missing=missing,
        serious_injuries=serious_injuries,
        hectares=hectares,
        loss_fen=int(loss * 100),
    )
    begin(disaster, move="record", actor=actor, note=note)
    return disaster


@transaction.atomic
def report_disaster_up(
    disaster: Disaster, *, actor: User, reported_up_at: datetime.datetime, note: str = ""
) -> LogEntry:
    """Record when the city was told."""
    if not disaster.received_at <= reported_up_at <= timezone.now():
        raise MoveRefused(_("This time lies before the disaster was known, or ahead of now."))
    return advance(disaster, "report_up", actor=actor, note=note, reported_up_at=reported_up_at)


@transaction.atomic
def update_losses(
    disaster: Disaster,
    *,
    actor: User,
    deaths: int,
    missing: int,
    serious_injuries: int,
    hectares: Decimal,
    loss: Decimal,
    note: str = "",
) -> LogEntry:
    """Add what became known. The dead do not come back."""
    refuse_fewer_deaths(disaster, deaths)
    numbers = {"deaths": deaths, "missing": missing, "serious_injuries": serious_injuries}
    losses: dict[str, Any] = {**numbers, "hectares": hectares, "loss_fen": int(loss * 100)}
    return advance(disaster, "update_losses", actor=actor, note=note, **losses)


@issues_paper
@transaction.atomic
def submit_assessment(
    disaster: Disaster,
    *,
    actor: User,
    assessed_on: datetime.date,
    cause: str,
    course: str,
    nature: str,
    impact: str,
    responsibility: str,
    advice: str,
    note: str = "",
) -> LogEntry:
    """Hand in the assessment; it is issued as a paper."""
    if assessed_on < timezone.localdate(disaster.happened_at):
        raise MoveRefused(_("This day lies before the disaster."))
    entry = advance(disaster, "submit_assessment", actor=actor, note=note, assessed_on=assessed_on)
    texts = {"cause": cause, "course": course, "nature": nature, "impact": impact}
    facts = disaster_assessment_notice(disaster, **texts, responsibility=responsibility, advice=advice)
    issue_paper("disaster_assessment", disaster, facts, actor)
    return entry


@transaction.atomic
def decide_disaster(
    disaster: Disaster, *, actor: User, decided_on: datetime.date, decision: str, note: str = ""
) -> LogEntry:
    """Record whom the government holds responsible, or that nobody is."""
    if disaster.assessed_on and decided_on < disaster.assessed_on:
        raise MoveRefused(_("This day lies before the assessment was handed in."))
    return advance(disaster, "decide", actor=actor, note=note, decided_on=decided_on, decision=decision)


@transaction.atomic
def hand_up_disaster(
    disaster: Disaster, *, actor: User, handed_up_at: datetime.datetime, note: str
) -> LogEntry:
    """Hand disaster and case to the government that has this level assessed; the team's tasks end."""
    return hand_up(disaster, actor=actor, handed_up_at=handed_up_at, note=note)


@transaction.atomic
def cancel_disaster(disaster: Disaster, *, actor: User, note: str) -> LogEntry:
    """Cancel the record of what was no disaster, and its case."""
    entry = advance(disaster, "cancel", actor=actor, note=note)
    advance(disaster.case, "cancel", actor=None)
    return entry
