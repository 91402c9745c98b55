"""The preliminary notice, what the reporter answers, and the re-examination by somebody else."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Duty, User
from accounts.services import assign_duty
from desk.selectors.queues_rewards import to_assess, to_propose
from notices.models import Notice
from reports.models import MailboxItem
from reports.services import Filing
from rewards import services as rewards
from rewards.models import Contest, Reward
from tests import factories
from tests.desk.builders import refuse_strangers
from tests.desk.builders import text_of as staff_text
from tests.factories import OBJECTION, browser, find_conditions, person, reward_in, settle, the
from tests.public_site import Reporter, text_of, tracking
from tests.reports.test_public import no_keys
from workflow.errors import MoveRefused, StalePage
from workflow.services import advance

pytestmark = pytest.mark.django_db


def fresh(reward: Reward) -> Reward:
    return Reward.objects.get(pk=reward.pk)


@pytest.fixture
def filing() -> Filing:
    return factories.file_report()


def told(filing: Filing, state: str = "told") -> tuple[Reward, Reporter]:
    reward = reward_in(state, report=filing.report)
    return reward, tracking(filing.receipt.code)


# ---- The preliminary notice ------------------------------------------------------------------------------------
def test_the_intended_amount_its_steps_and_conditions_are_told_on_paper_and_on_the_page(
    filing: Filing,
) -> None:
    reward, reporter = told(filing)
    paper = Notice.objects.get(kind="reward_preliminary")
    assert paper.context["amount"] == f"{reward.amount:.2f}"
    assert paper.context["steps"] == [step["sentence_zh"] for step in reward.assessment["steps"]]
    assert MailboxItem.objects.filter(report=reward.report, notice=paper).exists()
    page = text_of(reporter.get("/track/reward/"))
    assert "7,500.00 yuan" in page
    assert "silence never loses the reward" in page
    assert "You may contest the intended amount until" in page
    for step in reward.assessment["steps"]:
        assert step["sentence_en"] in page
    for check in reward.checks.filter(answer="yes"):
        assert escape(check.words["en"]) in page
        assert check.evidence not in page
    assert "12350" in page
    assert "stays secret" in page


def test_silence_goes_on_with_the_amount_and_not_before_the_window_is_over(filing: Filing) -> None:
    reward, _reporter = told(filing)
    officer = the(Duty.REWARDS)
    with pytest.raises(MoveRefused, match="can still contest"):
        rewards.propose_reward(fresh(reward), actor=officer)
    assert reward not in to_propose(officer)
    assert reward.contest_until is not None
    after = reward.contest_until + datetime.timedelta(days=1)
    with time_machine.travel(datetime.datetime.combine(after, datetime.time(4), datetime.UTC), tick=False):
        assert reward in to_propose(officer)
        rewards.propose_reward(fresh(reward), actor=officer)
    assert fresh(reward).state == "proposed"


def test_who_agrees_need_not_wait(filing: Filing) -> None:
    reward, reporter = told(filing)
    assert reporter.post("/track/reward/agree/").status_code == 302
    assert "You agreed" in text_of(reporter.get("/track/reward/"))
    assert reporter.post("/track/reward/agree/").status_code == 302  # a second click changes nothing
    assert reward in to_propose(the(Duty.REWARDS))
    rewards.propose_reward(fresh(reward), actor=the(Duty.REWARDS))


def test_an_amount_that_changed_since_it_was_told_is_told_again() -> None:
    reward = reward_in("agreed")
    Reward.objects.filter(pk=reward.pk).update(told_fen=1)
    with pytest.raises(MoveRefused, match="not told this amount"):
        rewards.propose_reward(fresh(reward), actor=the(Duty.REWARDS))


def test_what_is_sent_back_unchanged_need_not_be_told_again() -> None:
    reward = reward_in("proposed")
    rewards.send_back_reward(reward, actor=the(Duty.FINANCE), note="请补充。")
    with pytest.raises(MoveRefused, match="knows this amount"):
        rewards.tell_reward(fresh(reward), actor=the(Duty.REWARDS))
    rewards.propose_reward(fresh(reward), actor=the(Duty.REWARDS))


def test_a_preliminary_notice_is_taken_back_by_two(filing: Filing) -> None:
    reward, _reporter = told(filing)
    url = f"{reward.get_absolute_url()}annul/"
    assert browser(the(Duty.FINANCE)).post(url, {"seen": "told", "reason": "错了"}).status_code == 302
    assert browser(the(Duty.REWARDS)).post(url, {"seen": "told"}).status_code == 302
    assert fresh(reward).state == "assessed"
    assert not MailboxItem.objects.filter(notice__kind="reward_preliminary").exists()
    assert Notice.objects.get(kind="reward_preliminary").state == "voided"


# ---- The objection ---------------------------------------------------------------------------------------------
def test_an_objection_is_sealed_and_read_by_who_re_examines_alone(filing: Filing) -> None:
    reward, reporter = told(filing)
    assert reporter.post("/track/reward/contest/", {"text": OBJECTION}).status_code == 302
    assert fresh(reward).state == "contested"
    assert "answers you here" in text_of(reporter.get("/track/reward/"))
    teller, other = person("telling", Duty.REWARDS), the(Duty.REWARDS)
    url = f"{reward.get_absolute_url()}objection/"
    for nobody in (teller, person("checking", Duty.REWARDS), the(Duty.FINANCE)):
        assert browser(nobody, has_key=True).post(url).status_code == 403
        assert OBJECTION not in staff_text(browser(nobody).get(reward.get_absolute_url()))
    assert OBJECTION in staff_text(browser(other, has_key=True).post(url))
    assert OBJECTION not in staff_text(browser(other).get(reward.get_absolute_url()))
    refuse_strangers(reward.get_absolute_url())
    assert reward in to_assess(other)
    assert reward not in to_assess(teller)


def test_an_objection_may_come_late_as_long_as_the_reward_has_not_gone_on(filing: Filing) -> None:
    reward, reporter = told(filing)
    Reward.objects.filter(pk=reward.pk).update(
        contest_until=timezone.localdate() - datetime.timedelta(days=3)
    )
    assert reporter.post("/track/reward/contest/", {"text": OBJECTION}).status_code == 302


@pytest.mark.parametrize("state", ["assessed", "contested", "reexamined", "proposed", "paid"])
def test_what_is_not_told_or_has_gone_on_is_not_contested(state: str, filing: Filing) -> None:
    _reward, reporter = told(filing, state)
    response = reporter.post("/track/reward/contest/", {"text": OBJECTION})
    assert response.status_code == 409
    with pytest.raises(StalePage):
        rewards.contest_reward(filing.report, text=OBJECTION)
    assert Contest.objects.count() == (state in {"contested", "reexamined"})


def test_an_objection_that_nobody_could_read_is_not_taken_and_the_words_come_back(filing: Filing) -> None:
    _reward, reporter = told(filing)
    empty = reporter.post("/track/reward/contest/", {"text": " "})
    assert empty.status_code == 400
    assert "Say what is wrong with it." in text_of(empty)
    no_keys()
    response = reporter.post("/track/reward/contest/", {"text": OBJECTION})
    assert response.status_code == 503
    assert OBJECTION in text_of(response)


# ---- The re-examination ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["telling", "checking"])
def test_who_assessed_does_not_re_examine(name: str) -> None:
    reward = reward_in("contested")
    for step in (rewards.uphold_reward, rewards.change_reward):
        with pytest.raises(MoveRefused, match="somebody else re-examines"):
            step(fresh(reward), actor=person(name, Duty.REWARDS), note="无误。")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contest.objects.update(
            decided_by=reward.told_by, decided_at=timezone.now(), outcome="upheld", reasons="无误。"
        )


def test_an_amount_that_is_upheld_goes_to_the_approval_and_the_reporter_reads_why(filing: Filing) -> None:
    reward, reporter = told(filing, "contested")
    other = person("reviewing", Duty.REWARDS)
    rewards.uphold_reward(reward, actor=other, note="按决定书的罚款计算，无误。")
    page = text_of(reporter.get("/track/report/")) + text_of(reporter.get("/track/reward/"))
    assert "按决定书的罚款计算，无误。" in page
    assert str(other) not in page
    rewards.propose_reward(fresh(reward), actor=the(Duty.REWARDS))
    factories.grant()
    assign_duty(other, Duty.FINANCE)
    with pytest.raises(MoveRefused, match="You reviewed this file"):
        rewards.approve_reward(fresh(reward), actor=User.objects.get(pk=other.pk))


def test_a_result_that_is_changed_has_new_steps_and_is_told_again(filing: Filing) -> None:
    reward, reporter = told(filing, "contested")
    before = reward.assessment["steps"]
    rewards.change_reward(
        reward,
        actor=person("reviewing", Duty.REWARDS),
        note="漏算了瞒报人数。",
        deaths=2,
        concealed_deaths=2,
    )
    reward = fresh(reward)
    assert (reward.state, reward.amount_fen) == ("assessed", 60_000_00)
    assert reward.assessment["steps"] != before
    with pytest.raises(MoveRefused, match="not told this amount"):
        rewards.propose_reward(reward, actor=the(Duty.REWARDS))
    rewards.tell_reward(fresh(reward), actor=the(Duty.REWARDS))
    page = text_of(reporter.get("/track/reward/"))
    assert "60,000.00 yuan" in page
    assert "漏算了瞒报人数。" in page
    assert reporter.post("/track/reward/contest/", {"text": "还是不对。"}).status_code == 302


def test_a_change_on_which_the_rules_give_no_amount_is_no_change() -> None:
    reward = reward_in("contested")
    with pytest.raises(MoveRefused, match="give no amount"):
        rewards.change_reward(
            reward, actor=person("reviewing", Duty.REWARDS), note="漏算了。", concealed_deaths=2
        )
    assert fresh(reward).state == "contested"


def test_a_refusal_says_on_which_rule_and_is_contested_once(filing: Filing) -> None:
    reward, reporter = told(filing, "refused")
    check = reward.checks.get(key="unhandled")
    page = text_of(reporter.get("/track/report/"))
    assert check.citation in page
    assert "举报前已被查处。" in page
    assert reporter.post("/track/reward/contest/", {"text": OBJECTION}).status_code == 302
    rewards.uphold_reward(fresh(reward), actor=person("reviewing", Duty.REWARDS), note="检查记录属实。")
    assert fresh(reward).state == "refused"
    again = reporter.post("/track/reward/contest/", {"text": OBJECTION})
    assert again.status_code == 409
    assert "re-examined already" in text_of(again)


def test_a_refusal_that_does_not_hold_opens_the_condition_again(filing: Filing) -> None:
    reward, _reporter = told(filing, "contested_refusal")
    with pytest.raises(MoveRefused, match="not an amount"):
        advance(reward, "uphold", actor=person("reviewing", Duty.REWARDS))
    rewards.change_reward(reward, actor=person("reviewing", Duty.REWARDS), note="记录是另一家单位的。")
    assert fresh(reward).state == "assessed"
    assert fresh(reward).checks.get(key="unhandled").is_open
    rewards.tell_reward(find_conditions(fresh(reward)), actor=person("telling", Duty.REWARDS))


def test_no_paper_or_page_of_the_contest_names_the_reporter(filing: Filing) -> None:
    reward, _reporter = told(filing, "reexamined")
    settle()
    secrets = [*factories.IDENTITY.values(), factories.WORDS, OBJECTION]
    pages = [browser(the(duty)).get(reward.get_absolute_url()) for duty in (Duty.REWARDS, Duty.FINANCE)]
    shown = "".join(staff_text(page) for page in pages)
    papers = "".join(str(paper.context) for paper in Notice.objects.all())
    assert not [secret for secret in secrets if secret and (secret in shown or secret in papers)]
