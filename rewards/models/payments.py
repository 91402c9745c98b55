"""The claim of a reward and its payment."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from rewards.models.rewards import Reward
from vault.models import Envelope


class Claim(models.Model):
    """The reporter's claim: where to pay, sealed to the cashiers. One per reward, whatever is clicked."""

    reward = models.OneToOneField(Reward, on_delete=models.PROTECT, related_name="claim_made")
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

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
