"""The reward in the hands of who holds the receipt: explained, agreed to or contested, claimed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.services import WrongPassword
from reports.tracking import Tracked, with_receipt
from rewards.explanations import explanation_of
from rewards.forms_fabrications import AnswerForm
from rewards.forms_public import ClaimForm, CodeForm, ContestForm
from rewards.models import Reward
from rewards.payees import permitted_holders
from rewards.policies import may_contest
from rewards.selectors import called_by_notice, can_renew_code, reward_of
from rewards.selectors.fabrications import fabrication_of
from rewards.services import agree_to_reward, answer_fabrication, claim_reward, contest_reward, renew_code
from rewards.states import State
from vault.errors import NoReaders
from workflow.errors import StalePage
from workflow.selectors import transition_from

# What the frame of a page under /track/ asks for.
FRAME = {"way": "track", "leave_url": reverse_lazy("tips:away")}


@require_http_methods(["GET", "POST"])
@with_receipt
def reward(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Explain the reward; take the claim. A second click finds it claimed."""
    found = _reward_of(tracked)
    holders = permitted_holders(place=found.case.division, on=timezone.localdate())
    form = ClaimForm(request.POST or None, is_agreed=bool(tracked.report.claim_digest), holders=holders)
    if not form.is_valid():
        return _reward_page(request, found, form, status=400 if form.is_bound else 200)
    if refused := _blamed(form, claim_reward, tracked):
        return _reward_page(request, found, form, status=refused)
    if "code" in form.payee:
        return _code_page(request, form.payee["code"])
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
        status = 400 if form.is_bound else 200
        return _page(request, "contest", {"form": form, "reward": found}, status=status)
    try:
        contest_reward(tracked.report, text=form.cleaned_data["text"])
    except NoReaders as error:
        form.add_error("text", error.reason)
        return _page(request, "contest", {"form": form, "reward": found}, status=503)
    messages.success(request, _("Your objection is sealed and sent. The answer comes here."))
    return redirect("claims:reward")


@require_http_methods(["GET", "POST"])
@with_receipt
def heard(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Hear the reporter before it is decided whether the report was made up: the evidence, the rule, the answer."""
    asked = fabrication_of(tracked.report)
    if asked is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "heard", {"form": form, "asked": asked}, status=400 if form.is_bound else 200)
    try:
        answer_fabrication(tracked.report, text=form.cleaned_data["text"])
    except NoReaders as error:
        form.add_error("text", error.reason)
        return _page(request, "heard", {"form": form, "asked": asked}, status=503)
    messages.success(request, _("Your answer is sealed and sent. It is read before anything is decided."))
    return redirect("claims:heard")


def _reward_of(tracked: Tracked) -> Reward:
    found = reward_of(tracked.report)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@with_receipt
def code(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Give another code for the counter of the bank, in the place of one that was lost."""
    found = reward_of(tracked.report)
    if found is None or not can_renew_code(found):
        raise Http404
    form = CodeForm(request.POST or None, is_agreed=bool(tracked.report.claim_digest))
    status = 400 if form.is_bound else 200
    if form.is_valid() and not (status := _blamed(form, renew_code, tracked)):
        return _code_page(request, form.payee["code"])
    return render(request, "public/track/renew_code.html", {"form": form, **FRAME}, status=status)


@login_not_required
@require_safe
def called(request: HttpRequest) -> HttpResponse:
    """Call reporters who cannot be reached: the public codes of their reports, until when, and nothing else."""
    return render(request, "public/open/called.html", {"codes": called_by_notice(timezone.localdate())})


def _blamed(form: ClaimForm | CodeForm, service: Callable[..., Any], tracked: Tracked) -> int:
    """Do what the form asks; return 0, or the status of a refusal that the form then tells."""
    status = 0
    try:
        service(tracked.report, payee=form.payee, seed=tracked.seed, password=form.agreed_password)
    except WrongPassword as error:
        form.blame(error)
        status = 403
    except NoReaders as error:
        form.blame(error)
        status = 503
    return status


def _code_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the code, once: it lies sealed from here on."""
    return render(request, "public/track/pick_up_code.html", {"code": code, **FRAME})


def _reward_page(request: HttpRequest, reward: Reward, form: ClaimForm, *, status: int) -> HttpResponse:
    until = reward.claim_until
    page = {
        **explanation_of(reward),
        "form": form,
        "can_claim": reward.state == State.APPROVED,
        "is_late": until is not None and timezone.localdate() > until,
        "can_renew_code": can_renew_code(reward),
    }
    return _page(request, "reward", page, status=status)


def _page(request: HttpRequest, name: str, page: dict[str, Any], *, status: int) -> HttpResponse:
    return render(request, f"public/track/{name}.html", {**page, **FRAME}, status=status)
