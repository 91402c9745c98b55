"""Listed supervision 挂牌督办 of a case: by whom, why, until when, and how it was lifted."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies, policies_supervisions
from investigations.models.cases import Case
from investigations.states import SupervisionState, Trigger
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Supervision(Subject):
    """One listing of a case; it stands until what was asked is done."""

    PREFIX = "DB"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=SupervisionState.choices,
        default=SupervisionState.LISTED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="supervisions")
    trigger = models.CharField(_("ground"), max_length=10, choices=Trigger)
    supervisor = models.CharField(_("who supervises"), max_length=120)
    matters = models.TextField(_("what is supervised"))
    listed_on = models.DateField(_("listed on"))
    due_on = models.DateField(_("to be done by"))
    extension = models.CharField(max_length=80, blank=True)
    result = models.CharField(_("result"), max_length=500, blank=True)
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("listed supervision")
        verbose_name_plural = _("listed supervisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SupervisionState]),
                name="investigations_supervision_state",
            ),
            models.CheckConstraint(
                condition=Q(trigger__in=[trigger.value for trigger in Trigger]),
                name="investigations_supervision_trigger",
            ),
            models.CheckConstraint(
                condition=~Q(state="lifted") | ~Q(result=""), name="investigations_lifted_with_a_result"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="listed"), name="investigations_supervised_once"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of the case, where its supervision stands."""
        return f"{self.case.get_absolute_url()}#{self.reference}"

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.case.title

    @property
    def unit(self) -> Any:
        """The unit of the case."""
        return self.case.unit

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=SupervisionState.LISTED,
        target=None,
        permission=policies_supervisions.may_decide_supervision,
        label=_("Extend the supervision"),
    )
    def extend(self, *, until_on: datetime.date, number: str) -> None:
        """Record that there is more time, by which paper."""
        self.due_on, self.extension = until_on, number

    @transition(
        field=state,
        source=SupervisionState.LISTED,
        target=SupervisionState.LIFTED,
        permission=policies_supervisions.may_lift_supervision,
        label=_("Lift the supervision"),
        is_reversible=False,
    )
    def lift(self, *, lifted_on: datetime.date, result: str) -> None:
        """End it: what was asked is done."""
        self.lifted_on, self.result = lifted_on, result

    @transition(
        field=state,
        source=SupervisionState.LISTED,
        target=SupervisionState.CANCELLED,
        permission=policies_supervisions.may_decide_supervision,
        label=_("Cancel the supervision"),
        is_reversible=False,
    )
    def cancel(self) -> None:
        """Take back a listing that was a mistake."""
