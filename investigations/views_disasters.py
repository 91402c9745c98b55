"""Pages of natural disasters: the record, its page, its moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from investigations import policies_disasters, selectors, services
from investigations.forms import disasters as forms
from investigations.selectors_kinds import get_disaster
from workflow.errors import MoveRefused
from workflow.forms import MoveForm, ReasonForm

DISASTER_MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "report_up": (services.report_disaster_up, forms.ReportDisasterForm),
    "update_losses": (services.update_losses, forms.LossesForm),
    "submit_assessment": (services.submit_assessment, forms.AssessmentForm),
    "decide": (services.decide_disaster, forms.DecisionForm),
    "hand_up": (services.hand_up_disaster, forms.HandUpDisasterForm),
    "cancel": (services.cancel_disaster, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def disaster(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a disaster with its periods and its case."""
    found = get_disaster(request.user, reference)
    case = selectors.cases_visible_to(request.user).filter(pk=found.case_id).first()
    facts = {"subject": found, "case": case, "team": selectors.team_of(found.case)}
    return render(request, "investigations/disaster.html", facts)


@page
def record_disaster(request: HttpRequest) -> HttpResponse:
    """Record a disaster; the case of its assessment opens with it."""
    if not policies_disasters.may_record_disaster(request.user):
        raise Http404
    form = forms.DisasterForm(request.POST or None)
    if form.is_bound and form.is_valid() and (found := _recorded(form, request.user)):
        return redirect(found.get_absolute_url())
    status = 400 if form.is_bound else 200
    return render(request, "investigations/record_disaster.html", {"form": form}, status=status)


def _recorded(form: forms.DisasterForm, user: Any) -> Any:
    """Record what the form says, or put into it what the service refuses."""
    try:
        return services.record_disaster(actor=user, **form.cleaned_data)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal.reason))
        return None
