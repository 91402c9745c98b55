"""Payment files: what a cashier takes to the bank, by number and amount. Whose account it is stands in no table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from rewards import policies
from rewards.models.rewards import Reward
from rewards.states import BY_FILE, FileState, LineFate, Way
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class PaymentFile(Subject):
    """Claimed rewards that go to the bank together. It is handed out once; a lost one is withdrawn by two people."""

    PREFIX = "ZF"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=FileState.choices,
        default=FileState.DRAWN,
        protected=True,
        editable=False,
    )
    way = models.CharField(_("way of payment"), max_length=10, choices=Way, default=Way.BANK, editable=False)
    handed_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("payment file")
        verbose_name_plural = _("payment files")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in FileState]), name="rewards_file_state"
            ),
            models.CheckConstraint(
                condition=Q(way__in=[way.value for way in BY_FILE]), name="rewards_file_way"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handed_out", "settled"]) | ~Q(handed_out_at=None),
                name="rewards_file_handed_out",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this file."""
        return reverse("payments:detail", args=[self.reference])

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy: the annulment of the handing out is how a lost file is withdrawn."""
        return policies.may_withdraw_file(user)

    @transition(
        field=state,
        source=FileState.DRAWN,
        target=FileState.HANDED_OUT,
        permission=policies.may_file,
        label=_("Take the file"),
    )
    def hand_out(self) -> None:
        """Give the file with the opened payees to a cashier, once."""
        self.handed_out_at = timezone.now()

    @transition(
        field=state,
        source=FileState.HANDED_OUT,
        target=FileState.SETTLED,
        permission=policies.may_file,
        label=_("Bring the result of the bank"),
        is_reversible=False,
    )
    def settle(self) -> None:
        """Take what the bank said of every line."""

    @transition(
        field=state,
        source=FileState.DRAWN,
        target=FileState.DISCARDED,
        permission=policies.may_file,
        label=_("Discard the file"),
        is_reversible=False,
    )
    def discard(self) -> None:
        """Give up a file that is not with the bank; its rewards go into the next one, under the same numbers."""


class PaymentFileLine(models.Model):
    """An instruction to the bank: its number for ever, and the amount."""

    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="file_lines")
    instruction = models.CharField(max_length=40)
    amount_fen = models.BigIntegerField()
    fate = models.CharField(max_length=10, choices=LineFate, default=LineFate.WAITING)
    settled_on = models.DateField(null=True, blank=True)
    # In our own words: the bank's could hold a name.
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="rewards_file_line_once"),
            # An instruction stands in one file that counts, and a reward waits in one.
            models.UniqueConstraint(
                fields=["instruction"], condition=~Q(fate="dropped"), name="rewards_instruction_once"
            ),
            models.UniqueConstraint(
                fields=["reward"], condition=Q(fate="waiting"), name="rewards_waits_in_one_file"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="rewards_file_line_positive"),
            models.CheckConstraint(
                condition=Q(fate__in=[fate.value for fate in LineFate]), name="rewards_file_line_fate"
            ),
            models.CheckConstraint(
                condition=~Q(fate__in=["paid", "failed"]) | ~Q(settled_on=None),
                name="rewards_file_line_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.instruction

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.amount_fen) / 100
