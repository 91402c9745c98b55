"""How the reporter fares: the answer to a check-in, and the report of retaliation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.forms_public import MessageForm, RetaliationForm
from reports.services import answer_check_ins, raise_retaliation
from reports.tracking import Tracked, with_receipt
from reports.views_public.tracking import panels_page
from vault.errors import NoReaders


@require_POST
@with_receipt
def all_well(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Take the answer that nothing has happened."""
    answer_check_ins(tracked.report)
    messages.success(request, _("Thank you. If anything happens, report it here."))
    return redirect("tips:panels")


@require_POST
@with_receipt
def retaliation(request: HttpRequest, tracked: Tracked) -> HttpResponse:
    """Report retaliation with one tap; words are welcome and not needed."""
    form = RetaliationForm(request.POST)
    if not form.is_valid():
        return panels_page(request, tracked, MessageForm(), protection=form, status=400)
    try:
        raise_retaliation(tracked.report, text=form.cleaned_data["what"])
    except NoReaders as error:
        form.add_error("what", error.reason)
        return panels_page(request, tracked, MessageForm(), protection=form, status=503)
    messages.success(request, _("Your report of retaliation has arrived and has a case of its own."))
    return redirect("tips:panels")
