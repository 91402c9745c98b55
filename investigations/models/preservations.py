"""Evidence that was registered and preserved 先行登记保存."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies
from investigations.models.cases import Case
from investigations.states import PreservationState, Settlement
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Preservation(Subject):
    """Evidence that may be lost, registered and kept where it is until it is decided on (Penalty Law art. 56)."""

    PREFIX = "BC"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=PreservationState.choices,
        default=PreservationState.PRESERVED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="preservations")
    items = models.TextField(_("what was preserved"))
    place = models.CharField(_("where it is kept"), max_length=200)
    approval_number = models.CharField(_("approved by paper no."), max_length=80)
    preserved_on = models.DateField(_("preserved on"))
    settlement = models.CharField(_("decision"), max_length=12, choices=Settlement, blank=True)
    settled_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        verbose_name = _("preserved evidence")
        verbose_name_plural = _("preserved evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in PreservationState]),
                name="investigations_preservation_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | (~Q(settlement="") & ~Q(settled_on=None)),
                name="investigations_settled_says_how",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of the case, where what was preserved stands."""
        return f"{self.case.get_absolute_url()}#{self.reference}"

    @property
    def title(self) -> str:
        """What was preserved."""
        return self.items

    @property
    def unit(self) -> Any:
        """The unit of the case."""
        return self.case.unit

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=PreservationState.PRESERVED,
        target=PreservationState.SETTLED,
        permission=policies.may_settle,
        label=_("Decide on the evidence"),
    )
    def settle(self, *, settlement: str, settled_on: Any) -> None:
        """Decide what becomes of it, within seven working days."""
        self.settlement, self.settled_on = settlement, settled_on
