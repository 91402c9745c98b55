"""The register of numbers: every number of an agency, form and year, without a gap, and why one was voided."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import Duty
from accounts.selectors import me
from notices import selectors
from notices.models import NumberSeries

READERS = (Duty.LEADER, Duty.REVIEWER, Duty.AUDITOR)
LINES = 100


@require_GET
def series(request: HttpRequest) -> HttpResponse:
    """List the series: agency, form and year."""
    _only_readers(request)
    page = Paginator(selectors.series_in_order(), LINES).get_page(request.GET.get("page"))
    return render(request, "notices/series.html", {"page": page})


@require_GET
def register(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """Show the numbers of a series one by one."""
    _only_readers(request)
    found = (
        NumberSeries.objects.select_related("agency").filter(agency__code=code, year=year, form=form).first()
    )
    if found is None:
        raise Http404
    page = Paginator(range(1, found.last_serial + 1), LINES).get_page(request.GET.get("page"))
    first, last = page.start_index(), page.end_index()
    lines = selectors.register_of(found, me(request), first=first, last=last) if last else []
    missing = [line.serial for line in lines if line.notice is None]
    facts = {"series": found, "lines": lines, "page": page, "missing": missing}
    return render(request, "notices/register.html", facts)


def _only_readers(request: HttpRequest) -> None:
    if not me(request).has_duty(*READERS):
        raise Http404
