"""What a team found."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investigations.models.cases import Case
from investigations.states import Conclusion


class Finding(models.Model):
    """What the team found, in a form that later floors can compute with."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    conclusion = models.CharField(_("conclusion"), max_length=16, choices=Conclusion)
    facts = models.TextField(_("facts"))
    violations = models.JSONField(_("provisions broken"), default=list)
    is_major_hazard = models.BooleanField(_("major hazard"), default=False)
    is_concealed = models.BooleanField(_("concealed accident"), default=False)
    deaths = models.PositiveSmallIntegerField(_("deaths"), default=0)
    concealed_deaths = models.PositiveSmallIntegerField(_("concealed deaths"), default=0)
    serious_injuries = models.PositiveSmallIntegerField(_("seriously injured"), default=0)
    loss_fen = models.BigIntegerField(default=0)
    proposes_penalty = models.BooleanField(_("proposes a penalty"), default=False)
    proposal = models.TextField(_("proposal"), blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")),
                name="investigations_finding_two_people",
            ),
            models.CheckConstraint(
                condition=Q(concealed_deaths__lte=models.F("deaths")),
                name="investigations_concealed_within_deaths",
            ),
            models.CheckConstraint(condition=Q(loss_fen__gte=0), name="investigations_loss_not_negative"),
            models.CheckConstraint(
                condition=Q(conclusion__in=[value.value for value in Conclusion]),
                name="investigations_finding_conclusion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.conclusion}"

    @property
    def loss(self) -> Decimal:
        """Direct loss in yuan."""
        return Decimal(self.loss_fen) / 100
