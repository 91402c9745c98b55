"""Pages of access to files: what is shown to whom, the register, and an extract that can be printed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from investigations import policies, selectors, services
from investigations.forms.accesses import ShowForm
from workflow.forms import ReasonForm
from workflow.selectors import Offer
from workflow.views import Column, Tab, perform, perform_move, show_list

READERS = (Duty.LEADER, Duty.REVIEWER, Duty.INVESTIGATOR, Duty.SUPERVISION)
COLUMNS = (
    Column(_("Case"), lambda access: access.case.reference),
    Column(_("Who asks"), lambda access: access.title),
    Column(_("Day"), lambda access: access.seen_on),
)
page = require_http_methods(["GET", "POST"])


def tabs(current: str) -> list[Tab]:
    """Put the register beside the cases."""
    titles = {"list": _("Cases"), "hazards": _("Major hazards"), "accesses": _("Register of access to files")}
    rooms = [
        Tab(title, reverse(f"investigations:{name}"), is_current=name == current)
        for name, title in titles.items()
    ]
    return [*rooms, Tab(_("Records from the field"), reverse("field:home"))]


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List who looked into which file."""
    found = selectors.accesses_visible_to(request.user)
    how: dict[str, Any] = {"columns": COLUMNS, "search": ("name", "case__unit__name"), "duties": READERS}
    title = _("Register of access to files")
    return show_list(request, found, title=title, tabs=tabs("accesses"), named_by={"AJ": "case_id"}, **how)


@page
def show_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Prepare what is shown of a file, and record that it was."""
    case = selectors.get_case(request.user, reference)
    offer = Offer("show_file", _("Record an access to the file"), policies.may_show_file(case, request.user))
    return perform(request, case, offer, service=services.show_file, form_class=ShowForm)


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an entry with what was shown, to be printed."""
    access = selectors.get_access(request.user, reference)
    return render(request, "investigations/access.html", {"subject": access})


@page
def void(request: HttpRequest, reference: str) -> HttpResponse:
    """Void an entry that was made by mistake."""
    access = selectors.get_access(request.user, reference)
    return perform_move(request, access, "void", service=services.void_access, form_class=ReasonForm)
