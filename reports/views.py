"""Pages of tips for the staff."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.client import FOUND
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.selectors import me
from reports import policies, selectors, services
from reports.forms_desk import (
    AcknowledgeForm,
    DeclineForm,
    ExtendForm,
    MergeForm,
    MessageForm,
    ShareForm,
    TransferForm,
    WorkingTextForm,
)
from reports.matters import places_of, precedence_of
from reports.models import Report
from reports.questions import WORDS
from reports.triage import suggestion_of
from vault.opening import unlocked
from vault.selectors import can_open
from workflow.forms import ReasonForm
from workflow.selectors import Offer
from workflow.verdicts import Verdict, refuse_unless
from workflow.views import Column, perform, perform_annulment, perform_move, show_list

COLUMNS = (
    Column(_("Kind"), lambda report: report.get_kind_display()),
    Column(_("Unit"), lambda report: report.unit_name),
)
page = require_http_methods(["GET", "POST"])


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the tips."""
    return show_list(
        request,
        selectors.reports_visible_to(request.user),
        title=_("Reports"),
        columns=COLUMNS,
        search=("unit_name", "unit__uscc"),
        duties=selectors.WHOLE,
    )


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a tip: to the desk and leaders whole, to investigators what they work with."""
    return draw_report(request, selectors.get_report(request.user, reference))


@require_POST
def words(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the original words in this session; the log keeps who did."""
    report = report_opened_by(request, reference, policies.may_read_words)
    with unlocked(request, back=report.get_absolute_url()) as identity:
        found = services.read_words(report, actor=me(request), identity=identity)
    lines = [(WORDS.get(name, name), text) for name, text in found.items()]
    return draw_report(request, report, words=lines, text_form=WorkingTextForm(subject=report))


@page
def share_words(request: HttpRequest, reference: str) -> HttpResponse:
    """Let people of the team read the original words and files, in a session that opens them."""
    report = selectors.get_report(request.user, reference)
    label = _("Let the team read the original words")
    offer = Offer("share_words", label, policies.may_share_words(report, request.user))

    def share(report: Report, **inputs: Any) -> None:
        with unlocked(request, back=report.get_absolute_url()) as identity:
            services.share_words(report, identity=identity, **inputs)

    return perform(request, report, offer, service=share, form_class=ShareForm)


@require_POST
def messages(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the reporter's messages in this session; the log keeps who did."""
    report = report_opened_by(request, reference)
    with unlocked(request, back=report.get_absolute_url()) as identity:
        opened = services.read_messages(report, actor=me(request), identity=identity)
    return draw_report(request, report, opened=opened)


@page
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Release the working text to the investigators."""
    return _act(
        request,
        reference,
        "release",
        _("Release the working text"),
        services.release_working_text,
        WorkingTextForm,
    )


@page
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """Write to the reporter."""
    return _act(
        request, reference, "write", _("Write to the reporter"), services.write_to_reporter, MessageForm
    )


@page
def stand_aside(request: HttpRequest, reference: str) -> HttpResponse:
    """Stand aside for a conflict of interest; afterwards the page is out of reach, so it leads to my work."""
    report = selectors.get_report(request.user, reference)
    offer = Offer("stand_aside", _("Stand aside"), policies.may_stand_aside(report, request.user))
    response = perform(request, report, offer, service=services.stand_aside, form_class=ReasonForm)
    return redirect("desk:home") if response.status_code == FOUND else response


@page
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept a tip."""
    return _move(request, reference, "accept", service=services.accept_report)


@page
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """Decline a tip on a ground of the law."""
    return _move(request, reference, "decline", service=services.decline_report, form_class=DeclineForm)


@page
def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand a tip to the competent department."""
    return _move(request, reference, "transfer", service=services.transfer_report, form_class=TransferForm)


@page
def acknowledge(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the department answers that has the packet."""
    report = selectors.get_report(request.user, reference)
    verdict = policies.may_acknowledge(report, request.user)
    offer = Offer("acknowledge", _("Record the department's answer"), verdict)
    return perform(request, report, offer, service=services.acknowledge_transfer, form_class=AcknowledgeForm)


@page
def merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Handle a tip with an earlier one."""
    how = {"service": services.merge_report, "form_class": MergeForm, "user": request.user}
    initial = {"into": request.GET.get("into", "")}
    return _move(request, reference, "merge", initial=initial, **how)


@page
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the reporter for more."""
    return _move(request, reference, "ask", service=services.ask_reporter, form_class=MessageForm)


@page
def extend(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the answer may take longer."""
    return _move(request, reference, "extend", service=services.extend_report, form_class=ExtendForm)


@page
def conclude_recheck(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell the reporter what the re-check found."""
    how = {"service": services.conclude_recheck, "form_class": MessageForm}
    return _move(request, reference, "conclude_recheck", **how)


@page
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close an answered tip."""
    return _move(request, reference, "close", service=services.close_report)


@page
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the last move back, by two people."""
    return perform_annulment(request, selectors.get_report(request.user, reference))


def _move(request: HttpRequest, reference: str, move: str, **how: Any) -> HttpResponse:
    return perform_move(request, selectors.get_report(request.user, reference), move, **how)


def _act(
    request: HttpRequest, reference: str, move: str, label: Any, service: Any, form_class: Any
) -> HttpResponse:
    report = selectors.get_report(request.user, reference)
    offer = Offer(move, label, policies.may_open(report, request.user))
    return perform(request, report, offer, service=service, form_class=form_class)


def report_opened_by(
    request: HttpRequest, reference: str, policy: Callable[[Report, Any], Verdict] = policies.may_open
) -> Report:
    """Return the tip for somebody whom the policy lets open what is sealed in it."""
    report = selectors.get_report(request.user, reference)
    refuse_unless(policy(report, request.user))
    return report


def draw_report(request: HttpRequest, report: Report, **more: Any) -> HttpResponse:
    """Draw the page of a tip. Investigators see neither how the reporter named themselves nor the mailbox."""
    response = render(request, "reports/detail.html", {**_facts_of(report, me(request)), **more})
    response["Cache-Control"] = "no-store, private"
    return response


def _facts_of(report: Report, user: User) -> dict[str, Any]:
    envelope = selectors.words_of(report)
    return {
        "subject": report,
        "is_whole": user.has_duty(*selectors.WHOLE),
        "may_open": policies.may_open(report, user),
        "may_read": policies.may_read_words(report, user),
        "may_share": policies.may_share_words(report, user),
        "readers": partial(selectors.words_grants_of, report),
        "may_stand_aside": policies.may_stand_aside(report, user),
        "is_waiting_for_key": envelope is not None and not can_open(envelope, user),
        "mailbox": partial(selectors.mailbox_of, report),
        "has_heard": report.mailbox.filter(direction="from_reporter").exists,
        "may_open_copies": policies.may_open_copies(report, user),
        "files": partial(selectors.files_for, report, user),
        "volume": partial(selectors.volume_of, report),
        "may_bind": policies.may_bind(report, user),
        "alike": partial(selectors.alike_to, report, user),
        "places": places_of(report),
        "precedence": precedence_of(report)
        if report.merged_into_id or report.merged_reports.exists()
        else None,
        "may_find_first": policies.may_find_first(report, user),
        "suggestion": partial(suggestion_of, report),
        "handoffs": partial(selectors.handoffs_of, report),
        "may_acknowledge": policies.may_acknowledge(report, user),
    }
