"""Briefs and reports: listed, read on the page, handed out as PDF and as a workbook."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from insights.models import DutyReport
from insights.views_insights import READERS
from interface.sheets import TYPES, attached, excel_book
from notices.files import read

ROWS = 40


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """List what was written, the newest first, of one kind where it is named."""
    _only_readers(request)
    kind = request.GET.get("kind", "")
    found = DutyReport.objects.select_related("agency")
    found = found.filter(kind=kind) if kind in DutyReport.Kind.values else found
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "kinds": DutyReport.Kind.choices, "kind": kind}
    return render(request, "insights/reports.html", context)


@require_GET
def report(request: HttpRequest, key: str) -> HttpResponse:
    """Show a report as it was written."""
    _only_readers(request)
    found = get_object_or_404(DutyReport, key=key)
    return render(request, "insights/report_page.html", {"report": found})


@require_GET
def report_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Hand a report out: the drawn page, or its tables as a workbook."""
    _only_readers(request)
    found = get_object_or_404(DutyReport, key=key)
    if form == "xlsx":
        return attached(excel_book(_sheets(found.words["sections"])), f"{found.key}.xlsx", TYPES["xlsx"])
    if form != "pdf" or not found.file:
        raise Http404
    return attached(read(found.file), f"{found.key}.pdf", "application/pdf")


def _sheets(sections: list[dict[str, Any]]) -> list[tuple[str, list[list[str]]]]:
    """Write a section a sheet, numbered: two may have the same beginning."""
    sheets = []
    for number, section in enumerate(sections, 1):
        heads = ["", *section["heads"], *(["上期"] if section["changes"] else [])]
        changes = section["changes"] or [None] * len(section["rows"])
        rows = [
            [*row, *([change] if change is not None else [])]
            for row, change in zip(section["rows"], changes, strict=True)
        ]
        sheets.append((f"{number} {section['title']}", [heads, *rows]))
    return sheets


def _only_readers(request: HttpRequest) -> None:
    user: Any = request.user
    if not user.has_duty(*READERS):
        raise Http404
