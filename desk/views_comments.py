"""What the staff say to one another about a case, and the case beside the tip that it answers."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.selectors import me
from desk import selectors, services
from desk.forms_comments import CommentForm
from investigations.selectors import allegations_of, get_case, outcomes_of
from workflow.selectors import Offer
from workflow.verdicts import ALLOWED
from workflow.views import perform


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a comment on a case."""
    case = get_case(request.user, reference)
    offer = Offer("comment", _("Comment"), ALLOWED)
    return perform(request, case, offer, service=services.comment_on, form_class=CommentForm)


@require_POST
def withdraw_comment(request: HttpRequest, reference: str, handle: uuid.UUID) -> HttpResponse:
    """Take one's own comment back; a second click changes nothing."""
    case = get_case(request.user, reference)
    services.withdraw_comment(case, handle=handle, actor=me(request))
    return redirect(f"{case.get_absolute_url()}#comments")


@require_POST
def see_mentions(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that somebody goes to read the comments that name them, and lead there."""
    case = get_case(request.user, reference)
    services.see_mentions(case, actor=me(request))
    return redirect(f"{case.get_absolute_url()}#comments")


@require_GET
def beside(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a case beside the tip that it answers, to whoever sees both."""
    case = get_case(request.user, reference)
    report = selectors.journey_of(case, request.user).report
    if report is None:
        raise Http404
    finding = case.findings.order_by("-pk").first()
    found = {"finding": finding, "outcomes": outcomes_of(finding), "allegations": allegations_of(case)}
    return render(request, "desk/beside.html", {"subject": case, "report": report, **found})
