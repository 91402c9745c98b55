"""Open pages: the rules that this site follows, and a few figures."""

from __future__ import annotations

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from insights.selectors import SMALLEST_CELL, open_figures, reporter_clocks, reward_rules
from reports.bilingual import in_language
from reports.prospects import prospects
from statutes.clocks import ClockRule
from statutes.rules import Rule


@login_not_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show what a report may earn and in which time it is handled, with the rules and where they are written."""
    today = timezone.localdate()
    by_instrument = groupby(
        reward_rules(today), key=lambda rule: (rule.citation.instrument, rule.citation.number)
    )
    page = {
        "prospects": prospects(today),
        "instruments": [
            (title, number, [_rule(rule) for rule in found]) for (title, number), found in by_instrument
        ],
        "clocks": [_clock(clock) for clock in reporter_clocks()],
        "on": today,
    }
    return render(request, "public/open/rules.html", page)


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "text": in_language(rule.text, rule.text_en),
        "article": rule.citation.article,
        "status": rule.status.value,
        "since": rule.effective_from,
    }


def _clock(clock: ClockRule) -> dict[str, object]:
    return {
        "title": in_language(clock.title_zh, clock.title_en),
        "period": in_language(clock.period.title_zh, clock.period.title_en),
        "starts": in_language(clock.starts_zh, clock.starts_en),
        "citation": clock.citation,
        "status": clock.status.value,
    }


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show a few figures of twelve whole months; small ones are not said."""
    return render(request, "public/open/figures.html", {"open": open_figures(), "smallest": SMALLEST_CELL})
