"""Which files wait for a person, duty by duty. Each function reads one queue of my work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from alarms.models import Alarm, Call
from alarms.selectors import alarms_visible_to
from alarms.states import State as AlarmState
from investigations.models import (
    Accident,
    Case,
    FieldRecord,
    Finding,
    Preservation,
    RectificationOrder,
    Referral,
    Target,
    Task,
    TeamMember,
)
from investigations.selectors import (
    accidents_visible_to,
    cases_visible_to,
    orders_visible_to,
    preservations_visible_to,
    referrals_visible_to,
    targets_visible_to,
    tasks_visible_to,
)
from investigations.selectors_field import records_visible_to
from investigations.states import (
    GATED,
    TASK_OPEN,
    AccidentState,
    FieldState,
    OrderState,
    PreservationState,
    ReferralState,
    Role,
    TargetState,
    TaskState,
)
from investigations.states import State as CaseState
from reports.models import Disclosure, Disposal, MailboxItem, Report
from reports.selectors import disclosures_visible_to, disposals_visible_to, reports_visible_to
from reports.states import DisclosureState, DisposalState
from sanctions.models import Listing, Penalty
from sanctions.models.penalties import NEEDS_DISCUSSION, NEEDS_REVIEW
from sanctions.selectors import listings_visible_to, penalties_visible_to
from sanctions.states import ListingState
from sanctions.states import State as PenaltyState
from vault.models import PersonKey
from vault.selectors import keys_to_confirm
from workflow.models import Act, Clock

Words = str | Promise


# ---- What narrows a queue to me --------------------------------------------------------------------------------
def on_team(user: Any, case: str) -> Exists:
    """Say in SQL whether `user` sits on the team of the case that the column `case` names."""
    return Exists(TeamMember.objects.filter(case=OuterRef(case), user=user, left_at=None))


def acted_apart(subjects: QuerySet[Any], user: Any, separation: str, duty: str) -> Exists:
    """Say in SQL whether `user`, or who counts as one with them, did another of the duties kept apart on the file."""
    return Exists(
        Act.objects.filter(
            subject_label=subjects.model.label(),
            subject_id=OuterRef("pk"),
            separation=separation,
            person__in=user.hands,
        ).exclude(duty=duty)
    )


def alarms(user: Any) -> QuerySet[Any]:
    """Return the alarms that ring for me: those that called me and nobody has, and those that I have."""
    called = Exists(Call.objects.filter(alarm=OuterRef("pk"), person=user))
    mine = Q(state=AlarmState.RAISED) & called | Q(state=AlarmState.ACKNOWLEDGED, holder=user)
    found: QuerySet[Alarm] = alarms_visible_to(user).filter(mine)
    return found


def unread(user: Any) -> QuerySet[Report]:
    """Return the reports with a message that nobody has read."""
    unread = MailboxItem.objects.filter(direction=MailboxItem.Direction.FROM_REPORTER, read_at=None)
    return reports_visible_to(user).filter(pk__in=unread.values("report"))


def keys_of_others(user: Any) -> QuerySet[PersonKey]:
    """Return the keys that wait for a second person's confirmation."""
    waiting = keys_to_confirm().exclude(user=user)
    return waiting.none() if user.has_duty(Duty.ADMIN) else waiting


def to_agree(user: Any) -> QuerySet[Disclosure]:
    """Return the disclosures that somebody else asked for."""
    asked = disclosures_visible_to(user).filter(state=DisclosureState.REQUESTED)
    return asked.exclude(asked_by=user)


def to_destroy(user: Any) -> QuerySet[Disposal]:
    """Return what somebody else proposed to destroy."""
    proposed = disposals_visible_to(user).filter(state=DisposalState.PROPOSED)
    return proposed.exclude(proposed_by=user)


def to_open(user: Any) -> QuerySet[Disclosure]:
    """Return the disclosures that `user` asked for and may open now."""
    agreed = disclosures_visible_to(user).filter(state=DisclosureState.APPROVED, asked_by=user)
    return agreed.filter(until__gt=timezone.now())


