"""The auditor's room: how the log stands, what was opened, what a rule marks, and the log itself, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Duty
from desk import selectors
from desk.duties import only
from desk.forms_audit import MARKS, LogForm
from desk.selectors import audit as room
from desk.wording import timeline_row
from interface.sheets import TYPES, attached, csv_table, excel_table, harmless
from workflow.models import LogEntry
from workflow.views import CappedPaginator

LOG_ROWS = 50
OPENINGS_SHOWN = 50
MOST_EXPORTED = 20_000


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Show how the log stands, which identities were opened, and how much each rule marks."""
    only(request, Duty.AUDITOR)
    openings = list(room.openings_of(request.user)[:OPENINGS_SHOWN])
    looks = room.looks_at(openings)
    page = {
        "chain": room.chain(),
        "openings": [{"opening": one, "looks": looks.get(one.pk, 0)} for one in openings],
        "marks": _marks(room.narrowed_log(request.user)),
    }
    return render(request, "desk/audit.html", page)


def _marks(visible: Any) -> list[dict[str, Any]]:
    """Say how many entries each rule marks, of those that this auditor may see."""
    return [
        {
            "key": key,
            "title": MARKS[key],
            "rule": room.rule_of(key),
            "count": visible.filter(pk__in=room.marked_by(key)).count(),
        }
        for key in room.RULES
    ]


@require_POST
def check_log(request: HttpRequest) -> HttpResponse:
    """Ask the worker to walk the log now."""
    only(request, Duty.AUDITOR)
    transaction.on_commit(_walk, robust=True)
    messages.success(request, _("The worker walks the log now. Load this page again in a moment."))
    return redirect("desk:audit")


def _walk() -> None:
    current_app.send_task("workflow.walk_log", retry=False)


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Show the auditor the log in sentences, the newest first, without a note and without a name of a reporter."""
    only(request, Duty.AUDITOR)
    form = LogForm(request.GET)
    entries = _entries(request, form)
    page = CappedPaginator(entries, LOG_ROWS).get_page(request.GET.get("page"))
    context = {"form": form, "rows": _rows(page.object_list), "page": page}
    return render(request, "desk/log.html", context)


@require_GET
def export_log(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out the log as it is narrowed, as a sheet with the hash of each entry."""
    only(request, Duty.AUDITOR)
    if form not in TYPES:
        raise Http404
    lines = _sheet(_entries(request, LogForm(request.GET))[:MOST_EXPORTED])
    data = csv_table(lines, encoding="utf-8-sig") if form == "csv" else excel_table(lines)
    name = f"log-{timezone.localdate():%Y%m%d}.{form}"
    return attached(data, name, TYPES[form])


def _entries(request: HttpRequest, form: LogForm) -> Any:
    found = room.narrowed_log(request.user, **form.narrowing())
    return found if form.is_valid() else found.none()


def _rows(entries: Iterable[LogEntry]) -> list[dict[str, Any]]:
    shown = list(entries)
    names, marks = selectors.references_of(shown), room.marks_of(shown)
    return [
        {
            **timeline_row(entry, shows_note=False),
            "entry": entry,
            "reference": names.get(entry.subject_key, entry.subject_label),
            "marks": [{"title": MARKS[rule.id], "rule": rule} for rule in marks.get(entry.pk, [])],
        }
        for entry in shown
    ]


def _sheet(entries: Iterable[LogEntry]) -> list[list[str]]:
    heads = [_("When"), _("File"), _("What happened"), _("Who"), _("Marked by"), _("Entry"), "SHA-256"]
    rows = [
        [
            timezone.localtime(row["at"]).isoformat(timespec="seconds"),
            str(row["reference"]),
            str(row["title"]),
            str(row["by"]),
            "; ".join(str(mark["rule"].citation) for mark in row["marks"]),
            str(row["entry"].sequence),
            row["entry"].hash,
        ]
        for row in _rows(entries)
    ]
    return [heads, *(harmless(row) for row in rows)]
