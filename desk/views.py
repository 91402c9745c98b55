"""The staff's rooms across floors: search, people."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.invitations import people_to_invite
from accounts.models import Duty
from accounts.selectors import people_directory
from desk import selectors
from desk.duties import only
from desk.forms_search import SearchForm
from desk.selectors.setup import invitations_not_sent
from enterprises.selectors import units_matching
from workflow.views import CappedPaginator

SEARCH_ROWS = 25
UNIT_ROWS = 5
PEOPLE_ROWS = 100


# ---- Rooms -----------------------------------------------------------------------------------------------------
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find a file by its reference, or files and units by words, people, places, states and days."""
    only(request, *selectors.SEEKERS)
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "desk/search.html", {"form": form}, status=400)
    file = selectors.find_file(request.user, form.text.upper())
    if file is not None:
        return redirect(file.get_absolute_url())
    page = _one_kind(request, form) if form.chosen else _all_kinds(request, form)
    return render(request, "desk/search.html", {"form": form, "search_query": form.text, **page})


def _all_kinds(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    shelves = [] if form.wanted.is_empty else selectors.shelves_found(request.user, form.wanted)
    units = units_matching(form.text)[:UNIT_ROWS] if form.is_only_words else []
    return {"shelves": shelves, "units": units}


def _one_kind(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    kind: Any = form.chosen
    shown, counted = selectors.files_found(request.user, kind, form.wanted)
    page = CappedPaginator(shown, SEARCH_ROWS, counted).get_page(request.GET.get("page"))
    shelf = selectors.Shelf(kind.title, list(page), has_more=False)
    return {"shelves": [shelf] if shelf.subjects else [], "page": page}


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Show the administrator who works here, for which agency, with which duties."""
    only(request, Duty.ADMIN)
    page = Paginator(people_directory(), PEOPLE_ROWS).get_page(request.GET.get("page"))
    shown = {"page": page, "waiting": people_to_invite().count(), "unsent": invitations_not_sent().count()}
    return render(request, "desk/people.html", shown)
