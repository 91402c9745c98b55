"""Penalty proceedings up to their decision; what follows it stands in `enforcement`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from investigations.models import Case
from sanctions import policies
from sanctions.models.enforcement import Enforced
from sanctions.states import HEARING, State
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Penalty(Enforced):
    """A penalty proceeding 行政处罚 against a unit or a person."""

    PREFIX = "CF"

    state = FSMField(
        _("state"), max_length=20, choices=State.choices, default=State.FILED, protected=True, editable=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="penalties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="penalties")
    # Empty when the unit itself is penalised.
    person_name = models.CharField(_("person penalised"), max_length=60, blank=True)
    cause = models.CharField(_("cause"), max_length=200)
    violated = models.CharField(_("provision broken"), max_length=200, blank=True)
    basis = models.CharField(_("basis of the penalty"), max_length=200, blank=True)
    reasons = models.TextField(_("why this much"), blank=True)
    fine_fen = models.BigIntegerField(default=0)
    defence = models.TextField(_("what the party said"), blank=True)
    hearing_on = models.DateField(_("day of the hearing"), null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("penalty")
        verbose_name_plural = _("penalties")
        indexes = [models.Index(fields=["state", "-id"], name="sanctions_penalty_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="sanctions_penalty_state"
            ),
            models.CheckConstraint(condition=Q(fine_fen__gte=0), name="sanctions_fine_not_negative"),
            # Penalties Law art. 62: no decision before the party was told and heard.
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "served", "demanded", "in_court", "paid"])
                | (~Q(defence="") & ~Q(decided_on=None)),
                name="sanctions_no_decision_unheard",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this proceeding."""
        return reverse("sanctions:detail", args=[self.reference])

    @property
    def fine(self) -> Decimal:
        """The fine in yuan."""
        return Decimal(self.fine_fen) / 100

    @property
    def party_name(self) -> str:
        """Who is penalised."""
        return self.person_name or self.unit.name

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=State.FILED,
        target=State.NOTIFIED,
        permission=policies.may_handle,
        label=_("Give prior notice"),
        act=("penalty", "handle"),
    )
    def notify(self, *, fine_fen: int, violated: str, basis: str, reasons: str) -> None:
        """Tell the party what is planned and which rights it has (art. 44)."""
        self.fine_fen = fine_fen
        self.violated, self.basis, self.reasons = violated, basis, reasons

    @transition(
        field=state,
        source=State.NOTIFIED,
        target=State.HEARING_REQUESTED,
        permission=policies.may_take_request,
        label=_("Note that a hearing was asked for"),
    )
    def request_hearing(self) -> None:
        """Note that the party asks for a hearing (art. 64)."""

    @transition(
        field=state,
        source=list(HEARING),
        target=State.HEARING_SET,
        permission=policies.may_handle,
        label=_("Fix the day of the hearing"),
        act=("penalty", "handle"),
    )
    def set_hearing(self, *, hearing_on: Any) -> None:
        """Fix the day: the party is told seven working days before it (art. 64)."""
        self.hearing_on = hearing_on

    @transition(
        field=state,
        source=State.HEARING_SET,
        target=State.HEARING_ANNOUNCED,
        permission=policies.may_handle,
        label=_("Note that the party was told of the hearing"),
        act=("penalty", "handle"),
    )
    def announce_hearing(self) -> None:
        """Note that time and place of the hearing were told."""

    @transition(
        field=state,
        source=list(HEARING),
        target=State.NOTIFIED,
        permission=policies.may_handle,
        label=_("Note that no hearing is wanted any more"),
        act=("penalty", "handle"),
    )
    def waive_hearing(self) -> None:
        """Note that the party gave its request up, or stayed away."""
        self.hearing_on = None

    @transition(
        field=state,
        source=[State.NOTIFIED, State.HEARING_ANNOUNCED],
        target=State.HEARD,
        permission=policies.may_handle,
        label=_("Record the defence"),
        act=("penalty", "handle"),
    )
    def hear(self, *, defence: str) -> None:
        """Record what the party said, or that it said nothing in its time (art. 45)."""
        self.defence = defence

    @transition(
        field=state,
        source=State.HEARD,
        target=State.REVIEWED,
        permission=policies.may_review,
        label=_("Pass legal review"),
        act=("penalty", "review"),
    )
    def review(self) -> None:
        """Pass the legal review (art. 58)."""

    @transition(
        field=state,
        source=State.HEARD,
        target=State.FILED,
        permission=policies.may_review,
        label=_("Send back to the investigators"),
        act=("penalty", "review"),
    )
    def send_back(self) -> None:
        """Refuse the legal review: without it nothing is decided."""
        self.defence = ""

    @transition(
        field=state,
        source=State.REVIEWED,
        target=State.DECIDED,
        permission=policies.may_decide,
        label=_("Decide the penalty"),
        act=("penalty", "decide"),
    )
    def decide(self) -> None:
        """Impose the penalty of which the party was told; it is never heavier for its defence."""
        self.decided_on = timezone.localdate()

    @transition(
        field=state,
        source=[*HEARING, State.FILED, State.NOTIFIED, State.HEARD, State.REVIEWED],
        target=State.DROPPED,
        permission=policies.may_decide,
        label=_("Impose no penalty"),
        act=("penalty", "decide"),
    )
    def drop(self) -> None:
        """End without a penalty (art. 57)."""

    @transition(
        field=state,
        source=State.FILED,
        target=State.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the move that opened this file, when that was annulled."""
