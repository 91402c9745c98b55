"""Pages of retention: what is due, what was proposed, what was destroyed, and holding a tip beyond its time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from reports import disposing, keeping, policies, selectors
from workflow.forms import ReasonForm
from workflow.selectors import Offer
from workflow.views import Column, Tab, perform, perform_move, show_list

ROOM = (Duty.CUSTODIAN, Duty.LEADER, Duty.SUPERVISION, Duty.AUDITOR)
COLUMNS = (
    Column(gettext_lazy("Report"), lambda disposal: disposal.report.reference),
    Column(gettext_lazy("Proposed by"), lambda disposal: disposal.proposed_by.name),
    Column(
        gettext_lazy("Decided by"), lambda disposal: disposal.decided_by.name if disposal.decided_by else ""
    ),
)
ROWS = 25
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List what was proposed for destruction, and what became of it."""
    found, named = selectors.disposals_visible_to(request.user), {"JB": "report_id"}
    return show_list(
        request,
        found,
        title=gettext_lazy("Destruction of sealed reports"),
        columns=COLUMNS,
        search=("report__unit_name",),
        duties=ROOM,
        named_by=named,
        tabs=_tabs(request, is_due=False),
    )


@page
def due(request: HttpRequest) -> HttpResponse:
    """Show the tips whose time is over; a custodian proposes all of one page at once."""
    if not policies.may_propose_disposal(request.user):
        raise Http404
    shown = Paginator(keeping.due_visible_to(request.user), ROWS).get_page(request.GET.get("page"))
    if request.method == "POST":
        seen = [report for report in shown if report.reference in request.POST.getlist("report")]
        count = len(disposing.propose_disposals(seen, actor=me(request)))
        said = ngettext("%(count)d proposed. ", "%(count)d proposed. ", count) % {"count": count}
        messages.success(request, said + _("Another person carries it out."))
        return redirect("keeping:list")
    return render(request, "reports/due.html", {"page": shown, "tabs": _tabs(request, is_due=True)})


def _tabs(request: HttpRequest, *, is_due: bool) -> list[Tab]:
    if not policies.may_propose_disposal(request.user):
        return []
    return [
        Tab(gettext_lazy("Proposed and destroyed"), reverse("keeping:list"), is_current=not is_due),
        Tab(gettext_lazy("Time is over"), reverse("keeping:due"), is_current=is_due),
    ]


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a disposal with its proof."""
    subject = selectors.get_disposal(request.user, reference)
    return render(request, "reports/disposal.html", {"subject": subject})


@page
def destroy(request: HttpRequest, reference: str) -> HttpResponse:
    """Destroy what is sealed, for good."""
    return _move(request, reference, "destroy", service=disposing.carry_out)


@page
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep it, with the reason."""
    return _move(request, reference, "decline", service=disposing.decline_disposal, form_class=ReasonForm)


@page
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Hold a tip beyond its time."""
    return _act(request, reference, "hold", gettext_lazy("Hold beyond its time"), disposing.hold_report)


@page
def lift_hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Lift the hold of a tip."""
    return _act(request, reference, "lift_hold", gettext_lazy("Lift the hold"), disposing.lift_hold)


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_disposal(request.user, reference), move, **how)


def _act(request: HttpRequest, reference: str, move: str, label: Any, service: Any) -> HttpResponse:
    report = selectors.get_report(request.user, reference)
    offer = Offer(move, label, policies.may_hold(report, request.user))
    return perform(request, report, offer, service=service, form_class=ReasonForm)
