"""Closure, power cut, bans, daily penalties: noticed by the rules, proposed and approved by people, and their fall."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Duty
from enterprises.models import Unit
from investigations import services as cases
from investigations.models import RectificationOrder
from notices.selectors import notices_of
from sanctions import services as sanctions
from sanctions.models import Measure, Penalty
from sanctions.tasks import notice_after_penalty
from statutes.daily import daily_penalty, first_day_counted
from tests import factories
from tests.factories import accident_in, browser, case_in, penalty_in, settle, the
from tests.public_site import text_of
from tests.remembered import remembered
from tests.sanctions.builders import (
    PROPOSALS,
    decide_proceeding,
    disobeyed_order,
    fail,
    let_notice_pass,
    measure_in,
    proposal_for,
)
from workflow.errors import AnnulmentRefused, MoveRefused
from workflow.models import LogEntry
from workflow.services import confirm_annulment, propose_annulment

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def fresh(found: Any) -> Any:
    return type(found).objects.get(pk=found.pk)


@remembered
def decided(unit: Unit | None, *, days_ago: int, **findings: Any) -> Penalty:
    """Decide a penalty against a unit, so many days ago, and let its consequences run."""
    penalty = penalty_in("heard", **findings)
    if unit is not None:
        Penalty.objects.filter(pk=penalty.pk).update(unit=unit)
        type(penalty.case).objects.filter(pk=penalty.case_id).update(unit=unit)
        penalty = fresh(penalty)
    sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
    Penalty.objects.filter(pk=penalty.pk).update(decided_on=timezone.localdate() - days_ago * DAY)
    settle()
    return fresh(penalty)


def closures() -> Any:
    return Measure.objects.filter(ground="repeated_penalties").exclude(state="fallen")


@remembered
def penalised(*days_ago: int, **findings: Any) -> list[Penalty]:
    """Decide penalties against one unit on the days given, the last one the newest."""
    unit: Unit | None = None
    made = []
    for days in days_ago:
        made.append(decided(unit, days_ago=days, **findings))
        unit = made[0].unit
    return made


# ---- Closure: the count ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days_ago", "rule"),
    [
        ((180, 90, 0), "closure.penalties_in_180_days"),
        ((181, 90, 0), None),
        ((90, 0), None),
        ((365, 270, 100, 0), "closure.penalties_in_one_year"),
        ((366, 270, 100, 0), None),
    ],
)
def test_closure_is_noticed_by_the_penalty_that_completes_the_count(
    days_ago: tuple[int, ...], rule: str | None
) -> None:
    made = penalised(*days_ago, is_major_hazard=True)
    found = closures().first()
    assert (found and found.basis["rule"]) == rule
    if found:
        assert found.state == "noticed"
        assert set(found.rests_on.all()) == set(made)
        assert found.basis["citation"].endswith("第一百一十三条")
        assert [key for key, _text in found.basis["lines"]].count("penalty") == len(made)
        assert made[0].reference in found.basis["lines"][0][1]


def test_without_a_major_hazard_no_count_closes_a_unit() -> None:
    penalised(2, 1, 0, is_major_hazard=False)
    assert not closures().exists()


def test_a_penalty_by_another_law_does_not_count() -> None:
    made = penalised(2, 1, is_major_hazard=True)
    Penalty.objects.filter(pk=made[0].pk).update(basis="《烟花爆竹经营许可实施办法》第三十二条")
    decided(made[0].unit, days_ago=0, is_major_hazard=True)
    assert not closures().exists()


def test_a_penalty_of_a_person_does_not_count_against_the_unit() -> None:
    made = penalised(2, 1, is_major_hazard=True)
    Penalty.objects.filter(pk=made[0].pk).update(person_name="甄厂长")
    decided(made[0].unit, days_ago=0, is_major_hazard=True)
    assert not closures().exists()


def test_a_hazard_on_the_register_is_a_major_hazard() -> None:
    made = penalised(2, 1)
    hazard = factories.hazard_in(case=made[0].case)
    type(made[0].case).objects.filter(pk=hazard.case_id).update(unit=made[0].unit)
    decided(made[0].unit, days_ago=0)
    assert hazard.reference in closures().get().basis["lines"][-1][1]


def test_noticing_twice_is_noticing_once() -> None:
    made = penalised(2, 1, 0, is_major_hazard=True)
    entry = LogEntry.objects.about(made[-1]).get(move="decide")
    notice_after_penalty(entry)
    sanctions.note_penalty_decided(made[-1])
    assert closures().count() == 1


def test_the_table_itself_refuses_a_second_one() -> None:
    penalised(2, 1, 0, is_major_hazard=True)
    first = closures().get()
    for changes in ({"occasion": first.occasion, "ground": "still_unsafe"}, {"occasion": "other"}):
        facts = {"kind": "closure", "ground": first.ground, "basis": {}, **changes}
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.create(case=first.case, unit=first.unit, **facts)


def test_what_a_leader_dropped_is_noticed_again_only_by_a_further_penalty() -> None:
    made = penalised(3, 2, 1, is_major_hazard=True)
    sanctions.drop_measure(closures().get(), actor=the(Duty.LEADER), note="已停产转产。")
    sanctions.note_penalty_decided(made[-1])
    assert closures().count() == 1
    decided(made[0].unit, days_ago=0, is_major_hazard=True)
    assert closures().filter(state="noticed").count() == 1


def test_it_falls_with_an_annulled_penalty_and_says_why() -> None:
    made = penalised(2, 1, 0, is_major_hazard=True)
    measure = closures().get()
    revoke(made[1])
    assert fresh(measure).state == "fallen"
    assert "撤销" in LogEntry.objects.about(measure).get(move="fall").note.text
    assert not closures().exists()


def test_it_falls_too_where_the_worker_that_noticed_it_had_a_fast_clock() -> None:
    made = penalised(2, 1, 0, is_major_hazard=True)
    Measure.objects.update(created_at=timezone.now() + datetime.timedelta(hours=1))
    revoke(made[1])
    assert not closures().exists()


def test_it_is_noticed_anew_where_the_others_still_make_the_count() -> None:
    made = penalised(3, 2, 1, 0, is_major_hazard=True)
    first = closures().get()
    revoke(made[0])
    assert fresh(first).state == "fallen"
    again = closures().get()
    assert set(again.rests_on.all()) == set(made[1:])


def test_it_falls_with_a_decision_that_was_a_mistake() -> None:
    made = penalised(2, 1, 0, is_major_hazard=True)
    measure = closures().get()
    propose_annulment(made[-1], actor=the(Duty.LEADER), reason="文号错误。")
    confirm_annulment(made[-1], actor=the(Duty.INVESTIGATOR))
    settle()
    assert fresh(measure).state == "fallen"


def revoke(penalty: Penalty) -> None:
    today, head = timezone.localdate(), the(Duty.INVESTIGATOR)
    sanctions.serve_penalty(penalty, actor=head, served_on=today)
    sanctions.open_review(penalty, actor=head, opened_on=today)
    sanctions.revoke_penalty(penalty, actor=head, closed_on=today, note="事实不清。")
    settle()


# ---- Closure: the way ------------------------------------------------------------------------------------------
def test_an_approved_closure_is_a_request_to_the_government_and_nothing_more() -> None:
    measure = measure_in("approved")
    paper = notices_of(measure).get(kind="closure_request")
    assert paper.number == "涪应急提关〔2026〕1号".replace("2026", str(timezone.localdate().year))
    assert paper.context["addressee"] == "重庆市涪陵区人民政府"
    assert paper.context["basis"][1].endswith("第一百一十五条")
    assert measure.effective_at is None


def test_closure_by_the_government_notices_the_ban_of_the_main_person() -> None:
    measure = measure_in("in_force")
    assert measure.decision_number == "涪府决〔2026〕1号"
    ban = Measure.objects.get(kind="ban")
    assert (ban.ground, ban.person_name) == ("unit_closed", measure.unit.legal_representative)


def test_a_closure_in_force_stays_when_a_ground_falls_and_the_page_says_so() -> None:
    made = penalised(2, 1, 0, is_major_hazard=True)
    measure = closures().get()
    head = the(Duty.INVESTIGATOR)
    sanctions.propose_measure(measure, actor=head, **PROPOSALS["closure"])
    sanctions.approve_measure(measure, actor=the(Duty.LEADER))
    sanctions.order_closure(
        measure, actor=head, decided_on=timezone.localdate(), decision_number="涪府决〔2026〕2号"
    )
    revoke(made[0])
    assert fresh(measure).state == "in_force"
    page = text_of(browser(the(Duty.LEADER)).get(measure.get_absolute_url()))
    assert "Tell the government" in page


def test_the_annulled_approval_voids_the_request() -> None:
    measure = measure_in("approved")
    propose_annulment(measure, actor=the(Duty.LEADER), reason="误批。")
    confirm_annulment(measure, actor=the(Duty.INVESTIGATOR))
    assert measure.state == "proposed"
    assert notices_of(measure).get(kind="closure_request").state == "voided"


@pytest.mark.parametrize("kind", ["closure", "power_cut", "ban", "daily_penalty"])
def test_who_proposed_does_not_approve_and_an_investigator_never_does(kind: str) -> None:
    measure = measure_in("proposed", kind=kind)
    with pytest.raises(MoveRefused, match="A leader decides"):
        sanctions.approve_measure(measure, actor=the(Duty.INVESTIGATOR))
    sanctions.approve_measure(measure, actor=the(Duty.LEADER))
    assert measure.state == "approved"


def test_nothing_is_approved_whose_ground_is_gone() -> None:
    made = penalised(2, 1, 0, is_major_hazard=True)
    measure = closures().get()
    sanctions.propose_measure(measure, actor=the(Duty.INVESTIGATOR), **PROPOSALS["closure"])
    Penalty.objects.filter(pk=made[0].pk).update(state="revoked")
    with pytest.raises(MoveRefused, match="does not stand any more"):
        sanctions.approve_measure(measure, actor=the(Duty.LEADER))


# ---- Rechecks --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kinds", "grounds"),
    [
        (("fine", "stop_production"), ["refuses_correction", "refuses_in_danger", "still_unsafe"]),
        (("fine",), ["refuses_correction"]),
    ],
)
def test_a_failed_recheck_notices_what_the_penalty_before_it_calls_for(
    kinds: tuple[str, ...], grounds: list[str]
) -> None:
    penalty = penalty_in("decided")
    Penalty.objects.filter(pk=penalty.pk).update(kinds=list(kinds))
    fail(disobeyed_order(penalty))
    assert sorted(Measure.objects.values_list("ground", flat=True)) == grounds


def test_a_recheck_before_anything_is_due_is_no_refusal() -> None:
    order = disobeyed_order(penalty_in("decided"))
    RectificationOrder.objects.filter(pk=order.pk).update(state="ordered")
    fail(fresh(order))
    assert not Measure.objects.exists()
    order.items.update(due_on=timezone.localdate() - 2 * DAY)
    order.items.get().steps.update(due_on=timezone.localdate() - DAY)
    fail(fresh(order))
    assert Measure.objects.get().ground == "refuses_correction"


def test_a_failed_recheck_without_a_penalty_notices_nothing() -> None:
    fail(factories.order_in("reported"))
    assert not Measure.objects.exists()


# ---- The daily penalty -----------------------------------------------------------------------------------------
def test_days_count_from_the_day_after_the_order_to_the_recheck_at_the_original_fine() -> None:
    measure = measure_in("noticed", kind="daily_penalty")
    assert measure.daily is not None
    assert (measure.daily.days, measure.daily.per_day) == (10, Decimal(50000))
    assert measure.daily.total == Decimal(500000)
    page = text_of(browser(the(Duty.LEADER)).get(measure.get_absolute_url()))
    assert "500,000.00" in page


def test_a_second_recheck_counts_on_from_the_first() -> None:
    order = disobeyed_order(penalty_in("decided"))
    fail(order, rechecked_on=timezone.localdate() - 4 * DAY)
    cases.report_rectified(fresh(order), actor=the(Duty.INVESTIGATOR))
    fail(fresh(order))
    assert [found.daily.days for found in Measure.objects.order_by("pk")] == [6, 4]


def test_an_order_that_runs_out_unheeded_is_noticed_and_counted_by_its_recheck() -> None:
    order = disobeyed_order(penalty_in("decided"))
    yesterday = timezone.localdate() - DAY
    RectificationOrder.objects.filter(pk=order.pk).update(state="ordered", due_on=timezone.localdate())
    assert sanctions.note_overdue_orders() == 0  # its last day is still its own
    RectificationOrder.objects.filter(pk=order.pk).update(due_on=yesterday)
    assert [sanctions.note_overdue_orders(), sanctions.note_overdue_orders()] == [1, 0]
    measure = Measure.objects.get()
    with pytest.raises(MoveRefused, match="there has been none yet"):
        sanctions.propose_measure(measure, actor=the(Duty.INVESTIGATOR), **PROPOSALS["daily_penalty"])
    cases.report_rectified(fresh(order), actor=the(Duty.INVESTIGATOR))
    fail(fresh(order))
    assert fresh(measure).daily.days == 10
    sanctions.propose_measure(fresh(measure), actor=the(Duty.INVESTIGATOR), **PROPOSALS["daily_penalty"])


def test_an_order_obeyed_late_at_its_first_recheck_is_no_refusal() -> None:
    order = disobeyed_order(penalty_in("decided"))
    due = timezone.localdate() - DAY
    RectificationOrder.objects.filter(pk=order.pk).update(state="ordered", due_on=due)
    sanctions.note_overdue_orders()
    cases.pass_recheck(
        fresh(order),
        actor=the(Duty.INVESTIGATOR),
        rechecked_with=the(Duty.INVESTIGATOR, 2),
        rechecked_on=timezone.localdate(),
    )
    settle()
    assert Measure.objects.get().state == "fallen"


def test_an_unfined_unit_that_does_not_obey_is_no_case_for_a_daily_penalty() -> None:
    order = disobeyed_order(penalty_in("heard"))
    due = timezone.localdate() - DAY
    RectificationOrder.objects.filter(pk=order.pk).update(state="ordered", due_on=due)
    assert sanctions.note_overdue_orders() == 0


def test_a_daily_penalty_is_a_proceeding_of_its_own_for_exactly_the_sum_of_the_calculation() -> None:
    measure = measure_in("approved", kind="daily_penalty")
    proceeding = measure.proceeding
    assert proceeding is not None
    assert (proceeding.state, proceeding.case) == ("filed", measure.case)
    other = {**proposal_for(measure), "fine": Decimal(499999)}
    with pytest.raises(MoveRefused, match=r"500,000\.00 yuan"):
        sanctions.report_penalty(proceeding, actor=the(Duty.INVESTIGATOR), **other)
    decide_proceeding(measure)
    assert fresh(measure).state == "ended"


def test_a_reduced_fine_is_reckoned_anew() -> None:
    measure = measure_in("proposed", kind="daily_penalty")
    penalty = measure.rests_on.get()
    today, head = timezone.localdate(), the(Duty.INVESTIGATOR)
    sanctions.serve_penalty(penalty, actor=head, served_on=today)
    sanctions.open_review(penalty, actor=head, opened_on=today)
    sanctions.reduce_penalty(penalty, actor=head, closed_on=today, fine=Decimal(20000), note="变更。")
    settle()
    assert fresh(measure).state == "fallen"
    assert Measure.objects.get(state="noticed").daily.total == Decimal(200000)


def test_it_falls_when_its_own_proceeding_imposes_nothing() -> None:
    measure = measure_in("approved", kind="daily_penalty")
    sanctions.drop_penalty(measure.proceeding, actor=the(Duty.LEADER), note="证据不足。")
    settle()
    assert fresh(measure).state == "fallen"


def test_an_approval_that_filed_a_proceeding_ends_through_that_proceeding() -> None:
    measure = measure_in("approved", kind="ban")
    propose_annulment(measure, actor=the(Duty.LEADER), reason="误批。")
    with pytest.raises(AnnulmentRefused, match="falls with it"):
        confirm_annulment(measure, actor=the(Duty.INVESTIGATOR))


@given(
    fine=st.integers(1, 10**9),
    ordered=st.dates(datetime.date(2022, 1, 1), datetime.date(2030, 1, 1)),
    rounds=st.lists(st.integers(1, 60), min_size=1, max_size=5),
)
def test_rounds_of_a_daily_penalty_add_up_to_the_whole(
    fine: int, ordered: datetime.date, rounds: list[int]
) -> None:
    per_day = Decimal(fine) / 100
    total, first = Decimal(0), first_day_counted(ordered)
    for length in rounds:
        last = first + (length - 1) * DAY
        total += daily_penalty(per_day, first_on=first, last_on=last).total
        first = first_day_counted(last)
    end = ordered + sum(rounds) * DAY
    assert total == daily_penalty(per_day, first_on=ordered + DAY, last_on=end).total
    assert total == per_day * sum(rounds)


# ---- The power cut ---------------------------------------------------------------------------------------------
def test_a_cut_waits_for_its_24_hours_to_the_second() -> None:
    with time_machine.travel("2026-06-01T02:00:00Z", tick=False) as clock:
        measure = measure_in("approved", kind="power_cut")
        paper = notices_of(measure).get(kind="power_cut_notice")
        assert paper.context["advance_notice"] == "提前24小时通知"
        head = the(Duty.INVESTIGATOR)
        clock.shift(datetime.timedelta(hours=24, seconds=-1))
        with pytest.raises(MoveRefused, match="not before"):
            sanctions.cut_power(measure, actor=head)
        clock.shift(datetime.timedelta(seconds=1))
        sanctions.cut_power(measure, actor=head)
        assert measure.state == "in_force"


def test_pressing_danger_needs_no_notice_ahead() -> None:
    measure = measure_in(kind="power_cut")
    urgent = {**PROPOSALS["power_cut"], "is_urgent": True}
    sanctions.propose_measure(measure, actor=the(Duty.INVESTIGATOR), **urgent)
    sanctions.approve_measure(measure, actor=the(Duty.LEADER))
    assert "advance_notice" not in notices_of(measure).get().context
    sanctions.cut_power(measure, actor=the(Duty.INVESTIGATOR))


@pytest.mark.parametrize("missing", ["refused_decision", "danger"])
def test_a_cut_names_the_decision_refused_and_the_danger(missing: str) -> None:
    measure = measure_in(kind="power_cut")
    with pytest.raises(MoveRefused, match="article 70"):
        sanctions.propose_measure(
            measure, actor=the(Duty.INVESTIGATOR), **{**PROPOSALS["power_cut"], missing: ""}
        )


def test_the_table_refuses_a_cut_before_its_hour() -> None:
    measure = measure_in("approved", kind="power_cut")
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(state="in_force", effective_at=timezone.now())


def test_a_cut_is_lifted_by_a_leader_when_the_unit_has_obeyed() -> None:
    measure = measure_in("in_force", kind="power_cut")
    with pytest.raises(MoveRefused, match="A leader decides"):
        sanctions.lift_measure(measure, actor=the(Duty.INVESTIGATOR), note="已整改。")
    sanctions.lift_measure(measure, actor=the(Duty.LEADER), note="隐患已排除。")
    assert measure.ended_at is not None


# ---- Bans ------------------------------------------------------------------------------------------------------
PRINCIPAL = {
    "name": "甄厂长",
    "position": "厂长",
    "capacity": "principal",
    "liability": "unit",
    "fault": "未履行职责",
    "proposal": "penalty",
}


def hold_responsible(case: Any, *people: dict[str, str]) -> None:
    for who in people:
        case.responsible.create(**who)
    case.findings.update(responsible=list(people))


@pytest.mark.parametrize(
    ("deaths", "grounds"), [(9, []), (10, ["major_accident", "unsafe_and_major_accident"])]
)
def test_the_reply_on_a_major_accident_notices_closure_and_a_ban_for_life(
    deaths: int, grounds: list[str]
) -> None:
    accident = accident_in("submitted", deaths=deaths)
    hold_responsible(accident.case, PRINCIPAL, {**PRINCIPAL, "name": "甄工人", "capacity": "worker"})
    sanctions.note_accident_replied(accident)
    sanctions.note_accident_replied(accident)
    assert sorted(Measure.objects.values_list("ground", flat=True)) == grounds
    ban = Measure.objects.filter(kind="ban").first()
    if ban:
        assert ban.person_name == "甄厂长"
        sanctions.propose_measure(ban, actor=the(Duty.INVESTIGATOR), **PROPOSALS["ban"])
        assert ban.years is None


def test_a_judgment_notices_a_ban_of_five_years_that_ends_by_itself() -> None:
    referral = factories.referral_in("delivered")
    case_in("concluded", report=referral.case.report)
    hold_responsible(referral.case, PRINCIPAL)
    cases.note_judgment(
        referral, actor=the(Duty.INVESTIGATOR), judged_on=timezone.localdate(), judgment="有期徒刑一年。"
    )
    settle()
    ban = Measure.objects.get()
    sanctions.propose_measure(ban, actor=the(Duty.INVESTIGATOR), **PROPOSALS["ban"])
    assert ban.years == 5
    sanctions.approve_measure(ban, actor=the(Duty.LEADER))
    decide_proceeding(ban)
    ban = fresh(ban)
    today = timezone.localdate()
    assert (ban.state, ban.until_on) == ("in_force", today.replace(year=today.year + 5))
    Measure.objects.update(until_on=today)
    assert sanctions.expire_bans() == 0
    Measure.objects.update(until_on=today - DAY)
    assert sanctions.expire_bans() == 1
    assert fresh(ban).state == "ended"


def test_a_ban_waits_again_when_its_decision_was_a_mistake_and_falls_when_it_is_annulled() -> None:
    ban = measure_in("in_force", kind="ban")
    penalty = ban.proceeding
    assert penalty is not None
    propose_annulment(penalty, actor=the(Duty.LEADER), reason="文号错误。")
    confirm_annulment(penalty, actor=the(Duty.INVESTIGATOR))
    assert (fresh(ban).state, fresh(ban).until_on) == ("approved", None)
    sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
    settle()
    assert fresh(ban).state == "in_force"
    revoke(fresh(penalty))
    assert fresh(ban).state == "fallen"


def test_only_a_major_accident_or_a_closed_unit_bans_for_life() -> None:
    ban = measure_in(kind="ban")
    with pytest.raises(MoveRefused, match="For life"):
        sanctions.propose_measure(ban, actor=the(Duty.INVESTIGATOR), proposal="终身。", is_for_life=True)
    measure_in("in_force")
    ban = Measure.objects.get(ground="unit_closed")
    sanctions.propose_measure(ban, actor=the(Duty.INVESTIGATOR), proposal="终身。", is_for_life=True)
    assert ban.years is None


def test_a_proceeding_that_bans_imposes_the_ban() -> None:
    ban = measure_in("approved", kind="ban")
    with pytest.raises(MoveRefused, match="ban the person"):
        sanctions.report_penalty(ban.proceeding, actor=the(Duty.INVESTIGATOR), **factories.FINE)


# ---- Coal ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days_ago", "sector", "count"), [(80, "coal_mine", 1), (100, "coal_mine", 0), (80, "chemical", 0)]
)
def test_a_coal_mine_twice_found_with_a_major_hazard_in_three_months_comes_up(
    days_ago: int, sector: str, count: int
) -> None:
    first, second = (case_in("concluded", is_major_hazard=True) for _ in range(2))
    for case, days in ((first, days_ago), (second, 0)):
        day = timezone.localdate() - days * DAY
        type(case).objects.filter(pk=case.pk).update(sector=sector, unit=first.unit, inspected_on=day)
    sanctions.note_hazard_found(fresh(second))
    sanctions.note_hazard_found(fresh(second))
    assert Measure.objects.filter(ground="coal_repeated_hazard").count() == count


# ---- By hand, and who sees it ----------------------------------------------------------------------------------
def test_what_the_system_counts_itself_is_not_brought_up_by_hand() -> None:
    case = case_in("investigating")
    with pytest.raises(MoveRefused, match="notices this ground"):
        sanctions.bring_up_measure(
            case, actor=the(Duty.INVESTIGATOR), measure_ground="repeated_penalties", facts="三次处罚。"
        )
    with pytest.raises(MoveRefused, match="Name the person"):
        sanctions.bring_up_measure(
            case, actor=the(Duty.INVESTIGATOR), measure_ground="punished", facts="判刑。"
        )


def test_an_investigator_of_another_case_does_not_see_it() -> None:
    measure = measure_in()
    stranger = browser(the(Duty.INVESTIGATOR, 3))
    assert stranger.get(measure.get_absolute_url()).status_code == 404
    assert measure.reference not in text_of(stranger.get("/desk/sanctions/measures/"))


def test_it_waits_in_my_work_and_stands_on_the_page_of_the_unit_and_of_the_case() -> None:
    measure = measure_in("proposed", kind="daily_penalty")
    leader = browser(the(Duty.LEADER))
    penalty = measure.rests_on.get()
    pages = (
        "/desk/",
        f"/desk/units/{measure.unit.uscc}/",
        f"/desk/sanctions/systems/{measure.case.reference}/",
        penalty.get_absolute_url(),
    )
    for page in pages:
        assert measure.reference in text_of(leader.get(page)), page


def test_a_cut_shows_only_the_moves_of_a_cut() -> None:
    measure = measure_in("approved", kind="power_cut")
    let_notice_pass(measure)
    page = text_of(browser(the(Duty.INVESTIGATOR)).get(measure.get_absolute_url()))
    assert "Record the cut" in page
    assert "government" not in page
