"""A reward from assessment to payout. Nothing here names the reporter: the tip's reference is the token."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations.models import Case
from reports.models import Report
from rewards import policies
from rewards.states import State
from sanctions.models import Penalty
from statutes.calendar import is_announced
from vault.models import Envelope
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Reward(Subject):
    """A reward 奖励 for one tip."""

    PREFIX = "JL"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=State.choices,
        default=State.ASSESSED,
        protected=True,
        editable=False,
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rewards")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rewards")
    penalty = models.ForeignKey(
        Penalty, null=True, blank=True, on_delete=models.PROTECT, related_name="rewards"
    )
    amount_fen = models.BigIntegerField()
    # The steps that led to the amount, with rule and citation each, frozen as they were computed.
    assessment = models.JSONField()
    approved_at = models.DateTimeField(null=True, blank=True)
    claim_until = models.DateField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reward")
        verbose_name_plural = _("rewards")
        indexes = [models.Index(fields=["state", "-id"], name="rewards_reward_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="rewards_reward_state"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=~Q(state="cancelled"), name="rewards_one_reward_a_report"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="rewards_amount_not_negative"),
            models.CheckConstraint(
                condition=~Q(state="paid") | ~Q(paid_at=None), name="rewards_paid_has_a_time"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this reward."""
        return reverse("rewards:detail", args=[self.reference])

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.amount_fen) / 100

    @property
    def token(self) -> str:
        """What stands where a name would."""
        return self.report.reference

    @property
    def is_claim_provisional(self) -> bool:
        """Whether holidays that are not announced yet may move the last day of the claim."""
        return self.claim_until is not None and not is_announced(self.claim_until)

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=State.ASSESSED,
        target=State.PROPOSED,
        permission=policies.may_propose,
        label=_("Propose"),
        act=("reward", "propose"),
    )
    def propose(self) -> None:
        """Propose what the rules computed."""

    @transition(
        field=state,
        source=State.ASSESSED,
        target=State.REFUSED,
        permission=policies.may_refuse,
        label=_("Refuse a reward"),
        act=("reward", "propose"),
    )
    def refuse(self) -> None:
        """Find that the conditions of a reward are not met, with the reason."""

    @transition(
        field=state,
        source=State.PROPOSED,
        target=State.ASSESSED,
        permission=policies.may_approve,
        label=_("Send back"),
        act=("reward", "approve"),
    )
    def send_back(self) -> None:
        """Return the proposal with a reason."""

    @transition(
        field=state,
        source=State.PROPOSED,
        target=State.APPROVED,
        permission=policies.may_approve,
        label=_("Approve"),
        act=("reward", "approve"),
    )
    def approve(self, *, claim_until: Any) -> None:
        """Approve the amount; the reporter may claim until a day."""
        self.approved_at, self.claim_until = timezone.now(), claim_until

    @transition(
        field=state,
        source=State.APPROVED,
        target=None,
        permission=policies.may_extend_claim,
        label=_("Allow a later claim"),
        is_reversible=False,
    )
    def extend_claim(self, *, claim_until: Any) -> None:
        """Let the reporter claim until a later day, for a good reason."""
        self.claim_until = claim_until

    @transition(
        field=state,
        source=State.APPROVED,
        target=State.CLAIMED,
        permission=policies.may_claim,
        label=_("Claim"),
        is_automatic=True,
        is_reversible=False,
    )
    def claim(self) -> None:
        """Claim with the receipt."""
        self.claimed_at = timezone.now()

    @transition(
        field=state,
        source=State.APPROVED,
        target=State.LAPSED,
        permission=policies.may_lapse,
        label=_("Note that it was not claimed in time"),
    )
    def lapse(self) -> None:
        """Note that nobody claimed in time."""

    @transition(
        field=state,
        source=State.CLAIMED,
        target=State.PAID,
        permission=policies.may_pay,
        label=_("Record the payout"),
        act=("reward", "pay"),
        is_reversible=False,
    )
    def pay(self) -> None:
        """Record that the money was paid."""
        self.paid_at = timezone.now()

    @transition(
        field=state,
        source=[State.ASSESSED, State.PROPOSED],
        target=State.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the move that opened this file, when that was annulled."""


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
