"""A proposal to get paid money back. It is never automatic: an event proposes, the leader decides, finance books."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from rewards import policies
from rewards.models.payments import Payment
from rewards.models.rewards import Reward
from rewards.states import ClawbackState
from workflow.models import Subject
from workflow.transitions import transition


class Clawback(Subject):
    """Money of a reward that may have to come back 追回."""

    PREFIX = "ZS"

    class Ground(models.TextChoices):
        """Why it may have to come back."""

        PENALTY = "penalty", _("the penalty was revoked or reduced after the payment")
        FRAUD = "fraud", _("the report was found to be fabricated")
        MISTAKE = "mistake", _("the payment was a mistake")

    state = FSMField(
        _("state"),
        max_length=20,
        choices=ClawbackState.choices,
        default=ClawbackState.PROPOSED,
        protected=True,
        editable=False,
    )
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="clawbacks")
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    amount_fen = models.BigIntegerField()
    recovered_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("clawback")
        verbose_name_plural = _("clawbacks")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ClawbackState]), name="rewards_clawback_state"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["penalty", "fraud", "mistake"]), name="rewards_clawback_ground"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="rewards_clawback_positive"),
            # Two events, or two clicks, propose once.
            models.UniqueConstraint(
                fields=["payment"], condition=~Q(state="dismissed"), name="rewards_one_clawback_a_payment"
            ),
            models.CheckConstraint(
                condition=~Q(state="recovered") | ~Q(recovered_on=None), name="rewards_recovered_on_a_day"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this clawback."""
        return reverse("clawbacks:detail", args=[self.reference])

    @property
    def reward(self) -> Reward:
        """The reward whose money it is."""
        return self.payment.reward

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.amount_fen) / 100

    @property
    def separation_root(self) -> Subject:
        """Nobody twice on one reward: also not when its money is to come back."""
        return self.payment.reward

    @transition(
        field=state,
        source=ClawbackState.PROPOSED,
        target=ClawbackState.DECIDED,
        permission=policies.may_decide_clawback,
        label=_("Decide that the money is to come back"),
        act=("reward", "decide"),
        is_reversible=False,
    )
    def decide(self) -> None:
        """Decide as leader that the money is to come back."""

    @transition(
        field=state,
        source=ClawbackState.PROPOSED,
        target=ClawbackState.DISMISSED,
        permission=policies.may_decide_clawback,
        label=_("Leave the money with the reporter"),
        act=("reward", "decide"),
        is_reversible=False,
    )
    def dismiss(self) -> None:
        """Decide as leader that nothing is to come back, with the reason."""

    @transition(
        field=state,
        source=ClawbackState.DECIDED,
        target=ClawbackState.RECOVERED,
        permission=policies.may_book_clawback,
        label=_("Book the money that came back"),
        is_reversible=False,
    )
    def recover(self, *, recovered_on: datetime.date) -> None:
        """Note on which day the money came back."""
        self.recovered_on = recovered_on
