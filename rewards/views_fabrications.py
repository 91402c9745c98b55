"""Pages of the question whether a report was made up: raised, put to the reporter, decided. A number, never a name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty
from accounts.selectors import me
from rewards import services
from rewards.forms_assessment import TellingForm
from rewards.forms_fabrications import RaisingForm
from rewards.models import Fabrication
from rewards.policies_fabrications import may_raise, may_read_answer
from rewards.selectors.fabrications import fabrications_visible_to, get_fabrication
from vault.opening import unlocked
from vault.selectors import can_open
from workflow.errors import MoveRefused
from workflow.forms import ReasonForm
from workflow.verdicts import refuse_unless
from workflow.views import Column, Tab, perform_annulment, perform_move, show_list

COLUMNS = (Column(gettext_lazy("Token"), lambda fabrication: fabrication.token),)
SEERS = (Duty.REWARDS, Duty.INVESTIGATOR, Duty.REVIEWER, Duty.LEADER)
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the questions whether a report was made up."""
    return show_list(
        request,
        fabrications_visible_to(request.user),
        title=gettext_lazy("Made-up reports"),
        columns=COLUMNS,
        search=(),
        duties=SEERS,
        named_by={"JB": "report_id"},
        first_act=Tab(_("Raise that a report was made up"), reverse("fabrications:raise"))
        if may_raise(me(request))
        else None,
    )


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one of them."""
    return _draw(request, get_fabrication(request.user, reference))


@page
def open_(request: HttpRequest) -> HttpResponse:
    """Raise that a report was made up."""
    if not may_raise(me(request)):
        raise Http404
    form = RaisingForm(request.POST or None, user=me(request))
    if form.is_bound and form.is_valid():
        try:
            made = services.raise_fabrication(**form.inputs, actor=me(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Raised. A legal reviewer looks at the evidence."))
            return redirect(made)
    return render(
        request, "rewards/raise_fabrication.html", {"form": form}, status=400 if form.is_bound else 200
    )


@page
def hear(request: HttpRequest, reference: str) -> HttpResponse:
    """Put it to the reporter."""
    return _move(request, reference, "hear", service=services.ask_reporter)


@page
def drop(request: HttpRequest, reference: str) -> HttpResponse:
    """Find that the evidence is not enough to ask."""
    return _move(request, reference, "drop", service=services.drop_fabrication, form_class=ReasonForm)


@page
def find(request: HttpRequest, reference: str) -> HttpResponse:
    """Find that it was made up."""
    return _move(request, reference, "find", service=services.find_fabrication, form_class=TellingForm)


@page
def clear(request: HttpRequest, reference: str) -> HttpResponse:
    """Find that it was not made up."""
    return _move(request, reference, "clear", service=services.clear_fabrication, form_class=TellingForm)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the decision back, by two people."""
    return perform_annulment(request, get_fabrication(request.user, reference))


@require_POST
def read_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the reporter's answer in the session of who decides; the log keeps who did."""
    fabrication = get_fabrication(request.user, reference)
    refuse_unless(may_read_answer(fabrication, request.user))
    with unlocked(request, back=fabrication.get_absolute_url()) as identity:
        text = services.read_answer(fabrication, actor=me(request), identity=identity)
    return _draw(request, fabrication, words=text)


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, get_fabrication(request.user, reference), move, **how)


def _draw(request: HttpRequest, fabrication: Fabrication, **more: Any) -> HttpResponse:
    user: Any = request.user
    sealed = fabrication.answer
    may_read = sealed is not None and may_read_answer(fabrication, user) and can_open(sealed, user)
    facts = {
        "subject": fabrication,
        "may_read_answer": may_read,
        "is_sealed": sealed is not None,
        **more,
    }
    response = render(request, "rewards/fabrication.html", facts)
    response["Cache-Control"] = "no-store, private"
    return response
