"""Writes of the records that an office adds to the law. Each changes the mark of the edition in the same block.

Who may write them is the rooms' affair: this floor knows no people.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from statutes import office
from statutes.models import (
    Edition,
    HolidayDay,
    HolidayNotice,
    OfficeSetting,
    RuleConfirmation,
    SiteSwitch,
    Withdrawable,
)
from statutes.rulebook import Entry, unsettled_entries
from statutes.rules import Rule

MARK_BYTES = 16


def confirm_rule(entry: Entry, *, read_on: date, source: str, actor: Any) -> RuleConfirmation:
    """Note that a person has read a rule in its source. It holds until the row changes or somebody withdraws it."""
    with _recording():
        if RuleConfirmation.objects.filter(digest=entry.digest, withdrawn_at=None).exists():
            raise ValidationError(_("This rule has been confirmed already."))
        return RuleConfirmation.objects.create(
            entry_id=entry.id, digest=entry.digest, read_on=read_on, source=source, by=actor
        )


def withdraw_record(record: Withdrawable, *, why: str, actor: Any) -> None:
    """Withdraw a confirmation or a holiday notice; the row stays, with who and why."""
    with _recording():
        records: Any = type(record)._default_manager
        done = records.filter(pk=record.pk, withdrawn_at=None).update(
            withdrawn_at=timezone.now(), withdrawn_by=actor, withdrawn_why=why
        )
        if not done:
            raise ValidationError(_("It has been withdrawn already."))


def import_holidays(
    days: Mapping[date, str], *, year: int, number: str, published_on: date, source: str, actor: Any
) -> HolidayNotice:
    """Take in the notice on the days off of a year; it replaces what was known of the year before."""
    with _recording():
        notice = HolidayNotice.objects.create(
            year=year, number=number, published_on=published_on, source=source, by=actor
        )
        HolidayDay.objects.bulk_create(
            HolidayDay(notice=notice, day=day, kind=kind) for day, kind in sorted(days.items())
        )
    return notice


def set_office_setting(
    rule: Rule, value: str, *, effective_from: date, reason: str, actor: Any, is_founding: bool = False
) -> OfficeSetting:
    """Choose a value for a rule that the law leaves open, from a day to come.

    A day that has begun cannot be chosen: what was assessed by its rules must come out the same for ever. At the
    founding of an office (`is_founding`) nothing was assessed yet, and any day can be.
    """
    if value not in {option.key for option in rule.options}:
        raise ValidationError(_("The office cannot choose this value for this rule."))
    if effective_from <= timezone.localdate() and not is_founding:
        raise ValidationError(
            _("A setting counts from tomorrow at the earliest: what was decided by now stays.")
        )
    with _recording():
        return OfficeSetting.objects.create(
            key=rule.id, value=value, effective_from=effective_from, reason=reason, by=actor
        )


def note_office_facts(facts: Mapping[str, str], *, reason: str, actor: Any) -> None:
    """Note what the office is called from today on; what stays as it was gets no new row."""
    with _recording():
        for name, value in facts.items():
            if value != office.office_fact(name):
                OfficeSetting.objects.create(
                    key=f"{office.FACT}{name}",
                    value=value,
                    effective_from=timezone.localdate(),
                    reason=reason,
                    by=actor,
                )


def switch_site(*, is_live: bool, why: str, actor: Any) -> SiteSwitch:
    """Switch the site to live, when no rule in force here waits for a confirmation, or back to demonstration."""
    if is_live and not settings.IS_PRODUCTION:
        raise ValidationError(
            _("The site runs with the known secrets of the demonstration and cannot go live with them.")
        )
    with _recording():
        left = len(unsettled_entries(timezone.localdate())) if is_live else 0
        if left:
            said = _("%(count)d rules in force are not confirmed yet; the site stays a demonstration.")
            raise ValidationError(said % {"count": left})
        return SiteSwitch.objects.create(is_live=is_live, reason=why, by=actor)


@contextmanager
def _recording() -> Iterator[None]:
    """Keep a record, one person after the other, and have every process read the records anew.

    This one does so at once; the others at their next look, when the new mark is committed.
    """
    with transaction.atomic():
        Edition.objects.select_for_update().get_or_create(pk=Edition.ONLY)
        yield
        Edition.objects.filter(pk=Edition.ONLY).update(mark=secrets.token_hex(MARK_BYTES))
        office.keep(None)
        transaction.on_commit(partial(office.keep, None))
