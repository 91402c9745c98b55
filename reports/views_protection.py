"""Pages of the reports of retaliation, for leaders and the supervision duty."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Duty
from accounts.selectors import me
from reports import policies, selectors, services
from reports.models import Retaliation
from vault.models import Purpose
from vault.opening import unlocked
from vault.selectors import can_open, envelopes_of
from workflow.views import Column, show_list

COLUMNS = (Column(_("Unit"), lambda retaliation: retaliation.report.unit_name),)


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the reports of retaliation."""
    return show_list(
        request,
        selectors.retaliations_visible_to(request.user),
        title=_("Reports of retaliation"),
        columns=COLUMNS,
        search=("report__unit_name",),
        duties=(Duty.LEADER, Duty.SUPERVISION),
    )


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a report of retaliation; its words stay sealed."""
    return _draw(request, selectors.get_retaliation(request.user, reference))


@require_POST
def words(request: HttpRequest, reference: str) -> HttpResponse:
    """Open what the reporter wrote, in a session of the supervision duty; the log keeps who did."""
    retaliation = selectors.get_retaliation(request.user, reference)
    with unlocked(request, back=retaliation.get_absolute_url()) as identity:
        found = services.read_retaliation(retaliation, actor=me(request), identity=identity)
    return _draw(request, retaliation, words=found.get("text", ""))


def _draw(request: HttpRequest, retaliation: Retaliation, **more: Any) -> HttpResponse:
    envelope = envelopes_of(retaliation, purpose=Purpose.MESSAGE).first()
    context = {
        "subject": retaliation,
        "has_words": envelope is not None,
        "may_read": policies.may_read_retaliation(retaliation, request.user),
        "is_waiting_for_key": envelope is not None and not can_open(envelope, me(request)),
        **more,
    }
    response = render(request, "reports/retaliation.html", context)
    response["Cache-Control"] = "no-store, private"
    return response
