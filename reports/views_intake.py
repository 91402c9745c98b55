"""The intake desk's queue: what waits, by its deadline, with a suggestion; and the same act on several at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Duty
from accounts.selectors import me
from reports import policies
from reports.forms_intake import TRANSFER, IntakeForm
from reports.models import Report
from reports.selectors import intake_of
from reports.services import Line, take_in_several
from reports.telltales import pointers
from reports.triage import suggestions_for
from workflow.models import REFERENCE_PATTERN
from workflow.selectors import running_clocks
from workflow.views import CappedPaginator

ROWS = 50
# What the last bulk act of this session came to: references and sentences, nothing of a tip.
RESULT = "intake.result"


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits to be taken in, the nearest deadline first."""
    _desk_only(request)
    return _queue_page(request, IntakeForm())


def _queue_page(request: HttpRequest, form: IntakeForm, *, status: int = 200, **more: Any) -> HttpResponse:
    page = CappedPaginator(intake_of(request.user), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _rows(list(page)), "form": form, **more}
    return render(request, "reports/intake/queue.html", context, status=status)


def _rows(reports: list[Report]) -> list[dict[str, Any]]:
    clocks, suggested = running_clocks(reports), suggestions_for(reports)
    return [
        {
            "report": report,
            "clock": clocks.get((report.label(), report.pk)),
            "suggestion": suggested[report.pk],
        }
        for report in reports
    ]


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Show what would become of each that is ticked, before anything does."""
    _desk_only(request)
    form, reports = IntakeForm(request.POST), _ticked(request)
    if not form.is_valid() or not reports:
        return _queue_page(request, form, status=400, is_nothing_ticked=not reports)
    rows = [{**row, **_forecast(row["report"], form, request.user)} for row in _rows(reports)]
    if form.cleaned_data["act"] == TRANSFER:
        going = form.departments_of(reports)
        rows = [{**row, "agency": going[row["report"].pk]} for row in rows]
    return render(request, "reports/intake/preview.html", {"form": form, "rows": rows})


def _forecast(report: Report, form: IntakeForm, user: Any) -> dict[str, Any]:
    is_handed_on = form.cleaned_data["act"] == TRANSFER
    return {
        "verdict": policies.may_take_in(report, user),
        "found": pointers([report.working_text]) if is_handed_on else [],
        "is_handed_on": is_handed_on,
    }


@require_POST
def carry_out(request: HttpRequest) -> HttpResponse:
    """Do it to each, one by one; a second click leads to the same result."""
    _desk_only(request)
    form = IntakeForm(request.POST)
    if not form.is_valid():
        return _queue_page(request, form, status=400)
    click = form.cleaned_data["click"]
    if not click or request.session.get(RESULT, {}).get("click") != click:
        reports = _ticked(request)
        lines = take_in_several(reports, form.act_of(reports, actor=me(request)))
        request.session[RESULT] = {"click": click, "lines": [_told(line) for line in lines]}
    return redirect("intake:result")


def _told(line: Line) -> dict[str, Any]:
    return {"reference": line.reference, "is_done": line.is_done, "reason": str(line.reason)}


@require_GET
def result(request: HttpRequest) -> HttpResponse:
    """Show line by line what was done and what was not."""
    _desk_only(request)
    lines = request.session.get(RESULT, {}).get("lines", [])
    done = sum(line["is_done"] for line in lines)
    context = {"lines": lines, "done": done, "left": len(lines) - done}
    return render(request, "reports/intake/result.html", context)


def _ticked(request: HttpRequest) -> list[Report]:
    """Return the tips that were ticked and that this person sees, in whatever state they are by now."""
    named = (REFERENCE_PATTERN.match(text) for text in request.POST.getlist("report")[:ROWS])
    keys = [int(found[3]) for found in named if found and found[1] == Report.PREFIX]
    return list(intake_of(request.user, keys=keys))


def _desk_only(request: HttpRequest) -> None:
    if not me(request).has_duty(Duty.DESK, Duty.SUPERVISION):
        raise Http404
