"""The list of dishonest subjects."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from sanctions import policies
from sanctions.models.penalties import Penalty
from sanctions.states import ListingState
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


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
