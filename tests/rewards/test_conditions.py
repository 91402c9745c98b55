"""The conditions of a reward: known to the system, found by a person, looked at by another, shown with their rules."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import escape

from accounts.models import Duty
from accounts.services import assign_duty
from desk.selectors.queues_rewards import to_assess, to_propose
from reports import services as reports
from rewards import services as rewards
from rewards.models import Check, Reward
from rewards.selectors import checks_to_answer
from statutes.rewards import CONDITIONS
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, find_conditions, person, reward_in, settle, the
from tests.reports.test_matters import conclude
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db

YES = ("yes", "已核对案卷。")


def answers_to(reward: Reward, **other: tuple[str, str]) -> dict[str, tuple[str, str]]:
    return {check.key: other.get(check.key, YES) for check in checks_to_answer(reward)}


def fresh(reward: Reward) -> Reward:
    return Reward.objects.get(pk=reward.pk)


def test_every_condition_of_the_rules_is_frozen_with_the_reward() -> None:
    checks = list(reward_in("assessed").checks.all())
    assert [check.key for check in checks] == [condition.key for condition in CONDITIONS]
    assert all(check.citation and check.words["zh"] and check.words["en"] for check in checks)
    known = {check.key: check.answer for check in checks if not check.is_open}
    assert known == {
        "verified": "yes",
        "first": "yes",
        "real_name": "yes",
        "contact": "yes",
        "employee": "does_not_apply",
        "informant": "does_not_apply",
        "truthful": "yes",
    }
    assert all(check.evidence and check.found_by is None for check in checks if not check.is_open)


def test_no_amount_is_told_or_proposed_while_a_condition_is_open_or_not_looked_at() -> None:
    reward, officer, other = reward_in("assessed"), person("checking", Duty.REWARDS), the(Duty.REWARDS)
    for step in (rewards.tell_reward, rewards.propose_reward):
        with pytest.raises(MoveRefused, match="Not every condition"):
            step(fresh(reward), actor=other)
    rewards.answer_checks(reward, actor=officer, answers=answers_to(reward))
    with pytest.raises(MoveRefused, match="has to look at the answers"):
        rewards.tell_reward(fresh(reward), actor=other)
    rewards.review_checks(reward, actor=other, agrees=True)
    rewards.tell_reward(fresh(reward), actor=officer)
    assert fresh(reward).state == "told"


def test_who_found_the_answers_does_not_look_at_them() -> None:
    reward, officer = reward_in("assessed"), person("checking", Duty.REWARDS)
    rewards.answer_checks(reward, actor=officer, answers=answers_to(reward))
    with pytest.raises(MoveRefused, match="another reward officer"):
        rewards.review_checks(fresh(reward), actor=officer, agrees=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.filter(reward=reward, found_by=officer).update(reviewed_by=officer)
    assert reward in to_assess(the(Duty.REWARDS))
    assert reward not in to_assess(officer)


def test_answers_that_do_not_hold_are_found_again() -> None:
    reward, officer = reward_in("assessed"), person("checking", Duty.REWARDS)
    rewards.answer_checks(reward, actor=officer, answers=answers_to(reward))
    rewards.review_checks(fresh(reward), actor=the(Duty.REWARDS), agrees=False, note="没有查检查记录。")
    assert len([check for check in reward.checks.all() if check.is_open]) == 7
    assert reward in to_assess(officer)


def test_a_condition_that_is_not_met_lets_the_reward_be_refused_and_nothing_else() -> None:
    reward, officer = find_conditions(reward_in("assessed"), no_duty="no"), the(Duty.REWARDS)
    assert reward in to_propose(officer)
    for step in (rewards.tell_reward, rewards.propose_reward):
        with pytest.raises(MoveRefused, match="A condition is not met"):
            step(fresh(reward), actor=officer)
    rewards.refuse_reward(reward, actor=officer, note="属于负有安全生产管理职责的人员。")
    assert fresh(reward).state == "refused"


def test_a_reward_is_not_refused_while_its_conditions_are_met() -> None:
    for reward in (reward_in("assessed"), reward_in("found")):
        with pytest.raises(MoveRefused, match="only on a condition"):
            rewards.refuse_reward(reward, actor=the(Duty.REWARDS), note="不想给。")


def test_what_the_system_has_found_is_not_answered_by_hand() -> None:
    reward = reward_in("assessed")
    with pytest.raises(MoveRefused, match="not answered by hand"):
        rewards.answer_checks(reward, actor=the(Duty.REWARDS), answers={"verified": ("no", "另有看法。")})


def test_an_investigator_of_the_case_and_finance_do_not_find_conditions() -> None:
    reward = reward_in("assessed")
    member = the(Duty.INVESTIGATOR)
    assign_duty(member, Duty.REWARDS)
    for nobody in (member, the(Duty.FINANCE)):
        with pytest.raises(MoveRefused):
            rewards.answer_checks(reward, actor=nobody, answers=answers_to(reward))


def test_an_employee_without_proof_is_paid_by_the_ordinary_standard() -> None:
    report = factories.file_report(mode="employee").report
    reward = reward_in("assessed", report=report)
    assert reward.assessment["frozen"]["facts"]["is_employee"] is True
    reward = find_conditions(reward, employee="no")
    assert reward.assessment["frozen"]["facts"]["is_employee"] is False
    rewards.tell_reward(reward, actor=the(Duty.REWARDS))


def test_of_several_the_order_and_the_finding_are_the_evidence() -> None:
    case = factories.case_in("investigating", proposes_penalty=False)
    later = factories.file_report(about=case.unit).report
    reports.merge_report(later, actor=the(Duty.DESK), into=case.report, added="另有夜班。")
    reports.find_first(case.report, actor=the(Duty.DESK), first=later, reasons="第一件没有可查的线索。")
    settle()
    conclude(case)
    reward = Reward.objects.get(case=case)
    check = reward.checks.get(key="first")
    assert reward.report == later
    assert check.answer == "yes"
    assert "列第2" in check.evidence
    assert "没有可查的线索" in check.evidence


def test_the_page_shows_each_condition_with_its_rule_and_finance_reads_no_evidence() -> None:
    reward = reward_in("found")
    shown = text_of(browser(the(Duty.REWARDS)).get(reward.get_absolute_url()))
    for check in reward.checks.all():
        assert escape(check.words["en"]) in shown
        assert check.citation in shown
    assert "已核对案卷，没有相反情况。" in shown
    finance = text_of(browser(the(Duty.FINANCE)).get(reward.get_absolute_url()))
    assert reward.checks.first().citation in finance
    assert "已核对案卷" not in finance


def test_an_answer_without_its_evidence_comes_back_in_the_form() -> None:
    reward = reward_in("assessed")
    url = f"{reward.get_absolute_url()}find_conditions/"
    client = browser(the(Duty.REWARDS))
    bare = client.post(url, {"seen": "assessed", "answer_unhandled": "no"})
    assert bare.status_code == 400
    assert "Say what this answer rests on." in text_of(bare)
    assert client.post(url, {"seen": "assessed"}).status_code == 400
    told = {"seen": "assessed", "answer_unhandled": "no", "evidence_unhandled": "检查记录有。"}
    assert client.post(url, told).status_code == 302
    assert reward.checks.get(key="unhandled").answer == "no"
