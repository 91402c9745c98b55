"""Writes of cases: opening, the joint team, findings, rectification."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.grants import grant, revoke
from accounts.models import Recusal, User
from accounts.selectors import get_office
from accounts.services import recuse
from enterprises.models import Unit
from investigations.models import Case, Finding, RectificationOrder, TeamMember
from investigations.notices import rectification_order_notice
from investigations.policies import may_order, may_staff, may_stand_aside
from investigations.selectors import INVESTIGATE, people_kept_away
from investigations.states import PROVED, Conclusion, Kind, Role, State
from notices.services import issue_notice
from reports.models import Report, Retaliation
from reports.notices import matter_of
from reports.selectors import VIEW as VIEW_REPORT
from reports.services import answer_report, answer_retaliation, end_words, shut_out_of, tell_reporter
from reports.states import StatusWord
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless

CONCLUSIONS = {
    Conclusion.SUBSTANTIATED: "举报反映的问题属实",
    Conclusion.PARTLY: "举报反映的问题部分属实",
    Conclusion.UNFOUNDED: "举报反映的问题不属实",
    Conclusion.UNVERIFIABLE: "举报反映的问题经调查无法查实",
}


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
    case: Case, *, actor: User, head: User, members: Iterable[User] = (), note: str = ""
) -> LogEntry:
    """Name the joint team; each member is granted the case, and its tip without its words, for as long as they sit."""
    entry = advance(case, "form_team", actor=actor, note=note)
    add_member(case, head, role=Role.HEAD)
    for member in members:
        if member != head:
            add_member(case, member, role=Role.MEMBER)
    if case.report:
        tell_reporter(case.report, word=StatusWord.INVESTIGATING)
    return entry


def add_member(case: Case, user: User, *, role: str) -> TeamMember:
    """Seat a person on the team with the grants that go with it; refuse whoever has a conflict of interest."""
    if people_kept_away(case).filter(pk=user.pk).exists():
        raise MoveRefused(
            _("%(person)s has a conflict of interest in this case and cannot join its team.")
            % {"person": user}
        )
    member = TeamMember.objects.create(case=case, user=user, role=role)
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
def seat_member(case: Case, *, actor: User, person: User, role: str, note: str = "") -> LogEntry:
    """Seat somebody on a team at work, in the place of one who stood aside or left."""
    refuse_unless(may_staff(case, actor))
    if case.is_member(person):
        raise MoveRefused(_("%(person)s is on the team already.") % {"person": person})
    add_member(case, person, role=role)
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
def submit_findings(
    case: Case,
    *,
    actor: User,
    conclusion: str,
    facts: str,
    inspected_on: datetime.date,
    violations: Iterable[str] = (),
    is_major_hazard: bool = False,
    is_concealed: bool = False,
    deaths: int = 0,
    concealed_deaths: int = 0,
    serious_injuries: int = 0,
    loss: Decimal = Decimal(0),
    mining_tier: str = "",
    proposes_penalty: bool = False,
    proposal: str = "",
    note: str = "",
) -> LogEntry:
    """Lay the findings before a leader. `loss` is direct loss in yuan."""
    if concealed_deaths > deaths:
        raise MoveRefused(_("More deaths cannot have been concealed than there were."))
    if proposes_penalty and case.is_internal:
        raise MoveRefused(
            _("This case concerns the office itself. What a unit did is penalised in a case of its own.")
        )
    if proposes_penalty and case.unit is None:
        raise MoveRefused(_("Name the unit of this case before you propose a penalty."))
    entry = advance(case, "submit_findings", actor=actor, note=note, inspected_on=inspected_on)
    Finding.objects.create(
        case=case,
        conclusion=conclusion,
        facts=facts,
        violations=list(violations),
        is_major_hazard=is_major_hazard,
        is_concealed=is_concealed,
        deaths=deaths,
        concealed_deaths=concealed_deaths,
        serious_injuries=serious_injuries,
        loss_fen=int(loss * 100),
        mining_tier=mining_tier,
        proposes_penalty=proposes_penalty,
        proposal=proposal,
        drafted_by=actor,
    )
    return entry


@transaction.atomic
def return_findings(case: Case, *, actor: User, note: str) -> LogEntry:
    """Send the findings back to the team with a reason."""
    return advance(case, "return_findings", actor=actor, note=note)


@transaction.atomic
def approve_findings(case: Case, *, actor: User, note: str = "") -> LogEntry:
    """Make the findings the office's own, and answer the reporter."""
    entry = advance(case, "approve_findings", actor=actor, note=note)
    finding = case.finding
    finding.approved_by, finding.approved_at = actor, timezone.now()
    finding.save(update_fields=["approved_by", "approved_at"])
    if case.report:
        _answer(case.report, finding, actor=actor)
    if case.retaliation:
        said = f"您反映的打击报复，经核查：{CONCLUSIONS[Conclusion(finding.conclusion)]}。{finding.proposal}"
        answer_retaliation(case.retaliation, actor=actor, text=said)
    return entry


