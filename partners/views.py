"""Pages about partners: who is connected, with which keys. They show no tip."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty
from accounts.selectors import me
from partners import policies, selectors, services
from partners.forms import ConnectForm, HookForm, KeyForm
from partners.models import Hook, Partner
from partners.states import State
from workflow.errors import MoveRefused
from workflow.verdicts import refuse_unless
from workflow.views import Column, Tab, perform_move, show_list

ROOM = (Duty.ADMIN, Duty.AUDITOR)
COLUMNS = (
    Column(gettext_lazy("Name"), lambda partner: partner.name),
    Column(gettext_lazy("Kind"), lambda partner: partner.get_kind_display()),
    Column(gettext_lazy("Agency"), lambda partner: partner.agency.name if partner.agency else ""),
)
OFFERS = (
    Column(gettext_lazy("Report"), lambda offer: offer.report.reference),
    Column(gettext_lazy("Handed to"), lambda offer: offer.partner.name),
    Column(gettext_lazy("Their number"), lambda offer: offer.their_number),
)
CALLS_SHOWN = 20
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the partners."""
    is_admin = bool(policies.may_connect(request.user))
    return show_list(
        request,
        selectors.partners_visible_to(request.user),
        title=gettext_lazy("Partner channels"),
        columns=COLUMNS,
        search=("name",),
        duties=ROOM,
        first_act=Tab(gettext_lazy("Connect a partner"), reverse("partners:connect")) if is_admin else None,
    )


@page
def connect(request: HttpRequest) -> HttpResponse:
    """Connect a partner."""
    if not policies.may_connect(request.user):
        raise Http404
    form = ConnectForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = services.connect_partner(**form.cleaned_data, actor=me(request))
        except MoveRefused as refusal:
            form.add_error("name", str(refusal.reason))
        else:
            return redirect(made.get_absolute_url())
    return render(request, "partners/connect.html", {"form": form}, status=400 if form.is_bound else 200)


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a partner with its keys."""
    partner = selectors.get_partner(request.user, reference)
    may_manage = policies.may_manage(partner, request.user) and partner.state == State.ACTIVE
    shown = {
        "subject": partner,
        "keys": selectors.keys_of(partner),
        "hook": Hook.objects.filter(partner=partner).first(),
        "calls": selectors.calls_of(partner)[:CALLS_SHOWN],
        "may_manage": may_manage,
    }
    return render(request, "partners/partner.html", shown)


@page
def make_key(request: HttpRequest, reference: str) -> HttpResponse:
    """Make a key and show it once."""
    partner = _managed(request, reference)
    form = KeyForm(request.POST or None, subject=partner)
    if not (form.is_bound and form.is_valid()):
        shown = {"form": form, "subject": partner}
        return render(request, "partners/make_key.html", shown, status=400 if form.is_bound else 200)
    key, text = services.make_key(partner, **form.inputs, actor=me(request))
    response = render(request, "partners/key_made.html", {"subject": partner, "key": key, "text": text})
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
def withdraw_key(request: HttpRequest, reference: str, handle: str) -> HttpResponse:
    """Withdraw a key."""
    partner = _managed(request, reference)
    services.withdraw_key(get_object_or_404(partner.keys, handle=handle), actor=me(request))
    messages.success(request, _("The key is withdrawn."))
    return redirect(partner.get_absolute_url())


@page
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """End the connection."""
    partner = selectors.get_partner(request.user, reference)
    return perform_move(request, partner, "end", service=services.end_partner)


# ---- Calls -----------------------------------------------------------------------------------------------------
@page
def hook(request: HttpRequest, reference: str) -> HttpResponse:
    """Say where the partner's program is called, or that it is called no more."""
    partner = _managed(request, reference)
    form = HookForm(request.POST or None, subject=partner)
    if not (form.is_bound and form.is_valid()):
        shown = {"form": form, "subject": partner}
        return render(request, "partners/hook.html", shown, status=400 if form.is_bound else 200)
    address = form.cleaned_data["address"]
    if not address:
        services.switch_hook_off(partner, actor=me(request))
        return redirect(partner.get_absolute_url())
    secret = services.set_hook(partner, address=address, actor=me(request))
    return _shown_once(request, partner, secret) if secret else redirect(partner.get_absolute_url())


@require_POST
def rotate_secret(request: HttpRequest, reference: str) -> HttpResponse:
    """Make a new secret and show it once."""
    partner = _managed(request, reference)
    made = services.rotate_secret(get_object_or_404(Hook, partner=partner), actor=me(request))
    return _shown_once(request, partner, made)


@require_POST
def call_again(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Try a call again."""
    partner = _managed(request, reference)
    services.call_again(get_object_or_404(selectors.calls_of(partner), entry=number), actor=me(request))
    messages.success(request, _("The call is tried again at once."))
    return redirect(partner.get_absolute_url())


# ---- Transfers handed over, for the desk -----------------------------------------------------------------------
@require_GET
def transfers(request: HttpRequest) -> HttpResponse:
    """List the transfers that were handed to connected departments."""
    return show_list(
        request,
        selectors.offers_visible_to(request.user),
        title=gettext_lazy("Transfers handed over"),
        columns=OFFERS,
        search=("partner__name", "report__unit_name", "their_number"),
        duties=(Duty.DESK, Duty.LEADER, Duty.SUPERVISION),
        named_by={"JB": "report_id"},
    )


@require_GET
def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a hand-over: to whom, and under which number it was taken on."""
    subject = selectors.get_offer(request.user, reference)
    return render(request, "partners/offer.html", {"subject": subject})


def _shown_once(request: HttpRequest, partner: Partner, secret: str) -> HttpResponse:
    response = render(request, "partners/secret_made.html", {"subject": partner, "text": secret})
    response["Cache-Control"] = "no-store, private"
    return response


def _managed(request: HttpRequest, reference: str) -> Partner:
    partner = selectors.get_partner(request.user, reference)
    refuse_unless(policies.may_manage(partner, request.user))
    return partner
