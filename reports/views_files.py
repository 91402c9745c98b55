"""Files of tips for the staff: clean copies by default, the original after a warning."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.selectors import me
from reports import policies, registration, selectors, services
from reports.models import Report
from reports.views import report_opened_by
from vault.handing_out import hand_out
from vault.models import CleanCopy, SealedFile
from vault.opening import unlocked
from vault.selectors import files_of
from workflow.errors import StalePage
from workflow.selectors import Offer
from workflow.verdicts import refuse_unless
from workflow.views import perform


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, reference: str, handle: UUID) -> HttpResponseBase:
    """Warn of what an original can tell, then hand it out as it came; the log keeps who opened it."""
    report = report_opened_by(request, reference, policies.may_read_words)
    found = _file_of(report, handle)
    if request.method == "GET":
        return render(request, "reports/original.html", {"subject": report, "file": found})
    with unlocked(request, back=report.get_absolute_url()) as identity:
        found, chunks = services.read_file(report, handle, actor=me(request), identity=identity)
    return hand_out(chunks, name=f"{report.reference}-{found.pk}-original.{found.extension}")


@require_POST
def copy(request: HttpRequest, reference: str, handle: UUID) -> HttpResponseBase:
    """Hand out the clean copy of a file; the log keeps who opened it."""
    report = selectors.get_report(request.user, reference)
    refuse_unless(policies.may_open_copies(report, request.user))
    try:
        with unlocked(request, back=report.get_absolute_url()) as identity:
            found, chunks = services.read_copy(report, handle, actor=me(request), identity=identity)
    except CleanCopy.DoesNotExist as error:
        raise Http404 from error
    return hand_out(chunks, name=f"{report.reference}-{found.file_id}.{found.extension}")


@require_POST
def release_copy(request: HttpRequest, reference: str, handle: UUID) -> HttpResponse:
    """Release a clean copy to the investigators of the case."""
    report = report_opened_by(request, reference)
    try:
        with unlocked(request, back=report.get_absolute_url()) as identity:
            services.release_file(report, handle, actor=me(request), identity=identity)
    except CleanCopy.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The clean copy is released to the investigators."))
    return redirect(report)


@require_POST
def clean(request: HttpRequest, reference: str, handle: UUID) -> HttpResponse:
    """Have a clean copy made once more."""
    report = report_opened_by(request, reference)
    _file_of(report, handle)
    with unlocked(request, back=report.get_absolute_url()) as identity:
        services.clean_file_again(report, handle, actor=me(request), identity=identity)
    messages.success(request, _("The clean copy will be made now. Load the page again in a moment."))
    return redirect(report)


@require_POST
def print_registration(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Hand out the registration form with the original words; the reporter's name stays sealed."""
    report = report_opened_by(request, reference)
    with unlocked(request, back=report.get_absolute_url()) as identity:
        sheet = registration.print_registration(report, actor=me(request), identity=identity)
    return hand_out([sheet], name=f"{report.reference}-registration.pdf")


@require_http_methods(["GET", "POST"])
def bind_volume(request: HttpRequest, reference: str) -> HttpResponse:
    """Have what the reporter was told bound and sealed, or bound anew."""
    report = selectors.get_report(request.user, reference)
    offer = Offer("bind_volume", gettext_lazy("Make the volume"), policies.may_bind(report, request.user))
    return perform(request, report, offer, service=services.ask_volume)


@require_POST
def volume(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Hand out the sealed volume of what the reporter was told; the log keeps who opened it."""
    report = report_opened_by(request, reference)
    found = selectors.volume_of(report)
    if found is None:
        raise StalePage(gettext_lazy("There is no volume of this report yet."))
    with unlocked(request, back=report.get_absolute_url()) as identity:
        chunks = services.read_volume(found, actor=me(request), identity=identity)
    return hand_out(chunks, name=f"{report.reference}-volume.pdf")


def _file_of(report: Report, handle: UUID) -> SealedFile:
    """Return a file of this tip, or raise Http404."""
    try:
        return files_of(report).get(handle=handle, erased_at=None, volume=None)
    except SealedFile.DoesNotExist as error:
        raise Http404 from error
