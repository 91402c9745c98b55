"""The password chosen at filing: asked again at the claim of an anonymous reporter, over HTTP."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from reports.models import Report
from reports.services import WrongPassword, check_claim_password
from rewards import services as rewards
from rewards.models import Claim, Reward
from tests.factories import agree, browser, office, reward_in, settle, settle_amount, the, unit
from tests.journeys.public_form import ANSWERS, answer, answer_all, send
from workflow.services import advance

pytestmark = pytest.mark.django_db

PASSWORD = "麻柳湾的石桥"
BY_THE_WINDOW = {"way": "pick_up", "password": "window-word"}
YOU = {"mode": "anonymous", "name": "", "phone": "", "reach": ""}
# A regime that pays anonymous reporters, while it was in force.
PAYS = {"place": "370000", "on": datetime.date(2024, 12, 2)}


def text(response: Any) -> str:
    return response.content.decode()


def filed(password: str = PASSWORD) -> tuple[Client, Report]:
    """File through the form and open the report with its receipt."""
    office()
    unit(ANSWERS["unit"]["unit_name"])
    client = browser(None)
    answer_all(client, you={**YOU, "claim_password": password})
    assert PASSWORD not in text(client.get(reverse("tips:check")))
    code = send(client)
    reporter = browser(None)
    reporter.post(reverse("tips:track"), {"code": code})
    return reporter, Report.objects.get()


def payable(report: Report) -> Reward:
    """Bring the report to an approved reward under a regime that asks no name."""
    first = reward_in("assessed", report=report)
    assert first.amount_fen == 0, "the regime of this district pays no anonymous reporter"
    advance(first, "cancel", actor=None)
    reward = rewards.open_reward(first.case, **PAYS)
    assert reward is not None
    reward = settle_amount(reward)
    rewards.propose_reward(reward, actor=the(Duty.REWARDS))
    approver = agree(reward)
    reward = Reward.objects.get(pk=reward.pk)
    rewards.approve_reward(reward, actor=approver)
    settle()
    return reward


def claim(client: Client, **more: str) -> Any:
    return client.post(reverse("claims:reward"), {**BY_THE_WINDOW, **more})


def test_an_anonymous_reporter_claims_with_receipt_and_password_and_without_a_name() -> None:
    reporter, report = filed()
    payable(report)
    assert "The password that you chose" in text(reporter.get(reverse("claims:reward")))
    assert claim(reporter).status_code == 400
    wrong = claim(reporter, agreed="麻柳湾的木桥")
    assert wrong.status_code == 403
    assert "not the password that was chosen" in text(wrong)
    assert not Claim.objects.exists()
    assert claim(reporter, agreed=PASSWORD).status_code == 302
    assert Claim.objects.count() == 1


def test_without_one_the_claim_asks_none() -> None:
    reporter, report = filed("")
    payable(report)
    assert "The password that you chose" not in text(reporter.get(reverse("claims:reward")))
    assert claim(reporter).status_code == 302


def test_three_wrong_ones_make_even_the_right_one_wait() -> None:
    reporter, report = filed()
    payable(report)
    for _try in range(3):
        assert claim(reporter, agreed="something else").status_code == 403
    early = claim(reporter, agreed=PASSWORD)
    assert early.status_code == 403
    assert "Wait a quarter of an hour" in text(early)
    Report.objects.update(claim_waits_until=timezone.now())
    assert claim(reporter, agreed=PASSWORD).status_code == 302


def test_the_table_holds_it_neither_in_the_clear_nor_for_whoever_lacks_the_receipt(tmp_path: Any) -> None:
    _reporter, report = filed()
    dump = tmp_path / "dump.json"
    call_command("dumpdata", output=str(dump))
    assert PASSWORD not in dump.read_text().encode().decode("unicode_escape", "replace")
    assert PASSWORD not in dump.read_text()
    with pytest.raises(WrongPassword):
        check_claim_password(report, seed=bytes(32), password=PASSWORD)


def test_it_goes_with_anonymous_reports_alone_and_has_a_length() -> None:
    client = browser(None)
    answer_all(client, until="you")
    named = answer(client, "you", claim_password=PASSWORD)
    assert named.status_code == 400
    assert "for anonymous reports only" in text(named)
    assert answer(client, "you", **YOU, claim_password="short").status_code == 400
