"""Rewards that do not go straight, over HTTP: two share one, a reporter is heard, another is called in public."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from reports.models import Report
from rewards.models import Fabrication, PaymentFile, Reward
from rewards.selectors import checks_to_answer
from rewards.selectors.budgets import broken_budgets, trial_balance
from tests import factories
from tests.factories import ANSWER, EVIDENCE, browser, case_in, grant, office, penalty_in, settle, the, unit
from tests.journeys import public_form
from tests.journeys.desk import Officer
from tests.public_site import text_of, tracking
from tests.rewards.sharing import BEST, LEAST, choose
from workflow.services import seal_log

pytestmark = pytest.mark.django_db

TOTAL = Decimal("7500.00")  # what the first alone would get
PARTS = (Decimal("5357.14"), Decimal("2142.86"))  # 100 points and 40 of 140
UNIT = str(public_form.ANSWERS["unit"]["unit_name"])
PAYEE = {"way": "bank", **factories.PAYEE}
HAZARD = {
    "what": {"kind": "hazard", "is_danger_now": "no"},
    "details": {"since": "两个多月", "who_knows": ["workers"]},
}


def file_tip() -> tuple[Report, str]:
    """File a tip on the public form; return it and its receipt code."""
    public = Client(headers={"accept-language": "en"})
    public_form.answer_all(public, **HAZARD)
    code = public_form.send(public)
    return Report.objects.latest("pk"), code


def find_conditions(reward: Reward, officer: Officer, other: Officer) -> None:
    """One officer answers the conditions, another looks at them."""
    asked = {
        f"{field}_{check.key}": given
        for check in checks_to_answer(reward)
        for field, given in (("answer", "yes"), ("evidence", "已核对案卷。"))
    }
    officer.press(reward, "rewards:find_conditions", **asked)
    other.press(reward, "rewards:agree_conditions", agrees="yes")


def paid_by_file(cashier: Officer) -> PaymentFile:
    """Draw up what waits, take it once, bring the bank's result that paid every line."""
    drawn = cashier.client.post(reverse("payments:draw"), {"way": "bank"})
    file = PaymentFile.objects.latest("pk")
    assert drawn["Location"] == file.get_absolute_url()
    kind = {"kind": "csv", "seen": "drawn"}
    taken = cashier.client.post(reverse("payments:hand_out", args=[file.reference]), kind)
    rows = list(csv.reader(io.StringIO(b"".join(taken.streaming_content).decode("gb18030"))))
    assert len(rows) == 1 + file.lines.count()
    out = io.StringIO()
    heads = ("业务参考号", "金额", "处理结果", "交易日期", "失败原因")
    today = str(timezone.localdate())
    told = [(line.instruction, f"{line.amount:.2f}", "成功", today, "") for line in file.lines.all()]
    csv.writer(out).writerows([heads, *told])
    results = SimpleUploadedFile("result.csv", out.getvalue().encode("gb18030"))
    url = reverse("payments:settle", args=[file.reference])
    assert cashier.client.post(url, {"results": results}).status_code == 302
    settle()
    return PaymentFile.objects.get(pk=file.pk)


def check_money() -> None:
    """The books balance, and the log is whole."""
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []
    seal_log()
    call_command("verify_log")


def test_two_reporters_of_one_matter_are_each_paid_their_share_to_the_fen() -> None:
    office()
    unit(UNIT)
    choose("shares")
    (first, first_code), (second, second_code) = file_tip(), file_tip()
    desk, officer, other = Officer(the(Duty.DESK)), Officer(the(Duty.REWARDS)), Officer(the(Duty.REWARDS, 2))
    for tip in (first, second):
        words = {"text": "冲压车间一台冲压机没有防护罩。"}
        assert desk.client.post(reverse("reports:release", args=[tip.reference]), words).status_code == 302
    desk.press(first, "reports:accept", note="符合受理条件。")
    desk.press(second, "reports:merge", into=first.reference, added="另有夜班。", note="同一事项。")
    penalty_in("decided", case=case_in("concluded", report=first, proposes_penalty=True))
    settle()
    found = list(Reward.objects.order_by("pk"))
    assert [reward.report_id for reward in found] == [first.pk, second.pk]
    for reward in found:
        find_conditions(reward, officer, other)
    graded = {
        f"{factor}_{reward.report_id}": grade
        for reward, given in zip(found, (BEST, LEAST), strict=True)
        for factor, grade in given.items()
    }
    officer.press(found[0], "rewards:find_shares", **graded)
    other.press(found[1], "rewards:agree_shares", agrees="yes")
    reporters = [tracking(code) for code in (first_code, second_code)]
    grant()
    for reward, reporter in zip(found, reporters, strict=True):
        reward.refresh_from_db()
        officer.press(reward, "rewards:tell")
        assert reporter.post(reverse("claims:agree")).status_code == 302
    finance = Officer(the(Duty.FINANCE))
    for reward, reporter in zip(found, reporters, strict=True):
        reward.refresh_from_db()
        officer.press(reward, "rewards:propose")
        finance.press(reward, "rewards:approve")
        assert reporter.post(reverse("claims:reward"), PAYEE).status_code == 302
    file = paid_by_file(Officer(the(Duty.CASHIER)))
    assert sorted((line.amount for line in file.lines.all()), reverse=True) == list(PARTS)
    pages = [text_of(reporter.get(reverse("tips:panels"))) for reporter in reporters]
    pages = [
        page + text_of(reporter.get(reverse("claims:reward")))
        for page, reporter in zip(pages, reporters, strict=True)
    ]
    for mine, theirs, page in ((0, 1, pages[0]), (1, 0, pages[1])):
        assert "Your reward has been paid" in page
        assert f"{PARTS[mine]:,.2f}" in page
        for secret in (f"{PARTS[theirs]:,.2f}", f"{TOTAL:,.2f}", found[theirs].token):
            assert secret not in page
    paid = [reward.payments.get() for reward in found]
    assert [payment.amount_fen for payment in paid] == [int(part * 100) for part in PARTS]
    assert sum(payment.amount_fen for payment in paid) == int(TOTAL * 100)
    check_money()


