"""The payment file: taken once by a cashier, settled by the bank's result, all of it or nothing; no name is kept."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import Duty
from config import settings as office
from rewards.bank import payment_table, reason_of
from rewards.checks import check_payment_columns
from rewards.models import Payment, PaymentFile, PaymentFileLine, Reward
from rewards.selectors import rewards_to_file
from rewards.selectors.budgets import broken_budgets, trial_balance
from rewards.services import (
    claim_reward,
    discard_payment_file,
    draw_payment_file,
    hand_out_payment_file,
    pay_reward,
    settle_payment_file,
)
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests.desk.builders import text_of
from tests.factories import PAYEE, browser, file_report, identity_of, payment_file_in, person, reward_in, the
from tests.factories import result_line as told
from tests.public_site import text_of as public_text_of
from tests.public_site import tracking
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
HEADS = ("业务参考号", "金额", "处理结果", "交易日期", "失败原因")


def cashier() -> Client:
    return browser(the(Duty.CASHIER), has_key=True)


def drawn(client: Client | None = None) -> PaymentFile:
    """Draw up what waits, as a cashier does."""
    answer = (client or cashier()).post("/desk/payments/draw/", {"way": "bank"})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return PaymentFile.objects.latest("pk")


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def result(file: PaymentFile, *changes: dict[int, str]) -> list[list[str]]:
    """Return a result that paid every line, with `changes` by line and column."""
    today = str(timezone.localdate())
    rows = [[line.instruction, f"{line.amount:.2f}", "成功", today, ""] for line in file.lines.all()]
    for row, change in zip(rows, changes, strict=False):
        for place, value in change.items():
            row[place] = value
    return rows


def bring(client: Client, file: PaymentFile, rows: list[list[str]], *, heads: Iterable[str] = HEADS) -> Any:
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    upload = SimpleUploadedFile("result.csv", text.getvalue().encode("gb18030"))
    return client.post(f"{file.get_absolute_url()}settle/", {"results": upload})


def fates(file: PaymentFile) -> list[str]:
    return list(file.lines.values_list("fate", flat=True))


def everything() -> str:
    """Return every row of every table in plain text."""
    return "".join(serializers.serialize("json", model.objects.all()) for model in apps.get_models())


def test_a_file_is_drawn_taken_once_and_settled_and_no_name_is_kept() -> None:
    failing = file_report()
    first, second = reward_in("claimed"), reward_in("claimed", report=failing.report)
    window = reward_in("approved")
    claim_reward(window.report, payee={"way": "pick_up", "password": "青山绿水六个字"})
    client = cashier()
    counted = re.sub("<[^>]*>", " ", text_of(client.get("/desk/payments/draw/")))
    assert "By bank transfer 2 At the window, with a password 1" in " ".join(counted.split())
    file = drawn(client)
    assert [line.reward for line in file.lines.all()] == [first, second]
    page = file.get_absolute_url()
    answer = client.post(f"{page}hand_out/", {"kind": "csv"})
    assert "no-store" in answer["Cache-Control"]
    rows = list(csv.reader(io.StringIO(bytes_of(answer).decode("gb18030"))))
    assert rows[0] == ["业务参考号", "收款人户名", "收款人账号", "收款人开户行", "金额", "用途"]
    number = f"FK-{first.reference}"
    assert rows[1] == [number, PAYEE["name"], PAYEE["account"], PAYEE["bank"], "7500.00", "其他"]
    assert len(rows) == 3
    again = client.post(f"{page}hand_out/", {"kind": "csv"})
    assert again.status_code == 409
    assert "cannot be taken a second time" in text_of(client.get(page))
    with pytest.raises(MoveRefused, match="stands in a payment file"):
        pay_reward(Reward.objects.get(pk=first.pk), actor=the(Duty.CASHIER))

    why = f"户名{PAYEE['name']}与账号{PAYEE['account']}不符"
    rows = result(file, {}, {2: "失败", 4: why})
    assert bring(client, file, rows).status_code == 302
    assert fates(file) == ["paid", "failed"]
    states = Reward.objects.in_bulk([first.pk, second.pk, window.pk])
    assert [states[one.pk].state for one in (first, second, window)] == ["paid", "approved", "claimed"]
    track = public_text_of(tracking(failing.receipt.code).get("/track/report/"))
    assert "户名与账号不符。" in track
    assert PAYEE["name"] not in track
    assert bring(client, file, rows).status_code == 409  # the same result twice books nothing more
    assert Payment.objects.count() == 2
    assert sum(trial_balance().values()) == 0
    assert broken_budgets() == []
    moves = list(LogEntry.objects.about(file).values_list("move", flat=True))
    assert moves == ["draw", "hand_out", "settle"]
    assert LogEntry.objects.about(first).filter(move="read_payee").count() == 1
    kept = everything()
    for secret in (PAYEE["name"], PAYEE["account"], "青山绿水六个字"):
        assert secret not in kept
        assert secret.encode("unicode_escape").decode() not in kept


def test_an_excel_file_holds_text_and_never_touches_the_disk(monkeypatch: Any) -> None:
    monkeypatch.setattr(tempfile, "mkstemp", None)
    monkeypatch.setattr(tempfile, "_mkstemp_inner", None)
    reward_in("claimed")
    client = cashier()
    answer = client.post(f"{drawn(client).get_absolute_url()}hand_out/", {"kind": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(bytes_of(answer))).worksheets[0]
    assert sheet["C2"].value == PAYEE["account"]
    assert sheet["E2"].value == "7500.00"
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_a_lost_file_is_withdrawn_by_two_people_and_taken_anew_under_the_same_numbers() -> None:
    file, first = payment_file_in("handed_out"), cashier()
    number, page = file.lines.get().instruction, file.get_absolute_url()
    first.post(f"{page}annul/", {"reason": "U盘丢失，未送银行。"})
    assert first.post(f"{page}annul/", {}).status_code == 403  # not by the same person
    assert PaymentFile.objects.get().state == "handed_out"
    assert browser(the(Duty.FINANCE)).post(f"{page}annul/", {}).status_code == 302
    assert number in bytes_of(first.post(f"{page}hand_out/", {"kind": "csv"})).decode("gb18030")
    settle_payment_file(PaymentFile.objects.get(), actor=the(Duty.CASHIER), results=[told(file)])
    assert Payment.objects.get().instruction == number


def test_a_discarded_file_frees_its_rewards_and_the_next_carries_the_same_numbers() -> None:
    file = payment_file_in("drawn")
    key = {"actor": the(Duty.CASHIER), "identity": identity_of(the(Duty.CASHIER))}
    assert not rewards_to_file(the(Duty.CASHIER)).exists()
    with pytest.raises(StalePage):
        settle_payment_file(file, actor=the(Duty.CASHIER), results=[told(file)])
    discard_payment_file(file, actor=the(Duty.CASHIER), note="金额待核。")
    second = draw_payment_file(rewards_to_file(the(Duty.CASHIER)), actor=key["actor"])
    assert second.lines.get().instruction == file.lines.get().instruction
    hand_out_payment_file(second, **key, kind="csv")
    with pytest.raises(StalePage):  # it may be with the bank: two people withdraw it
        discard_payment_file(second, actor=the(Duty.CASHIER), note="不要了。")


# What is wrong with the second line, and what the page says of it.
BAD_LINES: tuple[tuple[dict[int, str], str], ...] = (
    ({0: "FK-JL-2026-999999"}, "Line 3: the file has no instruction with this number."),
    ({1: "7500.01"}, "Line 3: the amount is not that of the instruction, 7,500.00."),
    ({1: ""}, "Line 3: the amount is not"),
    ({2: "也许"}, "Line 3: the result is neither paid nor failed."),
    ({3: "2020-01-01"}, "Line 3: the day cannot be read"),
    ({3: "2099-01-01"}, "Line 3: the day cannot be read"),
    ({2: "失败"}, "Line 3: the reason why it failed is missing."),
)


def test_one_bad_line_is_named_and_nothing_is_booked() -> None:
    reward_in("claimed"), reward_in("claimed")
    client = browser(the(Duty.CASHIER))
    key = {"actor": the(Duty.CASHIER), "identity": identity_of(the(Duty.CASHIER))}
    file = draw_payment_file(Reward.objects.order_by("pk"), actor=key["actor"])
    hand_out_payment_file(file, **key, kind="csv")
    good = result(file)
    wrong = [(result(file, {}, change), sentence) for change, sentence in BAD_LINES]
    wrong.append((good[:1], "The result says nothing of line 2 of the file (FK-"))
    wrong.append(([*good, good[0]], "Line 4: this number is told twice."))
    wrong.append(([], "The result says nothing of line 1"))
    for rows, sentence in wrong:
        answer = bring(client, file, rows)
        assert answer.status_code == 400
        assert sentence in text_of(answer)
    assert "needs columns with these headings: 金额" in text_of(bring(client, file, good, heads=HEADS[:1]))
    assert fates(file) == ["waiting", "waiting"]
    assert PaymentFile.objects.get().state == "handed_out"
    assert not Payment.objects.exists()
    assert not Reward.objects.exclude(state="claimed").exists()


def test_the_next_payment_of_a_failed_one_has_another_number() -> None:
    file = payment_file_in("handed_out")
    reward, by = file.lines.get().reward, the(Duty.CASHIER)
    settle_payment_file(file, actor=by, results=[told(file, is_paid=False, reason="已销户")])
    claim_reward(reward.report, payee={**PAYEE, "account": "9999990000000001"})
    second = payment_file_in("settled", reward=Reward.objects.get(pk=reward.pk))
    assert second.lines.get().instruction == f"{file.lines.get().instruction}-2"
    assert Reward.objects.get().state == "paid"
    assert sum(trial_balance().values()) == 0


def test_what_must_wait_stays_out_and_what_the_bank_did_is_booked_whatever_came_since() -> None:
    file, by = payment_file_in("drawn"), the(Duty.CASHIER)
    key = {"actor": by, "identity": identity_of(by)}
    penalty, head = Penalty.objects.get(), the(Duty.INVESTIGATOR)
    sanctions.serve_penalty(penalty, actor=head, served_on=penalty.decided_on)
    sanctions.open_review(penalty, actor=head, opened_on=timezone.localdate())
    with pytest.raises(MoveRefused, match=r"Line 1 .* waits for the outcome"):
        hand_out_payment_file(file, **key, kind="csv")
    file = PaymentFile.objects.get()
    assert file.state == "drawn"
    discard_payment_file(file, actor=by, note="处罚在复议。")
    with pytest.raises(MoveRefused, match="No claimed reward waits"):
        draw_payment_file(Reward.objects.all(), actor=key["actor"])
    sanctions.uphold_penalty(Penalty.objects.get(), actor=head, closed_on=timezone.localdate())
    file = draw_payment_file(Reward.objects.all(), actor=key["actor"])
    hand_out_payment_file(file, **key, kind="csv")
    sanctions.open_suit(Penalty.objects.get(), actor=head, opened_on=timezone.localdate())
    settle_payment_file(file, actor=by, results=[told(file)])
    assert Reward.objects.get().state == "paid"


def test_who_approved_a_reward_cannot_file_it_and_a_locked_session_opens_nothing() -> None:
    reward = reward_in("claimed")
    both = person("both", Duty.CASHIER, Duty.FINANCE)
    locked = browser(the(Duty.CASHIER))
    file = payment_file_in("drawn", reward=reward)
    answer = locked.post(f"{file.get_absolute_url()}hand_out/", {"kind": "csv"})
    assert answer.status_code == 400
    assert "Your key is not unlocked" in text_of(answer)
    assert PaymentFile.objects.get().state == "drawn"
    discard_payment_file(file, actor=the(Duty.CASHIER), note="改日。")
    with pytest.raises(MoveRefused, match="No claimed reward waits"):  # nor does a key that came later
        draw_payment_file([reward], actor=both)


def test_the_format_is_the_office_s(settings: Any) -> None:
    row = {
        "number": "1",
        "instruction": "FK-1",
        "name": "=甄",
        "account": "99",
        "bank": "行",
        "amount": "1.00",
    }
    settings.PAYMENT_COLUMNS, settings.PAYMENT_ENCODING = (
        ["account=账号", "amount=元", "name=户名"],
        "utf-8-sig",
    )
    assert payment_table([row], kind="csv").decode("utf-8-sig") == "账号,元,户名\r\n99,1.00,'=甄\r\n"
    assert [error.id for error in check_payment_columns()] == ["rewards.E002"]
    settings.PAYMENT_COLUMNS, settings.PAYMENT_ENCODING = ["IBAN=账号"], "utf-9"
    assert [error.id for error in check_payment_columns()] == ["rewards.E001", "rewards.E002", "rewards.E003"]
    settings.PAYMENT_COLUMNS, settings.PAYMENT_ENCODING = office.PAYMENT_COLUMNS, office.PAYMENT_ENCODING
    assert check_payment_columns() == []


@pytest.mark.parametrize(
    ("text", "told_to_the_reporter"),
    [
        ("收款户名不符", "户名与账号不符。"),
        ("该账户已销户", "账户已经销户。"),
        ("无此户", "账号有误或者不存在。"),
        ("甄某某 9999990000000000", "银行没有入账。请核对户名、账号和开户行。"),
    ],
)
def test_the_reporter_reads_our_words_and_not_the_bank_s(text: str, told_to_the_reporter: str) -> None:
    assert reason_of(text) == told_to_the_reporter


def test_two_cashiers_draw_a_reward_once() -> None:
    reward = reward_in("claimed")
    file = payment_file_in("drawn", reward=reward)
    with pytest.raises(StalePage):
        payment_file_in("drawn", reward=reward)
    assert PaymentFileLine.objects.get().file == file
