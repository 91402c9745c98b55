"""Pages of the money for rewards: what was granted, committed and paid, and the ledger behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import me
from rewards import policies, services
from rewards.forms_desk import GrantForm
from rewards.models import Budget
from rewards.selectors.budgets import (
    SEERS,
    broken_budgets,
    budgets_visible_to,
    forecast,
    get_budget,
    trial_balance,
)
from workflow.errors import MoveRefused

PAGE_ROWS = 25
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """Show what each authority may spend, and what is on its way."""
    if not me(request).has_duty(*SEERS):
        raise Http404
    coming = forecast()
    rows = [(budget, coming.get(budget.payer_id)) for budget in budgets_visible_to(request.user)]
    facts = {
        "rows": rows,
        "may_grant": policies.may_grant(request.user),
        "is_balanced": not sum(trial_balance().values()) and not broken_budgets(),
    }
    return render(request, "rewards/budgets.html", facts)


@require_GET
def ledger(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the postings of a budget, the last first."""
    budget = get_budget(request.user, code, year)
    postings = budget.postings.select_related("reward", "other__payer", "actor").order_by("-pk")
    facts = {
        "budget": budget,
        "page": Paginator(postings, PAGE_ROWS).get_page(request.GET.get("page")),
        "may_grant": policies.may_grant(request.user),
    }
    return render(request, "rewards/ledger.html", facts)


@page
def grant(request: HttpRequest) -> HttpResponse:
    """Enter what was granted for a year."""
    title, back = _("Enter a grant"), reverse("budgets:list")
    return _money(request, GrantForm, services.grant_budget, title=title, back=back)


@page
def hand_over(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Hand over to another authority, or to the next year, what is not committed."""
    budget = get_budget(request.user, code, year)
    title, back = _("Hand money over"), _ledger_of(budget)
    form_class, service = partial(GrantForm, budget=budget), partial(services.hand_over, budget)
    return _money(request, form_class, service, title=title, back=back)


def _money(
    request: HttpRequest,
    form_class: Callable[..., GrantForm],
    service: Callable[..., Budget],
    **shown: Any,
) -> HttpResponse:
    if not policies.may_grant(request.user):
        raise Http404
    form = form_class(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            changed = service(**form.inputs, actor=me(request))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Posted."))
            return redirect(_ledger_of(changed))
    status = 400 if form.is_bound else 200
    return render(request, "rewards/money.html", {"form": form, **shown}, status=status)


def _ledger_of(budget: Budget) -> str:
    return reverse("budgets:ledger", args=[budget.payer.code, budget.year])
