"""Pages of the kinds of cases that people open by hand, and of the targets of a crackdown."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import me
from investigations import policies, selectors, services
from investigations.forms.kinds import CaseForm, TargetForm
from investigations.kinds import kinds_open_to
from workflow.errors import MoveRefused
from workflow.selectors import Offer
from workflow.views import perform

page = require_http_methods(["GET", "POST"])


@page
def open_case(request: HttpRequest) -> HttpResponse:
    """Open a case of one of the kinds that begin by hand; who opens it may not see it afterwards."""
    user = me(request)
    if not kinds_open_to(user):
        raise Http404
    form = CaseForm(request.POST or None, user=user)
    if form.is_bound and form.is_valid() and (case := _opened(form, user)):
        is_seen = selectors.cases_visible_to(user).filter(pk=case.pk).exists()
        return redirect(case.get_absolute_url() if is_seen else "desk:home")
    status = 400 if form.is_bound else 200
    return render(request, "investigations/open_case.html", {"form": form}, status=status)


def _opened(form: CaseForm, user: Any) -> Any:
    try:
        return services.open_case(actor=user, **form.cleaned_data)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal.reason))
        return None


@page
def add_targets(request: HttpRequest, reference: str) -> HttpResponse:
    """Name a unit that several agencies visit."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("add_targets", _("Name a target"), policies.may_plan(case, request.user))
    return perform(request, case, offer, service=services.add_targets, form_class=TargetForm)
