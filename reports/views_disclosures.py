"""Pages of disclosures: who asks, who agrees, and the minutes in which an identity can be read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty
from accounts.selectors import me
from reports import disclosing, policies, selectors
from reports.forms_disclosures import AskForm, ReissueForm
from reports.models import Disclosure
from reports.registration import print_named_registration
from reports.reissuing import reissue_receipt
from reports.states import DisclosureState
from vault.handing_out import hand_out
from vault.opening import unlocked
from workflow.errors import MoveRefused
from workflow.forms import ReasonForm
from workflow.views import Column, Tab, perform_move, show_list

ROOM = (Duty.CUSTODIAN, Duty.LEADER, Duty.SUPERVISION, Duty.AUDITOR)
COLUMNS = (
    Column(_("Report"), lambda disclosure: disclosure.report.reference),
    Column(_("Ground of the opening"), lambda disclosure: disclosure.get_ground_display()),
    Column(_("Asked by"), lambda disclosure: disclosure.asked_by.name),
    Column(_("Decided by"), lambda disclosure: disclosure.decided_by.name if disclosure.decided_by else ""),
)
# What is sealed as the identity, with the labels by which a custodian reads it.
LABELS = {
    "name": _("Name"),
    "phone": _("Telephone"),
    "reach": _("When and how to call"),
    "recording": _("Where the recording of the call is"),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List who asked to open an identity, and what became of it."""
    found = selectors.disclosures_visible_to(request.user)
    search, named = ("report__unit_name",), {"JB": "report_id"}
    how: dict[str, Any] = {"columns": COLUMNS, "search": search, "duties": ROOM, "named_by": named}
    return show_list(request, found, title=_("Openings of identities"), tabs=_tabs(request), **how)


@page
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to open an identity."""
    if not me(request).has_duty(Duty.CUSTODIAN):
        raise Http404
    form = AskForm(request.POST or None, initial={"report": request.GET.get("report", "")[:20]})
    if form.is_bound and form.is_valid():
        try:
            return redirect(disclosing.ask_for_identity(actor=me(request), **form.cleaned_data))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
    return render(request, "reports/ask.html", {"form": form}, status=400 if form.is_bound else 200)


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a request, and never what was opened."""
    return _draw(request, selectors.get_disclosure(request.user, reference))


@page
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree, in the session that unlocked the leader's key."""

    def agree(disclosure: Disclosure, **inputs: Any) -> None:
        with unlocked(request, back=disclosure.get_absolute_url()) as identity:
            disclosing.approve_disclosure(disclosure, identity=identity, **inputs)

    return _move(request, reference, "approve", service=agree)


@page
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """Do not agree, with the reason."""
    return _move(request, reference, "decline", service=disclosing.decline_disclosure, form_class=ReasonForm)


@page
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop it before it is opened."""
    return _move(request, reference, "withdraw", service=disclosing.withdraw_disclosure)


@require_POST
def open_(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the identity to the custodian who asked, for the minutes that are left; the page then leaves by itself."""
    disclosure = selectors.get_disclosure(request.user, reference)
    with unlocked(request, back=disclosure.get_absolute_url()) as identity:
        return _show_identity(request, disclosure, identity)


@require_POST
def reissue(request: HttpRequest, reference: str) -> HttpResponse:
    """Exchange a lost receipt while the identity is open. The new code is in this answer and nowhere else."""
    disclosure = selectors.get_disclosure(request.user, reference)
    form = ReissueForm(request.POST)
    with unlocked(request, back=disclosure.get_absolute_url()) as identity:
        if not form.is_valid():
            return _show_identity(request, disclosure, identity, form=form, status=400)
        receipt = reissue_receipt(disclosure, actor=me(request), identity=identity, **form.checked)
    groups = receipt.grouped.split()
    return _leaving(_draw(request, disclosure, template="reports/reissued.html", groups=groups), disclosure)


@require_POST
def print_registration(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Hand out the registration form with the reporter's name, while the identity is open."""
    disclosure = selectors.get_disclosure(request.user, reference)
    with unlocked(request, back=disclosure.get_absolute_url()) as identity:
        sheet = print_named_registration(disclosure, actor=me(request), identity=identity)
    return hand_out([sheet], name=f"{disclosure.report.reference}-registration.pdf")


def _show_identity(request: HttpRequest, disclosure: Disclosure, identity: str, **more: Any) -> HttpResponse:
    found = disclosing.open_identity(disclosure, actor=me(request), identity=identity)
    lines = [(LABELS.get(name, name), text) for name, text in found.items() if text]
    if policies.may_reissue(disclosure, me(request)):
        more = {"form": ReissueForm(), **more}
    return _leaving(_draw(request, disclosure, opened=lines, **more), disclosure)


def _leaving(response: HttpResponse, disclosure: Disclosure) -> HttpResponse:
    """Have the page leave by itself when the time is over."""
    left = int((disclosure.until - timezone.now()).total_seconds()) if disclosure.until else 0
    response["Refresh"] = f"{max(left, 1)}; url={disclosure.get_absolute_url()}"
    return response


def _tabs(request: HttpRequest) -> list[Tab]:
    """Offer custodians to ask."""
    tabs = [Tab(_("Openings of identities"), reverse("identities:list"), is_current=True)]
    asking = Tab(_("Ask to open an identity"), reverse("identities:ask"))
    return [*tabs, asking] if me(request).has_duty(Duty.CUSTODIAN) else []


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_disclosure(request.user, reference), move, **how)


def _draw(
    request: HttpRequest,
    disclosure: Disclosure,
    *,
    template: str = "reports/disclosure.html",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    can_be_opened = disclosure.state in (DisclosureState.APPROVED, DisclosureState.OPENED)
    may_open = can_be_opened and not disclosing.is_over(disclosure)
    verdict = policies.may_open_identity(disclosure, request.user)
    context = {"subject": disclosure, "may_open": may_open and bool(verdict), **more}
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
