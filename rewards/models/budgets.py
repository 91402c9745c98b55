"""A year's money for rewards, and the ledger that alone moves it.

A posting names the account that gains and the one that gives: an entry cannot be out of balance. A trigger carries it
to the budget's four balances and CHECKs hold these, so that neither a bug nor a hand in the database spends what was
not granted (decision 25).
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from workflow.models import LogEntry


class Account(models.TextChoices):
    """The accounts of a budget. What was granted is the source, the other three say where it is."""

    GRANTED = "granted", _("Granted")
    AVAILABLE = "available", _("Available")
    COMMITTED = "committed", _("Committed")
    PAID = "paid", _("Paid")


class Kind(models.TextChoices):
    """What a posting stands for."""

    APPROPRIATE = "appropriate", _("Appropriation")
    WITHDRAW = "withdraw", _("Taken away or handed on")
    COMMIT = "commit", _("Commitment")
    RELEASE = "release", _("Commitment released")
    PAY = "pay", _("Payment")
    RETURN = "return", _("Payment came back")


# Kind -> (the account that gains, the account that gives).
SIDES = {
    Kind.APPROPRIATE: (Account.AVAILABLE, Account.GRANTED),
    Kind.WITHDRAW: (Account.GRANTED, Account.AVAILABLE),
    Kind.COMMIT: (Account.COMMITTED, Account.AVAILABLE),
    Kind.RELEASE: (Account.AVAILABLE, Account.COMMITTED),
    Kind.PAY: (Account.PAID, Account.COMMITTED),
    Kind.RETURN: (Account.AVAILABLE, Account.PAID),
}


class Budget(models.Model):
    """What one authority may spend on rewards in one year. Only postings change the balances."""

    payer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reward_budgets")
    year = models.PositiveSmallIntegerField(_("year"))
    granted_fen = models.BigIntegerField(default=0, editable=False)
    available_fen = models.BigIntegerField(default=0, editable=False)
    committed_fen = models.BigIntegerField(default=0, editable=False)
    paid_fen = models.BigIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-year", "payer__code"]
        constraints = [
            models.UniqueConstraint(fields=["payer", "year"], name="rewards_one_budget_a_year"),
            models.CheckConstraint(condition=Q(available_fen__gte=0), name="rewards_never_above_the_budget"),
            models.CheckConstraint(condition=Q(committed_fen__gte=0), name="rewards_committed_not_negative"),
            models.CheckConstraint(condition=Q(paid_fen__gte=0), name="rewards_paid_not_negative"),
            models.CheckConstraint(
                condition=Q(granted_fen=F("available_fen") + F("committed_fen") + F("paid_fen")),
                name="rewards_budget_balances",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payer.name} {self.year}"

    @property
    def granted(self) -> Decimal:
        """What was granted, less what was handed on, in yuan."""
        return _yuan(self.granted_fen)

    @property
    def available(self) -> Decimal:
        """What may still be committed, in yuan."""
        return _yuan(self.available_fen)

    @property
    def committed(self) -> Decimal:
        """What is approved and not paid, in yuan."""
        return _yuan(self.committed_fen)

    @property
    def paid(self) -> Decimal:
        """What was paid, in yuan."""
        return _yuan(self.paid_fen)


class Posting(models.Model):
    """An entry of the ledger. It is never changed or removed; a mistake is posted back."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="postings")
    kind = models.CharField(max_length=20, choices=Kind)
    debit = models.CharField(max_length=20, choices=Account)
    credit = models.CharField(max_length=20, choices=Account)
    amount_fen = models.BigIntegerField()
    reward = models.ForeignKey(
        "rewards.Reward", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    # The move that brought it about: a move is posted once, however often it is delivered.
    cause = models.ForeignKey(LogEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The other budget of money that is handed on.
    other = models.ForeignKey(Budget, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["budget", "-id"], name="rewards_ledger_of_budget")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="rewards_posting_positive"),
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(kind=kind.value, debit=debit.value, credit=credit.value)
                        for kind, (debit, credit) in SIDES.items()
                    ),
                    _connector=Q.OR,
                ),
                name="rewards_posting_sides",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[Kind.APPROPRIATE.value, Kind.WITHDRAW.value], reward=None)
                | Q(reward__isnull=False, cause__isnull=False),
                name="rewards_posting_has_a_cause",
            ),
            models.UniqueConstraint(fields=["cause", "kind"], name="rewards_a_move_is_posted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_fen}"

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return _yuan(self.amount_fen)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100
