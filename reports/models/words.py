"""Who of a case's team was granted the original words and files of a tip, by whom, and until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.models.tips import Report


class WordsGrant(models.Model):
    """A member of the team for whom the intake desk has sealed the original words and files anew."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="words_grants")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "reader"], condition=Q(ended_at=None), name="reports_words_grant_once"
            ),
            models.CheckConstraint(
                condition=~Q(reader=models.F("granted_by")), name="reports_words_grant_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.reader}"
