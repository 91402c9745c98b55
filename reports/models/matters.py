"""Tips on one matter: which look alike, what each of several reporters has added, and who of them was first."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Likeness(models.Model):
    """That two tips may be about the same matter, as their structured answers have it; a person decides."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="likenesses")
    earlier = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("likeness"))
    # Keys of reports.likeness.REASONS, the weightiest first.
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "earlier"], name="reports_likeness_once"),
            models.CheckConstraint(condition=Q(earlier__lt=F("report")), name="reports_likeness_to_earlier"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.earlier_id} {self.score}"


class Contribution(models.Model):
    """What a tip added to the matter it was merged into. Investigators read it: nothing in it points to the person."""

    report = models.OneToOneField("reports.Report", on_delete=models.PROTECT, related_name="contribution")
    added = models.TextField(_("what it adds"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.report_id}"


class Precedence(models.Model):
    """The finding whose tip on a matter was the first effective one, with the reasons; the latest counts."""

    matter = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="precedences")
    first = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField(_("reasons"))
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["matter", "-id"], name="reports_precedence_latest")]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="reports_precedence_has_reasons")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.first_id}"
