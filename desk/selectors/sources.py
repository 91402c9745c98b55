"""The table of my work: for each duty, which files wait in which state, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from investigations.models import Case, RectificationOrder, TeamMember
from investigations.selectors import cases_visible_to, orders_visible_to
from investigations.states import OrderState
from investigations.states import State as CaseState
from notices.policies import CASE_WORK
from notices.selectors import notices_visible_to
from notices.states import NoticeState
from reports.models import Disclosure, MailboxItem, Report
from reports.selectors import disclosures_visible_to, reports_visible_to, retaliations_visible_to
from reports.states import DisclosureState, RetaliationState
from reports.states import State as ReportState
from rewards.models import Reward
from rewards.selectors import rewards_visible_to
from rewards.states import State as RewardState
from sanctions.models import Listing, Penalty
from sanctions.selectors import listings_visible_to, penalties_visible_to
from sanctions.states import ENFORCED, ListingState
from sanctions.states import State as PenaltyState
from vault.models import PersonKey
from vault.policies import KEY_DUTIES
from vault.selectors import keys_to_confirm
from workflow.models import Act, Annulment, Clock, LogEntry

Words = str | Promise


# ---- What narrows a queue to me --------------------------------------------------------------------------------
def on_team(user: Any, case: str) -> Exists:
    """Say in SQL whether `user` sits on the team of the case that the column `case` names."""
    return Exists(TeamMember.objects.filter(case=OuterRef(case), user=user, left_at=None))


def acted_apart(subjects: QuerySet[Any], user: Any, separation: str, duty: str) -> Exists:
    """Say in SQL whether `user` has done another of the duties kept apart on the same file (four eyes)."""
    return Exists(
        Act.objects.filter(
            subject_label=subjects.model.label(),
            subject_id=OuterRef("pk"),
            separation=separation,
            person=user,
        ).exclude(duty=duty)
    )


def proposed_by_another(subjects: QuerySet[Any], user: Any) -> Exists:
    """Say in SQL whether somebody else has proposed to annul the last move of a file."""
    label = subjects.model.label()
    later = LogEntry.objects.filter(
        subject_label=label,
        subject_id=OuterRef("entry__subject_id"),
        sequence__gt=OuterRef("entry__sequence"),
    ).exclude(source=F("target"))
    return Exists(
        Annulment.objects.filter(
            ~Exists(later), entry__subject_label=label, entry__subject_id=OuterRef("pk"), confirmed_at=None
        ).exclude(proposed_by=user)
    )


# ---- The sources of my work ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Source:
    """A queue: who it is for, which files stand in it, and what to do with them (by state, where that differs)."""

    key: str
    title: Words
    duties: tuple[str, ...]
    read: Callable[[Any], QuerySet[Any]]
    todo: Words | Mapping[str, Words] = ""
    # A day on the row itself, where no clock runs.
    due_field: str = ""

    def todo_of(self, subject: Any) -> Words:
        """Say what to do with one file."""
        if isinstance(self.todo, Mapping):
            return self.todo.get(subject.state, self.title)
        return self.todo or self.title


def _unread(user: Any) -> QuerySet[Report]:
    unread = MailboxItem.objects.filter(
        report=OuterRef("pk"), direction=MailboxItem.Direction.FROM_REPORTER, read_at=None
    )
    return reports_visible_to(user).filter(Exists(unread))


def _keys_to_confirm(user: Any) -> QuerySet[PersonKey]:
    waiting = keys_to_confirm().exclude(user=user)
    return waiting.none() if user.has_duty(Duty.ADMIN) else waiting


def _to_agree(user: Any) -> QuerySet[Disclosure]:
    asked = disclosures_visible_to(user).filter(state=DisclosureState.REQUESTED)
    return asked.exclude(asked_by=user)


def _to_open(user: Any) -> QuerySet[Disclosure]:
    agreed = disclosures_visible_to(user).filter(state=DisclosureState.APPROVED, asked_by=user)
    return agreed.filter(until__gt=timezone.now())


def _to_approve(user: Any) -> QuerySet[Case]:
    cases = cases_visible_to(user).filter(state=CaseState.FOUND)
    return cases.exclude(on_team(user, "pk")).exclude(acted_apart(cases, user, "case", "approve"))


def _to_investigate(user: Any) -> QuerySet[Case]:
    cases = cases_visible_to(user).filter(on_team(user, "pk"), state=CaseState.INVESTIGATING)
    return cases.exclude(acted_apart(cases, user, "case", "investigate"))


def _to_close(user: Any) -> QuerySet[Case]:
    open_orders = RectificationOrder.objects.filter(
        case=OuterRef("pk"), state__in=[OrderState.ORDERED, OrderState.REPORTED]
    )
    return cases_visible_to(user).filter(~Exists(open_orders), state=CaseState.CONCLUDED)


def _orders(user: Any) -> QuerySet[RectificationOrder]:
    return orders_visible_to(user).filter(
        on_team(user, "case"), state__in=[OrderState.ORDERED, OrderState.REPORTED]
    )


HANDLING: Mapping[str, Words] = {
    PenaltyState.FILED: _("Give prior notice"),
    PenaltyState.NOTIFIED: _("Record the defence"),
    PenaltyState.HEARING_REQUESTED: _("Fix the day of the hearing"),
    PenaltyState.HEARING_SET: _("Tell the party of the hearing"),
    PenaltyState.HEARING_ANNOUNCED: _("Record the defence"),
    PenaltyState.DECIDED: _("Record service"),
    PenaltyState.PAID: _("Close the proceeding"),
}


def _to_handle(user: Any) -> QuerySet[Penalty]:
    penalties = penalties_visible_to(user).filter(on_team(user, "case"), state__in=HANDLING)
    return penalties.exclude(acted_apart(penalties, user, "penalty", "handle"))


def _over(subjects: QuerySet[Any], rule_id: str) -> Exists:
    """Say in SQL whether a file's period of that rule is over."""
    clocks = Clock.objects.filter(
        subject_label=subjects.model.label(), subject_id=OuterRef("pk"), rule_id=rule_id
    )
    over = clocks.filter(stopped_at=None, due_at__lt=timezone.now())
    return Exists(over.exclude(outcome=Clock.Outcome.CANCELLED))


