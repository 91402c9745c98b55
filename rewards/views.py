"""Pages of rewards for the staff: a token, an amount, the steps that led to it. Never a tip."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty
from accounts.selectors import me
from rewards import policies, selectors, services
from rewards.forms_assessment import TellingForm
from rewards.forms_desk import LaterForm, LodgingForm
from rewards.forms_public import payee_lines
from rewards.models import Reward
from rewards.states import ClawbackState, State
from vault.opening import unlocked
from vault.selectors import can_open
from workflow.forms import ReasonForm
from workflow.verdicts import refuse_unless
from workflow.views import Column, perform_annulment, perform_move, show_list

COLUMNS = (
    Column(_("Token"), lambda reward: reward.token),
    Column(_("Amount in yuan"), lambda reward: f"{reward.amount:,.2f}", is_number=True),
)
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the rewards."""
    return show_list(
        request,
        selectors.rewards_visible_to(request.user),
        title=_("Rewards"),
        columns=COLUMNS,
        search=(),
        duties=(Duty.REWARDS, Duty.FINANCE, Duty.CASHIER),
        named_by={"JB": "report_id"},
    )


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a reward."""
    return draw_reward(request, selectors.get_reward(request.user, reference))


@require_POST
def payee(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the payee details in a cashier's session; the log keeps who did."""
    reward = selectors.get_reward(request.user, reference)
    refuse_unless(policies.may_read_payee(reward, request.user))
    with unlocked(request, back=reward.get_absolute_url()) as identity:
        found = services.read_payee(reward, actor=me(request), identity=identity)
    return draw_reward(request, reward, payee=payee_lines(found))


@page
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose the assessed amount."""
    return _move(request, reference, "propose", service=services.propose_reward)


@page
def refuse(request: HttpRequest, reference: str) -> HttpResponse:
    """Find that no reward is due, with the reason."""
    return _move(request, reference, "refuse", service=services.refuse_reward, form_class=TellingForm)


@page
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Return the proposal with a reason."""
    return _move(request, reference, "send_back", service=services.send_back_reward, form_class=ReasonForm)


@page
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve the amount."""
    return _move(request, reference, "approve", service=services.approve_reward)


@page
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree as reviewer."""
    return _move(request, reference, "review", service=services.review_reward)


@page
def clear(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree for finance, where the leader has the last word."""
    return _move(request, reference, "clear", service=services.clear_reward)


@page
def lodge(request: HttpRequest, reference: str) -> HttpResponse:
    """Note when the amount was filed with the higher department."""
    return _move(request, reference, "lodge", service=services.lodge_reward, form_class=LodgingForm)


@page
def extend_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """Allow a later claim, for a good reason."""
    return _move(request, reference, "extend_claim", service=services.extend_claim, form_class=LaterForm)


@page
def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the payout."""
    return _move(request, reference, "pay", service=services.pay_reward)


@page
def lapse(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that nobody claimed in time."""
    return _move(request, reference, "lapse", service=services.lapse_reward)


@page
def revive(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the reporter of a lapsed reward claim after all."""
    return _move(request, reference, "revive", service=services.revive_reward, form_class=ReasonForm)


@page
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the bank sent the money back."""
    return _move(request, reference, "take_back", service=services.take_payment_back, form_class=ReasonForm)


@page
def announce(request: HttpRequest, reference: str) -> HttpResponse:
    """Call the reporter by public notice."""
    return _move(request, reference, "announce", service=services.announce_reward, form_class=ReasonForm)


@page
def return_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the reporter for other details."""
    return _move(request, reference, "return_claim", service=services.return_claim, form_class=ReasonForm)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move back, by two people."""
    return perform_annulment(request, selectors.get_reward(request.user, reference))


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_reward(request.user, reference), move, **how)


def draw_reward(request: HttpRequest, reward: Reward, **more: Any) -> HttpResponse:
    """Draw the page of a reward, with what was opened in this session."""
    user: Any = request.user
    may_read = policies.may_read_payee(reward, user)
    is_waiting = bool(may_read) and not can_open(reward.claim_made.envelope, user)
    facts = {
        "subject": reward,
        "may_read_payee": may_read,
        "is_waiting_for_key": is_waiting,
        **selectors.assessment_of(reward, user),
        **_clawbacks_of(reward, user),
        **more,
    }
    response = render(request, "rewards/detail.html", facts)
    response["Cache-Control"] = "no-store, private"
    return response


def _clawbacks_of(reward: Reward, user: Any) -> dict[str, Any]:
    clawbacks = selectors.clawbacks_visible_to(user).filter(payment__reward=reward)
    is_open = reward.state == State.PAID and not clawbacks.exclude(state=ClawbackState.DISMISSED).exists()
    may_claw_back = is_open and policies.may_propose_clawback(reward, user)
    return {"clawbacks": clawbacks, "may_claw_back": may_claw_back}
