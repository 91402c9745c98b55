"""Major hazards 重大事故隐患 on their register, with listed supervision 挂牌督办."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies, policies_hazards
from investigations.models.cases import Case
from investigations.models.evidence import Evidence
from investigations.models.rectification import OrderItem, RectificationOrder
from investigations.states import HazardState
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class MajorHazard(Subject):
    """A major hazard that the office keeps on its register until it is gone (Work Safety Law art. 41)."""

    PREFIX = "YH"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=HazardState.choices,
        default=HazardState.REGISTERED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hazards")
    item = models.OneToOneField(OrderItem, on_delete=models.PROTECT, related_name="hazard")
    title = models.CharField(_("the hazard"), max_length=200)
    basis = models.CharField(_("by which standard it is major"), max_length=200)
    supervisor = models.CharField(_("who supervises"), max_length=120, blank=True)
    listed_until = models.DateField(_("to be removed by"), null=True, blank=True)
    # What shows that it is gone.
    proof = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="lifted_hazards"
    )

    class Meta:
        verbose_name = _("major hazard")
        verbose_name_plural = _("major hazards")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in HazardState]),
                name="investigations_hazard_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="listed") | (~Q(supervisor="") & Q(listed_until__isnull=False)),
                name="investigations_listed_by_whom_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="lifted") | Q(proof__isnull=False),
                name="investigations_lifted_with_proof",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of this hazard."""
        return reverse("investigations:hazard", args=[self.reference])

    @property
    def unit(self) -> Any:
        """The unit of the case."""
        return self.case.unit

    @property
    def order(self) -> RectificationOrder:
        """The order by which it is to be removed."""
        return self.item.order

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=HazardState.REGISTERED,
        target=HazardState.LISTED,
        permission=policies_hazards.may_supervise,
        label=_("List for supervision"),
    )
    def list_up(self, *, supervisor: str, listed_until: Any) -> None:
        """Put it under listed supervision."""
        self.supervisor, self.listed_until = supervisor, listed_until

    @transition(
        field=state,
        source=[HazardState.REGISTERED, HazardState.LISTED],
        target=HazardState.LIFTED,
        permission=policies_hazards.may_lift,
        label=_("Lift"),
    )
    def lift(self, *, proof: Any) -> None:
        """Take it off: it is gone, and this shows it."""
        self.proof = proof
