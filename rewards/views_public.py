"""The reward in the hands of who holds the receipt: how the amount came about, and the claim."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.bilingual import in_language
from reports.services import WrongPassword
from reports.tracking import Tracked, with_receipt
from rewards.forms_public import ClaimForm
from rewards.models import Reward
from rewards.selectors import reward_of
from rewards.services import claim_reward
from rewards.states import State
from vault.errors import NoReaders

TOLD = (State.APPROVED, State.CLAIMED, State.PAID, State.LAPSED)


@require_http_methods(["GET", "POST"])
@with_receipt
def reward(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Explain the amount step by step; take the claim. A second click finds it claimed."""
    found = reward_of(tracked.report)
    if found is None or found.state not in TOLD:
        raise Http404
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


def _reward_page(request: HttpRequest, reward: Reward, form: ClaimForm, *, status: int) -> HttpResponse:
    steps = [
        {
            "text": in_language(step["sentence_zh"], step["sentence_en"]),
            "citation": step["citation"],
            "rule_id": step["rule_id"],
        }
        for step in reward.assessment["steps"]
    ]
    until = reward.claim_until
    page = {
        "reward": reward,
        "steps_taken": steps,
        "form": form,
        "can_claim": reward.state == State.APPROVED,
        "is_late": until is not None and timezone.localdate() > until,
        "way": "track",
        "leave_url": reverse("tips:away"),
    }
    return render(request, "public/track/reward.html", page, status=status)
