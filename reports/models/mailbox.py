"""What lies under a receipt: messages sealed both ways."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.models import Notice
from reports.models.tips import Report
from vault.models import Envelope


class MailboxItem(models.Model):
    """A message under a receipt, sealed to the one who may read it; a paper may come with it."""

    class Direction(models.TextChoices):
        TO_REPORTER = "to_reporter", _("to the reporter")
        FROM_REPORTER = "from_reporter", _("from the reporter")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="mailbox")
    direction = models.CharField(max_length=14, choices=Direction)
    at = models.DateTimeField(default=timezone.now)
    sealed_body = models.BinaryField(blank=True)
    envelope = models.ForeignKey(Envelope, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=["to_reporter", "from_reporter"]), name="reports_mailbox_direction"
            ),
            models.UniqueConstraint(
                fields=["report", "notice"], condition=~Q(notice=None), name="reports_mailbox_notice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.direction}"
