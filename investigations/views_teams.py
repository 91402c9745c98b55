"""Pages of a team at work: its tasks, who joins and leaves, and who has read what."""

from __future__ import annotations

from http.client import FOUND
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import me
from investigations import policies, selectors, services
from investigations.forms import teams as forms
from workflow.selectors import Offer
from workflow.views import perform

page = require_http_methods(["GET", "POST"])


@page
def set_task(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a member something to do by a day."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("set_task", _("Set a task"), policies.may_set_task(case, request.user))
    return perform(request, case, offer, service=services.set_task, form_class=forms.TaskForm)


@page
def invite(request: HttpRequest, reference: str) -> HttpResponse:
    """Seat somebody without an account."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("invite", _("Add somebody without an account"), policies.may_staff(case, request.user))
    return perform(request, case, offer, service=services.invite, form_class=forms.InviteForm)


@page
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a member's seat and work into another's hands; who left finds the page no more, and is led to my work."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("hand_over", _("Hand over"), policies.may_hand_over(case, request.user))
    response = perform(request, case, offer, service=services.hand_over, form_class=forms.HandOverForm)
    is_gone = not selectors.cases_visible_to(me(request)).filter(pk=case.pk).exists()
    return redirect("desk:home") if response.status_code == FOUND and is_gone else response


@page
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm what was read."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("read", _("Confirm what was read"), policies.may_read(case, request.user))
    how: dict[str, Any] = {"service": services.confirm_reading, "form_class": forms.ReadingForm}
    return perform(request, case, offer, user=request.user, **how)
