"""Files across floors: what one is called, which belong together, which a search finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from alarms.models import Alarm
from alarms.selectors import alarms_visible_to
from investigations.models import (
    Accident,
    Case,
    Disaster,
    Evidence,
    FieldRecord,
    FileAccess,
    MajorHazard,
    Preservation,
    RectificationOrder,
    Referral,
    Supervision,
    Target,
    Task,
)
from investigations.selectors import (
    accesses_visible_to,
    accidents_visible_to,
    cases_visible_to,
    orders_visible_to,
    preservations_visible_to,
    referrals_visible_to,
    targets_visible_to,
    tasks_visible_to,
)
from investigations.selectors_evidence import evidence_visible_to
from investigations.selectors_field import records_visible_to
from investigations.selectors_hazards import hazards_visible_to
from investigations.selectors_kinds import disasters_visible_to, supervisions_visible_to
from investigations.states import State as CaseState
from notices.models import Notice
from partners.models import Batch, Offer, Partner
from partners.selectors import batches_visible_to, offers_visible_to, partners_visible_to
from reports.models import Disclosure, Disposal, Report, Retaliation
from reports.selectors import (
    disclosures_visible_to,
    disposals_visible_to,
    reports_visible_to,
    retaliations_visible_to,
)
from rewards.models import Clawback, Fabrication, PaymentFile, Reward
from rewards.selectors import clawbacks_visible_to, payment_files_visible_to, rewards_visible_to
from rewards.selectors.fabrications import fabrications_visible_to
from sanctions.models import Exposure, GoodCredit, Handover, Interview, Listing, Measure, Penalty, Remittance
from sanctions.selectors import (
    exposures_visible_to,
    good_credits_visible_to,
    handovers_visible_to,
    interviews_visible_to,
    listings_visible_to,
    measures_visible_to,
    penalties_visible_to,
    remittances_visible_to,
)
from vault.models import EscrowKey, PersonKey
from workflow.models import Subject

Words = str | Promise
KINDS: Mapping[str, type[Subject]] = {
    model.PREFIX: model
    for model in (
        Report,
        Case,
        RectificationOrder,
        Accident,
        Disaster,
        Supervision,
        Preservation,
        Evidence,
        MajorHazard,
        FieldRecord,
        Referral,
        Target,
        Task,
        FileAccess,
        Penalty,
        Listing,
        Remittance,
        Handover,
        Interview,
        Exposure,
        Measure,
        GoodCredit,
        Reward,
        PaymentFile,
        Clawback,
        Fabrication,
        Notice,
        Disclosure,
        Retaliation,
        Disposal,
        Alarm,
        PersonKey,
        EscrowKey,
        Partner,
        Offer,
        Batch,
    )
}


# They are about no unit, or about one that not all who see them may know.
UNITLESS = (
    Reward,
    PaymentFile,
    Clawback,
    Fabrication,
    Notice,
    PersonKey,
    Alarm,
    Partner,
    Batch,
    Remittance,
    Handover,
)

# How each kind of file is read for a person.
VISIBLE: Mapping[str, Callable[[Any], QuerySet[Any]]] = {
    KINDS[prefix].label(): read
    for prefix, read in {
        "JB": reports_visible_to,
        "WX": alarms_visible_to,
        "SF": disclosures_visible_to,
        "BF": retaliations_visible_to,
        "XH": disposals_visible_to,
        "AJ": cases_visible_to,
        "ZG": orders_visible_to,
        "SG": accidents_visible_to,
        "ZH": disasters_visible_to,
        "DB": supervisions_visible_to,
        "BC": preservations_visible_to,
        "XJ": referrals_visible_to,
        "MB": targets_visible_to,
        "RW": tasks_visible_to,
        "ZJ": evidence_visible_to,
        "YH": hazards_visible_to,
        "XC": records_visible_to,
        "YJ": accesses_visible_to,
        "CF": penalties_visible_to,
        "SX": listings_visible_to,
        "DZ": remittances_visible_to,
        "GS": handovers_visible_to,
        "YT": interviews_visible_to,
        "PG": exposures_visible_to,
        "CS": measures_visible_to,
        "CX": good_credits_visible_to,
        "JL": rewards_visible_to,
        "ZF": payment_files_visible_to,
        "ZS": clawbacks_visible_to,
        "NZ": fabrications_visible_to,
        "HZ": partners_visible_to,
        "ZB": offers_visible_to,
        "DR": batches_visible_to,
    }.items()
}


# ---- What a file is called -------------------------------------------------------------------------------------
def title_of(subject: Any) -> Words:
    """Say in a line what a file is about."""
    if isinstance(subject, Report):
        kind: str = subject.get_kind_display()
        return _("%(kind)s (people are in danger now)") % {"kind": kind} if subject.is_danger_now else kind
    if isinstance(subject, Penalty | Listing):
        return subject.cause
    if isinstance(subject, Reward):
        return f"{subject.token} · {subject.amount:,.2f} 元"
    if isinstance(subject, Notice):
        return f"{subject.title} {subject.number}"
    return str(getattr(subject, "title", ""))


def unit_of(subject: Any) -> str:
    """Name the unit a file is about, or nothing where a person may not know it."""
    if isinstance(subject, Report):
        return subject.unit_name
    if isinstance(subject, Penalty):
        return subject.party_name
    if isinstance(subject, UNITLESS):
        return ""
    if isinstance(subject, Disclosure | Disposal | Retaliation | Offer):
        return subject.report.unit_name
    return subject.unit.name if subject.unit else ""


def url_of(subject: Any) -> str:
    """Return the page of a file."""
    if isinstance(subject, Notice):
        return reverse("notices:detail", args=[subject.reference])
    return str(subject.get_absolute_url())


# ---- The stage rail --------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Journey:
    """The files of one matter that a person may see, floor by floor."""

    report: Report | None
    case: Case | None
    penalty: Penalty | None
    reward: Reward | None


def journey_of(subject: Any, user: Any) -> Journey:
    """Find the files that belong with `subject`. One query a floor at most; what is not visible is absent."""
    case_id: Any = subject.pk if isinstance(subject, Case) else getattr(subject, "case_id", None)
    if isinstance(subject, Listing):
        case_id = subject.penalty.case_id
    if isinstance(subject, Report):
        case = cases_visible_to(user).filter(report=subject).exclude(state=CaseState.CANCELLED).first()
        case_id = case.pk if case else _case_id_of(subject)
    else:
        case = subject if isinstance(subject, Case) else cases_visible_to(user).filter(pk=case_id).first()
    report = subject if isinstance(subject, Report) else _report_of(case, user)
    penalty = subject if isinstance(subject, Penalty) else _latest(penalties_visible_to(user), case_id)
    if isinstance(subject, Listing):
        penalty = subject.penalty
    reward = subject if isinstance(subject, Reward) else _latest(rewards_visible_to(user), case_id)
    return Journey(report, case, penalty, reward)


def _case_id_of(report: Report) -> int | None:
    return report.cases.exclude(state=CaseState.CANCELLED).values_list("pk", flat=True).first()


def _report_of(case: Case | None, user: Any) -> Report | None:
    if case is None or case.report_id is None:
        return None
    return reports_visible_to(user).filter(pk=case.report_id).first()


def _latest(subjects: QuerySet[Any], case_id: int | None) -> Any:
    if case_id is None:
        return None
    return subjects.filter(case=case_id).exclude(state="cancelled").order_by("-pk").first()


# ---- One file by its reference -----------------------------------------------------------------------------------
SEEKERS = (
    Duty.DESK,
    Duty.LEADER,
    Duty.REVIEWER,
    Duty.INVESTIGATOR,
    Duty.FINANCE,
    Duty.REWARDS,
    Duty.CASHIER,
    Duty.SUPERVISION,
)


def find_file(user: Any, reference: str) -> Any | None:
    """Return the file called `reference` if `user` may see it, or None."""
    model = KINDS.get(reference[:2])
    if model is None or model.label() not in VISIBLE:
        return None
    try:
        return VISIBLE[model.label()](user).filter(pk=model.objects.by_reference(reference).pk).first()
    except model.DoesNotExist:
        return None
