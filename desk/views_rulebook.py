"""The rulebook: which rules are in force and how sure we are, the office's own settings, the calendar, going live."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Duty
from desk.duties import only
from desk.forms_rulebook import ConfirmForm, HolidayForm, RulebookForm, SettingForm, WhyForm
from desk.selectors import rulebook as book
from interface.uploads import with_small_files
from statutes import selectors, services
from statutes.calendar import rest_days_of, working_days_of
from statutes.office import is_demonstration, office
from statutes.rulebook import Entry, all_entries, entries_called, entries_in_force, unsettled_entries
from workflow.services import recompute_provisional_clocks

RULES_PER_PAGE = 40


# ---- Rules -----------------------------------------------------------------------------------------------------
@require_GET
def rulebook(request: HttpRequest) -> HttpResponse:
    """Show every rule in force on a date, with its citation, its value in words and how sure we are of it."""
    form = RulebookForm(request.GET if request.GET else {"place": book.HERE})
    entries = book.rulebook_entries(form.cleaned_data) if form.is_valid() else []
    page = Paginator(entries, RULES_PER_PAGE).get_page(request.GET.get("page"))
    on = form.cleaned_data.get("on") or timezone.localdate()
    shown = {
        "form": form,
        "page": page,
        "groups": book.grouped(page.object_list),
        "on": on,
        "open": book.count_open(entries_in_force(on)),
    }
    return render(request, "desk/rulebook/list.html", shown, status=200 if form.is_valid() else 400)


@require_GET
def rule(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Show a rule in all its versions and places, and who confirmed it."""
    entries = entries_called(entry_id)
    if not entries:
        raise Http404
    confirmations = list(selectors.confirmations_of(entry_id))
    page = {
        "entry_id": entry_id,
        "versions": book.versions(entries, confirmations, timezone.localdate()),
        "confirmations": confirmations,
        "choices": selectors.choices_of(entry_id),
        "may_confirm": request.user.has_duty(Duty.ADMIN),  # type: ignore[union-attr]
    }
    return render(request, "desk/rulebook/detail.html", page)


@require_http_methods(["GET", "POST"])
def confirm_rule(request: HttpRequest, entry_id: str, version: str) -> HttpResponse:
    """Confirm that a rule was read in its source, as it stands in the files now."""
    only(request, Duty.ADMIN)
    entry = _entry(entry_id, version)
    form = ConfirmForm(request.POST or None)
    if _is_kept(form, services.confirm_rule, entry, actor=request.user):
        messages.success(request, _("Confirmed. The next one waits below, where there is one."))
        return redirect(f"{reverse('desk:rulebook')}?place={book.HERE}&standing={book.OPEN}")
    return _form_page(request, "desk/rulebook/confirm.html", form, entry=entry)


@require_http_methods(["GET", "POST"])
def withdraw_confirmation(request: HttpRequest, entry_id: str, version: str) -> HttpResponse:
    """Withdraw the confirmation of a rule, with the reason."""
    only(request, Duty.ADMIN)
    entry = _entry(entry_id, version)
    confirmation = selectors.standing_confirmation(entry)
    if confirmation is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if _is_kept(form, services.withdraw_record, confirmation, actor=request.user):
        messages.success(request, _("The confirmation is withdrawn; both stay in the history."))
        return redirect("desk:rule", entry_id)
    return _form_page(request, "desk/rulebook/withdraw.html", form, entry=entry, confirmation=confirmation)


def _entry(entry_id: str, version: str) -> Entry:
    entry = selectors.find_entry(entry_id, version)
    if entry is None:
        raise Http404
    return entry


# ---- The office's settings -------------------------------------------------------------------------------------
@require_GET
def office_settings(request: HttpRequest) -> HttpResponse:
    """Show what the law leaves open, what this office does, and what it will do."""
    today = timezone.localdate()
    entries = [entry.as_of(today) for entry in all_entries() if entry.is_open_to_choice and entry.binds_here]
    coming = selectors.coming_choices(today)
    rows = [{"entry": entry, "coming": book.coming_words(entry, coming.get(entry.id))} for entry in entries]
    page = {"rows": rows, "may_choose": request.user.has_duty(Duty.ADMIN)}  # type: ignore[union-attr]
    return render(request, "desk/rulebook/settings.html", page)


