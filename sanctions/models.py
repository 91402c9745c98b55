"""Penalty proceedings and the list of dishonest subjects."""

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
from sanctions.states import ListingState, State
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Penalty(Subject):
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
    decided_on = models.DateField(null=True, blank=True)
    served_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)

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
                condition=~Q(state__in=["decided", "served", "paid"])
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
        source=[State.FILED, State.NOTIFIED, State.HEARD, State.REVIEWED],
        target=State.DROPPED,
        permission=policies.may_decide,
        label=_("Impose no penalty"),
        act=("penalty", "decide"),
    )
    def drop(self) -> None:
        """End without a penalty (art. 57)."""

    @transition(
        field=state,
        source=State.DECIDED,
        target=State.SERVED,
        permission=policies.may_handle,
        label=_("Record service"),
        act=("penalty", "handle"),
        is_reversible=False,
    )
    def serve(self, *, served_on: Any) -> None:
        """Record that the decision reached the party."""
        self.served_on = served_on

    @transition(
        field=state,
        source=State.SERVED,
        target=State.PAID,
        permission=policies.may_record_payment,
        label=_("Record payment"),
        is_reversible=False,
    )
    def pay(self, *, paid_on: Any) -> None:
        """Record that the fine reached the treasury."""
        self.paid_on = paid_on

    @transition(
        field=state,
        source=State.PAID,
        target=State.CLOSED,
        permission=policies.may_handle,
        label=_("Close the proceeding"),
        act=("penalty", "handle"),
    )
    def close(self) -> None:
        """Close the proceeding."""

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


class Listing(Subject):
    """An entry on the list of dishonest subjects 严重失信主体名单; who penalises, lists."""

    PREFIX = "SX"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=ListingState.choices,
        default=ListingState.CANDIDATE,
        protected=True,
        editable=False,
    )
    penalty = models.ForeignKey(Penalty, on_delete=models.PROTECT, related_name="listings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="listings")
    situation = models.CharField(_("situation"), max_length=80)
    cause = models.CharField(_("cause"), max_length=300)
    defence = models.TextField(_("what the party said"), blank=True)
    listed_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)
    removal_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        indexes = [models.Index(fields=["state", "-listed_on"], name="sanctions_listing_public")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ListingState]), name="sanctions_listing_state"
            ),
            models.UniqueConstraint(
                fields=["penalty", "situation"],
                condition=~Q(state="cancelled"),
                name="sanctions_listing_once_per_penalty",
            ),
            models.CheckConstraint(
                condition=~Q(state="listed") | (~Q(defence="") & ~Q(listed_on=None) & ~Q(until_on=None)),
                name="sanctions_no_listing_unheard",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this listing."""
        return reverse("sanctions:listing", args=[self.reference])

    @property
    def separation_root(self) -> Subject:
        """Handling and deciding are kept apart on the listing itself."""
        return self

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the penalty."""
        return policies.may_annul(self.penalty, user)

    @transition(
        field=state,
        source=ListingState.CANDIDATE,
        target=ListingState.NOTIFIED,
        permission=policies.may_handle_listing,
        label=_("Tell the party"),
        act=("listing", "handle"),
    )
    def notify(self) -> None:
        """Tell the party of time, cause, basis, measures and rights."""

    @transition(
        field=state,
        source=ListingState.NOTIFIED,
        target=ListingState.HEARD,
        permission=policies.may_handle_listing,
        label=_("Record the defence"),
        act=("listing", "handle"),
    )
    def hear(self, *, defence: str) -> None:
        """Record what the party said, or that it said nothing."""
        self.defence = defence

    @transition(
        field=state,
        source=ListingState.HEARD,
        target=ListingState.LISTED,
        permission=policies.may_decide_listing,
        label=_("Put on the list"),
        act=("listing", "decide"),
    )
    def enter(self, *, listed_on: Any, until_on: Any) -> None:
        """Put the subject on the list until a day."""
        self.listed_on, self.until_on = listed_on, until_on

    @transition(
        field=state,
        source=[ListingState.CANDIDATE, ListingState.NOTIFIED, ListingState.HEARD],
        target=ListingState.DISMISSED,
        permission=policies.may_decide_listing,
        label=_("Do not list"),
        act=("listing", "decide"),
    )
    def dismiss(self) -> None:
        """Decide that the subject is not listed."""

    @transition(
        field=state,
        source=ListingState.LISTED,
        target=ListingState.REMOVED,
        permission=policies.may_remove,
        label=_("Remove from the list"),
        is_reversible=False,
    )
    def remove(self, *, removed_on: Any, reason: str) -> None:
        """Take the subject off the list."""
        self.removed_on, self.removal_reason = removed_on, reason

    @transition(
        field=state,
        source=ListingState.CANDIDATE,
        target=ListingState.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the move that opened this file, when that was annulled."""
