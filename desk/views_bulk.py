"""One act on several files: tick, look at what would be done, do it, read line by line what became of each."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.selectors import me
from desk import selectors, services
from desk.forms_bulk import BulkForm, UndoForm


@require_GET
def several(request: HttpRequest, key: str) -> HttpResponse:
    """Show the files of a queue to tick."""
    return _ticking(request, key, BulkForm())


def _ticking(request: HttpRequest, key: str, form: BulkForm, **more: Any) -> HttpResponse:
    kind = selectors.kind_of(key)
    rows = selectors.bulk_rows(request.user, key)
    context = {"kind": kind, "key": key, "rows": rows, "form": form, **more}
    context["acts"] = selectors.bulks_of(request.user)
    return render(request, "desk/bulk/several.html", context, status=400 if more else 200)


@require_POST
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show what would become of each that is ticked, before anything does."""
    kind, form = selectors.kind_of(key), BulkForm(request.POST)
    rows = _ticked(request, key)
    if not form.is_valid() or not rows:
        return _ticking(request, key, form, is_nothing_ticked=not rows)
    found = selectors.forecasts(rows, kind=kind, user=request.user)
    possible = sum(one.is_possible for one in found)
    context = {"kind": kind, "key": key, "forecasts": found, "form": form, "possible": possible}
    return render(request, "desk/bulk/preview.html", context)


@require_POST
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Note the act and lead to the page on which it is done; a second click leads to the same."""
    selectors.kind_of(key)
    form, rows = BulkForm(request.POST), _ticked(request, key)
    if not form.is_valid() or not (rows or selectors.is_begun(request.user, request.POST.get("click", ""))):
        return _ticking(request, key, form, is_nothing_ticked=not rows)
    act = services.begin_bulk(
        key=key, subjects=[row.subject for row in rows], actor=me(request), **form.cleaned_data
    )
    return redirect("desk:bulk", handle=act.handle)


def _ticked(request: HttpRequest, key: str) -> list[selectors.Row]:
    """Return the files that were ticked and stand in this person's queue."""
    wanted = set(request.POST.getlist("file"))
    return [row for row in selectors.bulk_rows(request.user, key) if row.subject.reference in wanted]


@require_GET
def bulk(request: HttpRequest, handle: uuid.UUID) -> HttpResponse:
    """Show how far an act is, and line by line what became of each file."""
    return render(request, "desk/bulk/bulk.html", _context(request, handle))


def _context(request: HttpRequest, handle: uuid.UUID) -> dict[str, Any]:
    act = selectors.get_bulk(request.user, handle)
    lines = list(act.lines.all())
    progress = selectors.progress_of(lines)
    return {"act": act, "label": selectors.label_of(act), "lines": lines, "progress": progress}


@require_POST
def go_on(request: HttpRequest, handle: uuid.UUID) -> HttpResponse:
    """Act on the next files that wait, and show how far it is."""
    services.go_on(selectors.get_bulk(request.user, handle), actor=me(request))
    if request.headers.get("HX-Request"):
        return render(request, "desk/bulk/progress.html", _context(request, handle))
    return redirect("desk:bulk", handle=handle)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, handle: uuid.UUID) -> HttpResponse:
    """Propose that all that was done be annulled."""
    act, form = selectors.get_bulk(request.user, handle), UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.undo_bulk(act, reason=form.cleaned_data["reason"], actor=me(request))
        return redirect("desk:bulk", handle=handle)
    status = 400 if form.is_bound else 200
    return render(request, "desk/bulk/undo.html", {**_context(request, handle), "form": form}, status=status)
