"""Setting an office up: how far it has come, what the office is called, the authorities it works with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Agency, Duty
from accounts.selectors import get_office, me
from accounts.services import keep_agencies, keep_agency, name_office
from desk.duties import only
from desk.forms_agencies import AgencyListForm
from desk.forms_setup import AgencyForm, RenameForm
from desk.list_pages import AGENCY_LIST
from desk.lists import check_list, empty_list
from desk.selectors.setup import office_facts, steps
from interface.uploads import with_small_files
from statutes.selectors import office_facts_noted

page = require_http_methods(["GET", "POST"])


@require_GET
def setup(request: HttpRequest) -> HttpResponse:
    """Show each step with what is there, what is missing, who does it, and which is next."""
    only(request, Duty.ADMIN)
    found = steps()
    done = sum(step.is_done for step in found)
    return render(request, "desk/setup.html", {"steps": found, "done": done, "total": len(found)})


@page
def office(request: HttpRequest) -> HttpResponse:
    """Show what the office is called, and say it anew from now on; what it was called stays in the history."""
    only(request, Duty.ADMIN)
    form = RenameForm(request.POST if request.method == "POST" else None, initial=office_facts())
    if form.is_bound and form.is_valid():
        name_office(get_office(), **form.cleaned_data, actor=me(request))
        messages.success(request, _("Kept. Papers that were issued keep what they say."))
        return redirect("desk:office")
    shown = {"form": form, "noted": office_facts_noted()}
    return render(request, "desk/office.html", shown, status=400 if form.is_bound else 200)


@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """List the authorities."""
    only(request, Duty.ADMIN)
    found = Agency.objects.order_by("-is_office", "code")
    return render(request, "desk/agencies.html", {"agencies": found})


@page
def add_agency(request: HttpRequest) -> HttpResponse:
    """Enter an authority."""
    only(request, Duty.ADMIN)
    return _keep_agency(request, AgencyForm(request.POST if request.method == "POST" else None))


@page
@with_small_files
def import_agencies(request: HttpRequest) -> HttpResponse:
    """Check a list of authorities line by line, then enter all of them or none."""
    only(request, Duty.ADMIN)
    return check_list(request, AGENCY_LIST, lambda form: _enter_all(request, form))


def _enter_all(request: HttpRequest, form: AgencyListForm) -> HttpResponse:
    made = keep_agencies(line.agency for line in form.lines)
    said = ngettext("%(count)d authority is entered.", "%(count)d authorities are entered.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect("desk:agencies")


@require_GET
def agencies_template(request: HttpRequest, form: str) -> HttpResponse:
    """Give the empty list to fill in, with an example and, in Excel, a sheet that explains it."""
    only(request, Duty.ADMIN)
    return empty_list(AGENCY_LIST, form)


@page
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Change what an authority is called; the office itself is named on its own page."""
    only(request, Duty.ADMIN)
    found = get_object_or_404(Agency, code=code, is_office=False)
    return _keep_agency(
        request, AgencyForm(request.POST if request.method == "POST" else None, instance=found)
    )


def _keep_agency(request: HttpRequest, form: AgencyForm) -> HttpResponse:
    if form.is_bound and form.is_valid():
        keep_agency(form.instance)
        messages.success(request, _("The authority is entered."))
        return redirect("desk:agencies")
    return render(request, "desk/agency.html", {"form": form}, status=400 if form.is_bound else 200)