def to_approve(user: Any) -> QuerySet[Case]:
    """Return the cases whose findings `user` may approve."""
    cases = cases_visible_to(user).filter(state=CaseState.REVIEWED)
    return cases.exclude(on_team(user, "pk")).exclude(acted_apart(cases, user, "case", "approve"))


def findings_to_review(user: Any) -> QuerySet[Case]:
    """Return the cases of the user's teams whose findings a colleague drafted."""
    latest = Finding.objects.filter(case=OuterRef("pk")).order_by("-pk").values("drafted_by")[:1]
    drafted = cases_visible_to(user).filter(on_team(user, "pk"), state=CaseState.FOUND)
    cases = drafted.annotate(drafter=Subquery(latest)).exclude(drafter=user.pk)
    return cases.exclude(acted_apart(cases, user, "case", "investigate"))


def to_investigate(user: Any) -> QuerySet[Case]:
    """Return the cases that `user` investigates."""
    cases = cases_visible_to(user).filter(on_team(user, "pk"), state=CaseState.INVESTIGATING)
    return cases.exclude(acted_apart(cases, user, "case", "investigate"))


def to_close(user: Any) -> QuerySet[Case]:
    """Return the concluded cases on which nothing is open."""
    open_orders = RectificationOrder.objects.filter(
        case=OuterRef("pk"), state__in=[OrderState.ORDERED, OrderState.REPORTED]
    )
    open_tasks = Task.objects.filter(case=OuterRef("pk"), state__in=TASK_OPEN)
    cases = cases_visible_to(user).filter(state=CaseState.CONCLUDED).exclude(kind__in=GATED)
    open_targets = Target.objects.filter(case=OuterRef("pk"), state=TargetState.PLANNED)
    return cases.filter(~Exists(open_orders), ~Exists(open_tasks), ~Exists(open_targets))


def to_let_go(user: Any) -> QuerySet[Case]:
    """Return the concluded cases that close only past both sides and the four gates."""
    return cases_visible_to(user).filter(kind__in=GATED, state=CaseState.CONCLUDED)


def targets(user: Any) -> QuerySet[Target]:
    """Return what the user's agency has to visit in the crackdowns of the user's teams."""
    planned = targets_visible_to(user).filter(on_team(user, "case"), state=TargetState.PLANNED)
    return planned.filter(agency=user.agency_id)


def tasks(user: Any) -> QuerySet[Task]:
    """Return the tasks in the user's hands."""
    return tasks_visible_to(user).filter(person=user, state=TaskState.SET)


def tasks_to_check(user: Any) -> QuerySet[Task]:
    """Return what others did on the teams that `user` heads."""
    heads = TeamMember.objects.filter(case=OuterRef("case"), user=user, role=Role.HEAD, left_at=None)
    return tasks_visible_to(user).filter(Exists(heads), state=TaskState.DONE).exclude(done_by=user)


def orders(user: Any) -> QuerySet[RectificationOrder]:
    """Return the orders of the user's teams that wait for a recheck."""
    return orders_visible_to(user).filter(
        on_team(user, "case"), state__in=[OrderState.ORDERED, OrderState.REPORTED]
    )


def overdue_orders(user: Any) -> QuerySet[RectificationOrder]:
    """Return the orders whose date has passed and that nobody has rechecked: they come before a leader."""
    waiting = orders_visible_to(user).filter(state__in=[OrderState.ORDERED, OrderState.REPORTED])
    return waiting.filter(due_on__lt=timezone.localdate())


def extensions(user: Any) -> QuerySet[RectificationOrder]:
    """Return the orders for which more time was asked, but for those of the user's own teams."""
    asked = orders_visible_to(user).filter(state=OrderState.ORDERED).exclude(asked_until=None)
    return asked.exclude(on_team(user, "case"))


def preserved(user: Any) -> QuerySet[Preservation]:
    """Return the evidence that the user's teams preserved and have not decided on."""
    preserved = preservations_visible_to(user).filter(state=PreservationState.PRESERVED)
    return preserved.filter(on_team(user, "case"))


