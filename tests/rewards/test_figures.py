"""What is proposed, approved and paid: the figure of the frozen rows, at the time that the office has chosen."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Duty
from investigations.models import Case
from rewards.models import Reward
from rewards.services import approve_reward, pay_reward, propose_reward
from sanctions import services as sanctions
from sanctions.models import Penalty
from statutes.rewards import reassess
from statutes.rules import national_rule
from statutes.services import set_office_setting
from tests.factories import reward_in, settle, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db


def choose(rule_id: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose for tomorrow, and let tomorrow come."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    rule = national_rule(rule_id)
    set_office_setting(rule, value, effective_from=tomorrow, reason="局务会议定", actor=the(Duty.ADMIN))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: tomorrow)


def test_a_stored_reward_gives_its_amount_again() -> None:
    reward = reward_in("assessed")
    again = reassess(Reward.objects.get(pk=reward.pk).assessment)
    assert again.amount == reward.amount
    assert again.payer == "accepting_agency"


@pytest.mark.parametrize("change", [{"amount_fen": 9_000_00}, {"fines": ["900000"]}])
def test_a_figure_that_its_frozen_rows_do_not_give_goes_no_further(change: dict[str, Any]) -> None:
    for state, step, duty in (
        ("assessed", propose_reward, Duty.REWARDS),
        ("proposed", approve_reward, Duty.FINANCE),
    ):
        reward = reward_in(state)
        if "fines" in change:
            record = reward.assessment
            record["frozen"]["facts"]["fines"] = change["fines"]
            Reward.objects.filter(pk=reward.pk).update(assessment=record)
        else:
            Reward.objects.filter(pk=reward.pk).update(**change)
        with pytest.raises(MoveRefused, match="Assess it anew"):
            step(Reward.objects.get(pk=reward.pk), actor=the(duty))
        assert Reward.objects.get(pk=reward.pk).state == state


def test_an_office_may_pay_only_once_the_fine_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    reward = reward_in("claimed")
    Penalty.objects.filter(case=reward.case).update(state="served")
    choose("reward.setting.pay_before_collection", "false", monkeypatch)
    with pytest.raises(MoveRefused, match="once the fine is collected"):
        pay_reward(reward, actor=the(Duty.CASHIER))
    Penalty.objects.filter(case=reward.case).update(state="paid")
    pay_reward(reward, actor=the(Duty.CASHIER))


def test_an_office_may_pay_only_once_the_case_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    reward = reward_in("claimed")
    choose("reward.setting.pay_before_closing", "false", monkeypatch)
    with pytest.raises(MoveRefused, match="once the case is closed"):
        pay_reward(reward, actor=the(Duty.CASHIER))
    Case.objects.filter(pk=reward.case_id).update(state="closed")
    pay_reward(Reward.objects.get(pk=reward.pk), actor=the(Duty.CASHIER))


def test_a_fine_that_falls_on_review_leads_to_a_new_assessment_until_the_approval() -> None:
    for state, amounts in (
        ("assessed", [750000, 300000]),
        ("proposed", [750000, 300000]),
        ("approved", [750000]),
    ):
        reward = reward_in(state)
        revoke(Penalty.objects.get(case=reward.case))
        files = Reward.objects.filter(report=reward.report).order_by("pk")
        assert [one.amount_fen for one in files] == amounts
        assert [one.state for one in files] == (["cancelled", "assessed"] if len(amounts) > 1 else [state])


def test_an_office_may_leave_the_reward_as_it_was_assessed(monkeypatch: pytest.MonkeyPatch) -> None:
    reward = reward_in("assessed")
    choose("reward.setting.fine_changed", "keep", monkeypatch)
    revoke(Penalty.objects.get(case=reward.case))
    assert Reward.objects.get(report=reward.report).state == "assessed"


def revoke(penalty: Penalty) -> None:
    """Annul a decision on review."""
    today, head = timezone.localdate(), the(Duty.INVESTIGATOR)
    sanctions.serve_penalty(penalty, actor=head, served_on=penalty.decided_on)
    sanctions.open_review(penalty, actor=head, opened_on=today)
    sanctions.revoke_penalty(penalty, actor=head, closed_on=today, note="原决定被撤销。")
    settle()
