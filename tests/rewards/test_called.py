"""A reporter who cannot be reached is called by public notice, which names the public code and nothing else."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from accounts.models import Duty
from reports.models import MailboxItem
from rewards.models import Reward
from rewards.services import announce_reward, claim_reward
from tests.factories import PAYEE, browser, file_report, reward_in, the
from tests.public_site import text_of
from workflow.errors import MoveRefused
from workflow.selectors import running_clock

pytestmark = pytest.mark.django_db


def test_the_notice_names_the_code_alone_and_the_period_begins_when_it_counts_as_service() -> None:
    filing = file_report()
    reward = reward_in("approved", report=filing.report)
    nobody = text_of(browser(None).get("/unclaimed/"))
    assert reward.token not in nobody
    url, sends = f"{reward.get_absolute_url()}announce/", {"note": "电话三次无人接听。"}
    assert browser(the(Duty.FINANCE)).post(url, sends).status_code == 403
    officer = browser(the(Duty.REWARDS))
    assert officer.post(url, {"note": ""}).status_code == 400
    assert officer.post(url, sends).status_code == 302
    assert officer.post(url, sends).status_code == 403  # once
    called = Reward.objects.get(pk=reward.pk)
    today = timezone.localdate()
    assert called.announced_on == today
    assert called.claim_until is not None
    assert called.claim_until >= today + datetime.timedelta(days=30 + 60)
    assert timezone.localdate(running_clock(called, "reward.claim").due_at) == called.claim_until
    page = text_of(browser(None).get("/unclaimed/"))
    assert reward.token in page
    case = reward.case
    for secret in (
        *("7,500", "7500", case.reference, reward.reference, filing.receipt.code),
        *(case.unit.name if case.unit else "-----", "涪陵", "电话三次"),
    ):
        assert secret not in page.split("Nothing else is said here")[1].split("Follow my report")[0]


def test_the_code_stays_when_it_is_claimed_and_goes_with_its_last_day() -> None:
    reward = reward_in("approved")
    announce_reward(reward, actor=the(Duty.REWARDS), note="无法联系。")
    claim_reward(reward.report, payee=PAYEE)
    assert reward.token in text_of(browser(None).get("/unclaimed/"))
    Reward.objects.update(claim_until=timezone.localdate() - datetime.timedelta(days=1))
    assert reward.token not in text_of(browser(None).get("/unclaimed/"))


def test_who_has_read_the_notice_is_not_called_and_nobody_is_called_twice() -> None:
    reward, officer = reward_in("approved"), the(Duty.REWARDS)
    MailboxItem.objects.filter(report=reward.report).update(read_at=timezone.now())
    with pytest.raises(MoveRefused, match="has opened the reward notice"):
        announce_reward(reward, actor=officer, note="x")
    MailboxItem.objects.update(read_at=None)
    announce_reward(reward, actor=officer, note="x")
    with pytest.raises(MoveRefused, match="called by public notice already"):
        announce_reward(reward, actor=officer, note="x")
