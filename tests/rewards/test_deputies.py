"""Nobody twice on one reward, also not through somebody who stands in for them."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Delegation, Duty, User
from accounts.services import delegate, dismiss_person, end_delegation
from desk.selectors.queues_rewards import to_approve_rewards
from rewards.models import Reward
from rewards.services import approve_reward, clear_reward, propose_reward, review_reward
from tests.desk.builders import text_of
from tests.factories import browser, grant, high_reward_in, person, reward_in, the
from workflow.errors import MoveRefused
from workflow.models import Act

pytestmark = pytest.mark.django_db
ANOTHER = "Somebody for whom you stand in"


def stand_in(deputy: User, delegator: User, duty: Duty, *, days: int = 7) -> Delegation:
    """Let `deputy` do the duty of `delegator` from today on."""
    today = timezone.localdate()
    return delegate(
        delegator,
        deputy=deputy,
        duty=duty,
        starts_on=today,
        ends_on=today + datetime.timedelta(days=days),
        reason="休假。",
        actor=the(Duty.ADMIN),
    )


def fresh(user: User) -> User:
    """Read somebody anew, as the next request does."""
    return User.objects.get(pk=user.pk)


def test_a_deputy_approves_and_it_counts_as_the_delegator_too() -> None:
    reward, deputy, finance = reward_in("proposed"), person("deputy"), the(Duty.FINANCE)
    grant()
    with pytest.raises(MoveRefused, match="Only a finance approver"):
        approve_reward(reward, actor=deputy)
    stand_in(deputy, finance, Duty.FINANCE)
    assert reward in to_approve_rewards(fresh(deputy))
    approve_reward(Reward.objects.get(), actor=fresh(deputy))
    acts = Act.objects.filter(subject_label=Reward.label(), duty="approve")
    assert {act.person for act in acts} == {deputy, finance}


def test_who_proposed_does_not_approve_through_the_deputy_and_the_deputy_not_for_the_proposer() -> None:
    finance, deputy = person("both", Duty.FINANCE, Duty.REWARDS), person("deputy")
    reward = reward_in("agreed")
    grant()
    propose_reward(reward, actor=finance)
    stand_in(deputy, finance, Duty.FINANCE)
    assert reward not in to_approve_rewards(fresh(deputy))
    with pytest.raises(MoveRefused, match=ANOTHER):
        approve_reward(Reward.objects.get(), actor=fresh(deputy))
    approve_reward(Reward.objects.get(), actor=the(Duty.FINANCE))


def test_the_delegator_does_not_act_on_what_the_deputy_did_even_when_it_is_over() -> None:
    delegator, deputy = person("both", Duty.FINANCE, Duty.REWARDS), person("deputy")
    running = stand_in(deputy, delegator, Duty.REWARDS)
    reward = reward_in("agreed")
    grant()
    propose_reward(reward, actor=fresh(deputy))
    with pytest.raises(MoveRefused, match="another person must"):
        approve_reward(Reward.objects.get(), actor=fresh(delegator))
    end_delegation(running)
    with pytest.raises(MoveRefused, match="You made the proposal"):
        approve_reward(Reward.objects.get(), actor=fresh(delegator))


def test_two_deputies_of_one_person_count_as_one() -> None:
    delegator = person("both", Duty.FINANCE, Duty.REWARDS)
    one, two = person("one"), person("two")
    stand_in(one, delegator, Duty.REWARDS)
    stand_in(two, delegator, Duty.FINANCE)
    reward = high_reward_in("proposed")
    review_reward(reward, actor=fresh(one))
    with pytest.raises(MoveRefused, match=ANOTHER):
        clear_reward(Reward.objects.get(), actor=fresh(two))
    clear_reward(Reward.objects.get(), actor=the(Duty.FINANCE))


def test_a_delegation_ends_with_its_last_day_and_with_who_gave_it() -> None:
    finance, deputy = person("giver", Duty.FINANCE), person("deputy")
    running = stand_in(deputy, finance, Duty.FINANCE)
    assert fresh(deputy).has_duty(Duty.FINANCE)
    third = person("third")
    with pytest.raises(MoveRefused, match="not handed on"):
        stand_in(third, fresh(deputy), Duty.FINANCE)
    Delegation.objects.filter(pk=running.pk).update(
        starts_on=timezone.localdate() - datetime.timedelta(days=9),
        ends_on=timezone.localdate() - datetime.timedelta(days=1),
    )
    assert not fresh(deputy).has_duty(Duty.FINANCE)
    stand_in(deputy, finance, Duty.FINANCE)
    dismiss_person(finance)
    assert not fresh(deputy).has_duty(Duty.FINANCE)


def test_what_opens_something_sealed_is_not_delegated() -> None:
    with pytest.raises(MoveRefused, match="sealed to a person's own key"):
        stand_in(person("deputy"), the(Duty.CASHIER), Duty.CASHIER)
    with pytest.raises(MoveRefused, match="another person"):
        stand_in(the(Duty.FINANCE), the(Duty.FINANCE), Duty.FINANCE)
    today, finance = timezone.localdate(), the(Duty.FINANCE)
    facts = {"starts_on": today, "ends_on": today, "reason": "x", "entered_by": finance, "delegator": finance}
    for wrong in ({"deputy": finance, "duty": Duty.FINANCE}, {"deputy": person("x"), "duty": Duty.CASHIER}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.create(**facts, **wrong)


def test_the_administrator_enters_a_deputy_and_ends_it() -> None:
    finance, deputy, admin = the(Duty.FINANCE), person("deputy"), browser(the(Duty.ADMIN))
    page = f"/desk/people/{finance.username}/"
    today = timezone.localdate()
    sent = {
        "deputy": deputy.username,
        "duty": "finance",
        "starts_on": today,
        "ends_on": today,
        "reason": "培训",
    }
    bad = admin.post(f"{page}delegate/", {**sent, "deputy": "nobody", "reason": ""})
    assert bad.status_code == 400
    assert "Choose a person." in text_of(bad)
    assert admin.post(f"{page}delegate/", sent).status_code == 302
    assert "培训" in text_of(admin.get(page))
    assert fresh(deputy).has_duty(Duty.FINANCE)
    assert admin.post(f"{page}delegate/{deputy.username}/finance/end/").status_code == 302
    assert not fresh(deputy).has_duty(Duty.FINANCE)
    assert browser(finance).get(f"{page}delegate/").status_code == 404
