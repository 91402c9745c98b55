"""The staff's rooms across floors: my work, search, people."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import Duty
from accounts.selectors import people_directory
from alarms.policies import may_keep_roster
from alarms.selectors import is_nobody_on_duty
from desk import selectors
from desk.duties import only
from enterprises.selectors import units_matching
from interface.forms import search_text
from investigations.kinds import kinds_open_to
from investigations.policies_accidents import may_record_accident

PEOPLE_ROWS = 100


# ---- Rooms -----------------------------------------------------------------------------------------------------
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show my work: what needs me now, the nearest deadline first."""
    key, number = request.GET.get("do", ""), _page_number(request)
    work = selectors.work_of(request.user, key=key, page=number)
    page = {"work": work, "number": number, "previous_number": number - 1, "next_number": number + 1}
    page |= {
        "alerts": selectors.alerts_of(request.user),
        "may_record": may_record_accident(request.user),
        "may_open_case": kinds_open_to(request.user),
        "is_nobody_on_duty": may_keep_roster(request.user) and is_nobody_on_duty(),
    }
    return render(request, "desk/home.html", {**page, "tabs": _work_tabs(work, key)})


def _work_tabs(work: selectors.Work, key: str) -> list[dict[str, Any]]:
    home_url = reverse("desk:home")
    first = {"label": _("All"), "url": home_url, "count": work.total, "is_current": not key}
    return [first] + [
        {
            "label": queue.title,
            "url": f"{home_url}?{urlencode({'do': queue.key})}",
            "count": queue.total,
            "is_current": key == queue.key,
        }
        for queue in work.queues
        if queue.total or key == queue.key
    ]


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, min(int(text), 200)) if text.isascii() and text.isdigit() else 1


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find a file by its reference, or files and units by a unit's name or credit code."""
    only(request, *selectors.SEEKERS)
    text = search_text(request.GET.get("q", ""), longest=100)
    file = selectors.find_file(request.user, text.upper()) if text else None
    if file is not None:
        return redirect(file.get_absolute_url())
    page = {
        "search_query": text,
        "shelves": selectors.shelves_matching(request.user, text) if text else [],
        "units": units_matching(text)[:20],
    }
    return render(request, "desk/search.html", page)


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Show the administrator who works here, for which agency, with which duties."""
    only(request, Duty.ADMIN)
    page = Paginator(people_directory(), PEOPLE_ROWS).get_page(request.GET.get("page"))
    return render(request, "desk/people.html", {"page": page})
