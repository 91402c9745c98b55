"""Figures for the office."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Duty
from insights.rewards import where_days_go
from rewards.selectors import rewards_visible_to

YEAR = datetime.timedelta(weeks=52)
READERS = (Duty.REWARDS, Duty.FINANCE)


@require_GET
def rewards(request: HttpRequest) -> HttpResponse:
    """Show where the days go on the way of a reward, over the rewards of twelve months."""
    user: Any = request.user
    if not user.has_duty(*READERS):
        raise Http404
    since = timezone.now() - YEAR
    found = rewards_visible_to(user).filter(created_at__gte=since)
    page = {"stays": where_days_go(found), "since": since}
    return render(request, "insights/rewards.html", page)
