"""What an office adds to the law with a date and a name: confirmations, yearly holiday notices, its own settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from statutes.rulebook import entries_called


class Record(models.Model):
    """Something a person entered. Rows are never changed: who wants another value adds a row."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Withdrawable(Record):
    """A record that can be withdrawn, once, by a person with a reason; the row stays."""

    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_standing(self) -> bool:
        """Whether it counts."""
        return self.withdrawn_at is None


def _withdrawn_by_somebody(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
        | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")),
        name=name,
    )


class RuleConfirmation(Withdrawable):
    """A person has read a rule in its source. It holds for the row as it stood: the digest names that text."""

    entry_id = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    read_on = models.DateField(_("read on"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(withdrawn_at=None), name="statutes_confirmed_once"
            ),
            _withdrawn_by_somebody("statutes_confirmation_withdrawn_by_somebody"),
        ]
        indexes = [models.Index(fields=["entry_id"], name="statutes_confirmation_entry")]

    def __str__(self) -> str:
        return self.entry_id

    @property
    def is_outdated(self) -> bool:
        """Whether the row that was confirmed no longer stands in the files: it needs a new confirmation."""
        digests = {entry.digest for entry in entries_called(self.entry_id)}
        return self.is_standing and self.digest not in digests


class HolidayNotice(Withdrawable):
    """The yearly notice on days off and make-up days, as an administrator imported it; the newest of a year counts."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("notice number"), max_length=60)
    published_on = models.DateField(_("published on"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [_withdrawn_by_somebody("statutes_notice_withdrawn_by_somebody")]
        indexes = [models.Index(fields=["year"], name="statutes_notice_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.number}"


class HolidayDay(models.Model):
    """A day off, or a day of the weekend that is worked."""

    class Kind(models.TextChoices):
        REST = "rest", _("day off")
        WORK = "work", _("make-up working day")

    notice = models.ForeignKey(HolidayNotice, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    kind = models.CharField(max_length=4, choices=Kind)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "day"], name="statutes_day_once_in_a_notice"),
            models.CheckConstraint(condition=Q(kind__in=["rest", "work"]), name="statutes_day_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class OfficeSetting(Record):
    """What the office chose for a rule that the law leaves open, from a day on. The latest entry for a day counts."""

    key = models.CharField(max_length=80)
    value = models.CharField(max_length=200)
    effective_from = models.DateField(_("counts from"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        indexes = [models.Index(fields=["key"], name="statutes_setting_key")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class SiteSwitch(Record):
    """The site was switched from demonstration to live, or back. The latest row says which it is."""

    is_live = models.BooleanField()
    reason = models.CharField(_("reason"), max_length=300)

    def __str__(self) -> str:
        return "live" if self.is_live else "demonstration"


class Edition(models.Model):
    """One row with a mark that changes with every record, so that each process sees when to read them anew."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    mark = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="statutes_one_edition")]

    def __str__(self) -> str:
        return self.mark

    @classmethod
    def current(cls) -> Any:
        """Return the mark, empty before the first record."""
        return cls._default_manager.filter(pk=cls.ONLY).values_list("mark", flat=True).first() or ""
