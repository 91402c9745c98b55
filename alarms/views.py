"""Pages of duty: the alarm on a telephone at night, the list of alarms, the roster, one's own number."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from alarms import policies, selectors, services
from alarms.forms import ContactForm, DoneForm, MonthForm
from alarms.messages import can_reach
from alarms.models import Contact
from workflow.forms import MoveForm
from workflow.selectors import moves_for, running_clocks
from workflow.views import Column, Tab, perform_move, show_list

AHEAD = datetime.timedelta(days=31)
COLUMNS = (
    Column(gettext_lazy("Since"), lambda alarm: timezone.localtime(alarm.created_at).strftime("%m-%d %H:%M")),
    Column(gettext_lazy("Who has it"), lambda alarm: alarm.holder or "–"),
)
page = require_http_methods(["GET", "POST"])


# ---- Alarms ----------------------------------------------------------------------------------------------------
@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """List the alarms that this person may see, the newest first."""
    return show_list(
        request,
        selectors.alarms_visible_to(request.user),
        title=gettext_lazy("Alarms"),
        columns=COLUMNS,
        search=(),
        duties=tuple(Duty),
        first_act=Tab(gettext_lazy("Who is on duty"), reverse("alarms:roster")),
    )


@require_GET
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what the duty officer must know, and the buttons under the thumb."""
    alarm = selectors.get_alarm(request.user, reference)
    context = {
        "subject": alarm,
        "facts": selectors.facts_of(alarm, me(request)),
        "calls": selectors.calls_of(alarm),
        "offers": {offer.move: offer for offer in moves_for(alarm, request.user)},
        "clock": running_clocks([alarm]).get((alarm.label(), alarm.pk)),
        "form": DoneForm(subject=alarm),
    }
    return render(request, "alarms/detail.html", context)


@page
def acknowledge(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the danger in hand."""
    alarm = selectors.get_alarm(request.user, reference)
    return perform_move(
        request, alarm, "acknowledge", service=services.acknowledge_alarm, form_class=MoveForm
    )


@page
def hand_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Give it to the next in line."""
    alarm = selectors.get_alarm(request.user, reference)
    return perform_move(request, alarm, "hand_on", service=services.hand_on_alarm, form_class=MoveForm)


@page
def finish(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what was done."""
    alarm = selectors.get_alarm(request.user, reference)
    return perform_move(request, alarm, "finish", service=services.finish_alarm, form_class=DoneForm)


# ---- The roster ------------------------------------------------------------------------------------------------
@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    """Show who is on duty now and in the coming month, when nobody is, and whom no message reaches."""
    now = timezone.now()
    shifts = list(selectors.shifts_between(now, now + AHEAD))
    on_roster = {person for shift in shifts for person in (shift.first, shift.second) if person}
    context = {
        "shifts": shifts,
        "now": now,
        "gaps": selectors.gaps_in(shifts, since=now, until=now + AHEAD),
        "unreached": sorted((person for person in on_roster if not can_reach(person)), key=str),
        "may_keep": policies.may_keep_roster(request.user),
    }
    return render(request, "alarms/roster.html", context)


@page
def import_month(request: HttpRequest) -> HttpResponse:
    """Take in the roster of a month: what was read is shown first, with its gaps, then put on the roster."""
    if not policies.may_keep_roster(request.user):
        raise Http404
    form = MonthForm(request.POST or None)
    if not (form.is_bound and form.is_valid()):
        status = 400 if form.is_bound else 200
        return render(request, "alarms/import_month.html", {"form": form}, status=status)
    if "is_checked" not in request.POST:
        return render(request, "alarms/check_month.html", _preview(form))
    services.plan_shifts(form.shifts, since=form.since, until=form.until, actor=me(request))
    messages.success(request, _("The roster of %(month)s is in.") % form.cleaned_data)
    return redirect("alarms:roster")


def _preview(form: MonthForm) -> dict[str, Any]:
    gaps = selectors.gaps_in(form.shifts, since=form.since, until=form.until)
    return {"form": form, "shifts": form.shifts, "gaps": gaps, "month": form.cleaned_data["month"]}


@page
def contact(request: HttpRequest) -> HttpResponse:
    """Keep one's own mobile number and e-mail for the time on duty."""
    kept = Contact.objects.filter(person=me(request)).first()
    form = ContactForm(request.POST if request.method == "POST" else None, initial=vars(kept) if kept else {})
    if form.is_bound and form.is_valid():
        services.keep_contact(me(request), **form.cleaned_data)
        messages.success(request, _("Kept. On duty you are reached there."))
        return redirect("alarms:roster")
    return render(request, "alarms/contact.html", {"form": form}, status=400 if form.is_bound else 200)
