"""How a reporter is paid: by account, by a code at a counter of the bank, and what a cashier's session checks."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.core import serializers

from accounts.models import Duty
from reports.services import Filing
from rewards.models import Claim, PaymentFile, Reward
from rewards.payees import code_payee
from rewards.services import (
    claim_reward,
    draw_payment_file,
    hand_out_payment_file,
    pay_reward,
    read_payee,
    renew_code,
    settle_payment_file,
)
from rewards.states import Way
from tests.desk.builders import text_of, walk_move
from tests.factories import PAYEE, browser, file_report, identity_of, payment_file_in, reward_in, the
from tests.factories import result_line as told
from tests.public_site import Reporter, tracking
from tests.public_site import text_of as public_text_of
from tests.rewards.test_figures import choose
from vault.services import open_envelope
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b\d{4}-\d{4}-\d{4}\b")
WISH = {"way": "code", "password": "江边的老槐树"}


def ready(filing: Filing) -> Reporter:
    reward_in("approved", report=filing.report)
    return tracking(filing.receipt.code)


def sealed() -> dict[str, Any]:
    return open_envelope(Claim.objects.get().envelope, identity=identity_of(the(Duty.CASHIER)))


def list_for_the_bank(file: PaymentFile) -> list[list[str]]:
    cashier = the(Duty.CASHIER)
    data = hand_out_payment_file(file, actor=cashier, identity=identity_of(cashier), kind="csv")
    return list(csv.reader(io.StringIO(data.decode("gb18030"))))


def test_a_code_is_shown_once_and_the_bank_s_list_names_nobody() -> None:
    filing = file_report()
    reporter = ready(filing)
    shown = reporter.post("/track/reward/", WISH)
    code = CODE.search(public_text_of(shown))
    assert code is not None
    assert "no-store" in shown["Cache-Control"]
    assert sealed() == {**WISH, "code": code[0]}
    assert not CODE.search(public_text_of(reporter.get("/track/reward/")))
    again = reporter.post("/track/reward/", WISH)
    assert again.status_code == 409
    assert not CODE.search(public_text_of(again))
    assert Claim.objects.get().way == "code"
    assert code[0] not in serializers.serialize("json", LogEntry.objects.all())

    cashier = the(Duty.CASHIER)
    with pytest.raises(MoveRefused, match="No claimed reward waits"):
        draw_payment_file(Reward.objects.all(), actor=cashier)
    file = draw_payment_file(Reward.objects.all(), actor=cashier, way=Way.CODE)
    heads, row = list_for_the_bank(file)
    assert heads == ["业务参考号", "取款码", "取款密码", "金额", "用途"]
    assert row[1:] == [code[0], WISH["password"], "7500.00", "其他"]
    settle_payment_file(PaymentFile.objects.get(), actor=cashier, results=[told(file)])
    assert Reward.objects.get().state == "paid"


def test_a_lost_code_is_renewed_until_the_bank_has_it_and_what_is_not_picked_up_comes_back() -> None:
    filing = file_report()
    reporter = ready(filing)
    assert reporter.get("/track/reward/code/").status_code == 404
    reporter.post("/track/reward/", WISH)
    first = sealed()["code"]
    assert "lost the pick-up code" in public_text_of(reporter.get("/track/reward/"))
    assert reporter.post("/track/reward/code/", {"password": "x"}).status_code == 400
    page = public_text_of(reporter.post("/track/reward/code/", {"password": "another-word"}))
    second = sealed()["code"]
    assert second in page
    assert second != first
    assert sealed()["password"] == "another-word"

    cashier = the(Duty.CASHIER)
    file = draw_payment_file(Reward.objects.all(), actor=cashier, way=Way.CODE)
    assert reporter.get("/track/reward/code/").status_code == 404
    with pytest.raises(StalePage, match="in a list for the bank"):
        renew_code(filing.report, payee=code_payee("third-word"))
    assert list_for_the_bank(file)[1][1] == second
    settle_payment_file(
        PaymentFile.objects.get(), actor=cashier, results=[told(file, is_paid=False, reason="逾期未领取")]
    )
    assert "没有在银行网点按期取款" in public_text_of(reporter.get("/track/report/"))
    reporter.post("/track/reward/", WISH)
    assert sealed()["code"] not in (first, second)


def test_an_account_of_somebody_who_may_not_take_it_is_found_in_the_session_that_opens_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reward, cashier = reward_in("approved"), the(Duty.CASHIER)
    claim_reward(reward.report, payee={**PAYEE, "holder": "cosigner"})
    key = {"actor": cashier, "identity": identity_of(cashier)}
    read_payee(Reward.objects.get(), **key)
    assert Claim.objects.get().name_check == "fits"
    assert LogEntry.objects.about(reward).last().note.text == "户名核对：受托署名人账户，符合规定。"
    file = payment_file_in("drawn", reward=Reward.objects.get())
    choose("reward.setting.account_name", "own", monkeypatch)
    with pytest.raises(MoveRefused, match=r"Line 1 .* may take the reward"):
        hand_out_payment_file(file, **key, kind="csv")
    assert PaymentFile.objects.get().state == "drawn"
    PaymentFile.objects.get().lines.update(fate="dropped")
    read_payee(Reward.objects.get(), **key)
    assert Claim.objects.get().name_check == "refused"
    with pytest.raises(MoveRefused, match="return the claim"):
        pay_reward(Reward.objects.get(), actor=cashier)
    with pytest.raises(MoveRefused, match="No claimed reward"):
        draw_payment_file(Reward.objects.all(), actor=cashier)


def test_the_form_offers_no_account_that_may_not_take_it(monkeypatch: pytest.MonkeyPatch) -> None:
    choose("reward.setting.account_name", "own", monkeypatch)
    reporter = ready(file_report())
    assert "co-signer" not in public_text_of(reporter.get("/track/reward/"))
    answer = reporter.post("/track/reward/", {**PAYEE, "way": "bank", "holder": "cosigner"})
    assert answer.status_code == 400
    assert "may not take the reward" in public_text_of(answer)


def test_a_claim_whose_details_do_not_serve_goes_back_to_the_reporter() -> None:
    filing = file_report()
    reward = reward_in("claimed", report=filing.report)
    file = payment_file_in("drawn", reward=reward)
    refused = browser(the(Duty.CASHIER)).post(
        f"{reward.get_absolute_url()}return_claim/", {"note": "户名不符。"}
    )
    assert "stands in a payment file" in text_of(refused)
    file.lines.update(fate="dropped")
    walk_move(
        reward,
        "return_claim",
        by=the(Duty.CASHIER),
        not_by=the(Duty.FINANCE),
        sends={"note": "户名应当是本人。"},
        needs=("note",),
        target="approved",
    )
    assert not Claim.objects.exists()
    assert "户名应当是本人" in public_text_of(tracking(filing.receipt.code).get("/track/report/"))
    claim_reward(reward.report, payee=PAYEE)
    pay_reward(Reward.objects.get(), actor=the(Duty.CASHIER))
