"""Pages of cases and of their rectification orders."""

from __future__ import annotations

from collections.abc import Callable
from http.client import FOUND
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from investigations import policies, selectors, services
from investigations.forms import accidents as forms
from investigations.forms.cases import (
    FindingsForm,
    NewDateForm,
    OrderForm,
    RecheckForm,
    SeatForm,
    TeamForm,
    UnitForm,
)
from investigations.models import Case
from investigations.views_accesses import tabs
from reports.policies import may_read_words
from reports.selectors import reports_visible_to, retaliations_visible_to, words_grants_of
from workflow.errors import MoveRefused
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.selectors import Offer
from workflow.views import Column, Tab, perform, perform_annulment, perform_move, show_list

COLUMNS = (
    Column(_("Title"), lambda case: case.title),
    Column(_("Unit"), lambda case: case.unit.name if case.unit else ""),
)
# Three machines whose moves are a service and a form each.
MOVES: dict[str, dict[str, tuple[Callable[..., Any], type[MoveForm]]]] = {
    "accident": {
        "receive_unit_report": (services.receive_unit_report, forms.UnitReportForm),
        "report_up": (services.report_up, forms.ReportUpForm),
        "update_casualties": (services.update_casualties, forms.CasualtiesForm),
        "begin_appraisal": (services.begin_appraisal, forms.AppraisalForm),
        "end_appraisal": (services.end_appraisal, forms.AppraisedForm),
        "extend_report": (services.extend_report, forms.ExtensionForm),
        "submit_report": (services.submit_report, forms.SubmitReportForm),
        "extend_reply": (services.extend_reply, forms.ExtensionForm),
        "reply": (services.reply_to_accident, forms.ReplyForm),
        "review": (services.review_accident, forms.ReviewForm),
        "cancel": (services.cancel_accident, ReasonForm),
    },
    "preservation": {"settle": (services.settle_evidence, forms.SettleForm)},
    "referral": {
        "approve": (services.approve_referral, NoteForm),
        "refuse": (services.refuse_referral, ReasonForm),
        "hand_over": (services.hand_over_referral, forms.HandOverForm),
        "take_up": (services.take_up_referral, forms.PoliceForm),
        "decline": (services.decline_referral, forms.PoliceRefusalForm),
        "object": (services.object_to_police, forms.ObjectionForm),
        "take_back": (services.take_back_referral, ReasonForm),
        "deliver": (services.deliver_material, forms.DeliverForm),
    },
}
READERS: dict[str, Callable[[Any, str], Any]] = {
    "accident": selectors.get_accident,
    "preservation": selectors.get_preservation,
    "referral": selectors.get_referral,
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
    return Tab(_("Record an accident"), url) if policies.may_record_accident(user) else None


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a case with its team, findings and orders; the tip only to those who may see it."""
    case = selectors.get_case(request.user, reference)
    facts = {
        "subject": case,
        **_behind(case, request.user),
        **_open_to(case, request.user),
        "finding": case.findings.order_by("pk").last(),
        "team": selectors.team_of(case),
        "orders": selectors.orders_visible_to(request.user).filter(case=case).order_by("pk"),
        "accident": selectors.accidents_visible_to(request.user).filter(case=case).first(),
        "preservations": selectors.preservations_visible_to(request.user).filter(case=case).order_by("pk"),
        "referrals": selectors.referrals_visible_to(request.user).filter(case=case).order_by("pk"),
    }
    return render(request, "investigations/detail.html", facts)


def _behind(case: Case, user: Any) -> dict[str, Any]:
    """Return what the case answers, as far as this person may see it, and who of the team may read its words."""
    report = reports_visible_to(user).filter(cases=case).first()
    return {
        "report": report,
        "readers": words_grants_of(report) if report else (),
        "may_read_words": report and may_read_words(report, user),
        "retaliation": retaliations_visible_to(user).filter(case=case).first(),
    }


def _open_to(case: Case, user: Any) -> dict[str, Any]:
    """Return what this person may do with the case besides its moves, and who from outside looked into its file."""
    return {
        "accesses": selectors.accesses_visible_to(user).filter(case=case).order_by("pk"),
        "may_show_file": policies.may_show_file(case, user),
        "may_order": policies.may_order(case, user),
        "may_staff": policies.may_staff(case, user),
        "may_stand_aside": policies.may_stand_aside(case, user),
    }


@page
def form_team(request: HttpRequest, reference: str) -> HttpResponse:
    """Name the joint team."""
    return _move(request, reference, "form_team", service=services.form_team, form_class=TeamForm)


@page
def submit_findings(request: HttpRequest, reference: str) -> HttpResponse:
    """Lay the findings before a leader."""
    return _move(
        request, reference, "submit_findings", service=services.submit_findings, form_class=FindingsForm
    )


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
    return perform(request, case, offer, service=services.seat_member, form_class=SeatForm)


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
def report_done_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the unit says it is done."""
    return _move_order(request, reference, "report_done", service=services.report_rectified)


@page
def pass_recheck_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the recheck found the problem gone."""
    return _move_order(
        request, reference, "pass_recheck", service=services.pass_recheck, form_class=RecheckForm
    )


@page
def fail_recheck_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the problem is still there, and set a new date."""
    return _move_order(
        request, reference, "fail_recheck", service=services.fail_recheck, form_class=NewDateForm
    )


@page
def cancel_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Cancel an order with a reason."""
    return _move_order(request, reference, "cancel", service=services.cancel_order, form_class=ReasonForm)


@page
def annul_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of an order back, by two people."""
    return perform_annulment(request, selectors.get_order(request.user, reference))


@require_GET
def accident(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an accident with its reports and their periods."""
    found = selectors.get_accident(request.user, reference)
    case = selectors.cases_visible_to(request.user).filter(pk=found.case_id).first()
    facts = {"subject": found, "case": case, "team": selectors.team_of(found.case)}
    return render(request, "investigations/accident.html", facts)


@page
def record_accident(request: HttpRequest) -> HttpResponse:
    """Record an accident with its fast report; its case opens with it."""
    if not policies.may_record_accident(request.user):
        raise Http404
    form = forms.AccidentForm(request.POST or None)
    if form.is_bound and form.is_valid() and (found := _recorded(form, request.user)):
        return redirect(found.get_absolute_url())
    status = 400 if form.is_bound else 200
    return render(request, "investigations/record_accident.html", {"form": form}, status=status)


def _recorded(form: forms.AccidentForm, user: Any) -> Any:
    """Record what the form says, or put into it what the service refuses."""
    try:
        return services.record_accident(actor=user, **form.cleaned_data)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal.reason))
        return None


@page
def preserve(request: HttpRequest, reference: str) -> HttpResponse:
    """Register evidence and preserve it."""
    label = _("Preserve evidence")
    return _act(request, reference, "preserve", label, services.preserve_evidence, forms.PreserveForm)


@page
def refer(request: HttpRequest, reference: str) -> HttpResponse:
    """Report that a crime is suspected."""
    label = _("Propose a referral to the police")
    return _act(request, reference, "refer", label, services.propose_referral, forms.ReferralForm)


@page
def move(request: HttpRequest, reference: str, kind: str, move: str) -> HttpResponse:
    """Make a move of an accident, of preserved evidence, or of a referral."""
    service, form_class = MOVES[kind][move]
    found = READERS[kind](request.user, reference)
    return perform_move(request, found, move, service=service, form_class=form_class)


@page
def annul_other(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Take the last move of an accident, of preserved evidence, or of a referral back, by two people."""
    return perform_annulment(request, READERS[kind](request.user, reference))


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_case(request.user, reference), move, **how)


def _move_order(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_order(request.user, reference), move, **how)


def _act(
    request: HttpRequest, reference: str, move: str, label: Any, service: Any, form_class: Any
) -> HttpResponse:
    case = selectors.get_case(request.user, reference)
    offer = Offer(move, label, policies.may_order(case, request.user))
    return perform(request, case, offer, service=service, form_class=form_class)
