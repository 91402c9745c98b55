"""The table of my work: for each duty, which files wait in which state, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from alarms.models import Alarm
from alarms.states import State as AlarmState
from desk.selectors import queues, queues_rare, queues_rewards
from desk.selectors.source import Source
from desk.selectors.sources_sanctions import SANCTIONS
from investigations.models import (
    Accident,
    Case,
    FieldRecord,
    Preservation,
    RectificationOrder,
    Referral,
    Target,
    Task,
)
from investigations.selectors import (
    accidents_visible_to,
    cases_visible_to,
    orders_visible_to,
    preservations_visible_to,
    referrals_visible_to,
    targets_visible_to,
    tasks_visible_to,
)
from investigations.states import OrderState
from investigations.states import State as CaseState
from notices.policies import CASE_WORK
from notices.selectors import notices_visible_to
from notices.states import NoticeState
from reports.models import Disclosure, Disposal, Report, Retaliation
from reports.selectors import reports_visible_to, retaliations_visible_to
from reports.states import RetaliationState
from reports.states import State as ReportState
from rewards.models import Clawback, Fabrication, PaymentFile, Reward
from rewards.selectors import payment_files_visible_to, rewards_visible_to
from rewards.states import ClawbackState, FabricationState, FileState
from sanctions.models import Exposure, GoodCredit, Interview, Listing, Measure, Penalty
from sanctions.selectors import (
    exposures_visible_to,
    good_credits_visible_to,
    interviews_visible_to,
    listings_visible_to,
    measures_visible_to,
    penalties_visible_to,
)
from vault.policies import KEY_DUTIES
from workflow.models import Subject

CLOSABLE = (ReportState.ANSWERED, ReportState.RECHECKED)


def _annul(
    duties: tuple[str, ...], model: type[Subject], visible_to: Callable[[Any], QuerySet[Any]], case: str = ""
) -> Source:
    """Return the queue of one kind of file whose last move somebody else wants annulled."""
    return Source(
        "annul",
        _("Annulments to confirm"),
        duties,
        queues_rare.annulments(visible_to, case),
        waits=lambda seldom: model.label() in seldom.annulled,
    )


_TEAM = (Duty.LEADER, Duty.INVESTIGATOR)
SOURCES: tuple[Source, ...] = (
    Source(
        "alarms",
        _("Alarms"),
        tuple(Duty),
        queues.alarms,
        {
            AlarmState.RAISED: _("People are in danger: say that you have it"),
            AlarmState.ACKNOWLEDGED: _("Say what was done"),
        },
        kind=Alarm,
    ),
    Source(
        "intake",
        _("Reports to take in"),
        (Duty.DESK, Duty.SUPERVISION),
        lambda user: reports_visible_to(user).filter(state=ReportState.SUBMITTED),
        _("Decide on acceptance"),
    ),
    Source(
        "mail",
        _("Messages to read"),
        (Duty.DESK, Duty.SUPERVISION),
        queues.unread,
        _("Read the reporter's message"),
    ),
    Source(
        "close_report",
        _("Reports to close"),
        (Duty.DESK, Duty.SUPERVISION),
        lambda user: reports_visible_to(user).filter(state__in=CLOSABLE),
        _("Close the report when nobody objects"),
    ),
    Source(
        "objections",
        _("Objections to answer"),
        (Duty.DESK, Duty.SUPERVISION),
        lambda user: reports_visible_to(user).filter(state=ReportState.OBJECTED),
        _("Tell the result of the re-check"),
    ),
    Source(
        "confirm", _("Keys to confirm"), KEY_DUTIES, queues.keys_of_others, _("Confirm a colleague's key")
    ),
    Source(
        "agree",
        _("Identities to decide on"),
        (Duty.LEADER, Duty.SUPERVISION),
        queues.to_agree,
        _("Decide whether it is opened"),
        kind=Disclosure,
    ),
    Source(
        "destroy",
        _("Destructions to decide on"),
        (Duty.LEADER, Duty.SUPERVISION),
        queues.to_destroy,
        _("Destroy what is sealed, or keep it"),
        kind=Disposal,
    ),
    Source(
        "open",
        _("Identities to open"),
        (Duty.CUSTODIAN,),
        queues.to_open,
        _("Open it, or let it lapse"),
        kind=Disclosure,
    ),
    Source(
        "protect",
        _("Reports of retaliation"),
        (Duty.SUPERVISION,),
        lambda user: retaliations_visible_to(user).filter(state=RetaliationState.RAISED),
        _("Read what the reporter says, and see that the case moves"),
        kind=Retaliation,
    ),
    Source(
        "staff",
        _("Cases to staff"),
        (Duty.LEADER, Duty.SUPERVISION),
        lambda user: cases_visible_to(user).filter(state=CaseState.OPENED),
        _("Name the team"),
    ),
    Source(
        "investigate",
        _("Cases to investigate"),
        (Duty.INVESTIGATOR,),
        queues.to_investigate,
        _("Submit findings"),
    ),
    Source(
        "review_findings",
        _("Findings to review"),
        (Duty.INVESTIGATOR,),
        queues.findings_to_review,
        _("Review what a colleague drafted"),
    ),
    Source(
        "targets",
        _("Units to visit"),
        (Duty.INVESTIGATOR,),
        queues.targets,
        _("Visit the unit and record the result"),
        "planned_on",
        kind=Target,
    ),
    Source(
        "tasks",
        _("Tasks to do"),
        (Duty.INVESTIGATOR,),
        queues.tasks,
        _("Do it and report"),
        "due_on",
        kind=Task,
    ),
    Source(
        "check_tasks",
        _("Tasks to check"),
        (Duty.INVESTIGATOR,),
        queues.tasks_to_check,
        _("Check what was done, or give it back"),
        "due_on",
        kind=Task,
    ),
    Source(
        "recheck",
        _("Rectifications to recheck"),
        (Duty.INVESTIGATOR,),
        queues.orders,
        {
            OrderState.ORDERED: _("Wait for the unit, or recheck"),
            OrderState.REPORTED: _("Recheck on the spot"),
        },
        due_field="due_on",
    ),
    Source(
        "approve_findings",
        _("Findings to approve"),
        (Duty.LEADER, Duty.SUPERVISION),
        queues.to_approve,
        _("Approve the findings"),
    ),
    Source(
        "report_up",
        _("Accidents to report"),
        (Duty.DESK, Duty.LEADER),
        queues.accidents_to_report,
        _("Report upward"),
        kind=Accident,
    ),
    Source(
        "accidents",
        _("Accidents to investigate"),
        (Duty.INVESTIGATOR,),
        queues.accidents_to_investigate,
        queues.ACCIDENTS,
        kind=Accident,
    ),
    Source(
        "replies",
        _("Accidents to reply to"),
        (Duty.LEADER,),
        queues.accidents_to_reply,
        queues.REPLYING,
        kind=Accident,
    ),
    Source(
        "overdue",
        _("Orders past their date"),
        (Duty.LEADER,),
        queues.overdue_orders,
        _("See that it is rechecked"),
    ),
    Source(
        "extensions",
        _("Orders that need more time"),
        (Duty.LEADER,),
        queues.extensions,
        _("Decide on more time"),
    ),
    Source(
        "evidence",
        _("Evidence to decide on"),
        (Duty.INVESTIGATOR,),
        queues.preserved,
        _("Decide on the evidence"),
        kind=Preservation,
    ),
    Source(
        "field",
        _("Records to sign"),
        (Duty.INVESTIGATOR,),
        queues.to_countersign,
        _("Sign as the second officer"),
        kind=FieldRecord,
    ),
    Source(
        "referrals",
        _("Referrals to carry"),
        (Duty.INVESTIGATOR,),
        queues.referrals,
        queues.REFERRING,
        kind=Referral,
    ),
    Source(
        "refer",
        _("Referrals to decide"),
        (Duty.LEADER,),
        queues.referrals_to_decide,
        _("Decide on the referral"),
        kind=Referral,
    ),
    *SANCTIONS,
    Source(
        "assess",
        _("Rewards to assess"),
        (Duty.REWARDS,),
        queues_rewards.to_assess,
        queues_rewards.ASSESSING,
    ),
    Source(
        "propose",
        _("Rewards to propose"),
        (Duty.REWARDS,),
        queues_rewards.to_propose,
        queues_rewards.PROPOSING,
    ),
    Source(
        "approve",
        _("Rewards to approve"),
        (Duty.REWARDS, Duty.FINANCE, Duty.LEADER),
        queues_rewards.to_approve_rewards,
        _("Approve the reward"),
    ),
    Source("pay", _("Rewards to pay"), (Duty.CASHIER,), queues_rewards.to_pay, _("Pay the reward")),
    Source(
        "payment_files",
        _("Payment files"),
        (Duty.CASHIER,),
        queues_rewards.payment_files,
        {
            FileState.DRAWN: _("Take the file to the bank"),
            FileState.HANDED_OUT: _("Bring the result of the bank"),
        },
    ),
    Source(
        "clawbacks",
        _("Money to get back"),
        (Duty.LEADER, Duty.FINANCE),
        queues_rewards.clawbacks,
        {
            ClawbackState.PROPOSED: _("Decide on the money"),
            ClawbackState.DECIDED: _("Book what came back"),
        },
        kind=Clawback,
    ),
    Source(
        "fabrications",
        _("Made-up reports"),
        (Duty.REVIEWER, Duty.LEADER),
        queues_rewards.fabrications,
        {
            FabricationState.RAISED: _("Look at the evidence"),
            FabricationState.ASKED: _("Decide: the time to answer is over"),
            FabricationState.ANSWERED: _("Read the answer and decide"),
        },
        kind=Fabrication,
    ),
    Source(
        "close_case",
        _("Cases to close"),
        (Duty.LEADER, Duty.SUPERVISION),
        queues.to_close,
        _("Close the case"),
    ),
    Source(
        "gates",
        _("Cases not to be let go"),
        (Duty.LEADER, Duty.INVESTIGATOR),
        queues.to_let_go,
        _("See what is missing before it closes"),
    ),
    Source(
        "papers",
        _("Papers that failed"),
        CASE_WORK,
        lambda user: notices_visible_to(user).filter(state=NoticeState.FAILED),
        _("Print again"),
        waits=lambda seldom: seldom.has_failed_papers,
    ),
    _annul((Duty.DESK, Duty.LEADER, Duty.SUPERVISION), Report, reports_visible_to),
    _annul((*_TEAM, Duty.SUPERVISION), Case, cases_visible_to, "pk"),
    *(
        _annul(_TEAM, model, read, "case")
        for model, read in (
            (RectificationOrder, orders_visible_to),
            (Accident, accidents_visible_to),
            (Preservation, preservations_visible_to),
            (Referral, referrals_visible_to),
            (Task, tasks_visible_to),
            (Target, targets_visible_to),
            (Penalty, penalties_visible_to),
            (Interview, interviews_visible_to),
            (Exposure, exposures_visible_to),
            (Measure, measures_visible_to),
        )
    ),
    _annul(_TEAM, Listing, listings_visible_to, "penalty__case"),
    _annul(_TEAM, GoodCredit, good_credits_visible_to),
    _annul((Duty.REWARDS, Duty.FINANCE), Reward, rewards_visible_to),
    _annul((Duty.CASHIER, Duty.FINANCE), PaymentFile, payment_files_visible_to),
)
