"""Pages of a reward before it is proposed: conditions, preliminary notice, the reporter's objection."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.selectors import me
from rewards import policies, selectors, services
from rewards.forms_assessment import ChangeForm, ConditionsForm, SecondLookForm, TellingForm
from rewards.forms_shares import SharesForm, SharesLookForm
from rewards.views import draw_reward
from vault.opening import unlocked
from workflow.verdicts import refuse_unless
from workflow.views import perform_move

page = require_http_methods(["GET", "POST"])


@page
def find_conditions(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer the conditions that a person must answer."""
    how = {"service": services.answer_checks, "form_class": ConditionsForm}
    return _move(request, reference, "find_conditions", **how)


@page
def agree_conditions(request: HttpRequest, reference: str) -> HttpResponse:
    """Look at the answers of another officer."""
    how = {"service": services.review_checks, "form_class": SecondLookForm}
    return _move(request, reference, "agree_conditions", **how)


@page
def find_shares(request: HttpRequest, reference: str) -> HttpResponse:
    """Grade what each reporter of the matter contributed."""
    return _move(request, reference, "find_shares", service=services.find_shares, form_class=SharesForm)


@page
def agree_shares(request: HttpRequest, reference: str) -> HttpResponse:
    """Look at the shares that another officer has found."""
    return _move(request, reference, "agree_shares", service=services.agree_shares, form_class=SharesLookForm)


@page
def tell(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the preliminary notice."""
    return _move(request, reference, "tell", service=services.tell_reward)


@page
def uphold(request: HttpRequest, reference: str) -> HttpResponse:
    """Uphold a contested amount."""
    return _move(request, reference, "uphold", service=services.uphold_reward, form_class=TellingForm)


@page
def uphold_refusal(request: HttpRequest, reference: str) -> HttpResponse:
    """Uphold a contested refusal."""
    return _move(request, reference, "uphold_refusal", service=services.uphold_reward, form_class=TellingForm)


@page
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Find otherwise after the re-examination."""
    return _move(request, reference, "change", service=services.change_reward, form_class=ChangeForm)


@require_POST
def objection(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the reporter's reasons in the session of who re-examines; the log keeps who did."""
    reward = selectors.get_reward(request.user, reference)
    refuse_unless(policies.may_read_contest(reward, request.user))
    with unlocked(request, back=reward.get_absolute_url()) as identity:
        text = services.read_contest(reward, actor=me(request), identity=identity)
    return draw_reward(request, reward, objection=text)


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_reward(request.user, reference), move, **how)
