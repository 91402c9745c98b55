"""Writes of accidents: the record, the reports upward, the investigation report, reply and review."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.selectors import get_office
from enterprises.models import Unit
from investigations.models import Accident, Case
from investigations.notices_accidents import (
    accident_reply_notice,
    accident_report_notice,
    accident_review_notice,
    fast_report_notice,
)
from investigations.policies_accidents import may_record_accident, may_submit_report
from investigations.services.handing_up import hand_up, refuse_fewer_deaths
from investigations.services.papers import issue_paper
from investigations.services.reports import refuse_unsigned
from investigations.states import AccidentState, Kind
from notices.selectors import notices_of
from notices.states import STANDING
from statutes.rules import NATION, get_rule
from workflow.clocks import Approval
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless

# On which a level turns, beside the numbers that change.
MEASURED = ("happened_at", "is_traffic_or_fire")


@transaction.atomic
def record_accident(
    *,
    actor: User,
    unit: Unit,
    happened_at: datetime.datetime,
    unit_informed_at: datetime.datetime,
    received_at: datetime.datetime,
    place: str,
    course: str,
    unit_reported_at: datetime.datetime | None = None,
    is_traffic_or_fire: bool = False,
    measures: str = "",
    deaths: int = 0,
    missing: int = 0,
    serious_injuries: int = 0,
    loss: Decimal = Decimal(0),
    lead_agency: Agency | None = None,
    note: str = "",
) -> Accident:
    """Record an accident with what the fast report holds (Accident Regulation art. 12) and open its case.

    The office leads it unless another agency does, whose place then says which rules and which governments count.
    """
    refuse_unless(may_record_accident(actor))
    known = [unit_informed_at, received_at, *([unit_reported_at] if unit_reported_at else [])]
    if min(known) < happened_at or max(happened_at, *known) > timezone.now():
        raise MoveRefused(_("Nobody knew of the accident before it happened, and nothing lies ahead."))
    case = Case(
        kind=Kind.ACCIDENT,
        title=f"{unit.name}“{timezone.localtime(happened_at):%-m·%-d}”生产安全事故",
        unit=unit,
        division=unit.division,
        sector=unit.sector,
        lead_agency=lead_agency or get_office(),
    )
    begin(case, move="open", actor=actor)
    accident = Accident(
        case=case,
        happened_at=happened_at,
        unit_informed_at=unit_informed_at,
        unit_reported_at=unit_reported_at,
        received_at=received_at,
        is_traffic_or_fire=is_traffic_or_fire,
        place=place,
        course=course,
        measures=measures,
        deaths=deaths,
        missing=missing,
        serious_injuries=serious_injuries,
        loss_fen=int(loss * 100),
    )
    begin(accident, move="record", actor=actor, note=note)
    return accident


@transaction.atomic
def receive_unit_report(
    accident: Accident, *, actor: User, unit_reported_at: datetime.datetime, note: str = ""
) -> LogEntry:
    """Record when the unit itself reported."""
    at = _between(accident.unit_informed_at, unit_reported_at)
    return advance(accident, "receive_unit_report", actor=actor, note=note, unit_reported_at=at)


@issues_paper
@transaction.atomic
def report_up(
    accident: Accident, *, actor: User, reported_up_at: datetime.datetime, note: str = ""
) -> LogEntry:
    """Record when the next level was told; the fast report goes to it as a paper."""
    at = _between(accident.received_at, reported_up_at)
    to = accident.next_rung
    entry = advance(accident, "report_up", actor=actor, note=note, reported_up_at=at)
    if to:
        issue_paper("accident_fast_report", accident, fast_report_notice(accident, to=to), actor)
    return entry


@transaction.atomic
def pass_on_accident(
    accident: Accident, *, actor: User, reported_up_at: datetime.datetime, note: str = ""
) -> LogEntry:
    """Record that the level above has reported on in its turn."""
    at = _between(accident.reported_up_at or accident.received_at, reported_up_at)
    return advance(accident, "pass_on", actor=actor, note=note, reported_up_at=at)


@transaction.atomic
def update_casualties(
    accident: Accident,
    *,
    actor: User,
    deaths: int,
    missing: int,
    serious_injuries: int,
    loss: Decimal,
    note: str = "",
) -> LogEntry:
    """Add what changed since the first report; the level follows. The dead do not come back."""
    refuse_fewer_deaths(accident, deaths)
    loss_fen = int(loss * 100)
    _refuse_milder_with_more_dead(
        accident, deaths=deaths, missing=missing, serious_injuries=serious_injuries, loss_fen=loss_fen
    )
    return advance(
        accident,
        "update_casualties",
        actor=actor,
        note=note,
        deaths=deaths,
        missing=missing,
        serious_injuries=serious_injuries,
        loss_fen=loss_fen,
    )


def _refuse_milder_with_more_dead(accident: Accident, **numbers: int) -> None:
    before, deaths = accident.level, accident.deaths
    said = Accident(case=accident.case, **{name: getattr(accident, name) for name in MEASURED}, **numbers)
    if numbers["deaths"] > deaths and said.level.rank < before.rank:
        rule = get_rule("accident.level.deaths", place=NATION, on=timezone.localdate(accident.happened_at))
        raise MoveRefused(
            _("The level cannot fall from %(before)s to %(after)s while deaths rise: %(rule)s.")
            % {"before": before.title_zh, "after": said.level.title_zh, "rule": rule.citation}
        )


@transaction.atomic
def begin_appraisal(accident: Accident, *, actor: User, began_on: datetime.date, note: str) -> LogEntry:
    """Begin a technical appraisal; the period of the report stands still meanwhile."""
    if began_on < timezone.localdate(accident.happened_at):
        raise MoveRefused(_("This day lies before the accident."))
    return advance(accident, "begin_appraisal", actor=actor, note=note, began_on=began_on)


@transaction.atomic
def end_appraisal(accident: Accident, *, actor: User, ended_on: datetime.date, note: str = "") -> LogEntry:
    """End the technical appraisal."""
    if accident.appraisal_began_on and ended_on < accident.appraisal_began_on:
        raise MoveRefused(_("This day lies before the appraisal began."))
    return advance(accident, "end_appraisal", actor=actor, note=note, ended_on=ended_on)


@transaction.atomic
def extend_report(
    accident: Accident, *, actor: User, approval_number: str, approved_on: datetime.date, note: str
) -> LogEntry:
    """Record that the government allowed more time for the report, by which paper."""
    return _extend(accident, "extend_report", actor, approval_number, approved_on, note)


@transaction.atomic
def extend_reply(
    accident: Accident, *, actor: User, approval_number: str, approved_on: datetime.date, note: str
) -> LogEntry:
    """Record that the reply takes longer, by which paper."""
    return _extend(accident, "extend_reply", actor, approval_number, approved_on, note)


@issues_paper
@transaction.atomic
def submit_report(
    accident: Accident, *, actor: User, submitted_on: datetime.date, note: str = ""
) -> LogEntry:
    """Hand the investigation report to the government, signed by all members; it is issued as a paper."""
    if submitted_on < timezone.localdate(accident.happened_at):
        raise MoveRefused(_("This day lies before the accident."))
    if accident.state == AccidentState.REPORTED and may_submit_report(accident, actor):
        refuse_unsigned(accident)
    entry = advance(accident, "submit_report", actor=actor, note=note, submitted_on=submitted_on)
    issue_paper("accident_report", accident, accident_report_notice(accident), actor)
    return entry


@issues_paper
@transaction.atomic
def reply_to_accident(
    accident: Accident, *, actor: User, replied_on: datetime.date, opinion: str, handling: str, note: str = ""
) -> LogEntry:
    """Record the government's reply to the report: its opinion, and how those responsible are dealt with."""
    if accident.submitted_on and replied_on < accident.submitted_on:
        raise MoveRefused(_("This day lies before the report was handed in."))
    entry = advance(accident, "reply", actor=actor, note=note, replied_on=replied_on)
    report = notices_of(accident).filter(kind="accident_report", state__in=STANDING).order_by("pk").last()
    number = report.number if report else accident.reference
    facts = accident_reply_notice(accident, opinion=opinion, handling=handling, report_number=number)
    issue_paper("accident_reply", accident, facts, actor)
    return entry


