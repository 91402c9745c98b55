"""Whether a report was made up: two people with evidence, the reporter heard, a third decides; a mistake is none."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from accounts.services import assign_duty
from desk.selectors.queues_rewards import fabrications
from notices.models import Notice
from rewards import services as rewards
from rewards.models import Budget, Clawback, Fabrication, Reward
from rewards.selectors.budgets import broken_budgets, trial_balance
from tests import factories
from tests.desk.builders import refuse_strangers, walk_move
from tests.desk.builders import text_of as staff_text
from tests.factories import ANSWER, EVIDENCE, browser, fabrication_in, person, reward_in, settle, the
from tests.public_site import text_of, tracking
from workflow.errors import AnnulmentRefused, MoveRefused, StalePage
from workflow.models import Clock

pytestmark = pytest.mark.django_db

WHY = "照片是三年前的，举报人承认。"


def fresh(reward: Reward) -> Reward:
    return Reward.objects.get(pk=reward.pk)


def annul(found: Fabrication) -> None:
    for duty, words in ((Duty.REVIEWER, {"reason": "新证据。"}), (Duty.LEADER, {})):
        url = f"{found.get_absolute_url()}annul/"
        assert browser(the(duty)).post(url, {"seen": "found", **words}).status_code == 302
    settle()


def test_from_the_evidence_to_the_decision_and_back() -> None:
    filing = factories.file_report()
    reward = reward_in("told", report=filing.report)
    officer = browser(the(Duty.REWARDS))
    told = {"number": reward.token, "evidence": EVIDENCE[0], "intent": "聊天记录。"}
    few = officer.post("/desk/fabrications/raise/", told)
    assert few.status_code == 400
    assert "At least 2 items of evidence" in staff_text(few)
    told["evidence"] = "\n".join(EVIDENCE)
    unknown = officer.post("/desk/fabrications/raise/", {**told, "number": "JB-2026-009999"})
    assert "no ended case of yours" in staff_text(unknown)
    assert officer.post("/desk/fabrications/raise/", told).status_code == 302
    assert officer.post("/desk/fabrications/raise/", told).status_code == 400  # a second click
    raised = Fabrication.objects.get()
    reporter = tracking(filing.receipt.code)
    assert reporter.get("/track/reward/heard/").status_code == 404  # nobody has asked yet
    assert "made up" not in text_of(reporter.get("/track/report/"))
    walk_move(
        raised, "hear", by=the(Duty.REVIEWER), not_by=the(Duty.LEADER), sends={}, needs=(), target="asked"
    )
    refuse_strangers(raised.get_absolute_url())
    with pytest.raises(MoveRefused, match="The reward waits"):
        rewards.approve_reward(fresh(reward), actor=the(Duty.FINANCE))
    page = text_of(reporter.get("/track/report/")) + text_of(reporter.get("/track/reward/heard/"))
    for words in (*EVIDENCE, "wrong in good faith is no false report", "You may answer until"):
        assert words in page
    with pytest.raises(MoveRefused, match="can still answer"):
        rewards.find_fabrication(Fabrication.objects.get(), actor=the(Duty.LEADER), note=WHY)
    assert reporter.post("/track/reward/heard/", {"text": " "}).status_code == 400
    assert reporter.post("/track/reward/heard/", {"text": ANSWER}).status_code == 302
    assert reporter.post("/track/reward/heard/", {"text": ANSWER}).status_code == 409
    assert not Clock.objects.filter(rule_id="reward.fabrication.answer", outcome="running").exists()
    asked, url = Fabrication.objects.get(), f"{raised.get_absolute_url()}read_answer/"
    assert browser(the(Duty.REVIEWER), has_key=True).post(url).status_code == 403
    assert ANSWER in staff_text(browser(the(Duty.LEADER), has_key=True).post(url))
    assert ANSWER not in staff_text(browser(the(Duty.LEADER), has_key=True).get(raised.get_absolute_url()))
    assert asked in fabrications(the(Duty.LEADER))
    walk_move(
        asked,
        "find",
        by=the(Duty.LEADER),
        not_by=the(Duty.REVIEWER),
        sends={"note": WHY},
        needs=("note",),
        target="found",
    )
    stopped = fresh(reward)
    assert stopped.state == "refused"
    assert stopped.checks.get(key="truthful").rules_out
    assert WHY in text_of(reporter.get("/track/reward/heard/"))
    assert "No reward is intended" in text_of(reporter.get("/track/reward/"))
    annul(Fabrication.objects.get())
    assert (fresh(reward).state, Fabrication.objects.get().state) == ("assessed", "answered")
    assert fresh(reward).checks.get(key="truthful").answer == "yes"
    assert "was taken back" in text_of(reporter.get("/track/report/"))
    rewards.clear_fabrication(Fabrication.objects.get(), actor=the(Duty.LEADER), note="属于认识错误。")
    assert "Nothing is held against you" in text_of(reporter.get("/track/report/"))
    rewards.tell_reward(fresh(reward), actor=person("telling", Duty.REWARDS))


def test_three_people_and_none_who_investigated() -> None:
    raised = fabrication_in("raised")
    for someone in (raised.raised_by, the(Duty.INVESTIGATOR)):
        for duty in (Duty.REVIEWER, Duty.LEADER):
            assign_duty(someone, duty)
        both = type(someone).objects.get(pk=someone.pk)
        with pytest.raises(MoveRefused, match="somebody else takes this step"):
            rewards.ask_reporter(Fabrication.objects.get(), actor=both)
    reviewer = the(Duty.REVIEWER)
    rewards.ask_reporter(Fabrication.objects.get(), actor=reviewer)
    assign_duty(reviewer, Duty.LEADER)
    both = type(reviewer).objects.get(pk=reviewer.pk)
    with pytest.raises(MoveRefused, match="You reviewed this file"):
        rewards.clear_fabrication(Fabrication.objects.get(), actor=both, note="无误。")
    for change in (
        {"asked_by": raised.raised_by},
        {"decided_by": reviewer},
        {"decided_by": raised.raised_by},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fabrication.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fabrication.objects.update(state="found")


def test_silence_is_decided_on_the_evidence_after_the_period() -> None:
    asked = fabrication_in("asked")
    assert asked.answer_until is not None
    after = datetime.datetime.combine(asked.answer_until, datetime.time(20), datetime.UTC)
    assert asked not in fabrications(the(Duty.LEADER))
    with time_machine.travel(after, tick=False):
        assert asked in fabrications(the(Duty.LEADER))
        rewards.find_fabrication(asked, actor=the(Duty.LEADER), note=WHY)


def test_what_is_dropped_the_reporter_never_hears_of() -> None:
    filing = factories.file_report()
    dropped = fabrication_in("dropped", reward=reward_in("told", report=filing.report))
    assert (dropped.state, dropped.asked_at) == ("cleared", None)
    reporter = tracking(filing.receipt.code)
    assert "Nothing is held" not in text_of(reporter.get("/track/report/"))
    assert reporter.get("/track/reward/heard/").status_code == 404
    fabrication_in("raised", reward=fresh(Reward.objects.get()))  # with better evidence, another time


@pytest.mark.parametrize("state", ["assessed", "contested", "proposed", "approved", "claimed", "lapsed"])
def test_a_finding_stops_the_reward_wherever_it_is_and_frees_its_money(state: str) -> None:
    reward = reward_in(state)
    fabrication_in("found", reward=reward)
    assert fresh(reward).state == "refused"
    assert not reward.contests.filter(decided_at=None).exists()
    assert all(budget.committed_fen == 0 for budget in Budget.objects.all())
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []
    rewards.contest_reward(reward.report, text="我没有编造。")
    with pytest.raises(MoveRefused, match="taken back first"):
        rewards.change_reward(fresh(reward), actor=person("reviewing", Duty.REWARDS), note="不对。")


def test_paid_money_is_proposed_to_come_back_and_the_decision_waits_for_it() -> None:
    reward = reward_in("paid")
    found = fabrication_in("found", reward=reward)
    (proposed,) = Clawback.objects.all()
    assert (proposed.ground, proposed.amount_fen) == ("fraud", reward.amount_fen)
    browser(the(Duty.REVIEWER)).post(
        f"{found.get_absolute_url()}annul/", {"seen": "found", "reason": "新证据。"}
    )
    refused = browser(the(Duty.LEADER)).post(f"{found.get_absolute_url()}annul/", {"seen": "found"})
    assert "Money is being got back" in staff_text(refused)
    rewards.dismiss_clawback(proposed, actor=person("deciding", Duty.LEADER), note="决定有误。")
    assert (
        browser(the(Duty.LEADER)).post(f"{found.get_absolute_url()}annul/", {"seen": "found"}).status_code
        == 302
    )
    assert Fabrication.objects.get().state == "answered"


def test_what_is_with_the_bank_is_paid_and_then_proposed_to_come_back() -> None:
    reward = reward_in("claimed")
    file = factories.payment_file_in("handed_out", reward=reward)
    fabrication_in("found", reward=fresh(reward))
    assert fresh(reward).state == "claimed"
    rewards.settle_payment_file(file, actor=the(Duty.CASHIER), results=[factories.result_line(file)])
    settle()
    assert fresh(reward).state == "paid"
    assert Clawback.objects.get().ground == "fraud"


def test_what_did_not_go_to_the_bank_after_all_is_stopped() -> None:
    reward = reward_in("claimed")
    file = factories.payment_file_in("drawn", reward=reward)
    fabrication_in("found", reward=fresh(reward))
    rewards.discard_payment_file(file, actor=the(Duty.CASHIER), note="不付。")
    settle()
    assert fresh(reward).state == "refused"


def test_no_paper_and_no_page_of_it_names_the_reporter() -> None:
    found = fabrication_in("found")
    settle()
    secrets = [*factories.IDENTITY.values(), factories.WORDS, ANSWER]
    shown = "".join(
        staff_text(browser(the(duty)).get(found.get_absolute_url()))
        for duty in (Duty.REWARDS, Duty.REVIEWER, Duty.LEADER)
    )
    papers = "".join(str(paper.context) for paper in Notice.objects.all())
    assert not [secret for secret in secrets if secret and (secret in shown or secret in papers)]
    assert timezone.localdate() is not None
    with pytest.raises((StalePage, AnnulmentRefused)):
        rewards.answer_fabrication(found.report, text=ANSWER)
