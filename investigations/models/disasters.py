"""A natural disaster 自然灾害 whose cause, losses and responsibility are assessed."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies_disasters
from investigations.models.reported import ReportedUpward
from investigations.states import DisasterState, Hazard
from statutes.disasters import GeologicalLevel, disaster_level, taken_above
from statutes.investigation import Government
from statutes.levels import AccidentLevel
from workflow.transitions import transition


class Disaster(ReportedUpward):
    """The disaster that a case assesses: one a case, under the same key."""

    PREFIX = "ZH"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=DisasterState.choices,
        default=DisasterState.RECORDED,
        protected=True,
        editable=False,
    )
    hazard = models.CharField(_("kind of disaster"), max_length=12, choices=Hazard)
    hectares = models.DecimalField(_("damaged forest in hectares"), max_digits=9, decimal_places=2, default=0)
    # Of a flood, for which no text gives numbers: the level that the competent headquarters announced.
    stated_level = models.CharField(_("announced level"), max_length=14, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(_("decision on responsibility"), blank=True)

    class Meta:
        verbose_name = _("natural disaster")
        verbose_name_plural = _("natural disasters")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DisasterState]),
                name="investigations_disaster_state",
            ),
            models.CheckConstraint(
                condition=Q(hazard__in=[hazard.value for hazard in Hazard]),
                name="investigations_disaster_hazard",
            ),
            models.CheckConstraint(
                condition=Q(received_at__gte=models.F("happened_at")),
                name="investigations_disaster_known_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(loss_fen__gte=0, hectares__gte=0), name="investigations_disaster_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(hazard="flood") | ~Q(stated_level=""), name="investigations_flood_has_a_level"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this disaster."""
        return reverse("investigations:disaster", args=[self.reference])

    @property
    def level(self) -> AccidentLevel | GeologicalLevel:
        """The level by what is known now."""
        return disaster_level(
            self.hazard,
            on=timezone.localdate(self.happened_at),
            deaths=self.deaths + self.missing,
            serious_injuries=self.serious_injuries,
            hectares=self.hectares,
            loss_yuan=self.loss,
            stated=self.stated_level,
        )

    @property
    def level_title(self) -> str:
        """The level as Chinese offices write it."""
        return self.level.title_zh

    @property
    def belongs_to(self) -> Government | None:
        """The higher government that has it assessed, or None where this office's does."""
        return taken_above(
            self.hazard,
            level=self.level,
            deaths=self.deaths + self.missing,
            office=self.case.lead_agency.place,
            on=timezone.localdate(),
        )

    @transition(
        field=state,
        source=DisasterState.RECORDED,
        target=None,
        permission=policies_disasters.may_report_disaster,
        label=_("Report upward"),
        is_reversible=False,
    )
    def report_up(self, *, reported_up_at: datetime.datetime) -> None:
        """Report to the city; a large geological disaster within the hour."""
        self.reported_up_at = reported_up_at

    @transition(
        field=state,
        source=DisasterState.RECORDED,
        target=None,
        permission=policies_disasters.may_update_disaster,
        label=_("Bring the losses up to date"),
    )
    def update_losses(self, **losses: Any) -> None:
        """Add what became known; the level follows."""
        for name, value in losses.items():
            setattr(self, name, value)

    @transition(
        field=state,
        source=DisasterState.RECORDED,
        target=DisasterState.ASSESSED,
        permission=policies_disasters.may_assess,
        label=_("Hand in the assessment"),
    )
    def submit_assessment(self, *, assessed_on: datetime.date) -> None:
        """Lay cause, losses and responsibility before the government."""
        self.assessed_on = assessed_on

    @transition(
        field=state,
        source=DisasterState.ASSESSED,
        target=DisasterState.DECIDED,
        permission=policies_disasters.may_lead_disaster,
        label=_("Record the decision on responsibility"),
        is_reversible=False,
    )
    def decide(self, *, decided_on: datetime.date, decision: str) -> None:
        """Record whom the government holds responsible, or that nobody is."""
        self.decided_on, self.decision = decided_on, decision

    @transition(
        field=state,
        source=DisasterState.RECORDED,
        target=DisasterState.HANDED_UP,
        permission=policies_disasters.may_hand_up_disaster,
        label=_("Hand up"),
        is_reversible=False,
    )
    def hand_up(self, *, handed_up_at: datetime.datetime) -> None:
        """Hand it to the government that has disasters of this level assessed."""
        self.leave(handed_up_at)

    @transition(
        field=state,
        source=DisasterState.RECORDED,
        target=DisasterState.CANCELLED,
        permission=policies_disasters.may_cancel_disaster,
        label=_("Cancel the record"),
    )
    def cancel(self) -> None:
        """Cancel what was no disaster, with the reason."""
