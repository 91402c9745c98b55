"""Reads of what the office has added to the law. It is open to everybody who is signed in."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from statutes.models import HolidayDay, HolidayNotice, OfficeSetting, RuleConfirmation, SiteSwitch
from statutes.office import FACT
from statutes.rulebook import Entry, all_entries


def find_entry(entry_id: str, version: str) -> Entry | None:
    """Find the row of the rule files by its id and the beginning of its digest."""
    return next((entry for entry in all_entries() if entry.id == entry_id and entry.version == version), None)


def confirmations_of(entry_id: str) -> QuerySet[RuleConfirmation]:
    """List who confirmed a rule and who withdrew that, the newest first."""
    found = RuleConfirmation.objects.filter(entry_id=entry_id).order_by("-pk")
    return found.select_related("by__agency", "withdrawn_by__agency")


def standing_confirmation(entry: Entry) -> RuleConfirmation | None:
    """Find the confirmation that holds for a row as it stands."""
    return RuleConfirmation.objects.filter(digest=entry.digest, withdrawn_at=None).first()


def choices_of(key: str) -> QuerySet[OfficeSetting]:
    """List what the office chose for a rule, the choice that counts last first."""
    return (
        OfficeSetting.objects.filter(key=key).select_related("by__agency").order_by("-effective_from", "-pk")
    )


def coming_choices(on: date) -> dict[str, OfficeSetting]:
    """Give the next choice for each rule that does not count yet on a date."""
    found = OfficeSetting.objects.filter(effective_from__gt=on).order_by("-effective_from", "pk")
    return {row.key: row for row in found}


def holiday_notices() -> QuerySet[HolidayNotice]:
    """List the imported notices with the number of their days, the newest first."""
    rest = Count("days", filter=Q(days__kind=HolidayDay.Kind.REST))
    work = Count("days", filter=Q(days__kind=HolidayDay.Kind.WORK))
    found = HolidayNotice.objects.annotate(rest_days=rest, work_days=work).order_by("-pk")
    return found.select_related("by__agency", "withdrawn_by__agency")


def standing_notice(year: int) -> HolidayNotice | None:
    """Find the notice that counts for a year."""
    return HolidayNotice.objects.filter(year=year, withdrawn_at=None).order_by("-pk").first()


def site_switches() -> QuerySet[SiteSwitch]:
    """List who switched the site, the newest first."""
    return SiteSwitch.objects.select_related("by__agency").order_by("-pk")


def office_facts_noted() -> QuerySet[OfficeSetting]:
    """Return what the office said of itself, the newest first, with who and why."""
    return OfficeSetting.objects.filter(key__startswith=FACT).select_related("by").order_by("-pk")
