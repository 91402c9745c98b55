"""Pages of cases and of their rectification orders."""

from __future__ import annotations

from collections.abc import Callable
from http.client import FOUND
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from investigations import policies, policies_accidents, selectors, services
from investigations.forms import findings, kinds, teams
from investigations.forms import referrals as forms
from investigations.forms.cases import UnitForm
from investigations.forms.rectification import AskExtensionForm, LeftForm, OrderForm, RecheckForm
from investigations.gates import gates_of
from investigations.models import Case
from investigations.policies_evidence import may_open_of
from investigations.policies_supervisions import may_supervise_case
from investigations.selectors_evidence import evidence_listed
from investigations.selectors_kinds import (
    disasters_visible_to,
    get_disaster,
    get_supervision,
    supervisions_visible_to,
)
from investigations.states import GATED, State
from investigations.views_accesses import tabs
from investigations.views_accidents import ACCIDENT_MOVES
from investigations.views_disasters import DISASTER_MOVES
from investigations.views_supervisions import SUPERVISION_MOVES
from reports.policies import may_read_words
from reports.selectors import get_report, reports_visible_to, retaliations_visible_to, words_grants_of
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.selectors import Offer
from workflow.views import Column, Tab, perform, perform_annulment, perform_move, show_list

COLUMNS = (
    Column(_("Title"), lambda case: case.title),
    Column(_("Unit"), lambda case: case.unit.name if case.unit else ""),
)
# Machines whose moves are a service and a form each.
MOVES: dict[str, dict[str, tuple[Callable[..., Any], type[MoveForm]]]] = {
    "order": {
        "ask_extension": (services.ask_extension, AskExtensionForm),
        "grant_extension": (services.grant_extension, NoteForm),
        "refuse_extension": (services.refuse_extension, ReasonForm),
        "report_done": (services.report_rectified, NoteForm),
        "pass_recheck": (services.pass_recheck, RecheckForm),
        "fail_recheck": (services.fail_recheck, LeftForm),
        "cancel": (services.cancel_order, ReasonForm),
    },
    "accident": ACCIDENT_MOVES,
    "disaster": DISASTER_MOVES,
    "supervision": SUPERVISION_MOVES,
    "task": {
        "report_done": (services.report_task, teams.TaskDoneForm),
        "check_done": (services.check_task, NoteForm),
        "give_back": (services.give_back_task, teams.GiveBackForm),
        "cancel": (services.cancel_task, ReasonForm),
    },
    "target": {
        "visit": (services.visit_target, kinds.VisitForm),
        "cancel": (services.cancel_target, ReasonForm),
    },
    "preservation": {"settle": (services.settle_evidence, forms.SettleForm)},
    "referral": {
        "approve": (services.approve_referral, NoteForm),
        "refuse": (services.refuse_referral, ReasonForm),
        "hand_over": (services.hand_over_referral, forms.HandOverForm),
        "forward": (services.forward_referral, forms.ForwardForm),
        "take_up": (services.take_up_referral, forms.PoliceForm),
        "decline": (services.decline_referral, forms.PoliceRefusalForm),
        "object": (services.object_to_police, forms.ObjectionForm),
        "take_back": (services.take_back_referral, ReasonForm),
        "deliver": (services.deliver_material, forms.DeliverForm),
        "note_judgment": (services.note_judgment, forms.JudgmentForm),
    },
}
READERS: dict[str, Callable[[Any, str], Any]] = {
    "order": selectors.get_order,
    "accident": selectors.get_accident,
    "disaster": get_disaster,
    "supervision": get_supervision,
    "task": selectors.get_task,
    "target": selectors.get_target,
    "preservation": selectors.get_preservation,
    "referral": selectors.get_referral,
}
# What a case page shows in the order in which it came.
ORDERED: dict[str, Callable[[Any], Any]] = {
    "orders": selectors.orders_in_full,
    "supervisions": supervisions_visible_to,
    "preservations": selectors.preservations_visible_to,
    "referrals": selectors.referrals_visible_to,
    "accesses": selectors.accesses_visible_to,
}
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the cases."""
    return show_list(
        request,
        selectors.cases_visible_to(request.user),
        title=_("Cases"),
        columns=COLUMNS,
        search=("title", "unit__name", "unit__uscc"),
        duties=(Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR, Duty.SUPERVISION),
        first_act=_recording(request.user),
        tabs=tabs("list"),
    )


def _recording(user: Any) -> Tab | None:
    url = reverse("investigations:record_accident")
    return Tab(_("Record an accident"), url) if policies_accidents.may_record_accident(user) else None


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a case with its team, findings and orders; the tip only to those who may see it."""
    case = selectors.get_case(request.user, reference)
    parts = selectors.Parts(case, request.user)
    facts = {
        "subject": case,
        **_behind(case, request.user),
        **_found(parts),
        **_kind(parts),
        **_team(parts),
        **_end(case, request.user),
        **_open_to(case, request.user),
        "accident": parts.only("accident", selectors.accidents_visible_to),
        **{name: parts.of(name, visible_to, "pk") for name, visible_to in ORDERED.items()},
    }
    return render(request, "investigations/detail.html", facts)


