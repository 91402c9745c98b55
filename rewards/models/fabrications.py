"""Whether a report was made up on purpose: raised with evidence, put to the reporter, decided by a third person.

A report that turned out wrong in good faith is none. Until it is found, the reporter is believed (decision 33). Nothing
here names the reporter: the number of the report is the token.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations.models import Case
from reports.models import Report
from rewards import policies_fabrications as policies
from rewards.states import FabricationState
from vault.models import Envelope
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Fabrication(Subject):
    """The question whether a report was made up 捏造事实认定."""

    PREFIX = "NZ"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=FabricationState.choices,
        default=FabricationState.RAISED,
        protected=True,
        editable=False,
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="fabrications")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="fabrications")
    # Items that bear each other out, and what shows that the reporter knew better. They name nobody.
    evidence = models.JSONField(_("evidence"))
    intent = models.TextField(_("what shows that it was on purpose"))
    # The rule it is found under, frozen with its text and status.
    basis = models.JSONField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    answer_until = models.DateField(null=True, blank=True)
    answer = models.OneToOneField(Envelope, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)

    class Meta:
        verbose_name = _("question of fabrication")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in FabricationState]),
                name="rewards_fabrication_state",
            ),
            models.UniqueConstraint(
                fields=["report"], condition=~Q(state="cleared"), name="rewards_one_fabrication_a_report"
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None) | ~Q(asked_by=F("raised_by")),
                name="rewards_fabrication_two_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (~Q(decided_by=F("raised_by")) & (Q(asked_by=None) | ~Q(decided_by=F("asked_by")))),
                name="rewards_fabrication_third_decides",
            ),
            models.CheckConstraint(
                condition=~Q(state="found")
                | (Q(asked_at__isnull=False, decided_by__isnull=False) & ~Q(reasons="")),
                name="rewards_fabrication_heard_first",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this question."""
        return reverse("fabrications:detail", args=[self.reference])

    @property
    def token(self) -> str:
        """What stands where a name would."""
        return self.report.reference

    @property
    def is_found(self) -> bool:
        """Whether it was found to be made up."""
        return bool(self.state == FabricationState.FOUND)

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=FabricationState.RAISED,
        target=FabricationState.ASKED,
        permission=policies.may_ask,
        label=_("Put it to the reporter"),
        act=("fabrication", "review"),
        is_reversible=False,
    )
    def hear(self, *, asked_by: Any, answer_until: datetime.date) -> None:
        """Find that the evidence is enough to ask the reporter, who answers before anything is decided."""
        self.asked_by, self.asked_at, self.answer_until = asked_by, timezone.now(), answer_until

    @transition(
        field=state,
        source=FabricationState.RAISED,
        target=FabricationState.CLEARED,
        permission=policies.may_ask,
        label=_("Drop it"),
        act=("fabrication", "review"),
        is_reversible=False,
    )
    def drop(self, *, decided_by: Any, reasons: str) -> None:
        """Find that the evidence is not enough; the reporter never hears of it."""
        self.decided_by, self.decided_at, self.reasons = decided_by, timezone.now(), reasons

    @transition(
        field=state,
        source=FabricationState.ASKED,
        target=FabricationState.ANSWERED,
        permission=policies.may_give_answer,
        label=_("Answer"),
        is_automatic=True,
        is_reversible=False,
    )
    def give_answer(self) -> None:
        """Answer as the reporter, with the receipt."""
        self.answered_at = timezone.now()

    @transition(
        field=state,
        source=[FabricationState.ASKED, FabricationState.ANSWERED],
        target=FabricationState.FOUND,
        permission=policies.may_find,
        label=_("Find that it was made up"),
        act=("fabrication", "decide"),
    )
    def find(self, *, decided_by: Any, reasons: str) -> None:
        """Find as leader that the report was made up on purpose, with the reasons."""
        self.decided_by, self.decided_at, self.reasons = decided_by, timezone.now(), reasons

    @transition(
        field=state,
        source=[FabricationState.ASKED, FabricationState.ANSWERED],
        target=FabricationState.CLEARED,
        permission=policies.may_clear,
        label=_("Find that it was not made up"),
        act=("fabrication", "decide"),
        is_reversible=False,
    )
    def clear(self, *, decided_by: Any, reasons: str) -> None:
        """Find as leader that it was a mistake in good faith, or that nothing is proved."""
        self.decided_by, self.decided_at, self.reasons = decided_by, timezone.now(), reasons
