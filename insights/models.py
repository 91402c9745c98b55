"""What was said of figures, kept as it was said: editions for everybody, reports for those on duty.

This floor writes into no other. A figure that was published is never counted anew (docs/adr/0031).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency


class Edition(models.Model):
    """The public figures of a half-year, frozen when it had ended. No two editions share a day."""

    key = models.SlugField(max_length=12, unique=True)
    since = models.DateField(unique=True)
    until = models.DateField(unique=True)
    tables = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-since"]
        verbose_name = _("edition of the public figures")
        verbose_name_plural = _("editions of the public figures")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="insights_edition_ends_later")
        ]

    def __str__(self) -> str:
        return self.key


class DutyReport(models.Model):
    """A brief or report as it was written on its day; the worker draws it."""

    class Kind(models.TextChoices):
        DAILY = "daily", _("Daily brief")
        MONTHLY = "monthly", _("Monthly report of a safety office")
        HALF_YEAR = "half_year", _("Half-year coverage")
        ANNUAL = "annual", _("Annual report")

    kind = models.CharField(max_length=10, choices=Kind)
    # Whose report it is; empty for the whole district.
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="duty_reports"
    )
    key = models.SlugField(max_length=80, unique=True)
    since = models.DateField()
    until = models.DateField()
    # Title, sections, rows: the same words give the same page and the same sheet.
    words = models.JSONField()
    written_at = models.DateTimeField(default=timezone.now)
    file = models.CharField(max_length=120, blank=True)
    # The kind of error of the last try.
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-until", "kind", "key"]
        verbose_name = _("duty report")
        verbose_name_plural = _("duty reports")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="insights_report_ends_later"),
            models.CheckConstraint(
                condition=Q(kind__in=["daily", "monthly", "half_year", "annual"]), name="insights_report_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.words["title"])
