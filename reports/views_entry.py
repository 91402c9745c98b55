"""Pages on which the staff file a tip for somebody: a call, a visit, a letter, a transfer from elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Agency, Duty
from accounts.selectors import me
from enterprises.selectors import suggest_units
from interface.forms import search_text
from reports import calls, script
from reports.drafts import Draft
from reports.entry import TITLES, Entry
from reports.forms_public import LastFourForm
from reports.forms_public.steps import mode_hints
from reports.models import Report
from reports.services import CameBefore, submit_report
from reports.states import Channel
from vault.errors import NoReaders
from workflow.errors import StalePage

page = require_http_methods(["GET", "POST"])
unkept = cache_control(no_store=True, private=True)
GROUP = 4


@unkept
@page
def call(request: HttpRequest) -> HttpResponse:
    """File what a caller tells."""
    return _enter(request, Channel.HOTLINE)


@unkept
@page
def counter(request: HttpRequest) -> HttpResponse:
    """File what somebody tells at the counter."""
    return _enter(request, Channel.COUNTER)


@unkept
@page
def letter(request: HttpRequest) -> HttpResponse:
    """File what stands in a letter."""
    return _enter(request, Channel.LETTER)


@unkept
@page
def transfer_in(request: HttpRequest) -> HttpResponse:
    """File what another department hands on."""
    return _enter(request, Channel.TRANSFER)


def _enter(request: HttpRequest, channel: str) -> HttpResponse:
    _desk_only(request)
    if request.method != "POST":
        return _entry_page(request, Entry(channel), calls.open_draft(request))
    draft = calls.open_draft(request, request.POST.get("filing_key", ""))
    entry = Entry(channel, request.POST, request.FILES)
    is_good = entry.is_valid()
    if not entry.take_files(draft, request) or not is_good or "remove" in request.POST:
        calls.keep_draft(request, draft)
        return _entry_page(request, entry, draft, status=400)
    return _file(request, entry, draft)


def _file(request: HttpRequest, entry: Entry, draft: Draft) -> HttpResponse:
    """File it once, however often the button is pressed; each press leads to the one receipt."""
    told: dict[str, Any] = {"channel": entry.channel, "slip": entry.slip, "filing_key": draft.filing_key}
    try:
        filing = submit_report(entry.tip, actor=me(request), files=draft.files, **told)
    except CameBefore as before:
        entry.way.add_error("number", str(before.reason))
        return _entry_page(request, entry, draft, status=400)
    except StalePage:
        return redirect("hotline:receipt")
    except NoReaders as error:
        return _entry_page(request, entry, draft, status=503, trouble=error.reason)
    calls.keep_receipt(request, draft, filing)
    return redirect("hotline:receipt")


def _entry_page(
    request: HttpRequest, entry: Entry, draft: Draft, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "entry": entry,
        "forms": entry.forms if entry.what.is_bound else [],
        "draft": draft,
        "script": script,
        "mode_hints": mode_hints(),
        "senders": Agency.objects.filter(is_office=False) if entry.channel == Channel.TRANSFER else (),
        "has_receipt": calls.waiting_receipt(request) is not None,
        "tabs": _tabs(entry.channel),
        **more,
    }
    return render(request, "reports/entry/page.html", context, status=status)


def _tabs(channel: str) -> list[dict[str, Any]]:
    return [
        {"label": TITLES[way], "url": reverse(f"hotline:{name}"), "is_current": way == channel}
        for way, name in PAGES.items()
    ]


PAGES = {
    Channel.HOTLINE: "call",
    Channel.COUNTER: "counter",
    Channel.LETTER: "letter",
    Channel.TRANSFER: "transfer_in",
}


@unkept
@page
def receipt(request: HttpRequest) -> HttpResponse:
    """Show the receipt to be read out, until the caller has read back its last four digits; then never again."""
    _desk_only(request)
    draft = calls.waiting_receipt(request)
    if draft is None or draft.sent is None:
        messages.info(
            request, _("No receipt waits to be read out. If you have just saved, load this page again.")
        )
        return redirect("hotline:call")
    report = Report.objects.by_reference(draft.sent.reference)
    form = LastFourForm(request.POST or None, code=draft.sent.code)
    form.fields["last_four"].widget.attrs["autofocus"] = True
    if form.is_valid():
        calls.drop(request, draft)
        messages.success(request, _("%(reference)s is filed. Nothing of it is left here.") % _named(report))
        return redirect(f"hotline:{PAGES[Channel(report.channel)]}")
    return _receipt_page(request, report, draft.sent.code, form)


def _named(report: Report) -> dict[str, str]:
    return {"reference": report.reference}


def _receipt_page(request: HttpRequest, report: Report, code: str, form: LastFourForm) -> HttpResponse:
    context = {
        "report": report,
        "groups": [code[start : start + GROUP] for start in range(0, len(code), GROUP)],
        "form": form,
        "script": script,
        "is_spoken": report.channel == Channel.HOTLINE,
    }
    return render(request, "reports/entry/receipt.html", context, status=400 if form.is_bound else 200)


@unkept
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Offer units while a clerk types."""
    _desk_only(request)
    units = suggest_units(search_text(request.POST.get("unit_name", ""), longest=120))
    return render(request, "public/report/units.html", {"units": units})


def _desk_only(request: HttpRequest) -> None:
    if not me(request).has_duty(Duty.DESK):
        raise Http404
