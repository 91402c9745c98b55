"""Pages of the good-credit list, for the staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from sanctions import forms_good_credit as forms
from sanctions import selectors, services
from sanctions.policies_good_credit import may_nominate, obstacles_of
from sanctions.selectors_good_credit import good_credit_candidates
from statutes.good_credit import candidate_rule, grounds_rule
from workflow.errors import MoveRefused
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.views import PAGE_ROWS, CappedPaginator, Column, Tab, perform_annulment, perform_move, show_list

DUTIES = (Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR)
COLUMNS = (
    Column(_("Unit"), lambda entry: entry.unit.name),
    Column(_("Merit"), lambda entry: entry.get_merit_display()),
)
MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "declare": (services.record_statement, forms.StatementForm),
    "enter": (services.enter_good_credit, NoteForm),
    "dismiss": (services.dismiss_good_credit, ReasonForm),
    "remove": (services.remove_good_credit, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the entries of the good-credit list, nominations too."""
    nominate = Tab(_("Nominate a unit"), reverse("sanctions:nominate_good_credit"))
    return show_list(
        request,
        selectors.good_credits_visible_to(request.user),
        title=_("Good-credit list"),
        columns=COLUMNS,
        search=("unit__name", "unit__uscc"),
        duties=DUTIES,
        tabs=_tabs(request, is_list=True),
        first_act=nominate if may_nominate(None, request.user) else None,
    )


def _tabs(request: HttpRequest, *, is_list: bool) -> list[Tab]:
    if not may_nominate(None, request.user):
        return []
    return [
        Tab(_("Good-credit list"), reverse("sanctions:good_credits"), is_list),
        Tab(_("Candidates"), reverse("sanctions:good_credit_candidates"), not is_list),
    ]


@require_GET
def candidates(request: HttpRequest) -> HttpResponse:
    """Show the units that meet the criteria of the rule; a person checks the merit and nominates."""
    if not may_nominate(None, request.user):
        raise Http404
    found = CappedPaginator(good_credit_candidates(request.user), PAGE_ROWS)
    facts = {
        "page": found.get_page(request.GET.get("page")),
        "rule": candidate_rule(on=timezone.localdate()),
        "tabs": _tabs(request, is_list=False),
    }
    return render(request, "sanctions/good_credit_candidates.html", facts)


@page
def nominate(request: HttpRequest) -> HttpResponse:
    """Nominate a unit; what stands against it is said in the form."""
    if not may_nominate(None, request.user):
        raise Http404
    form = forms.NominateForm(request.POST or None, initial={"unit": request.GET.get("unit", "")})
    if form.is_bound and form.is_valid():
        try:
            return redirect(services.nominate_unit(**form.cleaned_data, actor=me(request)).get_absolute_url())
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
    return render(
        request, "sanctions/nominate_good_credit.html", {"form": form}, status=400 if form.is_bound else 200
    )


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an entry: the merit, the statement, what stands against it, the rule."""
    found = selectors.get_good_credit(request.user, reference)
    facts = {
        "subject": found,
        "obstacles": obstacles_of(found.unit) if found.is_waiting else [],
        "rule": grounds_rule(on=found.created_at.date()),
    }
    return render(request, "sanctions/good_credit.html", facts)


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make one of the moves of an entry."""
    service, form_class = MOVES[move]
    subject = selectors.get_good_credit(request.user, reference)
    return perform_move(request, subject, move, service=service, form_class=form_class)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move of an entry back, by two people."""
    return perform_annulment(request, selectors.get_good_credit(request.user, reference))
