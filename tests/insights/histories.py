"""A random history of an office, written straight into the tables: figures are counted of it in two ways."""

from __future__ import annotations

import datetime
import random
from typing import Any

from django.utils import timezone

from accounts.models import Duty
from enterprises.models import Inspection, ResponsiblePerson, Unit
from investigations.models import Accident, Case, Finding, RectificationOrder
from investigations.states import Conclusion, OrderState
from investigations.states import State as CaseState
from reports.models import Report
from reports.states import Channel, Kind, State
from rewards.models import Reward
from rewards.states import State as RewardState
from sanctions.models import Penalty
from sanctions.states import State as PenaltyState
from statutes.codes import DIVISIONS, SECTORS, make_uscc
from tests import factories
from workflow.models import Clock

PLACES = sorted(code for code, division in DIVISIONS.items() if division.tile)[:6]
TRADES = sorted(SECTORS)[:4]
DAY = datetime.timedelta(days=1)


class History:
    """Draws everything from one seed."""

    def __init__(self, seed: int, *, until: datetime.date, tips: int = 60) -> None:
        self.dice, self.until = random.Random(seed), until  # noqa: S311
        factories.office()
        self.agencies = [factories.agency("office"), factories.agency("police")]
        self.people = [factories.the(Duty.INVESTIGATOR), factories.the(Duty.INVESTIGATOR, 2)]
        self.units = [self._unit(number) for number in range(12)]
        for _number in range(tips):
            self._tip()
        for _number in range(self.dice.randrange(4, 15)):
            self._accident()
        for rule_id in ("tip.accept", "tip.feedback", "tip.conclude"):
            self._clocks(rule_id)

    def moment(self, after: datetime.datetime | None = None, within: int = 760) -> datetime.datetime:
        """Draw a moment of the last two years, or some days after another."""
        if after is not None:
            return after + datetime.timedelta(minutes=self.dice.randrange(0, 40 * 24 * 60))
        end = datetime.datetime.combine(self.until, datetime.time(), timezone.get_default_timezone())
        return end - datetime.timedelta(minutes=self.dice.randrange(1, within * 24 * 60))

    def _unit(self, number: int) -> Unit:
        dice = self.dice
        unit = Unit.objects.create(
            name=f"虚构单位{number}",
            uscc=make_uscc(f"91999999MA{number:07d}"),
            sector=dice.choice(TRADES),
            division=dice.choice(PLACES),
            address="虚构路1号",
            legal_representative="某人",
            is_key=dice.random() < 0.5,
        )
        for side in dice.sample([*ResponsiblePerson.Side], dice.randrange(1, 4)):
            one = ResponsiblePerson.objects.create(
                unit=unit, side=side, name=f"{side}{number}", post="负责人", since=self.until - 900 * DAY
            )
            for day in {self.until - dice.randrange(0, 400) * DAY for _turn in range(dice.randrange(0, 4))}:
                Inspection.objects.create(
                    unit=unit, person=one, inspected_on=day, found="无", recorded_by=self.people[0]
                )
        return unit

    def _tip(self) -> None:
        dice, at = self.dice, self.moment()
        unit = dice.choice(self.units)
        is_accepted = dice.random() < 0.7
        accepted_at = self.moment(at) if is_accepted else None
        closed = [State.ACCEPTED, State.MERGED, State.ANSWERED, State.CLOSED, State.WITHDRAWN]
        undecided = [State.SUBMITTED, State.DECLINED, State.TRANSFERRED, State.WITHDRAWN]
        state = dice.choice(closed if is_accepted else undecided)
        tip = Report.objects.create(
            **receipt(dice.randrange(10**7)),
            state=state,
            kind=dice.choice([*Kind]),
            channel=dice.choice([*Channel]),
            division=unit.division,
            sector=dice.choice([unit.sector, ""]),
            unit=unit,
            unit_name=unit.name,
            is_internal=dice.random() < 0.1,
            created_at=at,
            accepted_at=accepted_at,
            answered_at=self.moment(accepted_at) if accepted_at and dice.random() < 0.5 else None,
        )
        if accepted_at:
            self._case(tip, unit, accepted_at)

    def _case(self, tip: Report, unit: Unit, at: datetime.datetime) -> None:
        dice = self.dice
        ended_at = self.moment(at) if dice.random() < 0.8 else None
        case = Case.objects.create(
            state=dice.choice([CaseState.CONCLUDED, CaseState.CLOSED, CaseState.CANCELLED])
            if ended_at
            else CaseState.INVESTIGATING,
            title="核查",
            report=tip,
            unit=unit,
            division=unit.division,
            sector=tip.sector,
            is_internal=tip.is_internal,
            lead_agency=dice.choice(self.agencies),
            inspected_on=timezone.localdate(self.moment(at)) if dice.random() < 0.6 else None,
            concluded_at=ended_at,
            created_at=at,
        )
        for _turn in range(dice.randrange(0, 3)):
            self._order(case, unit)
        if ended_at:
            self._end(case, tip, unit, ended_at)

    def _order(self, case: Case, unit: Unit) -> None:
        dice, due_on = self.dice, timezone.localdate(self.moment())
        state = dice.choice([OrderState.ORDERED, OrderState.PASSED, OrderState.CANCELLED])
        is_seen = state == OrderState.PASSED
        RectificationOrder.objects.create(
            case=case,
            unit=unit,
            state=state,
            due_on=due_on,
            rechecked_on=due_on + dice.randrange(-5, 6) * DAY if is_seen else None,
            rechecked_by=self.people[0] if is_seen else None,
            rechecked_with=self.people[1] if is_seen else None,
        )

    def _end(self, case: Case, tip: Report, unit: Unit, at: datetime.datetime) -> None:
        dice = self.dice
        Finding.objects.create(
            case=case,
            conclusion=dice.choice([*Conclusion]),
            facts="略",
            drafted_by=self.people[0],
            approved_by=self.people[1] if dice.random() < 0.9 else None,
            approved_at=at,
        )
        if dice.random() < 0.5:
            Penalty.objects.create(case=case, unit=unit, cause="略", **self._decision(at))
        if dice.random() < 0.6:
            approved_at = self.moment(at) if dice.random() < 0.8 else None
            state = dice.choice(
                [RewardState.APPROVED, RewardState.CLAIMED, RewardState.PAID, RewardState.LAPSED]
            )
            state = state if approved_at else dice.choice([RewardState.ASSESSED, RewardState.REFUSED])
            Reward.objects.create(
                report=tip,
                case=case,
                state=state,
                amount_fen=dice.choice([0, 300_000, 500_000]),
                assessment={},
                approved_at=approved_at,
                paid_at=self.moment(approved_at) if approved_at and state == RewardState.PAID else None,
            )

    def _decision(self, at: datetime.datetime) -> dict[str, Any]:
        is_decided = self.dice.random() < 0.7
        return {
            "state": PenaltyState.DECIDED if is_decided else PenaltyState.DROPPED,
            "is_summary": True,
            "defence": "已听取",
            "filed_on": timezone.localdate(at),
            "decided_on": timezone.localdate(self.moment(at)) if is_decided else None,
            "fine_fen": 2_000_000,
        }

    def _accident(self) -> None:
        dice, at = self.dice, self.moment()
        unit = dice.choice(self.units)
        case = Case.objects.create(
            state=dice.choice([CaseState.INVESTIGATING, CaseState.CLOSED, CaseState.CANCELLED]),
            kind="accident",
            title="事故",
            unit=unit,
            division=unit.division,
            sector=unit.sector,
            lead_agency=self.agencies[0],
            created_at=at,
        )
        Accident.objects.create(
            case=case,
            happened_at=at,
            received_at=at,
            unit_informed_at=at,
            place="车间",
            course="略",
            deaths=dice.choice([0, 1, 2, 3, 10]),
            created_at=at,
        )

    def _clocks(self, rule_id: str) -> None:
        dice = self.dice
        for number in range(dice.randrange(5, 20)):
            began = self.moment()
            outcome = dice.choice([Clock.Outcome.MET, Clock.Outcome.LATE, Clock.Outcome.RUNNING])
            is_over = outcome != Clock.Outcome.RUNNING
            tip = dice.choice([*Report.objects.all()])
            if (
                not is_over
                and Clock.objects.filter(rule_id=rule_id, subject_id=tip.pk, outcome=outcome).exists()
            ):
                continue
            Clock.objects.create(
                subject_label=Report.label(),
                subject_id=tip.pk,
                rule_id=rule_id,
                started_at=began,
                due_at=self.moment(began) + (number % 2) * 900 * DAY,
                stopped_at=began if not is_over and dice.random() < 0.3 else None,
                ended_at=self.moment(began) if is_over else None,
                outcome=outcome,
            )


def receipt(number: int) -> dict[str, Any]:
    """Return the columns of a receipt that nobody holds."""
    sealed = dict.fromkeys(("receipt_salt", "receipt_digest", "mailbox_public_key"), b"x")
    return {"receipt_locator": f"{number:07d}", "receipt_algorithm": "none", **sealed}
