"""The staff's pages of a reward."""

import pytest

from accounts.models import Duty
from rewards.models import Payment, Reward
from tests import factories
from tests.desk.builders import refuse_strangers, text_of, walk_move
from tests.factories import PAYEE, browser, grant, high_reward_in, reward_in, the
from workflow.models import Annulment, LogEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "move", "duty", "not_duty", "sends", "needs", "target"),
    [
        ("agreed", "propose", Duty.REWARDS, Duty.FINANCE, {}, (), "proposed"),
        ("unmet", "refuse", Duty.REWARDS, Duty.FINANCE, {"note": "已被查处"}, ("note",), "refused"),
        ("proposed", "approve", Duty.FINANCE, Duty.REWARDS, {}, (), "approved"),
        ("proposed", "send_back", Duty.FINANCE, Duty.REWARDS, {"note": "请复核"}, ("note",), "assessed"),
        ("claimed", "pay", Duty.CASHIER, Duty.FINANCE, {}, (), "paid"),
    ],
)
def test_each_step_of_a_reward_has_its_person(state, move, duty, not_duty, sends, needs, target):
    grant()
    walk_move(
        reward_in(state), move, by=the(duty), not_by=the(not_duty), sends=sends, needs=needs, target=target
    )


def test_a_reward_lapses_only_after_its_period():
    reward = reward_in("approved")
    url = f"{reward.get_absolute_url()}lapse/"
    early = browser(the(Duty.REWARDS)).post(url, {"seen": "approved", "note": "联系不上"})
    assert early.status_code == 400
    assert "has not ended yet" in text_of(early)
    assert "联系不上" in text_of(early)
    Reward.objects.filter(pk=reward.pk).update(claim_until="2026-01-01")
    reward = Reward.objects.get(pk=reward.pk)
    walk_move(reward, "lapse", by=the(Duty.REWARDS), not_by=the(Duty.FINANCE), target="lapsed")


def test_the_proposer_cannot_approve_and_reads_why():
    both = factories.person("both", Duty.REWARDS, Duty.FINANCE)
    reward = factories.settle_amount(reward_in("assessed"), actor=both)
    assert browser(both).post(f"{reward.get_absolute_url()}propose/", {"seen": "told"}).status_code == 302
    response = browser(both).post(f"{reward.get_absolute_url()}approve/", {"seen": "proposed"})
    assert response.status_code == 403
    assert "You made the proposal on this file" in text_of(response)
    assert Reward.objects.get(pk=reward.pk).state == "proposed"


def test_finance_and_cashier_see_token_amount_and_steps_and_never_the_report():
    reward = reward_in("claimed")
    for duty in (Duty.FINANCE, Duty.CASHIER):
        page = text_of(browser(the(duty)).get(reward.get_absolute_url()))
        assert reward.token in page
        assert "7,500.00" in page
        assert "第十一条" in page
        assert reward.report.unit_name not in page
        assert reward.report.get_absolute_url() not in page
    refuse_strangers(reward.get_absolute_url())


def test_the_payee_opens_for_a_cashier_with_a_key_and_the_log_keeps_it():
    reward = reward_in("claimed")
    url = f"{reward.get_absolute_url()}payee/"
    wrong = browser(the(Duty.FINANCE), has_key=True).post(url)
    assert wrong.status_code == 403
    assert "Only a cashier" in text_of(wrong)
    assert "sign in again" in text_of(browser(the(Duty.CASHIER)).post(url))
    opened = browser(the(Duty.CASHIER), has_key=True).post(url)
    assert opened.status_code == 200
    assert PAYEE["account"] in text_of(opened)
    assert LogEntry.objects.about(reward).last().move == "read_payee"
    assert PAYEE["account"] not in text_of(browser(the(Duty.CASHIER)).get(reward.get_absolute_url()))


def test_a_second_click_pays_once():
    reward = reward_in("claimed")
    cashier, url = browser(the(Duty.CASHIER)), f"{reward.get_absolute_url()}pay/"
    answers = [cashier.post(url, {"seen": "claimed"}).status_code for _click in range(2)]
    assert answers == [302, 409]
    assert Payment.objects.count() == 1


def test_a_cashier_sees_a_reward_only_from_the_claim_on():
    reward = reward_in("approved")
    assert browser(the(Duty.CASHIER)).get(reward.get_absolute_url()).status_code == 404


def test_an_approval_is_annulled_by_two_people():
    reward = reward_in("approved")
    url = f"{reward.get_absolute_url()}annul/"
    assert browser(the(Duty.FINANCE)).post(url, {"seen": "approved", "reason": "看错了"}).status_code == 302
    assert browser(the(Duty.REWARDS)).post(url, {"seen": "approved"}).status_code == 302
    assert Reward.objects.get(pk=reward.pk).state == "proposed"


def test_a_stale_page_annuls_no_other_move_than_the_one_it_showed():
    reward = high_reward_in("reviewed")
    url = f"{reward.get_absolute_url()}annul/"
    stale = {"seen": "cleared", "reason": "看错了"}  # meanwhile two others took the agreement of finance back
    assert browser(the(Duty.FINANCE)).post(url, stale).status_code == 409
    assert not Annulment.objects.exists()


def test_a_reward_is_found_by_its_token():
    reward, other = reward_in("assessed"), reward_in("assessed")
    page = text_of(browser(the(Duty.REWARDS)).get("/desk/rewards/", {"q": reward.token}))
    assert reward.reference in page
    assert other.reference not in page