@require_http_methods(["GET", "POST"])
def office_setting(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what this office does where the law leaves it open, from a day to come."""
    only(request, Duty.ADMIN)
    entry = next((found for found in entries_called(key) if found.is_open_to_choice), None)
    if entry is None or entry.rule is None:
        raise Http404
    form = SettingForm(request.POST or None, rule=entry.rule)
    if _is_kept(form, services.set_office_setting, entry.rule, actor=request.user):
        messages.success(request, _("The setting is kept and counts from its day on."))
        return redirect("desk:settings")
    page = {"entry": entry.as_of(timezone.localdate()), "choices": selectors.choices_of(key)}
    return _form_page(request, "desk/rulebook/setting.html", form, **page)


# ---- The calendar ----------------------------------------------------------------------------------------------
@require_GET
def holidays(request: HttpRequest) -> HttpResponse:
    """Show of which years the days off are known, from which notice, and who imported it."""
    page = {
        "years": book.calendar_years(),
        "notices": selectors.holiday_notices(),
        "may_import": request.user.has_duty(Duty.ADMIN),  # type: ignore[union-attr]
    }
    return render(request, "desk/rulebook/holidays.html", page)


@require_http_methods(["GET", "POST"])
@with_small_files
def import_holidays(request: HttpRequest) -> HttpResponse:
    """Take in the yearly notice: what was read is shown first, then imported; provisional periods are counted anew."""
    only(request, Duty.ADMIN)
    form = HolidayForm(request.POST or None, request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        return _form_page(request, "desk/rulebook/import_holidays.html", form)
    if "is_checked" not in request.POST:
        return render(request, "desk/rulebook/check_holidays.html", _preview(form))
    services.import_holidays(form.announcement.days, actor=request.user, **form.about)
    year = form.announcement.year
    _say_moved(request, _("The days off of %(year)d are imported.") % {"year": year}, year)
    return redirect("desk:holidays")


def _preview(form: HolidayForm) -> dict[str, Any]:
    announcement, year = form.announcement, form.announcement.year
    return {
        "form": form,
        "year": year,
        "announcement": announcement,
        "before": working_days_of(year),
        "newly_worked": [day for day in rest_days_of(year) if announcement.is_worked(day)],
    }


def _say_moved(request: HttpRequest, done: str, year: int) -> None:
    """Count anew what hangs on a year's days off, and say how many periods moved."""
    moved = recompute_provisional_clocks(year=year)
    counted = ngettext(
        "%(count)d running period is now due on another day.",
        "%(count)d running periods are now due on another day.",
        moved,
    )
    messages.success(request, f"{done} {counted % {'count': moved}}")


@require_http_methods(["GET", "POST"])
def withdraw_holidays(request: HttpRequest, year: int) -> HttpResponse:
    """Withdraw the imported notice of a year; what was known before counts again."""
    only(request, Duty.ADMIN)
    notice = selectors.standing_notice(year)
    if notice is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if _is_kept(form, services.withdraw_record, notice, actor=request.user):
        _say_moved(request, _("The notice is withdrawn."), year)
        return redirect("desk:holidays")
    return _form_page(request, "desk/rulebook/withdraw_holidays.html", form, notice=notice)


# ---- Demonstration or live -------------------------------------------------------------------------------------
@require_GET
def site(request: HttpRequest) -> HttpResponse:
    """Show whether the site is a demonstration, what is missing before it may go live, and who switched it."""
    page = {**_site_facts(), "may_switch": request.user.has_duty(Duty.ADMIN)}  # type: ignore[union-attr]
    return render(request, "desk/rulebook/site.html", {**page, "form": WhyForm()})


@require_POST
def switch_site(request: HttpRequest) -> HttpResponse:
    """Switch the site to live, or back; what is missing is said, and nothing is switched."""
    only(request, Duty.ADMIN)
    form, is_live = WhyForm(request.POST), not office().is_live
    if _is_kept(form, services.switch_site, is_live=is_live, actor=request.user):
        messages.success(request, _("The site is live.") if is_live else _("The site is a demonstration."))
        return redirect("desk:site")
    page = {**_site_facts(), "may_switch": True}
    return render(request, "desk/rulebook/site.html", {**page, "form": form}, status=400)


def _site_facts() -> dict[str, Any]:
    return {
        "is_demonstration": is_demonstration(),
        "is_switched_live": office().is_live,
        "has_known_secrets": not settings.IS_PRODUCTION,
        "unsettled": len(unsettled_entries(timezone.localdate())),
        "switches": selectors.site_switches(),
    }


# ---- Forms -----------------------------------------------------------------------------------------------------
def _form_page(request: HttpRequest, template: str, form: Form, **page: Any) -> HttpResponse:
    return render(request, template, {**page, "form": form}, status=400 if form.is_bound else 200)


def _is_kept(form: Form, service: Callable[..., Any], *subjects: Any, **given: Any) -> bool:
    """Call the service with what was typed, where it is right; put what the service refuses into the form."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        service(*subjects, **given, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
