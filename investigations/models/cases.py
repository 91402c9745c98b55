"""Cases, their joint teams, what was found, and the orders to rectify."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.grants import ObjectGrant
from accounts.models import Agency
from enterprises.models import Unit
from investigations import policies
from investigations.states import (
    REFERRAL_OPEN,
    Conclusion,
    Kind,
    MiningTier,
    OrderState,
    PreservationState,
    Role,
    State,
)
from reports.models import Report, Retaliation
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict

# An accident stands under the key of its case.
ACCIDENT = "investigations.accident"


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
        indexes = [models.Index(fields=["state", "-id"], name="investigations_case_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="investigations_case_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="investigations_case_kind"
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
        if self.kind == Kind.ACCIDENT:
            keys.append((ACCIDENT, self.pk))
        return keys

    def is_member(self, user: Any) -> bool:
        """Say whether `user` sits on the team now."""
        return self.members.filter(user=user, left_at=None).exists()

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
        """Lay the findings before a leader."""
        self.inspected_on = inspected_on

    @transition(
        field=state,
        source=State.FOUND,
        target=State.INVESTIGATING,
        permission=policies.may_approve_findings,
        label=_("Return to the team"),
        act=("case", "approve"),
    )
    def return_findings(self) -> None:
        """Send the findings back with a reason."""

    @transition(
        field=state,
        source=State.FOUND,
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
        source=State.OPENED,
        target=State.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the move that opened this file, when that was annulled."""


class CaseGrant(ObjectGrant):
    """A grant on one case; it begins and ends with membership in the team."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)


class TeamMember(models.Model):
    """A person on a joint team, for their agency."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(left_at=None), name="investigations_member_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(role="head", left_at=None), name="investigations_one_head"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="investigations_member_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"


class Finding(models.Model):
    """What the team found, in a form that later floors can compute with."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    conclusion = models.CharField(_("conclusion"), max_length=16, choices=Conclusion)
    facts = models.TextField(_("facts"))
    violations = models.JSONField(_("provisions broken"), default=list)
    is_major_hazard = models.BooleanField(_("major hazard"), default=False)
    is_concealed = models.BooleanField(_("concealed accident"), default=False)
    deaths = models.PositiveSmallIntegerField(_("deaths"), default=0)
    concealed_deaths = models.PositiveSmallIntegerField(_("concealed deaths"), default=0)
    serious_injuries = models.PositiveSmallIntegerField(_("seriously injured"), default=0)
    loss_fen = models.BigIntegerField(default=0)
    # In a mine: which class the tip is, on which the share of the fine turns (mining rules of 2021).
    mining_tier = models.CharField(_("class of the tip"), max_length=6, choices=MiningTier, blank=True)
    proposes_penalty = models.BooleanField(_("proposes a penalty"), default=False)
    proposal = models.TextField(_("proposal"), blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")),
                name="investigations_finding_two_people",
            ),
            models.CheckConstraint(
                condition=Q(concealed_deaths__lte=models.F("deaths")),
                name="investigations_concealed_within_deaths",
            ),
            models.CheckConstraint(condition=Q(loss_fen__gte=0), name="investigations_loss_not_negative"),
            models.CheckConstraint(
                condition=Q(conclusion__in=[value.value for value in Conclusion]),
                name="investigations_finding_conclusion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.conclusion}"

    @property
    def loss(self) -> Decimal:
        """Direct loss in yuan."""
        return Decimal(self.loss_fen) / 100


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
    due_on = models.DateField(_("due on"))
    rechecked_on = models.DateField(_("rechecked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("rectification order")
        verbose_name_plural = _("rectification orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OrderState]),
                name="investigations_order_state",
            )
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
    def pass_recheck(self, *, rechecked_on: Any) -> None:
        """Find on the spot that the problem is gone."""
        self.rechecked_on = rechecked_on

    @transition(
        field=state,
        source=OrderState.REPORTED,
        target=OrderState.ORDERED,
        permission=policies.may_recheck,
        label=_("Recheck failed"),
    )
    def fail_recheck(self, *, due_on: Any) -> None:
        """Find that the problem is still there; a new date is set."""
        self.due_on = due_on

    @transition(
        field=state,
        source=[OrderState.ORDERED, OrderState.REPORTED],
        target=OrderState.CANCELLED,
        permission=policies.may_recheck,
        label=_("Cancel the order"),
    )
    def cancel(self) -> None:
        """Cancel an order that should not have been given."""
