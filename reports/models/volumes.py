"""The volume of what a reporter was told, sealed apart from the file that a party may read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.models.tips import Report
from vault.models import SealedFile


class SealedVolume(models.Model):
    """The reporter's papers of a closed tip, bound and sealed to the desk. Made again, it takes the old one's place."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="volume")
    sealed = models.OneToOneField(SealedFile, on_delete=models.PROTECT, related_name="volume")
    papers = models.PositiveSmallIntegerField()
    pages = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(papers__gt=0, pages__gt=0), name="reports_volume_is_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.papers}"
