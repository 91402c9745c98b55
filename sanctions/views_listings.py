"""Pages of the list of dishonest subjects, for the staff, and of what was public when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from sanctions import forms_listing as forms
from sanctions import policies_listing, selectors, services
from sanctions.forms import DefenceForm
from statutes.listing import SITUATIONS
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.selectors import Offer
from workflow.views import CappedPaginator, perform, perform_annulment, perform_move

PAGE_ROWS = 50
RECORD_DUTIES = (Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR, Duty.SUPERVISION)
MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "notify": (services.notify_listing, NoteForm),
    "hear": (services.hear_listing, DefenceForm),
    "enter": (services.enter_listing, NoteForm),
    "dismiss": (services.dismiss_listing, ReasonForm),
    "register": (services.register_listing, forms.RegisterForm),
    "ask_removal": (services.ask_removal, forms.RemovalForm),
    "refuse_removal": (services.refuse_removal, ReasonForm),
    "remove": (services.remove_listing, ReasonForm),
    "restore": (services.restore_listing, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def listing(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an entry of the list."""
    found = selectors.get_listing(request.user, reference)
    facts = {
        "subject": found,
        "penalty": found.penalty,
        "situation": SITUATIONS.get(found.situation),
        "unmet": [policies_listing.UNMET[key] for key in found.unmet_conditions()] if found.asked_on else [],
        "tellings": found.tellings.order_by("pk"),
    }
    return render(request, "sanctions/listing.html", facts)


@page
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring the party of a penalty, or a person of it, up for the list."""
    penalty = selectors.get_penalty(request.user, reference)
    verdict = policies_listing.may_propose_listing(penalty, request.user)
    offer = Offer("propose_listing", _("Propose for the list"), verdict)
    return perform(request, penalty, offer, service=services.propose_listing, form_class=forms.ProposeForm)


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make one of the moves of a listing."""
    service, form_class = MOVES[move]
    subject = selectors.get_listing(request.user, reference)
    return perform_move(request, subject, move, service=service, form_class=form_class)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of a listing back, by two people."""
    return perform_annulment(request, selectors.get_listing(request.user, reference))


@require_GET
def public_record(request: HttpRequest) -> HttpResponse:
    """Answer what stood on the public lists on a day, as it was read then."""
    if not request.user.has_duty(*RECORD_DUTIES):  # type: ignore[union-attr]
        raise Http404
    form = forms.RecordForm({"on": timezone.localdate(), **request.GET.dict()})
    found = selectors.shown_on(**form.cleaned_data) if form.is_valid() else selectors.shown_never()
    shown = CappedPaginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    facts = {"form": form, "page": shown, "shown": shown.object_list}
    return render(request, "sanctions/public_record.html", facts, status=200 if form.is_valid() else 400)
