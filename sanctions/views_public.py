"""The published list of seriously dishonest subjects: a page, JSON and CSV with the same names of fields, a feed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from interface.forms import search_text
from interface.sheets import csv_table, harmless
from sanctions import feeds
from sanctions.selectors import listed_subjects, published_exposures, published_good_credits, removed_subjects
from statutes.listing import SITUATIONS

PAGE_SIZE = 50
LONGEST_SEARCH = 120
FIELDS = (
    "reference",
    "name",
    "credit_code",
    "situation",
    "cause",
    "decision_number",
    "basis",
    "listed_on",
    "until_on",
)


@login_not_required
@require_safe
def subjects(request: HttpRequest) -> HttpResponse:
    """Show who is on the list, until when, why and by which decision; search by name or credit code."""
    search = search_text(request.GET.get("q", ""), longest=LONGEST_SEARCH)
    page = Paginator(listed_subjects(search=search), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "subjects": page.object_list, "search": search, "way": "list"}
    return render(request, "public/lists/dishonest.html", context)


@login_not_required
@require_safe
def as_json(request: HttpRequest) -> HttpResponseBase:
    """Give the whole list as JSON."""
    return _json(request, [_row(listing) for listing in listed_subjects()])


@login_not_required
@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """Give the whole list as CSV, marked as UTF-8 for spreadsheets."""
    rows = [FIELDS, *(harmless(_row(listing).values()) for listing in listed_subjects())]
    data = csv_table(rows, encoding="utf-8-sig")
    response = _file(request, data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dishonest-subjects.csv"'
    return response


@login_not_required
@require_safe
def as_atom(request: HttpRequest) -> HttpResponseBase:
    """Give the list as a feed that also tells who has left it."""
    feed = feeds.list_feed(listed_subjects(), removed_subjects())
    text = feed.writeString("utf-8")
    changed = feed.latest_post_date().timestamp()
    return _file(request, text.encode(), content_type=feeds.CONTENT_TYPE, changed=int(changed))


@login_not_required
@require_safe
def exposures(request: HttpRequest) -> HttpResponse:
    """Show what is exposed as a warning."""
    page = Paginator(published_exposures(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "exposures": page.object_list, "way": "list"}
    return render(request, "public/lists/exposures.html", context)


@login_not_required
@require_safe
def good_credit(request: HttpRequest) -> HttpResponse:
    """Show who is on the good-credit list."""
    page = Paginator(published_good_credits(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "entries": page.object_list}
    return render(request, "public/lists/good_credit.html", context)


@login_not_required
@require_safe
def good_credit_json(request: HttpRequest) -> HttpResponseBase:
    """Give the whole good-credit list as JSON."""
    rows = [
        {
            "reference": entry.reference,
            "name": entry.unit.name,
            "credit_code": entry.unit.uscc,
            "merit": entry.merit,
            "listed_on": str(entry.listed_on),
            "until_on": str(entry.until_on),
        }
        for entry in published_good_credits()
    ]
    return _json(request, rows)


def _json(request: HttpRequest, rows: list[dict[str, str]]) -> HttpResponseBase:
    text = json.dumps({"version": 1, "count": len(rows), "subjects": rows}, ensure_ascii=False, indent=1)
    return _file(request, text.encode(), content_type="application/json")


def _row(listing: Any) -> dict[str, str]:
    situation = SITUATIONS.get(listing.situation)
    values = (
        listing.reference,
        listing.party_name,
        listing.unit.uscc,
        listing.situation,
        listing.cause,
        listing.decision_number,
        str(situation.citation) if situation else "",
        listing.listed_on.isoformat(),
        listing.until_on.isoformat(),
    )
    return dict(zip(FIELDS, values, strict=True))


def _file(
    request: HttpRequest, data: bytes, *, content_type: str, changed: int | None = None
) -> HttpResponseBase:
    """Answer with the file, or with 304 when the reader has it already.

    The tag alone decides: a name can be put right without a day on which the list changed.
    """
    response = HttpResponse(data, content_type=content_type)
    response["ETag"] = f'"{sha256(data).hexdigest()[:32]}"'
    response["Cache-Control"] = "public, no-cache"
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
