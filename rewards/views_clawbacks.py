"""Pages of paid money that may have to come back: proposed, decided by the leader, booked by finance."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from rewards import policies, selectors, services
from rewards.forms_desk import ClawbackForm, RecoveryForm
from workflow.forms import ReasonForm
from workflow.selectors import Offer
from workflow.views import Column, perform, perform_move, show_list

COLUMNS = (
    Column(_("Reward"), lambda clawback: clawback.reward.reference),
    Column(_("Amount in yuan"), lambda clawback: f"{clawback.amount:,.2f}", is_number=True),
    Column(_("Why it may have to come back"), lambda clawback: clawback.get_ground_display()),
)
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List what may have to come back."""
    return show_list(
        request,
        selectors.clawbacks_visible_to(request.user),
        title=_("Money to get back"),
        columns=COLUMNS,
        search=(),
        duties=(Duty.REWARDS, Duty.FINANCE, Duty.LEADER),
        named_by={"JL": "payment__reward_id"},
    )


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one of them."""
    return render(
        request, "rewards/clawback.html", {"subject": selectors.get_clawback(request.user, reference)}
    )


@page
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose that the money of a reward comes back."""
    reward = selectors.get_reward(request.user, reference)
    verdict = policies.may_propose_clawback(reward, request.user)
    offer = Offer("propose_clawback", _("Propose to get the money back"), verdict)
    return perform(request, reward, offer, service=services.propose_clawback, form_class=ClawbackForm)


@page
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide that the money is to come back."""
    return _move(request, reference, "decide", service=services.decide_clawback, form_class=ReasonForm)


@page
def dismiss(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave the money with the reporter."""
    return _move(request, reference, "dismiss", service=services.dismiss_clawback, form_class=ReasonForm)


@page
def recover(request: HttpRequest, reference: str) -> HttpResponse:
    """Book the money that came back."""
    return _move(request, reference, "recover", service=services.recover_clawback, form_class=RecoveryForm)


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_clawback(request.user, reference), move, **how)
