"""One reward that several reporters of a matter share: what each contributed, its points, its part in whole fen.

Every round of dividing is a row of its own; the newest counts. A trigger adds the parts up on the division and a CHECK
holds the sum, so that no bug and no contested share takes more out of it than one reward.
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from investigations.models import Case
from reports.bilingual import in_language
from reports.models import Report
from statutes.rewards import FACTORS
from statutes.wording import TITLES


class Division(models.Model):
    """What is to be shared on a matter: the reward that the first effective reporter alone would get."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="divisions")
    # Whose facts the whole is worked out on.
    lead = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    assessment = models.JSONField()
    total_fen = models.BigIntegerField()
    # What the parts add up to: a trigger alone moves it.
    shared_fen = models.BigIntegerField(default=0, editable=False)
    # Opened by a re-examination, which has corrected the whole: it is not worked out anew.
    is_corrected = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=timezone.now)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shared_fen__gte=0, shared_fen__lte=F("total_fen")),
                name="rewards_never_more_than_one_reward",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | (Q(found_by__isnull=False) & ~Q(reviewed_by=F("found_by"))),
                name="rewards_division_two_people",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(reviewed_at=None), name="rewards_one_open_division"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.total_fen}"

    @property
    def is_agreed(self) -> bool:
        """Whether a second officer has agreed to the parts."""
        return self.reviewed_at is not None

    @property
    def total(self) -> Decimal:
        """What is shared, in yuan."""
        return Decimal(self.total_fen) / 100


class Share(models.Model):
    """The part of one reporter. It is never changed: a new round makes new ones."""

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="shares")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    # A grade for each factor, as statutes.rewards.sharing names them.
    grades = models.JSONField()
    points = models.PositiveIntegerField()
    fen = models.BigIntegerField()
    # Whether it was approved before this round, which then leaves it alone.
    is_fixed = models.BooleanField(default=False)

    class Meta:
        ordering = ["report"]
        constraints = [
            models.UniqueConstraint(fields=["division", "report"], name="rewards_a_share_a_reporter"),
            models.CheckConstraint(condition=Q(points__gt=0), name="rewards_share_has_points"),
            models.CheckConstraint(condition=Q(fen__gte=0), name="rewards_share_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.fen}"

    @property
    def amount(self) -> Decimal:
        """The part in yuan."""
        return Decimal(self.fen) / 100

    @property
    def words(self) -> str:
        """What it contributed, in the reader's language."""
        return " · ".join(in_language(*TITLES[self.grades[factor.key]]) for factor in FACTORS)
