"""The room of figures: charts with their tables, and the same as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Duty
from insights.dashboard import dashboard, small_base
from insights.panels import TILES, Panel
from insights.spans import Span, span_called, spans
from insights.tiles import squares
from interface.sheets import TYPES, attached, csv_table, excel_book, harmless

READERS = (Duty.LEADER, Duty.AUDITOR)


@require_GET
def dashboard_page(request: HttpRequest) -> HttpResponse:
    """Show the figures of a span."""
    _only_readers(request)
    span, today = _span(request), timezone.localdate()
    sections = dashboard(span, today)
    page = {
        "sections": [
            {"section": section, "panels": [_drawn(panel) for panel in section.panels]}
            for section in sections
        ],
        "span": span,
        "spans": spans(today),
        "small_base": small_base(today),
    }
    return render(request, "insights/dashboard.html", page)


def _drawn(panel: Panel) -> dict[str, Any]:
    return {"panel": panel, "squares": squares(panel) if panel.picture == TILES else None}


@require_GET
def table(request: HttpRequest, panel: str) -> HttpResponse:
    """Hand out one panel as CSV, as spreadsheets read it."""
    _only_readers(request)
    span = _span(request)
    found = next((one for one in _panels(span) if one.key == panel), None)
    if found is None:
        raise Http404
    data = csv_table((harmless(row) for row in found.table), encoding="utf-8-sig")
    return attached(data, f"{panel}-{span.key}.csv", TYPES["csv"])


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """Hand out every panel as the sheets of a workbook."""
    _only_readers(request)
    span = _span(request)
    data = excel_book((str(panel.title), panel.table) for panel in _panels(span))
    return attached(data, f"figures-{span.key}.xlsx", TYPES["xlsx"])


def _panels(span: Span) -> list[Panel]:
    return [panel for section in dashboard(span, timezone.localdate()) for panel in section.panels]


def _span(request: HttpRequest) -> Span:
    return span_called(request.GET.get("span", ""), timezone.localdate())


def _only_readers(request: HttpRequest) -> None:
    user: Any = request.user
    if not user.has_duty(*READERS):
        raise Http404
