"""The list of dishonest subjects."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from sanctions import policies, policies_listing
from sanctions.models.listed import Listed
from sanctions.models.penalties import Penalty
from sanctions.states import ListingState
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Listing(Listed):
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
    # Both empty when the unit itself is listed; the persons of a situation are listed beside it.
    person_name = models.CharField(_("person listed"), max_length=60, blank=True)
    person_role = models.CharField(_("post of the person"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        indexes = [models.Index(fields=["state", "-listed_on"], name="sanctions_listing_public")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ListingState]), name="sanctions_listing_state"
            ),
            models.UniqueConstraint(
                fields=["penalty", "situation", "person_name"],
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
    def party_name(self) -> str:
        """Who is listed."""
        return self.person_name or self.unit.name

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
        permission=policies_listing.may_handle_listing,
        label=_("Tell the party"),
        act=("listing", "handle"),
    )
    def notify(self) -> None:
        """Tell the party of time, cause, basis, measures and rights."""

    @transition(
        field=state,
        source=ListingState.NOTIFIED,
        target=ListingState.HEARD,
        permission=policies_listing.may_handle_listing,
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
        permission=policies_listing.may_enter,
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
        permission=policies_listing.may_decide_listing,
        label=_("Do not list"),
        act=("listing", "decide"),
    )
    def dismiss(self) -> None:
        """Decide that the subject is not listed."""

    @transition(
        field=state,
        source=[ListingState.CANDIDATE, ListingState.NOTIFIED, ListingState.HEARD],
        target=ListingState.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the penalty that this listing rests on, or with the move that opened it."""