@transaction.atomic
def publish_accident(
    accident: Accident, *, actor: User, published_on: datetime.date, where: str, note: str = ""
) -> LogEntry:
    """Record where report and reply can be read."""
    if accident.replied_on and published_on < accident.replied_on:
        raise MoveRefused(_("This day lies before the reply."))
    return advance(accident, "publish", actor=actor, note=note, published_on=published_on, where=where)


@issues_paper
@transaction.atomic
def review_accident(
    accident: Accident, *, actor: User, reviewed_on: datetime.date, note: str = ""
) -> LogEntry:
    """Record that the implementation of each measure was assessed; the result is issued as a paper."""
    if accident.replied_on and reviewed_on < accident.replied_on:
        raise MoveRefused(_("This day lies before the reply."))
    entry = advance(accident, "review", actor=actor, note=note, reviewed_on=reviewed_on)
    issue_paper("accident_review", accident, accident_review_notice(accident), actor)
    return entry


@transaction.atomic
def cancel_accident(accident: Accident, *, actor: User, note: str) -> LogEntry:
    """Cancel the record of what was no accident, and its case."""
    entry = advance(accident, "cancel", actor=actor, note=note)
    advance(accident.case, "cancel", actor=None)
    return entry


@transaction.atomic
def take_mandate(accident: Accident, *, actor: User, number: str, note: str = "") -> LogEntry:
    """Record the paper by which a higher government leaves the investigation to this office."""
    return advance(accident, "take_mandate", actor=actor, note=note, number=number)


@transaction.atomic
def hand_up_accident(
    accident: Accident, *, actor: User, handed_up_at: datetime.datetime, note: str
) -> LogEntry:
    """Hand accident and case to the government that investigates at this level; what the team had to do ends."""
    return hand_up(accident, actor=actor, handed_up_at=handed_up_at, note=note)


def _extend(
    accident: Accident, move: str, actor: User, number: str, approved_on: datetime.date, note: str
) -> LogEntry:
    approval = Approval(number=number, approved_on=approved_on)
    return advance(accident, move, actor=actor, note=note, approval=approval, approval_number=number)


def _between(earliest: datetime.datetime, at: datetime.datetime) -> datetime.datetime:
    if not earliest <= at <= timezone.now():
        raise MoveRefused(_("This time lies before the accident was known, or ahead of now."))
    return at
