"""The claim of a reward and its payment."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rewards.models.rewards import Reward
from rewards.states import NameCheck, Way
from vault.models import Envelope


class Claim(models.Model):
    """The reporter's claim: where to pay, sealed to the cashiers. One per reward, whatever is clicked."""

    reward = models.OneToOneField(Reward, on_delete=models.PROTECT, related_name="claim_made")
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    way = models.CharField(_("way of payment"), max_length=10, choices=Way)
    name_check = models.CharField(max_length=10, choices=NameCheck, default=NameCheck.WAITING)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=[way.value for way in Way]), name="rewards_claim_way"),
            models.CheckConstraint(
                condition=Q(name_check__in=[found.value for found in NameCheck]),
                name="rewards_claim_name_check",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reward_id}"


class Payment(models.Model):
    """A payment instruction. It has one identity for ever; one that came back stays, and the next has another."""

    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="payments")
    instruction = models.CharField(max_length=40, unique=True)
    amount_fen = models.BigIntegerField()
    paid_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    came_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="rewards_payment_positive"),
            models.UniqueConstraint(
                fields=["reward"], condition=Q(came_back_at=None), name="rewards_paid_once"
            ),
        ]

    def __str__(self) -> str:
        return self.instruction

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.amount_fen) / 100
