"""Pages of the three systems of enforcement: what is published, recorded and reviewed; handovers to the platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import me
from interface.sheets import TYPES, attached
from investigations.selectors import get_case
from sanctions import selectors, services
from sanctions.forms_credit import AnswerForm
from sanctions.models import RowFate
from sanctions.policies_credit import KEEPERS, may_hand_over
from sanctions.publishing import FILES, fields_on, told
from sanctions.systems import systems_of
from workflow.errors import MoveRefused
from workflow.forms import MoveForm, ReasonForm
from workflow.views import Column, Tab, perform_move, show_list

COLUMNS = (
    Column(_("Rows"), lambda found: str(found.row_count), is_number=True),
    Column(_("Held back"), lambda found: str(found.fault_count), is_number=True),
)
MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "answer": (services.answer_handover, AnswerForm),
    "discard": (services.discard_handover, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def systems(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what of a case is published, recorded and reviewed, and what is missing."""
    case = get_case(request.user, reference)
    penalties = selectors.penalties_visible_to(request.user).filter(case=case).order_by("pk")
    measures = selectors.measures_visible_to(request.user).filter(case=case).order_by("pk")
    facts = {"case": case, "systems": systems_of(case, penalties), "measures": measures}
    return render(request, "sanctions/systems.html", facts)


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the handovers to the platform."""
    return show_list(
        request,
        selectors.handovers_visible_to(request.user),
        title=_("Handovers to the platform"),
        columns=COLUMNS,
        search=("rows__penalty__unit__name",),
        duties=KEEPERS,
        first_act=Tab(_("Draw up a handover"), reverse("sanctions:draw_handover")),
    )


@page
def draw(request: HttpRequest) -> HttpResponse:
    """Say how many penalties wait, and draw up their handover."""
    if not may_hand_over(None, request.user):
        raise Http404
    if request.method == "GET":
        return render(request, "sanctions/draw_handover.html", {"waiting": services.waiting_count()})
    try:
        made = services.draw_handover(actor=me(request))
    except MoveRefused as refusal:
        messages.info(request, str(refusal.reason))
        return redirect("sanctions:handovers")
    return redirect(made.get_absolute_url())


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a handover: each row, what holds it back, what the platform said."""
    found = selectors.get_handover(request.user, reference)
    rows = [(row, told(row.faults)) for row in found.rows.select_related("penalty")]
    return render(request, "sanctions/handover.html", {"subject": found, "rows": rows})


@require_GET
def file(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Give the good rows in the order of the standard, as CSV or as an Excel file."""
    found = selectors.get_handover(request.user, reference)
    rows = [row.facts for row in found.rows.exclude(fate=RowFate.FAULTY)]
    data = FILES[kind](rows, fields_on(found.created_at.date()))
    return attached(data, f"{found.reference}.{kind}", TYPES[kind])


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Bring the answer of the platform, or discard a handover."""
    service, form_class = MOVES[move]
    subject = selectors.get_handover(request.user, reference)
    return perform_move(request, subject, move, service=service, form_class=form_class)