def _found(parts: selectors.Parts) -> dict[str, Any]:
    """Return what was found so far, of each allegation, and the evidence."""
    case = parts.case
    finding = max(case.findings.all(), key=attrgetter("pk"), default=None)
    return {
        "finding": finding,
        "outcomes": selectors.outcomes_of(finding),
        "allegations": selectors.allegations_of(case),
        "responsible": case.responsible.order_by("pk") if parts.has("responsible") else (),
        "evidence": evidence_listed(case, parts.user) if parts.has("evidence") else (),
    }


def _end(case: Case, user: Any) -> dict[str, Any]:
    """Return what stands before the end of the case: the other side, and the gates with what is missing."""
    if case.kind not in GATED:
        return {}
    return {
        "gates": gates_of(case),
        "examination": case.examinations.exclude(state=State.CANCELLED).first(),
        "waiver": case.waivers.select_related("signed_by").first(),
        "may_prove": policies.may_prove(case, user),
        "may_examine": policies.may_examine(case, user),
    }


def _kind(parts: selectors.Parts) -> dict[str, Any]:
    """Return what the kind of the case adds: the targets of a crackdown, what a safety-service body did."""
    case, user = parts.case, parts.user
    return {
        "targets": parts.of("targets", selectors.targets_visible_to, "unit__name", "pk"),
        "complaint": case.complaint if parts.has("complaint") else None,
        "disaster": parts.only("disaster", disasters_visible_to),
        "may_supervise": may_supervise_case(case, user),
        "may_plan": policies.may_plan(case, user),
    }


def _team(parts: selectors.Parts) -> dict[str, Any]:
    """Return who works on the case, at what, who has read what, and what this person may do about it."""
    case, user = parts.case, parts.user
    team = list(selectors.team_of(case))
    return {
        "team": team,
        "delegates": selectors.delegates_of(case) if parts.has("delegates") else (),
        "tasks": parts.of("tasks", selectors.tasks_visible_to, "state", "due_on", "pk"),
        "readable": selectors.readable_of(case, team),
        "may_staff": policies.may_staff(case, user),
        "may_stand_aside": policies.may_stand_aside(case, user),
        "may_set_task": policies.may_set_task(case, user),
        "may_hand_over": policies.may_hand_over(case, user),
        "may_read": policies.may_read(case, user),
    }


def _behind(case: Case, user: Any) -> dict[str, Any]:
    """Return what the case answers, as far as this person may see it, and who of the team may read its words."""
    report = reports_visible_to(user).filter(cases=case).first()
    return {
        "report": report,
        "readers": words_grants_of(report) if report else (),
        "may_read_words": report and may_read_words(report, user),
        "retaliation": retaliations_visible_to(user).filter(case=case).first()
        if case.retaliation_id
        else None,
    }


def _open_to(case: Case, user: Any) -> dict[str, Any]:
    """Return what this person may do with the case besides its moves."""
    return {
        "may_show_file": policies.may_show_file(case, user),
        "may_order": policies.may_order(case, user),
        "may_bind": policies.may_bind(case, user),
        "may_see_photos": may_open_of(case, user),
    }


@page
def form_team(request: HttpRequest, reference: str) -> HttpResponse:
    """Name the joint team."""
    return _move(request, reference, "form_team", service=services.form_team, form_class=teams.TeamForm)


@page
def submit_findings(request: HttpRequest, reference: str) -> HttpResponse:
    """Lay the findings before a leader."""
    how = {"service": services.submit_findings, "form_class": findings.FindingsForm}
    return _move(request, reference, "submit_findings", **how)


