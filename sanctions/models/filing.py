"""The filing of a penalty proceeding: proposed by the officers, approved by a leader; and more time to decide."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanctions import policies_filing as policies
from sanctions.models.preparing import Prepared
from sanctions.states import UNDECIDED, State
from workflow.transitions import transition


class Filed(Prepared):
    """From the proposal to file to the day by which the penalty must be decided."""

    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The days until which the decision was put off, first by the head, then by the heads together.
    extended_to = models.DateField(_("decision put off to"), null=True, blank=True)
    further_extended_to = models.DateField(_("decision put off once more to"), null=True, blank=True)
    extension_present = models.JSONField(_("who discussed the extension"), default=list)

    class Meta:
        abstract = True

    @transition(
        field="state",
        source=State.PROPOSED,
        target=State.FILED,
        permission=policies.may_file,
        label=_("Approve the filing"),
        act=("penalty", "decide"),
    )
    def file(self, *, filed_by: Any) -> None:
        """Approve the filing: the time to decide runs from here (Penalties Law arts. 54, 60)."""
        self.filed_by, self.filed_on = filed_by, timezone.localdate()

    @transition(
        field="state",
        source=list(UNDECIDED),
        target=None,
        permission=policies.may_extend,
        label=_("Put the decision off"),
        act=("penalty", "decide"),
    )
    def extend(self, *, extended_to: Any) -> None:
        """Put the decision off, where the office has confirmed that a rule allows it (art. 60)."""
        self.extended_to = extended_to

    @transition(
        field="state",
        source=list(UNDECIDED),
        target=None,
        permission=policies.may_extend_further,
        label=_("Put the decision off once more"),
        act=("penalty", "decide"),
    )
    def extend_further(self, *, extended_to: Any, present: list[str]) -> None:
        """Put the decision off a second time, after the heads of the office discussed it."""
        self.further_extended_to, self.extension_present = extended_to, present
