"""Penalty proceedings: their facts, bounds and the decision. What comes before and after stands beside."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from investigations.models import Case
from sanctions import policies, policies_hearings
from sanctions.models.filing import Filed
from sanctions.states import HEARING, IMPOSED, UNTOLD, Party, Ruling, State
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict

# What the table knows of the steps that must lie behind.
TOLD = ~Q(state__in=[*UNTOLD, State.DROPPED, State.CANCELLED])
DECIDED = Q(state__in=IMPOSED) & Q(is_summary=False)
NEEDS_REVIEW = Q(is_public_interest=True) | Q(is_complex=True) | ~Q(hearing_held_on=None)
NEEDS_DISCUSSION = Q(is_complex=True) | Q(is_grave=True)


def apart(who: str, *others: str, name: str) -> models.CheckConstraint:
    """Say that whoever stands in one column stands in none of the others; an empty column keeps nobody out."""
    clash = Q()
    for other in others:
        clash |= Q(**{who: F(other)})
    return models.CheckConstraint(condition=Q(**{f"{who}__isnull": True}) | ~clash, name=name)


class Penalty(Filed):
    """A penalty proceeding 行政处罚 against a unit or a person."""

    PREFIX = "CF"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=State.choices,
        default=State.PROPOSED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="penalties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="penalties")
    # Empty when the unit itself is penalised.
    person_name = models.CharField(_("person penalised"), max_length=60, blank=True)
    cause = models.CharField(_("cause"), max_length=200)

    class Meta:
        verbose_name = _("penalty")
        verbose_name_plural = _("penalties")
        indexes = [models.Index(fields=["state", "-id"], name="sanctions_penalty_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="sanctions_penalty_state"
            ),
            models.CheckConstraint(condition=Q(fine_fen__gte=0), name="sanctions_fine_not_negative"),
            models.CheckConstraint(
                condition=Q(party__in=[party.value for party in Party]), name="sanctions_penalty_party"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("reported_by")),
                name="sanctions_report_of_two_officers",
            ),
            apart("consented_by", "reported_by", "countersigned_by", name="sanctions_consent_of_another"),
            apart("chair", "reported_by", "countersigned_by", name="sanctions_chair_did_not_investigate"),
            apart(
                "reviewed_by",
                "reported_by",
                "countersigned_by",
                "chair",
                name="sanctions_reviewer_did_nothing_else",
            ),
            apart(
                "decided_by",
                "reported_by",
                "countersigned_by",
                "chair",
                "reviewed_by",
                name="sanctions_decider_did_nothing_else",
            ),
            apart("filed_by", "reported_by", "countersigned_by", name="sanctions_filing_by_another"),
            apart("closed_by", "closing_proposed_by", name="sanctions_closing_by_another"),
            # Art. 54: nothing is reported, told or decided in a case that was not filed.
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "cancelled", "dropped"]) | ~Q(filed_on=None),
                name="sanctions_nothing_before_filing",
            ),
            models.CheckConstraint(
                condition=Q(further_extended_to=None) | Q(further_extended_to__gt=F("extended_to")),
                name="sanctions_second_extension_after_first",
            ),
            # Art. 45: never heavier because the party defended itself.
            models.CheckConstraint(
                condition=Q(most_fen=None) | Q(fine_fen__lte=F("most_fen")),
                name="sanctions_no_heavier_for_defence",
            ),
            models.CheckConstraint(
                condition=~TOLD | Q(is_deviating=False) | ~Q(consented_by=None),
                name="sanctions_no_deviation_without_consent",
            ),
            # Arts. 57, 58: no decision without the review and the discussion that the law asks for.
            models.CheckConstraint(
                condition=~DECIDED | ~NEEDS_REVIEW | ~Q(reviewed_on=None),
                name="sanctions_no_decision_unreviewed",
            ),
            models.CheckConstraint(
                condition=~DECIDED | ~NEEDS_DISCUSSION | ~Q(discussed_on=None),
                name="sanctions_no_decision_undiscussed",
            ),
            # Coercion Law arts. 36, 54: no court before the demand was served, no statement left unanswered.
            models.CheckConstraint(
                condition=~Q(state="in_court") | ~Q(demand_served_on=None),
                name="sanctions_no_court_without_demand",
            ),
            models.CheckConstraint(
                condition=Q(demand_statement="") | ~Q(demand_answer=""),
                name="sanctions_demand_statement_answered",
            ),
            models.CheckConstraint(
                condition=Q(ruling="", ruled_on=None)
                | (Q(ruling__in=[ruling.value for ruling in Ruling]) & ~Q(ruled_on=None)),
                name="sanctions_ruling_has_its_day",
            ),
            # Penalties Law art. 62: no decision before the party was told and heard.
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "served", "demanded", "in_court", "paid"])
                | (~Q(defence="") & ~Q(decided_on=None)),
                name="sanctions_no_decision_unheard",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this proceeding."""
        return reverse("sanctions:detail", args=[self.reference])

    @property
    def party_name(self) -> str:
        """Who is penalised."""
        return self.person_name or self.unit.name

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=State.HEARD,
        target=State.FILED,
        permission=policies.may_review,
        label=_("Send back to the investigators"),
        act=("penalty", "review"),
    )
    def send_back(self) -> None:
        """Refuse the legal review: nothing is decided, and the way begins again at the report."""
        self.defence, self.hearing_report, self.hearing_held_on = "", "", None
        self.hearing_hours = self.hearing_case = ""
        self.reviewed_on = self.reviewed_by = self.discussed_on = None

    @transition(
        field=state,
        source=[State.HEARD, State.REVIEWED],
        target=State.DECIDED,
        permission=policies_hearings.may_impose,
        label=_("Decide the penalty"),
        act=("penalty", "decide"),
    )
    def decide(self, *, decided_by: Any) -> None:
        """Impose the penalty of which the party was told; it is never heavier for its defence."""
        self.decided_by, self.decided_on = decided_by, timezone.localdate()

    @transition(
        field=state,
        source=[*UNTOLD, State.NOTIFIED, *HEARING, State.HEARING_HELD, State.HEARD, State.REVIEWED],
        target=State.DROPPED,
        permission=policies.may_decide,
        label=_("Impose no penalty"),
        act=("penalty", "decide"),
    )
    def drop(self) -> None:
        """End without a penalty (art. 57)."""

    @transition(
        field=state,
        source=[State.PROPOSED, State.FILED],
        target=State.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the move that opened this file, when that was annulled."""
