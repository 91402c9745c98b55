"""What lies under a receipt: messages sealed both ways, questions, and check-ins on how the reporter fares."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.models import Notice
from reports.models.tips import Report
from reports.states import CheckInStep
from vault.models import Envelope


class MailboxItem(models.Model):
    """A message under a receipt, sealed to the one who may read it; a paper may come with it."""

    class Direction(models.TextChoices):
        TO_REPORTER = "to_reporter", _("to the reporter")
        FROM_REPORTER = "from_reporter", _("from the reporter")

    class Kind(models.TextChoices):
        MESSAGE = "message", _("message")
        QUESTION = "question", _("question")
        CHECK_IN = "check_in", _("check-in")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="mailbox")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MESSAGE)
    direction = models.CharField(max_length=14, choices=Direction)
    at = models.DateTimeField(default=timezone.now)
    sealed_body = models.BinaryField(blank=True)
    envelope = models.ForeignKey(Envelope, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    # When the reporter answered a question or a check-in; what they answered is sealed, or not kept at all.
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=["to_reporter", "from_reporter"]), name="reports_mailbox_direction"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["message", "question", "check_in"]), name="reports_mailbox_kind"
            ),
            models.UniqueConstraint(
                fields=["report", "notice"], condition=~Q(notice=None), name="reports_mailbox_notice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.direction}"


class CheckIn(models.Model):
    """That a reporter is to be asked, some days after a step, whether they were punished for reporting."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="check_ins")
    step = models.CharField(max_length=10, choices=CheckInStep)
    due_on = models.DateField()
    # The question in the mailbox, once it was put there.
    item = models.OneToOneField(
        MailboxItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "step"], name="reports_check_in_once_a_step"),
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in CheckInStep]), name="reports_check_in_step"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(item=None), name="reports_check_in_due")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.step}"