def raise_question(officer: Officer, reward: Reward) -> Fabrication:
    """Raise from the page of the list that a report was made up."""
    url = reverse("fabrications:raise")
    assert url in officer.look(reverse("fabrications:list"))
    told = {
        "number": reward.token,
        "evidence": "\n".join(EVIDENCE),
        "intent": "聊天记录显示其明知照片是旧的。",
    }
    answered = officer.client.post(url, told)
    raised = Fabrication.objects.latest("pk")
    assert answered["Location"] == raised.get_absolute_url()
    return raised


@pytest.mark.parametrize(
    ("decision", "state", "said"),
    [("find", "refused", "No reward is intended"), ("clear", "told", "Nothing is held against you")],
)
def test_a_reporter_is_heard_before_it_is_decided_whether_the_report_was_made_up(
    decision: str, state: str, said: str
) -> None:
    filing = factories.file_report()
    reward = factories.reward_in("told", report=filing.report)
    officer, reviewer, leader = (Officer(the(duty)) for duty in (Duty.REWARDS, Duty.REVIEWER, Duty.LEADER))
    raised, reporter = raise_question(officer, reward), tracking(filing.receipt.code)
    heard = reverse("claims:heard")
    assert heard not in text_of(reporter.get(reverse("tips:panels")))
    reviewer.press(raised, "fabrications:hear")
    assert heard in text_of(reporter.get(reverse("tips:panels")))
    assert all(item in text_of(reporter.get(heard)) for item in EVIDENCE)
    assert reporter.post(heard, {"text": ANSWER}).status_code == 302
    read = reverse("fabrications:read_answer", args=[raised.reference])
    assert read in leader.look(raised.get_absolute_url())
    assert ANSWER in leader.opened(read)
    assert ANSWER not in reviewer.look(raised.get_absolute_url())
    leader.press(raised, f"fabrications:{decision}", note="看过照片原件和举报人的申辩。")
    reward.refresh_from_db()
    assert reward.state == state
    page = text_of(reporter.get(reverse("tips:panels"))) + text_of(reporter.get(reverse("claims:reward")))
    assert said in page
    assert "看过照片原件" in text_of(reporter.get(heard))
    check_money()


def test_who_does_not_come_is_called_in_public_and_is_paid_after_the_reward_lapsed_and_was_revived() -> None:
    filing = factories.file_report()
    reward = factories.reward_in("approved", report=filing.report)
    Officer(the(Duty.REWARDS)).press(reward, "rewards:announce", note="电话三次无人接听。")
    public, called = browser(None), reverse("unclaimed:list")
    assert reward.token in text_of(public.get(called))
    assert reward.claim_until is not None
    with time_machine.travel(reward.claim_until + datetime.timedelta(days=1)):
        grant()
        officer, reporter = Officer(the(Duty.REWARDS)), tracking(filing.receipt.code)
        assert reporter.post(reverse("claims:reward"), PAYEE).status_code == 409
        assert reward.token not in text_of(public.get(called))
        officer.press(reward, "rewards:lapse")
        assert reward.state == "lapsed"
        Officer(the(Duty.FINANCE)).press(reward, "rewards:revive", note="本人来电，长期在外务工。")
        assert "Your reward is ready to be claimed" in text_of(reporter.get(reverse("tips:panels")))
        assert reporter.post(reverse("claims:reward"), PAYEE).status_code == 302
        file = paid_by_file(Officer(the(Duty.CASHIER)))
        assert file.lines.get().amount == TOTAL
        assert "Your reward has been paid" in text_of(reporter.get(reverse("tips:panels")))
        check_money()
