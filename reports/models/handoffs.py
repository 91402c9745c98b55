"""To whom a tip was handed on, by which paper, and what the department said to it."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from notices.models import Notice
from reports.models.tips import Report


class Handoff(models.Model):
    """A packet on its way: the paper is marked for one department, which signs for it and answers."""

    class Answer(models.TextChoices):
        TAKEN = "taken", _("It takes the matter over")
        RETURNED = "returned", _("It says that it is not competent")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="handoffs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # What the department may know, as it was when the tip was handed on; on the paper and by program alike.
    packet = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    sent_at = models.DateTimeField(default=timezone.now)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=80, blank=True)
    number = models.CharField(_("their file number"), max_length=80, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.TextField(_("what the department says"), blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "taken", "returned"]), name="reports_handoff_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.agency_id}"
