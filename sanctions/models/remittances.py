"""The treasury's or the bank's files of fines that came in, line by line, and what was received for a penalty."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from sanctions import policies_remittances as policies
from sanctions.models.penalties import Penalty
from workflow.models import Subject
from workflow.transitions import transition


class RemittanceState(models.TextChoices):
    """Where a file of payments stands."""

    CHECKED = "checked", _("Checked")
    BOOKED = "booked", _("Booked")
    DISCARDED = "discarded", _("Discarded")


class LineFate(models.TextChoices):
    """What a line of the file is, and what came of it."""

    GOOD = "good", _("Goes to a penalty")
    BOOKED = "booked", _("Booked")
    KNOWN = "known", _("Booked before: not counted again")
    UNREADABLE = "unreadable", _("Number, day or amount cannot be read")
    PRIVATE = "private", _("Not paid to the account of the treasury")
    UNMATCHED = "unmatched", _("No decision with this number")
    NOT_SERVED = "not_served", _("The decision was not served, or it does not stand")
    EARLY = "early", _("Paid before the decision was served")


TAKEN = (LineFate.GOOD, LineFate.BOOKED)


class Remittance(Subject):
    """A file of payments: checked first, booked when finance says so. The same file is taken once."""

    PREFIX = "DZ"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=RemittanceState.choices,
        default=RemittanceState.CHECKED,
        protected=True,
        editable=False,
    )
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of payments")
        verbose_name_plural = _("files of payments")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RemittanceState]),
                name="sanctions_remittance_state",
            ),
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(state="discarded"), name="sanctions_remittance_once"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this file."""
        return reverse("sanctions:remittance", args=[self.reference])

    @transition(
        field=state,
        source=RemittanceState.CHECKED,
        target=RemittanceState.BOOKED,
        permission=policies.may_book,
        label=_("Book the good lines"),
        is_reversible=False,
    )
    def book(self) -> None:
        """Take what the good lines say as received."""

    @transition(
        field=state,
        source=RemittanceState.CHECKED,
        target=RemittanceState.DISCARDED,
        permission=policies.may_book,
        label=_("Discard the file"),
        is_reversible=False,
    )
    def discard(self) -> None:
        """Book nothing of this file; it can be brought again."""


class RemittanceLine(models.Model):
    """A line as it was read, and its fate."""

    remittance = models.ForeignKey(Remittance, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    serial = models.CharField(_("number of the payment"), max_length=64, blank=True)
    matter = models.CharField(_("what it is paid for"), max_length=200, blank=True)
    payer = models.CharField(_("payer"), max_length=120, blank=True)
    amount_fen = models.BigIntegerField(default=0)
    paid_on = models.DateField(null=True, blank=True)
    penalty = models.ForeignKey(Penalty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fate = models.CharField(max_length=12, choices=LineFate)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["remittance", "number"], name="sanctions_line_once"),
            models.CheckConstraint(
                condition=Q(fate__in=[fate.value for fate in LineFate]), name="sanctions_line_fate"
            ),
            models.CheckConstraint(
                condition=~Q(fate__in=["good", "booked"]) | Q(penalty__isnull=False),
                name="sanctions_line_matched",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remittance_id}:{self.number}"

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.amount_fen) / 100


class Received(models.Model):
    """Money for a penalty that reached the treasury. One payment of the bank counts once, whatever file brings it."""

    penalty = models.ForeignKey(Penalty, on_delete=models.PROTECT, related_name="received")
    line = models.OneToOneField(RemittanceLine, on_delete=models.PROTECT, related_name="received")
    serial = models.CharField(max_length=64, unique=True)
    amount_fen = models.BigIntegerField()
    # What of it was more than was owed: the treasury returns it.
    excess_fen = models.BigIntegerField(default=0)
    paid_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="sanctions_received_something"),
            models.CheckConstraint(
                condition=Q(excess_fen__gte=0) & Q(excess_fen__lte=F("amount_fen")),
                name="sanctions_excess_within",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.amount_fen) / 100

    @property
    def excess(self) -> Decimal:
        """What of it is returned, in yuan."""
        return Decimal(self.excess_fen) / 100
