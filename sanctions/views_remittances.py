"""Pages of the treasury's files of payments: bring one, look at the check, book it or discard it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from sanctions import selectors, services
from sanctions.forms_remittances import RemittanceForm
from sanctions.policies_remittances import may_book
from workflow.errors import MoveRefused
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.views import Column, Tab, perform_move, show_list

COLUMNS = (
    Column(_("Brought by"), lambda found: found.uploaded_by.name),
    Column(_("Lines"), lambda found: str(found.line_count), is_number=True),
)
MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "book": (services.book_remittance, NoteForm),
    "discard": (services.discard_remittance, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the files of payments."""
    return show_list(
        request,
        selectors.remittances_visible_to(request.user),
        title=_("Files of payments"),
        columns=COLUMNS,
        search=("lines__serial",),
        duties=(Duty.FINANCE,),
        first_act=Tab(_("Bring a file"), reverse("sanctions:bring_remittance")),
    )


@page
def bring(request: HttpRequest) -> HttpResponse:
    """Check a file of payments; nothing is booked yet."""
    if not may_book(None, request.user):
        raise Http404
    form = RemittanceForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            made = services.check_payments(*form.cleaned_data["table"], actor=me(request))
        except MoveRefused as refusal:
            form.add_error("table", str(refusal.reason))
        else:
            return redirect(made.get_absolute_url())
    status = 400 if form.is_bound else 200
    return render(request, "sanctions/bring_remittance.html", {"form": form}, status=status)


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the check of a file, line by line, and what was booked."""
    found = selectors.get_remittance(request.user, reference)
    lines = found.lines.select_related("penalty__unit", "received")
    return render(request, "sanctions/remittance.html", {"subject": found, "lines": lines})


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Book or discard a file."""
    service, form_class = MOVES[move]
    subject = selectors.get_remittance(request.user, reference)
    return perform_move(request, subject, move, service=service, form_class=form_class)
