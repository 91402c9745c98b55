"""Pages for the field: the form that a phone keeps, the records that came, and the program that keeps the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty
from accounts.selectors import me
from investigations import policies_field, selectors_field, services
from investigations.forms.field import FORMS, FieldForm
from investigations.models import FieldRecord
from investigations.policies_evidence import may_open
from investigations.selectors_evidence import files_of, papers_of, readers_without_key
from investigations.states import FieldKind
from vault.opening import unlocked
from workflow.errors import MoveRefused
from workflow.forms import MoveForm, NoteForm, ReasonForm
from workflow.views import Column, Tab, perform_move, show_list

COLUMNS = (
    Column(_("Record"), lambda record: record.get_kind_display()),
    Column(_("Unit"), lambda record: record.unit.name if record.unit else record.case.title),
    Column(_("When"), lambda record: record.started_at),
)
MOVES: dict[str, tuple[Callable[..., Any], type[MoveForm]]] = {
    "countersign": (services.countersign_record, NoteForm),
    "exclude": (services.exclude_record, ReasonForm),
}
page = require_http_methods(["GET", "POST"])


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """List the records, and lead to the forms."""
    return show_list(
        request,
        selectors_field.records_visible_to(request.user),
        title=_("Records from the field"),
        columns=COLUMNS,
        search=("case__unit__name", "case__title", "signatory"),
        duties=(Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR, Duty.SUPERVISION),
        tabs=_tabs(),
    )


def _tabs() -> list[Tab]:
    """The records, and the two forms."""
    forms = [Tab(form.title, reverse(f"field:{kind}")) for kind, form in FORMS.items()]
    return [Tab(_("Records from the field"), reverse("field:home"), is_current=True), *forms]


@page
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a record; the same page sent again finds the record that came the first time."""
    _let_in(request)
    form = FORMS[kind](request.POST or None, request.FILES or None, user=me(request))
    if form.is_bound and "more" not in request.POST and form.is_valid():
        record = _record(form, request)
        if record is not None:
            messages.success(request, _("The record has arrived. The second officer signs it now."))
            return redirect(record)
    facts = {"form": form, "kind": kind, "has_more": "more" in request.POST}
    status = 400 if form.is_bound and "more" not in request.POST else 200
    return render(request, "investigations/field_form.html", facts, status=status)


def _let_in(request: HttpRequest) -> None:
    if not policies_field.may_write(request.user):
        raise Http404


def _record(form: FieldForm, request: HttpRequest) -> FieldRecord | None:
    try:
        return services.record_in_field(form.cleaned_data["case"], actor=me(request), **form.inputs)
    except MoveRefused as refused:
        form.add_error(None, str(refused.reason))
        return None


@require_GET
def keeper(request: HttpRequest) -> HttpResponse:
    """Hand out the program that keeps the forms on a phone; it stands here because its reach is what lies below."""
    _let_in(request)
    facts = {"kinds": FieldKind.values}
    return render(request, "investigations/field_keeper.js", facts, content_type="text/javascript")


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a record as it came; the log keeps who looked."""
    record = selectors_field.get_record(request.user, reference)
    services.note_view(record, actor=me(request))
    return _draw(request, record)


@require_POST
def papers(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the number of the identity paper in this session; the log keeps who did."""
    record = selectors_field.get_record(request.user, reference)
    with unlocked(request, back=record.get_absolute_url()) as identity:
        number = services.read_papers(record, actor=me(request), identity=identity)
    return _draw(request, record, number=number)


def _draw(request: HttpRequest, record: FieldRecord, **facts: Any) -> HttpResponse:
    facts |= {
        "subject": record,
        "files": files_of(record.evidence),
        "may_open_papers": papers_of(record.evidence).exists() and may_open(record.evidence, request.user),
        "without_key": readers_without_key(record.evidence),
    }
    return render(request, "investigations/field_record.html", facts)


@page
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Make a move of a record."""
    service, form_class = MOVES[move]
    record = selectors_field.get_record(request.user, reference)
    return perform_move(request, record, move, service=service, form_class=form_class)