def _to_collect(user: Any) -> QuerySet[Penalty]:
    penalties = penalties_visible_to(user)
    unpaid = Q(_over(penalties, "penalty.pay"), on_team(user, "case"), state=PenaltyState.SERVED)
    return penalties.filter(unpaid)


def _to_enforce(user: Any) -> QuerySet[Penalty]:
    penalties = penalties_visible_to(user)
    return penalties.filter(_over(penalties, "enforcement.demand"), state=PenaltyState.DEMANDED)


def _to_review(user: Any) -> QuerySet[Penalty]:
    penalties = penalties_visible_to(user).filter(state=PenaltyState.HEARD)
    return penalties.exclude(on_team(user, "case")).exclude(acted_apart(penalties, user, "penalty", "review"))


def _to_decide(user: Any) -> QuerySet[Penalty]:
    penalties = penalties_visible_to(user).filter(state=PenaltyState.REVIEWED)
    return penalties.exclude(on_team(user, "case")).exclude(acted_apart(penalties, user, "penalty", "decide"))


LISTING: Mapping[str, Words] = {
    ListingState.CANDIDATE: _("Tell the party"),
    ListingState.NOTIFIED: _("Record the defence"),
}


def _listings_to_handle(user: Any) -> QuerySet[Listing]:
    listings = listings_visible_to(user).filter(on_team(user, "penalty__case"), state__in=LISTING)
    return listings.exclude(acted_apart(listings, user, "listing", "handle"))


def _listings_to_decide(user: Any) -> QuerySet[Listing]:
    listings = (
        listings_visible_to(user).filter(state=ListingState.HEARD).exclude(on_team(user, "penalty__case"))
    )
    return listings.exclude(acted_apart(listings, user, "listing", "decide"))


def _to_propose(user: Any) -> QuerySet[Reward]:
    rewards = rewards_visible_to(user).exclude(on_team(user, "case"))
    lapsed = Q(state=RewardState.APPROVED, claim_until__lt=timezone.localdate())
    assessed = Q(state=RewardState.ASSESSED) & ~Q(acted_apart(rewards, user, "reward", "propose"))
    return rewards.filter(lapsed | assessed)


def _to_approve_rewards(user: Any) -> QuerySet[Reward]:
    rewards = rewards_visible_to(user).filter(state=RewardState.PROPOSED)
    return rewards.exclude(acted_apart(rewards, user, "reward", "approve"))


def _to_pay(user: Any) -> QuerySet[Reward]:
    rewards = rewards_visible_to(user).filter(state=RewardState.CLAIMED)
    return rewards.exclude(acted_apart(rewards, user, "reward", "pay"))


def _annulments(visible_to: Callable[[Any], QuerySet[Any]], case: str = "") -> Callable[[Any], QuerySet[Any]]:
    """Return a reader of the files whose last move somebody else wants annulled; the team's own where `case` says."""

    def read(user: Any) -> QuerySet[Any]:
        subjects = visible_to(user)
        subjects = subjects.filter(proposed_by_another(subjects, user))
        if case and not user.has_duty(Duty.LEADER, Duty.SUPERVISION):
            subjects = subjects.filter(on_team(user, case))
        return subjects

    return read


def _annul(duties: tuple[str, ...], visible_to: Callable[[Any], QuerySet[Any]], case: str = "") -> Source:
    """Return the queue of one kind of file whose last move somebody else wants annulled."""
    return Source("annul", _("Annulments to confirm"), duties, _annulments(visible_to, case))


