"""The register of major hazards, and the page of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from investigations import policies_hazards, selectors, services
from investigations import selectors_hazards as hazards
from investigations.forms import hazards as forms
from investigations.views_accesses import tabs
from workflow.forms import MoveForm
from workflow.selectors import Offer
from workflow.views import Column, perform, perform_annulment, perform_move, show_list

COLUMNS = (
    Column(_("The hazard"), lambda hazard: hazard.title),
    Column(_("Unit"), lambda hazard: hazard.unit.name if hazard.unit else ""),
    Column(_("Who supervises"), lambda hazard: hazard.supervisor),
    Column(_("To be removed by"), lambda hazard: hazard.listed_until or hazard.item.until),
)
MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "list_up": (services.list_hazard, forms.ListUpForm),
    "lift": (services.lift_hazard, forms.LiftForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """List the major hazards."""
    return show_list(
        request,
        hazards.hazards_visible_to(request.user),
        title=_("Major hazards"),
        columns=COLUMNS,
        search=("title", "case__unit__name", "case__unit__uscc"),
        duties=(Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR, Duty.SUPERVISION),
        tabs=tabs("hazards"),
    )


@page
def register_hazard(request: HttpRequest, reference: str) -> HttpResponse:
    """Put what was ordered to be rectified on the register."""
    order = selectors.get_order(request.user, reference)
    verdict = policies_hazards.may_register(order, request.user)
    offer = Offer("register_hazard", _("Register as a major hazard"), verdict)
    return perform(request, order, offer, service=services.register_hazard, form_class=forms.RegisterForm)


@require_GET
def hazard(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a major hazard."""
    found = hazards.get_hazard(request.user, reference)
    return render(request, "investigations/hazard.html", {"subject": found})


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make a move of a major hazard."""
    service, form_class = MOVES[move]
    found = hazards.get_hazard(request.user, reference)
    return perform_move(request, found, move, service=service, form_class=form_class)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of a major hazard back, by two people."""
    return perform_annulment(request, hazards.get_hazard(request.user, reference))
