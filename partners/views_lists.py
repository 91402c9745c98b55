"""Pages of imported lists: upload, look at the check, file, take the results along, close."""

from __future__ import annotations

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty
from accounts.selectors import me
from partners import policies, selectors, services
from partners.faults import sentence_of
from partners.forms import ListForm
from partners.models import Batch
from partners.states import BatchState, LineState
from partners.tables import heading_of
from vault.errors import NoReaders
from vault.opening import unlocked
from workflow.views import Column, Tab, perform_move, show_list

COLUMNS = (
    Column(gettext_lazy("From"), lambda batch: batch.partner.name),
    Column(gettext_lazy("Imported by"), lambda batch: batch.uploaded_by.name),
)
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the imported lists."""
    return show_list(
        request,
        selectors.batches_visible_to(request.user),
        title=gettext_lazy("Imported lists"),
        columns=COLUMNS,
        search=("partner__name",),
        duties=(Duty.DESK,),
        first_act=Tab(gettext_lazy("Import a list"), reverse("imports:upload")),
    )


@page
def upload(request: HttpRequest) -> HttpResponse:
    """Check a list; nothing is filed yet."""
    if not policies.may_import(None, request.user):
        raise Http404
    form = ListForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.check_list(given["partner"], given["table"], actor=me(request))
        except NoReaders as error:
            form.add_error(None, str(error.reason))
        else:
            return redirect(made.get_absolute_url())
    return render(request, "partners/upload.html", {"form": form}, status=400 if form.is_bound else 200)


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the check of a list, line by line, and how far its filing has come."""
    return _draw(request, selectors.get_batch(request.user, reference))


@page
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the good lines be filed."""
    subject = selectors.get_batch(request.user, reference)
    return perform_move(request, subject, "release", service=services.release_batch)


@require_POST
def go_on(request: HttpRequest, reference: str) -> HttpResponse:
    """File the next lines in this session; the page goes on by itself where scripts run."""
    batch = selectors.get_batch(request.user, reference)
    with unlocked(request, back=batch.get_absolute_url()) as identity:
        services.file_lines(batch, actor=me(request), identity=identity)
    return _draw(request, batch, goes_on=True)


@require_POST
def results(request: HttpRequest, reference: str) -> HttpResponse:
    """Give what came of each line, with the receipt codes that are handed to the callers."""
    batch = selectors.get_batch(request.user, reference)
    with unlocked(request, back=batch.get_absolute_url()) as identity:
        filed = {
            row["line"]: row for row in services.read_results(batch, actor=me(request), identity=identity)
        }
    response = HttpResponse(b"\xef\xbb\xbf", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{batch.reference}.csv"'
    writer = csv.writer(response)
    writer.writerow(
        [_("Line"), _("Number"), _("What came of it"), _("Reference"), _("Receipt code"), _("Why")]
    )
    writer.writerows(_row(line, filed.get(str(line.number), {})) for line in batch.lines.all())
    return response


@page
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a list for good."""
    subject = selectors.get_batch(request.user, reference)
    return perform_move(request, subject, "close", service=services.close_batch)


def _row(line: Any, filed: dict[str, str]) -> list[str]:
    told = [filed.get(name, "") for name in ("number", "reference", "receipt")]
    number = f"'{told[0]}" if told[0][:1] in "=+-@" and told[0] else told[0]
    state = LineState(line.state).label
    return [str(line.number), number, str(state), told[1], told[2], "; ".join(_faults(line))]


def _faults(line: Any) -> list[str]:
    """Say what is wrong with a line, by the headings of its columns."""
    said = ((heading_of(field), sentence_of(kind)) for field, kind in line.faults)
    return [f"{head}: {sentence}" if head else str(sentence) for head, sentence in said]


def _draw(request: HttpRequest, batch: Batch, *, goes_on: bool = False) -> HttpResponse:
    counts = selectors.counts_of(batch)
    wrong = batch.lines.filter(state__in=[LineState.BAD, LineState.FAILED])
    shown = {
        "subject": batch,
        "counts": counts,
        "total": sum(counts.values()),
        "settled": sum(counts.values()) - counts[LineState.GOOD],
        "wrong": [(line.number, _faults(line)) for line in wrong],
        "is_filing": batch.state == BatchState.FILING and counts[LineState.GOOD] > 0,
        "is_open": batch.state != BatchState.CLOSED,
        "goes_on": goes_on,
    }
    return render(request, "partners/batch.html", shown)
