"""The conditions of a reward, each answered under its rule, and the reporter's objections to what was told."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rewards.models.rewards import Reward
from rewards.states import Answer, Outcome
from statutes.rewards.conditions import BY_KEY
from vault.models import Envelope


class Check(models.Model):
    """A condition as it was asked on the day of the assessment: rule and words are frozen, the answer is found.

    What the system knows has no finder; what a person says counts once somebody else has looked at it. The evidence
    never names the reporter.
    """

    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="checks")
    key = models.CharField(max_length=20)
    rule_id = models.CharField(max_length=80)
    citation = models.CharField(max_length=200)
    words = models.JSONField()
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, default=Answer.OPEN)
    evidence = models.TextField(_("reason and evidence"), blank=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    found_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reward", "key"], name="rewards_a_condition_once"),
            models.CheckConstraint(
                condition=Q(answer__in=[answer.value for answer in Answer]), name="rewards_check_answer"
            ),
            models.CheckConstraint(
                condition=Q(answer="open") | ~Q(evidence=""), name="rewards_check_has_evidence"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | (Q(found_by__isnull=False) & ~Q(reviewed_by=F("found_by"))),
                name="rewards_check_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reward_id} {self.key} {self.answer}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answer == Answer.OPEN

    @property
    def waits_for_review(self) -> bool:
        """Whether a person answered and nobody else has looked at it."""
        return self.found_by_id is not None and self.reviewed_by_id is None

    @property
    def is_settled(self) -> bool:
        """Whether the answer counts."""
        return not self.is_open and not self.waits_for_review

    @property
    def rules_out(self) -> bool:
        """Whether the answer counts and rules the reward out."""
        return self.answer == Answer.NO and self.is_settled and BY_KEY[self.key].is_bar


class Contest(models.Model):
    """An objection of the reporter, sealed to the reward officers, and what its re-examination found."""

    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="contests")
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # Whether a refusal was contested, and not an amount.
    is_about_refusal = models.BooleanField(default=False)
    # Who told the reporter what is contested: somebody else re-examines it.
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reward"], condition=Q(decided_at=None), name="rewards_one_open_contest"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("told_by")), name="rewards_contest_two_people"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="", decided_by=None)
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False)
                    & Q(outcome__in=[outcome.value for outcome in Outcome])
                    & ~Q(reasons="")
                ),
                name="rewards_contest_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reward_id} {self.at:%Y-%m-%d}"


def conditions_met(checks: Any) -> bool:
    """Tell whether every condition is answered, looked at, and none rules the reward out."""
    found = list(checks)
    return bool(found) and all(check.is_settled and not check.rules_out for check in found)
