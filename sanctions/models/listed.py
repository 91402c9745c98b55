"""What follows an entry on the list of dishonest subjects: removal by the calendar or on application, restoration."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanctions import policies_listing as policies
from sanctions.states import LISTING_OPEN, ListingState, State
from statutes.listing import WAITING, unmet_removal_conditions
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition

PERFORMED = (State.PAID, State.CLOSED)


class Listed(Subject):
    """The later half of a listing."""

    listed_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    # The day on which the entry was made in the credit system of the ministry (Order 11 art. 10).
    registered_on = models.DateField(_("entered into the credit system on"), null=True, blank=True)
    # An application for early removal; empty when there was none, or it was refused.
    asked_on = models.DateField(_("early removal asked for on"), null=True, blank=True)
    asked_because = models.TextField(_("why the party asks for early removal"), blank=True)
    is_harm_removed = models.BooleanField(_("the harm is removed"), default=False)
    has_no_ban_running = models.BooleanField(_("no statutory ban is running"), default=False)
    removed_on = models.DateField(null=True, blank=True)
    removal_reason = models.CharField(max_length=200, blank=True)
    restored_on = models.DateField(_("restored on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def was_removed_early(self) -> bool:
        """Whether it left the list on the party's application, so that fraud can bring it back."""
        return bool(self.removed_on and self.asked_on and self.until_on and self.removed_on <= self.until_on)

    def unmet_conditions(self, *, on: datetime.date | None = None) -> tuple[str, ...]:
        """List what stands against an early removal: the time, and each condition of Order 11 arts. 13-15."""
        since = self.restored_on or self.listed_on
        if since is None:
            return (WAITING,)
        facts = {
            "is_performed": self._penalty.state in PERFORMED,
            "is_harm_removed": self.is_harm_removed,
            "has_no_new_dishonesty": not self._has_new_dishonesty,
            "has_no_ban_running": self.has_no_ban_running,
        }
        return unmet_removal_conditions(listed_on=since, on=on or timezone.localdate(), facts=facts)

    @property
    def _penalty(self) -> Any:
        return self.penalty  # type: ignore[attr-defined]

    @property
    def _has_new_dishonesty(self) -> bool:
        """Whether the unit came up again after this entry, by another penalty."""
        others = type(self)._default_manager.filter(unit=self.unit_id)  # type: ignore[attr-defined]
        later = others.exclude(penalty=self._penalty.pk).filter(created_at__gt=self.created_at)
        return later.filter(state__in=[*LISTING_OPEN, ListingState.LISTED]).exists()

    @transition(
        field="state",
        source=ListingState.LISTED,
        target=None,
        permission=policies.may_register,
        label=_("Note the entry into the credit system"),
        is_reversible=False,
    )
    def register(self, *, registered_on: Any) -> None:
        """Note the day of the entry into the credit system of work safety (Order 11 art. 10)."""
        self.registered_on = registered_on

    @transition(
        field="state",
        source=ListingState.LISTED,
        target=None,
        permission=policies.may_ask_removal,
        label=_("Note an application for early removal"),
    )
    def ask_removal(
        self, *, asked_on: Any, asked_because: str, is_harm_removed: bool, has_no_ban_running: bool
    ) -> None:
        """Note the party's application and what the officers checked of its conditions (art. 14)."""
        self.asked_on, self.asked_because = asked_on, asked_because
        self.is_harm_removed, self.has_no_ban_running = is_harm_removed, has_no_ban_running

    @transition(
        field="state",
        source=ListingState.LISTED,
        target=None,
        permission=policies.may_refuse_removal,
        label=_("Refuse the early removal"),
        act=("listing", "decide"),
    )
    def refuse_removal(self) -> None:
        """Refuse the application: the entry stays until its end, and the party can ask again."""
        self.asked_on = None

    @transition(
        field="state",
        source=ListingState.LISTED,
        target=ListingState.REMOVED,
        permission=policies.may_remove,
        label=_("Remove from the list"),
        act=("listing", "decide"),
        is_reversible=False,
    )
    def remove(self, *, removed_on: Any, reason: str) -> None:
        """Take the subject off the list: its time is over, or its application was granted."""
        self.removed_on, self.removal_reason = removed_on, reason

    @transition(
        field="state",
        source=ListingState.LISTED,
        target=ListingState.REMOVED,
        permission=only_the_system,
        label=_("Lift with the penalty"),
        is_automatic=True,
        is_reversible=False,
    )
    def lift(self, *, removed_on: Any, reason: str) -> None:
        """Take the subject off the list because the penalty it rests on no longer stands."""
        self.removed_on, self.removal_reason = removed_on, reason

    @transition(
        field="state",
        source=ListingState.REMOVED,
        target=ListingState.LISTED,
        permission=policies.may_restore,
        label=_("Restore to the list"),
        act=("listing", "decide"),
        is_reversible=False,
    )
    def restore(self, *, restored_on: Any, until_on: Any) -> None:
        """Put the subject back that left the list early by fraud; the period runs anew where the text says so."""
        self.restored_on, self.until_on = restored_on, until_on
        self.removed_on, self.removal_reason, self.asked_on = None, "", None
