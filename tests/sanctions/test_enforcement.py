"""Hearing, publication, payment, remedies and enforcement: what follows by itself, and what is refused in words."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from accounts.models import Duty
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests import factories
from workflow.errors import MoveRefused
from workflow.models import Clock

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def now():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as traveller:
        yield traveller


def outcomes(penalty):
    clocks = Clock.objects.filter(subject_label=penalty.label(), subject_id=penalty.pk).order_by("pk")
    return {clock.rule_id: clock.outcome for clock in clocks}


def head():
    return factories.the(Duty.INVESTIGATOR)


def today():
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


def test_the_surcharge_stands_still_during_a_review_and_grows_again_after_it(now):
    penalty = factories.penalty_in("served")  # to be paid by 16 June
    assert sanctions.surcharge_of(penalty) is None
    now.shift(20 * DAY)
    assert sanctions.surcharge_of(penalty).amount == Decimal("7500.00")  # five days late
    sanctions.open_review(penalty, actor=head(), opened_on=today())
    now.shift(30 * DAY)
    assert sanctions.surcharge_of(penalty).amount == Decimal("7500.00")
    sanctions.uphold_penalty(penalty, actor=head(), closed_on=today())
    now.shift(2 * DAY)
    assert sanctions.surcharge_of(penalty).amount == Decimal("10500.00")
    now.shift(200 * DAY)
    assert sanctions.surcharge_of(penalty).amount == penalty.fine


def test_a_granted_delay_moves_the_period_to_pay_and_the_surcharge(now):
    penalty = factories.penalty_in("served")
    leader = factories.the(Duty.LEADER)
    with pytest.raises(MoveRefused, match="has not asked"):
        sanctions.grant_delay(
            penalty, actor=leader, until_on=datetime.date(2026, 7, 31), note="资金周转困难。"
        )
    sanctions.ask_for_time(penalty, actor=head(), asked_on=today(), because="资金周转困难。")
    with pytest.raises(MoveRefused, match="after the one that counts now"):
        sanctions.grant_delay(
            penalty, actor=leader, until_on=datetime.date(2026, 6, 10), note="资金周转困难。"
        )
    sanctions.grant_delay(penalty, actor=leader, until_on=datetime.date(2026, 7, 31), note="资金周转困难。")
    now.shift(62 * DAY)
    assert sanctions.surcharge_of(penalty).amount == Decimal("3000.00")  # two days after 31 July
    factories.annul(penalty, "leader1", "investigator1")
    assert sanctions.surcharge_of(penalty).amount == penalty.fine


def test_a_review_moves_the_window_of_the_court_behind_the_suit_that_may_follow(now):
    penalty = factories.penalty_in("reviewing")
    assert outcomes(penalty)["enforcement.court"] == "cancelled"
    now.shift(40 * DAY)
    sanctions.uphold_penalty(penalty, actor=head(), closed_on=today())
    clock = Clock.objects.get(rule_id="enforcement.court", outcome="running")
    assert clock.started_at.date() == datetime.date(2026, 7, 27)  # fifteen days for a suit, off a Saturday
    assert clock.due_at.date() == datetime.date(2026, 10, 27)


def test_a_revoked_decision_leaves_the_public_within_three_working_days(now):
    penalty = factories.penalty_in("revoked")
    clock = Clock.objects.get(rule_id="penalty.withdraw_publication")
    assert clock.due_at.date() == datetime.date(2026, 6, 4)
    sanctions.withdraw_publication(penalty, actor=head(), unpublished_on=today(), note="原决定被撤销。")
    assert outcomes(penalty)["penalty.withdraw_publication"] == "met"
    assert {outcomes(penalty)[key] for key in ("penalty.pay", "penalty.surcharge", "remedy.suit")} == {
        "cancelled"
    }


def test_a_hearing_is_asked_for_in_time_and_told_in_time(now):
    penalty = factories.penalty_in("notified")
    where = {
        "hearing_time": datetime.time(9, 30),
        "hearing_place": "本局第二会议室",
        "chair": factories.the(Duty.CHAIR),
    }
    sanctions.request_hearing(penalty, actor=head())
    assert outcomes(penalty)["hearing.request"] == "met"
    with pytest.raises(MoveRefused, match="no longer be told in time"):
        sanctions.set_hearing(penalty, actor=head(), hearing_on=today() + 7 * DAY, **where)
    sanctions.set_hearing(penalty, actor=head(), hearing_on=datetime.date(2026, 6, 30), **where)
    clock = Clock.objects.get(rule_id="hearing.notice")
    assert clock.due_at.date() == datetime.date(2026, 6, 17)
    sanctions.set_hearing(penalty, actor=head(), hearing_on=datetime.date(2026, 7, 10), **where)
    sanctions.announce_hearing(penalty, actor=head())
    assert outcomes(penalty)["hearing.notice"] == "met"
    chair = factories.the(Duty.CHAIR)
    said = {**factories.HEARD, "record": "当事人：已经整改。"}
    with pytest.raises(MoveRefused, match="day of the hearing has not come"):
        sanctions.hold_hearing(penalty, actor=chair, **said)
    now.move_to("2026-07-10 10:00+08:00")
    sanctions.hold_hearing(penalty, actor=chair, **said)
    sanctions.report_hearing(penalty, actor=chair, opinion="建议按照告知的内容处罚。")
    assert (penalty.state, penalty.defence) == ("heard", "当事人：已经整改。")


def test_a_hearing_asked_for_too_late_or_over_too_little_is_refused(now):
    late = factories.penalty_in("notified")
    now.shift(15 * DAY)
    with pytest.raises(MoveRefused, match="has ended"):
        sanctions.request_hearing(late, actor=head())
    Penalty.objects.filter(pk=late.pk).update(fine_fen=100)
    with pytest.raises(MoveRefused, match="gives no right"):
        sanctions.request_hearing(late, actor=head())


@pytest.mark.parametrize(
    ("act", "inputs", "words"),
    [
        (sanctions.uphold_penalty, {"closed_on": datetime.date(2026, 5, 1)}, "before the reconsideration"),
        (
            sanctions.reduce_penalty,
            {"closed_on": datetime.date(2026, 6, 1), "fine": Decimal(60000), "note": "无"},
            "between nothing",
        ),
        (
            sanctions.publish_penalty,
            {"published_on": datetime.date(2026, 7, 1)},
            "between the decision and today",
        ),
        (sanctions.open_suit, {"opened_on": datetime.date(2026, 6, 1)}, "under way already"),
    ],
)
def test_what_cannot_be_is_refused_in_words(now, act, inputs, words):
    penalty = factories.penalty_in("reviewing")
    with pytest.raises(MoveRefused, match=words):
        act(penalty, actor=head(), **inputs)


def test_the_page_offers_each_act_with_its_form(now):
    penalty = factories.penalty_in("published")
    client = factories.browser(head())
    page = client.get(penalty.get_absolute_url()).content.decode()
    for words in (
        "Withdraw the publication",
        "Note a reconsideration",
        "The period to pay has not ended yet.",
    ):
        assert words in page
    url = f"{penalty.get_absolute_url()}open_review/"
    assert "Began on" in client.get(url).content.decode()
    answer = client.post(url, {"opened_on_0": "2027", "opened_on_1": "1", "opened_on_2": "1"})
    assert answer.status_code == 400
