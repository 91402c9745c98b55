"""The good-credit list 守信激励名单."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from sanctions import policies_good_credit as policies
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class GoodCreditState(models.TextChoices):
    """Where an entry of the good-credit list stands."""

    NOMINATED = "nominated", _("Nominated")
    STATED = "stated", _("Unit has agreed")
    LISTED = "listed", _("Listed")
    ENDED = "ended", _("Ended")
    DISMISSED = "dismissed", _("Not listed")


class Merit(models.TextChoices):
    """Why a unit is trustworthy; the keys are those of the rule `good_credit.grounds`."""

    STANDARDISED = "standardised", _("Reached a grade of standardisation")
    SELF_CORRECTED = "self_corrected", _("Found and removed a major hazard by itself")
    OUTSTANDING = "outstanding", _("Outstanding merit in work safety")


NAMED = (GoodCreditState.NOMINATED, GoodCreditState.STATED)
GOOD_STANDING = (*NAMED, GoodCreditState.LISTED)


class GoodCredit(Subject):
    """A unit on the good-credit list, or nominated for it."""

    PREFIX = "CX"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=GoodCreditState.choices,
        default=GoodCreditState.NOMINATED,
        protected=True,
        editable=False,
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="good_credits")
    merit = models.CharField(_("merit"), max_length=20, choices=Merit)
    facts = models.TextField(_("facts"))
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # What the unit says: that it agrees to be named, and what it promises.
    statement = models.TextField(_("statement of the unit"), blank=True)
    stated_on = models.DateField(_("stated on"), null=True, blank=True)
    listed_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("entry of the good-credit list")
        verbose_name_plural = _("entries of the good-credit list")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in GoodCreditState]),
                name="sanctions_good_credit_state",
            ),
            models.CheckConstraint(
                condition=Q(merit__in=[merit.value for merit in Merit]), name="sanctions_good_credit_merit"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state__in=[state.value for state in GOOD_STANDING]),
                name="sanctions_good_credit_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="listed") | (~Q(statement="") & ~Q(listed_on=None) & ~Q(until_on=None)),
                name="sanctions_no_good_credit_without_consent",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this entry."""
        return reverse("sanctions:good_credit", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.unit.name}守信激励"

    @property
    def is_waiting(self) -> bool:
        """Whether nothing has been decided yet."""
        return self.state in NAMED

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=GoodCreditState.NOMINATED,
        target=GoodCreditState.STATED,
        permission=policies.may_handle,
        label=_("Record the statement of the unit"),
        act=("good_credit", "propose"),
    )
    def declare(self, *, statement: str, stated_on: Any) -> None:
        """Record that the unit agrees to be named, and what it promises."""
        self.statement, self.stated_on = statement, stated_on

    @transition(
        field=state,
        source=GoodCreditState.STATED,
        target=GoodCreditState.LISTED,
        permission=policies.may_enter,
        label=_("Put on the good-credit list"),
        act=("good_credit", "decide"),
    )
    def enter(self, *, listed_on: Any, until_on: Any) -> None:
        """Put the unit on the list until a day."""
        self.listed_on, self.until_on = listed_on, until_on

    @transition(
        field=state,
        source=list(NAMED),
        target=GoodCreditState.DISMISSED,
        permission=policies.may_decide,
        label=_("Do not list"),
        act=("good_credit", "decide"),
    )
    def dismiss(self) -> None:
        """Decide that the unit is not listed."""

    @transition(
        field=state,
        source=GoodCreditState.LISTED,
        target=GoodCreditState.ENDED,
        permission=policies.may_end,
        label=_("Take off the list"),
        act=("good_credit", "decide"),
        is_reversible=False,
    )
    def remove(self, *, ended_on: Any, reason: str) -> None:
        """Take the unit off: its time is over, it asked for it, or it does not deserve it any more."""
        self.ended_on, self.end_reason = ended_on, reason

    @transition(
        field=state,
        source=list(GOOD_STANDING),
        target=GoodCreditState.ENDED,
        permission=only_the_system,
        label=_("Lose the good name"),
        is_automatic=True,
        is_reversible=False,
    )
    def forfeit(self, *, ended_on: Any, reason: str) -> None:
        """End at once with a penalty, or with an entry on the list of dishonest subjects."""
        self.ended_on, self.end_reason = ended_on, reason