def to_countersign(user: Any) -> QuerySet[FieldRecord]:
    """Return the records from the field that wait for `user` as the second officer."""
    return records_visible_to(user).filter(state=FieldState.RECORDED, second_officer=user)


REFERRING: Mapping[str, Words] = {
    ReferralState.APPROVED: _("Hand over to the police"),
    ReferralState.HANDED_OVER: _("Ask what the police decided"),
    ReferralState.DECLINED: _("Object, or take the case back"),
    ReferralState.OBJECTED: _("Ask what the police decided"),
    ReferralState.FILED: _("Hand over the material"),
}


def referrals(user: Any) -> QuerySet[Referral]:
    """Return the referrals that the user's teams carry."""
    return referrals_visible_to(user).filter(on_team(user, "case"), state__in=REFERRING)


def referrals_to_decide(user: Any) -> QuerySet[Referral]:
    """Return the referrals that `user` may decide on."""
    referrals = referrals_visible_to(user).filter(state=ReferralState.PROPOSED)
    return referrals.exclude(on_team(user, "case"))


ACCIDENTS: Mapping[str, Words] = {
    AccidentState.REPORTED: _("Hand in the investigation report"),
}
REPLYING: Mapping[str, Words] = {
    AccidentState.SUBMITTED: _("Record the reply"),
    AccidentState.REPLIED: _("Review the implementation"),
}


def accidents_to_report(user: Any) -> QuerySet[Accident]:
    """Return the accidents that the next level does not know of."""
    return accidents_visible_to(user).filter(state=AccidentState.RECORDED)


def accidents_to_investigate(user: Any) -> QuerySet[Accident]:
    """Return the accidents that the user's teams investigate."""
    return accidents_visible_to(user).filter(on_team(user, "case"), state__in=ACCIDENTS)


def accidents_to_reply(user: Any) -> QuerySet[Accident]:
    """Return the accidents that wait for a reply or a review."""
    return accidents_visible_to(user).filter(state__in=REPLYING).exclude(on_team(user, "case"))


HANDLING: Mapping[str, Words] = {
    PenaltyState.FILED: _("Draft the investigation report"),
    PenaltyState.REPORTED: _("Sign the report as the second officer"),
    PenaltyState.INVESTIGATED: _("Give prior notice"),
    PenaltyState.NOTIFIED: _("Record the defence"),
    PenaltyState.HEARING_REQUESTED: _("Fix the day of the hearing"),
    PenaltyState.HEARING_SET: _("Tell the party of the hearing"),
    PenaltyState.DECIDED: _("Record service"),
    PenaltyState.PAID: _("Propose to close the proceeding"),
}


AWAITING_CONSENT = Q(state=PenaltyState.INVESTIGATED, is_deviating=True, consented_by=None)
AWAITING_CLOSING = Q(state__in=[PenaltyState.SERVED, PenaltyState.PAID], closing_proposed_by__isnull=False)
AWAITING_TIME = Q(state=PenaltyState.SERVED, asked_on__isnull=False, answered_on=None)
UNDISCUSSED = NEEDS_DISCUSSION & Q(discussed_on=None)
CHAIRING: Mapping[str, Words] = {
    PenaltyState.HEARING_ANNOUNCED: _("Record the hearing"),
    PenaltyState.HEARING_HELD: _("Report on the hearing"),
}


def to_handle(user: Any) -> QuerySet[Penalty]:
    """Return the proceedings that the user's teams carry."""
    penalties = penalties_visible_to(user).filter(on_team(user, "case"), state__in=HANDLING)
    drafted = Q(state=PenaltyState.REPORTED, reported_by=user)
    penalties = penalties.exclude(drafted | AWAITING_CONSENT | AWAITING_CLOSING)
    return penalties.exclude(acted_apart(penalties, user, "penalty", "handle"))


def over(subjects: QuerySet[Any], rule_id: str) -> Exists:
    """Say in SQL whether a file's period of that rule is over."""
    clocks = Clock.objects.filter(
        subject_label=subjects.model.label(), subject_id=OuterRef("pk"), rule_id=rule_id
    )
    over = clocks.filter(stopped_at=None, due_at__lt=timezone.now())
    return Exists(over.exclude(outcome=Clock.Outcome.CANCELLED))


