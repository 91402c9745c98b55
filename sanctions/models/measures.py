"""Further measures 关闭、停止供电、职业禁入、按日连续处罚: noticed by the system, proposed and approved by people."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from investigations.models import Case, RectificationOrder
from sanctions import policies_measures as policies
from sanctions.models.penalties import Penalty
from sanctions.policies_measures import is_kind
from sanctions.states import State
from sanctions.states_measures import STANDING, Ground, MeasureKind, MeasureState
from statutes.daily import DailyPenalty, daily_penalty
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict

IS_CLOSURE = is_kind(MeasureKind.CLOSURE)
IS_POWER_CUT = is_kind(MeasureKind.POWER_CUT)
IS_BAN = is_kind(MeasureKind.BAN)
IS_DAILY = is_kind(MeasureKind.DAILY_PENALTY)
LEADS_TO_PENALTY = is_kind(MeasureKind.BAN, MeasureKind.DAILY_PENALTY)
GONE = (State.REVOKED, State.CANCELLED, State.DROPPED)


class Measure(Subject):
    """A measure beyond a penalty. It never takes effect by itself."""

    PREFIX = "CS"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=MeasureState.choices,
        default=MeasureState.NOTICED,
        protected=True,
        editable=False,
    )
    kind = models.CharField(_("kind"), max_length=16, choices=MeasureKind)
    ground = models.CharField(_("ground"), max_length=32, choices=Ground)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="measures")
    # Who is banned; empty for what is directed at the unit.
    person_name = models.CharField(_("person"), max_length=60, blank=True)
    order = models.ForeignKey(
        RectificationOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    # What brought it up, so that twice is once; empty when a person did.
    occasion = models.CharField(max_length=80, blank=True)
    # The rule with its words, and the facts as they were when it came up: {"rule", "citation", "text", "lines"}.
    basis = models.JSONField()
    # It falls when one of these does not stand any more.
    rests_on = models.ManyToManyField(Penalty, related_name="resting_measures")

    # What the officers propose.
    proposal = models.TextField(_("what is proposed, and why"), blank=True)
    refused_decision = models.CharField(_("number of the decision refused"), max_length=80, blank=True)
    danger = models.TextField(_("the real danger"), blank=True)
    is_urgent = models.BooleanField(_("urgent: no notice ahead"), default=False)
    # Of a ban; nothing is for life.
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)

    # Of a daily penalty.
    counts_from = models.DateField(null=True, blank=True)
    counted_to = models.DateField(null=True, blank=True)
    per_day_fen = models.BigIntegerField(default=0)

    # What came of it.
    notified_at = models.DateTimeField(null=True, blank=True)
    takes_effect_at = models.DateTimeField(null=True, blank=True)
    proceeding = models.OneToOneField(
        Penalty, null=True, blank=True, on_delete=models.PROTECT, related_name="measure"
    )
    decision_number = models.CharField(_("number of the government's decision"), max_length=80, blank=True)
    effective_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        indexes = [models.Index(fields=["state", "-id"], name="sanctions_measure_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in MeasureState]), name="sanctions_measure_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in MeasureKind]), name="sanctions_measure_kind"
            ),
            models.UniqueConstraint(
                fields=["occasion"],
                condition=~Q(occasion="") & ~Q(state="fallen"),
                name="sanctions_measure_once_an_occasion",
            ),
            # A daily penalty has a round for every recheck; of all else one at a time.
            models.UniqueConstraint(
                fields=["unit", "ground", "person_name"],
                condition=Q(state__in=[state.value for state in STANDING]) & ~Q(kind="daily_penalty"),
                name="sanctions_measure_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kind="ban") | ~Q(person_name=""), name="sanctions_ban_names_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(kind="daily_penalty")
                | (Q(order__isnull=False) & Q(counts_from__isnull=False) & Q(per_day_fen__gt=0)),
                name="sanctions_daily_penalty_counts_from_an_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force", kind="closure") | ~Q(decision_number=""),
                name="sanctions_closure_by_the_government",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force", kind="power_cut")
                | Q(takes_effect_at=None)
                | Q(effective_at__gte=models.F("takes_effect_at")),
                name="sanctions_no_power_cut_before_its_hour",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this measure."""
        return reverse("sanctions:measure", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called: kind and ground."""
        return f"{self.get_kind_display()}：{self.get_ground_display()}"

    @property
    def lost_grounds(self) -> bool:
        """Whether a penalty that it rests on does not stand any more; the government's closure stands all the same."""
        return self.rests_on.filter(state__in=GONE).exists()

    @property
    def daily(self) -> DailyPenalty | None:
        """The calculation of a daily penalty: up to the recheck, or up to today while there was none."""
        if self.counts_from is None:
            return None
        last = self.counted_to or timezone.localdate()
        return daily_penalty(Decimal(self.per_day_fen) / 100, first_on=self.counts_from, last_on=last)

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=MeasureState.NOTICED,
        target=MeasureState.PROPOSED,
        permission=policies.may_propose,
        label=_("Propose the measure"),
        act=("measure", "propose"),
    )
    def propose(self, *, proposal: str, facts: dict[str, Any]) -> None:
        """Lay it before a leader, with what the kind needs besides."""
        self.proposal = proposal
        self.refused_decision = facts.get("refused_decision", "")
        self.danger, self.is_urgent = facts.get("danger", ""), facts.get("is_urgent", False)
        self.years = facts.get("years")

    @transition(
        field=state,
        source=MeasureState.PROPOSED,
        target=MeasureState.APPROVED,
        permission=policies.may_approve,
        label=_("Approve the proposal"),
        act=("measure", "decide"),
    )
    def approve(
        self, *, proceeding: Any = None, notified_at: Any = None, takes_effect_at: Any = None
    ) -> None:
        """Make it the office's own: a request, a notice, or a proceeding goes out with this."""
        self.proceeding, self.notified_at, self.takes_effect_at = proceeding, notified_at, takes_effect_at

    @transition(
        field=state,
        source=[MeasureState.NOTICED, MeasureState.PROPOSED],
        target=MeasureState.DROPPED,
        permission=policies.may_decide,
        label=_("Drop it"),
        act=("measure", "decide"),
    )
    def drop(self) -> None:
        """Decide, with the reason, that this is not taken."""

    @transition(
        field=state,
        source=MeasureState.APPROVED,
        target=MeasureState.IN_FORCE,
        permission=policies.may_handle,
        label=_("Record the government's decision to close"),
        is_reversible=False,
        applies=IS_CLOSURE,
    )
    def order_closure(self, *, effective_at: Any, decision_number: str) -> None:
        """Record that the government decided on closure (Work Safety Law art. 115)."""
        self.effective_at, self.decision_number = effective_at, decision_number

    @transition(
        field=state,
        source=MeasureState.APPROVED,
        target=MeasureState.DECLINED,
        permission=policies.may_handle,
        label=_("Record that the government declined"),
        applies=IS_CLOSURE,
    )
    def decline(self) -> None:
        """Record that the government did not close the unit."""

    @transition(
        field=state,
        source=MeasureState.APPROVED,
        target=MeasureState.IN_FORCE,
        permission=policies.may_cut,
        label=_("Record the cut"),
        is_reversible=False,
        applies=IS_POWER_CUT,
    )
    def cut(self, *, effective_at: Any) -> None:
        """Record from when power or explosives are cut."""
        self.effective_at = effective_at

    @transition(
        field=state,
        source=[MeasureState.APPROVED, MeasureState.IN_FORCE],
        target=MeasureState.ENDED,
        permission=policies.may_decide,
        label=_("Lift the measure"),
        is_reversible=False,
        applies=is_kind(MeasureKind.CLOSURE, MeasureKind.POWER_CUT),
    )
    def lift(self, *, ended_at: datetime.datetime) -> None:
        """Lift it at once when the unit has done what it was told, or the government took its closure back."""
        self.ended_at = ended_at

    @transition(
        field=state,
        source=MeasureState.APPROVED,
        target=MeasureState.IN_FORCE,
        permission=only_the_system,
        label=_("Take effect with the decision"),
        is_automatic=True,
        is_reversible=False,
        applies=IS_BAN,
    )
    def take_effect(self, *, effective_at: Any, until_on: Any) -> None:
        """Begin with the decision of the proceeding that came of it."""
        self.effective_at, self.until_on = effective_at, until_on

    @transition(
        field=state,
        source=MeasureState.APPROVED,
        target=MeasureState.ENDED,
        permission=only_the_system,
        label=_("Carry out with the decision"),
        is_automatic=True,
        is_reversible=False,
        applies=IS_DAILY,
    )
    def carry_out(self, *, ended_at: Any) -> None:
        """End with the decision of the proceeding that imposes it."""
        self.ended_at = ended_at

    @transition(
        field=state,
        source=[MeasureState.IN_FORCE, MeasureState.ENDED],
        target=MeasureState.APPROVED,
        permission=only_the_system,
        label=_("Wait for the decision again"),
        is_automatic=True,
        is_reversible=False,
        applies=LEADS_TO_PENALTY,
    )
    def wait_again(self) -> None:
        """Go back to waiting: the decision was a mistake and was annulled."""
        self.effective_at = self.until_on = self.ended_at = None

    @transition(
        field=state,
        source=MeasureState.IN_FORCE,
        target=MeasureState.ENDED,
        permission=only_the_system,
        label=_("End with its time"),
        is_automatic=True,
        is_reversible=False,
        applies=IS_BAN,
    )
    def expire(self, *, ended_at: Any) -> None:
        """End a ban whose years are over."""
        self.ended_at = ended_at

    @transition(
        field=state,
        source=MeasureState.NOTICED,
        target=None,
        permission=only_the_system,
        label=_("Count up to the recheck"),
        is_automatic=True,
        is_reversible=False,
        applies=IS_DAILY,
    )
    def count(self, *, counted_to: Any) -> None:
        """Count the days up to the recheck that found the breach still there."""
        self.counted_to = counted_to

    @transition(
        field=state,
        source=list(STANDING),
        target=MeasureState.FALLEN,
        permission=only_the_system,
        label=_("Fall with its ground"),
        is_automatic=True,
        is_reversible=False,
    )
    def fall(self, *, ended_at: Any) -> None:
        """End because what it rests on does not stand any more."""
        self.ended_at = ended_at
