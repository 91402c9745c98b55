"""Further measures and the good-credit list, in each state."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.models import RectificationOrder
from sanctions import services as sanctions
from sanctions.models import GoodCredit, Measure, Penalty
from tests import factories
from tests.factories import FINE, case_in, order_in, settle, the
from tests.remembered import remembered
from workflow.services import advance

DAY = datetime.timedelta(days=1)
PROPOSALS: dict[str, dict[str, Any]] = {
    "closure": {"proposal": "该单位屡罚屡犯，建议提请关闭。"},
    "power_cut": {
        "proposal": "停止向该单位生产区供电。",
        "refused_decision": "涪应急停〔2026〕3号责令停产停业整顿决定",
        "danger": "反应釜超压运行，随时可能爆炸。",
    },
    "ban": {"proposal": "依法限制其担任主要负责人。"},
    "daily_penalty": {"proposal": "自责令改正次日起按日连续处罚。"},
}
GROUNDS = {
    "closure": ("refuses_suspension", ""),
    "power_cut": ("refuses_in_danger", ""),
    "ban": ("punished", "甄厂长"),
}
NOMINATION = {"merit": "standardised", "facts": "2026年达到安全生产标准化二级。"}
WAYS = {
    "proposed": ["propose"],
    "approved": ["propose", "approve"],
    "in_force": ["propose", "approve", "carry"],
    "ended": ["propose", "approve", "carry", "end"],
    "declined": ["propose", "approve", "decline"],
    "dropped": ["drop"],
    "fallen": ["fall"],
}


@remembered
def disobeyed_order(penalty: Penalty, *, days: int = 10) -> RectificationOrder:
    """Return an order in the case of a penalty, given so many days ago, which the unit says it has obeyed."""
    order = order_in("reported", case=penalty.case)
    RectificationOrder.objects.filter(pk=order.pk).update(created_at=timezone.now() - days * DAY)
    return RectificationOrder.objects.get(pk=order.pk)


@remembered
def fail(order: RectificationOrder, *, rechecked_on: datetime.date | None = None) -> None:
    """Let two officers find that an order was not obeyed."""
    today = timezone.localdate()
    cases.fail_recheck(
        order,
        actor=the(Duty.INVESTIGATOR),
        rechecked_with=the(Duty.INVESTIGATOR, 2),
        rechecked_on=rechecked_on or today,
        found={1: cases.Looked("not_done", due_on=today + 15 * DAY)},
        note="仍未改正。",
    )
    settle()


@remembered
def measure_in(state: str = "noticed", *, kind: str = "closure") -> Measure:
    """Return a further measure of a kind in `state`; a daily penalty is noticed, the others are brought up by hand."""
    head = the(Duty.INVESTIGATOR)
    if kind == "daily_penalty":
        fail(disobeyed_order(factories.penalty_in("decided")))
        measure = Measure.objects.latest("pk")
    else:
        ground, person = GROUNDS[kind]
        measure = sanctions.bring_up_measure(
            case_in("concluded"),
            actor=head,
            measure_ground=ground,
            facts="查封后擅自生产。",
            person_name=person,
        )
    for step in WAYS.get(state, []):
        _step(measure, step)
        settle()
        measure = Measure.objects.get(pk=measure.pk)
    assert measure.state == state
    return measure


def _step(measure: Measure, step: str) -> None:
    head, leader = the(Duty.INVESTIGATOR), the(Duty.LEADER)
    steps: dict[str, Any] = {
        "propose": lambda: sanctions.propose_measure(measure, actor=head, **PROPOSALS[measure.kind]),
        "approve": lambda: sanctions.approve_measure(measure, actor=leader),
        "carry": lambda: carry_out(measure),
        "end": lambda: sanctions.lift_measure(measure, actor=leader, note="隐患已排除。"),
        "decline": lambda: sanctions.decline_closure(measure, actor=head, note="区政府决定不予关闭。"),
        "drop": lambda: sanctions.drop_measure(measure, actor=leader, note="不符合条件。"),
        "fall": lambda: advance(measure, "fall", actor=None, ended_at=timezone.now()),
    }
    steps[step]()


@remembered
def carry_out(measure: Measure) -> None:
    """Let an approved measure come into force, each kind by its own way."""
    head = the(Duty.INVESTIGATOR)
    if measure.kind == "closure":
        sanctions.order_closure(
            measure, actor=head, decided_on=timezone.localdate(), decision_number="涪府决〔2026〕1号"
        )
    elif measure.kind == "power_cut":
        let_notice_pass(measure)
        sanctions.cut_power(measure, actor=head)
    else:
        decide_proceeding(measure)


def let_notice_pass(measure: Measure) -> None:
    """Let the hours of the notice of a power cut be over."""
    past = timezone.now() - datetime.timedelta(minutes=1)
    Measure.objects.filter(pk=measure.pk).update(takes_effect_at=past)
    measure.takes_effect_at = past


@remembered
def decide_proceeding(measure: Measure) -> Penalty:
    """Take the proceeding that came of a measure to its decision."""
    penalty, head, leader = measure.proceeding, the(Duty.INVESTIGATOR), the(Duty.LEADER)
    assert penalty is not None
    sanctions.report_penalty(penalty, actor=head, **proposal_for(measure))
    sanctions.countersign_penalty(penalty, actor=the(Duty.INVESTIGATOR, 2))
    sanctions.notify_penalty(penalty, actor=head)
    sanctions.hear_party(penalty, actor=head, is_waived=True)
    sanctions.review_penalty(penalty, actor=the(Duty.REVIEWER), **factories.CHECKED)
    sanctions.decide_penalty(penalty, actor=leader)
    settle()
    return penalty


def proposal_for(measure: Measure) -> dict[str, Any]:
    """Return what the officers report in the proceeding that came of a measure."""
    plain = {key: FINE[key] for key in ("violated", "reasons", "basis")}
    if measure.daily:
        return {**plain, "fine": measure.daily.total}
    return {**plain, "fine": Decimal(), "kinds": ("career_ban",), "measures": "五年内不得担任主要负责人。"}


@remembered
def announced_cut_in(state: str = "approved") -> Measure:
    """Return a power cut whose notice has run its hours."""
    measure = measure_in(state, kind="power_cut")
    let_notice_pass(measure)
    return measure


@remembered
def good_credit_in(state: str = "nominated") -> GoodCredit:
    """Return an entry of the good-credit list in `state`; the unit is a fresh one."""
    factories.office()
    head, leader = the(Duty.INVESTIGATOR), the(Duty.LEADER)
    entry = sanctions.nominate_unit(factories.unit(), actor=head, **NOMINATION)
    steps: dict[str, Any] = {
        "stated": lambda: sanctions.record_statement(
            entry, actor=head, statement="承诺持续守法。", stated_on=timezone.localdate()
        ),
        "listed": lambda: sanctions.enter_good_credit(entry, actor=leader),
        "ended": lambda: sanctions.remove_good_credit(entry, actor=leader, note="单位申请移出。"),
    }
    if state == "dismissed":
        sanctions.dismiss_good_credit(entry, actor=leader, note="事迹不突出。")
    for step in list(steps)[: list(steps).index(state) + 1] if state in steps else []:
        steps[step]()
    settle()
    return GoodCredit.objects.get(pk=entry.pk)