_TEAM = (Duty.LEADER, Duty.INVESTIGATOR)
SOURCES: tuple[Source, ...] = (
    Source(
        "intake",
        _("Reports to take in"),
        (Duty.DESK, Duty.SUPERVISION),
        lambda user: reports_visible_to(user).filter(state=ReportState.SUBMITTED),
        _("Decide on acceptance"),
    ),
    Source(
        "mail",
        _("Messages to read"),
        (Duty.DESK, Duty.SUPERVISION),
        _unread,
        _("Read the reporter's message"),
    ),
    Source(
        "close_report",
        _("Reports to close"),
        (Duty.DESK, Duty.SUPERVISION),
        lambda user: reports_visible_to(user).filter(state=ReportState.ANSWERED),
        _("Close the report when nobody objects"),
    ),
    Source("confirm", _("Keys to confirm"), KEY_DUTIES, _keys_to_confirm, _("Confirm a colleague's key")),
    Source(
        "agree",
        _("Identities to decide on"),
        (Duty.LEADER, Duty.SUPERVISION),
        _to_agree,
        _("Decide whether it is opened"),
    ),
    Source("open", _("Identities to open"), (Duty.CUSTODIAN,), _to_open, _("Open it, or let it lapse")),
    Source(
        "protect",
        _("Reports of retaliation"),
        (Duty.SUPERVISION,),
        lambda user: retaliations_visible_to(user).filter(state=RetaliationState.RAISED),
        _("Read what the reporter says, and see that the case moves"),
    ),
    Source(
        "staff",
        _("Cases to staff"),
        (Duty.LEADER, Duty.SUPERVISION),
        lambda user: cases_visible_to(user).filter(state=CaseState.OPENED),
        _("Name the team"),
    ),
    Source(
        "investigate", _("Cases to investigate"), (Duty.INVESTIGATOR,), _to_investigate, _("Submit findings")
    ),
    Source(
        "recheck",
        _("Rectifications to recheck"),
        (Duty.INVESTIGATOR,),
        _orders,
        {
            OrderState.ORDERED: _("Wait for the unit, or recheck"),
            OrderState.REPORTED: _("Recheck on the spot"),
        },
        due_field="due_on",
    ),
    Source(
        "approve_findings",
        _("Findings to approve"),
        (Duty.LEADER, Duty.SUPERVISION),
        _to_approve,
        _("Approve the findings"),
    ),
    Source("handle", _("Penalties to handle"), (Duty.INVESTIGATOR,), _to_handle, HANDLING),
    Source("review", _("Penalties to review"), (Duty.REVIEWER,), _to_review, _("Review the penalty")),
    Source("decide", _("Penalties to decide"), (Duty.LEADER,), _to_decide, _("Decide the penalty")),
    Source(
        "payment",
        _("Fines to record"),
        (Duty.FINANCE,),
        lambda user: penalties_visible_to(user).filter(state__in=ENFORCED),
        _("Record payment"),
    ),
    Source("collect", _("Fines to demand"), (Duty.INVESTIGATOR,), _to_collect, _("Demand the payment")),
    Source("enforce", _("Fines to enforce"), (Duty.LEADER,), _to_enforce, _("Apply to the court")),
    Source("listings", _("Listings to handle"), (Duty.INVESTIGATOR,), _listings_to_handle, LISTING),
    Source("enter", _("Listings to decide"), (Duty.LEADER,), _listings_to_decide, _("Decide on the listing")),
    Source(
        "propose",
        _("Rewards to propose"),
        (Duty.REWARDS,),
        _to_propose,
        {
            RewardState.ASSESSED: _("Propose or refuse"),
            RewardState.APPROVED: _("Note that it was not claimed"),
        },
    ),
    Source("approve", _("Rewards to approve"), (Duty.FINANCE,), _to_approve_rewards, _("Approve the reward")),
    Source("pay", _("Rewards to pay"), (Duty.CASHIER,), _to_pay, _("Pay the reward")),
    Source(
        "close_case", _("Cases to close"), (Duty.LEADER, Duty.SUPERVISION), _to_close, _("Close the case")
    ),
    Source(
        "papers",
        _("Papers that failed"),
        CASE_WORK,
        lambda user: notices_visible_to(user).filter(state=NoticeState.FAILED),
        _("Print again"),
    ),
    _annul((Duty.DESK, Duty.LEADER, Duty.SUPERVISION), reports_visible_to),
    _annul((*_TEAM, Duty.SUPERVISION), cases_visible_to, "pk"),
    _annul(_TEAM, orders_visible_to, "case"),
    _annul(_TEAM, penalties_visible_to, "case"),
    _annul(_TEAM, listings_visible_to, "penalty__case"),
    _annul((Duty.REWARDS, Duty.FINANCE), rewards_visible_to),
)
