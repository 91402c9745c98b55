"""An accident 生产安全事故 with the reports that the law wants of it, each within its period."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies
from investigations.models.cases import Case
from investigations.states import AccidentState
from statutes.investigation import level_on
from statutes.levels import AccidentLevel
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Accident(Subject):
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
    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="accident")
    happened_at = models.DateTimeField(_("happened at"))
    unit_informed_at = models.DateTimeField(_("head of the unit informed at"))
    unit_reported_at = models.DateTimeField(_("reported by the unit at"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))
    is_traffic_or_fire = models.BooleanField(_("road traffic or fire"), default=False)
    place = models.CharField(_("place and scene"), max_length=300)
    course = models.TextField(_("brief course"))
    measures = models.TextField(_("measures taken"), blank=True)
    deaths = models.PositiveSmallIntegerField(_("deaths"), default=0)
    missing = models.PositiveSmallIntegerField(_("missing"), default=0)
    serious_injuries = models.PositiveSmallIntegerField(_("seriously injured"), default=0)
    loss_fen = models.BigIntegerField(default=0)
    reported_up_at = models.DateTimeField(null=True, blank=True)
    appraisal_began_on = models.DateField(null=True, blank=True)
    appraisal_ended_on = models.DateField(null=True, blank=True)
    report_extension = models.CharField(max_length=80, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    reply_extension = models.CharField(max_length=80, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

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
    def title(self) -> str:
        """What the case is called."""
        return self.case.title

    @property
    def unit(self) -> Any:
        """The unit where it happened."""
        return self.case.unit

    @property
    def loss(self) -> Decimal:
        """Estimated direct loss in yuan."""
        return Decimal(self.loss_fen) / 100

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
    def is_being_appraised(self) -> bool:
        """Whether a technical appraisal is under way: its time is not counted (art. 27)."""
        return self.appraisal_began_on is not None and self.appraisal_ended_on is None

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=[AccidentState.RECORDED, AccidentState.REPORTED],
        target=None,
        permission=policies.may_take_unit_report,
        label=_("Record the unit's report"),
    )
    def receive_unit_report(self, *, unit_reported_at: Any) -> None:
        """Record when the unit reported; it has an hour from when its head was told (art. 9)."""
        self.unit_reported_at = unit_reported_at

    @transition(
        field=state,
        source=AccidentState.RECORDED,
        target=AccidentState.REPORTED,
        permission=policies.may_report_accident,
        label=_("Report upward"),
        is_reversible=False,
    )
    def report_up(self, *, reported_up_at: Any) -> None:
        """Report to the next level within two hours (arts. 10, 11)."""
        self.reported_up_at = reported_up_at

    @transition(
        field=state,
        source=[AccidentState.RECORDED, AccidentState.REPORTED],
        target=None,
        permission=policies.may_update_casualties,
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
        permission=policies.may_begin_appraisal,
        label=_("Begin a technical appraisal"),
    )
    def begin_appraisal(self, *, began_on: Any) -> None:
        """Begin an appraisal: the period of the report stands still (art. 27)."""
        self.appraisal_began_on, self.appraisal_ended_on = began_on, None

    @transition(
        field=state,
        source=AccidentState.REPORTED,
        target=None,
        permission=policies.may_end_appraisal,
        label=_("End the technical appraisal"),
    )
    def end_appraisal(self, *, ended_on: Any) -> None:
        """End the appraisal: the period runs again."""
        self.appraisal_ended_on = ended_on

    @transition(
        field=state,
        source=AccidentState.REPORTED,
        target=None,
        permission=policies.may_carry_accident,
        label=_("Record an extension of the report"),
    )
    def extend_report(self, *, approval_number: str) -> None:
        """Record that the government allowed more time (art. 29)."""
        self.report_extension = approval_number

    @transition(
        field=state,
        source=AccidentState.REPORTED,
        target=AccidentState.SUBMITTED,
        permission=policies.may_submit_report,
        label=_("Hand in the investigation report"),
    )
    def submit_report(self, *, submitted_on: Any) -> None:
        """Hand the report to the government."""
        self.submitted_on = submitted_on

    @transition(
        field=state,
        source=AccidentState.SUBMITTED,
        target=None,
        permission=policies.may_extend_reply,
        label=_("Record an extension of the reply"),
    )
    def extend_reply(self, *, approval_number: str) -> None:
        """Record that the reply to an extraordinary accident takes longer (art. 32)."""
        self.reply_extension = approval_number

    @transition(
        field=state,
        source=AccidentState.SUBMITTED,
        target=AccidentState.REPLIED,
        permission=policies.may_lead_accident,
        label=_("Record the reply"),
        is_reversible=False,
    )
    def reply(self, *, replied_on: Any) -> None:
        """Record the government's reply (art. 32)."""
        self.replied_on = replied_on

    @transition(
        field=state,
        source=AccidentState.REPLIED,
        target=AccidentState.REVIEWED,
        permission=policies.may_lead_accident,
        label=_("Record the review of the implementation"),
    )
    def review(self, *, reviewed_on: Any) -> None:
        """Record that what the reply asked was assessed (Work Safety Law art. 86)."""
        self.reviewed_on = reviewed_on

    @transition(
        field=state,
        source=AccidentState.RECORDED,
        target=AccidentState.CANCELLED,
        permission=policies.may_cancel_accident,
        label=_("Cancel the record"),
    )
    def cancel(self) -> None:
        """Cancel what was no accident, with the reason."""
