"""Pages of payment files: draw one up, take it once, bring the bank's result."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from rewards import policies, selectors, services
from rewards.forms_payments import DrawForm, HandOutForm, ResultForm
from rewards.models import PaymentFile
from vault.handing_out import hand_out as handed_out
from vault.opening import unlocked
from workflow.errors import MoveRefused, StalePage
from workflow.forms import ReasonForm
from workflow.views import Column, Tab, perform_annulment, perform_move, show_list

COLUMNS = (
    Column(_("Way of payment"), lambda file: file.get_way_display()),
    Column(_("Lines"), lambda file: str(file.line_count), is_number=True),
    Column(_("Amount in yuan"), lambda file: f"{Decimal(file.total_fen) / 100:,.2f}", is_number=True),
)
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the payment files."""
    may_draw = policies.may_file(None, request.user)
    return show_list(
        request,
        selectors.payment_files_visible_to(request.user),
        title=_("Payment files"),
        columns=COLUMNS,
        search=("lines__instruction",),
        duties=(Duty.CASHIER, Duty.FINANCE),
        first_act=Tab(_("Draw up a payment file"), reverse("payments:draw")) if may_draw else None,
    )


@page
def draw(request: HttpRequest) -> HttpResponse:
    """Say how many claimed rewards wait, and draw up their file."""
    if not policies.may_file(None, request.user):
        raise Http404
    rewards, back = selectors.rewards_to_file(request.user), reverse("payments:list")
    form = DrawForm(request.POST or None)
    if not form.is_valid():
        facts = {"form": form, "waiting": selectors.waiting_by_way(rewards, me(request))}
        return render(request, "rewards/draw_payment_file.html", facts, status=400 if form.is_bound else 200)
    try:
        made = services.draw_payment_file(rewards, actor=me(request), way=form.cleaned_data["way"])
    except StalePage:
        raise
    except MoveRefused as refusal:
        messages.info(request, str(refusal.reason))
        return redirect(back)
    return redirect(made.get_absolute_url())


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a file by its instructions, and what the bank said of each."""
    file = selectors.get_payment_file(request.user, reference)
    lines = file.lines.select_related("reward")
    facts = {"subject": file, "lines": lines, "total": sum(line.amount for line in lines)}
    return render(request, "rewards/payment_file.html", facts)


@page
def hand_out(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Give the file with the payees, once."""
    file, taken = selectors.get_payment_file(request.user, reference), []

    def take(file: PaymentFile, **how: Any) -> None:
        with unlocked(request, back=file.get_absolute_url()) as identity:
            taken.append(services.hand_out_payment_file(file, identity=identity, **how))

    answer = perform_move(request, file, "hand_out", service=take, form_class=HandOutForm)
    kind = request.POST.get("kind")
    return handed_out(taken, name=f"{file.reference}.{kind}") if taken else answer


@page
def settle(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring the result of the bank."""
    file = selectors.get_payment_file(request.user, reference)
    return perform_move(request, file, "settle", service=services.settle_payment_file, form_class=ResultForm)


@page
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    """Give up a file that is not with the bank."""
    file = selectors.get_payment_file(request.user, reference)
    return perform_move(
        request, file, "discard", service=services.discard_payment_file, form_class=ReasonForm
    )


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Withdraw a lost file, by two people; it can be taken anew, under the same numbers."""
    return perform_annulment(request, selectors.get_payment_file(request.user, reference))
