"""The beginning of a penalty proceeding: the report of two officers, the weighing of the fine, the leader's consent."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanctions import policies_preparing as policies
from sanctions.calculation import Calculation, calculation_of
from sanctions.models.hearings import Heard
from sanctions.states import Kind, Party, State
from statutes.listing import heaviest_class, publicity_class_of
from workflow.transitions import transition


class Prepared(Heard):
    """What two officers found and propose, with the calculation that led there."""

    party = models.CharField(_("penalised as"), max_length=12, choices=Party, default=Party.UNIT)
    violated = models.CharField(_("provision broken"), max_length=200, blank=True)
    basis = models.CharField(_("basis of the penalty"), max_length=200, blank=True)
    reasons = models.TextField(_("why this much"), blank=True)
    kinds = models.JSONField(_("kinds of penalty"), default=list)
    confiscated_fen = models.BigIntegerField(default=0)
    # What else is imposed, in the words of the decision: "暂扣安全生产许可证六个月".
    measures = models.CharField(_("other penalties in words"), max_length=300, blank=True)
    # The rule of the statutes, and the bracket, the factors and the base as they were when the fine was weighed.
    provision = models.CharField(max_length=120, blank=True)
    weighing = models.JSONField(default=dict)
    is_deviating = models.BooleanField(default=False)
    deviation = models.TextField(_("why outside the bracket"), blank=True)
    consented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_on = models.DateField(null=True, blank=True)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_public_interest = models.BooleanField(_("major public interest"), default=False)
    is_complex = models.BooleanField(_("difficult and complex"), default=False)
    is_grave = models.BooleanField(_("serious violation"), default=False)

    class Meta:
        abstract = True

    @property
    def fine(self) -> Decimal:
        """The fine in yuan."""
        return Decimal(self.fine_fen) / 100

    @property
    def confiscated(self) -> Decimal:
        """The value of what is confiscated, in yuan."""
        return Decimal(self.confiscated_fen) / 100

    @property
    def calculation(self) -> Calculation:
        """How the fine was found, in words."""
        return calculation_of(self.weighing, self.fine)

    @property
    def needs_discussion(self) -> bool:
        """Whether the heads of the office must discuss it (Penalties Law art. 57)."""
        return self.is_complex or self.is_grave

    @property
    def publicity_class(self) -> str:
        """The class of dishonesty that decides how long the record is public."""
        if self.is_summary:
            return publicity_class_of("summary_fine").key
        return heaviest_class(self.kinds or [Kind.FINE]).key

    @property
    def kind_labels(self) -> list[str]:
        """The kinds of penalty in words."""
        return [str(Kind(key).label) for key in self.kinds]

    @transition(
        field="state",
        source=State.FILED,
        target=State.REPORTED,
        permission=policies.may_report,
        label=_("Draft the investigation report"),
        act=("penalty", "handle"),
    )
    def report(self, *, reported_by: Any, facts: dict[str, Any]) -> None:
        """Draft what the investigation found and what is proposed (Penalties Law art. 57)."""
        self.reported_by, self.reported_on = reported_by, timezone.localdate()
        self.countersigned_by = self.consented_by = None
        for name, value in facts.items():
            setattr(self, name, value)

    @transition(
        field="state",
        source=State.REPORTED,
        target=State.INVESTIGATED,
        permission=policies.may_countersign,
        label=_("Sign the report as the second officer"),
        act=("penalty", "handle"),
    )
    def countersign(self, *, countersigned_by: Any) -> None:
        """Sign the report as the second officer (art. 42)."""
        self.countersigned_by = countersigned_by

    @transition(
        field="state",
        source=[State.REPORTED, State.INVESTIGATED],
        target=State.FILED,
        permission=policies.may_handle,
        label=_("Take the report back"),
        act=("penalty", "handle"),
    )
    def withdraw_report(self) -> None:
        """Take the report back to change it, as long as the party was not told."""
        self.countersigned_by = self.consented_by = None

    @transition(
        field="state",
        source=State.INVESTIGATED,
        target=None,
        permission=policies.may_consent,
        label=_("Consent to the deviation"),
        act=("penalty", "decide"),
    )
    def consent(self, *, consented_by: Any) -> None:
        """Consent to a fine outside the bracket, for the reason that the report gives."""
        self.consented_by = consented_by

    @transition(
        field="state",
        source=State.INVESTIGATED,
        target=State.NOTIFIED,
        permission=policies.may_notify,
        label=_("Give prior notice"),
        act=("penalty", "handle"),
    )
    def notify(self) -> None:
        """Tell the party what is planned and which rights it has (art. 44)."""

    @transition(
        field="state",
        source=State.INVESTIGATED,
        target=State.SERVED,
        permission=policies.may_decide_on_spot,
        label=_("Decide on the spot"),
        act=("penalty", "handle"),
        is_reversible=False,
    )
    def decide_on_spot(self, *, defence: str) -> None:
        """Tell, hear, decide and hand over on the spot (arts. 44, 45, 51, 52)."""
        self.defence, self.is_summary = defence, True
        self.decided_on = self.served_on = timezone.localdate()


def kinds_in_order(kinds: Iterable[str]) -> list[str]:
    """Return the kinds once each, in the order of the law."""
    chosen = set(kinds)
    return [kind.value for kind in Kind if kind.value in chosen]
