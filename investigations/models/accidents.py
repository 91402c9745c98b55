"""An accident 生产安全事故 with the reports that the law wants of it, each within its period."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies_accidents
from investigations.models.reported import ReportedUpward
from investigations.states import ACCIDENT_UNDER_WAY, AccidentState
from statutes.investigation import Government, investigated_above, level_on, rungs_above
from statutes.levels import AccidentLevel
from workflow.transitions import transition


class Accident(ReportedUpward):
    """The accident that a case is about: one a case, under the same key."""

    PREFIX = "SG"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=AccidentState.choices,
        default=AccidentState.RECORDED,
        protected=True,
        editable=False,
    )
    unit_informed_at = models.DateTimeField(_("head of the unit informed at"))
    unit_reported_at = models.DateTimeField(_("reported by the unit at"), null=True, blank=True)
    is_traffic_or_fire = models.BooleanField(_("road traffic or fire"), default=False)
    measures = models.TextField(_("measures taken"), blank=True)
    appraisal_began_on = models.DateField(null=True, blank=True)
    appraisal_ended_on = models.DateField(null=True, blank=True)
    report_extension = models.CharField(max_length=80, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    reply_extension = models.CharField(max_length=80, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    # Which tier was told after which, and when: [{"to": "city", "at": "2026-03-02T10:00:00+08:00"}].
    rungs = models.JSONField(default=list)
    # The paper by which a higher government leaves the investigation to this office.
    mandate = models.CharField(max_length=80, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_where = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("accident")
        verbose_name_plural = _("accidents")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AccidentState]),
                name="investigations_accident_state",
            ),
            models.CheckConstraint(
                condition=Q(unit_informed_at__gte=models.F("happened_at"))
                & Q(received_at__gte=models.F("happened_at")),
                name="investigations_accident_known_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(loss_fen__gte=0), name="investigations_accident_loss_not_negative"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this accident."""
        return reverse("investigations:accident", args=[self.reference])

    @property
    def level(self) -> AccidentLevel:
        """The level by what is known now; who is still missing after 30 days (traffic, fire: 7) counts as dead."""
        return level_on(
            timezone.localdate(),
            accident_on=timezone.localdate(self.happened_at),
            deaths=self.deaths,
            missing=self.missing,
            serious_injuries=self.serious_injuries,
            loss_yuan=self.loss,
            is_traffic_or_fire=self.is_traffic_or_fire,
        )

    @property
    def level_title(self) -> str:
        """The level in the words of the regulation."""
        return f"{self.level.title_zh}事故"

    @property
    def office_place(self) -> str:
        """The place of the agency that leads the case."""
        return self.case.lead_agency.place

    @property
    def next_rung(self) -> Government | None:
        """The tier that is to be told next, or None where all know that have to."""
        told = {rung["to"] for rung in self.rungs}
        day = timezone.localdate(self.happened_at)
        rungs = rungs_above(self.level, office=self.office_place, on=day)
        return next((rung for rung in rungs if rung not in told), None)

    @property
    def rung_lines(self) -> list[tuple[str, datetime.datetime]]:
        """Which tier was told, by its key, and when."""
        return [(rung["to"], datetime.datetime.fromisoformat(rung["at"])) for rung in self.rungs]

    @property
    def belongs_to(self) -> Government | None:
        """The higher government that investigates at this level, or None where this office does."""
        day = timezone.localdate(self.happened_at)
        return None if self.mandate else investigated_above(self.level, office=self.office_place, on=day)

    @property
    def is_being_appraised(self) -> bool:
        """Whether a technical appraisal is under way: its time is not counted (art. 27)."""
        return self.appraisal_began_on is not None and self.appraisal_ended_on is None

    @transition(
        field=state,
        source=ACCIDENT_UNDER_WAY,
        target=None,
        permission=policies_accidents.may_take_unit_report,
        label=_("Record the unit's report"),
    )
    def receive_unit_report(self, *, unit_reported_at: Any) -> None:
        """Record when the unit reported; it has an hour from when its head was told (art. 9)."""
        self.unit_reported_at = unit_reported_at

    @transition(
        field=state,
        source=AccidentState.RECORDED,
        target=AccidentState.REPORTED,
        permission=policies_accidents.may_report_accident,
        label=_("Report upward"),
        is_reversible=False,
    )
    def report_up(self, *, reported_up_at: Any) -> None:
        """Report to the next level within two hours (arts. 10, 11)."""
        self._climb(reported_up_at)

    @transition(
        field=state,
        source=[AccidentState.REPORTED, AccidentState.SUBMITTED],
        target=None,
        permission=policies_accidents.may_pass_on,
        label=_("Record the report of the next level"),
    )
    def pass_on(self, *, reported_up_at: Any) -> None:
        """Record that the level above has reported on in its turn; each has two hours (art. 11)."""
        self._climb(reported_up_at)

    def _climb(self, at: datetime.datetime) -> None:
        if self.next_rung:
            self.rungs = [*self.rungs, {"to": self.next_rung.value, "at": timezone.localtime(at).isoformat()}]
        self.reported_up_at = at

    @transition(
        field=state,
        source=ACCIDENT_UNDER_WAY,
        target=None,
        permission=policies_accidents.may_take_mandate,
        label=_("Record a mandate"),
    )
    def take_mandate(self, *, number: str) -> None:
        """Record that the higher government leaves the investigation to this office."""
        self.mandate = number

    @transition(
        field=state,
        source=[AccidentState.REPORTED, AccidentState.SUBMITTED],
        target=AccidentState.HANDED_UP,
        permission=policies_accidents.may_hand_up,
        label=_("Hand up"),
        is_reversible=False,
    )
    def hand_up(self, *, handed_up_at: Any) -> None:
        """Hand the accident to the government that investigates at its level (arts. 19, 20)."""
        self.leave(handed_up_at)

    @transition(
        field=state,
        source=ACCIDENT_UNDER_WAY,
        target=None,
        permission=policies_accidents.may_update_casualties,
        label=_("Add to the report"),
    )
    def update_casualties(self, *, deaths: int, missing: int, serious_injuries: int, loss_fen: int) -> None:
        """Add what changed; the level follows (art. 13)."""
        self.deaths, self.missing = deaths, missing
        self.serious_injuries, self.loss_fen = serious_injuries, loss_fen

    @transition(
        field=state,
        source=AccidentState.REPORTED,
        target=None,
        permission=policies_accidents.may_begin_appraisal,
        label=_("Begin a technical appraisal"),
    )
    def begin_appraisal(self, *, began_on: Any) -> None:
        """Begin an appraisal: the period of the report stands still (art. 27)."""
        self.appraisal_began_on, self.appraisal_ended_on = began_on, None

    @transition(
        field=state,
        source=AccidentState.REPORTED,
        target=None,
        permission=policies_accidents.may_end_appraisal,
        label=_("End the technical appraisal"),
    )
    def end_appraisal(self, *, ended_on: Any) -> None:
        """End the appraisal: the period runs again."""
        self.appraisal_ended_on = ended_on

    @transition(
        field=state,
        source=AccidentState.REPORTED,
        target=None,
        permission=policies_accidents.may_carry_accident,
        label=_("Record an extension of the report"),
    )
    def extend_report(self, *, approval_number: str) -> None:
        """Record that the government allowed more time (art. 29)."""
        self.report_extension = approval_number

    @transition(
        field=state,
        source=AccidentState.REPORTED,
        target=AccidentState.SUBMITTED,
        permission=policies_accidents.may_submit_report,
        label=_("Hand in the investigation report"),
    )
    def submit_report(self, *, submitted_on: Any) -> None:
        """Hand the report to the government."""
        self.submitted_on = submitted_on

    @transition(
        field=state,
        source=AccidentState.SUBMITTED,
        target=None,
        permission=policies_accidents.may_extend_reply,
        label=_("Record an extension of the reply"),
    )
    def extend_reply(self, *, approval_number: str) -> None:
        """Record that the reply to an extraordinary accident takes longer (art. 32)."""
        self.reply_extension = approval_number

    @transition(
        field=state,
        source=AccidentState.SUBMITTED,
        target=AccidentState.REPLIED,
        permission=policies_accidents.may_lead_accident,
        label=_("Record the reply"),
        is_reversible=False,
    )
    def reply(self, *, replied_on: Any) -> None:
        """Record the government's reply (art. 32)."""
        self.replied_on = replied_on

    @transition(
        field=state,
        source=[AccidentState.REPLIED, AccidentState.REVIEWED],
        target=None,
        permission=policies_accidents.may_publish_accident,
        label=_("Record the publication"),
    )
    def publish(self, *, published_on: Any, where: str) -> None:
        """Record where report and reply can be read (art. 34)."""
        self.published_on, self.published_where = published_on, where

    @transition(
        field=state,
        source=AccidentState.REPLIED,
        target=AccidentState.REVIEWED,
        permission=policies_accidents.may_review_accident,
        label=_("Record the review of the implementation"),
    )
    def review(self, *, reviewed_on: Any) -> None:
        """Record that what the reply asked was assessed (Work Safety Law art. 86)."""
        self.reviewed_on = reviewed_on

    @transition(
        field=state,
        source=AccidentState.RECORDED,
        target=AccidentState.CANCELLED,
        permission=policies_accidents.may_cancel_accident,
        label=_("Cancel the record"),
    )
    def cancel(self) -> None:
        """Cancel what was no accident, with the reason."""
