"""The reward in the hands of who holds the receipt: explained, agreed to or contested, claimed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reports.services import WrongPassword
from reports.tracking import Tracked, with_receipt
from rewards.explanations import explanation_of
from rewards.forms_public import ClaimForm, ContestForm
from rewards.models import Reward
from rewards.policies import may_contest
from rewards.selectors import reward_of
from rewards.services import agree_to_reward, claim_reward, contest_reward
from rewards.states import State
from vault.errors import NoReaders
from workflow.errors import StalePage
from workflow.selectors import transition_from


@require_http_methods(["GET", "POST"])
@with_receipt
def reward(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Explain the reward; take the claim. A second click finds it claimed."""
    found = _reward_of(tracked)
    form = ClaimForm(request.POST or None, is_agreed=bool(tracked.report.claim_digest))
    if not form.is_valid():
        return _reward_page(request, found, form, status=400 if form.is_bound else 200)
    try:
        claim_reward(tracked.report, payee=form.payee, seed=tracked.seed, password=form.agreed_password)
    except (WrongPassword, NoReaders) as error:
        form.blame(error)
        return _reward_page(request, found, form, status=503 if isinstance(error, NoReaders) else 403)
    messages.success(request, _("Your claim is sealed and on its way to the cashier."))
    return redirect("claims:reward")


@require_POST
@with_receipt
def agree(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Agree to the intended amount, so that nothing is waited for."""
    agree_to_reward(tracked.report)
    messages.success(request, _("Thank you. It goes on at once."))
    return redirect("claims:reward")


@require_http_methods(["GET", "POST"])
@with_receipt
def contest(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Contest the intended amount or the refusal, as long as it has not gone on."""
    found = _reward_of(tracked)
    verdict = may_contest(found, None)
    if transition_from(found, "contest") is None or not verdict:
        raise StalePage(verdict.reason or _("There is nothing to contest now: the reward has gone on."))
    form = ContestForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "contest", {"form": form, "reward": found}, 400 if form.is_bound else 200)
    try:
        contest_reward(tracked.report, text=form.cleaned_data["text"])
    except NoReaders as error:
        form.add_error("text", error.reason)
        return _page(request, "contest", {"form": form, "reward": found}, 503)
    messages.success(request, _("Your objection is sealed and sent. The answer comes here."))
    return redirect("claims:reward")


def _reward_of(tracked: Tracked) -> Reward:
    found = reward_of(tracked.report)
    if found is None:
        raise Http404
    return found


def _reward_page(request: HttpRequest, reward: Reward, form: ClaimForm, *, status: int) -> HttpResponse:
    until = reward.claim_until
    page = {
        **explanation_of(reward),
        "form": form,
        "can_claim": reward.state == State.APPROVED,
        "is_late": until is not None and timezone.localdate() > until,
    }
    return _page(request, "reward", page, status)


def _page(request: HttpRequest, name: str, page: dict[str, Any], status: int) -> HttpResponse:
    context = {"way": "track", "leave_url": reverse("tips:away"), **page}
    return render(request, f"public/track/{name}.html", context, status=status)
