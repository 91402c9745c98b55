"""Writes of what a team found: allegations, who is responsible, the draft, its review and approval."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Allegation, Case, Finding, Outcome, Responsible
from investigations.policies import may_list_allegations, may_order
from investigations.selectors import allegations_of, provisions
from investigations.states import PROVED, Conclusion, Proposal, State
from reports.models import Report
from reports.services import answer_report, answer_retaliation
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, record
from workflow.verdicts import refuse_unless

CONCLUSIONS = {
    Conclusion.SUBSTANTIATED: "举报反映的问题属实",
    Conclusion.PARTLY: "举报反映的问题部分属实",
    Conclusion.UNFOUNDED: "举报反映的问题不属实",
    Conclusion.UNVERIFIABLE: "举报反映的问题经调查无法查实",
}
OUTCOMES = {
    Conclusion.SUBSTANTIATED: "属实",
    Conclusion.PARTLY: "部分属实",
    Conclusion.UNFOUNDED: "不属实",
    Conclusion.UNVERIFIABLE: "无法查实",
}


@transaction.atomic
def submit_findings(
    case: Case,
    *,
    actor: User,
    conclusion: str,
    facts: str,
    inspected_on: datetime.date,
    violations: Iterable[str] = (),
    rule_ids: Iterable[str] = (),
    outcomes: Mapping[int, str] = MappingProxyType({}),
    is_major_hazard: bool = False,
    is_concealed: bool = False,
    deaths: int = 0,
    concealed_deaths: int = 0,
    serious_injuries: int = 0,
    loss: Decimal = Decimal(0),
    mining_tier: str = "",
    proposes_penalty: bool = False,
    proposals: Iterable[str] = (),
    proposal: str = "",
    note: str = "",
) -> LogEntry:
    """Lay the findings before a colleague. `loss` is direct loss in yuan, `outcomes` maps allegations to conclusions.

    `rule_ids` are provisions of the statutes; their citations stand among the `violations` too.
    """
    if concealed_deaths > deaths:
        raise MoveRefused(_("More deaths cannot have been concealed than there were."))
    if proposes_penalty and case.is_internal:
        raise MoveRefused(
            _("This case concerns the office itself. What a unit did is penalised in a case of its own.")
        )
    if proposes_penalty and case.unit is None:
        raise MoveRefused(_("Name the unit of this case before you propose a penalty."))
    _refuse_gaps(case, conclusion, outcomes)
    rules = provisions(rule_ids)
    cited = [str(rule.citation) for rule in rules]
    entry = advance(case, "submit_findings", actor=actor, note=note, inspected_on=inspected_on)
    finding = Finding.objects.create(
        case=case,
        conclusion=conclusion,
        facts=facts,
        violations=[*violations, *cited],
        rule_ids=[rule.id for rule in rules],
        responsible=[who.as_dict() for who in case.responsible.order_by("pk")],
        proposals=_proposals(proposals, proposes_penalty=proposes_penalty),
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
    Outcome.objects.bulk_create(
        Outcome(finding=finding, allegation_id=key, conclusion=value) for key, value in outcomes.items()
    )
    return entry


def _refuse_gaps(case: Case, conclusion: str, outcomes: Mapping[int, str]) -> None:
    """Refuse findings that leave an allegation out, or say of the whole what they say of none of its parts."""
    asked = set(allegations_of(case).values_list("pk", flat=True))
    if asked != set(outcomes):
        raise MoveRefused(_("Say of every allegation what came of it, and of no other."))
    if asked and (conclusion in PROVED) != any(value in PROVED for value in outcomes.values()):
        raise MoveRefused(_("The conclusion does not agree with what came of the allegations."))


def _proposals(proposals: Iterable[str], *, proposes_penalty: bool) -> list[str]:
    wanted = {*proposals, *([Proposal.PENALTY] if proposes_penalty else [])}
    return [proposal.value for proposal in Proposal if proposal in wanted]


@transaction.atomic
def review_findings(case: Case, *, actor: User, note: str = "") -> LogEntry:
    """Review what a colleague drafted, and lay it before a leader."""
    entry = advance(case, "review_findings", actor=actor, note=note)
    finding = case.finding
    finding.reviewed_by, finding.reviewed_at = actor, timezone.now()
    finding.save(update_fields=["reviewed_by", "reviewed_at"])
    return entry


@transaction.atomic
def take_back_findings(case: Case, *, actor: User, note: str) -> LogEntry:
    """Take the team's own findings back and go on."""
    return advance(case, "take_back_findings", actor=actor, note=note)


@transaction.atomic
def name_responsible(
    case: Case, *, actor: User, name: str, is_mistake: bool = False, **facts: str
) -> LogEntry:
    """Name somebody as responsible, or correct or take back what was said of them; the findings freeze the list."""
    refuse_unless(may_order(case, actor))
    if case.state != State.INVESTIGATING:
        raise MoveRefused(_("Who is responsible stands fast once the findings are submitted."))
    if is_mistake:
        case.responsible.filter(name=name).delete()
    else:
        Responsible.objects.update_or_create(case=case, name=name, defaults=facts)
    return record(case, "name_responsible", actor=actor)


@transaction.atomic
def list_allegations(report: Report, *, actor: User, texts: Iterable[str]) -> LogEntry:
    """Write down what a tip alleges, one by one, in words that do not tell who wrote them."""
    refuse_unless(may_list_allegations(report, actor))
    texts = list(dict.fromkeys(texts))
    report.allegations.exclude(text__in=texts).filter(outcomes=None).delete()
    known = set(report.allegations.values_list("text", flat=True))
    Allegation.objects.bulk_create(
        Allegation(report=report, text=text) for text in texts if text not in known
    )
    return record(report, "list_allegations", actor=actor)


@transaction.atomic
def return_findings(case: Case, *, actor: User, note: str) -> LogEntry:
    """Send the findings back to the team with a reason."""
    return advance(case, "return_findings", actor=actor, note=note)


@issues_paper
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


def _said_of(report: Report, finding: Finding) -> list[str]:
    """Say what came of each allegation of one tip, and of that tip alone."""
    outcomes = finding.outcomes.filter(allegation__report=report).select_related("allegation")
    return [
        f"“{outcome.allegation}”{OUTCOMES[Conclusion(outcome.conclusion)]}"
        for outcome in outcomes.order_by("allegation")
    ]


def _answer(report: Report, finding: Finding, *, actor: User) -> None:
    is_proved = finding.conclusion in PROVED

    def conclusion_for(told: Report) -> str:
        return "；".join(_said_of(told, finding)) or CONCLUSIONS[Conclusion(finding.conclusion)]

    answer_report(
        report,
        actor=actor,
        conclusion_for=conclusion_for,
        facts=finding.facts,
        decision=finding.proposal or "按照有关规定办理。",
        reward_eligible=is_proved,
        reward_reason=(
            "举报事项经核查属实，进入奖励评定程序，评定结果将在本系统告知。"
            if is_proved
            else "举报事项未经查实，不符合奖励条件。"
        ),
    )


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
        "rule_ids": list(finding.rule_ids),
        "responsible": list(finding.responsible),
        "proposals": list(finding.proposals),
        "outcomes": {str(outcome.allegation_id): outcome.conclusion for outcome in finding.outcomes.all()},
    }
