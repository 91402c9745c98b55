"""Pages of interviews and exposures, for the staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from investigations.selectors import get_case
from sanctions import forms_warnings as forms
from sanctions import policies_warnings, selectors, services
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.selectors import Offer
from workflow.views import Column, perform, perform_annulment, perform_move, show_list

DUTIES = (Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR)
COLUMNS = (
    Column(_("Unit"), lambda found: found.unit.name),
    Column(_("Case"), lambda found: found.case.reference),
)
INTERVIEW_MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "plan": (services.plan_interview, forms.PlanForm),
    "announce": (services.announce_interview, NoteForm),
    "hold": (services.hold_interview, forms.MinutesForm),
    "report_back": (services.record_interview_report, forms.ReportForm),
    "close": (services.close_interview, ReasonForm),
    "fail": (services.fail_interview, ReasonForm),
    "dismiss": (services.dismiss_interview, ReasonForm),
}
EXPOSURE_MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "draft": (services.draft_exposure, forms.TextForm),
    "clear": (services.clear_exposure, NoteForm),
    "send_back": (services.send_back_exposure, ReasonForm),
    "publish": (services.publish_exposure, NoteForm),
    "withdraw": (services.withdraw_exposure, ReasonForm),
    "dismiss": (services.dismiss_exposure, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def interviews(request: HttpRequest) -> HttpResponse:
    """List the interviews."""
    return _list(request, selectors.interviews_visible_to(request.user), _("Interviews"))


@require_GET
def exposures(request: HttpRequest) -> HttpResponse:
    """List the exposures."""
    return _list(request, selectors.exposures_visible_to(request.user), _("Exposures"))


@require_GET
def interview(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an interview."""
    found = selectors.get_interview(request.user, reference)
    return render(request, "sanctions/interview.html", {"subject": found})


@require_GET
def exposure(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an exposure."""
    found = selectors.get_exposure(request.user, reference)
    return render(request, "sanctions/exposure.html", {"subject": found})


@page
def propose_interview(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring an interview of the unit of a case up by hand."""
    return _propose(
        request, reference, "propose_interview", _("Propose an interview"), services.propose_interview
    )


@page
def propose_exposure(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring an exposure of the unit of a case up by hand."""
    return _propose(
        request, reference, "propose_exposure", _("Propose an exposure"), services.propose_exposure
    )


@page
def move_interview(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make one of the moves of an interview."""
    service, form_class = INTERVIEW_MOVES[move]
    subject = selectors.get_interview(request.user, reference)
    return perform_move(request, subject, move, service=service, form_class=form_class)


@page
def move_exposure(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make one of the moves of an exposure."""
    service, form_class = EXPOSURE_MOVES[move]
    subject = selectors.get_exposure(request.user, reference)
    return perform_move(request, subject, move, service=service, form_class=form_class)


@page
def annul_interview(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of an interview back, by two people."""
    return perform_annulment(request, selectors.get_interview(request.user, reference))


@page
def annul_exposure(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of an exposure back, by two people."""
    return perform_annulment(request, selectors.get_exposure(request.user, reference))


def _list(request: HttpRequest, found: Any, title: Any) -> HttpResponse:
    search = ("unit__name", "unit__uscc")
    return show_list(request, found, title=title, columns=COLUMNS, search=search, duties=DUTIES)


def _propose(
    request: HttpRequest, reference: str, move: str, label: Any, service: Callable[..., Any]
) -> HttpResponse:
    case = get_case(request.user, reference)
    offer = Offer(move, label, policies_warnings.may_propose(case, request.user))
    return perform(request, case, offer, service=service, form_class=ReasonForm)
