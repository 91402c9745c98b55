"""Pages of further measures, for the staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from investigations.selectors import get_case
from sanctions import forms_measures as forms
from sanctions import policies_warnings, selectors, services
from sanctions.wording_measures import facts_of, next_of
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.selectors import Offer
from workflow.views import Column, perform, perform_annulment, perform_move, show_list

DUTIES = (Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR)
COLUMNS = (
    Column(_("Measure"), lambda measure: measure.get_kind_display()),
    Column(_("Ground"), lambda measure: measure.get_ground_display()),
    Column(_("Unit"), lambda measure: measure.unit.name),
)
MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "propose": (services.propose_measure, forms.ProposeMeasureForm),
    "approve": (services.approve_measure, NoteForm),
    "drop": (services.drop_measure, ReasonForm),
    "order_closure": (services.order_closure, forms.ClosureForm),
    "decline": (services.decline_closure, ReasonForm),
    "cut": (services.cut_power, NoteForm),
    "lift": (services.lift_measure, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the further measures."""
    return show_list(
        request,
        selectors.measures_visible_to(request.user),
        title=_("Further measures"),
        columns=COLUMNS,
        search=("unit__name", "unit__uscc", "person_name"),
        duties=DUTIES,
    )


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a measure: why it came up, what the law says, where it stands."""
    found = selectors.get_measure(request.user, reference)
    facts = {
        "subject": found,
        "facts": facts_of(found),
        "next": next_of(found),
        "penalties": selectors.penalties_visible_to(request.user).filter(resting_measures=found),
        "proceeding": selectors.penalties_visible_to(request.user).filter(measure=found).first(),
    }
    return render(request, "sanctions/measure.html", facts)


@page
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring a measure up in a case, on a ground that only a person can know."""
    case = get_case(request.user, reference)
    verdict = policies_warnings.may_propose(case, request.user)
    offer = Offer("bring_up_measure", _("Bring a further measure up"), verdict)
    return perform(request, case, offer, service=services.bring_up_measure, form_class=forms.BringUpForm)


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make one of the moves of a measure."""
    service, form_class = MOVES[move]
    subject = selectors.get_measure(request.user, reference)
    return perform_move(request, subject, move, service=service, form_class=form_class)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of a measure back, by two people."""
    return perform_annulment(request, selectors.get_measure(request.user, reference))