def to_collect(user: Any) -> QuerySet[Penalty]:
    """Return the fines of the user's teams whose period to pay has ended."""
    penalties = penalties_visible_to(user)
    unpaid = Q(over(penalties, "penalty.pay"), on_team(user, "case"), state=PenaltyState.SERVED)
    return penalties.filter(unpaid)


def to_enforce(user: Any) -> QuerySet[Penalty]:
    """Return the fines that a demand did not bring in."""
    penalties = penalties_visible_to(user)
    return penalties.filter(over(penalties, "enforcement.demand"), state=PenaltyState.DEMANDED)


def to_review(user: Any) -> QuerySet[Penalty]:
    """Return the proceedings that `user` may review."""
    penalties = penalties_visible_to(user).filter(state=PenaltyState.HEARD)
    return penalties.exclude(on_team(user, "case")).exclude(acted_apart(penalties, user, "penalty", "review"))


def to_chair(user: Any) -> QuerySet[Penalty]:
    """Return the hearings that `user` chairs, from their day on."""
    penalties = penalties_visible_to(user).filter(chair=user, state__in=CHAIRING)
    return penalties.exclude(hearing_on__gt=timezone.localdate())


def to_decide(user: Any) -> QuerySet[Penalty]:
    """Return the proceedings that `user` may decide: reviewed, or with nothing that asks for a review."""
    ready = Q(state=PenaltyState.REVIEWED) | (Q(state=PenaltyState.HEARD) & ~NEEDS_REVIEW)
    return _for_leaders(user, ready & ~UNDISCUSSED)


def to_discuss(user: Any) -> QuerySet[Penalty]:
    """Return the proceedings that the heads of the office must discuss before the decision."""
    return _for_leaders(user, UNDISCUSSED & Q(state__in=[PenaltyState.HEARD, PenaltyState.REVIEWED]))


def to_consent(user: Any) -> QuerySet[Penalty]:
    """Return the fines outside their bracket to which a leader may consent."""
    return _for_leaders(user, AWAITING_CONSENT)


def to_file(user: Any) -> QuerySet[Penalty]:
    """Return the proceedings whose filing `user` may approve."""
    return _for_leaders(user, Q(state=PenaltyState.PROPOSED))


def to_grant_time(user: Any) -> QuerySet[Penalty]:
    """Return the fines for which the party asked for more time."""
    return _for_leaders(user, AWAITING_TIME)


def to_end(user: Any) -> QuerySet[Penalty]:
    """Return the proceedings whose closing `user` may approve."""
    return _for_leaders(user, AWAITING_CLOSING)


def _for_leaders(user: Any, wanted: Q) -> QuerySet[Penalty]:
    penalties = penalties_visible_to(user).filter(wanted)
    return penalties.exclude(on_team(user, "case")).exclude(acted_apart(penalties, user, "penalty", "decide"))


LISTING: Mapping[str, Words] = {
    ListingState.CANDIDATE: _("Tell the party"),
    ListingState.NOTIFIED: _("Record the defence"),
    ListingState.LISTED: _("Note the entry into the credit system"),
}


def listings_to_handle(user: Any) -> QuerySet[Listing]:
    """Return the listings that the user's teams carry."""
    listings = listings_visible_to(user).filter(on_team(user, "penalty__case"), state__in=LISTING)
    listings = listings.exclude(state=ListingState.LISTED, registered_on__isnull=False)
    return listings.exclude(acted_apart(listings, user, "listing", "handle"))


def listings_to_decide(user: Any) -> QuerySet[Listing]:
    """Return the listings that `user` may decide."""
    waiting = Q(state=ListingState.HEARD) | Q(state=ListingState.LISTED, asked_on__isnull=False)
    listings = listings_visible_to(user).filter(waiting).exclude(on_team(user, "penalty__case"))
    return listings.exclude(acted_apart(listings, user, "listing", "decide"))
