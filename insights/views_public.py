"""Open pages: the rules that this site follows, and a few figures."""

from __future__ import annotations

import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from insights.calculator import estimate, examples
from insights.forms import RewardForm
from insights.rewards import reward_figures
from insights.selectors import open_figures, reporter_clocks, rules_by_instrument
from interface.figures import SMALLEST_CELL
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
    """Show a few figures of twelve whole months; small ones are not said."""
    found = open_figures()
    rewards = reward_figures(found.since, found.until + datetime.timedelta(days=1))
    page = {"open": found, "rewards": rewards, "smallest": SMALLEST_CELL}
    return render(request, "public/open/figures.html", page)
