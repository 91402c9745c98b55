"""Cases and the orders to rectify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.models import Agency
from enterprises.models import Unit
from investigations import policies
from investigations.states import (
    OPEN,
    REFERRAL_HOLDS,
    REFERRAL_OPEN,
    TASK_OPEN,
    DisasterState,
    Kind,
    OrderState,
    PreservationState,
    State,
    SupervisionState,
    TargetState,
)
from notices.selectors import notices_of
from notices.states import STANDING
from notices.volumes import INDEX
from reports.models import Report, Retaliation
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict

if TYPE_CHECKING:
    from investigations.models.findings import Finding

# An accident and a disaster stand under the key of their case.
STANDING_UNDER: dict[str, str] = {
    Kind.ACCIDENT: "investigations.accident",
    Kind.DISASTER: "investigations.disaster",
}


class Case(Subject):
    """A case 案件. Every accepted tip has one (有案必查)."""

    PREFIX = "AJ"

    state = FSMField(
        _("state"), max_length=20, choices=State.choices, default=State.OPENED, protected=True, editable=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TIP)
    title = models.CharField(_("title"), max_length=200)
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    # Where a reporter was punished for reporting: such a case names no report.
    retaliation = models.OneToOneField(
        Retaliation, null=True, blank=True, on_delete=models.PROTECT, related_name="case"
    )
    # The case whose supervisors' side this one examines (一案双查).
    examines = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="examinations"
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    division = models.CharField(_("division code"), max_length=9)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    # Led by supervision and not by the leaders: the tip accuses the office itself.
    is_internal = models.BooleanField(default=False, editable=False)
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="led_cases")
    # The day of the inspection, which papers name, stands apart from the day of any tip.
    inspected_on = models.DateField(_("inspected on"), null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        permissions = [("investigate_case", "Can investigate this case")]
        indexes = [
            models.Index(fields=["state", "-id"], name="investigations_case_queue"),
            models.Index(fields=["division"], name="investigations_case_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="investigations_case_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="investigations_case_kind"
            ),
            models.UniqueConstraint(
                fields=["examines"], condition=~Q(state="cancelled"), name="investigations_examined_once"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=~Q(state="cancelled"), name="investigations_one_case_a_report"
            ),
            models.CheckConstraint(
                condition=Q(kind="retaliation", retaliation__isnull=False, report=None)
                | (~Q(kind="retaliation") & Q(retaliation=None)),
                name="investigations_retaliation_stands_apart",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this case."""
        return reverse("investigations:detail", args=[self.reference])

    @property
    def clock_keys(self) -> list[tuple[str, int]]:
        """The case keeps the periods of what it answers and of its accident too: the answers are owed within them."""
        about = [(Report.label(), self.report_id), (Retaliation.label(), self.retaliation_id)]
        keys = [*super().clock_keys, *((label, key) for label, key in about if key)]
        if self.kind in STANDING_UNDER:
            keys.append((STANDING_UNDER[self.kind], self.pk))
        return keys

    def is_member(self, user: Any, role: str = "") -> bool:
        """Say whether `user` sits on the team now, in `role` where one is named."""
        return any(
            seat.user_id == user.pk and seat.left_at is None and role in ("", seat.role)
            for seat in self.members.all()
        )

    @property
    def is_bound(self) -> bool:
        """Whether the index of its volume stands."""
        return notices_of(self).filter(kind=INDEX, state__in=STANDING).exists()

    @property
    def has_open_orders(self) -> bool:
        """Whether an order to rectify still waits for its recheck."""
        return self.orders.exclude(state__in=[OrderState.PASSED, OrderState.CANCELLED]).exists()

    @property
    def has_open_evidence(self) -> bool:
        """Whether preserved evidence still waits for a decision."""
        return self.preservations.filter(state=PreservationState.PRESERVED).exists()

    @property
    def has_open_referral(self) -> bool:
        """Whether a referral to the police is under way."""
        return self.referrals.filter(state__in=REFERRAL_OPEN).exists()

    @property
    def waits_for_the_police(self) -> bool:
        """Whether a fine would take the place of a referral (Decree 310 art. 11)."""
        return self.referrals.filter(state__in=REFERRAL_HOLDS).exists()

    @property
    def has_open_tasks(self) -> bool:
        """Whether a task of the team is not done and checked."""
        return self.tasks.filter(state__in=TASK_OPEN).exists()

    @property
    def has_open_targets(self) -> bool:
        """Whether a unit of a crackdown waits for its visit."""
        return self.targets.filter(state=TargetState.PLANNED).exists()

    @property
    def is_under_supervision(self) -> bool:
        """Whether listed supervision of this case stands."""
        return self.supervisions.filter(state=SupervisionState.LISTED).exists()

    @property
    def has_undecided_disaster(self) -> bool:
        """Whether a government still has to decide on the assessment of a disaster."""
        return self.kind == Kind.DISASTER and self.disaster.state != DisasterState.DECIDED

    def is_drafted_by(self, user: Any) -> bool:
        """Say whether `user` drafted the findings that count."""
        return bool(self.findings.order_by("pk").values_list("drafted_by", flat=True).last() == user.pk)

    @property
    def finding(self) -> Finding:
        """The findings that count: the latest. Raises Finding.DoesNotExist before the team has submitted any."""
        found: Finding = self.findings.latest("pk")
        return found

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=State.OPENED,
        target=State.INVESTIGATING,
        permission=policies.may_form_team,
        label=_("Name the team"),
    )
    def form_team(self) -> None:
        """Begin: the team is named, its members are granted the case."""

    @transition(
        field=state,
        source=State.INVESTIGATING,
        target=State.FOUND,
        permission=policies.may_submit_findings,
        label=_("Submit findings"),
        act=("case", "investigate"),
    )
    def submit_findings(self, *, inspected_on: Any) -> None:
        """Lay the findings before a colleague on the team."""
        self.inspected_on = inspected_on

    @transition(
        field=state,
        source=State.FOUND,
        target=State.REVIEWED,
        permission=policies.may_review_findings,
        label=_("Review findings"),
        act=("case", "investigate"),
    )
    def review_findings(self) -> None:
        """Lay what a colleague drafted before a leader."""

    @transition(
        field=state,
        source=[State.FOUND, State.REVIEWED],
        target=State.INVESTIGATING,
        permission=policies.may_submit_findings,
        label=_("Take the findings back"),
        act=("case", "investigate"),
    )
    def take_back_findings(self) -> None:
        """Go on investigating: the team found something wrong with its own findings."""

    @transition(
        field=state,
        source=[State.FOUND, State.REVIEWED],
        target=State.INVESTIGATING,
        permission=policies.may_approve_findings,
        label=_("Return to the team"),
        act=("case", "approve"),
    )
    def return_findings(self) -> None:
        """Send the findings back with a reason."""

    @transition(
        field=state,
        source=State.REVIEWED,
        target=State.CONCLUDED,
        permission=policies.may_approve_findings,
        label=_("Approve findings"),
        act=("case", "approve"),
    )
    def approve_findings(self) -> None:
        """Make the findings the office's own."""
        self.concluded_at = timezone.now()

    @transition(
        field=state,
        source=State.CONCLUDED,
        target=State.CLOSED,
        permission=policies.may_close,
        label=_("Close the case"),
    )
    def close(self) -> None:
        """Close the case."""
        self.closed_at = timezone.now()

    @transition(
        field=state,
        source=OPEN,
        target=State.HANDED_UP,
        permission=only_the_system,
        label=_("Hand up"),
        is_automatic=True,
        is_reversible=False,
    )
    def hand_up(self) -> None:
        """End here: a higher government goes on."""
        self.closed_at = timezone.now()

    @transition(
        field=state,
        source=State.OPENED,
        target=State.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the move that opened this file, when that was annulled."""
