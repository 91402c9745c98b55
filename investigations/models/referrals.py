"""The referral of a suspected crime to the police 行刑衔接."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies
from investigations.models.cases import Case
from investigations.states import Objection, ReferralState
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Referral(Subject):
    """A suspected crime on its way to the police (State Council Decree 310)."""

    PREFIX = "XJ"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=ReferralState.choices,
        default=ReferralState.PROPOSED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    crime = models.CharField(_("suspected crime"), max_length=120)
    grounds = models.TextField(_("grounds"))
    # The special group: two officers or more of the team (art. 5); their names as they were, beside the accounts.
    officers = models.CharField(_("officers of the special group"), max_length=120)
    group = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    police = models.CharField(_("police that received it"), max_length=120, blank=True)
    receipt = models.CharField(_("who signed the receipt"), max_length=120, blank=True)
    police_decided_on = models.DateField(_("police decided on"), null=True, blank=True)
    objected_on = models.DateField(_("objected on"), null=True, blank=True)
    objected_to = models.CharField(_("objection to"), max_length=14, choices=Objection, blank=True)
    delivered_on = models.DateField(_("material handed over on"), null=True, blank=True)
    judged_on = models.DateField(_("judged on"), null=True, blank=True)
    judgment = models.CharField(_("judgment"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ReferralState]),
                name="investigations_referral_state",
            ),
            models.UniqueConstraint(
                fields=["case", "crime"],
                condition=~Q(state__in=["refused", "returned"]),
                name="investigations_one_open_referral_a_crime",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of the case, where its referrals stand."""
        return f"{self.case.get_absolute_url()}#{self.reference}"

    @property
    def separation_root(self) -> Subject:
        """Proposing and approving are kept apart on the referral itself."""
        return self

    @property
    def title(self) -> str:
        """The crime that is suspected."""
        return self.crime

    @property
    def unit(self) -> Any:
        """The unit of the case."""
        return self.case.unit

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=ReferralState.PROPOSED,
        target=ReferralState.APPROVED,
        permission=policies.may_decide_referral,
        label=_("Approve the referral"),
        act=("referral", "approve"),
    )
    def approve(self) -> None:
        """Approve within three days of the report (art. 5)."""
        self.approved_at = timezone.now()

    @transition(
        field=state,
        source=ReferralState.PROPOSED,
        target=ReferralState.REFUSED,
        permission=policies.may_decide_referral,
        label=_("Do not refer"),
        act=("referral", "approve"),
    )
    def refuse(self) -> None:
        """Decide not to refer, with the reason in the file."""

    @transition(
        field=state,
        source=ReferralState.APPROVED,
        target=ReferralState.HANDED_OVER,
        permission=policies.may_carry_referral,
        label=_("Record the hand-over to the police"),
        is_reversible=False,
    )
    def hand_over(self, *, handed_over_at: Any, police: str, receipt: str) -> None:
        """Hand the case to the police within twenty-four hours; they sign a receipt (art. 7)."""
        self.handed_over_at, self.police, self.receipt = handed_over_at, police, receipt

    @transition(
        field=state,
        source=ReferralState.HANDED_OVER,
        target=None,
        permission=policies.may_carry_referral,
        label=_("Note that the police forwarded it"),
    )
    def forward(self, *, police: str, handed_over_at: Any) -> None:
        """Note that it was not theirs: they sent it to the police that is competent (art. 7)."""
        self.police, self.handed_over_at = police, handed_over_at

    @transition(
        field=state,
        source=[ReferralState.HANDED_OVER, ReferralState.OBJECTED],
        target=ReferralState.FILED,
        permission=policies.may_carry_referral,
        label=_("Note that the police filed it"),
    )
    def take_up(self, *, police_decided_on: Any) -> None:
        """Note that the police took the case up."""
        self.police_decided_on = police_decided_on

    @transition(
        field=state,
        source=ReferralState.HANDED_OVER,
        target=ReferralState.DECLINED,
        permission=policies.may_carry_referral,
        label=_("Note that the police declined"),
    )
    def decline(self, *, police_decided_on: Any) -> None:
        """Note that the police did not take the case up."""
        self.police_decided_on = police_decided_on

    @transition(
        field=state,
        source=ReferralState.DECLINED,
        target=ReferralState.OBJECTED,
        permission=policies.may_carry_referral,
        label=_("Object to the police's decision"),
        is_reversible=False,
    )
    def object(self, *, objected_on: Any, objected_to: str) -> None:
        """Ask the police to reconsider, or the procuratorate to supervise (art. 9)."""
        self.objected_on, self.objected_to = objected_on, objected_to

    @transition(
        field=state,
        source=[
            ReferralState.DECLINED,
            ReferralState.OBJECTED,
            ReferralState.FILED,
            ReferralState.DELIVERED,
        ],
        target=ReferralState.RETURNED,
        permission=policies.may_carry_referral,
        label=_("Take the case back"),
    )
    def take_back(self) -> None:
        """Go on with the administrative penalty: not filed, dropped, or not prosecuted (arts. 10, 13)."""

    @transition(
        field=state,
        source=ReferralState.FILED,
        target=ReferralState.DELIVERED,
        permission=policies.may_carry_referral,
        label=_("Record the hand-over of the material"),
        is_reversible=False,
    )
    def deliver(self, *, delivered_on: Any) -> None:
        """Hand over items and material within three days (art. 12)."""
        self.delivered_on = delivered_on

    @transition(
        field=state,
        source=ReferralState.DELIVERED,
        target=ReferralState.JUDGED,
        permission=policies.may_carry_referral,
        label=_("Record the judgment"),
    )
    def note_judgment(self, *, judged_on: Any, judgment: str) -> None:
        """Note what a court decided; other penalties than the fine may follow (art. 11)."""
        self.judged_on, self.judgment = judged_on, judgment