@page
def review_findings(request: HttpRequest, reference: str) -> HttpResponse:
    """Review what a colleague drafted."""
    return _move(request, reference, "review_findings", service=services.review_findings)


@page
def take_back_findings(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the team's own findings back and go on."""
    how = {"service": services.take_back_findings, "form_class": ReasonForm}
    return _move(request, reference, "take_back_findings", **how)


@page
def name_responsible(request: HttpRequest, reference: str) -> HttpResponse:
    """Name somebody as responsible."""
    label, form = _("Name who is responsible"), findings.ResponsibleForm
    return _act(request, reference, "name_responsible", label, services.name_responsible, form)


@page
def allegations(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what a tip alleges; the desk alone knows whose allegation it is."""
    report = get_report(request.user, reference)
    offer = Offer(
        "allegations", _("List the allegations"), policies.may_list_allegations(report, request.user)
    )
    how: dict[str, Any] = {"service": services.list_allegations, "form_class": findings.AllegationsForm}
    return perform(request, report, offer, **how)


@page
def return_findings(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the findings back with a reason."""
    return _move(
        request, reference, "return_findings", service=services.return_findings, form_class=ReasonForm
    )


@page
def approve_findings(request: HttpRequest, reference: str) -> HttpResponse:
    """Make the findings the office's own."""
    return _move(request, reference, "approve_findings", service=services.approve_findings)


@page
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a concluded case."""
    return _move(request, reference, "close", service=services.close_case)


@page
def bind_volume(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the volume of a closed case made where there is none."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("bind_volume", _("Make the volume"), policies.may_bind(case, request.user))
    return perform(request, case, offer, service=services.ask_volume)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of a case back, by two people."""
    return perform_annulment(request, selectors.get_case(request.user, reference))


@page
def name_unit(request: HttpRequest, reference: str) -> HttpResponse:
    """Name the unit that the case is about."""
    return _act(request, reference, "name_unit", _("Name the unit"), services.name_unit, UnitForm)


@page
def seat_member(request: HttpRequest, reference: str) -> HttpResponse:
    """Seat somebody on a team at work."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("seat_member", _("Add a member"), policies.may_staff(case, request.user))
    return perform(request, case, offer, service=services.seat_member, form_class=teams.SeatForm)


@page
def stand_aside(request: HttpRequest, reference: str) -> HttpResponse:
    """Stand aside for a conflict of interest; afterwards the page is out of reach, so it leads to my work."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("stand_aside", _("Stand aside"), policies.may_stand_aside(case, request.user))
    response = perform(request, case, offer, service=services.stand_aside, form_class=ReasonForm)
    return redirect("desk:home") if response.status_code == FOUND else response


@page
def order_rectification(request: HttpRequest, reference: str) -> HttpResponse:
    """Order the unit to rectify."""
    label = _("Order a rectification")
    return _act(request, reference, "order_rectification", label, services.order_rectification, OrderForm)


@page
def preserve(request: HttpRequest, reference: str) -> HttpResponse:
    """Register evidence and preserve it."""
    label = _("Preserve evidence")
    return _act(request, reference, "preserve", label, services.preserve_evidence, forms.PreserveForm)


@page
def order_measures(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide on measures on the spot."""
    label = _("Order measures on the spot")
    return _act(request, reference, "order_measures", label, services.order_site_measures, forms.MeasuresForm)


@page
def refer(request: HttpRequest, reference: str) -> HttpResponse:
    """Report that a crime is suspected."""
    label = _("Propose a referral to the police")
    return _act(request, reference, "refer", label, services.propose_referral, forms.ReferralForm)


@page
def move(request: HttpRequest, reference: str, kind: str, move: str) -> HttpResponse:
    """Make a move of an order, an accident, of preserved evidence, or of a referral."""
    service, form_class = MOVES[kind][move]
    found = READERS[kind](request.user, reference)
    return perform_move(request, found, move, service=service, form_class=form_class)


@page
def annul_other(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Take the last move of an order, an accident, of preserved evidence, or of a referral back, by two people."""
    return perform_annulment(request, READERS[kind](request.user, reference))


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_case(request.user, reference), move, **how)


def _act(
    request: HttpRequest, reference: str, move: str, label: Any, service: Any, form_class: Any
) -> HttpResponse:
    case = selectors.get_case(request.user, reference)
    offer = Offer(move, label, policies.may_order(case, request.user))
    return perform(request, case, offer, service=service, form_class=form_class)
