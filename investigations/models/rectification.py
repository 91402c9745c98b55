"""Orders to rectify, item by item, with more time where a leader grants it and the recheck by two officers."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from investigations import policies, policies_orders
from investigations.models.cases import Case
from investigations.states import ItemResult, OrderState
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
    # The first day of those items that are not done.
    due_on = models.DateField(_("due on"))
    asked_until = models.DateField(_("asked to be extended to"), null=True, blank=True)
    # For which items more time is asked, by their numbers.
    asked_items = models.JSONField(default=list, blank=True)
    rechecked_on = models.DateField(_("rechecked on"), null=True, blank=True)
    rechecked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rechecked_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
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

    @property
    def open_items(self) -> list[OrderItem]:
        """The items that no recheck has found done."""
        return [item for item in self.items.all() if not item.is_done]

    @property
    def asked(self) -> list[OrderItem]:
        """The items for which more time is asked."""
        return [item for item in self.items.all() if item.number in self.asked_items]

    @property
    def title(self) -> str:
        """The problems in a line."""
        return "；".join(item.problem for item in self.items.all())

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
        label=_("Recheck: all is done"),
    )
    def pass_recheck(self, *, rechecked_on: datetime.date, officers: tuple[Any, Any]) -> None:
        """Find on the spot that every problem is gone."""
        self.rechecked_on = rechecked_on
        self.rechecked_by, self.rechecked_with = officers

    @transition(
        field=state,
        source=[OrderState.ORDERED, OrderState.REPORTED],
        target=OrderState.ORDERED,
        permission=policies.may_recheck,
        label=_("Recheck: not all is done"),
    )
    def fail_recheck(
        self, *, due_on: datetime.date, rechecked_on: datetime.date, officers: tuple[Any, Any]
    ) -> None:
        """Find that something is left; what was looked at and is not done gets a new day."""
        self.due_on, self.rechecked_on = due_on, rechecked_on
        self.asked_until, self.asked_items = None, []
        self.rechecked_by, self.rechecked_with = officers

    @transition(
        field=state,
        source=OrderState.ORDERED,
        target=OrderState.ORDERED,
        permission=policies_orders.may_ask_extension,
        label=_("Ask for more time"),
    )
    def ask_extension(self, *, asked_until: datetime.date, asked_items: list[int]) -> None:
        """Lay the unit's wish for more time before a leader."""
        self.asked_until, self.asked_items = asked_until, asked_items

    @transition(
        field=state,
        source=OrderState.ORDERED,
        target=OrderState.ORDERED,
        permission=policies_orders.may_decide_extension,
        label=_("Grant more time"),
    )
    def grant_extension(self, *, due_on: datetime.date) -> None:
        """Let the unit have the time that was asked for; `due_on` is the first day of what is not done."""
        self.due_on, self.asked_until, self.asked_items = due_on, None, []

    @transition(
        field=state,
        source=OrderState.ORDERED,
        target=OrderState.ORDERED,
        permission=policies_orders.may_decide_extension,
        label=_("Refuse more time"),
    )
    def refuse_extension(self) -> None:
        """Keep the date."""
        self.asked_until, self.asked_items = None, []

    @transition(
        field=state,
        source=[OrderState.ORDERED, OrderState.REPORTED],
        target=OrderState.CANCELLED,
        permission=policies.may_recheck,
        label=_("Cancel the order"),
    )
    def cancel(self) -> None:
        """Cancel an order that should not have been given."""


class OrderItem(models.Model):
    """One problem of an order, as it was ordered; what became of it stands in its steps."""

    order = models.ForeignKey(RectificationOrder, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    problem = models.TextField(_("problem"))
    basis = models.CharField(_("basis"), max_length=200)
    demand = models.TextField(_("what must be done"))
    # Who answers for it on the unit's side; orders of before have none.
    responsible = models.CharField(_("responsible person of the unit"), max_length=80, blank=True)
    due_on = models.DateField(_("due on"))
    before = models.ForeignKey(
        "investigations.EvidenceFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="investigations_item_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.problem}"

    @property
    def result(self) -> str:
        """What the last recheck found of it, or nothing where it was not looked at."""
        return next((step.result for step in self._latest_steps if step.result), "")

    @property
    def result_title(self) -> str:
        """That result in words."""
        return str(ItemResult(self.result).label) if self.result else ""

    @property
    def is_done(self) -> bool:
        """Whether a recheck found it done."""
        return self.result == ItemResult.DONE

    @property
    def until(self) -> datetime.date:
        """The day by which it is to be done now."""
        return next((step.due_on for step in self._latest_steps if step.due_on), self.due_on)

    @property
    def after(self) -> Any:
        """The latest photo of the same place, or None."""
        return next((step.after for step in self._latest_steps if step.after_id), None)

    @property
    def _latest_steps(self) -> list[ItemStep]:
        return sorted(self.steps.all(), key=lambda step: -step.pk)


class ItemStep(models.Model):
    """What a move of the order did to one item: what a recheck found, a later day. An annulled move takes it back."""

    item = models.ForeignKey(OrderItem, on_delete=models.PROTECT, related_name="steps")
    entry = models.ForeignKey("workflow.LogEntry", on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("result"), max_length=10, choices=ItemResult, blank=True)
    due_on = models.DateField(_("new date"), null=True, blank=True)
    after = models.ForeignKey(
        "investigations.EvidenceFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "entry"], name="investigations_item_step_once"),
            models.CheckConstraint(
                condition=Q(result__in=["", *(result.value for result in ItemResult)]),
                name="investigations_item_result",
            ),
            models.CheckConstraint(
                condition=Q(result="done") | Q(due_on__isnull=False),
                name="investigations_item_is_done_or_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.result or self.due_on}"
