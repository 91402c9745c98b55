"""Who joins, by hand or by a list, with which duties, and the slips by which they choose a password."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from accounts.services import hold_duties
from desk.duties import only, somebody_else
from desk.forms_people import DutiesForm, PeopleListForm, PersonForm
from desk.list_pages import PEOPLE_LIST
from desk.lists import check_list, empty_list
from desk.services.joining import add_people
from desk.services.joining import add_person as enter
from interface.uploads import with_small_files

page = require_http_methods(["GET", "POST"])


@page
def add_person(request: HttpRequest) -> HttpResponse:
    """Enter somebody who joins."""
    only(request, Duty.ADMIN)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = enter(**form.cleaned_data, actor=me(request))
        messages.success(request, _("Entered. Print the invitation below."))
        return redirect("desk:person", made.username)
    return render(request, "desk/add_person.html", {"form": form}, status=400 if form.is_bound else 200)


@page
@with_small_files
def import_people(request: HttpRequest) -> HttpResponse:
    """Check a list of people line by line, then enter all of them or nobody."""
    only(request, Duty.ADMIN)
    return check_list(request, PEOPLE_LIST, lambda form: _enter_all(request, form))


def _enter_all(request: HttpRequest, form: PeopleListForm) -> HttpResponse:
    made = add_people(form.lines, actor=me(request))
    said = ngettext("%(count)d person is entered.", "%(count)d people are entered.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect("desk:people")


@require_GET
def people_template(request: HttpRequest, form: str) -> HttpResponse:
    """Give the empty list to fill in, with an example and, in Excel, a sheet that explains it."""
    only(request, Duty.ADMIN)
    return empty_list(PEOPLE_LIST, form)


@page
def duties(request: HttpRequest, username: str) -> HttpResponse:
    """Say what a colleague is charged with from today; nobody says it of themselves."""
    found = somebody_else(request, username)
    held = found.duty_assignments.in_force().values_list("duty", flat=True)
    form = DutiesForm(request.POST if request.method == "POST" else None, initial={"duties": list(held)})
    if form.is_bound and form.is_valid():
        hold_duties(found, form.cleaned_data["duties"], actor=me(request))
        messages.success(request, _("Kept. It counts at once."))
        return redirect("desk:person", username)
    status = 400 if form.is_bound else 200
    return render(request, "desk/duties.html", {"form": form, "person": found}, status=status)
