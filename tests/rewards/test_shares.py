"""One reward that several reporters share: graded by two officers, never more than one reward, told to each apart."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Duty
from notices.models import Notice
from reports.models import MailboxItem
from rewards import services as rewards
from rewards.matters import division_of
from rewards.models import Clawback, Division, Reward, Share
from rewards.selectors.budgets import forecast
from tests import factories
from tests.desk.builders import refuse_strangers
from tests.desk.builders import text_of as staff_text
from tests.factories import OBJECTION, browser, find_conditions, person, settle, the
from tests.public_site import text_of, tracking
from tests.rewards.sharing import BEST, LEAST, divided, fresh, grades, sharing_in, sharing_office, two_reports
from tests.rewards.test_clawbacks import revoke
from workflow.errors import MoveRefused
from workflow.models import Clock

pytestmark = pytest.mark.django_db

TOTAL = 7_500_00  # what the first alone would get
OTHERS = ("另有", "其他举报", "多人", "多个", "分配", "份额", "other report", "share", "another report")


def tell(*found: Reward) -> None:
    for reward in found:
        rewards.tell_reward(fresh(reward), actor=person("telling", Duty.REWARDS))
        rewards.agree_to_reward(reward.report)


def test_two_share_one_reward_and_the_parts_add_up() -> None:
    found = two_reports()
    assert [(reward.state, reward.amount_fen) for reward in found] == [("assessed", 0)] * 2
    assert {check.answer for reward in found for check in reward.checks.filter(key="first")} == {
        "does_not_apply"
    }
    with pytest.raises(MoveRefused, match="conditions of every reporter"):
        rewards.find_shares(found[0], actor=the(Duty.REWARDS), grades=grades(found))
    found = [find_conditions(reward) for reward in found]
    with pytest.raises(MoveRefused, match="Two officers find their shares first"):
        rewards.tell_reward(fresh(found[1]), actor=the(Duty.REWARDS))
    with pytest.raises(MoveRefused, match="only on a condition"):
        rewards.refuse_reward(fresh(found[1]), actor=the(Duty.REWARDS), note="不想给。")
    rewards.find_shares(found[0], actor=person("checking", Duty.REWARDS), grades=grades(found))
    with pytest.raises(MoveRefused, match="another reward officer"):
        rewards.agree_shares(fresh(found[1]), actor=person("checking", Duty.REWARDS), agrees=True)
    rewards.agree_shares(fresh(found[1]), actor=the(Duty.REWARDS), agrees=False, note="证据看错了。")
    rewards.find_shares(fresh(found[1]), actor=the(Duty.REWARDS), grades=grades(found, BEST, LEAST))
    rewards.agree_shares(fresh(found[0]), actor=person("checking", Duty.REWARDS), agrees=True)
    one, two = (fresh(reward).amount_fen for reward in found)
    assert (one, two) == (5_357_14, 2_142_86)  # 100 points and 40 of 140
    assert one + two == TOTAL == division_of(found[0].case).shared_fen
    with pytest.raises(MoveRefused, match="rest on these answers"):
        rewards.answer_checks(fresh(found[0]), actor=the(Duty.REWARDS), answers={})


def test_the_database_holds_the_sum_and_the_two_people() -> None:
    found = divided(two_reports())
    division = division_of(found[0].case)
    third = factories.file_report().report
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.create(division=division, report=third, grades=BEST, points=1, fen=1)
    with pytest.raises(Exception, match="never changed"), transaction.atomic():
        Share.objects.filter(division=division).update(fen=F("fen") + 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.filter(pk=division.pk).update(reviewed_by=division.found_by)
    Reward.objects.filter(pk=found[0].pk).update(amount_fen=TOTAL)
    with pytest.raises(MoveRefused, match="Assess it anew"):
        rewards.tell_reward(fresh(found[0]), actor=the(Duty.REWARDS))


def test_no_word_to_one_reporter_says_that_there_is_another() -> None:
    first = factories.file_report()
    found = two_reports(first=first.report)
    settle()
    second = found[1].report
    divided(found)
    tell(*found)
    settle()
    reporter = tracking(first.receipt.code)
    shown = text_of(reporter.get("/track/report/")) + text_of(reporter.get("/track/reward/"))
    assert "5,357.14 yuan" in shown
    papers = [item.notice for item in MailboxItem.objects.filter(report=first.report) if item.notice]
    said = shown + "".join(str(paper.context) for paper in papers)
    assert not [secret for secret in (second.reference, "7,500.00", "7500.00", "2,142.86") if secret in said]
    paper = Notice.objects.get(kind="reward_preliminary", subject_id=found[0].pk)
    page = text_of(reporter.get("/track/reward/"))
    assert not [word for word in OTHERS if word in str(paper.context) or word in page]


def test_who_is_alone_reads_the_same_sentence_where_the_office_shares() -> None:
    filing = factories.file_report()
    with sharing_office():
        reward = factories.reward_in("told", report=filing.report)
    assert reward.amount_fen == TOTAL
    context = Notice.objects.get(kind="reward_preliminary").context
    assert context["steps"] == ["奖金按举报的时间、内容和证据对查实所起的作用核定，本件为7,500.00元。"]
    assert not hasattr(reward.case, "divided")
    assert not Division.objects.exists()


def test_what_is_still_to_be_divided_is_forecast_once() -> None:
    found = two_reports()
    coming = forecast()[factories.office().pk]
    assert (coming.amount * 100, coming.count, coming.without_amount) == (TOTAL, 2, 1)
    found = divided(found)
    coming = forecast()[factories.office().pk]
    assert (coming.amount * 100, coming.without_amount) == (TOTAL, 0)
    Reward.objects.filter(pk=found[1].pk).update(
        amount_fen=0, assessment={**found[1].assessment, "awaits_shares": True}
    )
    assert forecast()[factories.office().pk].amount * 100 == TOTAL


def test_the_whole_decides_who_must_agree_and_all_parts_wait_for_each_other() -> None:
    first, second = divided(two_reports())
    rewards.tell_reward(first, actor=person("telling", Duty.REWARDS))
    rewards.agree_to_reward(first.report)
    officer = the(Duty.REWARDS)
    with pytest.raises(MoveRefused, match="can still be contested"):
        rewards.propose_reward(fresh(first), actor=officer)
    tell(second)
    Division.objects.update(total_fen=60_000_00)  # as if the whole were high
    assessment = fresh(second).assessment
    Reward.objects.update(assessment={key: value for key, value in assessment.items() if key != "digest"})
    rewards.propose_reward(fresh(second), actor=officer)
    assert fresh(second).approvals == ["review", "clear", "approve"]


def test_a_contested_share_is_divided_again_and_never_takes_what_is_approved() -> None:
    first, second = divided(two_reports())
    tell(first)
    rewards.tell_reward(second, actor=person("telling", Duty.REWARDS))
    rewards.contest_reward(second.report, text=OBJECTION)
    with pytest.raises(MoveRefused, match="can still be contested"):
        rewards.propose_reward(fresh(first), actor=the(Duty.REWARDS))
    rewards.change_reward(fresh(second), actor=person("reviewing", Duty.REWARDS), note="线索是主要的。")
    assert (fresh(second).state, fresh(second).amount_fen) == ("assessed", 0)
    found = [first, second]
    rewards.find_shares(
        fresh(second),
        actor=person("checking", Duty.REWARDS),
        grades=grades(found, BEST, {**BEST, "order": "after"}),
    )
    rewards.agree_shares(fresh(second), actor=the(Duty.REWARDS), agrees=True)
    one, two = (fresh(reward) for reward in found)
    assert one.amount_fen + two.amount_fen == TOTAL
    assert (one.state, two.state, two.amount_fen) == ("assessed", "assessed", 3_333_33)
    running = Clock.objects.filter(subject_id=one.pk, rule_id="reward.contest", outcome="running")
    assert not running.exists()
    assert MailboxItem.objects.filter(report=one.report, notice=None).exists()
    assert Notice.objects.get(kind="reward_preliminary", subject_id=one.pk).state == "voided"
    tell(one, two)
    rewards.propose_reward(fresh(one), actor=the(Duty.REWARDS))
    # The second contests late: what is proposed for the first stays, the rest is all there is.
    Reward.objects.filter(pk=two.pk).update(settled_at=None)
    rewards.contest_reward(two.report, text=OBJECTION)
    rewards.change_reward(fresh(two), actor=person("reviewing", Duty.REWARDS), note="应当更多。")
    rewards.find_shares(
        fresh(two),
        actor=person("checking", Duty.REWARDS),
        grades=grades(found, {**LEAST, "evidence": "bare"}, BEST),
    )
    rewards.agree_shares(fresh(two), actor=the(Duty.REWARDS), agrees=True)
    assert (fresh(one).amount_fen, fresh(two).amount_fen) == (4_166_67, 3_333_33)


def test_a_share_can_be_contested_while_the_parts_are_being_found_again() -> None:
    found = divided(two_reports())
    for reward in found:
        rewards.tell_reward(reward, actor=person("telling", Duty.REWARDS))
    for (
        contested
    ) in found:  # the second while the parts of the first one's new round are found and not agreed
        rewards.contest_reward(contested.report, text=OBJECTION)
        rewards.change_reward(fresh(contested), actor=person("reviewing", Duty.REWARDS), note="重新核定。")
        rewards.find_shares(fresh(contested), actor=person("checking", Duty.REWARDS), grades=grades(found))
    rewards.agree_shares(fresh(found[0]), actor=the(Duty.REWARDS), agrees=True)
    assert [fresh(reward).amount_fen for reward in found] == [5_357_14, 2_142_86]


def test_a_penalty_that_falls_gives_each_the_same_share_of_less() -> None:
    found = divided(two_reports())
    revoke(found[0])
    again = list(Reward.objects.exclude(state="cancelled").order_by("pk"))
    assert [reward.amount_fen for reward in again] == [2_142_86, 857_14]  # of 3,000
    assert not {reward.pk for reward in again} & {reward.pk for reward in found}


def test_a_paid_share_gives_back_its_share_of_the_difference() -> None:
    found = divided(two_reports())
    tell(*found)
    factories.grant()
    for reward in found:
        rewards.propose_reward(fresh(reward), actor=the(Duty.REWARDS))
        rewards.approve_reward(fresh(reward), actor=the(Duty.FINANCE))
        rewards.claim_reward(reward.report, payee=factories.PAYEE)
        rewards.pay_reward(fresh(reward), actor=the(Duty.CASHIER))
    revoke(found[0])
    amounts = dict(Clawback.objects.values_list("payment__reward", "amount_fen"))
    assert amounts == {found[0].pk: 5_357_14 - 2_142_86, found[1].pk: 2_142_86 - 857_14}


def test_the_pages_of_the_shares() -> None:
    reward = sharing_in("found")
    other = reward.case.rewards.exclude(pk=reward.pk).get()
    url = f"{reward.get_absolute_url()}find_shares/"
    officer = browser(person("checking", Duty.REWARDS))
    form = staff_text(officer.get(url))
    assert reward.token in form
    assert other.token in form
    assert officer.post(url, {"seen": "assessed"}).status_code == 400
    both = {f"{factor}_{one.report_id}": grade for one in (reward, other) for factor, grade in BEST.items()}
    refused = officer.post(url, {"seen": "assessed", **both})
    assert refused.status_code == 400
    assert "Only one report can be the earliest." in staff_text(refused)
    both[f"order_{other.report_id}"] = "after"
    assert officer.post(url, {"seen": "assessed", **both}).status_code == 302
    agree = f"{other.get_absolute_url()}agree_shares/"
    second = browser(the(Duty.REWARDS))
    assert "5,357" not in staff_text(second.get(agree))
    assert second.post(agree, {"seen": "assessed", "agrees": "yes"}).status_code == 302
    shown = staff_text(browser(the(Duty.FINANCE)).get(other.get_absolute_url()))
    assert "4,166.67" in shown
    refuse_strangers(other.get_absolute_url())
