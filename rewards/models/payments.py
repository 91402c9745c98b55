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
    """A payment instruction. It has one identity for ever, so that a reward is paid once."""

    reward = models.OneToOneField(Reward, on_delete=models.PROTECT, related_name="payment")
    instruction = models.CharField(max_length=40, unique=True)
    amount_fen = models.BigIntegerField()
    paid_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_fen__gt=0), name="rewards_payment_positive")]

    def __str__(self) -> str:
        return self.instruction
