"""Orders to rectify, with more time where a leader grants it and the recheck by two officers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from investigations import policies, policies_orders
from investigations.models.cases import Case
from investigations.states import OrderState
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class RectificationOrder(Subject):
    """An order to rectify within a period, with its recheck (整改复查)."""

    PREFIX = "ZG"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=OrderState.choices,
        default=OrderState.ORDERED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="orders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="orders")
    problem = models.TextField(_("problem"))
    basis = models.CharField(_("basis"), max_length=200)
    demand = models.TextField(_("what must be done"))
    # Who answers for it on the unit's side; orders of before have none.
    responsible = models.CharField(_("responsible person of the unit"), max_length=80, blank=True)
    due_on = models.DateField(_("due on"))
    asked_until = models.DateField(_("asked to be extended to"), null=True, blank=True)
    rechecked_on = models.DateField(_("rechecked on"), null=True, blank=True)
    rechecked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rechecked_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    before = models.ForeignKey(
        "investigations.EvidenceFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    after = models.ForeignKey(
        "investigations.EvidenceFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("rectification order")
        verbose_name_plural = _("rectification orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OrderState]),
                name="investigations_order_state",
            ),
            models.CheckConstraint(
                condition=Q(rechecked_by=None, rechecked_with=None)
                | (
                    Q(rechecked_by__isnull=False, rechecked_with__isnull=False)
                    & ~Q(rechecked_by=models.F("rechecked_with"))
                ),
                name="investigations_recheck_two_officers",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of the case, where its orders stand."""
        return f"{self.case.get_absolute_url()}#{self.reference}"

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=OrderState.ORDERED,
        target=OrderState.REPORTED,
        permission=policies.may_report_rectified,
        label=_("Note the unit's report"),
    )
    def report_done(self) -> None:
        """Note that the unit says it is done."""

    @transition(
        field=state,
        source=[OrderState.ORDERED, OrderState.REPORTED],
        target=OrderState.PASSED,
        permission=policies.may_recheck,
        label=_("Recheck passed"),
    )
    def pass_recheck(self, *, rechecked_on: Any, officers: tuple[Any, Any], after: Any = None) -> None:
        """Find on the spot that the problem is gone."""
        self.rechecked_on, self.after = rechecked_on, after
        self.rechecked_by, self.rechecked_with = officers

    @transition(
        field=state,
        source=OrderState.REPORTED,
        target=OrderState.ORDERED,
        permission=policies.may_recheck,
        label=_("Recheck failed"),
    )
    def fail_recheck(self, *, due_on: Any, rechecked_on: Any, officers: tuple[Any, Any]) -> None:
        """Find that the problem is still there; a new date is set."""
        self.due_on, self.rechecked_on = due_on, rechecked_on
        self.rechecked_by, self.rechecked_with = officers

    @transition(
        field=state,
        source=OrderState.ORDERED,
        target=OrderState.ORDERED,
        permission=policies_orders.may_ask_extension,
        label=_("Ask for more time"),
    )
    def ask_extension(self, *, asked_until: Any) -> None:
        """Lay the unit's wish for more time before a leader."""
        self.asked_until = asked_until

    @transition(
        field=state,
        source=OrderState.ORDERED,
        target=OrderState.ORDERED,
        permission=policies_orders.may_decide_extension,
        label=_("Grant more time"),
    )
    def grant_extension(self) -> None:
        """Let the unit have the time that was asked for."""
        self.due_on, self.asked_until = self.asked_until or self.due_on, None

    @transition(
        field=state,
        source=OrderState.ORDERED,
        target=OrderState.ORDERED,
        permission=policies_orders.may_decide_extension,
        label=_("Refuse more time"),
    )
    def refuse_extension(self) -> None:
        """Keep the date."""
        self.asked_until = None

    @transition(
        field=state,
        source=[OrderState.ORDERED, OrderState.REPORTED],
        target=OrderState.CANCELLED,
        permission=policies.may_recheck,
        label=_("Cancel the order"),
    )
    def cancel(self) -> None:
        """Cancel an order that should not have been given."""