def _answer(report: Report, finding: Finding, *, actor: User) -> None:
    is_proved = finding.conclusion in PROVED
    answer_report(
        report,
        actor=actor,
        conclusion=CONCLUSIONS[Conclusion(finding.conclusion)],
        facts=finding.facts,
        decision=finding.proposal or "按照有关规定办理。",
        reward_eligible=is_proved,
        reward_reason=(
            "举报事项经核查属实，进入奖励评定程序，评定结果将在本系统告知。"
            if is_proved
            else "举报事项未经查实，不符合奖励条件。"
        ),
    )


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
def order_rectification(
    case: Case, *, actor: User, problem: str, basis: str, demand: str, due_on: datetime.date
) -> RectificationOrder:
    """Order the unit to rectify by a day; the order is issued as a paper."""
    refuse_unless(may_order(case, actor))
    if case.unit is None:
        raise MoveRefused(_("Name the unit of this case before you order anything."))
    order = RectificationOrder(
        case=case, unit=case.unit, problem=problem, basis=basis, demand=demand, due_on=due_on
    )
    begin(order, move="order", actor=actor)
    issue_notice(
        "rectification_order",
        subject=order,
        context=rectification_order_notice(order),
        actor=actor,
        agency=get_office(),
    )
    return order


@transaction.atomic
def report_rectified(order: RectificationOrder, *, actor: User, note: str = "") -> LogEntry:
    """Note that the unit says it is done."""
    return advance(order, "report_done", actor=actor, note=note)


@transaction.atomic
def pass_recheck(
    order: RectificationOrder, *, actor: User, rechecked_on: datetime.date, note: str = ""
) -> LogEntry:
    """Note that the recheck found the problem gone."""
    return advance(order, "pass_recheck", actor=actor, note=note, rechecked_on=rechecked_on)


@transaction.atomic
def fail_recheck(
    order: RectificationOrder, *, actor: User, due_on: datetime.date, note: str = ""
) -> LogEntry:
    """Note that the problem is still there, and set a new date."""
    return advance(order, "fail_recheck", actor=actor, note=note, due_on=due_on)


@transaction.atomic
def cancel_order(order: RectificationOrder, *, actor: User, note: str = "") -> LogEntry:
    """Cancel an order that should not have been given."""
    return advance(order, "cancel", actor=actor, note=note)


@transaction.atomic
def close_case(case: Case, *, actor: User, note: str = "") -> LogEntry:
    """Close a concluded case; what its team was granted of the original words ends with it."""
    entry = advance(case, "close", actor=actor, note=note)
    if case.report:
        end_words(case.report)
    return entry


def finding_facts(case: Case) -> dict[str, Any]:
    """Return the approved findings as the plain facts that higher floors compute with."""
    finding = case.finding
    return {
        "is_verified": finding.conclusion in PROVED,
        "is_major_hazard": finding.is_major_hazard,
        "is_concealed": finding.is_concealed,
        "deaths": finding.deaths,
        "concealed_deaths": finding.concealed_deaths,
        "serious_injuries": finding.serious_injuries,
        "loss": finding.loss,
        "mining_tier": finding.mining_tier,
    }
