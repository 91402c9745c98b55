"""A reward from assessment to payout. Nothing here names the reporter: the tip's reference is the token."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investigations.models import Case
from reports.models import Report
from rewards import policies
from rewards.models.assessed import Assessed
from rewards.models.budgets import Budget
from rewards.states import IN_APPROVAL, IN_ASSESSMENT, State
from sanctions.models import Penalty
from statutes.calendar import is_announced
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Reward(Assessed):
    """A reward 奖励 for one tip."""

    PREFIX = "JL"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rewards")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rewards")
    penalty = models.ForeignKey(
        Penalty, null=True, blank=True, on_delete=models.PROTECT, related_name="rewards"
    )
    # Who still has to agree, in order: the band of the amount on the day of the proposal, frozen with it.
    approvals = models.JSONField(default=list)
    budget = models.ForeignKey(
        Budget, null=True, blank=True, on_delete=models.PROTECT, related_name="rewards", editable=False
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    lodged_on = models.DateField(null=True, blank=True)
    claim_until = models.DateField(null=True, blank=True)
    # On which day the reporter, who could not be reached, was called by public notice 公告.
    announced_on = models.DateField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reward")
        verbose_name_plural = _("rewards")
        indexes = [models.Index(fields=["state", "-id"], name="rewards_reward_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="rewards_reward_state"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=~Q(state="cancelled"), name="rewards_one_reward_a_report"
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="rewards_amount_not_negative"),
            models.CheckConstraint(
                condition=~Q(state="paid") | ~Q(paid_at=None), name="rewards_paid_has_a_time"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this reward."""
        return reverse("rewards:detail", args=[self.reference])

    @property
    def token(self) -> str:
        """What stands where a name would."""
        return self.report.reference

    @property
    def is_claim_provisional(self) -> bool:
        """Whether holidays that are not announced yet may move the last day of the claim."""
        return self.claim_until is not None and not is_announced(self.claim_until)

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field="state",
        source=[State.ASSESSED, State.TOLD, State.REEXAMINED],
        target=State.PROPOSED,
        permission=policies.may_propose,
        label=_("Propose"),
        act=("reward", "propose"),
    )
    def propose(self, *, approvals: list[str]) -> None:
        """Propose what the rules computed; `approvals` is the band of the amount."""
        self.approvals = approvals

    @transition(
        field="state",
        source=State.PROPOSED,
        target=State.REVIEWED,
        permission=policies.may_review,
        label=_("Agree as reviewer"),
        act=("reward", "review"),
    )
    def review(self) -> None:
        """Agree with the proposal after looking at the file once more."""

    @transition(
        field="state",
        source=[State.PROPOSED, State.REVIEWED],
        target=State.CLEARED,
        permission=policies.may_clear,
        label=_("Agree for finance"),
        act=("reward", "clear"),
    )
    def clear(self) -> None:
        """Agree for finance where the leader has the last word."""

    @transition(
        field="state",
        source=IN_APPROVAL,
        target=State.ASSESSED,
        permission=policies.may_send_back,
        label=_("Send back"),
    )
    def send_back(self) -> None:
        """Return the proposal with a reason."""

    @transition(
        field="state",
        source=IN_APPROVAL,
        target=State.APPROVED,
        permission=policies.may_approve,
        label=_("Approve"),
        act=("reward", "approve"),
    )
    def approve(self, *, claim_until: Any, budget: Budget) -> None:
        """Approve the amount out of a budget; the reporter may claim until a day."""
        self.approved_at, self.claim_until, self.budget = timezone.now(), claim_until, budget

    @transition(
        field="state",
        source=[State.APPROVED, State.CLAIMED, State.PAID, State.LAPSED],
        target=None,
        permission=policies.may_lodge,
        label=_("File with the higher department"),
        is_reversible=False,
    )
    def lodge(self, *, lodged_on: Any) -> None:
        """Note on which day the amount was filed with the next higher department (Article 14)."""
        self.lodged_on = lodged_on

    @transition(
        field="state",
        source=State.APPROVED,
        target=None,
        permission=policies.may_extend_claim,
        label=_("Allow a later claim"),
        is_reversible=False,
    )
    def extend_claim(self, *, claim_until: Any) -> None:
        """Let the reporter claim until a later day, for a good reason."""
        self.claim_until = claim_until

    @transition(
        field="state",
        source=State.APPROVED,
        target=None,
        permission=policies.may_announce,
        label=_("Call the reporter by public notice"),
        is_reversible=False,
    )
    def announce(self, *, announced_on: Any, claim_until: Any) -> None:
        """Call a reporter who cannot be reached; the period to claim begins when the notice counts as service."""
        self.announced_on, self.claim_until = announced_on, claim_until

    @transition(
        field="state",
        source=State.APPROVED,
        target=State.CLAIMED,
        permission=policies.may_claim,
        label=_("Claim"),
        is_automatic=True,
        is_reversible=False,
    )
    def claim(self) -> None:
        """Claim with the receipt."""
        self.claimed_at = timezone.now()

    @transition(
        field="state",
        source=State.APPROVED,
        target=State.LAPSED,
        permission=policies.may_lapse,
        label=_("Note that it was not claimed in time"),
    )
    def lapse(self) -> None:
        """Note that nobody claimed in time."""

    @transition(
        field="state",
        source=State.CLAIMED,
        target=State.PAID,
        permission=policies.may_pay,
        label=_("Record the payout"),
        act=("reward", "pay"),
        is_reversible=False,
    )
    def pay(self) -> None:
        """Record that the money was paid."""
        self.paid_at = timezone.now()

    @transition(
        field="state",
        source=State.CLAIMED,
        target=State.APPROVED,
        permission=policies.may_return_claim,
        label=_("Return the claim to the reporter"),
        is_reversible=False,
    )
    def return_claim(self, *, claim_until: Any) -> None:
        """Ask the reporter for other details; they may claim again until a day."""
        self.claimed_at, self.claim_until = None, claim_until

    @transition(
        field="state",
        source=State.PAID,
        target=State.APPROVED,
        permission=policies.may_take_back,
        label=_("Note that the payment came back"),
        is_reversible=False,
    )
    def take_back(self, *, claim_until: Any) -> None:
        """Note that the bank could not pay; the reporter may claim again until a day."""
        self.paid_at, self.claimed_at, self.claim_until = None, None, claim_until

    @transition(
        field="state",
        source=State.LAPSED,
        target=State.APPROVED,
        permission=policies.may_extend_claim,
        label=_("Revive the reward"),
        is_reversible=False,
    )
    def revive(self, *, claim_until: Any, budget: Budget | None) -> None:
        """Let the reporter claim after all, for a good reason."""
        self.claim_until, self.budget = claim_until, budget

    @transition(
        field="state",
        source=[*IN_ASSESSMENT, *IN_APPROVAL, State.APPROVED, State.CLAIMED, State.LAPSED],
        target=State.REFUSED,
        permission=only_the_system,
        label=_("Stop: the report was made up"),
        is_automatic=True,
        is_reversible=False,
    )
    def stop(self, *, told_by: Any, contest_until: Any) -> None:
        """End with the decision that the report was made up; the reporter may contest it like any refusal."""
        self.told_by, self.told_at, self.told_fen = told_by, timezone.now(), None
        self.contest_until, self.settled_at = contest_until, None
        self.approvals, self.approved_at, self.claimed_at, self.claim_until = [], None, None, None

    @transition(
        field="state",
        source=State.REFUSED,
        target=State.ASSESSED,
        permission=only_the_system,
        label=_("Take up again: the decision was taken back"),
        is_automatic=True,
        is_reversible=False,
    )
    def resume(self) -> None:
        """Go on where the decision that the report was made up was taken back."""

    @transition(
        field="state",
        source=[*IN_ASSESSMENT, *IN_APPROVAL],
        target=State.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the move that opened this file, when that was annulled."""
