"""A fine that was not paid: the reminder, the demand before enforcement, the party's answer, the court."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanctions import policies_collecting as policies
from sanctions.models.settling import Settled
from sanctions.states import Ruling, State
from workflow.transitions import transition


class Collected(Settled):
    """What the office asks of a party that did not pay, and of the court."""

    reminded_on = models.DateField(_("payment demanded on"), null=True, blank=True)
    demanded_on = models.DateField(_("demand made on"), null=True, blank=True)
    demand_served_on = models.DateField(_("demand served on"), null=True, blank=True)
    # What the party said to the demand, and what the office says to that (Coercion Law art. 36).
    demand_statement = models.TextField(_("what the party said to the demand"), blank=True)
    demand_answer = models.TextField(_("what the office says to it"), blank=True)
    applied_on = models.DateField(_("court applied to on"), null=True, blank=True)
    court_number = models.CharField(_("number of the court"), max_length=60, blank=True)
    court_accepted_on = models.DateField(_("taken up by the court on"), null=True, blank=True)
    ruling = models.CharField(_("ruling of the court"), max_length=14, choices=Ruling, blank=True)
    ruled_on = models.DateField(_("ruled on"), null=True, blank=True)

    class Meta:
        abstract = True

    # ---- Demand --------------------------------------------------------------------------------------------------
    @transition(
        field="state",
        source=State.SERVED,
        target=None,
        permission=policies.may_demand,
        label=_("Remind the party to pay"),
        act=("penalty", "handle"),
    )
    def remind(self) -> None:
        """Remind a party that is late, and say what is added each day (Measures on fines art. 7)."""
        self.reminded_on = timezone.localdate()

    @transition(
        field="state",
        source=State.SERVED,
        target=State.DEMANDED,
        permission=policies.may_demand,
        label=_("Demand payment before enforcement"),
        act=("penalty", "handle"),
    )
    def demand(self) -> None:
        """Call upon the party to pay before the court is asked (Coercion Law arts. 35, 54)."""
        self.demanded_on = timezone.localdate()

    @transition(
        field="state",
        source=State.DEMANDED,
        target=None,
        permission=policies.may_serve_demand,
        label=_("Record service of the demand"),
        act=("penalty", "handle"),
        is_reversible=False,
    )
    def serve_demand(self, *, demand_served_on: Any) -> None:
        """Record that the demand reached the party: its ten working days run."""
        self.demand_served_on = demand_served_on

    @transition(
        field="state",
        source=State.DEMANDED,
        target=None,
        permission=policies.may_hear_demand,
        label=_("Record what the party says to the demand"),
    )
    def hear_demand(self, *, statement: str, answer: str) -> None:
        """Record what the party says to the demand with the answer; what it adds later stands below (art. 36)."""
        self.demand_statement = "\n".join(filter(None, (self.demand_statement, statement)))
        self.demand_answer = "\n".join(filter(None, (self.demand_answer, answer)))

    # ---- Court ---------------------------------------------------------------------------------------------------
    @transition(
        field="state",
        source=State.DEMANDED,
        target=State.IN_COURT,
        permission=policies.may_apply_to_court,
        label=_("Apply to the court"),
        is_reversible=False,
    )
    def apply_to_court(self) -> None:
        """Apply to the court for enforcement (Coercion Law art. 53)."""
        self.applied_on = timezone.localdate()

    @transition(
        field="state",
        source=State.IN_COURT,
        target=None,
        permission=policies.may_note_acceptance,
        label=_("Note that the court took it up"),
    )
    def note_acceptance(self, *, court_accepted_on: Any, court_number: str) -> None:
        """Note that the court took the application up (art. 56)."""
        self.court_accepted_on, self.court_number = court_accepted_on, court_number

    @transition(
        field="state",
        source=State.IN_COURT,
        target=None,
        permission=policies.may_note_ruling,
        label=_("Note the answer of the court"),
    )
    def note_ruling(self, *, ruling: str, ruled_on: Any) -> None:
        """Note how the court answered (arts. 56 to 58)."""
        self.ruling, self.ruled_on = ruling, ruled_on

    @transition(
        field="state",
        source=State.IN_COURT,
        target=State.CLOSED,
        permission=policies.may_end_enforcement,
        label=_("End the enforcement"),
        is_reversible=False,
    )
    def end_enforcement(self) -> None:
        """Close a proceeding that the court does not or could not enforce, with the reason."""
