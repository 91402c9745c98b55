"""The report in the hands of who holds its receipt: status, mailbox, withdrawal, leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from notices.selectors import read_file
from reports.admission import Delayed, Door, admit, ticket_for
from reports.drafts import drop_draft
from reports.explanations import meaning_of, next_for, promised_to, stages_of
from reports.forms_public import MessageForm, ObjectionForm, ReceiptForm, RetaliationForm
from reports.models import Report
from reports.panels import panels_for
from reports.policies import may_object
from reports.selectors import get_report_by_receipt, mail_for_reporter, notice_for_reporter
from reports.services import object_to_answer, open_paper, withdraw_report, write_to_desk
from reports.states import RetaliationState
from reports.tracking import (
    Tracked,
    begin_tracking,
    end_tracking,
    is_tracking,
    private_page,
    with_receipt,
)
from reports.views_public.waiting import put_off
from vault.errors import NoReaders
from workflow.errors import StalePage
from workflow.selectors import transition_from

QUIET_PLACE = "https://www.weather.com.cn/"
"""Where "leave now" leads: a page that anybody could have open."""


@private_page
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt code and open its report. Wrong and unknown codes get one sentence, one status, one cost."""
    if request.method == "GET" and is_tracking(request):
        return redirect("tips:panels")
    form = ReceiptForm(request.POST or None)
    if not form.is_valid():
        return _code_page(request, form, status=400 if form.is_bound else 200)
    try:
        admit(Door.LOOK, request.POST)
    except Delayed as error:
        return put_off(_code_page(request, form, ticket=error.ticket, delay=error.reason), error)
    found = get_report_by_receipt(form.cleaned_data["code"])
    if found:
        begin_tracking(request, *found)
        return redirect("tips:panels")
    form.add_error("code", _("No report can be opened with this code. Compare it with what you wrote down."))
    return _code_page(request, form, status=404)


def _code_page(request: HttpRequest, form: ReceiptForm, *, status: int = 200, **more: Any) -> HttpResponse:
    ticket = more.pop("ticket", None) or ticket_for(Door.LOOK, posted=request.POST)
    page = {"form": form, "way": "track", "is_again": "again" in request.GET, "ticket": ticket, **more}
    return render(request, "public/track/code.html", page, status=status)


@require_GET
@with_receipt
def panels(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Show the report that the receipt opened: status, periods, messages, notices, and the panels of other floors."""
    return panels_page(request, tracked, MessageForm())


def panels_page(
    request: HttpRequest, tracked: Tracked, form: MessageForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Draw the report that a receipt opened; `form` is the message that is being written."""
    report = tracked.report
    promised = promised_to(report)
    mail = mail_for_reporter(report, seed=tracked.seed)
    page = {
        "report": report,
        "meaning": meaning_of(report),
        "next": next_for(report),
        "stages": stages_of(report),
        "promised": promised,
        "is_stopped": any(period.stopped_at for period in promised),
        "mail": mail,
        "waiting": {item.waits_for for item in mail},
        "panels": panels_for(tracked),
        "can_open_proof": tracked.can_open_proof,
        "can_object": any(promise.is_objection for promise in promised),
        "can_withdraw": transition_from(report, "withdraw") is not None,
        "form": form,
        **protection_of(report),
        **more,
    }
    return _track_page(request, "public/track/panels.html", page, status=status)


def protection_of(report: Report) -> dict[str, Any]:
    """Return what was reported of retaliation, and the form to report it."""
    raised = report.retaliations.order_by("-pk")
    return {
        "protection": RetaliationForm(),
        "retaliations": [(one, promised_to(one)) for one in raised],
        "is_raised": any(one.state == RetaliationState.RAISED for one in raised),
    }


def _track_page(
    request: HttpRequest, template: str, page: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(
        request, template, {"way": "track", "leave_url": reverse("tips:away"), **page}, status=status
    )


@require_POST
@with_receipt
def message(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Seal a message to the intake desk."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return panels_page(request, tracked, form, status=400)
    try:
        write_to_desk(tracked.report, text=form.cleaned_data["text"])
    except NoReaders as error:
        form.add_error("text", error.reason)
        return panels_page(request, tracked, form, status=503)
    messages.success(request, _("Your message is sealed and sent."))
    return redirect("tips:panels")


@require_GET
@with_receipt
def notice(request: HttpRequest, tracked: Tracked, reference: str) -> HttpResponse:
    """Hand out a paper that lies in the mailbox of the report; the first time is its receipt."""
    paper = notice_for_reporter(tracked.report, reference)
    data = read_file(paper)
    open_paper(tracked.report, paper)
    headers = {
        "Content-Disposition": f'attachment; filename="{paper.filename}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
@with_receipt
def withdraw(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Explain what withdrawing means, and do it."""
    if transition_from(tracked.report, "withdraw") is None:
        raise StalePage(_("This report can no longer be withdrawn, or was withdrawn already."))
    if request.method == "GET":
        return _track_page(request, "public/track/withdraw.html", {})
    withdraw_report(tracked.report)
    messages.success(request, _("Your report is withdrawn."))
    return redirect("tips:panels")


@require_http_methods(["GET", "POST"])
@with_receipt
def object_(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Object to the answer, while the period is open."""
    if transition_from(tracked.report, "object") is None or not may_object(tracked.report, None):
        raise StalePage(_("There is no answer to object to, or the period to object has ended."))
    form = ObjectionForm(request.POST or None)
    if not form.is_valid():
        return _track_page(
            request, "public/track/object.html", {"form": form}, status=400 if form.is_bound else 200
        )
    try:
        object_to_answer(tracked.report, text=form.cleaned_data["text"])
    except NoReaders as error:
        form.add_error("text", error.reason)
        return _track_page(request, "public/track/object.html", {"form": form}, status=503)
    messages.success(request, _("Your objection is sealed and sent."))
    return redirect("tips:panels")


@private_page
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the report and have the browser forget what it kept of it."""
    end_tracking(request)
    return _cleared(redirect("tips:left"))


@login_not_required
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """Say that nothing is open any more."""
    return render(request, "public/track/left.html", {"way": "track"})


@private_page
@require_GET
def away(request: HttpRequest) -> HttpResponse:
    """Leave at once: forget draft and receipt, and go to a page that says nothing."""
    end_tracking(request)
    drop_draft(request)
    return _cleared(redirect(QUIET_PLACE))


def _cleared(response: HttpResponseRedirect) -> HttpResponseRedirect:
    # Not "cookies": where staff and public share a host, this would sign an officer out as well.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
