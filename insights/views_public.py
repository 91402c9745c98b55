"""Open pages: the rules that this site follows, and the published figures."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from insights.calculator import estimate, examples
from insights.forms import RewardForm
from insights.models import Edition
from insights.published import open_document, open_rows, shown, title_of_edition
from insights.selectors import reporter_clocks, rules_by_instrument
from interface.figures import SMALLEST_CELL
from interface.sheets import csv_table
from reports.bilingual import in_language
from reports.prospects import prospects
from statutes.clocks import ClockRule
from statutes.rulebook import standing_of


@login_not_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show what a report may earn and in which time it is handled, work out an example, and cite every rule."""
    today = timezone.localdate()
    form = RewardForm(request.GET if "kind" in request.GET else None)
    is_wrong = form.is_bound and not form.is_valid()
    page = {
        "prospects": prospects(today),
        "examples": examples(today),
        "form": form,
        "estimate": estimate(form.cleaned_data, today) if form.is_bound and not is_wrong else None,
        "instruments": rules_by_instrument(today),
        "clocks": [_clock(clock) for clock in reporter_clocks()],
        "on": today,
    }
    return render(request, "public/open/rules.html", page, status=400 if is_wrong else 200)


def _clock(clock: ClockRule) -> dict[str, object]:
    return {
        "id": clock.id,
        "title": in_language(clock.title_zh, clock.title_en),
        "period": in_language(clock.period.title_zh, clock.period.title_en),
        "starts": in_language(clock.starts_zh, clock.starts_en),
        "citation": clock.citation,
        "standing": standing_of(clock.id, str(clock.citation)).value,
    }


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show a published edition: the newest, or the one that was asked for."""
    editions = list(Edition.objects.all())
    asked = request.GET.get("edition", "")
    found = next((one for one in editions if one.key == asked), None) or next(iter(editions), None)
    named = [(one.key, title_of_edition(one)) for one in editions]
    page = {"editions": named, "shown": shown(found) if found else None, "smallest": SMALLEST_CELL}
    return render(request, "public/open/figures.html", page)


@login_not_required
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Say how the figures are counted, what is not said, and why."""
    return render(request, "public/open/method.html", {"smallest": SMALLEST_CELL})


@login_not_required
@require_safe
def data(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out every published figure as open data."""
    editions = list(Edition.objects.all())
    if form == "json":
        told = open_document(editions, method=request.build_absolute_uri(reverse("open:method")))
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    if form != "csv":
        raise Http404
    return HttpResponse(
        csv_table(open_rows(editions), encoding="utf-8"), content_type="text/csv; charset=utf-8"
    )
