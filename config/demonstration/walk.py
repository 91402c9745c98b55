"""One tip on its way through the house: every step is the service that the page calls, by the person on duty."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Agency, Duty, User
from alarms.models import Alarm
from alarms.services import acknowledge_alarm, finish_alarm
from config.demonstration.fines import PASSED, Fine, tell_party
from config.demonstration.staff import Staff
from config.demonstration.walk_rewards import RewardSteps, WalkBroken
from investigations import services as cases
from investigations.models import Case, RectificationOrder
from investigations.states import PROVED
from reports import services as reports
from reports.models import Report
from reports.services import Filing, Slip, Tip
from reports.states import Channel
from rewards import services as rewards
from sanctions import services as sanctions
from sanctions.models import Listing, Penalty
from sanctions.states import State
from vault.receipts import Receipt
from workflow.models import Delivery
from workflow.services import deliver_pending

CANCELLED = "cancelled"
# Whoever signs for the invented unit, and what was drawn in the frame.
HANDED_OVER: Mapping[str, Any] = {
    "by": "in_person",
    "place": "当事人办公楼一楼会议室",
    "received_by": "甄收件",
    "received_as": "mail_clerk",
    "signature": "M90 70L230 60M160 30L150 170M100 120L220 115M290 40L330 160L400 60M360 110L440 165M470 60L520 150",
}
UNTOLD_OF = (State.PROPOSED, State.FILED, State.DROPPED)


@dataclass(frozen=True, slots=True)
class Found:
    """What the team found. `loss` is direct loss in yuan."""

    conclusion: str
    facts: str
    violations: tuple[str, ...] = ()
    is_major_hazard: bool = False
    is_concealed: bool = False
    deaths: int = 0
    concealed_deaths: int = 0
    serious_injuries: int = 0
    loss: Decimal = Decimal(0)
    proposes_penalty: bool = False
    proposal: str = ""

    @property
    def is_assessed_at_once(self) -> bool:
        """Whether the reward waits for no fine (the rule of rewards.tasks)."""
        return self.conclusion in PROVED and (self.is_concealed or not self.proposes_penalty)


@dataclass
class Walk(RewardSteps):
    """One tip on its way. `turn` lets colleagues take turns.

    `leave_slow` leaves paper to the worker. `regime` (schedule, on, place) is that of the reward where it is not
    the office's own of today.
    """

    staff: Staff
    turn: int = 0
    leave_slow: bool = True
    regime: Mapping[str, Any] = field(default_factory=dict)
    filing: Filing | None = None
    _found: Found | None = None
    _first_delivery: int = 0

    def __post_init__(self) -> None:
        """Remember where the outbox ends, to notice what this walk's own steps leave undone."""
        self._first_delivery = Delivery.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    # ---- The files as they stand now ---------------------------------------------------------------------
    @property
    def report(self) -> Report:
        """The tip."""
        report: Report = Report.objects.get(pk=self._filed.report.pk)
        return report

    @property
    def receipt(self) -> Receipt:
        """The reporter's receipt."""
        return self._filed.receipt

    @property
    def _filed(self) -> Filing:
        if self.filing is None:
            raise WalkBroken("no tip was filed")
        return self.filing

    @property
    def case(self) -> Case:
        """The case of the tip."""
        return self.report.cases.exclude(state=CANCELLED).get()

    @property
    def penalties(self) -> list[Penalty]:
        """The proceedings of the case, the unit's own first."""
        return list(self.case.penalties.exclude(state=CANCELLED).order_by("pk"))

    @property
    def told(self) -> list[Penalty]:
        """The proceedings whose party was given prior notice."""
        return [penalty for penalty in self.penalties if penalty.state not in UNTOLD_OF]

    @property
    def orders(self) -> list[RectificationOrder]:
        """The orders of the case."""
        return list(self.case.orders.order_by("pk"))

    @property
    def listings(self) -> list[Listing]:
        """The candidates for the list that the penalties brought up."""
        return list(Listing.objects.filter(penalty__case=self.case).order_by("pk"))

    # ---- Who acts ----------------------------------------------------------------------------------------
    def who(self, duty: Duty) -> User:
        """Return whose turn it is."""
        return self.staff.one(duty, turn=self.turn)

    @property
    def head(self) -> User:
        """The head of the joint team."""
        return self.staff.officer(turn=self.turn)

    @property
    def desk(self) -> User:
        """The person at the intake desk."""
        return self.who(Duty.DESK)

    def settle(self) -> None:
        """Deliver what the last step published; raise `WalkBroken` when a consequence failed."""
        deliver_pending(leave_slow=self.leave_slow)
        broken = Delivery.objects.filter(pk__gt=self._first_delivery, done_at=None).exclude(failure="")
        if found := broken.select_related("entry").first():
            raise WalkBroken(f"{found.entry.event} -> {found.subscriber}: {found.failure}")

    # ---- Intake ------------------------------------------------------------------------------------------
    def file(
        self,
        tip: Tip,
        *,
        channel: str = Channel.WEB,
        at: datetime.datetime | None = None,
        slip: Slip | None = None,
    ) -> None:
        """File the tip: the reporter alone on the web, the desk for who calls, comes, writes or is sent here."""
        actor = None if channel == Channel.WEB else self.who(Duty.DESK)
        self.filing = reports.submit_report(tip, actor=actor, channel=channel, at=at, slip=slip)
        self.settle()

    def answer_alarm(self) -> None:
        """Answer the alarm that the tip raised, if it did, as whoever is on duty."""
        alarm = Alarm.objects.filter(about_label=Report.label(), about_id=self.report.pk).first()
        if alarm is not None:
            officer = alarm.calls.all()[0].person
            acknowledge_alarm(alarm, actor=officer)
            finish_alarm(alarm, actor=officer, note="已通知消防救援支队和属地街道，人员已撤出。")
            self.settle()

    def accept(self, *, working_text: str = "") -> None:
        """Read the words, accept, and release the text that investigators work with."""
        desk = self.who(Duty.DESK)
        reports.read_words(self.report, actor=desk, identity=self.staff.identity_of(desk))
        reports.accept_report(self.report, actor=desk)
        if working_text:
            reports.release_working_text(self.report, actor=desk, text=working_text)
        self.settle()

    def decline(self, *, ground: str) -> None:
        """Decline on a ground of the law."""
        reports.decline_report(self.report, actor=self.who(Duty.DESK), ground=ground)
        self.settle()

    def transfer(self, agency: Agency, *, is_taken: bool = False) -> None:
        """Hand the tip to the competent department, which may have answered already."""
        desk = self.who(Duty.DESK)
        reports.transfer_report(self.report, actor=desk, agency=agency)
        if is_taken:
            today, clerk = timezone.localdate(), "办公室收文岗"
            reports.acknowledge_transfer(
                self.report, actor=desk, received_on=today, received_by=clerk, answer="taken"
            )
        self.settle()

    def merge(self, into: Report) -> None:
        """Handle it with an earlier one."""
        reports.merge_report(self.report, actor=self.who(Duty.DESK), into=into, added="堆场近日又加高。")
        self.settle()

    def withdraw(self) -> None:
        """Withdraw it, as the reporter does with the receipt."""
        reports.withdraw_report(self.report)
        self.settle()

    # ---- Investigation -----------------------------------------------------------------------------------
    def form_team(self) -> None:
        """Name a joint team: an officer of the office, and one of another agency."""
        head = self.head
        partner = self.staff.partner(head, turn=self.turn)
        cases.form_team(self.case, actor=self.who(Duty.LEADER), head=head, members=[partner])
        self.settle()

    def order(self, *items: cases.Demand) -> None:
        """Order the unit to rectify."""
        cases.order_rectification(self.case, actor=self.head, items=items)
        self.settle()

    def report_rectified(self) -> None:
        """Note that the unit says it is done."""
        for order in self.orders:
            cases.report_rectified(order, actor=self.head)
        self.settle()

    def recheck(self) -> None:
        """Find on the spot that the problem is gone."""
        today, partner = timezone.localdate(), self.staff.partner(self.head, turn=self.turn)
        for order in self.orders:
            cases.pass_recheck(order, actor=self.head, rechecked_with=partner, rechecked_on=today)
        self.settle()

    def find(self, found: Found, *, inspected_on: datetime.date | None = None) -> None:
        """Lay the findings before a leader."""
        self._found = found
        cases.submit_findings(
            self.case,
            actor=self.head,
            inspected_on=inspected_on or timezone.localdate(),
            **{name: getattr(found, name) for name in Found.__slots__},
        )
        self.settle()

    def return_findings(self, *, note: str) -> None:
        """Send the findings back."""
        cases.return_findings(self.case, actor=self.who(Duty.LEADER), note=note)
        self.settle()

    def approve_findings(self) -> None:
        """Have a colleague review the findings, and make them the office's own; the reporter is answered."""
        cases.review_findings(self.case, actor=self.staff.partner(self.head, turn=self.turn))
        cases.approve_findings(self.case, actor=self.who(Duty.LEADER))
        if self.regime and self._found and self._found.is_assessed_at_once:
            rewards.open_reward(self.case, **self.regime)
        self.settle()

    def close(self) -> None:
        """Close the case and its tip."""
        cases.close_case(self.case, actor=self.who(Duty.LEADER))
        reports.close_report(self.report, actor=self.who(Duty.DESK))
        self.settle()

    # ---- Penalty -----------------------------------------------------------------------------------------
    def file_penalty(self, fine: Fine) -> Penalty:
        """Have a proceeding filed; the unit's own has been proposed with the findings and is given back."""
        penalty = sanctions.propose_penalty(
            self.case, cause=fine.cause, person_name=fine.person_name, actor=self.head
        )
        if penalty.state == State.PROPOSED:
            sanctions.file_penalty(penalty, actor=self.who(Duty.LEADER))
        return penalty

    def notify(self, fines: Iterable[Fine]) -> None:
        """Give prior notice of each fine."""
        for fine in fines:
            tell_party(
                self.file_penalty(fine),
                fine,
                officers=(self.head, self.staff.partner(self.head, turn=self.turn)),
                leader=self.who(Duty.LEADER),
            )
        self.settle()

    def hear(self, *, defence: str = "") -> None:
        """Record what the parties said; all gave up in writing what was left of their time."""
        for penalty in self.told:
            sanctions.hear_party(penalty, actor=self.head, defence=defence, is_waived=True)
        self.settle()

    def review(self) -> None:
        """Pass the legal review."""
        for penalty in self.told:
            sanctions.review_penalty(penalty, actor=self.who(Duty.REVIEWER), **PASSED)
        self.settle()

    def decide(self) -> None:
        """Decide; with all fines of the case in force the reward is assessed."""
        penalties = self.told
        for penalty in penalties:
            sanctions.decide_penalty(penalty, actor=self.who(Duty.LEADER))
        if self.regime:
            rewards.open_reward(self.case, penalty=penalties[0], **self.regime)
        self.settle()

    def serve(self) -> None:
        """Record service."""
        for penalty in self.told:
            sanctions.serve_penalty(penalty, actor=self.head, served_on=timezone.localdate(), **HANDED_OVER)
        self.settle()

    def collect(self) -> None:
        """Record that the fines reached the treasury."""
        for penalty in self.told:
            sanctions.record_penalty_payment(
                penalty, actor=self.who(Duty.FINANCE), paid_on=timezone.localdate()
            )
        self.settle()

    def close_penalties(self) -> None:
        """Close the proceedings."""
        for penalty in self.told:
            sanctions.propose_closing(penalty, actor=self.head, grounds="处罚决定已经全部履行。")
            sanctions.close_penalty(penalty, actor=self.who(Duty.LEADER))
        self.settle()

    def drop_the_rest(self, *, note: str) -> None:
        """End the proceedings of which nobody was told: only others are penalised."""
        for penalty in self.penalties:
            if penalty.state in (State.PROPOSED, State.FILED):
                sanctions.drop_penalty(penalty, actor=self.who(Duty.LEADER), note=note)
        self.settle()

    # ---- List of dishonest subjects ----------------------------------------------------------------------
    def notify_listings(self) -> None:
        """Tell the parties that they may be listed."""
        for listing in self.listings:
            sanctions.notify_listing(listing, actor=self.head)
        self.settle()

    def hear_listings(self, *, defence: str = "") -> None:
        """Record what they said."""
        for listing in self.listings:
            sanctions.hear_listing(listing, actor=self.head, defence=defence)
        self.settle()

    def enter_listings(self) -> None:
        """Put them on the list."""
        for listing in self.listings:
            sanctions.enter_listing(listing, actor=self.who(Duty.LEADER))
        self.settle()
