"""The page of a unit, and what is written about it: risk, responsible persons, inspections, special periods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Duty
from accounts.selectors import me
from desk import selectors
from desk.duties import only
from desk.forms_units import InspectionForm, PeriodForm, PersonForm, RiskForm
from enterprises import services
from enterprises.models import Unit
from workflow.errors import MoveRefused

page = require_http_methods(["GET", "POST"])


@require_GET
def unit(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show a unit with all that this person may see of it."""
    only(request, *selectors.SEEKERS)
    found = get_object_or_404(Unit, uscc=uscc)
    facts = {
        "unit": found,
        "picture": selectors.picture_of(found, request.user),
        "may_name": me(request).has_duty(Duty.LEADER),
        "may_inspect": me(request).has_duty(Duty.INVESTIGATOR, Duty.LEADER),
    }
    return render(request, "desk/unit.html", facts)


@page
def set_risk(request: HttpRequest, uscc: str) -> HttpResponse:
    """Say at which level of risk the unit is kept."""
    only(request, Duty.LEADER)
    found = get_object_or_404(Unit, uscc=uscc)
    initial = {"risk": found.risk, "is_key": found.is_key}
    form = RiskForm(request.POST if request.method == "POST" else None, initial=initial)
    return _write(request, found, form, _("Set the level of risk"), services.set_risk)


@page
def name_person(request: HttpRequest, uscc: str) -> HttpResponse:
    """Name who is responsible for a side."""
    only(request, Duty.LEADER)
    found = get_object_or_404(Unit, uscc=uscc)
    form = PersonForm(request.POST if request.method == "POST" else None)
    return _write(request, found, form, _("Name a responsible person"), services.name_responsible_person)


@page
def inspect(request: HttpRequest, uscc: str) -> HttpResponse:
    """Record an inspection by a responsible person."""
    only(request, Duty.INVESTIGATOR, Duty.LEADER)
    found = get_object_or_404(Unit, uscc=uscc)
    form = InspectionForm(request.POST if request.method == "POST" else None, unit=found)

    def recorded(unit: Unit, **facts: Any) -> None:
        services.record_inspection(unit, actor=me(request), **facts)

    return _write(request, found, form, _("Record an inspection"), recorded)


@page
def announce_period(request: HttpRequest, uscc: str) -> HttpResponse:
    """Name days on which every key unit is inspected besides."""
    only(request, Duty.LEADER)
    found = get_object_or_404(Unit, uscc=uscc)
    form = PeriodForm(request.POST if request.method == "POST" else None)

    def announced(_unit: Unit, **facts: Any) -> None:
        services.announce_period(**facts)

    return _write(request, found, form, _("Announce a special period"), announced)


def _write(
    request: HttpRequest, found: Unit, form: forms.Form, label: Any, write: Callable[..., Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _is_written(form, found, write):
        messages.success(request, _("Done: %(move)s.") % {"move": label})
        return redirect("desk:unit", uscc=found.uscc)
    status = 400 if request.method == "POST" else 200
    return render(
        request, "desk/unit_form.html", {"unit": found, "form": form, "label": label}, status=status
    )


def _is_written(form: forms.Form, found: Unit, write: Callable[..., Any]) -> bool:
    try:
        write(found, **form.cleaned_data)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True
